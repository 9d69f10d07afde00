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


def text_of(family: Family) -> str:
    problem = tiny()
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
