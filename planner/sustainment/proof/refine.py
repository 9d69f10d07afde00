"""Which blocks of a grid to split, so that a plan and its bound come nearer.

Two signs say that days matter: the relaxation counts another part of a goal to a block than the
plan does, and the worth of goods at a site jumps from one step of the plan to the next. What
happens in a block is often due to what could not be done in the one before it, so that counts too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from planner.lp import LinearModel, Solution
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.network.legs import Leg
from planner.sustainment.problem import Ints
from planner.sustainment.proof.expansion import Daily
from planner.sustainment.proof.relaxation import last_days

# Share of all signs that the blocks to be split have together.
COVERED = 0.8
# Into how many parts a block is split: few rounds matter more than few blocks.
PARTS = 3
# A grid this near to the daily one is solved no faster.
NEARLY_DAILY = 0.6


def begun(grid: Grid, daily: Grid, legs: Sequence[Leg], lead: int) -> Grid:
    """The grid with short blocks on its first `lead` days, none longer than the longest leg: so
    what leaves in one block can be sent on in the next, and no long first block keeps goods where
    they are."""
    way = max((int(leg.transit.max(initial=0)) for leg in legs), default=0)
    edges = {int(edge) for edge in grid.edges}
    for first, last in pairwise(grid.edges.tolist()):
        if first - grid.start < lead and last - first > max(1, way):
            parts = -(-(last - first) // max(1, way))
            edges |= {first + (last - first) * part // parts for part in range(parts)}
    return Grid(daily.edges[np.isin(daily.edges, sorted(edges))])


def refined(grid: Grid, daily: Grid, signs: Floats) -> Grid:
    """A grid in which the blocks with most signs [D] are split, or the daily one."""
    inner = np.diff(np.searchsorted(daily.edges, grid.edges))
    per_block = np.add.reduceat(signs, grid.starts - grid.start)
    per_block = per_block + 0.5 * np.append(per_block[1:], 0.0)
    per_block = np.where(inner > 1, per_block, 0.0)
    if not per_block.any():
        per_block = np.where(inner > 1, grid.lengths, 0).astype(np.float64)
    order = np.argsort(-per_block, kind="stable")
    covered = np.cumsum(per_block[order])
    many = int(np.searchsorted(covered, COVERED * covered[-1])) + 1
    chosen = order[: max(many, len(order) // 8)]
    edges = {int(edge) for edge in grid.edges}
    for block in chosen[per_block[chosen] > 0]:
        first, last = grid.edges[block], grid.edges[block + 1]
        inside = daily.edges[(daily.edges >= first) & (daily.edges <= last)]
        parts = min(PARTS, len(inside) - 1)
        edges |= {int(inside[(len(inside) - 1) * part // parts]) for part in range(parts)}
    if len(edges) > NEARLY_DAILY * len(daily.edges):
        return daily
    return Grid(np.array(sorted(edges), dtype=np.int64))


def apart(daily: Daily, goal: int, plan: Floats, relaxed: Floats) -> Floats:
    """[D] how much more of a goal the plan has than the relaxation, or less, on each day."""
    by_day = np.zeros(len(daily.grid.days))
    difference = daily.costs[goal] * (plan - relaxed)
    for columns in daily.model.column_families:
        days = last_days(columns, daily.grid)
        if days is not None:
            at = days - daily.grid.start
            by_day += np.bincount(at, difference[columns.part], minlength=len(by_day))
    return np.abs(by_day)


def jumps(model: LinearModel, solution: Solution, grid: Grid) -> Floats:
    """[D] by how much the worth of goods changes from step to step, times what passes."""
    by_day = np.zeros(len(grid.days))
    if solution.duals is None:
        return by_day
    rows, matrix = model.rows("balance"), model.matrix()
    price = np.abs(solution.dual_of(rows))
    row = np.repeat(np.arange(model.num_rows), np.diff(matrix.csr.starts))
    passing = np.bincount(
        row, np.abs(matrix.csr.values * solution.values[matrix.csr.indices]), model.num_rows
    )[rows.part]
    order = np.lexsort((rows.keys["day"], rows.keys["item"], rows.keys["site"]))
    site, item, day = (rows.keys[axis][order] for axis in ("site", "item", "day"))
    same: Ints = np.flatnonzero((np.diff(site) == 0) & (np.diff(item) == 0))
    change = np.abs(np.diff(price[order]))[same]
    size = np.minimum(passing[order][same], passing[order][same + 1])
    by_day += np.bincount(day[same], change * size, minlength=len(by_day))
    by_day += np.bincount(
        np.minimum(day[same] + 1, len(by_day) - 1), change * size, minlength=len(by_day)
    )
    return by_day
