"""A part of a model: some columns are free, all others stay where a point has them."""

from __future__ import annotations

import numpy as np

from planner.lp.blocks import Floats, Ids
from planner.lp.matrix import Csr, Matrix


def part_of(matrix: Matrix, free: Ids, point: Floats) -> Matrix:
    """The model over the columns `free`, ascending, with each other column as in `point`.

    It has the rows that any of them stands in. `point[free]` keeps to all of these: where the point
    misses one by rounding, that row gives way as far.
    """
    place = np.full(matrix.lower.size, -1, dtype=np.int64)
    place[free] = np.arange(free.size)
    lengths = matrix.csr.lengths
    mine = np.flatnonzero(place[matrix.csr.indices] >= 0)
    row = np.repeat(np.arange(matrix.rhs.size), lengths)[mine]
    column, value = matrix.csr.indices[mine], matrix.csr.values[mine]
    count = np.bincount(row, minlength=matrix.rhs.size)
    rows = np.flatnonzero(count)
    own = np.bincount(row, value * point[column], minlength=matrix.rhs.size)[rows]
    left = (matrix.rhs - matrix.activity(point))[rows] + own
    senses = matrix.senses[rows]
    rhs = np.where(senses < 0, np.maximum(left, own), np.minimum(left, own))
    starts = np.concatenate([[0], np.cumsum(count[rows])])
    return Matrix(
        lower=matrix.lower[free],
        upper=matrix.upper[free],
        integer=matrix.integer[free],
        senses=senses,
        rhs=np.where(senses == 0, own, rhs),
        csr=Csr(starts.astype(np.int64), place[column], value),
    )
