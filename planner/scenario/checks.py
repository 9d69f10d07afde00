"""Rules that span sections: small named questions, each answered by what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId
from planner.scenario.book import changed_rate, factbook_of
from planner.scenario.document import KeyPath
from planner.scenario.host_checks import (
    courses_end_in_time,
    equipment_quantities,
    graduates_can_be_counted,
    host_entries_have_their_own_names,
)
from planner.scenario.provenance import kind_of, written_figures
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.network import PolicyKind
from planner.scenario.schema.scenario import Scenario
from planner.units import plural

Rule = Callable[[Scenario, Factbook], Iterator[Broken]]

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


def lanes_have_a_length(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Can the transit time of every lane be told?"""
    staged = {
        lane
        for fleet in scenario.fleets.values()
        if book.vehicles[fleet.vehicle].km_per_day is not None
        for lane in fleet.lanes
    }
    for name, lane in scenario.lanes.items():
        if lane.transit_days is None and lane.stage is None and name not in staged:
            yield Broken(
                ("lanes", name),
                "the transit time cannot be told",
                allowed="transit_days, or a distance and a stage (km a day)",
            )
        elif (
            lane.transit_days is None
            and lane.distance is None
            and not _great_circle(scenario, name)
        ):
            yield Broken(
                ("lanes", name),
                "the length cannot be told",
                allowed="a distance, or an air lane between sites with latitude and longitude",
            )


def _great_circle(scenario: Scenario, name: str) -> bool:
    lane = scenario.lanes[name]  # type: ignore[index]
    ends = (scenario.sites[lane.origin], scenario.sites[lane.destination])
    return lane.mode == "air" and all(
        end.latitude is not None and end.longitude is not None for end in ends
    )


def fleets_fit_their_lanes(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does every fleet run on lanes of its own mode, and on each lane once?"""
    for name, fleet in scenario.fleets.items():
        vehicle = book.vehicles[fleet.vehicle]
        for i, lane in enumerate(fleet.lanes):
            if scenario.lanes[lane].mode != vehicle.mode:
                yield Broken(
                    ("fleets", name, "lanes", i),
                    f"a {vehicle.mode} vehicle on a {scenario.lanes[lane].mode} lane",
                    seen=lane,
                    allowed=f"lanes with mode {vehicle.mode}",
                )
            if lane in fleet.lanes[:i]:
                yield Broken(("fleets", name, "lanes", i), "the lane is named twice", seen=lane)


def trips_take_time(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does every trip of a fleet keep its vehicle away for a time?"""
    for name, fleet in scenario.fleets.items():
        if fleet.trips_per_day is not None or fleet.loading_days.value > 0:
            continue
        for i, lane_id in enumerate(fleet.lanes):
            lane = scenario.lanes[lane_id]
            if lane.transit_days is not None and lane.transit_days.value == 0:
                yield Broken(
                    ("fleets", name, "lanes", i),
                    "a round trip takes no time, so one vehicle could carry everything",
                    seen=lane_id,
                    allowed="loading_days above 0, or trips_per_day",
                )


def months_have_a_date(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is the date of D-day known where a season speaks of months?"""
    if scenario.calendar is not None and scenario.calendar.d_day is not None:
        return
    for name, lane in scenario.lanes.items():
        for i, season in enumerate(lane.seasons):
            if season.months:
                yield Broken(
                    ("lanes", name, "seasons", i, "months"),
                    "months mean nothing without the date of D-day",
                    allowed="calendar.d_day, or from and until",
                )


def reserves_stand_somewhere(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every reserve say where it stands?"""
    for name, policy in scenario.policies.items():
        if policy.kind is PolicyKind.RESERVE and not policy.sites:
            yield Broken(
                ("policies", name), "a reserve must name its sites", allowed="sites: [...]"
            )


def moves_go_forward(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Do moves and steps of a requirement stand in the order of their days?"""
    for name, requirement in scenario.requirements.items():
        for key, steps in (("moves", requirement.moves), ("profile", requirement.profile)):
            days = [step.from_ for step in steps]
            for i, (before, after) in enumerate(pairwise(days), start=1):
                if after <= before:
                    yield Broken(
                        ("requirements", name, key, i, "from"),
                        f"not after the one before it ({show_day(before)})",
                        seen=show_day(after),
                    )
        if requirement.moves and requirement.site is None:
            yield Broken(("requirements", name, "moves"), "moves need a first site")


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


RULES: tuple[Rule, ...] = (
    needs_calendar,
    new_rates_are_whole,
    lanes_have_a_length,
    fleets_fit_their_lanes,
    trips_take_time,
    months_have_a_date,
    reserves_stand_somewhere,
    moves_go_forward,
    quantities_count_the_measure,
    goals_stand_once,
    host_entries_have_their_own_names,
    graduates_can_be_counted,
)


def broken_rules(scenario: Scenario) -> list[Broken]:
    """Everything that breaks a rule, rule by rule."""
    book = factbook_of(scenario)
    return [broken for rule in RULES for broken in rule(scenario, book)]


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


def lanes_have_a_fleet(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which lanes have neither a fleet nor a capacity, so that lift on them is free?"""
    served = {lane for fleet in scenario.fleets.values() for lane in fleet.lanes}
    for name, lane in scenario.lanes.items():
        if name not in served and lane.capacity is None:
            yield Broken(
                ("lanes", name),
                "no fleet runs on the lane and it has no capacity: lift on it is free",
                allowed="a fleet, or a capacity in t/day",
            )


QUESTIONS: tuple[Rule, ...] = (unsourced_figures, lanes_have_a_fleet, courses_end_in_time)


def doubts(scenario: Scenario) -> list[Broken]:
    """What a careful reader would ask about a scenario that breaks no rule."""
    book = factbook_of(scenario)
    return [doubt for question in QUESTIONS for doubt in question(scenario, book)]
