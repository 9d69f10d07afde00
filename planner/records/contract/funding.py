"""Funding in the result contract. Amounts are US dollars, exact to the cent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.records.contract.part import Part


class FundingLinePart(Part):
    """What falls due in one month and phase, for one force, of one entry of `costs`."""

    cost: str
    title: str
    purpose: str
    force: str | None
    phase: str | None
    month: str
    priority: int
    low: float
    amount: float
    high: float
    unfunded: float
    in_kind: str | None
    """Path of what is given in kind, where the line is for it."""


class CostRowPart(Part):
    """What one thing costs in one month: `quantity` times `rate_usd`."""

    cost: str
    rate: str
    """The figure of the catalogue; empty where the scenario states the rate."""
    about: str | None
    force: str | None
    phase: str | None
    month: str
    quantity: float
    rate_usd: float
    amount: float
    amount_low: float
    amount_high: float
    currency: str
    """Of the rate, before it was changed into US dollars."""


class TransferPart(Part):
    """What one contribution pays of one line; `line` counts the lines from 0."""

    contribution: str
    line: int
    amount: float


class ContributionPart(Part):
    """What becomes of a contribution: `counted` = `used` + `unused`."""

    contribution: str
    title: str
    contributor: str
    channel: str
    currency: str
    """In which it is given, before it was changed into US dollars."""
    from_: str = Field(alias="from")
    """Month in which it is there."""
    until: str | None
    """Last month that it may pay for; null where it comes too late for any."""
    pledged: float
    confirmed: float
    paid: float
    counted: float
    used: float
    unused: float
    next_dollar_funds: int | None
    """Priority of what one more dollar of it would fund; null where it would fund nothing."""


class TightSetPart(Part):
    """Lines that can draw on these contributions alone, which they use up."""

    lines: list[int]
    contributions: list[str]
    amount: float
    unfunded: float


class CashMonthPart(Part):
    """Money by month: opening + received - spent - lapsed = closing. Of what is due, things that
    are given cover `in_kind`."""

    month: str
    opening: float
    received: float
    spent: float
    lapsed: float
    closing: float
    due: float
    in_kind: float
    unfunded: float


class ExchangePart(Part):
    """What one unit of a currency is worth, and the day of that rate."""

    currency: str
    usd: float
    on: str


class LevelPart(Part):
    """What would be unfunded if only so firm money counted: `unfunded_low` with costs at their low
    and money at its high, `unfunded_high` the other way round."""

    level: str
    money: float
    money_low: float
    money_high: float
    unfunded_low: float
    unfunded: float
    unfunded_high: float


class FundingPart(Part):
    """Who pays what of the plan, and what nobody pays."""

    counts: Literal["pledged", "confirmed", "paid"]
    """How firm the money is that was counted."""
    cost: float
    cost_low: float
    cost_high: float
    unfunded: float
    first_short: str | None
    """First month in which something is not paid."""
    next_free_dollar_funds: int | None
    """Priority of what one more dollar without an earmark would fund."""
    exchange: list[ExchangePart]
    levels: list[LevelPart]
    lines: list[FundingLinePart]
    rows: list[CostRowPart]
    contributions: list[ContributionPart]
    transfers: list[TransferPart]
    tight: list[TightSetPart]
    cash: list[CashMonthPart]
