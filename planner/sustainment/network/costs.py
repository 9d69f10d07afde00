"""What moving and holding cost, in US dollars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, LaneId, SiteId
from planner.scenario.schema.fleets import Fleet
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import Floats
from planner.sustainment.goods.batches import item_of
from planner.sustainment.goods.loads import mass_t
from planner.sustainment.network.legs import Leg


@dataclass(frozen=True)
class Costs:
    """US dollars: `lane` [lanes, K] for one unit of issue moved; `holding` [N, K] for one unit of
    issue held for a day; `trip` [L] for a round trip of one vehicle, `km` [L] for one way of it
    alone, `day` [L] for a day on which it is away."""

    lane: Floats
    holding: Floats
    trip: Floats
    km: Floats
    day: Floats


def costs_of(
    scenario: Scenario,
    book: Factbook,
    sites: tuple[SiteId, ...],
    items: tuple[ItemId, ...],
    legs: tuple[Leg, ...],
) -> Costs:
    """The prices of a scenario; nought where it gives none."""
    mass = np.array([mass_t(book, item) for item in items])
    lanes = sorted(scenario.lanes)
    fleets = [scenario.fleets[leg.fleet] if leg.fleet else None for leg in legs]
    length = np.array([leg.distance_km for leg in legs])
    km = length * np.array([_of(fleet, "km_cost") for fleet in fleets])
    return Costs(
        lane=np.array([_moving(scenario, lane, items, mass) for lane in lanes]).reshape(
            len(lanes), len(items)
        ),
        holding=np.array([_holding(scenario, site, items, mass) for site in sites]).reshape(
            len(sites), len(items)
        ),
        trip=np.array([_of(fleet, "trip_cost") for fleet in fleets]) + 2 * km,
        km=km,
        day=np.array([_of(fleet, "day_cost") for fleet in fleets]),
    )


def _of(fleet: Fleet | None, field: str) -> float:
    figure = getattr(fleet, field) if fleet else None
    return 0.0 if figure is None else float(figure.value)


def _moving(scenario: Scenario, name: LaneId, items: tuple[ItemId, ...], mass: Floats) -> Floats:
    lane = scenario.lanes[name]
    cost = mass * (lane.cost.value if lane.cost else 0.0)
    for k, item in enumerate(items):
        if item_of(item) in lane.item_costs:
            cost[k] = lane.item_costs[item_of(item)].value
    return cost


def _holding(scenario: Scenario, name: SiteId, items: tuple[ItemId, ...], mass: Floats) -> Floats:
    site = scenario.sites[name]
    cost = mass * (site.holding_cost.value if site.holding_cost else 0.0)
    for k, item in enumerate(items):
        if item_of(item) in site.item_holding_costs:
            cost[k] = site.item_holding_costs[item_of(item)].value
    return cost
