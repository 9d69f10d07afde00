"""One model, solved again and again."""

from __future__ import annotations

import numpy as np
import pytest

from planner.lp import (
    Goal,
    LinearModel,
    ModelError,
    Sense,
    Session,
    SolveOptions,
    SolverError,
    Status,
    Terms,
)
from planner.lp.engine import Search
from planner.lp.highs import ArrayHighs

METHODS = ["auto", "simplex", "ipx"]
NONE = np.zeros(0, dtype=np.int64)


def flow_goal(model: LinearModel) -> Goal:
    return Goal("cost", model.columns("flow").ids, np.array([1.0, 1, 2, 2, 3, 3]))


@pytest.mark.parametrize("crossover", [True, False])
@pytest.mark.parametrize("method", METHODS)
def test_values_and_duals_by_family(lanes: LinearModel, method: str, crossover: bool) -> None:
    # Lane 1 costs 1, lane 2 costs 2. Day 1 needs 5: 3 on lane 1 (its bound), 2 on lane 2.
    # Day 2 needs 6: 4 on lane 1 (its bound), 2 on lane 2. Cost 7 + 2 * 4 = 15. No lane is full.
    # One more unit of need goes to lane 2: dual 2. A higher bound on lane 1 saves 1: reduced -1.
    options = SolveOptions(method=method, crossover=crossover)
    solution = Session(lanes, options).minimise(flow_goal(lanes))
    assert solution.status is Status.OPTIMAL
    assert solution.objective == pytest.approx(15.0)
    assert solution.bound == pytest.approx(15.0)
    assert solution.of(lanes.columns("flow")) == pytest.approx([3, 4, 2, 2, 0, 0], abs=1e-6)
    assert solution.dual_of(lanes.rows("need")) == pytest.approx([2.0, 2.0], abs=1e-6)
    assert solution.dual_of(lanes.rows("cap")) == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)
    reduced = solution.reduced_cost_of(lanes.columns("flow"))
    assert reduced == pytest.approx([-1, -1, 0, 0, 1, 1], abs=1e-6)


def test_signs_of_duals(lanes: LinearModel) -> None:
    # With at most 4 on a lane: lane 1 and lane 2 carry 4 each, lane 3 carries 3.
    # Cost 4 + 8 + 9 = 21; one more unit of need costs 3 (a minimum: positive), one more unit of
    # room saves 3 - 1 = 2 on lane 1 and 3 - 2 = 1 on lane 2 (a maximum: negative).
    session = Session(lanes, SolveOptions())
    session.set_rhs(lanes.rows("cap"), 4.0)
    solution = session.minimise(flow_goal(lanes))
    assert solution.objective == pytest.approx(21.0)
    assert solution.dual_of(lanes.rows("need")) == pytest.approx([3.0, 3.0])
    assert solution.dual_of(lanes.rows("cap")) == pytest.approx([-2.0, -1.0, 0.0])


def test_rhs_and_bounds_change_between_solves(lanes: LinearModel) -> None:
    session, goal = Session(lanes, SolveOptions()), flow_goal(lanes)
    assert session.minimise(goal).objective == pytest.approx(15.0)
    session.set_rhs(lanes.rows("need"), np.array([3.0, 4.0]))
    assert session.minimise(goal).objective == pytest.approx(7.0)
    session.set_bounds(lanes.columns("flow"), 0.0, 2.0)
    # Two on lane 1 each day, then 1 and 2 on lane 2: 4 + 6.
    assert session.minimise(goal).objective == pytest.approx(10.0)
    session.set_bounds(lanes.columns("flow"), 0.0, 3.0 + np.arange(6))
    session.set_rhs(lanes.rows("need"), np.array([5.0, 6.0]))
    assert session.minimise(goal).objective == pytest.approx(15.0)


