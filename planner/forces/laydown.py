"""From assignments to the laydown: which unit stands where, and what drives its demand."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.schema import Driver
from planner.forces.pairs import VIEWS, Span, calendar_of, presence
from planner.records.forces import Assignment, Fill, ForcePlan
from planner.records.laydown import DeployedUnit, Laydown, Station
from planner.scenario.schema.forces import Pledge, Requirement
from planner.scenario.schema.scenario import Scenario


def laydown_of(scenario: Scenario, book: Factbook, plan: ForcePlan) -> Laydown:
    """The units that the plan sends to a site; a requirement that stays empty draws nothing."""
    units = (_deployed(scenario, book, entry) for entry in plan.assignments)
    return Laydown(tuple(unit for unit in units if unit.stations))


def _deployed(scenario: Scenario, book: Factbook, entry: Assignment) -> DeployedUnit:
    pledge = scenario.pledges[entry.pledge]
    requirement = scenario.requirements[entry.requirement]
    force = scenario.forces[pledge.force]
    days = presence(pledge, requirement, calendar_of(scenario), VIEWS[Fill.DEPLOYABLE])
    planned = pledge.planned_days or force.planned_days
    required = force.required_days
    return DeployedUnit(
        pledge=entry.pledge,
        requirement=entry.requirement,
        force=pledge.force,
        personnel=entry.personnel,
        activity=_activity(pledge, book, entry),
        planned_days=int(planned.value),
        required_days=None if required is None else int(required.value),
        arrival=entry.arrival,
        until=entry.until,
        stations=tuple(_stations(requirement, entry, days)),
    )


def _activity(pledge: Pledge, book: Factbook, entry: Assignment) -> dict[Driver, float]:
    activity: dict[Driver, float] = {"person-day": entry.personnel, "unit-day": entry.units}
    if pledge.unit is not None:
        for driver, quantity in book.units[pledge.unit].activity.items():
            activity[driver] = quantity.value * entry.units
    return activity


def _stations(
    requirement: Requirement, entry: Assignment, days: tuple[Span, ...]
) -> Iterator[Station]:
    """Where its units stand on the days that they are there."""
    if requirement.site is None:
        return
    steps = [(entry.arrival, requirement.site), *((m.from_, m.site) for m in requirement.moves)]
    ends = [*(start for start, _ in steps[1:]), entry.until]
    for (start, site), end in zip(steps, ends, strict=True):
        for first, until in days:
            if max(start, first) < min(end, until):
                yield Station(site, max(start, first), min(end, until))
