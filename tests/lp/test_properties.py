"""Properties that hold on every small model."""

from __future__ import annotations

from dataclasses import dataclass

import pulp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.lp import (
    Goal,
    LinearModel,
    Sense,
    Session,
    SolveOptions,
    Status,
    Terms,
    solve_in_order,
)
from planner.lp.blocks import Floats

SMALL = st.integers(-4, 4)
# HiGHS takes 0.999999 for whole and lets a row be missed by 1e-7; both times coefficients up to 4.
TOLERANCE = 2e-5


@dataclass(frozen=True)
class Case:
    """A model with bounded columns that is feasible at a known point, and two goals."""

    matrix: tuple[tuple[int, ...], ...]
    senses: tuple[Sense, ...]
    rhs: tuple[float, ...]
    upper: tuple[int, ...]
    whole: tuple[bool, ...]
    costs: tuple[tuple[int, ...], tuple[int, ...]]


@st.composite
def cases(draw: st.DrawFn, *, whole: bool = False) -> Case:
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(0, 5))

    def numbers[T](kind: st.SearchStrategy[T], count: int) -> tuple[T, ...]:
        return tuple(draw(st.lists(kind, min_size=count, max_size=count)))

    point = np.array(numbers(st.integers(0, 5), columns))
    matrix = tuple(numbers(SMALL, columns) for _ in range(rows))
    senses = numbers(st.sampled_from(Sense), rows)
    spare = np.array(numbers(st.integers(0, 3), rows), dtype=float)
    sign = np.array([{Sense.LE: 1, Sense.GE: -1, Sense.EQ: 0}[sense] for sense in senses])
    rhs = np.array(matrix).reshape(rows, columns) @ point + sign * spare
    upper = point + np.array(numbers(st.integers(0, 3), columns))
    return Case(
        matrix=matrix,
        senses=senses,
        rhs=tuple(rhs.tolist()),
        upper=tuple(upper.tolist()),
        whole=numbers(st.booleans(), columns) if whole else (False,) * columns,
        costs=(numbers(SMALL, columns), numbers(SMALL, columns)),
    )


def blocks(case: Case) -> tuple[LinearModel, list[Goal]]:
    """The case as one family of columns and a family for each row."""
    model = LinearModel("case", {"column": [str(i) for i in range(len(case.upper))]})
    x = model.add_columns(
        "x",
        {"column": np.arange(len(case.upper))},
        upper=np.array(case.upper, dtype=float),
        integer=np.array(case.whole),
    )
    zeros = np.zeros(x.size, dtype=int)
    for i, (row, sense, rhs) in enumerate(zip(case.matrix, case.senses, case.rhs, strict=True)):
        model.add_rows(f"row {i}", {}, sense, rhs, [Terms(zeros, x.ids, np.array(row, float))])
    goals = [Goal(f"goal {i}", x.ids, np.array(c, float)) for i, c in enumerate(case.costs)]
    return model, goals


def plain(case: Case, cost: tuple[int, ...]) -> float:
    """The optimum by ordinary PuLP expressions."""
    problem = pulp.LpProblem("plain")
    kinds = ["Integer" if whole else "Continuous" for whole in case.whole]
    x = [
        problem.add_variable(f"x{i}", 0, upper, cat=kind)  # type: ignore[arg-type]
        for i, (upper, kind) in enumerate(zip(case.upper, kinds, strict=True))
    ]
    problem += pulp.lpSum(c * v for c, v in zip(cost, x, strict=True))
    for row, sense, rhs in zip(case.matrix, case.senses, case.rhs, strict=True):
        total = pulp.lpSum(c * v for c, v in zip(row, x, strict=True))
        problem += {Sense.LE: total <= rhs, Sense.GE: total >= rhs, Sense.EQ: total == rhs}[sense]
    stats = problem.solve(pulp.HiGHS(msg=False, threads=1, gapRel=0.0))
    assert stats.has_solution
    # PuLP gives the objective without terms as None.
    return stats.objective or 0.0


@settings(max_examples=60, deadline=None)
@given(st.booleans().flatmap(lambda whole: cases(whole=whole)))
def test_the_fast_way_agrees_with_plain_pulp(case: Case) -> None:
    model, goals = blocks(case)
    session = Session(model, SolveOptions())
    # The second goal starts from the last basis.
    for goal, cost in zip(goals, case.costs, strict=True):
        solution = session.minimise(goal)
        assert solution.status is Status.OPTIMAL
        assert solution.objective == pytest.approx(plain(case, cost), abs=TOLERANCE)
        assert model.matrix().row_violation(solution.values).max(initial=0.0) < TOLERANCE


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(0, 3))
def test_a_warm_start_agrees_with_a_cold_one(case: Case, more: int) -> None:
    model, goals = blocks(case)
    session = Session(model, SolveOptions())
    session.minimise(goals[0])
    session.set_bounds(model.columns("x"), 0.0, np.array(case.upper, float) + more)
    for rows, sense, rhs in zip(model.row_families, case.senses, case.rhs, strict=True):
        wider: float = {Sense.LE: rhs + more, Sense.GE: rhs - more, Sense.EQ: rhs}[sense]
        session.set_rhs(rows, wider)
    warm = session.minimise(goals[0])
    cold = Session(model.copy(), SolveOptions()).minimise(goals[0])
    assert warm.objective == pytest.approx(cold.objective, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(cases())
def test_duals_explain_the_optimum(case: Case) -> None:
    # Strong duality with bounds: the optimum is the duals times the right-hand sides, and the
    # reduced costs times the values (at a bound, or zero in between).
    model, goals = blocks(case)
    solution = Session(model, SolveOptions()).minimise(goals[0])
    assert solution.duals is not None
    assert solution.reduced_costs is not None
    explained = solution.duals @ np.array(case.rhs) + solution.reduced_costs @ solution.values
    assert explained == pytest.approx(solution.objective, abs=1e-6)
    for dual, sense in zip(solution.duals, case.senses, strict=True):
        assert sense is Sense.EQ or dual * (1 if sense is Sense.GE else -1) >= -1e-9


@settings(max_examples=40, deadline=None)
@given(st.booleans().flatmap(lambda whole: cases(whole=whole)))
def test_a_later_goal_never_costs_an_earlier_one(case: Case) -> None:
    model, goals = blocks(case)
    outcome = solve_in_order(model, goals)
    assert outcome.status is Status.OPTIMAL
    first = outcome.goals[0].value
    assert value(goals[0], outcome.solution.values) <= first + 2e-6 * abs(first) + 1e-6
    # No point that is as good for the first goal is better for the second.
    assert value(goals[1], outcome.by_goal["goal 0"].values) >= outcome.goals[1].value - 1e-5


def value(goal: Goal, values: Floats) -> float:
    return goal.value(values)
