"""Tables with many entries of each leg or each day, and how to read a part of one."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
# codes to an entry above which a table of all codes is dearer than a sort of the entries
SPARSE = 8


def spans(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Every position of spans that begin at `first` and have `count`: whose it is, and where."""
    if (count == 1).all():  # by the day nearly everything has one step and one arrival
        return np.arange(len(count)), first
    whose = np.repeat(np.arange(len(count)), count)
    ahead = np.repeat(first - (np.cumsum(count) - count), count)
    return whose, ahead + np.arange(len(whose))


def within(first: Ints, size: int, row: Ints, column: Ints) -> tuple[Ints, Ints]:
    """Every entry of the given cells of a table: the position of its cell, and the entry.

    The entries, `size` in all, stand cell by cell; `first` [rows, columns] is where a cell begins.
    """
    bounds = np.append(first.ravel(), size)
    cell = row * first.shape[1] + column
    return spans(bounds[cell], bounds[cell + 1] - bounds[cell])


def distinct(*axes: Ints) -> tuple[list[Ints], Ints]:
    """The different combinations of keys, in order, and which of them each entry is."""
    sizes = [int(axis.max(initial=0)) + 1 for axis in axes]
    code, row = _ranked(np.ravel_multi_index(axes, sizes), math.prod(sizes))
    return [key.astype(np.int64) for key in np.unravel_index(code, sizes)], row


def _ranked(code: Ints, size: int) -> tuple[Ints, Ints]:
    """The different codes of those below `size`, in order, and which of them each entry is.

    A table of all codes is filled faster than entries are sorted, unless most of it stays empty.
    """
    if size > SPARSE * len(code):
        return np.unique(code, return_inverse=True)
    seen = np.zeros(size, dtype=np.bool_)
    seen[code] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[code]


@dataclass(frozen=True)
class ByLeg:
    """Entries that stand leg by leg, in the order of legs; `leg` is that of each."""

    leg: Ints

    def on(self, legs: Bools) -> Ints:
        """Positions of all entries on the legs that are true, in order.

        What a family says of a few legs, or of none, must not cost a look at every entry.
        """
        mine = np.flatnonzero(legs)
        first, end = (np.searchsorted(self.leg, mine, side) for side in ("left", "right"))
        return spans(first, end - first)[1]
