"""The network as the model sees it: legs, each one lane with one fleet (or none), day by day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import FleetId, ItemId, LaneId
from planner.catalogue.schema import Vehicle
from planner.scenario.distances import lane_length_km
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.fleets import Fleet
from planner.scenario.schema.lanes import Lane, Season
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import (
    DAY_NOISE,
    carries,
    lands_at_both_ends,
    one_way_days,
    open_days,
    season_days,
)
from planner.sustainment.goods.batches import is_issued, item_of
from planner.sustainment.grid import Grid

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


def ends_of(legs: tuple[Leg, ...]) -> Ints:
    """[L, 2] the sites where each leg begins and ends."""
    ends = [(leg.origin, leg.destination) for leg in legs]
    return np.array(ends, dtype=np.int64).reshape(-1, 2)


def transit_days(legs: tuple[Leg, ...], grid: Grid) -> Ints:
    """[L, D] whole days from departure to arrival, CLOSED on days without departures."""
    return np.array([leg.transit for leg in legs], dtype=np.int64).reshape(-1, len(grid.days))


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
    slower = _slow_down(scenario, lane)
    one_way = one_way_days(scenario, lane, vehicle) * slower
    return Leg(
        lane=name,
        fleet=fleet_name,
        origin=sites.index(lane.origin),
        destination=sites.index(lane.destination),
        distance_km=lane_length_km(scenario, lane),
        loss=lane.loss.value if lane.loss else 0.0,
        transit=_transit(scenario, lane, fleet, one_way),
        round_trip=_round_trip(fleet, one_way, slower),
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
    if fleet and not lands_at_both_ends(scenario, lane, fleet):
        return ()
    vehicle = book.vehicles[fleet.vehicle] if fleet else None
    return tuple(
        k
        for k, item in enumerate(items)
        if not is_issued(book, item) and carries(lane, vehicle, item_of(item), book.items[item])
    )


def _payload(fleet: Fleet | None, vehicle: Vehicle | None) -> float:
    if fleet is None or vehicle is None:
        return math.inf
    return fleet.payload.value if fleet.payload else vehicle.payload.value


def _slow_down(scenario: Scenario, lane: Lane) -> Floats:
    """[D] how many times as long the way takes on each day."""
    calendar = scenario.calendar
    assert calendar is not None
    factor = np.ones(calendar.end - calendar.start)
    for span, season in _seasons(lane, calendar):
        factor[span] = np.maximum(factor[span], season.time.value)
    return factor


def _transit(scenario: Scenario, lane: Lane, fleet: Fleet | None, one_way: Floats) -> Ints:
    calendar = scenario.calendar
    assert calendar is not None
    open_ = _among(open_days(lane, calendar, fleet), calendar)
    return np.where(open_, np.ceil(one_way - DAY_NOISE), CLOSED).astype(np.int64)


def _round_trip(fleet: Fleet | None, one_way: Floats, slower: Floats) -> Floats:
    if fleet is None:
        return np.zeros(len(one_way))
    if fleet.trips_per_day is not None:
        return slower / fleet.trips_per_day.value
    return 2 * one_way + fleet.loading_days.value


def _seasons(lane: Lane, calendar: Calendar) -> Iterator[tuple[NDArray[np.bool_], Season]]:
    for season in lane.seasons:
        yield _among(season_days(season, calendar), calendar), season


def _among(days: frozenset[int], calendar: Calendar) -> NDArray[np.bool_]:
    """[D] true on the given days of the calendar."""
    among = np.zeros(calendar.end - calendar.start, dtype=np.bool_)
    among[[day - calendar.start for day in days]] = True
    return among
