"""The network as the model sees it: legs, each one lane with one fleet (or none), day by day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import FleetId, ItemId, LaneId, SiteId
from planner.catalogue.schema import Vehicle
from planner.scenario.distances import lane_length_km
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.fleets import Fleet
from planner.scenario.schema.lanes import Lane, Season
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sites import Site
from planner.sustainment.batches import is_issued, item_of
from planner.sustainment.rates import months_by_day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLOSED = -1


@dataclass(frozen=True)
class Leg:
    """One lane run by one fleet, or contracted where `fleet` is None.

    `transit` [D]: whole days from departure to arrival, CLOSED on days without departures.
    `round_trip` [D]: days that one vehicle is away for one trip. `items`: indices of what it can
    carry.
    """

    lane: LaneId
    fleet: FleetId | None
    origin: int
    destination: int
    distance_km: float
    loss: float
    transit: Ints
    round_trip: Floats
    payload_t: float
    volume_m3: float
    items: tuple[int, ...]


def legs_of(scenario: Scenario, book: Factbook, items: tuple[ItemId, ...]) -> tuple[Leg, ...]:
    """Every leg of the network, in the order of lane and fleet ids."""
    return tuple(
        leg
        for name in sorted(scenario.lanes)
        for leg in _legs_of_lane(scenario, book, items, name)
        if leg.items
    )


def lane_capacity(scenario: Scenario, lane: Lane) -> Floats | None:
    """[D] tonnes that may leave on each day; None for a lane without a limit of its own."""
    if lane.capacity is None:
        return None
    calendar = scenario.calendar
    assert calendar is not None
    factor = np.ones(calendar.end - calendar.start)
    for days, season in _seasons(lane, calendar):
        factor[days] = np.minimum(factor[days], season.capacity.value)
    return factor * lane.capacity.value


def _legs_of_lane(
    scenario: Scenario, book: Factbook, items: tuple[ItemId, ...], name: LaneId
) -> Iterator[Leg]:
    fleets = sorted(f for f, fleet in scenario.fleets.items() if name in fleet.lanes)
    if not fleets:
        yield _leg(scenario, book, items, name, None)
    for fleet_name in fleets:
        yield _leg(scenario, book, items, name, fleet_name)


def _leg(
    scenario: Scenario,
    book: Factbook,
    items: tuple[ItemId, ...],
    name: LaneId,
    fleet_name: FleetId | None,
) -> Leg:
    lane = scenario.lanes[name]
    fleet = scenario.fleets[fleet_name] if fleet_name else None
    vehicle = book.vehicles[fleet.vehicle] if fleet else None
    sites = sorted(scenario.sites)
    length = lane_length_km(scenario, lane)
    one_way = _one_way_days(scenario, lane, vehicle, length)
    return Leg(
        lane=name,
        fleet=fleet_name,
        origin=sites.index(lane.origin),
        destination=sites.index(lane.destination),
        distance_km=length,
        loss=lane.loss.value if lane.loss else 0.0,
        transit=_transit(scenario, lane, fleet, one_way),
        round_trip=_round_trip(fleet, one_way),
        payload_t=_payload(fleet, vehicle),
        volume_m3=vehicle.volume.value if vehicle and vehicle.volume else math.inf,
        items=_carried(scenario, book, items, lane, fleet),
    )


def _carried(
    scenario: Scenario,
    book: Factbook,
    items: tuple[ItemId, ...],
    lane: Lane,
    fleet: Fleet | None,
) -> tuple[int, ...]:
    if fleet and not all(_lands(scenario.sites[end], lane, fleet) for end in _ends(lane)):
        return ()
    vehicle = book.vehicles[fleet.vehicle] if fleet else None
    return tuple(k for k, item in enumerate(items) if _carries(lane, vehicle, book, item))


def _ends(lane: Lane) -> tuple[SiteId, SiteId]:
    return lane.origin, lane.destination


def _lands(site: Site, lane: Lane, fleet: Fleet) -> bool:
    """Can the vehicles of a fleet use the airfield of a site, if they fly?"""
    if lane.mode != "air" or site.airfield is None or not site.airfield.aircraft:
        return True
    return fleet.vehicle in site.airfield.aircraft


def _carries(lane: Lane, vehicle: Vehicle | None, book: Factbook, item: ItemId) -> bool:
    if lane.items and item_of(item) not in lane.items:
        return False
    if is_issued(book, item):
        return False
    return vehicle is None or book.items[item].storage in vehicle.carries


def _payload(fleet: Fleet | None, vehicle: Vehicle | None) -> float:
    if fleet is None or vehicle is None:
        return math.inf
    return fleet.payload.value if fleet.payload else vehicle.payload.value


def _one_way_days(
    scenario: Scenario, lane: Lane, vehicle: Vehicle | None, length_km: float
) -> Floats:
    """[D] days on the way, before rounding; longer in the seasons that slow the lane."""
    calendar = scenario.calendar
    assert calendar is not None
    if lane.transit_days is not None:
        days = lane.transit_days.value
    else:
        stage = lane.stage or (vehicle.km_per_day if vehicle else None)
        days = length_km / stage.value if stage else 0.0
    factor = np.ones(calendar.end - calendar.start)
    for span, season in _seasons(lane, calendar):
        factor[span] = np.maximum(factor[span], season.time.value)
    return days * factor


def _transit(scenario: Scenario, lane: Lane, fleet: Fleet | None, one_way: Floats) -> Ints:
    calendar = scenario.calendar
    assert calendar is not None
    open_ = np.zeros(len(one_way), dtype=np.bool_)
    first, last = lane.span(calendar.start, calendar.end)
    open_[first - calendar.start : last - calendar.start] = True
    if fleet is not None:
        first, last = fleet.span(calendar.start, calendar.end)
        open_[: first - calendar.start] = False
        open_[last - calendar.start :] = False
    for span, season in _seasons(lane, calendar):
        if season.capacity.value == 0:
            open_[span] = False
    for closure in lane.closures:
        first, last = closure.span(calendar.start, calendar.end)
        open_[first - calendar.start : last - calendar.start] = False
    # a stage that ends within rounding of a whole day takes no extra day
    return np.where(open_, np.ceil(one_way - 1e-9), CLOSED).astype(np.int64)


def _round_trip(fleet: Fleet | None, one_way: Floats) -> Floats:
    if fleet is None:
        return np.zeros(len(one_way))
    if fleet.trips_per_day is not None:
        return np.full(len(one_way), 1.0 / fleet.trips_per_day.value)
    return 2 * one_way + fleet.loading_days.value


def _seasons(lane: Lane, calendar: Calendar) -> Iterator[tuple[NDArray[np.bool_], Season]]:
    months = months_by_day(calendar)
    days = np.arange(calendar.start, calendar.end)
    for season in lane.seasons:
        first, last = season.span(calendar.start, calendar.end)
        span = (days >= first) & (days < last)
        if season.months and months is not None:
            span &= np.isin(months, season.months)
        yield span, season
