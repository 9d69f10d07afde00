"""Sites and lanes that are there only where opened, lots, and what can be added, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.scenario import Scenario
from tests.sustainment.support import (
    SAND,
    carts,
    case,
    day,
    eats,
    goal,
    lane,
    planned,
    site,
    solved,
    troops,
)

COST = ("unmet", "cost")
PORT = {"sand": {"site": "port", "item": "sand"}}


def asked(per_day: float, place: str = "camp", **window: str) -> dict[str, Any]:
    return {f"use-{place}": {"site": place, "item": "sand", "per_day": per_day, **window}}


def network(end: int = 1, **sections: Any) -> Scenario:
    """A port that gives sand, a camp that asks for it, and whatever a test puts between them."""
    written: dict[str, Any] = {
        "sites": {"port": site(), "camp": site()},
        "supplies": PORT,
        "objective": COST,
    }
    return case(end=end, **(written | sections))


def depots(demand: float, **fields: Any) -> Scenario:
    """Depot a: 100 to open and 1 a tonne; depot b: 70 to open and 5 a tonne."""
    return network(
        sites={
            "port": site(),
            "camp": site(),
            "a": site(opening={"cost": 100, **fields}),
            "b": site(opening={"cost": 70}),
        },
        lanes={
            "to-a": lane("port", "a", 0, cost=1),
            "to-b": lane("port", "b", 0, cost=5),
            "from-a": lane("a", "camp", 0),
            "from-b": lane("b", "camp", 0),
        },
        demands=asked(demand),
    )


@pytest.mark.parametrize(
    ("demand", "opened", "cost"),
    [
        # a: 100 + 10 x 1 = 110; b: 70 + 10 x 5 = 120
        (10, [1, 0], 110),
        # a: 100 + 5 x 1 = 105; b: 70 + 5 x 5 = 95
        (5, [0, 1], 95),
    ],
)
def test_of_two_depots_the_cheaper_is_opened(
    demand: float, opened: list[float], cost: float
) -> None:
    answer = solved(depots(demand))
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(cost)
    assert answer.choices.opened_site.tolist() == opened


def test_a_depot_is_opened_for_no_less_than_its_smallest_load() -> None:
    # a would take 10 t for 110, but only from 15 t on: 5 t more stand there, 100 + 15 = 115 < 120
    assert goal(solved(depots(10, smallest_load=15)), "cost") == pytest.approx(115)
    # from 25 t on: 100 + 25 = 125 > 120, so b
    answer = solved(depots(10, smallest_load=25))
    assert goal(answer, "cost") == pytest.approx(120)
    assert answer.choices.opened_site.tolist() == [0, 1]


@pytest.mark.parametrize(("demand", "cost"), [(4, 40), (6, 50)])
def test_a_source_at_a_site_to_be_opened_gives_only_once_it_is(demand: float, cost: float) -> None:
    # the port sells at 10 a tonne, the quarry gives for nothing once it is opened for 50
    scenario = network(
        sites={"port": site(), "camp": site(), "quarry": site(opening={"cost": 50})},
        supplies={
            "port": {"site": "port", "item": "sand", "price": 10},
            "quarry": {"site": "quarry", "item": "sand"},
        },
        lanes={"road": lane("port", "camp", 0), "track": lane("quarry", "camp", 0)},
        demands=asked(demand),
    )
    assert goal(solved(scenario), "cost") == pytest.approx(cost)


def test_a_source_to_be_opened_gives_what_is_lost_on_the_way_too() -> None:
    # 9 t arrive of 10 t that leave the quarry: 50 + 10 x 2 = 70
    scenario = network(
        sites={"camp": site(), "quarry": site(opening={"cost": 50})},
        supplies={"quarry": {"site": "quarry", "item": "sand", "price": 2}},
        lanes={"track": lane("quarry", "camp", 0, loss=0.1)},
        demands=asked(9),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(70)


def test_a_source_to_be_opened_gives_what_is_sold_and_converted_too() -> None:
    # nobody asks for sand: 12 t are sold at 10 each, and 3 t are pressed into the 1 t of oil asked
    # for: 50 + 15 x 2 - 12 x 10 = -40
    scenario = network(
        items={"sand": SAND, "oil": SAND | {"title": "Oil"}},
        sites={"camp": site(), "quarry": site(opening={"cost": 50})},
        supplies={"quarry": {"site": "quarry", "item": "sand", "price": 2}},
        lanes={"track": lane("quarry", "camp", 0)},
        conversions={"press": {"site": "camp", "takes": {"sand": 3}, "gives": {"oil": 1}}},
        outlets={"market": {"site": "camp", "item": "sand", "price": 10, "per_day": 12}},
        demands={"oil": {"site": "camp", "item": "oil", "per_day": 1}},
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(-40)


@pytest.mark.parametrize(("price", "cost"), [(4, 40), (6, 50)])
def test_a_well_at_a_site_to_be_opened_gives_only_once_it_is(price: float, cost: float) -> None:
    # 10 t from the port at 4 or 6 each, or for nothing from the pit, once it is opened for 50
    scenario = network(
        sites={"port": site(), "camp": site(), "pit": site(opening={"cost": 50})},
        supplies={"port": {"site": "port", "item": "sand", "price": price}},
        conversions={"pit": {"site": "pit", "gives": {"sand": 1}, "per_day": 20}},
        lanes={"road": lane("port", "camp", 0), "track": lane("pit", "camp", 0)},
        demands=asked(10),
    )
    assert goal(solved(scenario), "cost") == pytest.approx(cost)


def test_nothing_is_made_at_a_site_that_is_not_opened() -> None:
    # the pit itself asks for 2 t: its well is worth opening it, as unmet demand comes first
    scenario = network(
        sites={"pit": site(opening={"cost": 50})},
        supplies={},
        conversions={"well": {"site": "pit", "gives": {"sand": 1}, "per_day": 20}},
        demands=asked(2, "pit"),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(50)


@pytest.mark.parametrize(
    ("room", "cost"),
    [
        # the barge takes 50 t or nothing: 30 t are used on three days, 20 t are left standing
        (100, 50),
        # no room for the 20 t: 30 t by road at 3
        (0, 90),
    ],
)
def test_a_lane_is_opened_for_no_less_than_its_smallest_load(room: float, cost: float) -> None:
    scenario = network(
        end=3,
        sites={"port": site(), "camp": site(room)},
        lanes={
            "barge": lane("port", "camp", 0, cost=1, opening={"smallest_load": 50}),
            "road": lane("port", "camp", 0, cost=3),
        },
        demands=asked(10),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(cost)


@pytest.mark.parametrize(
    ("fixed", "cost"),
    [
        # all 30 t by the track: 40 + 30 x 1 = 70, against 30 x 3 = 90 by road
        (40, 70),
        # 61 + 30 = 91: by road. Opened once for all three days, not for each
        (61, 90),
    ],
)
def test_a_lane_is_opened_once_for_all_days(fixed: float, cost: float) -> None:
    scenario = network(
        end=3,
        lanes={
            "track": lane("port", "camp", 0, cost=1, opening={"cost": fixed}),
            "road": lane("port", "camp", 0, cost=3),
        },
        demands=asked(10),
    )
    assert goal(solved(scenario), "cost") == pytest.approx(cost)


def test_a_base_sends_on_no_more_lanes_than_it_can() -> None:
    # camps ask for 5, 4 and 3 t; two lanes are used: 3 t are unmet
    camps = {"c1": 5, "c2": 4, "c3": 3}
    scenario = network(
        sites={"port": site(most_lanes_out=2)} | {name: site() for name in camps},
        lanes={f"road-{name}": lane("port", name, 0) for name in camps},
        objective=("unmet",),
        demands={k: v for name, t in camps.items() for k, v in asked(t, name).items()},
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(3)
    assert answer.choices.opened_lane.tolist() == [1, 1, 0]


@pytest.mark.parametrize(("most", "unmet"), [(0, 10), (1, 4), (2, 0)])
def test_a_site_is_served_by_no_more_lanes_than_it_may(most: int, unmet: float) -> None:
    # two ports give 6 and 5 t a day of the 10 t asked for; one of them leaves 4 t unmet
    scenario = network(
        sites={"p1": site(), "p2": site(), "camp": site(most_lanes_in=most)},
        supplies={
            "p1": {"site": "p1", "item": "sand", "per_day": 6},
            "p2": {"site": "p2", "item": "sand", "per_day": 5},
        },
        lanes={"r1": lane("p1", "camp", 0), "r2": lane("p2", "camp", 0)},
        objective=("unmet",),
        demands=asked(10),
    )
    assert goal(solved(scenario), "unmet") == pytest.approx(unmet)


@pytest.mark.parametrize(
    ("holding", "days", "cost"),
    [
        # 10 t on each of three days, 25 a run. One run: 20 t stand a night, 10 t another;
        # two: 10 t stand one night; three: none.
        # at 1 a tonne and night: 25 + 30 = 55, 50 + 10 = 60, 75
        (1, 1, 55),
        # at 2: 25 + 60 = 85, 50 + 20 = 70, 75
        (2, 2, 70),
        # at 3: 25 + 90 = 115, 50 + 30 = 80, 75
        (3, 3, 75),
    ],
)
def test_lots_over_three_days(holding: float, days: int, cost: float) -> None:
    scenario = network(
        end=3,
        sites={"port": site(), "camp": site(holding_cost=holding)},
        lanes={"road": lane("port", "camp", 0, runs={"cost": 25})},
        demands=asked(10),
    )
    answer = solved(scenario)
    assert goal(answer, "cost") == pytest.approx(cost)
    assert answer.choices.ran.sum() == days


@pytest.mark.parametrize(
    ("per_day", "cost"),
    [
        # 5 t on two days, 8 t or nothing at 1 a tonne: all 10 t on the first day
        (20, 10),
        # the port gives 9 t a day: 8 t on both days, of which 6 t are left standing
        (9, 16),
    ],
)
def test_a_lane_runs_with_no_less_than_its_smallest_load(per_day: float, cost: float) -> None:
    # nothing is kept at the port, so what it gives leaves on the same day
    scenario = network(
        end=2,
        sites={"port": site(0), "camp": site()},
        supplies={"sand": {"site": "port", "item": "sand", "per_day": per_day}},
        lanes={"road": lane("port", "camp", 0, cost=1, runs={"smallest_load": 8})},
        demands=asked(5),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(cost)


@pytest.mark.parametrize(("most", "added", "unmet"), [(15, 10, 0), (5, 5, 5)])
def test_store_is_added_for_what_must_stand(most: float, added: float, unmet: float) -> None:
    # the pit gives on D+0 alone; 20 t for D+1 and D+2 stand overnight, and there is room for 10
    room = {"open": {"most": most, "cost": 4}}
    scenario = network(
        end=3,
        sites={"camp": site(10, more_storage=room)},
        supplies={"pit": {"site": "camp", "item": "sand", "until": day(1)}},
        demands=asked(10),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(unmet)
    assert goal(answer, "cost") == pytest.approx(4 * added)
    assert answer.choices.expanded.tolist() == pytest.approx([added])


@pytest.mark.parametrize(("most", "added", "unmet"), [(20, 8, 0), (4, 4, 2)])
def test_throughput_is_added_for_what_passes(most: float, added: float, unmet: float) -> None:
    # the hub handles 12 t a day; 10 t in and 10 t out are 20
    hub = site(0, throughput=12, more_throughput={"most": most, "cost": 3})
    scenario = network(
        sites={"port": site(), "camp": site(), "hub": hub},
        lanes={"in": lane("port", "hub", 0), "out": lane("hub", "camp", 0)},
        demands=asked(10),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(unmet)
    assert goal(answer, "cost") == pytest.approx(3 * added)


@pytest.mark.parametrize(("most", "added", "unmet"), [(9, 4, 0), (3, 3, 2)])
def test_a_lane_is_widened_once_for_all_days(most: float, added: float, unmet: float) -> None:
    # 6 t a day where 10 t are asked for on two days: 4 t a day more, paid for once
    road = lane("port", "camp", 0, capacity=6, more_capacity={"most": most, "cost": 5})
    answer = solved(network(end=2, lanes={"road": road}, demands=asked(10)))
    assert goal(answer, "unmet") == pytest.approx(unmet)
    assert goal(answer, "cost") == pytest.approx(5 * added)


@pytest.mark.parametrize(
    ("fields", "hired", "unmet"),
    [
        # 25 t are 2.5 trips of one cart each, and there is one: 1.5 more
        ({"hire": {"most": 9, "cost": 100}}, 1.5, 0),
        # half of them are fit: 0.5 there, 2 more make 4 hired
        ({"hire": {"most": 9, "cost": 100}, "availability": 0.5}, 4, 0),
        # 3 hired make 2 in all: 20 t
        ({"hire": {"most": 3, "cost": 100}, "availability": 0.5}, 3, 5),
    ],
)
def test_vehicles_are_hired_for_what_must_move(
    fields: dict[str, Any], hired: float, unmet: float
) -> None:
    scenario = network(
        lanes={"road": lane("port", "camp", 0)},
        fleets={"carts": carts(1, "road", trips_per_day=1, **fields)},
        demands=asked(25),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(unmet)
    assert goal(answer, "cost") == pytest.approx(100 * hired)


def test_a_lane_to_be_opened_that_can_be_widened_carries_what_is_added() -> None:
    # 6 + 4 t: 30 for the lane and 4 x 5 for the 4 t
    road = lane(
        "port", "camp", 0, capacity=6, more_capacity={"most": 9, "cost": 5}, opening={"cost": 30}
    )
    answer = solved(network(lanes={"road": road}, demands=asked(10)))
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(50)


def test_what_stands_at_a_site_to_be_opened_needs_it_open() -> None:
    # 5 t stand at the depot and must be moved out of it, or stay: either way it is open
    scenario = network(
        sites={"camp": site(), "depot": site(opening={"cost": 70})},
        supplies={},
        stocks={"heap": {"site": "depot", "item": "sand", "quantity": 5}},
        lanes={"road": lane("depot", "camp", 0)},
        demands=asked(3),
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(70)


def test_goods_that_spoil_move_over_lanes_to_be_opened() -> None:
    # bread of one day's life: 2 t on each of three days, bought at 1 and carried by the track that
    # is opened for 30
    bread = SAND | {"title": "Bread", "shelf_life": {"days": 1, "buckets": 1}}
    scenario = network(
        end=3,
        items={"bread": bread},
        supplies={"baker": {"site": "port", "item": "bread", "price": 1}},
        lanes={"track": lane("port", "camp", 0, opening={"cost": 30})},
        demands={"bread": {"site": "camp", "item": "bread", "per_day": 2}},
    )
    answer = solved(scenario)
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "cost") == pytest.approx(36)


def test_what_a_source_at_an_opened_site_is_worth() -> None:
    # the quarry gives 3 t of the 5 asked for on each of two days: one more a day saves 2 t in all
    scenario = network(
        end=2,
        sites={"camp": site(), "quarry": site(opening={"cost": 5})},
        supplies={"quarry": {"site": "quarry", "item": "sand", "per_day": 3}},
        lanes={"track": lane("quarry", "camp", 0)},
        demands=asked(5),
        objective=("unmet",),
    )
    plan = planned(scenario)
    assert goal(plan, "unmet") == pytest.approx(4)
    [found] = plan.bottlenecks
    assert (found.kind, found.id) == ("supply", "quarry")
    # as a slope, and solved again with one more a day
    assert found.value == pytest.approx(2)
    assert found.verified == pytest.approx(2)


def test_a_day_of_running_that_costs_nothing_changes_nothing() -> None:
    # sand for one of two camps, pressed from clay or bought; the solver once called the point it
    # started from optimal (0.633 instead of 0.443), with no bound to say otherwise
    def cost(**runs: Any) -> float:
        plan = planned(
            case(
                end=12,
                items={
                    "sand": SAND,
                    "gravel": SAND | {"title": "Gravel", "mass": 250, "volume": 2, "priority": 2},
                    "clay": SAND | {"title": "Clay"},
                    "ash": SAND | {"title": "Ash", "storage": "covered"},
                },
                sites={
                    "alpha": site() | {"storage": {"open": 10000, "covered": 5}, "throughput": 30},
                    "bravo": site(400),
                    "charlie": site(),
                },
                lanes={
                    "tb": lane("alpha", "bravo", 0, distance=0, loss=0.1, **runs),
                    "tc": lane("alpha", "charlie", 3, capacity=6, loss=0.1, **runs),
                },
                supplies={
                    "sand": {"site": "alpha", "item": "sand", "price": 2, "total": 100},
                    "clay": {"site": "alpha", "item": "clay"},
                    "gravel": {"site": "alpha", "item": "gravel", "price": 1, "until": day(6)},
                },
                fleets={"carts": carts(1, "tb", "tc", loading_days=0.5, base="alpha")},
                consumption=eats(0.01) | eats(0.01, "gravel"),
                conversions={
                    "kiln": {
                        "site": "alpha",
                        "takes": {"clay": 2},
                        "gives": {"sand": 1, "ash": 1},
                        "cost": 0.1,
                    }
                },
                objective=["unmet", "policy", "prepositioned_tonnes", "cost"],
            ),
            [troops([("bravo", 1, 2), ("alpha", 2, 3)], 10)],
            exact=True,
        )
        return next(goal.value for goal in plan.goals if goal.name == "cost")

    assert cost(runs={"cost": 0}) == pytest.approx(cost())
