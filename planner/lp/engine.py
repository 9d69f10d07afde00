"""What a session asks of a solver, and what the solvers have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from planner.lp.blocks import Floats
from planner.lp.matrix import Matrix
from planner.lp.solution import Basis, Solution, Status

# A solver's own tolerance for a missed row, in the row's unit.
FEASIBILITY = 1e-7
# Other solvers miss rows by more than HiGHS does, and files round to twelve digits.
_LOOSE = 10 * FEASIBILITY


@dataclass(frozen=True, eq=False)
class Search:
    """How one goal is to be searched for.

    `gap` is the relative one at which integer columns count as solved. A `trial` may give up early,
    with any status but OPTIMAL, where it does not go smoothly. `start` is a point to search from
    (one value per column), for an engine that can. A `relaxed` search takes no notice of integer
    columns; only an engine that keeps its basis can. `nodes` are the branches after which the best
    is taken. `goal` is the name under which progress is told. `basis` is where simplex starts in
    place of its own last basis, for an engine that keeps one.
    """

    seconds: float | None = None
    gap: float = 0.0
    trial: bool = False
    start: Floats | None = None
    relaxed: bool = False
    nodes: int | None = None
    goal: str = ""
    basis: Basis | None = None


class Engine(Protocol):
    """Solves one model again and again; sees changes of the model by itself."""

    def minimise(self, costs: Floats, search: Search) -> Solution:
        """Minimise costs (one per column); the PuLP objective is set already."""

    @property
    def keeps_basis(self) -> bool:
        """Whether a solve starts from where the one before it ended."""


def without_point(
    status: Status, columns: int, seconds: float = 0.0, iterations: int = 0
) -> Solution:
    """A solution that has none."""
    values = np.full(columns, np.nan)
    return Solution(status, float("nan"), None, values, None, None, seconds, iterations)


def fits(matrix: Matrix, values: Floats) -> bool:
    """Whether a point keeps to all rows, bounds and whole numbers, by no more than rounding."""
    outside = np.maximum(matrix.lower - values, values - matrix.upper)
    broken = np.abs(values - np.round(values))[matrix.integer]
    missed = np.concatenate([outside, broken, matrix.row_violation(values)])
    near = np.ones(outside.size + broken.size)
    allowed = np.concatenate([near, np.maximum(1.0, np.abs(matrix.rhs))])
    return bool(np.all(missed <= _LOOSE * allowed))


def without_columns(matrix: Matrix) -> Solution:
    """The solution of a model that has no columns: solvers call such a model empty, not solved."""
    if np.any(matrix.row_violation(np.zeros(0)) > FEASIBILITY):
        return without_point(Status.INFEASIBLE, 0)
    duals = np.zeros(matrix.rhs.size)
    return Solution(Status.OPTIMAL, 0.0, 0.0, np.zeros(0), duals, np.zeros(0), 0.0, 0)