def test_a_model_may_grow_between_solves(lanes: LinearModel) -> None:
    session, goal = Session(lanes, SolveOptions()), flow_goal(lanes)
    session.minimise(goal)
    more = lanes.add_columns("airlift", {"day": np.arange(2)}, upper=1.0)
    lanes.add_rows("at least", {}, Sense.GE, 2.0, [Terms(np.zeros(2, dtype=int), more.ids)])
    solution = session.minimise(goal)
    assert solution.objective == pytest.approx(15.0)
    assert solution.of(more) == pytest.approx([1.0, 1.0])


def test_hold_keeps_a_goal_and_can_be_moved(shortage: LinearModel) -> None:
    session = Session(shortage, SolveOptions())
    unmet = Goal("unmet", shortage.columns("unmet").ids, np.ones(1))
    air = Goal("air", shortage.columns("air").ids, np.ones(1))
    session.hold(unmet, 2.0)
    # Unmet at most 2 and road at most 6 leave 2 for the air.
    assert session.minimise(air).objective == pytest.approx(2.0)
    session.hold(unmet, 3.0)
    assert session.minimise(air).objective == pytest.approx(1.0)
    assert [rows.family for rows in shortage.row_families] == ["demand", "held:unmet"]
    # Another goal of the same name is another row.
    session.hold(Goal("unmet", shortage.columns("road").ids, np.ones(1)), 5.0)
    assert session.minimise(air).objective == pytest.approx(2.0)


def test_infeasible(shortage: LinearModel) -> None:
    session = Session(shortage, SolveOptions())
    session.set_bounds(shortage.columns("unmet"), 0.0, 0.5)
    solution = session.minimise(Goal("air", shortage.columns("air").ids, np.ones(1)))
    assert solution.status is Status.INFEASIBLE
    assert not solution.status.has_solution
    assert np.isnan(solution.objective)
    assert solution.bound is None
    with pytest.raises(SolverError, match=r"no values.*INFEASIBLE"):
        solution.of(shortage.columns("air"))
    # It can be mended.
    session.set_bounds(shortage.columns("unmet"), 0.0, 1.0)
    again = session.minimise(Goal("air", shortage.columns("air").ids, np.ones(1)))
    assert again.objective == pytest.approx(3.0)


@pytest.mark.parametrize("integer", [False, True])
def test_unbounded_and_infeasible_are_told_apart(integer: bool) -> None:
    model = LinearModel("m", {})
    x = model.add_columns("x", {}, integer=integer)
    model.add_rows("r", {}, Sense.GE, 1.0, [Terms(np.zeros(1, dtype=int), x.ids)])
    session = Session(model, SolveOptions())
    assert session.minimise(Goal("down", x.ids, -np.ones(1))).status is Status.UNBOUNDED
    assert session.minimise(Goal("up", x.ids, np.ones(1))).objective == pytest.approx(1.0)
    session.set_bounds(x, 0.0, 0.5)
    assert session.minimise(Goal("down", x.ids, -np.ones(1))).status is Status.INFEASIBLE


def test_asking_which_leaves_the_costs_as_they_were(lanes: LinearModel) -> None:
    engine = Session(lanes, SolveOptions())._engine
    assert isinstance(engine, ArrayHighs)
    engine.minimise(np.arange(1.0, 7.0), Search())
    assert engine._unbounded_or_infeasible() is Status.UNBOUNDED
    assert engine._highs.getLp().col_cost_ == pytest.approx(np.arange(1.0, 7.0))


def test_no_time_at_all_gives_no_point(lanes: LinearModel) -> None:
    solution = Session(lanes, SolveOptions(time_limit=0.0)).minimise(flow_goal(lanes))
    assert solution.status is Status.LIMIT
    assert np.isnan(solution.values).all()


def test_a_limit_after_a_solve_leaves_the_point_there_was(lanes: LinearModel) -> None:
    session = Session(lanes, SolveOptions())
    session.minimise(flow_goal(lanes))
    other = Goal("other", lanes.columns("flow").ids, np.array([3.0, 3, 2, 2, 1, 1]))
    stopped = session.minimise(other, time_limit=0.0)
    # The last basis is a feasible point for the new goal: 3 * 7 + 2 * 4.
    assert stopped.status is Status.FEASIBLE
    assert stopped.objective == pytest.approx(29.0)
    assert stopped.bound is None
    assert stopped.duals is None
    # A limit is for one solve: the next one has time again.
    assert session.minimise(other, time_limit=60.0).status is Status.OPTIMAL


