"""Rules and questions on services: each fires, and each stays silent."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import Fault
from planner.scenario import check, from_mapping
from tests.scenario.helpers import faults_of, only


def scenario(lane: dict[str, Any] | None = None, **service: Any) -> dict[str, Any]:
    """Two towns, 100 km of road at 50 km/h; a unit in each; medical care."""
    force = {"title": "Blue", "personnel": 100, "planned_days": 10}
    wanted = {"force": "blue", "capability": "infantry", "quantity": 1, "tier": 1, "from": "D+0"}
    road = {"origin": "a", "destination": "b", "mode": "road", "distance": 100, "stage": 300}
    medical = {"title": "Medical", "within_hours": 2, "speeds": {"road": 50}}
    return {
        "format": 1,
        "id": "towns",
        "calendar": {"start": "D+0", "end": "D+10"},
        "forces": {"blue": force},
        "requirements": {
            "one": {"title": "One", "site": "a", **wanted},
            "two": {"title": "Two", "site": "a", "moves": [{"site": "b", "from": "D+3"}], **wanted},
        },
        "sites": {"a": {"title": "A"}, "b": {"title": "B"}},
        "lanes": {"a-b": road | (lane or {})},
        "services": {"medical": medical | service},
    }


def fault(**service: Any) -> Fault:
    return only(faults_of(lambda: from_mapping(scenario(**service))))


def doubts(lane: dict[str, Any] | None = None, **service: Any) -> dict[str, str]:
    """The questions on services, by path, of a scenario that is otherwise in order."""
    return questions(scenario(lane, **service))


def questions(data: dict[str, Any]) -> dict[str, str]:
    found = check(from_mapping(data))
    return {
        ".".join(map(str, doubt.path)): f"{doubt.what}; {doubt.seen}"
        for doubt in found
        if doubt.path[0] == "services" and "source" not in doubt.what
    }


def test_a_scenario_in_order_raises_no_question() -> None:
    assert doubts(sites=["a"], at=["a"], least=1, most=1, site_costs={"a": 5}) == {}


@pytest.mark.parametrize("key", ["sites", "at"])
def test_a_site_twice(key: str) -> None:
    found = fault(**{key: ["b", "b"]})
    assert (found.path, found.what) == (f"services.medical.{key}[1]", "the site is named twice")


def test_unknown_names() -> None:
    assert fault(sites=["c"]).path == "services.medical.sites[0]"
    assert fault(at=["c"]).path == "services.medical.at[0]"
    assert fault(forces=["red"]).path == "services.medical.forces[0]"
    assert fault(modes=["camel"]).path == "services.medical.modes[0]"
    assert fault(site_costs={"c": 1}).what == "unknown site"


def test_most_below_least_or_below_what_stands() -> None:
    found = fault(least=2, most=1)
    assert (found.path, found.what) == ("services.medical.most", "most is below least")
    assert fault(at=["a", "b"], most=1).what == "most is below what stands from the start"


def test_more_points_than_the_sites_can_have() -> None:
    found = fault(least=3)
    assert (found.path, found.seen) == ("services.medical.least", "3")
    assert found.allowed is not None
    assert found.allowed.startswith("2 or fewer")
    # two at each of two sites
    assert fault(least=5, most_per_site=2, capacity=10).path == "services.medical.least"
    from_mapping(scenario(least=4, most_per_site=2, capacity=10))
    # one that stands at b, and one to be set up at a
    assert fault(least=3, sites=["a"], at=["b"]).path == "services.medical.least"
    from_mapping(scenario(least=2, sites=["a"], at=["b"]))


def test_a_cost_where_it_cannot_stand() -> None:
    found = fault(sites=["a"], site_costs={"b": 5})
    assert (found.path, found.seen) == ("services.medical.site_costs.b", "b")


def test_a_speed_for_a_mode_that_it_does_not_use() -> None:
    found = fault(modes=["air"])
    assert (found.path, found.allowed) == ("services.medical.speeds.road", "air")


@pytest.mark.parametrize("value", [0, -5])
def test_a_capacity_of_nobody(value: int) -> None:
    assert fault(capacity=value).path == "services.medical.capacity"


def test_it_needs_a_calendar() -> None:
    data = scenario()
    del data["calendar"], data["requirements"]
    assert only(faults_of(lambda: from_mapping(data))).what == "services need a calendar"


def test_lanes_whose_hours_cannot_be_told() -> None:
    told = doubts(speeds={})
    assert list(told) == ["services.medical"]
    assert told["services.medical"].endswith("so nobody takes them; a-b")
    assert doubts({"hours": 2}, speeds={}) == {}
    # the great circle is the length of an air lane alone
    places = {"a": {"title": "A", "latitude": 0, "longitude": 0}}
    places["b"] = {"title": "B", "latitude": 0, "longitude": 1}
    data = scenario({"distance": None, "transit_days": 1}) | {"sites": places}
    assert "services.medical" in questions(data)
    data["lanes"]["a-b"]["mode"] = "air"
    data["services"]["medical"]["speeds"] = {"air": 200}
    assert questions(data) == {}
    # a mode that it does not use is not asked about
    assert doubts(speeds={}, modes=["air"]) == {}


def test_units_out_of_reach_on_every_day() -> None:
    # 100 km at 50 km/h are 2 h
    assert doubts(sites=["a"], within_hours=2) == {}
    told = doubts(sites=["a"], within_hours=1.9)
    assert list(told) == ["services.medical.within_hours"]
    assert told["services.medical.within_hours"].endswith("1.9 h; too far: b")
    # hours of the lane come before the speed, and a closure on some days is no matter
    assert doubts({"hours": 1, "until": "D+5"}, sites=["a"], within_hours=1.9) == {}
