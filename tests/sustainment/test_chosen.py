"""What a plan chose beside its movements, as told: by hand."""

from __future__ import annotations

import pytest

from planner.records.chosen import ChoiceKind, TurnoverKind
from tests.sustainment.support import SAND, carts, case, day, lane, planned, site

CART = {
    "title": "Cart",
    "mode": "road",
    "payload": 10,
    "carries": ["open"],
    "km_per_day": 100,
    "fuel": 50,
    "burns": "oil",
}


def test_choices_and_costs_add_up() -> None:
    # 2 t a day for D+1 to D+4, 8 t in all, come from the port by way of the depot, which holds 0 m3
    # of its own. Sand arrives there on one day and goes on the next: 2 m3 are added at 3 USD. The
    # depot costs 50 to open, the lane 20, and the first lane 5 on each of the 3 days on which it
    # brings sand in time (D+0 to D+2, arriving D+1 to D+3, for D+2 to D+4; D+1 is not met: 2 t).
    plan = planned(
        case(
            end=5,
            sites={
                "port": site(),
                "depot": site(
                    0, opening={"cost": 50}, more_storage={"open": {"most": 9, "cost": 3}}
                ),
                "camp": site(0),
            },
            supplies={"sand": {"site": "port", "item": "sand", "price": 1}},
            lanes={
                "barge": lane("port", "depot", runs={"cost": 5}, capacity=2),
                "road": lane("depot", "camp", opening={"cost": 20}),
            },
            demands={"camp": {"site": "camp", "item": "sand", "per_day": 2, "from": day(1)}},
        )
    )
    told = {(choice.kind, choice.id): (choice.amount, choice.cost) for choice in plan.choices}
    # sand that arrives on a day can leave on the same day, so nothing has to stand at the depot
    assert told == {
        (ChoiceKind.SITE, "depot"): (1, 50),
        (ChoiceKind.LANE, "road"): (1, 20),
        (ChoiceKind.RUNS, "barge"): (3, 15),
    }
    # bought: 3 days x 2 t x 1 USD
    assert {line.name: line.cost for line in plan.costs} == pytest.approx(
        {"buying": 6, "opening": 70, "running": 15}
    )
    cost = next(goal.value for goal in plan.goals if goal.name == "cost")
    assert cost == pytest.approx(91)


def test_fuel_burnt_and_goods_made_are_told() -> None:
    # 10 t of sand over 200 km with one cart: 50 L/100 km there and back are 200 units of oil,
    # pressed from sand two to one at the port: 400 t of sand are taken for it, at 1 USD a run.
    oil = SAND | {"title": "Oil", "unit": "unit", "mass": 1}
    plan = planned(
        case(
            end=3,
            items={"sand": SAND, "oil": oil},
            vehicles={"cart": CART},
            sites={"port": site(), "camp": site()},
            supplies={"sand": {"site": "port", "item": "sand"}},
            conversions={
                "press": {"site": "port", "takes": {"sand": 2}, "gives": {"oil": 1}, "cost": 1}
            },
            lanes={"road": lane("port", "camp", 2, distance=200)},
            fleets={"carts": carts(1, "road", day_cost=7)},
            demands={"camp": {"site": "camp", "item": "sand", "per_day": 10, "from": day(2)}},
        )
    )
    told = {(t.kind, t.by, t.item): t.quantity for t in plan.turnovers}
    assert told == pytest.approx(
        {
            (TurnoverKind.MADE, "press", "oil"): 200,
            (TurnoverKind.TAKEN, "press", "sand"): 400,
            (TurnoverKind.BURNT, "carts", "oil"): 200,
        }
    )
    # the cart leaves on D+0 and is away for the three days of the plan: 3 x 7 USD; 200 runs at 1
    assert {line.name: line.cost for line in plan.costs} == pytest.approx(
        {"vehicles": 21, "converting": 200}
    )


def test_a_fleet_with_a_base_drives_empty_before_it_serves() -> None:
    # The carts stand at the camp, a day from the port. They drive there on D+0, can leave from D+1
    # on, and the first sand is at the camp on D+2: of the three days asked for, one is met.
    plan = planned(
        case(
            end=3,
            sites={"port": site(), "camp": site()},
            supplies={"sand": {"site": "port", "item": "sand"}},
            lanes={"road": lane("port", "camp")},
            fleets={"carts": carts(1, "road", base="camp")},
            demands={"camp": {"site": "camp", "item": "sand", "per_day": 10}},
        )
    )
    (move,) = plan.repositionings
    assert (move.origin, move.destination, move.start, move.serves) == ("camp", "port", 0, 1)
    assert move.vehicles == pytest.approx(1)
    assert plan.goals[0].value == pytest.approx(20)


def test_what_is_sold_and_what_spoils_is_told() -> None:
    # Five loaves, good on D+0 alone; one is eaten, the market takes two at 4 USD, two spoil.
    bread = SAND | {"title": "Bread", "shelf_life": {"days": 1, "buckets": 1}}
    plan = planned(
        case(
            end=2,
            items={"bread": bread},
            sites={"camp": site()},
            stocks={"shelf": {"site": "camp", "item": "bread", "quantity": 5}},
            outlets={"market": {"site": "camp", "item": "bread", "per_day": 2, "price": 4}},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 1, "until": day(1)}},
        )
    )
    told = {(t.kind, t.by): (t.quantity, t.cost) for t in plan.turnovers}
    assert told == {
        (TurnoverKind.SOLD, "market"): pytest.approx((2, -8)),
        (TurnoverKind.SPOILT, ""): pytest.approx((2, 0)),
    }
