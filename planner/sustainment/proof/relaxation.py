"""What no daily plan can be below: the daily model with its rows added up over blocks of days.

Stock is balanced over a block instead of on each of its days, and what a lane, a fleet or a source
can do in a block it may do on any of its days; goods may be used on a day before they came in the
same block. Rows that limit a stock are added up apart from those at the end of a block, where the
stock is the one that the next block begins with.
"""

from __future__ import annotations

import numpy as np

from planner.lp import (
    Columns,
    Goal,
    LinearModel,
    Listener,
    Rows,
    Session,
    Solution,
    SolveOptions,
    aggregated,
)
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.problem import Bools, Ints
from planner.sustainment.proof.expansion import TIMES, Daily

# the number of a row inside its family: no key of what it speaks of
COUNTERS = ("row",)
# How far a goal may be above the plan's own value, relative and absolute: rounding, no more.
SLACK = 1e-6


def row_groups(model: LinearModel, daily: Grid, blocks: Grid) -> Ints:
    """[rows] of the daily model: equal numbers where rows are added up over a block."""
    states = _of_states(model)
    groups = np.zeros(model.num_rows, dtype=np.int64)
    used = 0
    for rows in model.row_families:
        mine = _groups(rows, states[rows.part], daily, blocks)
        groups[rows.part] = used + mine
        used += int(mine.max(initial=-1)) + 1
    return groups


def last_days(block: Columns | Rows, daily: Grid) -> Ints | None:
    """The last day of each member of a family; None where it is not of a time."""
    if "day" in block.keys:
        return daily.start + block.keys["day"]
    if "period" in block.keys:
        return daily.edges[1:][block.keys["period"]] - 1
    return None


def _groups(rows: Rows, states: Bools, daily: Grid, blocks: Grid) -> Ints:
    """Numbers of the rows of one family: by what they speak of, block, and end of block."""
    days = last_days(rows, daily)
    if days is None:
        return np.arange(rows.size)
    block = np.searchsorted(blocks.edges, days, side="right") - 1
    ends = states & (days == blocks.edges[block + 1] - 1)
    code = block * 2 + ends
    for axis, keys in rows.keys.items():
        if axis not in TIMES and axis not in COUNTERS:
            code = code * (int(keys.max(initial=0)) + 1) + keys
    return np.unique(code, return_inverse=True)[1].astype(np.int64)


def _of_states(model: LinearModel) -> Bools:
    """[rows] whether a row limits a state: a column that is of a day, not of a period."""
    of_day = np.zeros(model.num_columns, dtype=np.bool_)
    for columns in model.column_families:
        of_day[columns.part] = "day" in columns.keys
    matrix = model.matrix()
    row = np.repeat(np.arange(model.num_rows), np.diff(matrix.csr.starts))
    found = np.bincount(row[of_day[matrix.csr.indices]], minlength=model.num_rows) > 0
    result: Bools = found & (matrix.senses != 0)
    return result


class Relaxation:
    """The daily model added up over the blocks of a grid, and what it says of each goal."""

    def __init__(
        self,
        daily: Daily,
        blocks: Grid,
        options: SolveOptions,
        on_progress: Listener | None = None,
    ) -> None:
        self.daily, self.blocks = daily, blocks
        self._options, self._on_progress = options, on_progress
        groups = row_groups(daily.model, daily.grid, blocks)
        self.small = aggregated(daily.model.matrix(), groups, list(daily.costs))
        self._open()

    def _open(self) -> None:
        self.model = LinearModel.of_matrix("relaxation", self.small.matrix)
        self._session, self._held = Session(self.model, self._options, self._on_progress), 0

    def bound(self, goal: int, values: Floats, time_limit: float | None = None) -> Solution:
        """The least value of a goal while the goals before it are no worse than `values`."""
        if goal < self._held:
            self._open()
        for earlier in range(goal):
            self._session.hold(self._goal(earlier), values[earlier] + _slack(values[earlier]))
        self._held = max(self._held, goal)
        return self._session.minimise(self._goal(goal), time_limit=time_limit)

    def spread(self, values: Floats) -> Floats:
        """[daily columns] what a small column stands for, shared out over the daily ones it is of:
        by what each of them may be at most where that is limited, else evenly."""
        matrix, part_of = self.daily.model.matrix(), self.small.column_of
        limited = np.isfinite(matrix.upper)
        room = np.where(limited, matrix.upper - matrix.lower, 1.0)
        size = len(self.small.first)
        total = np.bincount(part_of, room, minlength=size)
        least = np.bincount(part_of, matrix.lower, minlength=size)
        above = np.divide(values - least, total, out=np.zeros(size), where=total > 0)
        result: Floats = matrix.lower + above[part_of] * room
        return result

    def _goal(self, goal: int) -> Goal:
        costs = self.small.costs[goal]
        ids = np.flatnonzero(costs)
        return Goal(self.daily.names[goal], ids, costs[ids])


def _slack(value: float) -> float:
    return SLACK * abs(value) + SLACK
