"""Funding in the words of the result contract."""

from __future__ import annotations

from planner.records import contract
from planner.records.contract import funding as parts
from planner.records.funding import CENTS, CostLine, FundingPlan
from planner.records.publish.common import alike

OF_A_USE = ("pledged", "confirmed", "paid", "used", "unused")
OF_A_MONTH = ("opening", "received", "spent", "lapsed", "closing", "due", "in_kind", "unfunded")
"""Amounts that the contract names as the records do."""


def funding_result(meta: contract.Meta, plan: FundingPlan) -> contract.FundingResult:
    """The answer of `planner funding`."""
    return contract.FundingResult(meta=meta, status=plan.status, funding=funding_part(plan))


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
        exchange=[
            parts.ExchangePart(currency=one.currency, usd=one.dollars, on=one.on)
            for one in plan.exchange
        ],
        levels=_levels(plan),
        lines=[
            _line(plan, line, short) for line, short in zip(plan.lines, plan.unfunded, strict=True)
        ],
        rows=_rows(plan),
        contributions=_contributions(plan),
        transfers=[
            parts.TransferPart(
                contribution=one.contribution, line=one.line, amount=dollars(one.cents)
            )
            for one in plan.transfers
        ],
        tight=_tight(plan),
        cash=_cash(plan),
    )


def _levels(plan: FundingPlan) -> list[parts.LevelPart]:
    return [
        parts.LevelPart(
            level=one.level.value,
            money=dollars(one.money),
            money_low=dollars(one.money_low),
            money_high=dollars(one.money_high),
            unfunded_low=dollars(one.low),
            unfunded=dollars(one.base),
            unfunded_high=dollars(one.high),
        )
        for one in plan.levels
    ]


def _rows(plan: FundingPlan) -> list[parts.CostRowPart]:
    return [
        alike(
            parts.CostRowPart,
            row,
            month=plan.months[row.month].label,
            rate_usd=row.dollars_each,
            amount=dollars(row.cents),
            amount_low=dollars(row.low),
            amount_high=dollars(row.high),
        )
        for row in plan.rows
    ]


def _contributions(plan: FundingPlan) -> list[parts.ContributionPart]:
    worth = {one.contribution: one.priority for one in plan.marginal}
    return [
        alike(
            parts.ContributionPart,
            use,
            **{name: dollars(getattr(use, name)) for name in OF_A_USE},
            counted=dollars(use.cents),
            from_=plan.months[use.from_month].label,
            until=plan.months[use.to_month].label if use.to_month >= 0 else None,
            next_dollar_funds=worth[use.contribution],
        )
        for use in plan.uses
    ]


def _tight(plan: FundingPlan) -> list[parts.TightSetPart]:
    return [
        parts.TightSetPart(
            lines=list(one.lines),
            contributions=list(one.contributions),
            amount=dollars(one.cents),
            unfunded=dollars(one.unfunded),
        )
        for one in plan.tight
    ]


def _cash(plan: FundingPlan) -> list[parts.CashMonthPart]:
    return [
        parts.CashMonthPart(
            month=plan.months[one.month].label,
            **{name: dollars(getattr(one, name)) for name in OF_A_MONTH},
        )
        for one in plan.cash
    ]


def _line(plan: FundingPlan, line: CostLine, short: int) -> parts.FundingLinePart:
    return alike(
        parts.FundingLinePart,
        line,
        purpose=line.purpose.value,
        month=plan.months[line.month].label,
        low=dollars(line.low),
        amount=dollars(line.cents),
        high=dollars(line.high),
        unfunded=dollars(short),
        in_kind=None if line.gift is None else f"{line.gift.section}.{line.gift.id}",
    )


def dollars(cents: int) -> float:
    """Cents as dollars: the float nearest to the exact amount."""
    return cents / CENTS
