"""What relief of a limit saves: the slope, the re-solve beside it, and whom a reason may name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.lp import SolveOptions
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario, factbook_of
from planner.sustainment.answer.bottlenecks import bottlenecks
from tests.sustainment.support import SAND, carts, case, lane, planned, site, solved

SITES = {
    "port": site(title="Port, in the west"),
    "camp": site(title="Camp, in the east"),
    "post": site(title="Post"),
}


def roads(**sections: Any) -> Scenario:
    """Camp and post eat 15 t a day each; a road of 10 t a day to each, and gravel nobody lacks."""
    written: dict[str, Any] = {
        "items": {"sand": SAND, "gravel": {**SAND, "title": "Gravel"}},
        "sites": SITES,
        "supplies": {item: {"site": "port", "item": item} for item in ("sand", "gravel")},
        "lanes": {
            "east": lane("port", "camp", transit_days=0, distance=1, capacity=10, items=["sand"]),
            "north": lane("port", "post", transit_days=0, distance=1, capacity=10),
        },
        "demands": {
            "camp": {"site": "camp", "item": "sand", "per_day": 15},
            "post": {"site": "post", "item": "sand", "per_day": 12},
        },
    }
    return case(**(written | sections))


def told(plan: SupplyPlan) -> list[tuple[str, float, float | None]]:
    """Id, slope and what the whole unit saves, rounded to a kilogram."""
    return [
        (entry.id, round(entry.value, 3), entry.verified and round(entry.verified, 3))
        for entry in plan.bottlenecks
    ]


def test_a_reason_names_only_what_is_on_the_way() -> None:
    plan = planned(roads())
    reasons = {entry.site: entry.reason for entry in plan.unmet}
    assert reasons == {
        "camp": "limits that bind: lane Port–Camp by road",
        "post": "limits that bind: lane Port–Post by road",
    }


def test_a_fleet_that_cannot_carry_the_item_is_never_named() -> None:
    # the carts take gravel alone, and too little of it; sand goes by the road without a fleet
    scenario = roads(
        lanes={
            "east": lane("port", "camp", transit_days=0, distance=1, capacity=10, items=["sand"]),
            "gravel": lane("port", "camp", items=["gravel"]),
        },
        fleets={"carts": carts(1, "gravel", loading_days=0)},
        demands={
            item: {"site": "camp", "item": item, "per_day": 15, "from": "D+2"}
            for item in ("sand", "gravel")
        },
    )
    plan = planned(scenario)
    reasons = {entry.item: entry.reason for entry in plan.unmet}
    assert reasons == {
        "sand": "limits that bind: lane Port–Camp by road (east)",
        "gravel": "limits that bind: fleet Carts",
    }


def test_relief_is_solved_again() -> None:
    # 10 days x (15 + 12) less 10 a day on each road: 50 t and 20 t are missing. One tonne more a
    # day saves 10 t on either road, by the slope and in truth
    assert told(planned(roads())) == [("east", 10, 10), ("north", 10, 10)]


def test_a_slope_is_no_promise() -> None:
    # half a tonne a day is missing: one more tonne a day has a slope of ten, and saves five
    scenario = roads(demands={"post": {"site": "post", "item": "sand", "per_day": 10.5}})
    assert told(planned(scenario)) == [("north", 10, 5)]


def test_what_a_source_has_in_all_is_named() -> None:
    scenario = roads(
        supplies={"sand": {"site": "port", "item": "sand", "total": 50}},
        demands={"post": {"site": "post", "item": "sand", "per_day": 8}},
    )
    [limit] = planned(scenario).bottlenecks
    assert limit.kind == "supply_total"
    assert told(planned(scenario)) == [("sand", 1, 1)]
    assert limit.text.startswith(
        "one more tonne from source sand at Port in all would save about 1 t of unmet demand"
    )


def test_trifles_are_left_out() -> None:
    # 100 kt are missing at the post, whose road is cut; at the camp 5 t a day for 10 days. A tonne
    # a day more to the camp saves 10 t: a ten-thousandth of all
    scenario = roads(
        demands={
            "camp": {"site": "camp", "item": "sand", "per_day": 15},
            "post": {"site": "post", "item": "sand", "per_day": 10_000},
        },
        lanes={
            "east": lane("port", "camp", transit_days=0, distance=1, capacity=10, items=["sand"]),
        },
    )
    assert planned(scenario).bottlenecks == ()


def test_a_daily_limit_of_a_source_is_told_in_tonnes() -> None:
    # bags of 50 kg: 15 t a day are 300 bags, of which the source gives 200; a tonne a day more
    # saves 10 t in ten days
    bag = {**SAND, "unit": "bag", "mass": 50, "volume": 0.05}
    scenario = roads(
        items={"sand": bag, "gravel": SAND},
        supplies={"sand": {"site": "port", "item": "sand", "per_day": 200}},
        demands={"camp": {"site": "camp", "item": "sand", "per_day": 300}},
        lanes={"east": lane("port", "camp", transit_days=0, distance=1)},
    )
    assert told(planned(scenario)) == [("sand", 10, 10)]


def test_without_time_nothing_is_verified() -> None:
    scenario = roads()
    answer = solved(scenario)
    # from the plan's own basis there would be nothing left to do
    by_goal = {name: replace(s, basis=None) for name, s in answer.outcome.by_goal.items()}
    answer = replace(answer, outcome=replace(answer.outcome, by_goal=by_goal))
    stopped = SolveOptions(time_limit=0)
    found = bottlenecks(scenario, factbook_of(scenario), answer, stopped)
    assert [entry.verified for entry in found] == [None, None]


def test_what_binds_once_it_is_decided_what_to_open() -> None:
    # 10 t a day are asked for on D+0 to D+9; the road takes 4 t a day and the camp has to be
    # opened for it. 60 t are unmet; one more tonne a day saves 10 t.
    scenario = case(
        sites={"port": site(), "camp": site(opening={"cost": 5})},
        supplies={"sand": {"site": "port", "item": "sand"}},
        lanes={"road": lane("port", "camp", 0, capacity=4)},
        demands={"camp": {"site": "camp", "item": "sand", "per_day": 10}},
    )
    plan = planned(scenario)
    assert [(choice.kind, choice.id) for choice in plan.choices] == [("site", "camp")]
    [limit] = plan.bottlenecks
    assert (limit.kind, limit.id) == ("lane_capacity", "road")
    assert (limit.value, limit.verified) == pytest.approx((10, 10))
    assert {entry.reason for entry in plan.unmet} == {"limits that bind: lane Site–Site by road"}


def test_vehicles_that_stand_elsewhere_and_convoys_bind() -> None:
    # one cart of 10 t, away for two days a trip: 5 t a day of the 10 t wanted; a convoy of one
    # vehicle every four days takes 2.5 t a day
    def carted(**fields: Any) -> SupplyPlan:
        return planned(
            case(
                end=4,
                sites={"port": site(), "camp": site()},
                supplies={"sand": {"site": "port", "item": "sand"}},
                lanes={"road": lane("port", "camp", 0, **fields)},
                fleets={"carts": carts(1, "road", base="port", trips_per_day=0.5)},
                demands={"camp": {"site": "camp", "item": "sand", "per_day": 10}},
            )
        )

    free = carted()
    assert {(limit.kind, limit.id) for limit in free.bottlenecks} == {("based", "carts/port")}
    convoys = carted(convoys={"vehicles": 1, "every_days": 4})
    assert {(limit.kind, limit.id) for limit in convoys.bottlenecks} == {("convoy", "road")}
