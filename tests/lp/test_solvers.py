"""Solvers by name: what is said about those there are not, and that the others agree."""

from __future__ import annotations

import numpy as np
import pytest

from planner.lp import (
    Goal,
    LinearModel,
    Sense,
    Session,
    SolveOptions,
    SolverError,
    Status,
    Terms,
    available_solvers,
    solve_in_order,
)

OTHERS = [name for name in available_solvers() if not name.startswith("HiGHS")]


@pytest.fixture(params=OTHERS or [""])
def other(request: pytest.FixtureRequest) -> str:
    """Each solver beside HiGHS that this machine has."""
    if not request.param:
        pytest.skip("no solver beside HiGHS is installed here: try the extra pulp[cbc]")
    assert isinstance(request.param, str)
    return request.param


def test_highs_is_there() -> None:
    assert "HiGHS" in available_solvers()
    assert list(available_solvers()) == sorted(available_solvers())


@pytest.mark.parametrize("name", ["HiGHS", "highs", "HIGHS"])
def test_case_does_not_matter(lanes: LinearModel, name: str) -> None:
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    solution = Session(lanes, SolveOptions(solver=name)).minimise(goal)
    assert solution.objective == pytest.approx(11.0)


def test_an_unknown_solver_is_named_with_the_nearest(lanes: LinearModel) -> None:
    with pytest.raises(SolverError, match=r"'Hihgs'.*HiGHS.*did you mean 'HiGHS'"):
        Session(lanes, SolveOptions(solver="Hihgs"))


def test_a_solver_that_is_not_installed(lanes: LinearModel) -> None:
    if "MIPCL_CMD" in available_solvers():
        pytest.skip("MIPCL is installed here, so it cannot be the missing one")
    with pytest.raises(SolverError, match=r"not installed; seen: 'MIPCL_CMD'; allowed: .*HiGHS"):
        Session(lanes, SolveOptions(solver="MIPCL_CMD"))


def test_cbc_by_its_common_name(lanes: LinearModel) -> None:
    if "COIN_CMD" not in available_solvers():
        pytest.skip("CBC is not installed here: try the extra pulp[cbc]")
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    solution = Session(lanes, SolveOptions(solver="CBC")).minimise(goal)
    assert solution.objective == pytest.approx(11.0)
    # CBC is one of those that give duals.
    assert solution.dual_of(lanes.rows("need")) == pytest.approx([1.0, 1.0])


def test_others_find_the_same_values_and_duals(lanes: LinearModel, other: str) -> None:
    goal = Goal("cost", lanes.columns("flow").ids, np.array([1.0, 1, 2, 2, 3, 3]))
    ours = Session(lanes, SolveOptions()).minimise(goal)
    theirs = Session(lanes.copy(), SolveOptions(solver=other)).minimise(goal)
    assert theirs.status is Status.OPTIMAL
    assert theirs.values == pytest.approx(ours.values)
    assert theirs.objective == pytest.approx(ours.objective)
    if theirs.duals is not None:
        assert theirs.duals == pytest.approx(ours.duals)
    if theirs.reduced_costs is not None:
        assert theirs.reduced_costs == pytest.approx(ours.reduced_costs)


def test_others_solve_goals_in_order(
    shortage: LinearModel, knapsack: LinearModel, other: str
) -> None:
    options = SolveOptions(solver=other)
    unmet = Goal("unmet", shortage.columns("unmet").ids, np.ones(1))
    air = Goal("air", shortage.columns("air").ids, np.ones(1))
    values = [goal.value for goal in solve_in_order(shortage, [unmet, air], options).goals]
    assert values == pytest.approx([1.0, 3.0], abs=1e-4)
    left = Goal("left", knapsack.columns("left").ids, np.ones(1))
    boxes = Goal("boxes", knapsack.columns("take").ids, np.ones(3))
    outcome = solve_in_order(knapsack, [left, boxes], options)
    assert [goal.value for goal in outcome.goals] == pytest.approx([1.0, 2.0])
    assert outcome.solution.duals is None


def test_others_see_changes_and_say_infeasible(lanes: LinearModel, other: str) -> None:
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    session = Session(lanes, SolveOptions(solver=other))
    session.set_rhs(lanes.rows("need"), 2.0)
    assert session.minimise(goal).objective == pytest.approx(4.0)
    session.set_bounds(lanes.columns("flow"), 0.0, 0.5)
    failed = session.minimise(goal)
    assert failed.status is Status.INFEASIBLE
    assert np.isnan(failed.values).all()
    session.set_bounds(lanes.columns("flow"), 1.0, 5.0)
    assert session.minimise(goal).objective == pytest.approx(6.0)


def test_others_treat_what_is_empty_alike(other: str) -> None:
    model = LinearModel("m", {"i": []})
    x = model.add_columns("x", {}, lower=2.0, upper=9.0)
    model.add_columns("unused", {}, lower=3.0)
    model.add_columns("none", {"i": np.zeros(0, dtype=int)})
    model.add_rows("r", {}, Sense.GE, 1.0, [Terms(np.zeros(1, dtype=int), x.ids)])
    rows = model.add_rows("empty", {}, Sense.GE, -1.0, [])
    session = Session(model, SolveOptions(solver=other))
    nothing = Goal("nothing", np.zeros(0, dtype=int), np.zeros(0))
    solution = session.minimise(Goal("x", x.ids, np.ones(1)))
    assert solution.values.tolist() == [2.0, 3.0]
    assert session.minimise(nothing).status is Status.OPTIMAL
    session.set_rhs(rows, 1.0)
    assert session.minimise(nothing).status is Status.INFEASIBLE


def test_others_without_time(lanes: LinearModel, other: str) -> None:
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    session = Session(lanes, SolveOptions(solver=other, time_limit=0.0))
    assert session.minimise(goal).status is Status.LIMIT
    assert session.minimise(goal, time_limit=60.0).objective == pytest.approx(11.0)
