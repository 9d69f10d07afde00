"""A part of a model: what is free is at its best while the rest stays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.lp import Goal, LinearModel, Sense, Session, SolveOptions, Terms, part_of

few = settings(max_examples=100, deadline=None)


def model_of(rows: list[tuple[Sense, float, list[float]]], columns: int) -> LinearModel:
    model = LinearModel("whole", {"i": [str(i) for i in range(columns)]})
    ids = model.add_columns("x", {"i": np.arange(columns)}, upper=10.0).ids
    for number, (sense, right, coefficients) in enumerate(rows):
        terms = [Terms(np.zeros(columns, dtype=np.int64), ids, np.array(coefficients))]
        model.add_rows(f"r{number}", {}, sense, right, terms)
    return model


def test_what_others_contribute_is_taken_from_the_right_hand_side() -> None:
    # x + y <= 8 and y + z >= 5 and z <= 9; with y at 3 that leaves x <= 5 and z >= 2; the row of
    # y alone says nothing of x or z
    rows = [
        (Sense.LE, 8.0, [1.0, 1.0, 0.0]),
        (Sense.GE, 5.0, [0.0, 1.0, 1.0]),
        (Sense.EQ, 3.0, [0.0, 1.0, 0.0]),
    ]
    part = part_of(model_of(rows, 3).matrix(), np.array([0, 2]), np.array([4.0, 3.0, 6.0]))
    assert part.rhs.tolist() == [5, 2]
    assert part.csr.indices.tolist() == [0, 1]
    assert part.upper.tolist() == [10, 10]


def test_a_row_gives_way_where_the_point_misses_it_by_rounding() -> None:
    rows = [
        (Sense.LE, 4.0, [1.0, 0.0]),
        (Sense.GE, 2.0, [1.0, 0.0]),
        (Sense.EQ, 4.0, [1.0, 1.0]),
    ]
    matrix = model_of(rows, 2).matrix()
    above = part_of(matrix, np.array([0]), np.array([4.0 + 1e-7, 0.0]))
    assert above.rhs.tolist() == pytest.approx([4 + 1e-7, 2, 4 + 1e-7], abs=1e-12)
    below = part_of(matrix, np.array([0]), np.array([2.0 - 1e-7, 2.0]))
    assert below.rhs.tolist() == pytest.approx([4, 2 - 1e-7, 2 - 1e-7], abs=1e-12)


@few
@given(st.data())
def test_the_best_of_a_part_is_a_point_of_the_whole_and_no_worse(data: st.DataObject) -> None:
    columns = data.draw(st.integers(2, 5))
    numbers = st.integers(-3, 3).map(float)
    point = np.array(data.draw(st.lists(st.integers(0, 10), min_size=columns, max_size=columns)))
    rows = []
    for _ in range(data.draw(st.integers(1, 4))):
        coefficients = data.draw(st.lists(numbers, min_size=columns, max_size=columns))
        sense = data.draw(st.sampled_from(list(Sense)))
        room = 0 if sense is Sense.EQ else data.draw(st.integers(0, 5))
        right = float(np.array(coefficients) @ point) + (room if sense is Sense.LE else -room)
        rows.append((sense, right, coefficients))
    free = np.flatnonzero(
        data.draw(st.lists(st.booleans(), min_size=columns, max_size=columns).filter(any))
    )
    costs = np.array(data.draw(st.lists(numbers, min_size=columns, max_size=columns)))
    matrix = model_of(rows, columns).matrix()
    model = LinearModel.of_matrix("part", part_of(matrix, free, point.astype(float)))
    goal = Goal("g", np.arange(free.size), costs[free])
    found = Session(model, SolveOptions()).minimise(goal)
    whole = point.astype(float)
    whole[free] = found.values
    assert matrix.row_violation(whole).max() <= 1e-6
    assert costs @ whole <= costs @ point + 1e-6
