"""From the force plan to deployment: the time-phased force list, and when it is enough.

Nothing is chosen here: the plan's assignments and fills are put on the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from planner.catalogue import Factbook
from planner.forces.milestones import milestones
from planner.forces.needs import stations
from planner.forces.spans import common
from planner.forces.strength import reliefs, strength_steps
from planner.records.deployment import Closure, Deployment, ForceListLine, Way
from planner.records.forces import Assignment, ForcePlan, RequirementFill
from planner.records.laydown import Station
from planner.scenario.pledged import capability_of
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario


def deployment_of(scenario: Scenario, book: Factbook, plan: ForcePlan) -> Deployment:
    """Who comes when and by which way, when all is in place, and what that makes possible."""
    strength = tuple(strength_steps(scenario, plan))
    closures = tuple(_closures(plan))
    return Deployment(
        lines=tuple(_lines(scenario, book, plan)),
        requirements=closures,
        forces=tuple(_force_closures(scenario, closures)),
        milestones=tuple(milestones(scenario, plan, strength)),
        strength=strength,
    )


def _lines(scenario: Scenario, book: Factbook, plan: ForcePlan) -> list[ForceListLine]:
    fills = {entry.requirement: entry for entry in plan.requirements}
    lines = [_line(scenario, book, a, fills[a.requirement]) for a in plan.assignments]
    return sorted(lines, key=lambda x: (x.force, x.in_place, x.pledge, x.requirement))


def _line(
    scenario: Scenario, book: Factbook, entry: Assignment, fill: RequirementFill
) -> ForceListLine:
    """One line; days count back from the day in place: arrives = in place - reception, departs =
    arrives - movement, ready = available + training."""
    pledge = scenario.pledges[entry.pledge]
    arrives = entry.arrival - int(pledge.reception.value)
    brought = pledge.planned_days or scenario.forces[pledge.force].planned_days
    return ForceListLine(
        pledge=entry.pledge,
        title=pledge.title,
        contributor=pledge.contributor,
        force=pledge.force,
        requirement=entry.requirement,
        requirement_title=fill.title,
        capability=capability_of(pledge, book),
        units=entry.units,
        personnel=entry.personnel,
        way=_way(pledge),
        stays=tuple(_stays(scenario.requirements[entry.requirement], entry)),
        ready=pledge.available + int(pledge.training.value),
        departs=arrives - int(pledge.movement.value),
        arrives=arrives,
        in_place=entry.arrival,
        required_by=_wanted_since(fill, entry.arrival),
        until=entry.until,
        reliefs=tuple(reliefs(pledge, entry)),
        status=pledge.status,
        supply_days=int(brought.value),
    )


def _way(pledge: Pledge) -> Way:
    route = pledge.route
    if route is None:
        return Way()
    return Way(route.origin, route.embarkation, route.port, route.airfield, route.reception)


def _stays(requirement: Requirement, entry: Assignment) -> Iterator[Station]:
    """Where the units stand on the days that they are in theatre, in order of days."""
    stays = (
        Station(site, first, until)
        for site, days in stations(requirement, entry.arrival, entry.until)
        for first, until in common(entry.theatre, (days,))
    )
    yield from sorted(stays, key=lambda stay: stay.start)


def _wanted_since(fill: RequirementFill, in_place: int) -> int:
    """First of the required days, without a break, on which it was short until `in_place`."""
    first = in_place
    for stretch in reversed([s for s in fill.stretches if s.start < in_place]):
        if not stretch.shortfall:
            break
        first = stretch.start
    return first


def _closures(plan: ForcePlan) -> Iterator[Closure]:
    ordered = sorted(plan.requirements, key=lambda e: (e.force, e.tier, e.requirement))
    return (_closure(entry) for entry in ordered if entry.stretches)


def _closure(entry: RequirementFill) -> Closure:
    """Closed from the end of the last stretch that is short, unless that is the last of all."""
    last = entry.stretches[-1]
    closed = max((s.until for s in entry.stretches if s.shortfall), default=None)
    if closed is None:
        closed = entry.stretches[0].start
    return Closure(
        force=entry.force,
        requirement=entry.requirement,
        title=entry.title,
        measure=entry.measure,
        required_by=entry.stretches[0].start,
        closed_on=None if last.shortfall else closed,
        required=last.required,
        in_place=min(last.filled, last.required),
        missing=last.shortfall,
    )


def _force_closures(scenario: Scenario, closures: Iterable[Closure]) -> Iterator[Closure]:
    """Closed when the last of its requirements is; the closures come force by force."""
    for force, group in groupby(closures, key=lambda closure: closure.force):
        mine = tuple(group)
        days = [closure.closed_on for closure in mine if closure.closed_on is not None]
        yield Closure(
            force=force,
            requirement=None,
            title=scenario.forces[force].title,
            measure="requirement",
            required_by=max(closure.required_by for closure in mine),
            closed_on=max(days) if len(days) == len(mine) else None,
            required=len(mine),
            in_place=len(days),
            missing=len(mine) - len(days),
        )
