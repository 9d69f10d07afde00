"""The answer of the room: fills side by side, gaps with their days and reasons, what to ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from planner.catalogue import Factbook
from planner.forces.chances import expected
from planner.forces.problem import Floats
from planner.forces.reasons import Reasons
from planner.forces.result import Filled, assignments, days_required, days_unfilled
from planner.forces.unused import unused_pledges
from planner.records.asks import AskLists
from planner.records.forces import (
    Fill,
    ForcePlan,
    RequirementFill,
    Stretch,
)
from planner.scenario.schema.scenario import Scenario


def force_plan(
    scenario: Scenario,
    book: Factbook,
    fills: Mapping[Fill, Filled],
    reasons: Reasons,
    asks: AskLists,
) -> ForcePlan:
    """The records that other rooms and reports read."""
    base = fills[Fill.DEPLOYABLE]
    chances = expected(base)
    requirements = tuple(
        _requirement(scenario, book, fills, reasons, chances, r)
        for r in range(len(base.problem.requirements))
    )
    return ForcePlan(
        goals=base.goals,
        fills={name: filled.goals for name, filled in fills.items()},
        requirements=requirements,
        assignments=assignments(base),
        unused=tuple(unused_pledges(scenario, book, fills)),
        ask_lists=asks,
        stopped_early=any(filled.stopped_early for filled in fills.values()) or asks.stopped_early,
    )


def _requirement(
    scenario: Scenario,
    book: Factbook,
    fills: Mapping[Fill, Filled],
    reasons: Reasons,
    chances: Floats,
    r: int,
) -> RequirementFill:
    base = fills[Fill.DEPLOYABLE]
    name = base.problem.requirements[r]
    requirement = scenario.requirements[name]
    stretches = tuple(_stretches(base, r))
    gaps = [stretch for stretch in stretches if stretch.shortfall > 0]
    closed = stretches and stretches[-1].shortfall == 0
    return RequirementFill(
        requirement=name,
        title=requirement.title,
        force=requirement.force,
        capability=requirement.capability,
        measure=book.capabilities[requirement.capability].measure,
        tier=requirement.tier,
        site=requirement.site,
        required=float(base.problem.peak[r]),
        pledged=_least(fills[Fill.PLEDGED], r),
        verified=_least(fills[Fill.VERIFIED], r),
        deployable=stretches[0].filled if stretches else 0.0,
        filled=min((stretch.filled for stretch in stretches), default=0.0),
        expected=float(chances[r]),
        shortfall=max((stretch.shortfall for stretch in stretches), default=0.0),
        expected_shortfall=_most_expected(base, r),
        first_gap=gaps[0].start if gaps else None,
        closed_on=gaps[-1].until if gaps and closed else None,
        reasons=reasons.get(name, ()),
        stretches=stretches,
        required_days=round(float(days_required(base)[r]), 9),
        unfilled_days=round(float(days_unfilled(base)[r]), 9),
        by_fill={fill: tuple(_stretches(filled, r)) for fill, filled in fills.items()},
    )


def _most_expected(filled: Filled, r: int) -> float:
    short = filled.shortfall[r] > 0
    return float(_tidy(filled.expected_missing[r, short]).max(initial=0.0))


def _least(filled: Filled, r: int) -> float:
    wanted = filled.problem.required[r] > 0
    return float(_tidy(filled.in_place[r, wanted]).min(initial=np.inf)) if wanted.any() else 0.0


def _tidy(quantity: Floats) -> Floats:
    # sums of shares such as 0.1 + 0.2 must not read as a gap of 1e-17
    return np.round(quantity, 9)


def _stretches(filled: Filled, r: int) -> Iterator[Stretch]:
    current: Stretch | None = None
    for stretch in _periods(filled, r):
        if current is not None and _goes_on(current, stretch):
            current = replace(current, until=stretch.until)
            continue
        if current is not None:
            yield current
        current = stretch
    if current is not None:
        yield current


def _periods(filled: Filled, r: int) -> Iterator[Stretch]:
    problem, in_place = filled.problem, _tidy(filled.in_place[r])
    for t in np.flatnonzero(problem.required[r] > 0).tolist():
        start, required = int(problem.starts[t]), float(problem.required[r, t])
        there = float(in_place[t])
        if not filled.shortfall[r, t]:
            there = max(required, there)
        yield Stretch(start, start + int(problem.lengths[t]), required, there)


def _goes_on(before: Stretch, after: Stretch) -> bool:
    same = (before.required, before.filled) == (after.required, after.filled)
    return same and before.until == after.start
