"""Adding rows up and taking like columns for one: nothing that was possible is lost."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.lp import Goal, LinearModel, Sense, Session, SolveOptions, Status, Terms, aggregated
from planner.lp.aggregate import implied_bounds

SENSES = (Sense.LE, Sense.GE, Sense.EQ)
few = settings(max_examples=150, deadline=None)


def model_of(
    rows: list[tuple[Sense, float, list[float]]], uppers: list[float], integers: int = 0
) -> LinearModel:
    """Columns between 0 and their uppers; a row for each (sense, right-hand side, coefficients)."""
    model = LinearModel("case", {"i": [str(i) for i in range(len(uppers))]})
    ids = np.arange(len(uppers))
    columns = model.add_columns("x", {"i": ids}, upper=np.array(uppers), integer=ids < integers).ids
    for number, (sense, right, coefficients) in enumerate(rows):
        terms = [Terms(np.zeros(len(ids), dtype=np.int64), columns, np.array(coefficients))]
        model.add_rows(f"r{number}", {}, sense, right, terms)
    return model


def least(model: LinearModel, costs: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """The least of a goal, whole column by whole column: of such small models, with rows that fix
    one another, branch and bound of HiGHS 1.15 was seen to call 0 optimal where -1 can be had."""
    goal, matrix = Goal("g", np.arange(len(costs)), costs), model.matrix()
    whole = np.flatnonzero(matrix.integer)
    ranges = [range(int(matrix.lower[i]), int(matrix.upper[i]) + 1) for i in whole]
    found = []
    for values in product(*ranges):
        point = np.zeros(model.num_columns)
        point[whole] = values
        solution = Session(model.decided(point), SolveOptions()).minimise(goal)
        found += [solution.objective] if solution.status is Status.OPTIMAL else []
    return min(found)


def test_rows_of_a_group_are_added_up_and_like_columns_are_one() -> None:
    # day 1: a <= 3, day 2: b <= 5, c in both: together a + b + 2 c <= 8, and a and b are alike
    model = model_of([(Sense.LE, 3, [1, 0, 1]), (Sense.LE, 5, [0, 1, 1])], [np.inf, np.inf, np.inf])
    small = aggregated(model.matrix(), np.array([7, 7]), [np.array([2.0, 2.0, 1.0])])
    assert small.column_of.tolist() == [0, 0, 1]
    assert small.matrix.rhs.tolist() == [8]
    assert small.matrix.csr.values.tolist() == [1, 2]
    assert small.costs.tolist() == [[2, 1]]


@pytest.mark.parametrize(
    ("costs", "integers", "kinds"),
    [([1.0, 1.0], 0, 1), ([1.0, 1.5], 0, 2), ([1.0, 1.0], 1, 2), ([1.0, 1.0], 2, 2)],
)
def test_columns_of_other_cost_and_whole_ones_stay_apart(
    costs: list[float], integers: int, kinds: int
) -> None:
    model = model_of([(Sense.LE, 3, [1, 1])], [4, 6], integers)
    small = aggregated(model.matrix(), np.array([0]), [np.array(costs)])
    assert len(small.first) == kinds
    assert small.matrix.upper.sum() == 10


def test_rows_of_other_senses_are_never_added_up() -> None:
    model = model_of([(Sense.LE, 3, [1]), (Sense.GE, 1, [1]), (Sense.EQ, 2, [1])], [9])
    small = aggregated(model.matrix(), np.zeros(3, dtype=np.int64), [])
    assert sorted(small.matrix.rhs.tolist()) == [1, 2, 3]


def test_what_a_row_says_of_one_column_outlives_the_sum() -> None:
    # -x = -4 leaves x no choice, whatever it is added to; 2 y <= 6 is y <= 3
    model = model_of(
        [(Sense.EQ, -4, [-1, 0]), (Sense.LE, 6, [0, 2]), (Sense.EQ, 0, [1, -1])], [9, 9]
    )
    lower, upper = implied_bounds(model.matrix())
    assert (lower.tolist(), upper.tolist()) == ([4, 0], [4, 3])


def test_bounds_that_contradict_each_other_are_left_as_they_were() -> None:
    model = model_of([(Sense.GE, 5, [1])], [3])
    lower, upper = implied_bounds(model.matrix())
    assert (lower.tolist(), upper.tolist()) == ([0], [3])


@st.composite
def cases(draw: st.DrawFn) -> tuple[LinearModel, list[int], list[float]]:
    """A model with a point, a group for each row, and costs; few values, so that columns meet."""
    columns, rows = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    values = st.sampled_from([0.0, 0.0, 1.0, 1.0, -1.0, 2.0])
    point = np.array(draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns)))
    written = []
    for _ in range(rows):
        row = draw(st.lists(values, min_size=columns, max_size=columns))
        sense = draw(st.sampled_from(SENSES))
        slack = {Sense.LE: 1, Sense.GE: -1, Sense.EQ: 0}[sense] * draw(st.integers(0, 2))
        written.append((sense, float(np.dot(row, point)) + slack, row))
    uppers = [float(x) + draw(st.integers(0, 3)) for x in point]
    # each whole column multiplies the points that `least` looks at
    model = model_of(written, uppers, draw(st.sampled_from([0, 0, 1, min(columns, 2)])))
    groups = draw(st.lists(st.integers(0, 2), min_size=rows, max_size=rows))
    costs = draw(st.lists(values, min_size=columns, max_size=columns))
    return model, groups, costs


@few
@given(cases())
def test_the_small_model_is_never_dearer(
    case: tuple[LinearModel, list[int], list[float]],
) -> None:
    model, groups, costs = case
    small = aggregated(model.matrix(), np.array(groups), [np.array(costs)])
    relaxed = least(LinearModel.of_matrix("small", small.matrix), small.costs[0])
    assert relaxed <= least(model, np.array(costs)) + 1e-6


@few
@given(cases())
def test_every_point_of_the_large_model_is_one_of_the_small(
    case: tuple[LinearModel, list[int], list[float]],
) -> None:
    model, groups, costs = case
    wanted = np.array(costs)
    goal = Goal("g", np.arange(len(wanted)), wanted)
    values = Session(model, SolveOptions()).minimise(goal).values
    small = aggregated(model.matrix(), np.array(groups), [wanted])
    point = np.bincount(small.column_of, values, minlength=len(small.first))
    assert small.matrix.row_violation(point).max(initial=0.0) <= 1e-6
    assert np.all(point >= small.matrix.lower - 1e-6)
    assert np.all(point <= small.matrix.upper + 1e-6)
    assert float(small.costs[0] @ point) == pytest.approx(float(wanted @ values), abs=1e-6)


@few
@given(cases())
def test_each_row_in_a_group_of_its_own_changes_no_value(
    case: tuple[LinearModel, list[int], list[float]],
) -> None:
    model, _, costs = case
    small = aggregated(model.matrix(), np.arange(model.num_rows), [np.array(costs)])
    relaxed = least(LinearModel.of_matrix("small", small.matrix), small.costs[0])
    assert relaxed == pytest.approx(least(model, np.array(costs)), abs=1e-6)
