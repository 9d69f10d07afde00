"""One instance of the sustainment model: frozen arrays, no solver, no file format.

Index sets: sites n (N), items k (K), periods t (T), legs l (L: a lane with one fleet or none).
Only what can matter is kept (exact reductions): no flow of an item that nobody downstream uses or
that cannot have come upstream, none before it can be there or after it is of use.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import FleetId, ItemId, LaneId, SiteId, StorageId
from planner.records.laydown import Laydown
from planner.scenario.schema.network import Outlet, Supply
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.sustainment.demand import DailyDemand, Floats
from planner.sustainment.grid import Grid
from planner.sustainment.loads import mass_t, volume_m3
from planner.sustainment.network import Leg, lane_capacity, legs_of
from planner.sustainment.policies import Floors, floors_of
from planner.sustainment.reach import Reach, reach_of

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Transit:
    """Where departures of a leg end: of what leaves in `departs`, `share` arrives in `arrives`.

    One triplet per leg and pair of periods; `leg` indexes legs.
    """

    leg: Ints
    departs: Ints
    arrives: Ints
    share: Floats


@dataclass(frozen=True)
class Flows:
    """The flows that can matter: one entry per leg, item and period of departure."""

    leg: Ints
    item: Ints
    period: Ints


@dataclass(frozen=True)
class Source:
    """A supply, or an outlet: what may pass in each period, what in all, and at what price."""

    id: str
    site: int
    item: int
    most: Floats
    total: float
    price: float


@dataclass(frozen=True)
class Before:
    """By site: the period that ends with the night before the first troops arrive (or before
    D-day at a site that stays empty); -1 where the plan starts later."""

    period: Ints
    day: Ints


@dataclass(frozen=True)
class SupplyProblem:
    """Index sets and coefficients; quantities in units of issue, mass in tonnes."""

    sites: tuple[SiteId, ...]
    items: tuple[ItemId, ...]
    groups: tuple[StorageId, ...]
    lanes: tuple[LaneId, ...]
    fleets: tuple[FleetId, ...]
    grid: Grid
    demand: Floats
    """[N, K, T] what the network has to provide in each period."""
    priority: Ints
    """[K] 1 is served first."""
    mass: Floats
    """[K] tonnes of one unit."""
    volume: Floats
    """[K] cubic metres of one unit."""
    group: Ints
    """[K] storage group of each item."""
    legs: tuple[Leg, ...]
    flows: Flows
    transit: Transit
    occupied: Transit
    """For one trip leaving in `departs`, `share` vehicle-days fall in `arrives`."""
    lane_of_leg: Ints
    fleet_of_leg: Ints
    """[L] -1 where the lane is contracted."""
    lane_capacity: Floats
    """[lanes, T] tonnes that may leave; infinite without a limit."""
    fleet_days: Floats
    """[fleets, T] vehicle-days to be had."""
    storage: Floats
    """[N, G] cubic metres."""
    throughput: Floats
    """[N] tonnes a day, received plus sent on; infinite without a limit."""
    opening: Floats
    """[N, K] stock at the start."""
    keeps: Bools
    """[N, K, T] true where stock at the end of the period can exist and matter."""
    supplies: tuple[Source, ...]
    outlets: tuple[Source, ...]
    floors: Floors
    before: Before
    earliest: Ints
    """[N, K] first day on which an item can be at a site."""
    lane_cost: Floats
    """[lanes, K] US dollars for one unit."""
    holding_cost: Floats
    """[N] US dollars a tonne-day."""
    objective: tuple[GoalName, ...]


def supply_problem(
    scenario: Scenario, book: Factbook, laydown: Laydown, daily: DailyDemand, grid: Grid
) -> SupplyProblem:
    """The arrays of `scenario` with the demand of a laydown on a grid."""
    sites, items = daily.sites, daily.items
    legs = legs_of(scenario, book, items)
    groups = tuple(sorted({book.items[item].storage for item in items}))
    lanes, fleets = tuple(sorted(scenario.lanes)), tuple(sorted(scenario.fleets))
    supplies = tuple(_source(scenario, daily, grid, name) for name in sorted(scenario.supplies))
    outlets = tuple(_outlet(scenario, daily, grid, name) for name in sorted(scenario.outlets))
    opening = _opening(scenario, daily)
    before = _before(laydown, daily, grid)
    floors = floors_of(scenario, laydown, daily, grid, before.day)
    storage = _storage(scenario, sites, groups)
    group = np.array([groups.index(book.items[item].storage) for item in items], dtype=np.int64)
    reach = reach_of(daily, grid, legs, supplies, outlets, opening, floors)
    return SupplyProblem(
        sites=sites,
        items=items,
        groups=groups,
        lanes=lanes,
        fleets=fleets,
        grid=grid,
        demand=np.add.reduceat(daily.net, grid.starts - grid.start, axis=2),
        priority=np.array([book.items[item].priority for item in items], dtype=np.int64),
        mass=np.array([mass_t(book, item) for item in items]),
        volume=np.array([volume_m3(book, item) for item in items]),
        group=group,
        legs=legs,
        flows=_flows(legs, grid, reach),
        transit=_transit(legs, grid),
        occupied=_occupied(legs, grid),
        lane_of_leg=np.array([lanes.index(leg.lane) for leg in legs], dtype=np.int64),
        fleet_of_leg=np.array(
            [fleets.index(leg.fleet) if leg.fleet else -1 for leg in legs], dtype=np.int64
        ),
        lane_capacity=_lane_capacity(scenario, lanes, grid),
        fleet_days=_fleet_days(scenario, book, fleets, grid),
        storage=storage,
        throughput=_per_site(scenario, sites, "throughput", np.inf),
        opening=opening,
        keeps=_keeps(storage[:, group], reach, grid, opening),
        supplies=supplies,
        outlets=outlets,
        floors=floors,
        before=before,
        earliest=reach.earliest,
        lane_cost=_lane_cost(scenario, book, lanes, items),
        holding_cost=_per_site(scenario, sites, "holding_cost", 0.0),
        objective=scenario.objective,
    )


def _per_site(scenario: Scenario, sites: tuple[SiteId, ...], field: str, other: float) -> Floats:
    figures = [getattr(scenario.sites[site], field) for site in sites]
    return np.array([other if figure is None else figure.value for figure in figures])


def _storage(
    scenario: Scenario, sites: tuple[SiteId, ...], groups: tuple[StorageId, ...]
) -> Floats:
    room = np.zeros((len(sites), len(groups)))
    for n, site in enumerate(sites):
        for group, figure in scenario.sites[site].storage.items():
            if group in groups:
                room[n, groups.index(group)] = figure.value
    return room


def _opening(scenario: Scenario, daily: DailyDemand) -> Floats:
    opening = np.zeros((len(daily.sites), len(daily.items)))
    for stock in scenario.stocks.values():
        n, k = daily.sites.index(stock.site), daily.items.index(stock.item)
        opening[n, k] += stock.quantity.value
    return opening


def _source(scenario: Scenario, daily: DailyDemand, grid: Grid, name: str) -> Source:
    supply = scenario.supplies[name]
    total = supply.total.value if supply.total else np.inf
    return _limited(supply, daily, grid, name, total)


def _outlet(scenario: Scenario, daily: DailyDemand, grid: Grid, name: str) -> Source:
    return _limited(scenario.outlets[name], daily, grid, name, np.inf)


def _limited(
    entry: Supply | Outlet, daily: DailyDemand, grid: Grid, name: str, total: float
) -> Source:
    first, last = entry.span(grid.start, int(grid.edges[-1]))
    inside = (grid.starts >= first) & (grid.edges[1:] <= last)
    per_day = np.inf if entry.per_day is None else entry.per_day.value
    return Source(
        id=name,
        site=daily.sites.index(entry.site),
        item=daily.items.index(entry.item),
        most=np.where(inside, per_day * grid.lengths if np.isfinite(per_day) else np.inf, 0.0),
        total=total,
        price=entry.price.value if entry.price else 0.0,
    )


def _lane_capacity(scenario: Scenario, lanes: tuple[LaneId, ...], grid: Grid) -> Floats:
    capacity = np.full((len(lanes), len(grid.lengths)), np.inf)
    for i, name in enumerate(lanes):
        daily = lane_capacity(scenario, scenario.lanes[name])
        if daily is not None:
            capacity[i] = np.add.reduceat(daily, grid.starts - grid.start)
    return capacity


def _fleet_days(
    scenario: Scenario, book: Factbook, fleets: tuple[FleetId, ...], grid: Grid
) -> Floats:
    days = np.zeros((len(fleets), len(grid.lengths)))
    for i, name in enumerate(fleets):
        fleet = scenario.fleets[name]
        share = fleet.availability or book.vehicles[fleet.vehicle].availability
        days[i] = fleet.count.value * (share.value if share else 1.0) * grid.lengths
    return days


def _lane_cost(
    scenario: Scenario, book: Factbook, lanes: tuple[LaneId, ...], items: tuple[ItemId, ...]
) -> Floats:
    cost = np.zeros((len(lanes), len(items)))
    for i, name in enumerate(lanes):
        lane = scenario.lanes[name]
        for k, item in enumerate(items):
            if item in lane.item_costs:
                cost[i, k] = lane.item_costs[item].value
            elif lane.cost is not None:
                cost[i, k] = lane.cost.value * mass_t(book, item)
    return cost


def _before(laydown: Laydown, daily: DailyDemand, grid: Grid) -> Before:
    arrivals = [laydown.first_arrival(site) for site in daily.sites]
    day = np.array([0 if arrival is None else arrival for arrival in arrivals], dtype=np.int64)
    return Before(np.array([grid.ending_on(int(d)) for d in day], dtype=np.int64), day)


def _flows(legs: tuple[Leg, ...], grid: Grid, reach: Reach) -> Flows:
    found: list[tuple[Ints, Ints, Ints]] = []
    for number, leg in enumerate(legs):
        transit = leg.transit[grid.starts - grid.start]
        arrives = grid.starts + transit
        in_time = (transit >= 0) & (grid.edges[1:] - 1 + transit < grid.edges[-1])
        for item in leg.items:
            useful = (
                in_time
                & (grid.edges[1:] > reach.earliest[leg.origin, item])
                & (arrives <= reach.latest[leg.destination, item])
            )
            periods = np.flatnonzero(useful)
            found.append(
                (np.full(len(periods), number), np.full(len(periods), item), periods)
            )
    if not found:
        empty = np.zeros(0, dtype=np.int64)
        return Flows(empty, empty, empty)
    leg_index, item_index, period = (
        np.concatenate(part).astype(np.int64) for part in zip(*found, strict=True)
    )
    return Flows(leg_index, item_index, period)


def _transit(legs: tuple[Leg, ...], grid: Grid) -> Transit:
    """Departures are even over the days of a period; each day's departure arrives whole."""
    period_of_day, lengths = grid.period_of_day, grid.lengths
    days = np.arange(len(period_of_day))
    parts = []
    for number, leg in enumerate(legs):
        arrival = days + leg.transit
        sent = (leg.transit >= 0) & (arrival < len(days))
        pairs = np.stack([period_of_day[sent], period_of_day[arrival[sent]]])
        keys, count = np.unique(pairs, axis=1, return_counts=True)
        parts.append((np.full(keys.shape[1], number), keys[0], keys[1], count / lengths[keys[0]]))
    return _joined(parts)


