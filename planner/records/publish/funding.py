"""Funding in the words of the result contract."""

from __future__ import annotations

from planner.records.contract import Meta
from planner.records.contract import funding as parts
from planner.records.funding import CostLine, FundingPlan

CENTS = 100


def funding_result(meta: Meta, plan: FundingPlan) -> parts.FundingResult:
    """The answer of `planner funding`."""
    return parts.FundingResult(meta=meta, status=plan.status, funding=funding_part(plan))


def funding_part(plan: FundingPlan) -> parts.FundingPart:
    """Who pays what, in US dollars."""
    first = plan.first_short
    worth = {one.contribution: one.priority for one in plan.marginal}
    return parts.FundingPart(
        counts=plan.level.value,
        cost=dollars(plan.cost),
        cost_low=dollars(sum(line.low for line in plan.lines)),
        cost_high=dollars(sum(line.high for line in plan.lines)),
        unfunded=dollars(plan.missing),
        first_short=None if first is None else plan.months[first].label,
        next_free_dollar_funds=worth[None],
        levels=[
            parts.LevelPart(
                level=one.level.value,
                money=dollars(one.money),
                unfunded_low=dollars(one.low),
                unfunded=dollars(one.base),
                unfunded_high=dollars(one.high),
            )
            for one in plan.levels
        ],
        lines=[
            _line(plan, line, short) for line, short in zip(plan.lines, plan.unfunded, strict=True)
        ],
        rows=[
            parts.CostRowPart(
                cost=row.cost,
                rate=row.rate,
                about=row.about,
                force=row.force,
                phase=row.phase,
                month=plan.months[row.month].label,
                quantity=row.quantity,
                rate_usd=row.dollars_each,
                amount=dollars(row.cents),
            )
            for row in plan.rows
        ],
        contributions=[
            parts.ContributionPart(
                contribution=use.contribution,
                title=use.title,
                channel=use.channel,
                pledged=dollars(use.pledged),
                confirmed=dollars(use.confirmed),
                paid=dollars(use.paid),
                counted=dollars(use.cents),
                used=dollars(use.used),
                unused=dollars(use.unused),
                next_dollar_funds=worth[use.contribution],
            )
            for use in plan.uses
        ],
        transfers=[
            parts.TransferPart(
                contribution=one.contribution, line=one.line, amount=dollars(one.cents)
            )
            for one in plan.transfers
        ],
        tight=[
            parts.TightSetPart(
                lines=list(one.lines),
                contributions=list(one.contributions),
                amount=dollars(one.cents),
                unfunded=dollars(one.unfunded),
            )
            for one in plan.tight
        ],
        cash=[
            parts.CashMonthPart(
                month=plan.months[one.month].label,
                opening=dollars(one.opening),
                received=dollars(one.received),
                spent=dollars(one.spent),
                lapsed=dollars(one.lapsed),
                closing=dollars(one.closing),
                due=dollars(one.due),
                unfunded=dollars(one.unfunded),
            )
            for one in plan.cash
        ],
    )


def _line(plan: FundingPlan, line: CostLine, short: int) -> parts.CostLinePart:
    return parts.CostLinePart(
        cost=line.cost,
        title=line.title,
        purpose=line.purpose.value,
        force=line.force,
        phase=line.phase,
        month=plan.months[line.month].label,
        priority=line.priority,
        low=dollars(line.low),
        amount=dollars(line.cents),
        high=dollars(line.high),
        unfunded=dollars(short),
        in_kind=None if line.gift is None else f"{line.gift.section}.{line.gift.id}",
    )


def dollars(cents: int) -> float:
    """Cents as dollars: the float nearest to the exact amount."""
    return cents / CENTS
