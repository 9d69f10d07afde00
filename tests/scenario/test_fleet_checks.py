"""Fleets that can use none of their lanes, or not all: each is told with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.scenario import from_mapping
from tests.scenario.helpers import asked, only, refused, written
from tests.scenario.network import CART, carts, network, place, road

PLANE = CART | {"title": "Plane", "mode": "air"}
JET = PLANE | {"title": "Jet"}


def flown(**fields: Any) -> dict[str, Any]:
    """A plane between two airfields, beside the road."""
    return network(
        vehicles={"cart": CART, "plane": PLANE, "jet": JET},
        sites={"camp": place(**fields), "port": place(airfield={"aircraft": ["plane"]})},
        lanes={"road": road(), "flight": road(mode="air")},
        fleets={"carts": carts("road"), "planes": carts("flight", vehicle="plane")},
    )


@pytest.mark.parametrize(
    ("lane", "fleet", "why"),
    [
        ({"items": ["water"]}, {}, "cart carries open, which is not that of water"),
        ({"until": "D+4"}, {"from": "D+4"}, "only on days on which the lane is closed"),
        ({"closures": [{}]}, {}, "closed on every day"),
        ({"seasons": [{"capacity": 0}]}, {}, "closed on every day"),
    ],
)
def test_a_fleet_without_a_lane_it_can_use(
    tmp_path: Path, lane: dict[str, Any], fleet: dict[str, Any], why: str
) -> None:
    data = network(lanes={"road": road(**lane)}, fleets={"carts": carts("road", **fleet)})
    [found] = [doubt for doubt in asked(tmp_path, data) if doubt.path.startswith("fleets")]
    assert (found.path, found.what) == ("fleets.carts", "it has no lane that it can use")
    assert str(found.seen).startswith("road: ")
    assert why in str(found.seen)


def test_one_lane_of_two_that_a_fleet_cannot_use(tmp_path: Path) -> None:
    lanes = {"road": road(), "track": road(items=["water"])}
    data = network(lanes=lanes, fleets={"carts": carts("road", "track")})
    found = only(asked(tmp_path, data))
    assert (found.path, found.seen) == ("fleets.carts.lanes[1]", "track")
    assert found.what.startswith("it cannot use the lane: cart carries open")
    assert written(tmp_path, data, [found]) == ["track"]


def test_an_airfield_that_does_not_take_the_type(tmp_path: Path) -> None:
    found = only(asked(tmp_path, flown(airfield={"aircraft": ["jet"]})))
    assert found.path == "fleets.planes"
    assert "the airfield of camp does not take plane" in str(found.seen)
    assert asked(tmp_path, flown(airfield={"sorties_per_day": 2})) == []


def test_a_base_off_its_lanes_is_refused(tmp_path: Path) -> None:
    sites = {"camp": place(), "port": place(), "poort": place()}
    data = network(sites=sites, fleets={"carts": carts("road", base="poort")})
    found = refused(tmp_path, data)
    assert (found.path, found.seen) == ("fleets.carts.base", "poort")
    assert (found.allowed, found.nearest) == ("camp, port", "port")
    assert written(tmp_path, data, [found]) == ["poort"]
    for base in ("camp", "port"):
        assert from_mapping(network(fleets={"carts": carts("road", base=base)})).fleets


def test_convoys_without_a_fleet(tmp_path: Path) -> None:
    lanes = {"road": road(convoys={"vehicles": 4})}
    found = only(asked(tmp_path, network(lanes=lanes, fleets={})))
    assert (found.path, found.seen) == ("lanes.road.convoys", "4 vehicles")
    assert asked(tmp_path, network(lanes=lanes)) == []


def test_handling_of_a_mode_without_a_lane(tmp_path: Path) -> None:
    sites = {"camp": place(), "port": place(handling={"sea": 50, "road": 50})}
    data = network(sites=sites)
    found = only(asked(tmp_path, data))
    assert (found.path, found.seen, found.allowed) == ("sites.port.handling.sea", "sea", "road")
    assert written(tmp_path, data, [found]) == ["sea: 50"]


def test_an_airfield_without_air_lanes(tmp_path: Path) -> None:
    sites = {"camp": place(airfield={"sorties_per_day": 2}), "port": place()}
    assert only(asked(tmp_path, network(sites=sites))).path == "sites.camp.airfield"


def test_fuel_that_nobody_has_is_not_counted(tmp_path: Path) -> None:
    burning = CART | {"fuel": 40, "burns": "diesel"}
    thirsty = network(vehicles={"cart": burning})
    found = only(asked(tmp_path, thirsty))
    assert (found.path, found.seen) == ("fleets.carts.vehicle", "cart, which burns diesel")
    assert "its fuel is not counted" in found.what
    fuel = {"depot": {"site": "port", "item": "diesel", "quantity": 10}}
    stored = place(storage={"open": 1000, "bulk-fuel": 10})
    sites = {"camp": place(), "port": stored}
    assert asked(tmp_path, thirsty | {"stocks": fuel, "sites": sites}) == []
    assert asked(tmp_path, thirsty | {"fleets": {"carts": carts("road", own_fuel=True)}}) == []
