"""What sites handle by mode, what airfields take, and how convoys leave; by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.scenario import Scenario
from tests.sustainment.support import CART, carts, case, goal, lane, site, solved

PLANE = {"title": "Plane", "mode": "air", "payload": 5, "carries": ["open"], "km_per_day": 900}
BIG = PLANE | {"title": "Big plane"}


def hub(
    modes: tuple[str, str], unmet_of: float, at_hub: dict[str, Any], **sections: Any
) -> Scenario:
    """Port, hub and camp; what is asked for at the camp must pass the hub on the same day."""
    written: dict[str, Any] = {
        "sites": {"port": site(), "hub": site(0, **at_hub), "camp": site()},
        "supplies": {"sand": {"site": "port", "item": "sand"}},
        "lanes": {
            "in": lane("port", "hub", 0, mode=modes[0]),
            "out": lane("hub", "camp", 0, mode=modes[1]),
        },
        "demands": {"use": {"site": "camp", "item": "sand", "per_day": unmet_of}},
        "objective": ("unmet",),
    }
    return case(end=1, **(written | sections))


@pytest.mark.parametrize(
    ("modes", "handling", "passed"),
    [
        # 8 t by road: those that come
        (("road", "rail"), {"road": 8}, 8),
        # those that leave
        (("rail", "road"), {"road": 8}, 8),
        # those that come and those that leave: 4 t pass
        (("road", "road"), {"road": 8}, 4),
        # each mode has its own limit
        (("sea", "road"), {"sea": 7, "road": 6}, 6),
        # none for the modes that are used
        (("sea", "rail"), {"road": 1}, 10),
    ],
)
def test_a_site_handles_so_much_by_each_mode(
    modes: tuple[str, str], handling: dict[str, float], passed: float
) -> None:
    answer = solved(hub(modes, 10, {"handling": handling}))
    assert goal(answer, "unmet") == pytest.approx(10 - passed)


def flights(at_port: dict[str, Any], at_camp: dict[str, Any]) -> Scenario:
    """One plane of 5 t flies four times a day; 20 t are asked for."""
    return case(
        end=1,
        vehicles={"plane": PLANE, "big-plane": BIG},
        sites={"port": site(**at_port), "camp": site(**at_camp)},
        supplies={"sand": {"site": "port", "item": "sand"}},
        lanes={"air": lane("port", "camp", 0, mode="air", distance=300)},
        fleets={
            "planes": {
                "title": "Planes",
                "vehicle": "plane",
                "count": 1,
                "lanes": ["air"],
                "trips_per_day": 4,
            }
        },
        demands={"use": {"site": "camp", "item": "sand", "per_day": 20}},
        objective=("unmet",),
    )


@pytest.mark.parametrize(
    ("at_port", "at_camp", "sorties"),
    [
        ({}, {}, 4),
        ({}, {"sorties_per_day": 3}, 3),
        # at both ends
        ({"sorties_per_day": 2}, {"sorties_per_day": 3}, 2),
        # of the types that it names
        ({}, {"aircraft": ["big-plane"]}, 0),
        ({"aircraft": ["big-plane", "plane"]}, {"aircraft": ["plane"]}, 4),
    ],
)
def test_an_airfield_takes_so_many_sorties_of_its_types(
    at_port: dict[str, Any], at_camp: dict[str, Any], sorties: float
) -> None:
    port = {"airfield": at_port} if at_port else {}
    camp = {"airfield": at_camp} if at_camp else {}
    assert goal(solved(flights(port, camp)), "unmet") == pytest.approx(20 - 5 * sorties)


def test_at_a_hub_each_flight_in_and_each_flight_out_is_a_sortie() -> None:
    # 4 sorties: 2 in and 2 out, with 5 t each: 10 t of 20
    fleet = {"title": "Planes", "vehicle": "plane", "count": 9, "trips_per_day": 4}
    scenario = hub(
        ("air", "air"), 20, {"airfield": {"sorties_per_day": 4}},
        vehicles={"plane": PLANE},
        fleets={"planes": fleet | {"lanes": ["in", "out"]}},
    )  # fmt: skip
    assert goal(solved(scenario), "unmet") == pytest.approx(10)


@pytest.mark.parametrize(
    ("convoys", "a_day"),
    [
        # 3 carts of 10 t leave singly, each once a day: 30 t
        (None, 30),
        ({"vehicles": 2}, 20),
        # 3 in every two days, evenly: 1.5 a day
        ({"vehicles": 3, "every_days": 2}, 15),
    ],
)
def test_convoys_leave_with_so_many_vehicles(
    convoys: dict[str, float] | None, a_day: float
) -> None:
    # 30 t a day are asked for on two days, and nothing can be kept
    road = lane("port", "camp", 0, **({"convoys": convoys} if convoys else {}))
    scenario = case(
        end=2,
        vehicles={"cart": CART},
        sites={"port": site(0), "camp": site(0)},
        supplies={"sand": {"site": "port", "item": "sand"}},
        lanes={"road": road},
        fleets={"carts": carts(3, "road", trips_per_day=1)},
        demands={"use": {"site": "camp", "item": "sand", "per_day": 30}},
        objective=("unmet",),
    )
    assert goal(solved(scenario), "unmet") == pytest.approx(60 - 2 * a_day)
