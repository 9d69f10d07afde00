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
from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.goods.batches import batches_of, book_with, item_of, stocked_as
from planner.sustainment.goods.loads import mass_t, volume_m3
from planner.sustainment.grid import Grid
from planner.sustainment.network.basing import Basing, basing_of
from planner.sustainment.network.conversions import (
    Conversions,
    SharedLimits,
    conversions_of,
    shared_limits_of,
)
from planner.sustainment.network.costs import Costs, costs_of
from planner.sustainment.network.fuel import Burnt, burnt_on
from planner.sustainment.network.handling import Handling, handling_of
from planner.sustainment.network.legs import Leg, ends_of, lane_capacity, legs_of
from planner.sustainment.network.openings import (
    Expansions,
    Openings,
    expansions_of,
    openings_of,
)
from planner.sustainment.network.policies import Floors, floors_of
from planner.sustainment.network.sources import Source, outlets_of, spoilt_of, supplies_of
from planner.sustainment.network.stores import Stores, stores_of
from planner.sustainment.reach.flows import Flows, flows_of, kept_stocks
from planner.sustainment.reach.reach import reach_of
from planner.sustainment.reach.steps import (
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
    issued_as: Ints
    """[K] the item that a batch is issued as; an item itself."""
    gone: Ints
    """[K] the first night for which nothing of a batch is kept; beyond the plan for an item."""
    legs: tuple[Leg, ...]
    flows: Flows
    steps: Steps
    transit: Transit
    occupied: Occupied
    lane_of_leg: Ints
    ends_of_leg: Ints
    """[L, 2] the sites where each leg begins and ends."""
    fleet_of_leg: Ints
    """[L] -1 where the lane is contracted."""
    lane_ends: Ints
    """[lanes, 2] the sites where each lane begins and ends."""
    lane_capacity: Floats
    """[lanes, T] tonnes that may leave; infinite without a limit."""
    vehicles: Floats
    """[fleets] vehicles fit for duty."""
    fit: Floats
    """[fleets] share of vehicles fit for duty."""
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
    external_cost: float
    """US dollars that external arrangements cost, whatever the plan: a constant of the cost."""
    stores: Stores
    handling: Handling
    conversions: Conversions
    limits: SharedLimits
    openings: Openings
    expansions: Expansions
    burnt: Burnt
    basing: Basing
    costs: Costs
    objective: tuple[GoalName, ...]

    def expires(self, item: int) -> int | None:
        """The first day on which a batch is of no use; None for an item that is none."""
        return None if self.issued_as[item] == item else int(self.gone[item]) + 1

    @property
    def has_batches(self) -> bool:
        """True where an item spoils."""
        return bool((self.issued_as != np.arange(len(self.items))).any())


def supply_problem(
    scenario: Scenario, book: Factbook, laydown: Laydown, daily: DailyDemand, grid: Grid
) -> SupplyProblem:
    """The arrays of `scenario` with the demand of a laydown on a grid."""
    sites, items = daily.sites, daily.items
    book = book_with(batches_of(scenario), book)
    legs = legs_of(scenario, book, items)
    groups = tuple(sorted({book.items[item].storage for item in items}))
    lanes, fleets = tuple(sorted(scenario.lanes)), tuple(sorted(scenario.fleets))
    supplies, outlets = supplies_of(scenario, daily, grid), outlets_of(scenario, daily, grid)
    conversions = conversions_of(scenario, book, sites, items, grid)
    openings = openings_of(scenario, sites, lanes)
    expansions = expansions_of(scenario, sites, groups, lanes, fleets)
    burnt = burnt_on(scenario, book, legs, items)
    fit = np.array([_fit(scenario, book, fleet) for fleet in fleets])
    opening = _opening(scenario, daily)
    before = _before(laydown, daily, grid)
    floors = floors_of(scenario, laydown, daily, grid, before.day)
    stores = stores_of(scenario, book, sites, groups, items)
    group = np.array([groups.index(book.items[item].storage) for item in items], dtype=np.int64)
    basing = basing_of(scenario, sites, fleets, legs, grid)
    based = np.isin(np.arange(len(legs)), basing.leg)
    volume = np.array([volume_m3(book, item) for item in items])
    overfilled = stores.overfilled(opening, volume, group, openings.sites)
    reach = reach_of(
        daily,
        grid,
        legs,
        supplies,
        outlets,
        opening,
        floors,
        conversions,
        burnt,
        stores,
        based,
        overfilled,
    )
    outlets = (*outlets, *spoilt_of(scenario, daily, grid))
    flows = flows_of(legs, grid, reach)
    gone = _gone(scenario, items, grid)
    can_stand = stores.can_stand(expansions)[:, group] | stores.in_the_open
    used = np.nonzero(flows.departures(len(legs), len(grid.lengths)))
    steps = steps_of(len(sites), legs, used, grid)
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
        volume=volume,
        group=group,
        issued_as=np.array([items.index(item_of(item)) for item in items], dtype=np.int64),
        gone=gone,
        legs=legs,
        flows=flows,
        steps=steps,
        transit=transit_of(legs, steps, grid),
        occupied=occupied_of(legs, grid),
        lane_of_leg=np.array([lanes.index(leg.lane) for leg in legs], dtype=np.int64),
        ends_of_leg=ends_of(legs),
        fleet_of_leg=np.array(
            [fleets.index(leg.fleet) if leg.fleet else -1 for leg in legs], dtype=np.int64
        ),
        lane_ends=_lane_ends(scenario, sites, lanes),
        lane_capacity=_lane_capacity(scenario, lanes, grid),
        vehicles=np.array([scenario.fleets[fleet].count.value for fleet in fleets]) * fit,
        fit=fit,
        throughput=_per_site(scenario, sites, "throughput", np.inf),
        opening=opening,
        keeps=kept_stocks(can_stand, reach, grid, steps, opening, gone),
        supplies=supplies,
        outlets=outlets,
        floors=floors,
        before=before,
        earliest=reach.earliest,
        external_cost=daily.external_cost,
        stores=stores,
        handling=handling_of(scenario, sites, lanes, legs),
        conversions=conversions,
        limits=shared_limits_of(scenario, items, lanes, supplies, grid),
        openings=openings,
        expansions=expansions,
        burnt=burnt,
        basing=basing,
        costs=costs_of(scenario, book, sites, items, legs),
        objective=scenario.objective,
    )


