"""Where vehicles are based, what they burn and what they cost; closures and holding; by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.scenario import Scenario
from tests.sustainment.support import (
    CART,
    SAND,
    carts,
    case,
    day,
    goal,
    lane,
    planned,
    site,
    solved,
)

# one litre weighs a kilogram here, so that a litre is a thousandth of a tonne
OIL = SAND | {"title": "Oil", "unit": "L", "mass": 1, "volume": 0.001, "storage": "bulk-fuel"}
THIRSTY = CART | {"fuel": 50, "burns": "oil"}


def drive(per_day: float = 10, end: int = 3, **sections: Any) -> Scenario:
    """10 t on D+1, which leave on D+0: one trip of one cart over 200 km, a day each way."""
    written: dict[str, Any] = {
        "items": {"sand": SAND, "oil": OIL},
        "vehicles": {"cart": THIRSTY},
        "sites": {"port": site(), "camp": site(0)},
        "supplies": {"sand": {"site": "port", "item": "sand"}},
        "lanes": {"road": lane("port", "camp", 1, distance=200)},
        "fleets": {"carts": carts(9, "road")},
        "demands": {
            "use": {
                "site": "camp", "item": "sand", "per_day": per_day,
                "from": day(1), "until": day(2),
            }
        },
        "objective": ("unmet", "cost"),
    }  # fmt: skip
    return case(end=end, **(written | sections))


def pump(place: str = "port", **fields: Any) -> dict[str, Any]:
    return {
        "sand": {"site": "port", "item": "sand"},
        "oil": {"site": place, "item": "oil", "price": 1, **fields},
    }


@pytest.mark.parametrize(
    ("sections", "unmet", "cost"),
    [
        # 200 km there and 200 km back at 50 L a 100 km: 200 L at 1
        ({"supplies": pump()}, 0, 200),
        # its provider brings it
        ({"supplies": pump(), "fleets": {"carts": carts(9, "road", own_fuel=True)}}, 0, 0),
        # nobody supplies, stores or uses it: it is not of this network
        ({}, 0, 0),
        # there are 100 L: half a trip, 5 t
        ({"supplies": pump(total=100)}, 5, 100),
        # it is drawn where the trip begins, and there is none
        ({"supplies": pump("camp")}, 10, 0),
        # 20 t are two trips
        ({"supplies": pump(), "demands": {
            "use": {"site": "camp", "item": "sand", "per_day": 20, "from": day(1), "until": day(2)}
        }}, 0, 400),
    ],
)  # fmt: skip
def test_a_trip_draws_its_fuel_where_it_begins(
    sections: dict[str, Any], unmet: float, cost: float
) -> None:
    answer = solved(drive(**sections))
    assert goal(answer, "unmet") == pytest.approx(unmet)
    assert goal(answer, "cost") == pytest.approx(cost)


def test_moving_fuel_takes_fuel() -> None:
    # 10 t of oil are 10,000 L for the camp; the trip that brings them takes 200 L more
    tanker = THIRSTY | {"carries": ["bulk-fuel"]}
    scenario = drive(
        vehicles={"cart": tanker},
        supplies=pump(),
        demands={
            "use": {
                "site": "camp", "item": "oil", "per_day": 10_000, "from": day(1), "until": day(2)
            }
        },
    )  # fmt: skip
    assert goal(solved(scenario), "cost") == pytest.approx(10_200)


@pytest.mark.parametrize(
    ("fields", "cost"),
    [
        # one round trip
        ({"trip_cost": 30}, 30),
        # 200 km there and 200 km back
        ({"km_cost": 0.5}, 200),
        # away on two days, D+0 and D+1
        ({"day_cost": 20}, 40),
        # four trips a day: away for a quarter of one
        ({"day_cost": 20, "trips_per_day": 4}, 5),
        ({"trip_cost": 30, "km_cost": 0.5, "day_cost": 20}, 270),
    ],
)
def test_vehicles_cost_by_trip_by_km_and_by_day(fields: dict[str, float], cost: float) -> None:
    answer = solved(drive(fleets={"carts": carts(9, "road", **fields)}))
    assert goal(answer, "cost") == pytest.approx(cost)


def relay(base: str | None, **sections: Any) -> Scenario:
    """Sand stands at the hub, two days from the port and one from the camp, which asks for 10 t a
    day and keeps nothing; one cart."""
    where = {} if base is None else {"base": base}
    written: dict[str, Any] = {
        "sites": {"port": site(), "hub": site(), "camp": site(0)},
        "supplies": {"sand": {"site": "hub", "item": "sand"}},
        "lanes": {
            "out": lane("port", "hub", 2, distance=200),
            "on": lane("hub", "camp", 1, distance=100),
        },
        "fleets": {"carts": carts(1, "out", "on", **where)},
        "demands": {"use": {"site": "camp", "item": "sand", "per_day": 10}},
        "objective": ("unmet",),
    }
    return case(end=6, **(written | sections))


@pytest.mark.parametrize(
    ("base", "served"),
    [
        # leaves the hub on D+0, D+2 and D+4, a day there and a day back: D+1, D+3, D+5 are served
        ("hub", 3),
        # drives two days empty to the hub, leaves it on D+2 and D+4: D+3 and D+5
        ("port", 2),
        # drives one day empty to the hub, leaves it on D+1 and D+3: D+2 and D+4 (and from the camp
        # there is nothing to bring)
        ("camp", 2),
        # without a base it serves all its lanes alike
        (None, 3),
    ],
)
def test_a_vehicle_must_be_where_its_trip_begins(base: str | None, served: int) -> None:
    assert goal(solved(relay(base)), "unmet") == pytest.approx(60 - 10 * served)


def test_driving_empty_takes_days_and_fuel_and_costs() -> None:
    # The cart drives from the port to the hub: 200 km empty at 50 L a 100 km are 100 L of the
    # port's at 1, and two days at 20 and 200 km at 0.5 another 140. Then D+3 alone is served: 100
    # km there and back are 100 L of the hub's at 3, two days at 20 and 200 km at 0.5 are 140.
    fleet = carts(1, "out", "on", base="port", day_cost=20, km_cost=0.5)
    scenario = relay(
        "port",
        items={"sand": SAND, "oil": OIL},
        vehicles={"cart": THIRSTY},
        supplies={
            "sand": {"site": "hub", "item": "sand"},
            "at-the-port": {"site": "port", "item": "oil", "price": 1},
            "at-the-hub": {"site": "hub", "item": "oil", "price": 3},
        },
        fleets={"carts": fleet},
        demands={
            "use": {
                "site": "camp", "item": "sand", "per_day": 10, "from": day(3), "until": day(4)
            }
        },
        objective=("unmet", "cost"),
    )  # fmt: skip
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(100 + 140 + 300 + 140)
    # the same in vehicle-days: two empty and two laden
    fleet_days = solved(relay("port", demands=scenario_demand(), objective=("unmet", "fleet")))
    assert goal(fleet_days, "fleet") == pytest.approx(4)


def scenario_demand() -> dict[str, Any]:
    window = {"from": day(3), "until": day(4)}
    return {"use": {"site": "camp", "item": "sand", "per_day": 10, **window}}


@pytest.mark.parametrize(
    ("closures", "unserved"),
    [
        ([], 0),
        # nothing leaves on D+3 and D+4, so nothing arrives on D+4 and D+5
        ([{"from": day(3), "until": day(5)}], 2),
        # two closures add up, and one that ends the plan counts to its end
        ([{"from": day(1), "until": day(2)}, {"from": day(7)}], 3),
    ],
)
def test_nothing_leaves_on_days_of_closure(closures: list[dict[str, str]], unserved: int) -> None:
    # 10 t a day leave on D+0..D+8 and are used on D+1..D+9; the camp keeps nothing
    scenario = case(
        sites={"port": site(), "camp": site(0)},
        supplies={"sand": {"site": "port", "item": "sand"}},
        lanes={"road": lane("port", "camp", closures=closures)},
        demands={"use": {"site": "camp", "item": "sand", "per_day": 10, "from": day(1)}},
        objective=("unmet",),
    )
    assert goal(solved(scenario), "unmet") == pytest.approx(10 * unserved)


@pytest.mark.parametrize(
    ("fields", "cost"),
    [
        # 5 t stand on the nights of D+0 and D+1: 5 x 2 x 1 a tonne
        ({"holding_cost": 1}, 10),
        # 3 for a unit of sand, whatever a tonne of other goods costs
        ({"holding_cost": 1, "item_holding_costs": {"sand": 3}}, 30),
        ({"item_holding_costs": {"oil": 7}}, 0),
    ],
)
def test_holding_costs_by_the_tonne_or_by_the_item(fields: dict[str, Any], cost: float) -> None:
    # it can be had on D+0 alone and is used on D+2
    scenario = case(
        end=3,
        items={"sand": SAND, "oil": OIL},
        sites={"camp": site(**fields)},
        supplies={"sand": {"site": "camp", "item": "sand", "until": day(1)}},
        demands={"use": {"site": "camp", "item": "sand", "per_day": 5, "from": day(2)}},
        objective=("unmet", "cost"),
    )
    assert goal(solved(scenario), "cost") == pytest.approx(cost)


@pytest.mark.parametrize("exact", [True, False])
def test_what_is_held_in_a_long_period_is_held_night_by_night(exact: bool) -> None:
    # 5 t stand at the start, and one is used on each of the five days of one period: the nights
    # have 4 + 3 + 2 + 1 + 0 = 10 t; at a dollar a tonne and night that is 10, by the day or not
    scenario = case(
        end=5,
        calendar={"fine": [], "long_step": 5},
        sites={"camp": site(holding_cost=1)},
        stocks={"heap": {"site": "camp", "item": "sand", "quantity": 5}},
        demands={"use": {"site": "camp", "item": "sand", "per_day": 1}},
        objective=("unmet", "cost"),
    )
    plan = planned(scenario, exact=exact)
    assert goal(plan, "cost") == pytest.approx(10)
    assert {line.name: line.cost for line in plan.costs} == pytest.approx({"holding": 10})


@pytest.mark.parametrize("exact", [True, False])
def test_what_comes_evenly_is_held_from_the_night_on_which_it_came(exact: bool) -> None:
    # 2 t a day must be taken for three days, and stand: 2 + 4 + 6 t in those nights; in the second
    # period 6 + 4 + 2 - 2 = 4 + 2 + 0 t, as 2 a day are used: 12 + 6 = 18
    scenario = case(
        end=6,
        calendar={"fine": [], "long_step": 3},
        sites={"camp": site(holding_cost=1)},
        supplies={
            "pit": {"site": "camp", "item": "sand", "per_day": 2, "total": 6, "least": 6}
            | {"until": day(3)}
        },
        demands={"use": {"site": "camp", "item": "sand", "per_day": 2, "from": day(3)}},
        objective=("unmet", "cost"),
    )
    assert goal(planned(scenario, exact=exact), "cost") == pytest.approx(18)
