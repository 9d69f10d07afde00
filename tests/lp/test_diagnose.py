"""Why a model has no solution."""

from __future__ import annotations

import numpy as np
import pytest

from planner.lp import Conflict, LinearModel, ModelError, Sense, SolverError, Terms, conflict


def test_a_model_with_a_solution_has_no_conflict(lanes: LinearModel) -> None:
    assert conflict(lanes) == ()


def test_the_rows_that_must_give_way(lanes: LinearModel) -> None:
    # Lanes carry at most 3 each, 9 in all; 5 + 6 are needed: 2 too many, whoever gives way.
    lanes.set_rhs(lanes.rows("cap"), 3.0)
    found = conflict(lanes)
    assert sum(each.amount for each in found) == pytest.approx(2.0)
    found = conflict(lanes, soft=["need"])
    assert {each.family for each in found} == {"need"}
    assert sum(each.amount for each in found) == pytest.approx(2.0)
    found = conflict(lanes, soft=["cap"])
    assert {each.family for each in found} == {"cap"}


def test_partners_stand_in_the_way(lanes: LinearModel) -> None:
    lanes.set_rhs(lanes.rows("cap"), 3.0)
    found = conflict(lanes, soft=["need"], partners=True)
    kept = {each.label for each in found if each.amount == 0}
    assert kept >= {"cap[bamako-segou]", "cap[segou-mopti]", "cap[mopti-gao]"}


@pytest.mark.parametrize(("value", "amount"), [(4.0, 1.0), (7.0, 2.0)])
def test_equal_rows_give_way_both_ways(value: float, amount: float) -> None:
    model = LinearModel("m", {})
    x = model.add_columns("x", {}, lower=5.0, upper=5.0)
    model.add_rows("fixed", {}, Sense.EQ, value, [Terms(np.zeros(1, dtype=int), x.ids)])
    (found,) = conflict(model)
    assert found == Conflict("fixed", "fixed", found.amount)
    assert found.amount == pytest.approx(amount)


def test_whole_numbers(knapsack: LinearModel) -> None:
    # No boxes of 3, 4 and 5 kg weigh 6 kg; 5 and 7 are as near as can be.
    knapsack.set_rhs(knapsack.rows("room"), 6.0)
    knapsack.set_bounds(knapsack.columns("left"), 0.0, 0.0)
    (found,) = conflict(knapsack)
    assert found.label == "room"
    assert found.amount == pytest.approx(1.0)


def test_rows_that_may_not_give_way(lanes: LinearModel) -> None:
    lanes.add_rows("empty", {}, Sense.GE, 1.0, [])
    assert [each.label for each in conflict(lanes)] == ["empty"]
    with pytest.raises(SolverError, match="let more families"):
        conflict(lanes, soft=["need"])
    with pytest.raises(ModelError, match="no family of rows"):
        conflict(lanes, soft=["nobody"])


def test_the_model_is_left_as_it_was(lanes: LinearModel) -> None:
    conflict(lanes)
    assert (lanes.num_columns, lanes.num_rows) == (6, 5)
