"""From assignments to the laydown: which unit stands where, and what drives its demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalogue import Factbook
from planner.catalogue.schema import Activity
from planner.forces.needs import stations
from planner.forces.spans import common, without
from planner.records.forces import Assignment, ForcePlan
from planner.records.laydown import DeployedUnit, Laydown, Shipment, Station
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario


def laydown_of(scenario: Scenario, book: Factbook, plan: ForcePlan) -> Laydown:
    """The units that the plan sends to a site; a requirement that stays empty draws nothing."""
    return laydown_from(scenario, book, plan.assignments)


def laydown_from(scenario: Scenario, book: Factbook, assignments: Iterable[Assignment]) -> Laydown:
    """As `laydown_of`, of assignments."""
    units = (_deployed(scenario, book, entry) for entry in assignments)
    return Laydown(tuple(unit for unit in units if unit.stations))


def _deployed(scenario: Scenario, book: Factbook, entry: Assignment) -> DeployedUnit:
    pledge = scenario.pledges[entry.pledge]
    requirement = scenario.requirements[entry.requirement]
    force = scenario.forces[pledge.force]
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
        stations=tuple(sorted(_stations(requirement, entry), key=lambda s: s.start)),
        late_days=int(force.late_days.value),
        shipment=_shipment(pledge, book, entry),
    )


def _shipment(pledge: Pledge, book: Factbook, entry: Assignment) -> Shipment | None:
    mass = pledge.equipment_mass
    if mass is None and pledge.unit is not None:
        mass = book.units[pledge.unit].equipment_mass
    if pledge.lift is None or mass is None or not mass.value:
        return None
    return Shipment(
        origin=pledge.lift.from_,
        tonnes=mass.value * entry.units,
        window_days=int(pledge.lift.window_days.value),
        ready_days=int(pledge.lift.ready_days.value),
    )


def _activity(pledge: Pledge, book: Factbook, entry: Assignment) -> dict[Activity, float]:
    activity: dict[Activity, float] = {"person-day": entry.personnel, "unit-day": entry.units}
    if pledge.unit is not None:
        for driver, quantity in book.units[pledge.unit].activity.items():
            activity[driver] = quantity.value * entry.units
    return activity


def _stations(requirement: Requirement, entry: Assignment) -> Iterator[Station]:
    """Where its units stand on the days that they are in theatre.

    On days on which a caveat keeps them from counting they stand where the requirement began.
    """
    for site, days in stations(requirement, entry.arrival, entry.until):
        for first, until in common(entry.present, (days,)):
            yield Station(site, first, until)
    if requirement.site is not None:
        for first, until in without(entry.theatre, entry.present):
            yield Station(requirement.site, first, until)
