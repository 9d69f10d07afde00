"""Records of funding: what the plan costs, who pays which of it, and what nobody pays.

Amounts are whole cents of US dollars, so that sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from planner.catalogue.ids import ContributionId, CostId, ForceId, PhaseId
from planner.scenario.schema.funding import Purpose

CENTS = 100
"""Cents in a dollar."""


class Level(StrEnum):
    """How firm money is; the three are never added up."""

    PLEDGED = "pledged"
    CONFIRMED = "confirmed"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Gift:
    """A thing of the plan that is given in kind: a pledge, a supply or a fleet."""

    section: str
    id: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the plan: days [start, until), of a month that is `length` days long."""

    label: str
    """2013-02 where the date of D-day is known, else the first day of thirty: D+30."""
    start: int
    until: int
    length: int


@dataclass(frozen=True, slots=True)
class CostRow:
    """What one thing costs in one month: `quantity` times `dollars_each`, US dollars.

    The rate is written in `currency`. `about` is what is paid for (a pledge, supply, fleet, site,
    course), None for a lump sum.
    """

    cost: CostId
    rate: str
    about: str | None
    force: ForceId | None
    phase: PhaseId | None
    month: int
    quantity: float
    currency: str
    dollars_each: float
    cents: int
    low: int
    high: int
    gift: Gift | None


@dataclass(frozen=True, slots=True)
class CostLine:
    """What falls due in one month, in one phase, for one force, of one entry of `costs`."""

    cost: CostId
    title: str
    purpose: Purpose
    force: ForceId | None
    phase: PhaseId | None
    month: int
    priority: int
    cents: int
    low: int
    high: int
    gift: Gift | None
    """The thing that it is for, where that is given in kind."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one contribution pays of one cost line."""

    contribution: ContributionId
    line: int
    cents: int


@dataclass(frozen=True, slots=True)
class ContributionUse:
    """What becomes of a contribution at the level that the plan counts: `cents` = `used` +
    `unused`."""

    contribution: ContributionId
    title: str
    contributor: str
    channel: str
    currency: str
    """In which it is given."""
    pledged: int
    confirmed: int
    paid: int
    cents: int
    used: int
    from_month: int
    to_month: int
    """The last month that it may pay for."""

    @property
    def unused(self) -> int:
        """What no line that it may pay has need of, cents."""
        return self.cents - self.used


@dataclass(frozen=True, slots=True)
class TightSet:
    """Lines that can draw on these contributions alone, which they use up, and lack `unfunded`.

    All money of `contributions` goes to `lines`: more of any other money does not help them.
    """

    lines: tuple[int, ...]
    contributions: tuple[ContributionId, ...]
    cents: int
    unfunded: int


@dataclass(frozen=True, slots=True)
class MarginalDollar:
    """What one more dollar would fund: of a contribution as it is earmarked, or of money that is
    free of any earmark and there from the first day (`contribution` None).

    `priority` is the most urgent of what it reduces the unfunded amount of; None where it funds
    nothing.
    """

    contribution: ContributionId | None
    priority: int | None


@dataclass(frozen=True, slots=True)
class CashMonth:
    """Money by month, cents: `opening` + `received` - `spent` - `lapsed` = `closing`.

    `due` is the sum of what falls due; of it `in_kind` is covered by things, which are no money,
    and `unfunded` is never paid.
    """

    month: int
    opening: int
    received: int
    spent: int
    lapsed: int
    closing: int
    due: int
    in_kind: int
    unfunded: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one unit of a currency is worth, in US dollars, and the date of that rate, as text."""

    currency: str
    dollars: float
    on: str


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """Unfunded cents of the whole plan if only so firm money counts.

    `low` with costs at their low and money at its high, `high` the other way round. What is given
    in kind counts for what the plan would have paid for it, or for the amount stated.
    """

    level: Level
    money: int
    money_low: int
    money_high: int
    low: int
    base: int
    high: int


@dataclass(frozen=True)
class FundingPlan:
    """Who pays what of the plan."""

    level: Level
    months: tuple[Month, ...]
    rows: tuple[CostRow, ...]
    lines: tuple[CostLine, ...]
    transfers: tuple[Transfer, ...]
    uses: tuple[ContributionUse, ...]
    unfunded: tuple[int, ...]
    """[lines] cents that nobody pays."""
    tight: tuple[TightSet, ...]
    marginal: tuple[MarginalDollar, ...]
    cash: tuple[CashMonth, ...]
    levels: tuple[LevelTotal, ...]
    exchange: tuple[Exchange, ...]
    stopped_early: bool

    @property
    def cost(self) -> int:
        """Cents that the plan costs."""
        return sum(line.cents for line in self.lines)

    @property
    def missing(self) -> int:
        """Cents that nobody pays."""
        return sum(self.unfunded)

    @property
    def is_met(self) -> bool:
        """True where all of it is paid."""
        return not self.missing

    @property
    def first_short(self) -> int | None:
        """The first month in which something is not paid; None where all is."""
        short = [self.lines[n].month for n, cents in enumerate(self.unfunded) if cents]
        return min(short, default=None)

    @property
    def status(self) -> Literal["met", "unmet", "limit"]:
        """met where all of it is paid, or limit where a limit came before the last goal."""
        if self.stopped_early:
            return "limit"
        return "unmet" if self.missing else "met"
