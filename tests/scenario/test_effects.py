"""Questions on what a scenario says to no effect: each fires, and stays silent."""

from __future__ import annotations

from typing import Any

import pytest

from planner.scenario import factbook_of
from planner.scenario.checks import Rule
from planner.scenario.checks.effects import (
    airfields_are_flown_to,
    goals_count_what_is_stated,
    seasons_narrow_something,
)
from planner.scenario.document import dotted
from tests.sustainment.support import carts, case, lane, site

SITES = {"port": site(), "camp": site()}
AIR = lane("port", "camp", mode="air", distance=300)
PLANE = {"title": "Plane", "mode": "air", "payload": 5, "carries": ["open"], "km_per_day": 900}
PLANES = {"title": "Planes", "vehicle": "plane", "count": 1, "lanes": ["air"]}
DAYS = {"days": {"kind": "days-of-supply", "items": ["sand"], "days": 1}}


def asked(question: Rule, **sections: Any) -> list[str]:
    scenario = case(**({"sites": SITES} | sections))
    return [dotted(found.path) for found in question(scenario, factbook_of(scenario))]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"seasons": [{"capacity": 0.5}]}, ["lanes.road.seasons[0].capacity"]),
        ({"seasons": [{"capacity": 0.5}], "capacity": 10}, []),
        ({"seasons": [{"capacity": 0}]}, []),  # that closes it
        ({"seasons": [{"time": 2}]}, []),
    ],
)
def test_seasons(fields: dict[str, Any], found: list[str]) -> None:
    road = lane("port", "camp", **fields)
    assert asked(seasons_narrow_something, lanes={"road": road}) == found


def test_airfields() -> None:
    sites = {"port": site(), "camp": site(airfield={"sorties_per_day": 1})}
    contracted = {"sites": sites, "lanes": {"air": AIR}}
    assert asked(airfields_are_flown_to, **contracted) == ["sites.camp.airfield"]
    flown = contracted | {"vehicles": {"plane": PLANE}, "fleets": {"planes": PLANES}}
    assert asked(airfields_are_flown_to, **flown) == []


def test_goals() -> None:
    assert asked(goals_count_what_is_stated, policies=DAYS, objective=["unmet"]) == ["objective"]
    assert asked(goals_count_what_is_stated, policies=DAYS) == []
    roads = {
        "lanes": {"road": lane("port", "camp", opening={"cost": 5})},
        "fleets": {"carts": carts(1, "road", hire={"most": 1, "cost": 2})},
    }
    free = asked(goals_count_what_is_stated, objective=["unmet", "policy"], **roads)
    assert free == ["lanes.road.opening", "fleets.carts.hire"]
    assert asked(goals_count_what_is_stated, **roads) == []
