"""A plan on a grid as a point of the daily model.

Whatever leaves, comes from a source or is used in a period is even over its days, and stock is what
that leaves at the end of each day. The point is checked against every row of the daily model, so
that what is said of a plan by the day does not rest on the grid being right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import Columns, LinearModel, Rows
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.variables import SupplyVariables

# Rows of the daily model may be missed by so much, tonnes for each tonne of their size.
MISSED = 1e-5
TIMES = ("day", "period")
# States, and the equations that they follow from; breaches follow from stock.
ROLLED = {"stock": "balance", "based": "basing"}
FOLLOW = frozenset({*ROLLED, "breach"})
# Whether a lane runs holds for every day of a period; vehicles are moved at its beginning.
EVERY_DAY, AT_ONCE = frozenset({"ran"}), frozenset({"moved"})


@dataclass(frozen=True, eq=False)
class Daily:
    """The daily model, in tonnes: what every plan on a grid is measured against.

    `names` and `costs` [goals, columns] are those of the goals in their order; `in_units` is the
    problem in units of issue.
    """

    problem: SupplyProblem
    in_units: SupplyProblem
    model: LinearModel
    variables: SupplyVariables
    names: tuple[str, ...]
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
    for state, equations in ROLLED.items():
        _roll(daily.model, point, state, equations)
    fill_breaches(daily.model, point)
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


def least_unmet(daily: Daily) -> Floats:
    """[daily columns] the unmet demand of days before the item can be there; nought else."""
    model, problem = daily.model, daily.problem
    unmet, least = model.columns("unmet"), np.zeros(model.num_columns)
    last = daily.grid.edges[1:][unmet.keys["period"]] - 1
    early = last < problem.earliest[unmet.keys["site"], unmet.keys["item"]]
    least[unmet.part] = np.where(early, model.matrix().upper[unmet.part], 0.0)
    return least


def _family(
    columns: Columns,
    daily: Grid,
    grid: Grid,
    model: LinearModel,
    values: Floats,
) -> Floats | None:
    keys = columns.keys
    if columns.family in FOLLOW:
        return None
    coarse = model.columns(columns.family)
    share = np.ones(columns.size)
    mine = dict(keys)
    if "period" in keys:
        period = grid.period_of_day[daily.starts[keys["period"]] - daily.start]
        share = _shares(columns, daily, grid, period)
        mine["period"] = period
    at = _places(mine, coarse)
    own = values[coarse.part]
    return np.where(at >= 0, own[np.maximum(at, 0)] if own.size else 0.0, 0.0) * share


def _shares(columns: Columns, daily: Grid, grid: Grid, period: Ints) -> Floats:
    """Which part of what happens in a period falls on each of its days."""
    mine = columns.keys["period"]
    if columns.family in EVERY_DAY:
        return np.ones(columns.size)
    if columns.family in AT_ONCE:
        return np.where(daily.starts[mine] == grid.starts[period], 1.0, 0.0)
    share: Floats = daily.lengths[mine] / grid.lengths[period]
    return share


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


def _roll(model: LinearModel, point: Floats, state: str, equations: str) -> None:
    """Set a state of every day to what came and went until then, by the equation of each day."""
    columns, rows, matrix = model.columns(state), model.rows(equations), model.matrix()
    change = (matrix.rhs - matrix.activity(point))[rows.part]
    fixed = [axis for axis in rows.keys if axis not in TIMES]
    time = next(axis for axis in rows.keys if axis in TIMES)
    order = np.lexsort([rows.keys[time], *(rows.keys[axis] for axis in fixed)])
    total = np.cumsum(change[order])
    first = np.zeros(rows.size, dtype=np.bool_)
    for axis in fixed:
        first |= np.diff(rows.keys[axis][order], prepend=-1) != 0
    begins = np.flatnonzero(first)
    before = np.concatenate([[0.0], total])[begins]
    rolled = np.zeros(rows.size)
    rolled[order] = total - np.repeat(before, np.diff(np.append(begins, rows.size)))
    at = _places(dict(columns.keys), rows)
    point[columns.part] = np.where(at >= 0, rolled[np.maximum(at, 0)] if rows.size else 0.0, 0.0)


def fill_breaches(model: LinearModel, point: Floats) -> None:
    """Set every breach of a point to what its row misses without it."""
    breach, policy = model.columns("breach"), model.rows("policy")
    point[breach.part] = 0.0
    missing = model.matrix().row_violation(point)[policy.part]
    point[breach.part] = missing[: breach.size]
