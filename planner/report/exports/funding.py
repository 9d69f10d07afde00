"""Funding as typed tables: cost lines and what they are made of, who pays what, money by month."""

from __future__ import annotations

from planner.records.funding import CENTS, FundingPlan, Gift
from planner.report.exports.flows import Rows
from planner.report.exports.typed import data_table
from planner.report.render.tables import DataTable
from planner.scenario import Scenario

COST_LINES = (
    "line#",
    "cost",
    "title",
    "purpose",
    "force",
    "phase",
    "month",
    "priority#",
    "in_kind",
    "low_usd#",
    "amount_usd#",
    "high_usd#",
    "funded_usd#",
    "unfunded_usd#",
)
COST_ROWS = (
    "cost",
    "rate",
    "about",
    "force",
    "phase",
    "month",
    "quantity#",
    "currency",
    "rate_usd#",
    "low_usd#",
    "amount_usd#",
    "high_usd#",
)
CONTRIBUTIONS = (
    "contribution",
    "title",
    "contributor",
    "channel",
    "currency",
    "from_month",
    "to_month",
    "pledged_usd#",
    "confirmed_usd#",
    "paid_usd#",
    "counted_usd#",
    "used_usd#",
    "unused_usd#",
    "next_dollar_funds#",
)
TRANSFERS = ("contribution", "line#", "cost", "force", "phase", "month", "amount_usd#")
MONEY = (
    "month",
    "opening_usd#",
    "received_usd#",
    "spent_usd#",
    "lapsed_usd#",
    "closing_usd#",
    "due_usd#",
    "in_kind_usd#",
    "unfunded_usd#",
)


def funding_tables(plan: FundingPlan, scenario: Scenario) -> tuple[DataTable, ...]:
    """Cost lines, their rows, contributions, transfers, money by month."""
    return (
        data_table("cost-lines", scenario, COST_LINES, _lines(plan)),
        data_table("cost-rows", scenario, COST_ROWS, _rows(plan)),
        data_table("contributions", scenario, CONTRIBUTIONS, _contributions(plan)),
        data_table("transfers", scenario, TRANSFERS, _transfers(plan)),
        data_table("money-by-month", scenario, MONEY, _money(plan)),
    )


def _lines(plan: FundingPlan) -> Rows:
    for n, (line, short) in enumerate(zip(plan.lines, plan.unfunded, strict=True)):
        head = (n, line.cost, line.title, line.purpose.value, line.force, line.phase)
        amounts = (line.low, line.cents, line.high, line.cents - short, short)
        month = plan.months[line.month].label
        yield (*head, month, line.priority, _path(line.gift), *_dollars(*amounts))


def _rows(plan: FundingPlan) -> Rows:
    for row in plan.rows:
        month = plan.months[row.month].label
        head = (row.cost, row.rate or None, row.about, row.force, row.phase, month)
        rate = (row.quantity, row.currency, row.dollars_each)
        yield (*head, *rate, *_dollars(row.low, row.cents, row.high))


def _contributions(plan: FundingPlan) -> Rows:
    worth = {one.contribution: one.priority for one in plan.marginal}
    for use in plan.uses:
        last = plan.months[use.to_month].label if use.to_month >= 0 else None
        head = (use.contribution, use.title, use.contributor, use.channel, use.currency)
        months = (plan.months[use.from_month].label, last)
        amounts = (use.pledged, use.confirmed, use.paid, use.cents, use.used, use.unused)
        yield (*head, *months, *_dollars(*amounts), worth[use.contribution])


def _transfers(plan: FundingPlan) -> Rows:
    for one in plan.transfers:
        line = plan.lines[one.line]
        month = plan.months[line.month].label
        about = (line.cost, line.force, line.phase, month)
        yield (one.contribution, one.line, *about, *_dollars(one.cents))


def _money(plan: FundingPlan) -> Rows:
    for one in plan.cash:
        flows = (one.opening, one.received, one.spent, one.lapsed, one.closing)
        yield (plan.months[one.month].label, *_dollars(*flows, one.due, one.in_kind, one.unfunded))


def _path(gift: Gift | None) -> str | None:
    return None if gift is None else f"{gift.section}.{gift.id}"


def _dollars(*cents: int) -> tuple[float, ...]:
    return tuple(one / CENTS for one in cents)
