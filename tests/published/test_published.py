"""Published problems, said in the planner's own format, reach the optimum printed elsewhere.

How each file reads, and which problems cannot be said yet: scenarios/published/README.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import planner
from planner.forces import generate_forces
from planner.lp import SolveOptions
from planner.records.forces import ForcePlan
from planner.scenario import Scenario, factbook_of, load
from planner.scenario.checks import unsourced_figures

FOLDER = Path(__file__).parents[2] / "scenarios" / "published"
FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
TOLERANCE_REL = 1e-6
NOTHING = 1e-6


class Published(NamedTuple):
    """A value printed elsewhere."""

    file: str
    goal: str
    value: float


SUSTAINMENT = (
    # GAMS Model Library TRNSPORT (Dantzig 1963): 153.675 thousand dollars.
    Published("trnsport", "cost", 153_675.0),
    # Fourer, Gay, Kernighan, AMPL, chapter 3, transp: 196200.
    Published("ampl-transp", "cost", 196_200.0),
    # Fourer, Gay, Kernighan, AMPL, chapter 4, multi: 199500.
    Published("ampl-multi", "cost", 199_500.0),
    # GAMS Model Library WHOUSE (Dantzig 1963): -600.
    Published("whouse", "cost", -600.0),
    # GAMS-dev/gamspy, tests/integration/models/mcf.py: 580.
    Published("mcf", "cost", 580.0),
    # H.P. Williams, Model Building, Distribution 1; Gurobi supply_network_design: 198500.
    Published("williams-distribution-1", "cost", 198_500.0),
    # Xpress applications book, E-5; GAMS-dev/gamsworld, e5combine.gms: 150.
    Published("xpress-e5-combined", "cost", 150.0),
    # Gurobi/modeling-examples, ESUPS_case_study, solver log: 98293 (bucket-hours).
    Published("esups-one", "cost", 98_293.0),
)
FORCES = (
    # Xpress applications book, E-6; plan in GAMS-dev/gamsworld, e6vanrent.gms: 1261000.
    Published("xpress-e6-vanrent", "cost", 1_261_000.0),
    # GAMS Model Library SPARTA (Wagner), reference solve: 3466.38.
    Published("sparta", "cost", 3466.38),
    # Gurobi/modeling-examples, workforce_scheduling: 6 worker-days short, of at most 7 on a day.
    Published("workforce", "unfilled", 6 / 7),
)


def published(file: str) -> Scenario:
    return load(FOLDER / f"{file}.yaml")


def fill(file: str) -> ForcePlan:
    scenario = published(file)
    return generate_forces(scenario, factbook_of(scenario), SolveOptions())


@pytest.mark.parametrize("case", SUSTAINMENT, ids=lambda case: case.file)
def test_supply_plan_reaches_the_published_value(case: Published) -> None:
    plan = planner.plan(planner.load(FOLDER / f"{case.file}.yaml"))
    assert plan.sustainment is not None
    goals = plan.sustainment.goals
    assert all(abs(goal.value) <= NOTHING for goal in goals if goal.name == "unmet")
    [reached] = [goal.value for goal in goals if goal.name == case.goal]
    assert reached == pytest.approx(case.value, rel=TOLERANCE_REL)


@pytest.mark.parametrize("case", FORCES, ids=lambda case: case.file)
def test_force_plan_reaches_the_published_value(case: Published) -> None:
    [reached] = [goal.value for goal in fill(case.file).goals if goal.name == case.goal]
    assert reached == pytest.approx(case.value, rel=TOLERANCE_REL)


@pytest.mark.parametrize("file", [case.file for case in FORCES if case.goal == "cost"])
def test_cost_is_that_of_a_plan_that_meets_every_need(file: str) -> None:
    assert fill(file).is_met


def test_shortage_of_workers_in_worker_days() -> None:
    [workers] = fill("workforce").requirements
    short = sum(entry.shortfall * (entry.until - entry.start) for entry in workers.stretches)
    assert short == pytest.approx(6.0, rel=TOLERANCE_REL)


def test_no_file_is_left_out() -> None:
    assert sorted(case.file for case in (*SUSTAINMENT, *FORCES)) == FILES


@pytest.mark.parametrize("file", FILES)
def test_every_figure_says_where_it_comes_from(file: str) -> None:
    scenario = published(file)
    assert list(unsourced_figures(scenario, factbook_of(scenario))) == []
