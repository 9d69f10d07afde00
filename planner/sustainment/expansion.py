"""A plan on a grid as a point of the daily model.

Whatever leaves, comes from a source or is used in a period is even over its days, and stock is what
that leaves at the end of each day. The point is checked against every row of the daily model, so
that what is said of a plan by the day does not rest on the grid being right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import Columns, LinearModel, Rows
from planner.sustainment.demand import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.problem import Ints, SupplyProblem

# Rows of the daily model may be missed by so much, tonnes for each tonne of their size.
MISSED = 1e-5


@dataclass(frozen=True, eq=False)
class Daily:
    """The daily model, in tonnes: what every plan on a grid is measured against.

    `costs` [goals, columns], by goal in their order.
    """

    problem: SupplyProblem
    model: LinearModel
    costs: Floats

    @property
    def grid(self) -> Grid:
        """The grid of short steps throughout."""
        return self.problem.grid


def expanded(daily: Daily, grid: Grid, model: LinearModel, values: Floats) -> Floats | None:
    """[daily columns] the `values` of a plan on `grid`; None where the daily model has no such
    point.

    What the daily model leaves out because nobody could use it any more stays where it is.
    """
    point = np.zeros(daily.model.num_columns)
    for columns in daily.model.column_families:
        found = _family(columns, daily.grid, grid, model, values)
        if found is not None:
            point[columns.part] = found
    _roll_stock(daily.model, point)
    _fill_breaches(daily.model, point)
    return point if fits_all_rows(daily.model, point) else None


def fits_all_rows(model: LinearModel, point: Floats) -> bool:
    """Whether a point keeps to the rows and bounds of a model, but for rounding."""
    matrix = model.matrix()
    row = np.repeat(np.arange(model.num_rows), np.diff(matrix.csr.starts))
    size = np.bincount(
        row, np.abs(matrix.csr.values * point[matrix.csr.indices]), minlength=model.num_rows
    )
    missed = matrix.row_violation(point) > MISSED * (1.0 + size + np.abs(matrix.rhs))
    outside = np.maximum(matrix.lower - point, point - matrix.upper)
    return not missed.any() and bool(np.all(outside <= MISSED * (1.0 + np.abs(point))))


def _family(
    columns: Columns,
    daily: Grid,
    grid: Grid,
    model: LinearModel,
    values: Floats,
) -> Floats | None:
    keys = columns.keys
    if columns.family == "breach" or "day" in keys:
        return None
    coarse = model.columns(columns.family)
    share = np.ones(columns.size)
    mine = dict(keys)
    if "period" in keys:
        period = grid.period_of_day[daily.starts[keys["period"]] - daily.start]
        share = daily.lengths[keys["period"]] / grid.lengths[period]
        mine["period"] = period
    at = _places(mine, coarse)
    own = values[coarse.part]
    return np.where(at >= 0, own[np.maximum(at, 0)] if own.size else 0.0, 0.0) * share


def _places(keys: dict[str, Ints], coarse: Columns | Rows) -> Ints:
    """Where the members of a family on the grid stand that have these keys; -1 without one."""
    axes = list(keys)
    if not axes:
        return np.zeros(coarse.size, dtype=np.int64)
    size = next(iter(keys.values())).size
    mine, theirs = np.zeros(size, dtype=np.int64), np.zeros(coarse.size, dtype=np.int64)
    for axis in axes:
        width = int(max(keys[axis].max(initial=0), coarse.keys[axis].max(initial=0))) + 1
        mine, theirs = mine * width + keys[axis], theirs * width + coarse.keys[axis]
    if not theirs.size:
        return np.full(size, -1, dtype=np.int64)
    order = np.argsort(theirs, kind="stable")
    place = np.minimum(np.searchsorted(theirs[order], mine), theirs.size - 1)
    found: Ints = np.where(theirs[order][place] == mine, order[place], -1)
    return found


def _roll_stock(model: LinearModel, point: Floats) -> None:
    """Set the stock of every day to what came and went until then, by the balance of each day."""
    rows, stock = model.rows("balance"), model.columns("stock")
    matrix = model.matrix()
    change = (matrix.rhs - matrix.activity(point))[rows.part]
    order = np.lexsort((rows.keys["day"], rows.keys["item"], rows.keys["site"]))
    total = np.cumsum(change[order])
    cell = rows.keys["site"][order] * (int(rows.keys["item"].max(initial=0)) + 1)
    cell = cell + rows.keys["item"][order]
    begins = np.flatnonzero(np.diff(cell, prepend=-1))
    before = np.concatenate([[0.0], total])[begins]
    rolled = np.zeros(rows.size)
    rolled[order] = total - np.repeat(before, np.diff(np.append(begins, cell.size)))
    at = _places(dict(stock.keys), rows)
    point[stock.part] = np.where(at >= 0, rolled[np.maximum(at, 0)] if rolled.size else 0.0, 0.0)


def _fill_breaches(model: LinearModel, point: Floats) -> None:
    """Set every breach to what its row misses without it."""
    breach, policy = model.columns("breach"), model.rows("policy")
    missing = model.matrix().row_violation(point)[policy.part]
    point[breach.part] = missing[: breach.size]
