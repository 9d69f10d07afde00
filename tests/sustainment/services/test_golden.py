"""Each constraint family of services in LP text, on a tiny case.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/sustainment/services/test_golden.py`, read what changed, and
commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.lp import LinearModel, lp_text
from planner.sustainment.services.constraints import FAMILIES, Family
from planner.sustainment.services.problem import ServiceProblem
from planner.sustainment.services.variables import axes, declare
from tests.sustainment.services.support import problem_of, road, service, towns
from tests.sustainment.support import troops

FOLDER = Path(__file__).parent / "golden"
RENEW = "PLANNER_RENEW_GOLDEN"


def tiny() -> ServiceProblem:
    """Two towns, a road from D+2 on; fuel with a capacity, and a hospital that stands at one."""
    scenario = towns(
        "ab",
        {
            "fuel": service(2, capacity=60, most=3, least=2),
            "hospital": service(1, at=["a"], most=2),
        },
        {"road": road("a", "b", 1, **{"from": "D+2"})},
    )
    return problem_of(scenario, [troops([("a", 0, 6)]), troops([("b", 1, 6)], 50, name="other")])


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
