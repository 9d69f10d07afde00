"""Rules on the calendar, rates, quantities, goals and figures."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId
from planner.scenario.book import changed_rate, factbook_of
from planner.scenario.document import KeyPath
from planner.scenario.host_checks import equipment_quantities
from planner.scenario.provenance import kind_of, written_figures
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.units import plural

NEED_CALENDAR = (
    "phases",
    "requirements",
    "pledges",
    "equipment",
    "training",
    "supplies",
    "stocks",
    "demands",
    "outlets",
)


def needs_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is there a calendar for the sections that speak of days?"""
    if scenario.calendar is None:
        for name in NEED_CALENDAR:
            if getattr(scenario, name):
                allowed = "calendar: {start: D-30, end: D+90}"
                verb = "need" if name.endswith("s") else "needs"
                yield Broken((name,), f"{name} {verb} a calendar", allowed=allowed)


def new_rates_are_whole(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every rate that the catalogue does not have say item, driver and rate?"""
    from_catalogue = factbook_of(scenario.model_copy(update={"consumption": {}})).consumption
    for name, change in scenario.consumption.items():
        if not change.omit and changed_rate(from_catalogue.get(name), change) is None:
            yield Broken(
                ("consumption", name),
                "a rate that is not in the catalogue must say item, driver and rate",
                allowed="a rate of the catalogue (planner factors rates), or all three fields",
            )


def quantities_count_the_measure(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is every quantity of a capability written in what the capability counts?"""
    for path, capability, figure in _capability_quantities(scenario, book):
        measure = book.capabilities[capability].measure
        if figure.unit is not None and figure.unit not in (measure, plural(measure)):
            yield Broken(
                (*path, "unit"),
                f"{capability} is counted in another measure",
                seen=figure.unit,
                allowed=f"{measure}, or no unit",
            )


def _capability_quantities(
    scenario: Scenario, book: Factbook
) -> Iterator[tuple[KeyPath, CapabilityId, Figure]]:
    for name, requirement in scenario.requirements.items():
        path = ("requirements", name)
        yield (*path, "quantity"), requirement.capability, requirement.quantity
        for i, step in enumerate(requirement.profile):
            yield (*path, "profile", i, "quantity"), requirement.capability, step.quantity
    for pledge_id, pledge in scenario.pledges.items():
        given = pledge.capability or (book.units[pledge.unit].capability if pledge.unit else None)
        if given is not None and pledge.quantity is not None:
            yield ("pledges", pledge_id, "quantity"), given, pledge.quantity
    for unit_id, unit in scenario.units.items():
        yield ("units", unit_id, "quantity"), unit.capability, unit.quantity
    yield from equipment_quantities(scenario)


def goals_stand_once(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every goal named once?"""
    for i, goal in enumerate(scenario.objective):
        if goal in scenario.objective[:i]:
            yield Broken(("objective", i), "the goal is named twice", seen=goal.value)


def unsourced_figures(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which figures does the scenario write without a source or a stated assumption?"""
    for path, figure in written_figures(scenario):
        if kind_of(figure, book.sources) == "unsourced":
            yield Broken(
                tuple(_steps(path)),
                "a figure without a source",
                seen=f"{figure.value:g}",
                allowed="{value: …, source: …} or {value: …, assumption: …}",
            )


def _steps(path: str) -> Iterator[str | int]:
    for part in path.replace("[", ".[").split("."):
        yield int(part[1:-1]) if part.startswith("[") else part
