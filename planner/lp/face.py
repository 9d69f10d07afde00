"""The best points of a goal, as its prices tell them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Floats, Ids
from planner.lp.engine import FEASIBILITY
from planner.lp.matrix import Matrix
from planner.lp.solution import Solution

# Prices above the solver's tolerance of 1e-7 with room to spare.
PRICED = 2e-7
# How far from a bound or a limit the point of a relaxation's rounding may be.
NEAR = 10 * FEASIBILITY


@dataclass(frozen=True, eq=False)
class Face:
    """Columns that stand at one value in every best point, and rows that are kept exactly."""

    columns: Ids
    values: Floats
    rows: Ids


def best_points(matrix: Matrix, solution: Solution) -> Face | None:
    """Where all points lie that are as good as the solution, by complementary slackness.

    A column with a reduced cost stands at its bound, and a row with a dual is kept exactly. None
    where the solution has no prices, or its own point does not lie there: prices of a relaxation
    may be a hair from what whole numbers allow.
    """
    if solution.duals is None or solution.reduced_costs is None:
        return None
    priced = solution.reduced_costs
    at_low, at_high = priced > PRICED, priced < -PRICED
    ids = np.flatnonzero(
        (at_low & np.isfinite(matrix.lower)) | (at_high & np.isfinite(matrix.upper))
    )
    bound = np.where(at_low[ids], matrix.lower[ids], matrix.upper[ids])
    rows = np.flatnonzero((np.abs(solution.duals) > PRICED) & (matrix.senses != 0))
    if matrix.integer.any() and not _lies_there(matrix, solution.values, ids, bound, rows):
        return None
    return Face(ids, bound, rows)


def _lies_there(matrix: Matrix, values: Floats, ids: Ids, bound: Floats, rows: Ids) -> bool:
    away = np.abs(values[ids] - bound) > NEAR * np.maximum(1.0, np.abs(bound))
    left = np.abs(matrix.activity(values) - matrix.rhs)[rows]
    return not away.any() and not (left > NEAR * np.maximum(1.0, np.abs(matrix.rhs[rows]))).any()
