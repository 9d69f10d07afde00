"""What can move on a lane: on which days, how long that takes, in which vehicles, and which goods.

Days are those of the calendar, as sets: nothing here knows of periods.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.catalogue.ids import FleetId, ItemId, LaneId, SiteId
from planner.catalogue.schema import Item, Vehicle
from planner.scenario.distances import lane_length_km
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.fleets import Fleet
from planner.scenario.schema.lanes import Lane, Season
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sites import Site

# a stage that ends within rounding of a whole day takes no extra day
DAY_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Run:
    """One lane run by one fleet, or contracted where `fleet` is None.

    `transit`: whole days on the way, by day of departure; days without departures are left out.
    """

    lane: LaneId
    fleet: FleetId | None
    origin: SiteId
    destination: SiteId
    items: frozenset[ItemId]
    transit: Mapping[int, int]


def runs_of(scenario: Scenario, book: Factbook, items: Iterable[ItemId]) -> list[Run]:
    """Every lane with every fleet on it, and what of the items it can carry; needs a calendar."""
    known, on = tuple(items), fleets_by_lane(scenario)
    return [
        _run(scenario, book, known, name, fleet)
        for name, lane in sorted(scenario.lanes.items())
        if lane.capacity is None or lane.capacity.value or lane.more_capacity
        for fleet in on.get(name) or (None,)
        if fleet is None or has_vehicles(scenario.fleets[fleet], book)
    ]


def _run(
    scenario: Scenario,
    book: Factbook,
    items: tuple[ItemId, ...],
    name: LaneId,
    fleet_id: FleetId | None,
) -> Run:
    lane = scenario.lanes[name]
    fleet = None if fleet_id is None else scenario.fleets[fleet_id]
    vehicle = None if fleet is None else book.vehicles[fleet.vehicle]
    lands = fleet is None or lands_at_both_ends(scenario, lane, fleet)
    return Run(
        lane=name,
        fleet=fleet_id,
        origin=lane.origin,
        destination=lane.destination,
        items=frozenset(k for k in items if lands and carries(lane, vehicle, k, book.items[k])),
        transit=_transit(scenario, lane, fleet, vehicle),
    )


def fleets_by_lane(scenario: Scenario) -> dict[LaneId, list[FleetId]]:
    """The fleets that run on each lane, in the order of their ids; no lane without any."""
    on: dict[LaneId, list[FleetId]] = {}
    for name, fleet in sorted(scenario.fleets.items()):
        for lane in dict.fromkeys(fleet.lanes):
            on.setdefault(lane, []).append(name)
    return on


def has_vehicles(fleet: Fleet, book: Factbook) -> bool:
    """Is any vehicle of a fleet, its own or hired, ever fit for duty?"""
    fit = fleet.availability or book.vehicles[fleet.vehicle].availability
    hired = fleet.hire.most.value if fleet.hire else 0.0
    return bool((fleet.count.value or hired) and (fit is None or fit.value))


def lands_at_both_ends(scenario: Scenario, lane: Lane, fleet: Fleet) -> bool:
    """Can the vehicles of a fleet use the airfields of a lane, if they fly?"""
    ends = (scenario.sites[lane.origin], scenario.sites[lane.destination])
    return lane.mode != "air" or all(lands(site, fleet) for site in ends)


def lands(site: Site, fleet: Fleet) -> bool:
    """Does the airfield of a site take the vehicles of a fleet?"""
    taken = site.airfield.aircraft if site.airfield else ()
    return not taken or fleet.vehicle in taken


def carries(lane: Lane, vehicle: Vehicle | None, item_id: ItemId, item: Item) -> bool:
    """May an item use a lane, in vehicles of a type or, without one, as freight?"""
    allowed = not lane.items or item_id in lane.items
    return allowed and (vehicle is None or item.storage in vehicle.carries)


def season_days(season: Season, calendar: Calendar) -> frozenset[int]:
    """The days of the calendar on which a season holds."""
    days = range(*season.span(calendar.start, calendar.end))
    d_day = calendar.d_day
    if not season.months or d_day is None:
        return frozenset(days)
    return frozenset(day for day in days if (d_day + dt.timedelta(days=day)).month in season.months)


def open_days(lane: Lane, calendar: Calendar, fleet: Fleet | None = None) -> frozenset[int]:
    """The days on which anything may leave on a lane, with a fleet where one is given."""
    start, end = calendar.start, calendar.end
    days = set(range(*lane.span(start, end)))
    if fleet is not None:
        days &= set(range(*fleet.span(start, end)))
    for season in lane.seasons:
        if season.capacity.value == 0:
            days -= season_days(season, calendar)
    for closure in lane.closures:
        days -= set(range(*closure.span(start, end)))
    return frozenset(days)


def one_way_days(scenario: Scenario, lane: Lane, vehicle: Vehicle | None) -> float:
    """Days on the way before rounding, in no season."""
    if lane.transit_days is not None:
        return lane.transit_days.value
    stage = lane.stage or (vehicle.km_per_day if vehicle else None)
    return lane_length_km(scenario, lane) / stage.value if stage and stage.value else 0.0


def whole_days(days: float) -> int:
    """Days on the way as the plan counts them."""
    return math.ceil(days - DAY_NOISE)


def _transit(
    scenario: Scenario, lane: Lane, fleet: Fleet | None, vehicle: Vehicle | None
) -> dict[int, int]:
    calendar = scenario.calendar
    assert calendar is not None
    days = one_way_days(scenario, lane, vehicle)
    transit = dict.fromkeys(sorted(open_days(lane, calendar, fleet)), whole_days(days))
    for season in lane.seasons:
        slow = whole_days(days * season.time.value)
        for day in season_days(season, calendar) & transit.keys():
            transit[day] = max(transit[day], slow)
    return transit


def items_of(scenario: Scenario) -> Iterator[ItemId]:
    """Every item that the scenario speaks of where goods come from, go to or are made; some more
    than once."""
    for section in (scenario.supplies, scenario.stocks, scenario.demands, scenario.outlets):
        yield from (entry.item for entry in section.values())
    for made in scenario.conversions.values():
        yield from (*made.takes, *made.gives)
    for policy in scenario.policies.values():
        yield from (*policy.least, *policy.most)
