"""Published problems whose data are not shipped: read from the folder that PLANNER_CASES names.

How each reads as a plan: tests/published/cases.py and scenarios/published/README.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import planner
from planner.scenario import Scenario
from tests.published.cases import design, network, single_source, warehouses

CASES = os.environ.get("PLANNER_CASES")
NOTHING = 1e-6


class Problem(NamedTuple):
    """A value printed elsewhere for the problem of a file, and how near a plan must come to it."""

    read: Callable[[Path], Scenario]
    file: str
    value: float
    tolerance_rel: float = 1e-6


PROBLEMS = (
    # FCNetLib (Ortega and Wolsey), table in GAMS-dev/gamsworld.
    Problem(network, "fcnet/k10x90.json", 568),
    Problem(network, "fcnet/r20x100.json", 15_603),
    # Crainic, Frangioni, Gendron; Ghamlouche, Crainic, Gendreau.
    Problem(design, "cmnd/r01.1.dow", 74_079),
    Problem(design, "cmnd/r01.2.dow", 92_403),
    # OR-Library, capopt.
    Problem(warehouses, "cflp/cap41.txt", 1_040_444.375, 1e-7),
    Problem(warehouses, "cflp/cap71.txt", 932_615.75, 1e-7),
    Problem(warehouses, "cflp/cap72.txt", 977_799.4, 1e-7),
    # Optima of Guastaroba and Speranza, in Oscar-Oliveira/OR-Datasets, Lib_3_1: cap61 to cap64.
    # Two are printed to the cent; these are the same to the last digit of the data.
    Problem(single_source, "sscflp/orlib/p1.txt", 932_615.75, 1e-7),
    Problem(single_source, "sscflp/orlib/p2.txt", 977_799.4, 1e-7),
    Problem(single_source, "sscflp/orlib/p3.txt", 1_014_099.6125, 1e-7),
    Problem(single_source, "sscflp/orlib/p4.txt", 1_053_197.4375, 1e-7),
    # Holmberg, in Oscar-Oliveira/OR-Datasets, Lib_2.
    Problem(single_source, "sscflp/holmberg/p1.txt", 8848),
    Problem(single_source, "sscflp/holmberg/p2.txt", 7913),
)


@pytest.mark.skipif(not CASES, reason="PLANNER_CASES does not name the folder of the problems")
@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.file)
def test_supply_plan_reaches_the_published_value(problem: Problem) -> None:
    plan = planner.plan(problem.read(Path(CASES or "") / "data" / problem.file))
    assert plan.sustainment is not None
    goals = {goal.name: goal for goal in plan.sustainment.goals}
    assert abs(goals["unmet"].value) <= NOTHING
    assert not plan.sustainment.stopped_early
    assert goals["cost"].value == pytest.approx(problem.value, rel=problem.tolerance_rel)