def test_whole_numbers(knapsack: LinearModel) -> None:
    # 3 + 4 = 7, 3 + 5 = 8, 4 + 5 = 9, all three are 12: the least room left over is 1.
    goal = Goal("left", knapsack.columns("left").ids, np.ones(1))
    session = Session(knapsack, SolveOptions())
    solution = session.minimise(goal)
    assert solution.status is Status.OPTIMAL
    assert solution.of(knapsack.columns("take")).tolist() == [0.0, 1.0, 1.0]
    assert solution.objective == pytest.approx(1.0)
    assert solution.bound == pytest.approx(1.0)
    assert solution.duals is None
    with pytest.raises(SolverError, match="no duals"):
        solution.dual_of(knapsack.rows("room"))
    # Ten kilograms become eight: 3 + 5, from the old point, which no longer fits.
    session.set_rhs(knapsack.rows("room"), 8.0)
    assert session.minimise(goal).of(knapsack.columns("take")).tolist() == [1.0, 0.0, 1.0]


def test_a_goal_without_terms_finds_any_point(lanes: LinearModel) -> None:
    solution = Session(lanes, SolveOptions()).minimise(Goal("none", NONE, np.zeros(0)))
    assert (solution.status, solution.objective) == (Status.OPTIMAL, 0.0)
    assert lanes.matrix().row_violation(solution.values).max() < 1e-6
    lanes.check_untouched()


@pytest.mark.parametrize(("rhs", "status"), [(5.0, Status.INFEASIBLE), (-5.0, Status.OPTIMAL)])
@pytest.mark.parametrize("columns", [0, 1])
def test_rows_without_terms(columns: int, rhs: float, status: Status) -> None:
    model = LinearModel("m", {"i": ["a"]})
    model.add_columns("x", {"i": np.arange(columns)})
    model.add_rows("empty", {}, Sense.GE, rhs, [])
    goal = Goal("none", NONE, np.zeros(0))
    assert Session(model, SolveOptions()).minimise(goal).status is status


def test_a_model_without_rows() -> None:
    model = LinearModel("m", {})
    x = model.add_columns("x", {}, lower=2.0)
    solution = Session(model, SolveOptions()).minimise(Goal("x", x.ids, np.ones(1)))
    assert solution.of(x).tolist() == [2.0]
    assert solution.duals is not None
    assert solution.duals.size == 0


def test_two_solves_are_the_same_to_the_last_bit(lanes: LinearModel) -> None:
    def values() -> bytes:
        return Session(lanes.copy(), SolveOptions()).minimise(flow_goal(lanes)).values.tobytes()

    assert values() == values()


def test_a_goal_must_fit_the_model(lanes: LinearModel) -> None:
    session = Session(lanes, SolveOptions())
    with pytest.raises(ModelError, match=r"goal 'g'.*allowed: 0..5"):
        session.minimise(Goal("g", np.array([6]), np.ones(1)))
    with pytest.raises(ModelError, match="not finite"):
        session.minimise(Goal("g", np.array([0]), np.array([np.nan])))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "barrier"}, "method.*auto, simplex, ipx"),
        ({"time_limit": -1.0}, "time_limit"),
        ({"gap": float("nan")}, "gap"),
        ({"gap": -0.1}, "gap.*0 or more, below 1"),
        ({"gap": 1.0}, "gap.*0 or more, below 1"),
        ({"threads": 0}, "threads"),
    ],
)
def test_options_that_make_no_sense(options: dict[str, object], message: str) -> None:
    with pytest.raises(SolverError, match=message):
        SolveOptions(**options)  # type: ignore[arg-type]
