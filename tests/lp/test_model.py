"""Families of columns and rows: keys, labels, and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from planner.lp import Goal, LinearModel, ModelError, Sense, SolverError, Terms, solve_in_order

ZERO = np.zeros(1, dtype=np.int64)
NONE = np.zeros(0, dtype=np.int64)


def test_labels_and_counts(lanes: LinearModel) -> None:
    flow, need = lanes.columns("flow"), lanes.rows("need")
    assert lanes.label(flow, 3) == "flow[segou-mopti,D+12]"
    assert lanes.label(need, 0) == "need[D+1]"
    assert (lanes.num_columns, lanes.num_rows, lanes.num_entries) == (6, 5, 12)
    assert flow.ids.tolist() == [0, 1, 2, 3, 4, 5]
    assert [rows.family for rows in lanes.row_families] == ["need", "cap"]
    assert [columns.family for columns in lanes.column_families] == ["flow"]


def test_keys_cannot_be_changed_from_outside() -> None:
    model = LinearModel("m", {"day": ["a", "b"]})
    codes = np.array([0, 1])
    block = model.add_columns("x", {"day": codes})
    codes[:] = 0
    assert block.keys["day"].tolist() == [0, 1]
    with pytest.raises(ValueError, match="read-only"):
        block.keys["day"][0] = 1


def test_blocks_survive_pickling(lanes: LinearModel) -> None:
    flow = pickle.loads(pickle.dumps(lanes.columns("flow")))
    assert lanes.label(flow, 3) == "flow[segou-mopti,D+12]"


def test_a_family_without_axes_has_one_member() -> None:
    model = LinearModel("m", {})
    block = model.add_columns("total", {})
    assert (block.size, model.label(block, 0)) == (1, "total")


def test_empty_families() -> None:
    model = LinearModel("m", {"day": []})
    columns = model.add_columns("x", {"day": NONE}, upper=np.zeros(0), integer=True)
    rows = model.add_rows("r", {"day": NONE}, Sense.LE, 1.0, [Terms(NONE, NONE)])
    assert (columns.size, rows.size, model.num_entries) == (0, 0, 0)
    assert columns.ids.size == 0


def test_terms_on_one_place_are_summed_and_cancel() -> None:
    model = LinearModel("m", {"i": ["a", "b"]})
    x = model.add_columns("x", {"i": np.arange(2)})
    twice = Terms(np.zeros(4, dtype=int), np.array([1, 0, 1, 0]), np.array([1.0, 2.0, 3.0, -2.0]))
    model.add_rows("r", {}, Sense.LE, 1.0, [twice, Terms(ZERO, x.ids[1:], 0.5)])
    csr = model.matrix().csr
    assert (csr.indices.tolist(), csr.values.tolist()) == ([1], [4.5])
    row = model.problem.constraints()[0]
    assert [(var.id, factor) for var, factor in row.items()] == [(1, 4.5)]


def test_terms_are_broadcast() -> None:
    model = LinearModel("m", {"i": ["a", "b", "c"]})
    x = model.add_columns("x", {"i": np.arange(3)})
    grid = Terms(np.arange(2)[:, None], x.ids, np.array([[1.0], [2.0]]))
    model.add_rows("r", {"i": np.arange(2)}, Sense.GE, 0.0, [grid])
    assert model.matrix().csr.values.tolist() == [1.0, 1.0, 1.0, 2.0, 2.0, 2.0]


def test_the_order_of_terms_changes_nothing() -> None:
    def built(order: list[int]) -> list[float]:
        model = LinearModel("m", {"i": ["a", "b", "c"]})
        x = model.add_columns("x", {"i": np.arange(3)})
        terms = Terms(np.array([1, 0, 1])[order], x.ids[order], np.array([1.0, 2.0, 3.0])[order])
        model.add_rows("r", {"i": np.arange(2)}, Sense.GE, 0.0, [terms])
        csr = model.matrix().csr
        return [*csr.indices.tolist(), *csr.values.tolist()]

    assert built([0, 1, 2]) == built([2, 1, 0]) == built([1, 2, 0])


def test_a_copy_is_apart(lanes: LinearModel) -> None:
    other = lanes.copy()
    other.add_columns("more", {})
    other.set_rhs(other.rows("need"), 0.0)
    assert (lanes.num_columns, other.num_columns) == (6, 7)
    assert lanes.matrix().rhs.tolist() == [5.0, 6.0, 8.0, 8.0, 8.0]
    assert [-row.constant for row in lanes.problem.constraints()] == [5.0, 6.0, 8.0, 8.0, 8.0]
    lanes.check_untouched()
    other.check_untouched()


type Build = Callable[[LinearModel], Any]
DAY: dict[str, Any] = {"day": np.arange(2)}
POINT: dict[str, Any] = {"day": np.zeros(2)}
REFUSED: dict[str, tuple[Build, str]] = {
    "family twice": (lambda m: m.add_columns("flow", {}), "already has a family"),
    "unknown axis": (lambda m: m.add_columns("x", {"dya": ZERO}), "did you mean 'day'"),
    "code too large": (lambda m: m.add_columns("x", {"day": np.array([2])}), r"'x'.*allowed: 0..1"),
    "negative code": (lambda m: m.add_columns("x", {"day": np.array([-1])}), "'x'.*no label"),
    "code with a point": (lambda m: m.add_columns("x", POINT), "whole numbers"),
    "two lengths": (lambda m: m.add_columns("x", {**DAY, "lane": ZERO}), "'x'.*differ in length"),
    "bounds of wrong length": (lambda m: m.add_columns("x", DAY, upper=np.zeros(3)), "'x': upper"),
    "bound not a number": (lambda m: m.add_columns("x", DAY, lower=np.nan), "'x': lower"),
    "crossed bounds": (lambda m: m.add_columns("x", DAY, lower=2.0, upper=1.0), r"x\[D\+1\]"),
    "rhs infinite": (lambda m: m.add_rows("r", DAY, Sense.LE, np.inf, []), "'r': rhs"),
    "rhs of wrong length": (
        lambda m: m.add_rows("r", DAY, Sense.LE, np.zeros(3), []),
        "'r': rhs.*array of 2",
    ),
    "row too large": (
        lambda m: m.add_rows("r", DAY, Sense.LE, 0.0, [Terms(np.array([2]), ZERO)]),
        "'r'.*a row that does not exist",
    ),
    "unknown column": (
        lambda m: m.add_rows("r", DAY, Sense.LE, 0.0, [Terms(ZERO, np.array([99]))]),
        "'r'.*a column id that does not exist",
    ),
    "coefficient not a number": (
        lambda m: m.add_rows("r", DAY, Sense.LE, 0.0, [Terms(ZERO, ZERO, np.nan)]),
        "'r': a coefficient",
    ),
    "coefficient too large": (
        lambda m: m.add_rows("r", DAY, Sense.LE, 0.0, [Terms(ZERO, ZERO, 1e15)]),
        "'r': a coefficient",
    ),
    "unknown family": (lambda m: m.rows("ned"), "did you mean 'need'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused(lanes: LinearModel, case: str) -> None:
    build, message = REFUSED[case]
    with pytest.raises(ModelError, match=message):
        build(lanes)
    # Nothing of a refused family is left behind.
    assert (lanes.num_columns, lanes.num_rows) == (6, 5)
    lanes.check_untouched()


def test_errors_are_value_errors_and_survive_pickling() -> None:
    error = pickle.loads(pickle.dumps(ModelError("what", seen="this", allowed="that")))
    assert isinstance(error, ValueError)
    assert isinstance(error, SolverError)
    assert str(error) == "what; seen: this; allowed: that"


def test_decided_columns_stand_where_they_are_and_leave_duals() -> None:
    # two lots of 3 at 10 each for a demand of 5: 20; once decided, one more of demand costs nothing
    # (a lot has room), and the last unit of a seventh would
    model = LinearModel("lots", {})
    lots = model.add_columns("lots", {}, upper=9.0, integer=True)
    model.add_rows("demand", {}, Sense.GE, 5.0, [Terms(np.zeros(1, np.int64), lots.ids, 3.0)])
    goal = Goal("cost", lots.ids, np.array([10.0]))
    found = solve_in_order(model, [goal]).solution
    assert found.objective == pytest.approx(20)
    assert found.duals is None
    fixed = model.decided(found.values)
    assert not fixed.has_integers
    assert model.has_integers
    again = solve_in_order(fixed, [goal]).solution
    assert again.objective == pytest.approx(20)
    assert again.duals is not None
