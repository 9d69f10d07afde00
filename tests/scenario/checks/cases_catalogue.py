"""Questions on figures that the catalogue, or the rest of the scenario, makes unlikely."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import believable
from tests.scenario.checks.case import Case, Data
from tests.scenario.network import CART, SAND, carts, network, place, road

# as the catalogue has it: 9 t, low 8, high 10
TRUCK = {"title": "Truck", "mode": "road", "carries": ["open", "covered"], "km_per_day": 325}
WATER = {"title": "Water", "supply_class": "I", "unit": "L", "mass": 1, "volume": 0.001}
DIESEL = {"title": "Diesel", "supply_class": "III", "unit": "L", "volume": 0.001}


def truck(payload: Any, fuel: Any = 45) -> Data:
    lorry = {**TRUCK, "payload": payload, "fuel": fuel}
    return network(vehicles={"cart": CART, "rigid-truck": lorry})


def fleet(**fields: Any) -> Data:
    return network(fleets={"carts": carts("road", vehicle="rigid-truck", **fields)})


def rate(value: Any, **fields: Any) -> Data:
    """The catalogue's rate of diesel: 12 L a person, low 8, high 15."""
    return network(consumption={"diesel-person": {"rate": value, **fields}})


def diesel(mass: Any) -> Data:
    return network(items={"sand": SAND, "diesel": {**DIESEL, "mass": mass, "storage": "bulk-fuel"}})


def rooms(*m3: float) -> Data:
    """Sites with stores of so many cubic metres, beside the camp and the port of 1,000."""
    stores = {f"s{i}": place(storage={"open": room}) for i, room in enumerate(m3)}
    return network(sites={"camp": place(), "port": place(), **stores})


def lanes(*t_per_day: float) -> Data:
    ways = {f"l{i}": road(capacity=most) for i, most in enumerate(t_per_day)}
    return network(lanes={"road": road(), **ways})


def items(mass: float, volume: float) -> Data:
    return network(items={"sand": {**SAND, "mass": mass, "volume": volume}})


CASES = (
    Case(
        believable.figures_stay_within_the_catalogue,
        "vehicles.rigid-truck.payload",
        "outside what the catalogue believes: 9 t, low 8, high 10; seen: 10.1 t",
        "10.1 t",
        truck("10.1 t"),
        truck("10 t"),
    ),
    Case(
        believable.figures_stay_within_the_catalogue,
        "fleets.carts.payload",
        "low 8, high 10; seen: 7.9 t",
        "7.9",
        fleet(payload=7.9),
        fleet(payload=8),
    ),
    Case(
        believable.figures_stay_within_the_catalogue,
        "consumption.diesel-person.rate",
        "12 L, low 8, high 15; seen: 16 L",
        "16 L",
        rate("16 L"),
        rate("15 L"),
    ),
    Case(
        believable.figures_stay_within_the_catalogue,
        "items.diesel.mass",
        "low 0.82, high 0.86; seen: 0.9 kg",
        "0.9",
        diesel(0.9),
        diesel(0.85),
    ),
    Case(
        # 0.84 kg for a litre is meant, 840 were written: that is told as such, and once
        believable.figures_are_no_thousand_times_off,
        "items.diesel.mass",
        "1000 times the figure of the catalogue, 0.84 kg: a slip of the unit?",
        "840",
        diesel(840),
        diesel(8.4),
    ),
    Case(
        believable.figures_are_no_thousand_times_off,
        "consumption.diesel-person.rate",
        "1/1000 times the figure of the catalogue, 12 L",
        "0.012 L",
        rate("0.012 L"),
        rate("0.12 L"),
    ),
    Case(
        # seven stores of 1,000 m3 and one of 400,000
        believable.figures_are_like_their_kind,
        "sites.s5.storage.open",
        "400 times what is usual among the 8 of its kind, 1000 m3",
        "400000",
        rooms(1000, 1000, 1000, 1000, 1000, 400_000),
        rooms(1000, 1000, 1000, 1000, 1000, 200_000),
    ),
    Case(
        # half of the lanes carry a thousandth: that is how they are, and no slip
        believable.figures_are_like_their_kind,
        "lanes.l5.capacity",
        "1/1000 times what is usual among the 6 of its kind",
        "0.05",
        lanes(50, 50, 50, 50, 50, 0.05),
        lanes(50, 50, 50, 50, 0.05, 0.05),
    ),
    Case(
        # the densest goods of the catalogue are about as dense as water, a tonne in a cubic metre
        believable.items_weigh_what_goods_weigh,
        "items.sand.mass",
        "kg in a cubic metre: goods of the catalogue have from",
        "200000",
        items(200_000, 1),
        items(100_000, 1),
    ),
)
