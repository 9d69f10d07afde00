"""Reliefs in place, and persons in theatre from day to day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from planner.catalogue.ids import ForceId
from planner.forces.needs import calendar_of
from planner.forces.spans import Spans, common, joined
from planner.records.deployment import Relief, StrengthStep
from planner.records.forces import Assignment, ForcePlan
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario

# sums of strengths such as 0.1 + 0.2 must not read as a change of 1e-17
DECIMALS = 9


def reliefs(pledge: Pledge, entry: Assignment) -> Iterator[Relief]:
    """The reliefs in place within the days that the units are in theatre.

    One that falls on a day on which they are away arrives on the next that they are there.
    """
    for day, gone in _overlaps(pledge, entry):
        span = next(((a, b) for a, b in entry.theatre if day < b), None)
        if span is not None:
            arrives = max(day, span[0])
            yield Relief(arrives, max(arrives, min(gone, span[1])))


def _overlaps(pledge: Pledge, entry: Assignment) -> Iterator[tuple[int, int]]:
    """Days [arrives, leaves) of each relief: a tour after the last one, less the overlap."""
    if pledge.tour is None:
        return
    overlap = int(pledge.overlap.value)
    turn = int(pledge.tour.value) - overlap
    for n in range(1, int(pledge.rotations.value) + 1):
        day = entry.arrival + n * turn
        if day >= entry.until:
            return
        yield day, day + overlap


def strength_steps(scenario: Scenario, plan: ForcePlan) -> Iterator[StrengthStep]:
    """Persons in theatre of each force that requires anything, with each change.

    Units count from the day they are in place; relief and relieved both count while both are
    there. Persons.
    """
    calendar = calendar_of(scenario)
    for force in sorted({entry.force for entry in plan.requirements}):
        mine = (a for a in plan.assignments if scenario.pledges[a.pledge].force == force)
        changes = {calendar.start: 0.0}
        for day, persons in _comings(scenario, mine):
            changes[day] = changes.get(day, 0.0) + persons
        days = sorted(day for day in changes if day < calendar.end)
        there = (round(sum_, DECIMALS) for sum_ in accumulate(changes[day] for day in days))
        yield from _changing(force, zip(days, there, strict=True))


def _comings(scenario: Scenario, entries: Iterable[Assignment]) -> Iterator[tuple[int, float]]:
    """Day and persons who come, or leave where negative."""
    for entry in entries:
        overlaps = joined(_overlaps(scenario.pledges[entry.pledge], entry))
        both: Spans = common(entry.theatre, overlaps)
        for first, until in (*entry.theatre, *both):
            yield first, entry.personnel
            yield until, -entry.personnel


def _changing(force: ForceId, steps: Iterable[tuple[int, float]]) -> Iterator[StrengthStep]:
    before: float | None = None
    for day, persons in steps:
        if persons != before:
            yield StrengthStep(force, day, persons)
        before = persons
