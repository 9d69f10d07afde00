"""Each constraint family in LP text, on a tiny case, as a reader of the formulation would write it.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/forces/test_golden.py`, read what changed, and commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.forces.constraints import FAMILIES, Family
from planner.forces.instance import force_problem
from planner.forces.problem import ForceProblem
from planner.forces.variables import axes, declare
from planner.forces.views import View
from planner.lp import LinearModel, lp_text
from planner.scenario import factbook_of
from tests.forces.support import case, need, offer

FOLDER = Path(__file__).parent / "golden"
RENEW = "PLANNER_RENEW_GOLDEN"


def tiny() -> ForceProblem:
    """Two requirements, four pledges of three contributors, a substitution, and every limit."""
    scenario = case(
        {
            "hold": need(
                3,
                profile=[{"from": "D+40", "quantity": 2}],
                most_contributors=2,
                least_share=0.2,
            ),
            "build": need(
                2,
                "sappers",
                tier=2,
                start="D+20",
                needs=["hold"],
                states=[
                    {"quantity": 2, "probability": 0.25},
                    {"quantity": 1, "probability": 0.75},
                ],
            ),
        },
        {
            "alpha": offer(contributor="AAA", units=2),
            "bravo": offer(
                contributor="BBB", available="D+10", personnel=80, tour=50, rotations=1, overlap=5
            ),
            "charlie": offer("sappers", contributor="AAA", quantity=0.5, divisible=True, units=4),
            "delta": offer("sappers", contributor="CCC", available="D+30"),
        },
        forces={"blue": {"title": "Blue", "personnel": 350, "largest_contribution": 0.6}},
        substitutions=[{"capability": "sappers", "for": "foot", "efficiency": 0.5, "at_most": 0.4}],
        decisions=[{"pledge": "alpha", "requirement": "hold", "units": 1}],
    )
    return force_problem(scenario, factbook_of(scenario), View())


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
    assert family.__name__ in text


def test_none_is_missing_and_none_is_left_over() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {family.__name__ for family in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_family_says_what_it_means(family: Family) -> None:
    # one sentence; the equation with its index set; units; the words for a violation
    words = " ".join((family.__doc__ or "").split())
    assert any(sign in words for sign in (" <= ", " >= ", " = "))
    assert "for every" in words
    assert "Violated, it reads:" in words
