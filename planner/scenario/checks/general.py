"""Rules on the calendar, rates, quantities, goals and figures."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook, factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId
from planner.errors import SHOWN_NAMES
from planner.messages import Said, said
from planner.scenario.book import changed_rate
from planner.scenario.document import KeyPath
from planner.scenario.host_checks import equipment_quantities
from planner.scenario.provenance import kind_of, written_figures
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import ForceGoalName, Scenario
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
    "contracts",
    "services",
    "costs",
    "contributions",
    "benchmarks",
    "gates",
    "reports",
    "events",
)


def needs_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is there a calendar for the sections that speak of days?"""
    if scenario.calendar is None:
        for name in NEED_CALENDAR:
            if getattr(scenario, name):
                many = name.endswith("s")
                what = said(
                    "sections-need-calendar" if many else "section-needs-calendar", section=name
                )
                yield Broken((name,), what)


def new_rates_are_whole(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every rate that the catalogue does not have say item, driver and rate?"""
    from_catalogue = factbook().consumption
    for name, change in scenario.consumption.items():
        if not change.omit and changed_rate(from_catalogue.get(name), change) is None:
            yield Broken(
                ("consumption", name),
                said("rate-incomplete"),
            )


def casualties_are_named(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does every rate by casualties, and no other, say of which kind?"""
    for name in scenario.consumption:
        rate = book.consumption.get(name)
        if rate is not None and (rate.driver == "casualty") != (rate.of is not None):
            kinds = ", ".join(sorted(book.casualties))
            yield Broken(
                ("consumption", name),
                said("casualty-of-kind"),
                seen=f"driver: {rate.driver}" + (f", of: {rate.of}" if rate.of else ""),
                allowed=said("allowed.casualty-of-kind", kinds=kinds),
            )


def quantities_count_the_measure(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is every quantity of a capability written in what the capability counts?"""
    for path, capability, figure in _capability_quantities(scenario, book):
        measure = book.capabilities[capability].measure
        if figure.unit is not None and figure.unit not in (measure, plural(measure)):
            yield Broken(
                (*path, "unit"),
                said("unit-of-other-measure", capability=capability, measure=measure),
                seen=figure.unit,
            )


def _capability_quantities(
    scenario: Scenario, book: Factbook
) -> Iterator[tuple[KeyPath, CapabilityId, Figure]]:
    for name, requirement in scenario.requirements.items():
        path = ("requirements", name)
        yield (*path, "quantity"), requirement.capability, requirement.quantity
        for i, step in enumerate(requirement.profile):
            yield (*path, "profile", i, "quantity"), requirement.capability, step.quantity
        for i, state in enumerate(requirement.states):
            yield (*path, "states", i, "quantity"), requirement.capability, state.quantity
    for pledge_id, pledge in scenario.pledges.items():
        given = pledge.capability or (book.units[pledge.unit].capability if pledge.unit else None)
        if given is not None and pledge.quantity is not None:
            yield ("pledges", pledge_id, "quantity"), given, pledge.quantity
        for name, use in pledge.uses.items():
            if use.quantity is not None:
                wanted = scenario.requirements[name].capability
                yield ("pledges", pledge_id, "uses", name, "quantity"), wanted, use.quantity
    for unit_id, unit in scenario.units.items():
        yield ("units", unit_id, "quantity"), unit.capability, unit.quantity
    yield from equipment_quantities(scenario)


def goals_stand_once(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every goal named once?"""
    orders = {"objective": scenario.objective, "force_objective": scenario.force_objective}
    for key, order in orders.items():
        for i, goal in enumerate(order):
            if goal in order[:i]:
                yield Broken((key, i), said("goal-named-twice"), seen=goal.value)


def goals_fill_requirements(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is the first goal of force generation one that has requirements filled?"""
    first = scenario.force_objective[0]
    if first not in (ForceGoalName.UNFILLED, ForceGoalName.COST):
        yield Broken(
            ("force_objective", 0),
            said("goal-fills-nothing"),
            seen=first.value,
        )
    for name, requirement in scenario.requirements.items():
        price = requirement.shortage_cost
        if scenario.is_priced and (price is None or not price.value):
            yield Broken(
                ("requirements", name),
                said("shortage-costs-nothing"),
            )
    if scenario.is_priced and scenario.equipment:
        yield Broken(
            ("force_objective", 0),
            said("equipment-shortage-costs-nothing"),
            seen=first.value,
        )


def unsourced_figures(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which figures does the scenario write without a source or a stated assumption?"""
    sections: dict[str, list[tuple[str, Figure]]] = {}
    for path, figure in written_figures(scenario):
        if kind_of(figure, book.sources) == "unsourced":
            sections.setdefault(path.partition(".")[0], []).append((path, figure))
    for section, figures in sections.items():
        first, figure = figures[0]
        one = len(figures) == 1
        yield Broken(
            tuple(_steps(first)),
            said("figure-without-source" if one else "figures-without-source"),
            seen=f"{figure.value:g}" if one else _counted(section, [path for path, _ in figures]),
        )


def _counted(section: str, paths: list[str]) -> Said:
    """How many there are of a section, and where: ten of them, then how many more."""
    shown = ", ".join(paths[:SHOWN_NAMES])
    rest = len(paths) - SHOWN_NAMES
    listed = said("list.more", shown=shown, rest=rest) if rest > 0 else shown
    return said("seen.counted", count=len(paths), section=section, listed=listed)


def _steps(path: str) -> Iterator[str | int]:
    for part in path.replace("[", ".[").split("."):
        yield int(part[1:-1]) if part.startswith("[") else part
