"""Families of columns and rows, held by key: what a model hands out and takes back."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

type Ints = npt.NDArray[np.integer[Any]]
type Ids = npt.NDArray[np.int64]
type Floats = npt.NDArray[np.float64]
# What callers hand in: any kind of number, made into floats at the door.
type Reals = npt.NDArray[np.floating[Any] | np.integer[Any]]
type Flags = npt.NDArray[np.bool_]


class Sense(enum.Enum):
    """How a row's sum relates to its right-hand side."""

    LE = "<="
    GE = ">="
    EQ = "="


@dataclass(frozen=True, eq=False)
class _Block:
    """One family: `size` members with consecutive ids, each with one code per axis."""

    family: str
    keys: Mapping[str, Ids]
    first: int
    size: int

    @property
    def ids(self) -> Ids:
        """The ids of all members, in order; shape (size,)."""
        return np.arange(self.first, self.first + self.size, dtype=np.int64)

    @property
    def part(self) -> slice:
        """Where the family stands in an array over all columns (or all rows)."""
        return slice(self.first, self.first + self.size)


@dataclass(frozen=True, eq=False)
class Columns(_Block):
    """A family of columns (decision variables)."""


@dataclass(frozen=True, eq=False)
class Rows(_Block):
    """A family of rows (constraints)."""


@dataclass(frozen=True, eq=False)
class Terms:
    """Coefficients of a family of rows, as triplets that numpy broadcasts against each other.

    `rows` counts inside the family (0..size-1), `columns` are column ids. Where the same row and
    column come twice, their coefficients are summed.
    """

    rows: Ints
    columns: Ints
    coefficients: Reals | float = 1.0
