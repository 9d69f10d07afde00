"""A model as the arrays a solver reads: compressed rows, bounds and kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.lp.blocks import Flags, Floats, Ids, Sense, Terms
from planner.lp.errors import ModelError

# HiGHS leaves smaller entries out in silence. They are left out here, for every solver and file,
# so that all of them see the same matrix; such entries are what cancelling terms leave behind.
SMALLEST_COEFFICIENT = 1e-9
# HiGHS refuses a matrix with a larger entry, without saying which.
LARGEST_COEFFICIENT = 1e15


@dataclass(frozen=True, eq=False)
class Csr:
    """Compressed rows: row i has the entries `starts[i]:starts[i + 1]`, ascending by column."""

    starts: Ids
    indices: Ids
    values: Floats

    @property
    def lengths(self) -> Ids:
        """How many entries each row has; shape (rows,)."""
        return self.starts[1:] - self.starts[:-1]


@dataclass(frozen=True, eq=False)
class Matrix:
    """A whole model without its objective.

    Per column: `lower`, `upper`, `integer`; per row: `senses` and `rhs`; the entries in `csr`.
    """

    lower: Floats
    upper: Floats
    integer: Flags
    senses: Floats
    rhs: Floats
    csr: Csr

    @property
    def row_lower(self) -> Floats:
        """Smallest value allowed for each row; shape (rows,)."""
        return np.where(self.senses < 0, -np.inf, self.rhs)

    @property
    def row_upper(self) -> Floats:
        """Largest value allowed for each row; shape (rows,)."""
        return np.where(self.senses > 0, np.inf, self.rhs)

    def snapshot(self) -> Matrix:
        """A copy of what may change while a model is solved again and again."""
        return replace(
            self,
            lower=self.lower.copy(),
            upper=self.upper.copy(),
            rhs=self.rhs.copy(),
            senses=self.senses.copy(),
        )

    def activity(self, values: Floats) -> Floats:
        """The sum of each row at the point `values`; shape (rows,)."""
        rows = np.repeat(np.arange(self.rhs.size), self.csr.lengths)
        products = self.csr.values * values[self.csr.indices]
        return np.bincount(rows, weights=products, minlength=self.rhs.size).astype(np.float64)

    def row_violation(self, values: Floats) -> Floats:
        """By how much each row is missed at the point `values`, never negative; shape (rows,)."""
        sums = self.activity(values)
        return np.maximum(0.0, np.maximum(self.row_lower - sums, sums - self.row_upper))


def sense_sign(sense: Sense) -> float:
    """-1 for at most, 1 for at least, 0 for equal."""
    return {Sense.LE: -1.0, Sense.GE: 1.0, Sense.EQ: 0.0}[sense]


def compress(family: str, size: int, columns: int, terms: Sequence[Terms]) -> Csr:
    """The terms of a family of `size` rows over `columns` columns, as compressed rows.

    Raises ModelError where a row, a column or a coefficient is out of range.
    """
    parts = [_triplets(family, size, columns, term) for term in terms]
    parts = [(places, values) for places, values in parts if places.size]
    if not parts:
        return Csr(np.zeros(size + 1, np.int64), np.zeros(0, np.int64), np.zeros(0))
    places, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _expand(size, columns, *_summed(places, values))


def _triplets(family: str, size: int, columns: int, term: Terms) -> tuple[Ids, Floats]:
    """One term as (row * columns + column, coefficient): one number sorts faster than two."""
    rows, ids = _whole(family, "rows", term.rows), _whole(family, "columns", term.columns)
    values = np.asarray(term.coefficients, dtype=np.float64)
    shape = np.broadcast_shapes(rows.shape, ids.shape, values.shape)
    if 0 in shape:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    _check_range(family, "row", rows, size)
    _check_range(family, "column id", ids, columns)
    _check_coefficients(family, values)
    places = rows.astype(np.int64, copy=False) * columns + ids
    return np.broadcast_to(places, shape).ravel(), np.broadcast_to(values, shape).ravel()


def _summed(places: Ids, values: Floats) -> tuple[Ids, Floats]:
    """Ascending places, each once; coefficients that met in one place are summed."""
    if np.any(places[1:] < places[:-1]):
        # Stable, so that equal places are summed in the order given, on every machine.
        order = np.argsort(places, kind="stable")
        places, values = places[order], values[order]
    fresh = np.ones(places.size, dtype=np.bool_)
    np.not_equal(places[1:], places[:-1], out=fresh[1:])
    if not fresh.all():
        values = np.add.reduceat(values, np.flatnonzero(fresh))
        places = places[fresh]
    kept = (values > SMALLEST_COEFFICIENT) | (values < -SMALLEST_COEFFICIENT)
    return (places, values) if kept.all() else (places[kept], values[kept])


def _expand(size: int, columns: int, places: Ids, values: Floats) -> Csr:
    rows = places // max(columns, 1)
    indices = places - rows * columns  # numpy takes twice as long for both at once
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=size), out=starts[1:])
    return Csr(starts, indices, values)


def _whole(family: str, name: str, given: object) -> Ids:
    array = np.asarray(given)
    if array.size == 0:
        return array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise ModelError(
            f"family {family!r}: the {name} of a term must be whole numbers",
            seen=str(array.dtype),
            remedy="use integer arrays as indices",
        )
    return array


def _check_range(family: str, name: str, ids: Ids, count: int) -> None:
    if ids.size and (ids.min() < 0 or ids.max() >= count):
        raise ModelError(
            f"family {family!r}: a term names a {name} that does not exist",
            seen=f"{ids.min()}..{ids.max()}",
            allowed=f"0..{count - 1}" if count else "none: there are no members",
        )


def _check_coefficients(family: str, values: Floats) -> None:
    # A comparison with NaN is false, so NaN counts as too large.
    if not -LARGEST_COEFFICIENT < values.min() <= values.max() < LARGEST_COEFFICIENT:
        worst = values[~(np.abs(values) < LARGEST_COEFFICIENT)].flat[0]
        raise ModelError(
            f"family {family!r}: a coefficient is not a usable number",
            seen=str(worst),
            allowed=f"finite, below {LARGEST_COEFFICIENT:g} in size",
        )
