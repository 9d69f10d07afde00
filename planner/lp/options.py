"""What to minimise, and how to solve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Floats, Ints, Reals
from planner.lp.dot import dot
from planner.lp.errors import ModelError, SolverError
from planner.lp.room import MOST_VARIABLES
from planner.messages import said

METHODS = ("auto", "simplex", "ipx")
WRONG_OPTION = {
    "time_limit": "option-time-limit",
    "method": "option-method",
    "gap": "option-gap",
    "threads": "option-threads",
    "max_variables": "option-max-variables",
}


@dataclass(frozen=True)
class SolveOptions:
    """How to solve.

    `solver` is a PuLP solver's name; `time_limit` is in seconds, for a whole sequence of goals.
    `method` and `crossover` are for linear models and HiGHS only, and for a solve that has no
    basis to start from: simplex, interior point ("ipx"), or the faster of the two for the size
    ("auto"). `gap` is relative, for models with integer columns: a goal whose value is that
    near to its bound counts as solved. A plan whose model would have more than `max_variables` is
    refused with `InputError`, before its arrays are made where its size can be told by then.
    Raises SolverError for a value that is not allowed.
    """

    solver: str = "HiGHS"
    time_limit: float | None = None
    method: str = "auto"
    crossover: bool = True
    gap: float = 0.0
    threads: int = 1
    max_variables: int = MOST_VARIABLES

    def __post_init__(self) -> None:
        allowed = {
            "time_limit": self.time_limit is None or self.time_limit >= 0,
            "method": self.method in METHODS,
            "gap": 0 <= self.gap < 1,
            "threads": self.threads >= 1,
            "max_variables": self.max_variables >= 1,
        }
        for name, fits in allowed.items():
            if not fits:
                words = ", ".join(METHODS) if name == "method" else ""
                seen = repr(getattr(self, name))
                raise SolverError(said(WRONG_OPTION[name]), seen=seen, allowed=words)


@dataclass(frozen=True, eq=False)
class Goal:
    """A sum of coefficient times column, always minimised.

    `columns` are ids, `coefficients` one number each (or one for all); a column that comes twice
    counts with the sum. `hoped_zero` says that the goal cannot be below 0 and often is 0: then a
    sequence first tries whether it, and all such goals before the others, can be 0 together.
    `nodes` is its share of the search, for models with integer columns: after so many branches
    the best that was found is taken, with its bound, and the next goal has its turn. Unlike a time
    limit that gives the same answer on every machine.
    """

    name: str
    columns: Ints
    coefficients: Reals
    hoped_zero: bool = False
    nodes: int | None = None

    def costs(self, num_columns: int) -> Floats:
        """One coefficient per column of a model, shape (num_columns,); ModelError if unfit."""
        ids = np.asarray(self.columns)
        values = np.broadcast_to(np.asarray(self.coefficients, dtype=np.float64), ids.shape)
        if ids.size and (ids.min() < 0 or ids.max() >= num_columns):
            raise ModelError(
                f"goal {self.name!r} names a column that does not exist",
                seen=f"{ids.min()}..{ids.max()}",
                allowed=f"0..{num_columns - 1}",
            )
        if not np.isfinite(values).all():
            raise ModelError(f"goal {self.name!r} has a coefficient that is not finite")
        if not ids.size:
            return np.zeros(num_columns)
        return np.bincount(ids, weights=values, minlength=num_columns)

    def value(self, values: Floats) -> float:
        """The goal at a point; `values` has one number per column."""
        return dot(self.costs(values.size), values)
