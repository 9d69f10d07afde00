"""A model whose limits may give way: each value behind limits is a column of its own.

What a value of the input does to a model is read off by comparing two models: the one as it is, and
the one with that value changed. Where they differ in right-hand sides and bounds alone, the change
is linear in the value, and a column can stand for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Floats, Ids, Sense
from planner.lp.matrix import Csr, Matrix, sense_sign
from planner.lp.model import LinearModel

# Two amounts of one value that differ by no more in what a unit does are even: rounding.
EVEN = 1e-7


@dataclass(frozen=True)
class Relief:
    """What one unit of a value does to right-hand sides, [rows], and upper bounds, [columns]."""

    rhs: Floats
    upper: Floats

    @property
    def is_idle(self) -> bool:
        """True where the value is behind nothing in the model."""
        return not (self.rhs.any() or self.upper.any())

    def is_like(self, other: Relief) -> bool:
        """True where another amount of the value was found to do as much for each unit."""
        return bool(
            np.allclose(self.rhs, other.rhs, rtol=EVEN, atol=EVEN)
            and np.allclose(self.upper, other.upper, rtol=EVEN, atol=EVEN)
        )


def relief_of(matrix: Matrix, changed: Matrix, amount: float) -> Relief | None:
    """What one unit of a value does, of which `amount` was changed; None where the model is another
    one then: it has other rows, columns or coefficients."""
    if not _same_shape(matrix, changed):
        return None
    limited = np.isfinite(matrix.upper)
    upper = np.zeros(matrix.upper.size)
    upper[limited] = changed.upper[limited] - matrix.upper[limited]
    rhs = changed.rhs - matrix.rhs
    if not np.array_equal(matrix.lower, changed.lower):
        return None
    return Relief(rhs / amount, upper / amount)


def _same_shape(one: Matrix, other: Matrix) -> bool:
    return (
        one.upper.size == other.upper.size
        and one.rhs.size == other.rhs.size
        and np.array_equal(one.senses, other.senses)
        and np.array_equal(np.isfinite(one.upper), np.isfinite(other.upper))
        and np.array_equal(one.csr.starts, other.csr.starts)
        and np.array_equal(one.csr.indices, other.csr.indices)
        and np.array_equal(one.csr.values, other.csr.values)
    )


@dataclass(frozen=True)
class Relieved:
    """A model that may give way: the columns of the model it came from keep their ids, and its rows
    their numbers.

    `ways` [reliefs] are the columns that say how much of each relief is taken, at 0 until their
    bounds are raised. `bounded` [last rows] are the columns whose upper bounds became rows.
    """

    model: LinearModel
    ways: Ids
    bounded: Ids


def relieved(matrix: Matrix, reliefs: Sequence[Relief]) -> Relieved:
    """The model of `matrix` with a column for each relief."""
    columns = matrix.upper.size
    rhs = np.array([relief.rhs for relief in reliefs]).reshape(len(reliefs), -1)
    upper = np.array([relief.upper for relief in reliefs]).reshape(len(reliefs), -1)
    bounded = np.flatnonzero((upper != 0).any(axis=0))
    ways = columns + np.arange(len(reliefs))
    way, row = np.nonzero(rhs)
    old = np.repeat(np.arange(matrix.rhs.size), matrix.csr.lengths)
    bound_way, place = np.nonzero(upper[:, bounded])
    fresh = matrix.rhs.size + place
    rows = np.concatenate([old, row, matrix.rhs.size + np.arange(bounded.size), fresh])
    ids = np.concatenate([matrix.csr.indices, ways[way], bounded, ways[bound_way]])
    values = np.concatenate(
        [
            matrix.csr.values,
            -rhs[way, row],
            np.ones(bounded.size),
            -upper[bound_way, bounded[place]],
        ]
    )
    wider = Matrix(
        lower=np.append(matrix.lower, np.zeros(len(reliefs))),
        upper=np.append(_without(matrix.upper, bounded), np.zeros(len(reliefs))),
        integer=np.append(matrix.integer, np.zeros(len(reliefs), dtype=np.bool_)),
        senses=np.append(matrix.senses, np.full(bounded.size, sense_sign(Sense.LE))),
        rhs=np.append(matrix.rhs, matrix.upper[bounded]),
        csr=_compressed(rows, ids, values, matrix.rhs.size + bounded.size),
    )
    return Relieved(LinearModel.of_matrix("relief", wider), ways, bounded)


def _without(upper: Floats, bounded: Ids) -> Floats:
    free = upper.copy()
    free[bounded] = np.inf
    return free


def _compressed(rows: Ids, ids: Ids, values: Floats, size: int) -> Csr:
    order = np.lexsort((ids, rows))
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))])
    return Csr(starts.astype(np.int64), ids[order], values[order])
