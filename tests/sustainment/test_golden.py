"""Each constraint family in LP text, on a tiny case, as a reader of the formulation would write it.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/sustainment/test_golden.py`, read what changed, and commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.lp import LinearModel, lp_text
from planner.sustainment.constraints import FAMILIES, Family
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import axes, declare
from tests.sustainment.support import SAND, carts, case, day, eats, lane, problem_of, site, troops

FOLDER = Path(__file__).parent / "golden"
RENEW = "PLANNER_RENEW_GOLDEN"


def tiny() -> SupplyProblem:
    """Five days in three periods; a port, a hub and a camp; sand, and wool, which is bulky."""
    wool = SAND | {"title": "Wool", "volume": 4}
    scenario = case(
        end=5,
        calendar={"fine": [{"until": day(1)}], "long_step": 2},
        items={"sand": SAND, "wool": wool},
        vehicles={
            "cart": {
                "title": "Cart",
                "mode": "road",
                "payload": 10,
                "volume": 20,
                "carries": ["open"],
                "km_per_day": 100,
            }
        },
        sites={"port": site(throughput=30), "hub": site(0), "camp": site(50)},
        supplies={
            "sand": {"site": "port", "item": "sand", "per_day": 9},
            "wool": {"site": "port", "item": "wool", "total": 25},
        },
        outlets={"market": {"site": "camp", "item": "wool", "price": 1, "from": day(3)}},
        stocks={"heap": {"site": "camp", "item": "sand", "quantity": 2}},
        lanes={"barge": lane("port", "hub", capacity=12), "road": lane("hub", "camp", loss=0.1)},
        fleets={"carts": carts(2, "road", loading_days=0.5)},
        consumption=eats(0.01) | eats(0.02, "wool"),
        policies={"days": {"kind": "days-of-supply", "items": ["sand"], "days": 1}},
        objective=["unmet", "policy", "cost"],
    )
    return problem_of(scenario, [troops([("camp", 1, 5)])])


def choices() -> SupplyProblem:
    """Four days in two periods; a port, a depot to be opened and a camp; lorries with a base and
    convoys, an aircraft with few sorties, a barge that costs something each day it runs."""
    plane = {
        "title": "Plane",
        "mode": "air",
        "payload": 5,
        "carries": ["open"],
        "km_per_day": 900,
    }
    cart = {
        "title": "Cart",
        "mode": "road",
        "payload": 10,
        "carries": ["open"],
        "km_per_day": 100,
        "fuel": 50,
        "burns": "oil",
    }
    bag = SAND | {"title": "Bag", "holds": {"group": "open", "volume": 8}}
    scenario = case(
        end=4,
        calendar={"fine": [], "long_step": 2},
        items={"sand": SAND, "oil": SAND | {"title": "Oil"}, "bag": bag},
        vehicles={"cart": cart, "plane": plane},
        sites={
            "port": site(most_lanes_out=2),
            "depot": site(
                40,
                opening={"cost": 70, "smallest_load": 7},
                handling={"road": 20},
                more_storage={"open": {"most": 30, "cost": 2}},
            ),
            "camp": site(50, airfield={"sorties_per_day": 3}, most_lanes_in=1),
        },
        supplies={
            "sand": {"site": "port", "item": "sand", "per_day": 9, "least": 4},
            "quarry": {"site": "depot", "item": "sand", "per_day": 3},
            "oil": {"site": "port", "item": "oil", "total": 5},
            "bag": {"site": "port", "item": "bag", "total": 1},
        },
        conversions={
            "press": {"site": "depot", "takes": {"sand": 3}, "gives": {"oil": 1}, "per_day": 2}
        },
        limits={
            "crane": {
                "title": "Crane",
                "per_day": 6,
                "uses": {"sand": 0.5, "oil": 1},
                "lanes": ["barge"],
                "supplies": ["quarry"],
            }
        },
        lanes={
            "barge": lane(
                "port",
                "depot",
                capacity=12,
                runs={"cost": 5, "smallest_load": 2},
                more_capacity={"most": 4, "cost": 1},
            ),
            "road": lane(
                "depot",
                "camp",
                capacity=15,
                convoys={"vehicles": 4, "every_days": 2},
                opening={"cost": 9, "smallest_load": 6},
            ),
            "air": lane("port", "camp", 0, mode="air", distance=300),
        },
        fleets={
            "carts": carts(2, "road", base="depot", hire={"most": 3, "cost": 4}),
            "planes": {
                "title": "Planes",
                "vehicle": "plane",
                "count": 1,
                "lanes": ["air"],
                "trips_per_day": 2,
            },
        },
        demands={"camp": {"site": "camp", "item": "sand", "per_day": 2, "from": day(2)}},
    )
    return problem_of(scenario)


def scarce() -> SupplyProblem:
    """Two days; a port that gives less than is asked for, and a quarry that can be opened."""
    scenario = case(
        end=2,
        sites={"port": site(), "quarry": site(opening={"cost": 5}), "camp": site()},
        supplies={
            "port": {"site": "port", "item": "sand", "per_day": 1},
            "quarry": {"site": "quarry", "item": "sand", "per_day": 3},
        },
        lanes={"road": lane("port", "camp", 0), "track": lane("quarry", "camp", 0)},
        demands={"camp": {"site": "camp", "item": "sand", "per_day": 2}},
    )
    return problem_of(scenario)


OF_CHOICES = frozenset(
    {
        *("based", "basing", "convoy", "sorties", "handling", "shared_limit", "supply_least"),
        *("opened_site", "opened_supply", "opened_lane", "joint_load", "smallest_load"),
        *("opened_conversion", "smallest_site"),
        *("lanes_out", "lanes_in", "runs", "smallest_run"),
    }
)


def text_of(family: Family) -> str:
    problem = choices() if family.__name__ in OF_CHOICES else tiny()
    if family.__name__ == "enough_opened":
        problem = scarce()
    model = LinearModel("tiny", axes(problem))
    family(model, problem, declare(model, problem))
    return lp_text(model)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_golden(family: Family) -> None:
    file, text = FOLDER / f"{family.__name__}.lp", text_of(family)
    if os.environ.get(RENEW):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
    assert f"{family.__name__}" in text


def test_none_is_missing_and_none_is_left_over() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {family.__name__ for family in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_family_says_what_it_means(family: Family) -> None:
    # one sentence; the equation with its index set; units; the words for a violation
    words = " ".join((family.__doc__ or "").split())
    assert any(sign in words for sign in (" <= ", " >= ", " = "))
    assert "for every" in words
    assert "Violated, it reads:" in words
