"""Trust, but recompute: the costs of a two-stage plan from x and y, which must keep to all rows."""

from __future__ import annotations

import numpy as np

from planner.lp.blocks import Floats
from planner.lp.dot import dot
from planner.lp.errors import SolverError
from planner.lp.matrix import Matrix
from planner.lp.two_stage.criterion import Criterion
from planner.lp.two_stage.problem import TwoStage, label, rows_of, times
from planner.lp.verify import check_goal

# Solvers miss rows by 1e-7 and whole numbers by 1e-6; what is left after rounding is larger.
MISSED = 1e-5


def checked_costs(problem: TwoStage, x: Floats, recourse: tuple[Floats, ...]) -> Floats:
    """q'y of each realisation, shape (realisations,), from x and its y.

    Raises SolverError where x or a y misses a row, a bound or a whole number by more than rounding
    explains.
    """
    _check("the first stage", problem.matrix, x, np.zeros(problem.matrix.rhs.size))
    for number, (realisation, y) in enumerate(zip(problem.realisations, recourse, strict=True)):
        own = realisation.recourse
        what = f"the recourse of realisation {label(realisation, number)}"
        _check(what, own.matrix, y, times(own.technology, x))
    pairs = zip(problem.recourses, recourse, strict=True)
    return np.array([dot(own.costs, y) for own, y in pairs])


def checked_objective(
    problem: TwoStage, criterion: Criterion, x: Floats, recourse_costs: Floats, reported: float
) -> float:
    """The criterion over c'x + Q_s; raises SolverError where it is not what the solver reported."""
    costs = dot(problem.costs, x) + recourse_costs
    objective = criterion.value(costs, problem.probabilities)
    check_goal("cost", objective, reported)
    return objective


def _check(what: str, matrix: Matrix, point: Floats, beside: Floats) -> None:
    """`beside` is what the rows have besides the point, shape (rows,)."""
    sums = matrix.activity(point) + beside
    missed = np.maximum(matrix.row_lower - sums, sums - matrix.row_upper)
    # a row of large numbers that cancel is missed by more
    sizes = np.bincount(
        rows_of(matrix.csr),
        np.abs(matrix.csr.values * point[matrix.csr.indices]),
        minlength=matrix.rhs.size,
    )
    scale = np.maximum(1.0, np.maximum(np.abs(matrix.rhs) + np.abs(beside), sizes))
    outside = np.maximum(matrix.lower - point, point - matrix.upper)
    broken = np.where(matrix.integer, np.abs(point - np.round(point)), 0.0)
    worst = max(
        float(part.max(initial=0.0))
        for part in (missed / scale, outside / np.maximum(1.0, np.abs(point)), broken)
    )
    if not worst <= MISSED:
        raise SolverError(
            f"{what} does not keep to its limits",
            seen=f"missed by {worst:g} of its size",
            remedy="this is a fault of the program, not of the scenario: please report it",
        )
