"""A smaller model that no point of the large one can escape: rows added up, like columns as one.

Rows of one group are added up: whatever keeps to each of them keeps to their sum. Columns that
have become alike (the same coefficients in every row that is left, the same cost in every goal)
count as one, between the sums of their bounds. Both keep every point of the large model, at its own
goals, so the least value of a goal over the small model is never above that over the large one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.lp.blocks import Flags, Floats, Ids
from planner.lp.matrix import SMALLEST_COEFFICIENT, Csr, Matrix

type _Codes = npt.NDArray[np.uint64]

# Sums of the same coefficients in another order differ by rounding: so many bits of them count.
_BITS = 36
_ALIKE = 1e-9


@dataclass(frozen=True, eq=False)
class Aggregated:
    """A relaxation of a model.

    `column_of` [columns] and `row_of` [rows] say of which small column or row each is a part;
    `first` [small columns] is one column of each. `costs` [goals, small columns].
    """

    matrix: Matrix
    column_of: Ids
    row_of: Ids
    first: Ids
    costs: Floats


@dataclass(frozen=True, eq=False)
class _Entries:
    """Coefficients by column, then row; column j has the entries `starts[j]:starts[j + 1]`."""

    starts: Ids
    rows: Ids
    values: Floats


def aggregated(matrix: Matrix, groups: Ids, costs: Sequence[Floats]) -> Aggregated:
    """The relaxation in which the rows of one group are one row.

    `groups` [rows] has equal numbers where rows are to be added up; rows of different senses never
    are. `costs` has one array [columns] for each goal. Columns that must be whole numbers stay
    single.
    """
    _, row_of = np.unique(groups * 3 + matrix.senses.astype(np.int64) + 1, return_inverse=True)
    row_of = row_of.astype(np.int64)
    entries = _added_up(matrix, row_of)
    lower, upper = implied_bounds(matrix)
    first, column_of = _alike(entries, costs, matrix.integer)
    rows = int(row_of.max(initial=-1)) + 1
    senses = np.zeros(rows)
    senses[row_of] = matrix.senses
    small = Matrix(
        lower=_summed(column_of, lower, len(first)),
        upper=_summed(column_of, upper, len(first)),
        integer=matrix.integer[first],
        senses=senses,
        rhs=_summed(row_of, matrix.rhs, rows),
        csr=_by_row(entries, first, rows),
    )
    own = np.array([cost[first] for cost in costs]).reshape(len(costs), len(first))
    return Aggregated(small, column_of, row_of, first, own)


def implied_bounds(matrix: Matrix) -> tuple[Floats, Floats]:
    """Bounds of the columns, with what rows of a single column say of it; (lower, upper)."""
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    single = np.flatnonzero(matrix.csr.lengths == 1)
    entry = matrix.csr.starts[single]
    column, value = matrix.csr.indices[entry], matrix.csr.values[entry]
    least, most = matrix.row_lower[single] / value, matrix.row_upper[single] / value
    least, most = np.where(value > 0, least, most), np.where(value > 0, most, least)
    np.maximum.at(lower, column, least)
    np.minimum.at(upper, column, most)
    # where they contradict each other the model has no point, and any bound of it is right
    crossed = lower > upper
    return np.where(crossed, matrix.lower, lower), np.where(crossed, matrix.upper, upper)


def _added_up(matrix: Matrix, row_of: Ids) -> _Entries:
    columns = matrix.lower.size
    rows = int(row_of.max(initial=-1)) + 1
    row = np.repeat(row_of, matrix.csr.lengths)
    place = matrix.csr.indices * max(rows, 1) + row
    del row
    order = np.argsort(place, kind="stable")
    place, values = place[order], matrix.csr.values[order]
    del order
    fresh = np.ones(place.size, dtype=np.bool_)
    np.not_equal(place[1:], place[:-1], out=fresh[1:])
    at = np.flatnonzero(fresh)
    values = np.add.reduceat(values, at) if at.size else values
    place = place[at]
    kept = np.abs(values) > SMALLEST_COEFFICIENT
    column, row = np.divmod(place[kept], max(rows, 1))
    starts = np.zeros(columns + 1, dtype=np.int64)
    np.cumsum(np.bincount(column, minlength=columns), out=starts[1:])
    return _Entries(starts, row, values[kept])


def _alike(entries: _Entries, costs: Sequence[Floats], integer: Flags) -> tuple[Ids, Ids]:
    """The first column of each kind, and the kind of each column."""
    codes = _column_codes(entries, costs)
    ids = np.arange(codes.size, dtype=np.uint64)
    codes = np.where(integer, _mixed(ids + np.uint64(1)), codes)
    _, first, kind = np.unique(codes, return_index=True, return_inverse=True)
    apart = np.flatnonzero(~_same_as(entries, costs, first[kind]))
    # two different columns may share a code, however unlikely: they stay single
    first = np.concatenate([first, apart])
    kind[apart] = np.arange(first.size - apart.size, first.size)
    order = np.argsort(first, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return first[order].astype(np.int64), place[kind].astype(np.int64)


def _column_codes(entries: _Entries, costs: Sequence[Floats]) -> _Codes:
    each = _mixed(entries.rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) + _rounded(
        entries.values
    )
    each = _mixed(each)
    total = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(each, dtype=np.uint64)])
    codes: _Codes = total[entries.starts[1:]] - total[entries.starts[:-1]]
    for cost in costs:
        codes = _mixed(codes + _rounded(cost))
    return codes


def _rounded(values: Floats) -> _Codes:
    """A number for each value; the same for values that differ by rounding, nearly always."""
    part, power = np.frexp(values)
    whole = np.round(part * 2.0**_BITS).astype(np.int64)
    return _mixed(whole.view(np.uint64) + _mixed(power.astype(np.int64).view(np.uint64)))


def _mixed(codes: _Codes) -> _Codes:
    """Scattered over all 64-bit numbers (the finaliser of the generator splitmix64)."""
    codes = (codes ^ (codes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    codes = (codes ^ (codes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: _Codes = codes ^ (codes >> np.uint64(31))
    return mixed


def _same_as(entries: _Entries, costs: Sequence[Floats], other: Ids) -> Flags:
    """Which columns have the coefficients and costs of the one they are compared with."""
    count = np.diff(entries.starts)
    same: Flags = count == count[other]
    for cost in costs:
        same &= _near(cost, cost[other])
    column = np.repeat(np.arange(count.size), np.where(same, count, 0))
    begins = np.cumsum(np.where(same, count, 0)) - np.where(same, count, 0)
    offset = np.arange(column.size) - begins[column]
    mine, theirs = entries.starts[column] + offset, entries.starts[other[column]] + offset
    wrong = (entries.rows[mine] != entries.rows[theirs]) | ~_near(
        entries.values[mine], entries.values[theirs]
    )
    same[column[wrong]] = False
    return same


def _near(one: Floats, two: Floats) -> Flags:
    near: Flags = np.abs(one - two) <= _ALIKE * np.maximum(np.abs(one), np.abs(two))
    return near


def _summed(part_of: Ids, values: Floats, size: int) -> Floats:
    return np.bincount(part_of, weights=values, minlength=size).astype(np.float64)


def _by_row(entries: _Entries, columns: Ids, rows: int) -> Csr:
    """The entries of some columns, in that order, as compressed rows."""
    count = np.diff(entries.starts)[columns]
    column = np.repeat(np.arange(columns.size), count)
    offset = np.arange(column.size) - np.repeat(np.cumsum(count) - count, count)
    entry = entries.starts[columns][column] + offset
    row = entries.rows[entry]
    order = np.argsort(row, kind="stable")
    starts = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=rows), out=starts[1:])
    return Csr(starts, column[order].astype(np.int64), entries.values[entry][order])
