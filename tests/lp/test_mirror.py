"""The PuLP problem behind a model: the inner names of PuLP it needs, and that it is complete."""

from __future__ import annotations

import pulp
import numpy as np
import pytest
from pulp import _rustcore

from planner.lp import Goal, LinearModel, Sense, Session, SolveOptions, SolverError, Terms

INNER_NAMES = {
    _rustcore.Model: (
        "add_variables_batch",
        "add_constraint",
        "set_objective",
        "list_variables",
        "list_variables_by_ids",
        "list_constraints",
        "used_variable_ids",
        "num_variables",
        "num_constraints",
    ),
    _rustcore.AffineExpr: ("add_term_ids_coeffs", "set_sense", "set_constant", "set_name"),
    _rustcore.Variable: ("set_lb", "set_ub", "set_category", "set_name", "name", "value", "dj"),
    _rustcore.Constraint: ("set_rhs", "set_name", "pi"),
    _rustcore.Sense: ("LessEqual", "Equal", "GreaterEqual"),
    _rustcore.Category: ("Continuous", "Integer"),
    pulp.HiGHS: (
        "createAndConfigureSolver",
        "buildSolverModel",
        "callSolver",
        "findSolutionValues",
        "buildStats",
        "solve",
    ),
    pulp.LpProblem: ("toRustModel", "deepcopy", "has_sos", "writeLP", "writeMPS"),
}


@pytest.mark.parametrize("owner", INNER_NAMES, ids=lambda owner: owner.__name__)
def test_pulp_still_has_the_inner_names(owner: type) -> None:
    missing = [name for name in INNER_NAMES[owner] if not hasattr(owner, name)]
    assert not missing, f"PuLP {pulp.__version__} changed: {owner.__name__} lacks {missing}"


def plain() -> pulp.LpProblem:
    """minimise 2 x - y + 3 z; x + y <= 4; x - z >= 1; x + y + z = 5; z whole; bounds."""
    problem = pulp.LpProblem("plain")
    x = problem.add_variable("x", 0, 3)
    y = problem.add_variable("y", -2, None)
    z = problem.add_variable("z", None, 9, cat="Integer")
    problem += 2 * x - y + 3 * z
    problem += x + y <= 4
    problem += x - z >= 1
    problem += x + y + z == 5
    return problem


def blocks() -> tuple[LinearModel, Goal]:
    """The same through blocks."""
    model = LinearModel("blocks", {"name": ["x", "y", "z"]})
    column = model.add_columns(
        "column",
        {"name": np.arange(3)},
        lower=np.array([0.0, -2.0, -np.inf]),
        upper=np.array([3.0, np.inf, 9.0]),
        integer=np.array([False, False, True]),
    )
    x, y, z = (column.ids[i : i + 1] for i in range(3))
    zero = np.zeros(1, dtype=np.int64)
    model.add_rows("one", {}, Sense.LE, 4.0, [Terms(zero, x), Terms(zero, y)])
    model.add_rows("two", {}, Sense.GE, 1.0, [Terms(zero, x), Terms(zero, z, -1.0)])
    model.add_rows("three", {}, Sense.EQ, 5.0, [Terms(np.zeros(3, dtype=int), column.ids)])
    return model, Goal("goal", column.ids, np.array([2.0, -1.0, 3.0]))


def rows_of(problem: pulp.LpProblem) -> list[tuple[int, float, list[tuple[int, float]]]]:
    return [
        (row.sense, row.constant, sorted((var.id, factor) for var, factor in row.items()))
        for row in problem.constraints()
    ]


def columns_of(problem: pulp.LpProblem) -> list[tuple[float, float, str]]:
    return [(var.lowBound, var.upBound, var.cat) for var in problem.variables()]


def test_both_ways_make_the_same_problem() -> None:
    model, goal = blocks()
    assert rows_of(model.problem) == rows_of(plain())
    assert columns_of(model.problem) == columns_of(plain())
    Session(model, SolveOptions()).minimise(goal)
    other = plain()
    objective, expected = model.problem.objective, other.objective
    assert objective is not None
    assert expected is not None
    assert [(v.id, c) for v, c in objective.items()] == [(v.id, c) for v, c in expected.items()]


def test_both_ways_have_the_same_answer() -> None:
    model, goal = blocks()
    solution = Session(model, SolveOptions()).minimise(goal)
    problem = plain()
    stats = problem.solve(pulp.HiGHS(msg=False, threads=1))
    assert stats.objective == pytest.approx(solution.objective)
    assert [v.varValue for v in problem.variables()] == pytest.approx(solution.values.tolist())


def test_changes_reach_the_problem(lanes: LinearModel) -> None:
    session = Session(lanes, SolveOptions())
    session.set_rhs(lanes.rows("need"), np.array([1.0, 2.0]))
    session.set_bounds(lanes.columns("flow"), 0.5, np.inf)
    session.hold(Goal("flow", lanes.columns("flow").ids, np.ones(6)), 7.0)
    rows = rows_of(lanes.problem)
    assert [-row[1] for row in rows] == [1.0, 2.0, 8.0, 8.0, 8.0, 7.0]
    assert rows[-1][2] == [(i, 1.0) for i in range(6)]
    assert {bounds[:2] for bounds in columns_of(lanes.problem)} == {(0.5, np.inf)}


def edit_column(problem: pulp.LpProblem) -> None:
    problem.add_variable("intruder", 0, 1)


def edit_row(problem: pulp.LpProblem) -> None:
    problem.addConstraint(problem.variables()[0] >= 1)


def edit_sense(problem: pulp.LpProblem) -> None:
    problem.sense = pulp.LpMaximize


@pytest.mark.parametrize("edit", [edit_column, edit_row, edit_sense])
def test_an_edit_behind_the_models_back_is_caught(lanes: LinearModel, edit: object) -> None:
    assert callable(edit)
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    session = Session(lanes, SolveOptions())
    session.minimise(goal)
    edit(lanes.problem)
    with pytest.raises(SolverError, match="behind the back"):
        session.minimise(goal)
    with pytest.raises(SolverError, match="behind the back"):
        lanes.add_columns("more", {})


def test_the_problem_solves_with_plain_pulp_too(lanes: LinearModel) -> None:
    goal = Goal("flow", lanes.columns("flow").ids, np.arange(1.0, 7.0))
    session = Session(lanes, SolveOptions())
    ours = session.minimise(goal).objective
    lanes_copy = lanes.problem.deepcopy()
    assert lanes_copy.solve(pulp.HiGHS(msg=False, threads=1)).objective == pytest.approx(ours)
    # Nothing of the session stays in the problem: neither its solver nor a column of PuLP's own.
    assert lanes.problem.solver is None
    assert session.minimise(goal).objective == pytest.approx(ours)
