"""The answer of the room: fills side by side, gaps with their days and reasons, what to ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from planner.catalogue import Factbook
from planner.catalogue.ids import CapabilityId, RequirementId
from planner.forces.problem import Floats, unit_personnel
from planner.forces.result import Filled, assignments
from planner.records.forces import (
    Ask,
    Cause,
    Fill,
    ForcePlan,
    Reason,
    RequirementFill,
    Stretch,
    UnusedPledge,
)
from planner.scenario.schema.scenario import Scenario

Reasons = Mapping[RequirementId, tuple[Reason, ...]]


def force_plan(
    scenario: Scenario, book: Factbook, fills: Mapping[Fill, Filled], reasons: Reasons
) -> ForcePlan:
    """The records that other rooms and reports read."""
    base = fills[Fill.DEPLOYABLE]
    requirements = tuple(
        _requirement(scenario, book, fills, reasons, r)
        for r in range(len(base.problem.requirements))
    )
    return ForcePlan(
        goals=base.goals,
        fills={name: filled.goals for name, filled in fills.items()},
        requirements=requirements,
        assignments=assignments(base),
        unused=tuple(_unused(scenario, book, base)),
        asks=tuple(_asks(requirements)),
    )


def _requirement(
    scenario: Scenario, book: Factbook, fills: Mapping[Fill, Filled], reasons: Reasons, r: int
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
        shortfall=max((stretch.shortfall for stretch in stretches), default=0.0),
        first_gap=gaps[0].start if gaps else None,
        closed_on=gaps[-1].until if gaps and closed else None,
        reasons=reasons.get(name, ()),
        stretches=stretches,
    )


def _least(filled: Filled, r: int) -> float:
    wanted = filled.problem.required[r] > 0
    return float(_tidy(filled.in_place[r, wanted]).min(initial=np.inf)) if wanted.any() else 0.0


def _tidy(quantity: Floats) -> Floats:
    # sums of shares such as 0.1 + 0.2 must not read as a gap of 1e-17
    return np.round(quantity, 9)


def _stretches(filled: Filled, r: int) -> Iterator[Stretch]:
    problem = filled.problem
    current: Stretch | None = None
    for t in np.flatnonzero(problem.required[r] > 0):
        start = int(problem.starts[t])
        short = filled.shortfall[r, t]
        required = float(problem.required[r, t])
        filled_now = float(_tidy(filled.in_place[r])[t]) if short else max(
            required, float(_tidy(filled.in_place[r])[t])
        )
        until = start + int(problem.lengths[t])
        grown = current and (current.until, current.required, current.filled)
        if current is not None and grown == (start, required, filled_now):
            current = Stretch(current.start, until, required, filled_now)
            continue
        if current is not None:
            yield current
        current = Stretch(start, until, required, filled_now)
    if current is not None:
        yield current


def _unused(scenario: Scenario, book: Factbook, base: Filled) -> Iterator[UnusedPledge]:
    used = np.zeros(len(base.problem.pledges))
    np.add.at(used, base.problem.pair_pledge, base.units)
    could_work = set(base.problem.pair_pledge.tolist())
    for p, name in enumerate(base.problem.pledges):
        left = float(base.problem.units[p] - used[p])
        if left <= 0:
            continue
        pledge = scenario.pledges[name]
        if not pledge.status.is_verified:
            why = f"not verified: only {pledge.status.value}"
        elif p not in could_work:
            why = "no requirement of its force that it can fill in time"
        else:
            why = "more than is required, or above the ceiling"
        yield UnusedPledge(name, left, left * unit_personnel(pledge, book), why)


def _asks(requirements: tuple[RequirementFill, ...]) -> Iterator[Ask]:
    wanted: dict[tuple[CapabilityId, int], float] = {}
    measures: dict[CapabilityId, str] = {}
    for entry in requirements:
        missing = sum(r.quantity for r in entry.reasons if r.cause is Cause.NOT_PLEDGED)
        if missing > 0 and entry.first_gap is not None:
            key = (entry.capability, entry.first_gap)
            wanted[key] = wanted.get(key, 0.0) + missing
            measures[entry.capability] = entry.measure
    for (capability, day), quantity in sorted(wanted.items()):
        yield Ask(capability, measures[capability], quantity, day)
