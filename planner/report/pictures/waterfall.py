"""From what is required to what is filled, in requirement-days, and why the rest is missing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.dossier import Dossier
from planner.messages import said
from planner.records.forces import Cause, ForcePlan
from planner.report.blocks import Block, Step, StepKind, Waterfall
from planner.report.numbers import quantity, share

# a goal is held to a millionth of its value: what is left of the days beyond that has a reason
ROUNDING = 1e-5


def waterfall(dossier: Dossier) -> Iterator[Block]:
    """One picture; none where nothing is short."""
    plan = dossier.plan.forces
    if plan is not None and not plan.is_met:
        yield _waterfall(plan)


def _waterfall(plan: ForcePlan) -> Waterfall:
    required = sum(entry.required_days for entry in plan.requirements)
    missing = sum(entry.unfilled_days for entry in plan.requirements)
    filled = max(0.0, required - missing)
    causes = days_by_cause(plan)
    unexplained = missing - sum(causes.values())
    ordered = sorted(causes.items(), key=lambda pair: (-pair[1], pair[0].value))
    steps = [Step(said("waterfall.required"), required, StepKind.TOTAL)]
    steps += [Step(cause.words, days, StepKind.LESS) for cause, days in ordered]
    if unexplained > ROUNDING * (1 + missing):
        steps.append(Step(said("waterfall.unexplained"), unexplained, StepKind.LESS))
    steps.append(Step(said("waterfall.filled"), filled, StepKind.TOTAL))
    told = said(
        "waterfall.told",
        required=quantity(required),
        filled=quantity(filled),
        share=share(filled / required if required else 0.0),
        missing=quantity(missing),
        cause=ordered[0][0].words if ordered else said("waterfall.unexplained"),
        days=quantity(ordered[0][1] if ordered else missing),
    )
    return Waterfall(said("waterfall.title"), told, said("waterfall.unit"), tuple(steps))


def days_by_cause(plan: ForcePlan) -> dict[Cause, float]:
    """Requirement-days unfilled that each cause accounts for, over all requirements."""
    days: dict[Cause, float] = {}
    for entry in plan.requirements:
        for reason in entry.reasons:
            days[reason.cause] = days.get(reason.cause, 0.0) + reason.days
    return {cause: value for cause, value in days.items() if value > 0}
