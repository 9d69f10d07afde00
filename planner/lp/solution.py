"""What a solver found: a status, and values, duals and reduced costs by family."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.lp.blocks import Columns, Floats, Rows
from planner.lp.errors import SolverError
from planner.messages import Said, said


class Status(enum.Enum):
    """Why a solver stopped, and whether its point can be used."""

    OPTIMAL = "optimal"
    FEASIBLE = "stopped at a limit with a usable point"
    NEAR = "stopped after its share of the search, with a usable point"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    LIMIT = "stopped at a limit without a usable point"
    ERROR = "the solver failed"

    @property
    def words(self) -> Said:
        """Why the solver stopped, in every language."""
        return said(STATUS_CODES[self.name])

    @property
    def has_solution(self) -> bool:
        """Whether the values may be used."""
        return self in (Status.OPTIMAL, Status.NEAR, Status.FEASIBLE)

    @property
    def is_settled(self) -> bool:
        """Whether the goals after this one may go on from here."""
        return self in (Status.OPTIMAL, Status.NEAR)


STATUS_CODES = {
    "OPTIMAL": "status.optimal",
    "FEASIBLE": "status.feasible",
    "NEAR": "status.near",
    "INFEASIBLE": "status.infeasible",
    "UNBOUNDED": "status.unbounded",
    "LIMIT": "status.limit",
    "ERROR": "status.error",
}

# A column or row that lies between its bounds, as HiGHS numbers it.
BASIC = 1


@dataclass(frozen=True, eq=False)
class Basis:
    """Where a simplex ended: the status of each column and of each row, as the solver numbers them.

    It is of use for any model of the same shape, also one with other bounds, costs or units.
    """

    columns: npt.NDArray[np.int8]
    rows: npt.NDArray[np.int8]

    def of_size(self, columns: int, rows: int) -> Basis | None:
        """The basis for a model of so many columns, with the first `rows` of its rows; None where
        it does not fit: a row left out must have been of no account."""
        if self.columns.size != columns or self.rows.size < rows:
            return None
        if (self.rows[rows:] != BASIC).any():
            return None
        return Basis(self.columns, self.rows[:rows])


@dataclass(frozen=True, eq=False)
class Solution:
    """The end of one solve.

    `values` has one number per column of the model, `duals` one per row, `reduced_costs` one per
    column. A dual says by how much the goal rises for one more unit of the right-hand side: never
    negative for a row that asks for at least, never positive for one that allows at most. Models
    with integer columns have no duals, and neither has a point that is not optimal. `bound` is a
    value that no solution can be below, where one is known. Without a solution, `objective` and
    `values` are NaN. `basis` is that of an optimal solution without integer columns, where the
    solver has one.
    """

    status: Status
    objective: float
    bound: float | None
    values: Floats
    duals: Floats | None
    reduced_costs: Floats | None
    seconds: float
    iterations: int
    method: str = ""
    """How it was found: simplex, interior point, branch and bound; blank where nobody says."""
    basis: Basis | None = None
    failure: str = ""
    """What the solver said when it broke down, where its status is ERROR."""

    def of(self, block: Columns) -> Floats:
        """The values of a family of columns, shape (size,); SolverError without a solution."""
        if not self.status.has_solution:
            raise SolverError(
                f"there are no values for {block.family!r}",
                seen=f"status {self.status.name}: {self.status.value}",
                allowed="OPTIMAL, NEAR or FEASIBLE",
                remedy="look at status.has_solution first",
            )
        return self.values[block.part]

    def dual_of(self, block: Rows) -> Floats:
        """The duals of a family of rows, shape (size,); SolverError where there are none."""
        return self._priced(self.duals, block.family)[block.part]

    def reduced_cost_of(self, block: Columns) -> Floats:
        """The reduced costs of a family of columns, shape (size,); SolverError without any."""
        return self._priced(self.reduced_costs, block.family)[block.part]

    def _priced(self, prices: Floats | None, family: str) -> Floats:
        if prices is None:
            raise SolverError(
                f"there are no duals for {family!r}",
                seen=f"status {self.status.name}",
                allowed="an optimal solution without integer columns, by a solver that gives duals",
            )
        return prices
