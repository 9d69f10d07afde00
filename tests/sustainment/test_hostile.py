"""Figures that are allowed and odd must not eat all memory."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest

import planner
from planner.lp import Goal, Session, Solution, Status
from planner.lp.engine import without_point
from planner.records.laydown import Laydown
from planner.scenario import factbook_of
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.grid import grid_of
from planner.sustainment.proof.attempt import case_of
from tests.cli.support import FIRST
from tests.scenario.helpers import faults_of, only

MOST_BYTES = 50_000_000


def test_a_trip_of_a_hundred_thousand_days_is_no_longer_than_the_plan() -> None:
    # found by the fuzzer: every departure had an entry for each day of its trip, a gigabyte in all
    scenario = planner.load(FIRST, ["fleets.trucks.loading_days=100000"])
    case = case_of(scenario, factbook_of(scenario), Laydown(()))
    grid = grid_of(scenario, Laydown(()), exact=True)
    tracemalloc.start()
    try:
        problem = case.problem(grid)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MOST_BYTES
    # it is away to the end of the plan, wholly on each of its days
    days = len(grid.days)
    found = problem.occupied
    trucks = [i for i, leg in enumerate(problem.legs) if leg.fleet == "trucks"]
    assert trucks
    for leg in trucks:
        first = (found.leg == leg) & (found.departs == 0)
        assert found.day[first].tolist() == list(range(days))
        assert set(found.share[first].tolist()) == {1.0}


def test_goals_that_count_nothing_are_an_error_of_the_scenario() -> None:
    # found by the fuzzer: unmet demand is the only goal, and nobody demands anything
    scenario = planner.from_mapping(
        {
            "format": 1,
            "id": "a",
            "calendar": {"start": "D+0", "end": "D+9"},
            "sites": {"a": {"title": "A"}},
            "objective": ["unmet"],
        }
    )
    fault = only(faults_of(lambda: planner.plan(scenario)))
    assert (fault.code, fault.path, fault.seen) == ("fault.no-goal", "objective", "unmet")
    # a goal that always counts something makes it a plan, if an empty one
    other = scenario.model_copy(update={"objective": (GoalName.UNMET, GoalName.COST)})
    assert planner.plan(other).status == "met"


def test_a_goal_that_no_solve_came_to_is_counted_from_the_records(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # found by the fuzzer, with a limit of time: nothing presses breaches of policies down before
    # their own solve, so that the solver's sum is above what the records come to
    scenario = planner.load(FIRST, ["sites.port.storage.water=500"])
    own = Session.minimise

    def minimise(session: Session, goal: Goal, **rest: Any) -> Solution:
        if goal.name in ("policy", "all goals weighed"):
            return without_point(Status.LIMIT, session.model.num_columns)
        return own(session, goal, **rest)

    monkeypatch.setattr(Session, "minimise", minimise)
    assert planner.plan(scenario).status == "limit"
