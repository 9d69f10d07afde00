"""Searches over whole numbers: start points, and gaps at which a goal counts as solved."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from planner.lp import (
    Goal,
    GoalValue,
    LinearModel,
    ModelError,
    Session,
    Solution,
    SolveOptions,
    Status,
    solve_in_order,
)
from planner.lp.blocks import Reals
from planner.lp.highs import ArrayHighs


def order(model: LinearModel) -> list[Goal]:
    """Least room left over, then fewest boxes."""
    return [
        Goal("left", model.columns("left").ids, np.ones(1)),
        Goal("boxes", model.columns("take").ids, np.ones(3)),
    ]


def test_a_start_is_there_when_time_is_not(knapsack: LinearModel) -> None:
    # 3 kg and 5 kg leave 2 kg; no time to find that 4 kg and 5 kg leave 1 kg.
    start = np.array([1, 0, 1, 2])
    goals, options = order(knapsack), SolveOptions(time_limit=0.0)
    alone = Session(knapsack, options).minimise(goals[0], start=start)
    assert (alone.status, alone.objective) == (Status.FEASIBLE, 2.0)
    assert alone.values.tolist() == start.tolist()
    outcome = solve_in_order(knapsack, goals, options, start)
    assert outcome.status is Status.FEASIBLE
    assert [(goal.name, goal.value) for goal in outcome.goals] == [("left", 2.0)]
    assert solve_in_order(knapsack, goals, options).status is Status.LIMIT


@pytest.mark.parametrize(
    "start", [[1, 0, 1, 2], [0, 1, 1, 1], [1, 1, 1, -2], [9, 9, 9, 9], [0.5, 0.5, 0.5, 4]]
)
def test_the_end_does_not_depend_on_the_start(knapsack: LinearModel, start: list[float]) -> None:
    outcome = solve_in_order(knapsack, order(knapsack), start=np.array(start))
    assert outcome.status is Status.OPTIMAL
    assert [goal.value for goal in outcome.goals] == pytest.approx([1.0, 2.0])


def test_each_goal_starts_from_the_point_of_the_one_before(
    knapsack: LinearModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[float]] = []
    found: list[list[float]] = []
    usual = Session.minimise

    def minimise(self: Session, goal: Goal, *, start: Reals | None = None, **rest: Any) -> Solution:
        assert start is not None
        given.append(start.tolist())
        solution = usual(self, goal, start=start, **rest)
        found.append(solution.values.tolist())
        return solution

    monkeypatch.setattr(Session, "minimise", minimise)
    solve_in_order(knapsack, order(knapsack), start=np.array([1, 0, 1, 2]))
    assert given == [[1, 0, 1, 2], found[0]]


def test_a_start_is_of_no_consequence_without_whole_numbers(lanes: LinearModel) -> None:
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    solution = Session(lanes, SolveOptions()).minimise(goal, start=np.zeros(6))
    assert solution.objective == pytest.approx(11.0)


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (np.zeros(3), r"wrong length.*\(3,\).*each of 4 columns"),
        (np.zeros((4, 1)), "wrong length"),
        (np.array([0, 1, np.nan, 1]), "not a finite number; seen: nan for column 2"),
        (np.array([0, 1, 1, np.inf]), "not a finite number; seen: inf for column 3"),
    ],
)
def test_a_start_must_fit_the_model(knapsack: LinearModel, start: Reals, message: str) -> None:
    goals = order(knapsack)
    with pytest.raises(ModelError, match=message):
        Session(knapsack, SolveOptions()).minimise(goals[0], start=start)
    with pytest.raises(ModelError, match=message):
        solve_in_order(knapsack, goals, start=start)


def test_a_gap_stops_early_and_the_value_reached_is_held(knapsack: LinearModel) -> None:
    # Worth 5, 7 and 8 less what is left over: the best is 15 - 1; within nine tenths anything is.
    goals = [
        Goal("worth", np.arange(4), np.array([-5.0, -7.0, -8.0, 1.0])),
        Goal("boxes", knapsack.columns("take").ids, -np.ones(3)),
    ]
    start = np.array([1, 0, 1, 2])
    outcome = solve_in_order(knapsack, goals, SolveOptions(gap=0.9), start)
    assert outcome.status is Status.OPTIMAL
    first = outcome.goals[0]
    assert first.bound is not None
    assert first.gap is not None
    assert first.bound <= -14.0 <= first.value <= -11.0
    assert first.gap <= 0.9
    assert goals[0].value(outcome.solution.values) <= first.value + 1e-4
    exact = solve_in_order(knapsack, goals, start=start)
    assert (exact.goals[0].value, exact.goals[0].gap) == pytest.approx((-14.0, 0.0))


def test_the_bound_of_a_linear_goal_is_its_value(shortage: LinearModel) -> None:
    goals = [
        Goal("unmet", shortage.columns("unmet").ids, np.ones(1)),
        Goal("air", shortage.columns("air").ids, np.ones(1)),
    ]
    for goal in solve_in_order(shortage, goals).goals:
        assert goal.bound == goal.value
        assert goal.gap == 0.0


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [(10.0, 9.0, 0.1), (-10.0, -11.0, 0.1), (0.0, 0.0, 0.0), (3.0, None, None), (0.0, -1.0, 1e9)],
)
def test_the_gap_of_a_goal(value: float, bound: float | None, gap: float | None) -> None:
    found = GoalValue("goal", value, bound, Status.FEASIBLE, 0.1).gap
    assert found is None if gap is None else found == pytest.approx(gap)


def test_a_goal_without_a_value_has_no_gap() -> None:
    assert GoalValue("goal", float("nan"), None, Status.LIMIT, 0.1).gap is None


@pytest.mark.parametrize(("whole", "limit"), [(True, 5.0), (False, 105.0)])
def test_a_limit_is_for_one_solve(
    knapsack: LinearModel, shortage: LinearModel, whole: bool, limit: float
) -> None:
    # HiGHS counts its limit over all runs of a linear model, but only over the last search.
    model = knapsack if whole else shortage
    session = Session(model, SolveOptions())
    engine = session._engine
    assert isinstance(engine, ArrayHighs)
    engine._highs.getRunTime = lambda: 100.0  # type: ignore[method-assign]
    session.minimise(Goal("any", np.arange(1), np.ones(1)), time_limit=5.0)
    given = engine._highs.getOptionValue("time_limit")[1]
    assert isinstance(given, float)
    assert limit - 2.0 < given <= limit
