"""From what the plan costs to what nobody pays, in millions of US dollars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.dossier import Dossier
from planner.messages import said
from planner.records.funding import CENTS, FundingPlan
from planner.report.blocks import Block, Step, StepKind, Waterfall
from planner.report.numbers import quantity

MILLION = 1e6
MOST_STEPS = 8
"""More contributions than that nobody tells apart: the smaller ones are one."""


def funding_waterfall(dossier: Dossier) -> Iterator[Block]:
    """One picture; none where nothing is paid for."""
    if dossier.plan.funding is not None:
        yield from paid_down(dossier.plan.funding)


def paid_down(plan: FundingPlan) -> Iterator[Block]:
    """What it costs, less what each contribution pays, is what nobody pays."""
    if not plan.transfers:
        return
    paid: Counter[str] = Counter({use.title: use.used for use in plan.uses if use.used})
    first = paid.most_common(MOST_STEPS if len(paid) > MOST_STEPS + 1 else len(paid))
    steps = [Step(said("funding.costs-in-all"), millions(plan.cost), StepKind.TOTAL)]
    steps += [Step(title, millions(cents), StepKind.LESS) for title, cents in first]
    if rest := sum(paid.values()) - sum(cents for _, cents in first):
        others = said("funding.others", count=quantity(len(paid) - len(first)))
        steps.append(Step(others, millions(rest), StepKind.LESS))
    steps.append(Step(said("funding.not-paid"), millions(plan.missing), StepKind.TOTAL))
    told = said(
        "funding.paid-down-told",
        cost=quantity(millions(plan.cost)),
        paid=quantity(millions(sum(paid.values()))),
        missing=quantity(millions(plan.missing)),
    )
    yield Waterfall(said("funding.paid-down"), told, said("funding.millions"), tuple(steps))


def millions(cents: int) -> float:
    """Cents in millions of US dollars."""
    return cents / CENTS / MILLION
