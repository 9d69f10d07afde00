"""Fuel that vehicles burn on the way, drawn where a trip begins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import FleetId, ItemId
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.legs import Leg

Ints = NDArray[np.int64]
PER_100_KM = 100.0


@dataclass(frozen=True)
class Burnt:
    """`item` [L]: what the vehicles of a leg burn, -1 for nothing of the network's; `one_way` [L]:
    units of issue for one way, empty or laden."""

    item: Ints
    one_way: Floats

    @property
    def per_trip(self) -> Floats:
        """[L] units of issue for a round trip."""
        return 2 * self.one_way


def burnt_on(
    scenario: Scenario, book: Factbook, legs: tuple[Leg, ...], items: tuple[ItemId, ...]
) -> Burnt:
    """What each leg burns. An item that the network does not hold is somebody else's to bring."""
    litres = np.array([_litres(scenario, book, leg) for leg in legs])
    names = [fuel_of(scenario, book, leg.fleet) if leg.fleet else None for leg in legs]
    item = np.array([items.index(n) if n in items else -1 for n in names], dtype=np.int64)
    return Burnt(np.where(litres > 0, item, -1), np.where(item >= 0, litres, 0.0))


def fuel_of(scenario: Scenario, book: Factbook, fleet: FleetId) -> ItemId | None:
    """The item that a fleet draws as fuel; None where it burns none or its provider brings it."""
    entry = scenario.fleets[fleet]
    return None if entry.own_fuel else book.vehicles[entry.vehicle].burns


def _litres(scenario: Scenario, book: Factbook, leg: Leg) -> float:
    if leg.fleet is None:
        return 0.0
    fuel = book.vehicles[scenario.fleets[leg.fleet].vehicle].fuel
    return fuel.value * leg.distance_km / PER_100_KM if fuel else 0.0
