"""Values behind limits as columns of a model that gives way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.lp import Goal, LinearModel, Sense, Session, SolveOptions, Terms, relief_of, relieved

OPTIONS = SolveOptions()


def model(lorries: float, per_day: float, demand: float = 15.0) -> LinearModel:
    """moved <= 5 * lorries; moved - received = 0; received <= per_day; moved + unmet = demand."""
    made = LinearModel("small", {"what": ["moved", "received", "unmet"]})
    columns = made.add_columns(
        "x", {"what": np.arange(3)}, upper=np.array([np.inf, per_day, demand])
    )
    one, zero = np.array([0]), np.array([0])
    made.add_rows("fleet", {}, Sense.LE, 5 * lorries, [Terms(zero, columns.ids[one], 1.0)])
    terms = [Terms(zero, columns.ids[one], 1.0), Terms(zero, columns.ids[one + 1], -1.0)]
    made.add_rows("balance", {}, Sense.EQ, 0.0, terms)
    terms = [Terms(zero, columns.ids[one], 1.0), Terms(zero, columns.ids[one + 2], 1.0)]
    made.add_rows("demand", {}, Sense.GE, demand, terms)
    return made


UNMET = Goal("unmet", np.array([2]), np.ones(1))


def least(made: LinearModel) -> float:
    return Session(made, OPTIONS).minimise(UNMET).objective


def test_a_value_behind_a_row_and_one_behind_a_bound() -> None:
    base = model(2, 12).matrix()
    more_lorries = relief_of(base, model(4, 12).matrix(), 2)
    more_a_day = relief_of(base, model(2, 20).matrix(), 8)
    assert more_lorries is not None
    assert more_a_day is not None
    assert more_lorries.rhs.tolist() == [5, 0, 0]
    assert more_a_day.upper.tolist() == [0, 1, 0]
    assert not more_lorries.is_idle
    same = relief_of(base, model(2, 12).matrix(), 1)
    assert same is not None
    assert same.is_idle


def test_a_model_of_another_shape_is_no_relief() -> None:
    other = model(2, 12)
    other.add_rows("more", {}, Sense.LE, 1.0, [])
    assert relief_of(model(2, 12).matrix(), other.matrix(), 1) is None
    endless = model(2, np.inf)
    assert relief_of(model(2, 12).matrix(), endless.matrix(), 1) is None


def test_the_price_of_a_way_is_its_reduced_cost() -> None:
    # two lorries of 5 t carry 10 of 15 t: one more lorry saves 5 t, one more tonne a day nothing
    base = model(2, 12).matrix()
    reliefs = [relief_of(base, model(3, 12).matrix(), 1), relief_of(base, model(2, 13).matrix(), 1)]
    ways = relieved(base, [relief for relief in reliefs if relief is not None])
    solution = Session(ways.model, OPTIONS).minimise(UNMET)
    assert solution.objective == pytest.approx(5)
    assert solution.reduced_costs is not None
    assert (-solution.reduced_costs[ways.ways]).tolist() == pytest.approx([5, 0])
    assert ways.bounded.tolist() == [1]


@given(st.floats(0, 6), st.floats(0, 30), st.floats(0, 4), st.floats(0, 20))
def test_a_way_that_is_taken_is_the_model_of_the_changed_value(
    lorries: float, per_day: float, more_lorries: float, more_a_day: float
) -> None:
    base = model(lorries, per_day).matrix()
    first = relief_of(base, model(lorries + 1, per_day).matrix(), 1)
    second = relief_of(base, model(lorries, per_day + 1).matrix(), 1)
    assert first is not None
    assert second is not None
    ways = relieved(base, [first, second])
    taken = np.array([more_lorries, more_a_day])
    ways.model.set_column_bounds(ways.ways, taken, taken)
    changed = least(model(lorries + more_lorries, per_day + more_a_day))
    assert least(ways.model) == pytest.approx(changed, abs=1e-6)
