"""Loops that take no time, seasons that meet, smallest loads: each is told, and else nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.scenario import from_mapping
from tests.scenario.helpers import asked, faults_of, only, refused, written
from tests.scenario.network import carts, network, place, road


def there_and_back(out: dict[str, Any], back: dict[str, Any]) -> dict[str, Any]:
    lanes = {"out": road(**out), "home": road("camp", "port", **back)}
    return network(lanes=lanes, fleets={})


def test_the_network_of_these_tests_raises_no_question(tmp_path: Path) -> None:
    assert asked(tmp_path, network()) == []


def test_a_loop_in_which_goods_move_for_nothing(tmp_path: Path) -> None:
    data = there_and_back({"transit_days": 0}, {"transit_days": 0})
    found = only(asked(tmp_path, data))
    assert (found.path, found.seen) == ("lanes.out", "camp -> port -> camp, with sand")
    assert "a loop of lanes that take no day" in found.what
    assert written(tmp_path, data, [found]) == ["destination: camp"]


@pytest.mark.parametrize(
    ("out", "back"),
    [
        ({"transit_days": 0}, {"transit_days": 1}),
        ({"transit_days": 0}, {"transit_days": 0, "cost": 1}),
        ({"transit_days": 0}, {"transit_days": 0, "item_costs": {"sand": 1}}),
        ({"transit_days": 0}, {"transit_days": 0, "items": ["water"]}),
    ],
)
def test_a_loop_that_costs_something_or_takes_time(
    tmp_path: Path, out: dict[str, Any], back: dict[str, Any]
) -> None:
    assert asked(tmp_path, there_and_back(out, back)) == []


def test_a_loop_over_three_sites_by_distance_and_stage(tmp_path: Path) -> None:
    sites = {"camp": place(), "port": place(), "post": place()}
    near: dict[str, Any] = {"distance": 0, "stage": 100}
    lanes = {
        "a": {k: v for k, v in road(**near).items() if k != "transit_days"},
        "b": road("camp", "post", transit_days=0),
        "c": road("post", "port", transit_days=0),
    }
    found = only(asked(tmp_path, network(sites=sites, lanes=lanes, fleets={})))
    assert found.path == "lanes.c"
    assert str(found.seen).startswith("port -> camp -> post -> port")


def test_a_loop_that_brings_in_money_is_refused(tmp_path: Path) -> None:
    # 3 USD a tonne out, 4 USD a tonne in the pocket on the way back
    gain = there_and_back({"transit_days": 0, "cost": 3}, {"transit_days": 0, "cost": -4})
    found = refused(tmp_path, gain)
    assert found.path in ("lanes.out", "lanes.home")
    assert "costs less than nothing" in found.what
    assert str(found.seen).endswith(": -1 USD a unit")
    even = there_and_back({"transit_days": 0, "cost": 3}, {"transit_days": 0, "cost": -3})
    assert from_mapping(even).lanes
    slow = there_and_back({"transit_days": 0, "cost": 3}, {"transit_days": 1, "cost": -4})
    assert from_mapping(slow).lanes


def test_what_vehicles_cost_counts_in_a_loop(tmp_path: Path) -> None:
    # a round trip of 20 USD moves 10 t, 2 USD a tonne: -1 + 2 is above 0, -3 + 2 is not
    def with_carts(cost: float) -> dict[str, Any]:
        lanes = {
            "out": road(transit_days=0),
            "home": road("camp", "port", transit_days=0, cost=cost),
        }
        fleet = carts("home", loading_days=1, trip_cost=5, km_cost={"value": 0.075})
        return network(lanes=lanes, fleets={"carts": fleet})

    assert from_mapping(with_carts(-1)).lanes
    assert str(refused(tmp_path, with_carts(-3)).seen).endswith("-1 USD a unit")


@pytest.mark.parametrize(
    ("fields", "path", "what"),
    [
        (
            {"transit_days": -1},
            "lanes.road.transit_days",
            "out of range; seen: -1; allowed: a whole number of 0 or more",
        ),
        ({"destination": "port"}, "lanes.road.destination", "the same site"),
    ],
)
def test_a_lane_back_in_time_or_to_itself(fields: dict[str, Any], path: str, what: str) -> None:
    found = only(faults_of(lambda: from_mapping(network(lanes={"road": road(**fields)}))))
    assert found.path == path
    assert what in str(found)


def seasons(*entries: dict[str, Any]) -> dict[str, Any]:
    calendar = {"d_day": "2013-06-28", "start": "D+0", "end": "D+10"}
    return network(calendar=calendar, lanes={"road": road(capacity=10, seasons=list(entries))})


def test_seasons_that_overlap_are_both_named(tmp_path: Path) -> None:
    # July begins on D+3
    data = seasons({"months": [7], "time": 2}, {"from": "D+1", "until": "D+5", "capacity": 0.5})
    one, other = asked(tmp_path, data)
    assert (one.path, other.path) == ("lanes.road.seasons[0]", "lanes.road.seasons[1]")
    assert one.what.startswith("it overlaps seasons[1] of the lane")
    assert "the narrower capacity and the longer time hold" in other.what
    assert one.seen == other.seen == "D+3 to D+4"
    assert len({one.place, other.place}) == 2


def test_seasons_that_stand_apart(tmp_path: Path) -> None:
    assert asked(tmp_path, seasons({"months": [7], "time": 2}, {"until": "D+3", "time": 3})) == []
    assert asked(tmp_path, seasons({"months": [7], "time": 2}, {"months": [6], "time": 3})) == []


@pytest.mark.parametrize(
    ("key", "load", "most"),
    [
        # 10 t a day, half of it on D+0 to D+3, closed on D+4: 4 * 5 + 5 * 10 = 70 t in all
        ("opening", 71, "70 t or less"),
        ("runs", 10.5, "10 t or less"),
    ],
)
def test_smallest_loads_beyond_the_capacity(
    tmp_path: Path, key: str, load: float, most: str
) -> None:
    def lane(smallest: float) -> dict[str, Any]:
        narrow: dict[str, Any] = {
            "capacity": 10,
            "seasons": [{"until": "D+4", "capacity": 0.5}],
            "closures": [{"from": "D+4", "until": "D+5"}],
        }
        return network(lanes={"road": road(**narrow | {key: {"smallest_load": smallest}})})

    found = only(asked(tmp_path, lane(load)))
    assert (found.path, found.seen) == (f"lanes.road.{key}.smallest_load", f"{load:g} t")
    assert str(found.allowed).startswith(most)
    assert asked(tmp_path, lane(load - 1)) == []