def _per_site(scenario: Scenario, sites: tuple[SiteId, ...], field: str, other: float) -> Floats:
    figures = [getattr(scenario.sites[site], field) for site in sites]
    return np.array([other if figure is None else figure.value for figure in figures])


def _opening(scenario: Scenario, daily: DailyDemand) -> Floats:
    opening = np.zeros((len(daily.sites), len(daily.items)))
    for stock in scenario.stocks.values():
        item = stocked_as(scenario, stock)
        if item in daily.items:  # a batch that spoilt before the plan is no stock
            opening[daily.sites.index(stock.site), daily.items.index(item)] += stock.quantity.value
    return opening


def _gone(scenario: Scenario, items: tuple[ItemId, ...], grid: Grid) -> Ints:
    """What spoils stands only as a batch, which is used up before the night of its last day."""
    batches = {batch.id: batch for batch in batches_of(scenario)}
    spoils = {batch.item for batch in batches.values()}
    nights = {item: batch.expires - 1 for item, batch in batches.items()}
    nights |= dict.fromkeys(spoils, grid.start)
    return np.array([nights.get(item, int(grid.edges[-1])) for item in items], dtype=np.int64)


def _lane_ends(scenario: Scenario, sites: tuple[SiteId, ...], lanes: tuple[LaneId, ...]) -> Ints:
    ends = [(scenario.lanes[lane].origin, scenario.lanes[lane].destination) for lane in lanes]
    found = [(sites.index(origin), sites.index(destination)) for origin, destination in ends]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _lane_capacity(scenario: Scenario, lanes: tuple[LaneId, ...], grid: Grid) -> Floats:
    capacity = np.full((len(lanes), len(grid.lengths)), np.inf)
    for i, name in enumerate(lanes):
        daily = lane_capacity(scenario, scenario.lanes[name])
        if daily is not None:
            capacity[i] = np.add.reduceat(daily, grid.starts - grid.start)
    return capacity


def _fit(scenario: Scenario, book: Factbook, name: FleetId) -> float:
    fleet = scenario.fleets[name]
    share = fleet.availability or book.vehicles[fleet.vehicle].availability
    return share.value if share else 1.0


def _before(laydown: Laydown, daily: DailyDemand, grid: Grid) -> Before:
    arrivals = [laydown.first_arrival(site) for site in daily.sites]
    day = np.array([0 if arrival is None else arrival for arrival in arrivals], dtype=np.int64)
    return Before(np.array([grid.ending_on(int(d)) for d in day], dtype=np.int64), day)
