"""One instance of the sustainment model: frozen arrays, no solver, no file format.

Index sets: sites n (N), items k (K), periods t (T), legs l (L: a lane with one fleet or none).
Only what can matter is kept (exact reductions): no flow of an item that nobody downstream uses or
that cannot have come upstream, none before it can be there or after it is of use. Stock stands at
the end of each of the M steps of a site: a period, or the parts of it between arrivals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import FleetId, ItemId, LaneId, SiteId, StorageId
from planner.records.laydown import Laydown
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.scenario.schema.sources import Outlet, Supply
from planner.sustainment.demand import DailyDemand, Floats
from planner.sustainment.grid import Grid
from planner.sustainment.loads import mass_t, volume_m3
from planner.sustainment.network import Leg, lane_capacity, legs_of
from planner.sustainment.policies import Floors, floors_of
from planner.sustainment.reach import Reach, reach_of
from planner.sustainment.steps import (
    Occupied,
    Steps,
    Transit,
    occupied_of,
    steps_of,
    transit_of,
)

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


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
    steps: Steps
    transit: Transit
    occupied: Occupied
    lane_of_leg: Ints
    fleet_of_leg: Ints
    """[L] -1 where the lane is contracted."""
    lane_capacity: Floats
    """[lanes, T] tonnes that may leave; infinite without a limit."""
    vehicles: Floats
    """[fleets] vehicles fit for duty."""
    storage: Floats
    """[N, G] cubic metres."""
    throughput: Floats
    """[N] tonnes a day, received plus sent on; infinite without a limit."""
    opening: Floats
    """[N, K] stock at the start."""
    keeps: Bools
    """[M, K] true where stock at the end of the step can exist and matter."""
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
    external_cost: float
    """US dollars that external arrangements cost, whatever the plan: a constant of the cost."""
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
    flows = _flows(legs, grid, reach)
    steps = steps_of(len(sites), legs, (flows.leg, flows.period), grid)
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
        flows=flows,
        steps=steps,
        transit=transit_of(legs, steps, grid),
        occupied=occupied_of(legs, grid),
        lane_of_leg=np.array([lanes.index(leg.lane) for leg in legs], dtype=np.int64),
        fleet_of_leg=np.array(
            [fleets.index(leg.fleet) if leg.fleet else -1 for leg in legs], dtype=np.int64
        ),
        lane_capacity=_lane_capacity(scenario, lanes, grid),
        vehicles=_vehicles(scenario, book, fleets),
        storage=storage,
        throughput=_per_site(scenario, sites, "throughput", np.inf),
        opening=opening,
        keeps=_keeps(storage[:, group], reach, grid, steps, opening),
        supplies=supplies,
        outlets=outlets,
        floors=floors,
        before=before,
        earliest=reach.earliest,
        lane_cost=_lane_cost(scenario, book, lanes, items),
        holding_cost=_per_site(scenario, sites, "holding_cost", 0.0),
        external_cost=daily.external_cost,
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


def _vehicles(scenario: Scenario, book: Factbook, fleets: tuple[FleetId, ...]) -> Floats:
    fit = np.zeros(len(fleets))
    for i, name in enumerate(fleets):
        fleet = scenario.fleets[name]
        share = fleet.availability or book.vehicles[fleet.vehicle].availability
        fit[i] = fleet.count.value * (share.value if share else 1.0)
    return fit


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
        in_time = (transit >= 0) & (arrives < grid.edges[-1])
        for item in leg.items:
            useful = (
                in_time
                & (grid.edges[1:] > reach.earliest[leg.origin, item])
                & (arrives <= reach.latest[leg.destination, item])
            )
            periods = np.flatnonzero(useful)
            found.append((np.full(len(periods), number), np.full(len(periods), item), periods))
    if not found:
        empty = np.zeros(0, dtype=np.int64)
        return Flows(empty, empty, empty)
    leg_index, item_index, period = (
        np.concatenate(part).astype(np.int64) for part in zip(*found, strict=True)
    )
    return Flows(leg_index, item_index, period)


def _keeps(room: Floats, reach: Reach, grid: Grid, steps: Steps, opening: Floats) -> Bools:
    """Stock can stand wherever there is room, from the first day on which the item can be there.

    It stays a variable to the end: what is left over must stand somewhere.
    """
    there = (steps.last + grid.start)[:, None] >= reach.earliest[steps.site]
    result: Bools = ((room > 0) | (opening > 0))[steps.site] & there
    return result
