"""Rows of a compressed matrix, put into a model as families: one for each sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planner.lp.blocks import Columns, Floats, Ids, Sense, Terms
from planner.lp.matrix import Matrix, sense_sign
from planner.lp.model import LinearModel
from planner.lp.two_stage.problem import TwoStage, rows_of


def numbered(count: int) -> list[str]:
    """Labels of an axis whose members have no names."""
    return [str(number) for number in range(count)]


def add_first_stage(model: LinearModel, problem: TwoStage) -> Columns:
    """Add x and A x (<=, =, >=) b to a model that has the axes `column` and `row`."""
    matrix = problem.matrix
    x = model.add_columns(
        "first",
        {"column": np.arange(problem.costs.size)},
        lower=matrix.lower,
        upper=matrix.upper,
        integer=matrix.integer,
    )
    keys = {"row": np.arange(matrix.rhs.size)}
    add_by_sense(model, "first", keys, matrix, [entries(matrix, x.ids)])
    return x


def add_by_sense(
    model: LinearModel,
    family: str,
    keys: Mapping[str, Ids],
    matrix: Matrix,
    terms: Sequence[Terms],
) -> None:
    """Add the rows of `matrix` (its senses and right-hand sides), whose sums are `terms`.

    A family has one sense, so there are up to three of them; `keys` and the rows of `terms` count
    all rows of the matrix.
    """
    for sense in Sense:
        picked = np.flatnonzero(matrix.senses == sense_sign(sense))
        if picked.size:
            place = np.full(matrix.senses.size, -1, dtype=np.int64)
            place[picked] = np.arange(picked.size)
            own = {axis: codes[picked] for axis, codes in keys.items()}
            of_sense = [_only(term, place) for term in terms]
            model.add_rows(f"{family} {sense.value}", own, sense, matrix.rhs[picked], of_sense)


def entries(matrix: Matrix, ids: Ids) -> Terms:
    """The entries of a matrix whose columns have these ids in a model."""
    return Terms(rows_of(matrix.csr), ids[matrix.csr.indices], matrix.csr.values)


def add_spent(model: LinearModel, x: Columns, costs: Floats) -> Columns:
    """Add one column that is c'x: where each realisation has a row, c'x need not stand in all."""
    spent = model.add_columns("spent", {}, lower=-np.inf)
    used = np.flatnonzero(costs)
    nought = np.zeros(used.size, dtype=np.int64)
    terms = [Terms(nought, x.ids[used], -costs[used]), Terms(np.zeros(1, dtype=int), spent.ids)]
    model.add_rows("spent", {}, Sense.EQ, 0.0, terms)
    return spent


def _only(term: Terms, place: Ids) -> Terms:
    """Those entries whose rows have a place, in their new rows."""
    rows = place[term.rows]
    kept = rows >= 0
    values = np.broadcast_to(np.asarray(term.coefficients, dtype=np.float64), rows.shape)
    return Terms(rows[kept], term.columns[kept], values[kept])