def _occupied(legs: tuple[Leg, ...], grid: Grid) -> Transit:
    """Vehicle-days of one trip, by period: a vehicle is away from its departure for a round trip."""
    period_of_day, lengths = grid.period_of_day, grid.lengths
    days = np.arange(len(period_of_day))
    parts = []
    for number, leg in enumerate(legs):
        if leg.fleet is None:
            continue
        share = np.zeros((len(lengths), len(lengths)))
        for ahead in range(int(np.ceil(leg.round_trip.max(initial=0.0)))):
            later = days + ahead
            away = np.clip(leg.round_trip - ahead, 0.0, 1.0)
            kept = (later < len(days)) & (away > 0) & (leg.transit >= 0)
            np.add.at(
                share,
                (period_of_day[kept], period_of_day[later[kept]]),
                away[kept] / lengths[period_of_day[kept]],
            )
        departs, spans = np.nonzero(share)
        parts.append((np.full(len(departs), number), departs, spans, share[departs, spans]))
    return _joined(parts)


def _joined(parts: list[tuple[Ints, Ints, Ints, Floats]]) -> Transit:
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return Transit(empty, empty, empty, np.zeros(0))
    leg, departs, arrives, share = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Transit(
        leg.astype(np.int64),
        departs.astype(np.int64),
        arrives.astype(np.int64),
        share.astype(np.float64),
    )


def _keeps(room: Floats, reach: Reach, grid: Grid, opening: Floats) -> Bools:
    """Stock can stand wherever there is room, from the first day on which the item can be there.

    It stays a variable to the end: what is left over must stand somewhere.
    """
    there = grid.edges[1:][None, None, :] > reach.earliest[:, :, None]
    result: Bools = ((room > 0) | (opening > 0))[:, :, None] & there
    return result
