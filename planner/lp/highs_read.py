"""Reads the end of a HiGHS run."""

from __future__ import annotations

import math

import highspy
import numpy as np

from planner.lp.blocks import Flags, Floats
from planner.lp.dot import dot
from planner.lp.engine import without_point
from planner.lp.solution import Basis, Solution, Status

_Model = highspy.HighsModelStatus
_STATUS = {
    _Model.kOptimal: Status.OPTIMAL,
    _Model.kInfeasible: Status.INFEASIBLE,
    _Model.kUnbounded: Status.UNBOUNDED,
    _Model.kTimeLimit: Status.LIMIT,
    _Model.kIterationLimit: Status.LIMIT,
    _Model.kSolutionLimit: Status.LIMIT,
    _Model.kMemoryLimit: Status.LIMIT,
    _Model.kInterrupt: Status.LIMIT,
    _Model.kObjectiveBound: Status.LIMIT,
    _Model.kObjectiveTarget: Status.LIMIT,
}
# Between an objective and its bound: both are sums of numbers that are right to 1e-6 or so.
ROUNDING = 1e-5
_FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)


def read(highs: highspy.Highs, costs: Floats, integer: Flags, gap: float = 0.0) -> Solution:
    """The solution that HiGHS holds; `seconds` and `iterations` are those of its last run.

    `gap` is the relative gap at which HiGHS was told to call integer columns optimal.
    """
    info = highs.getInfo()
    status = _status(highs.getModelStatus(), info)
    seconds, iterations = 0.0, _iterations(info)
    if not status.has_solution:
        return without_point(status, costs.size, seconds, iterations)
    found = highs.getSolution()
    values = np.array(found.col_value)
    whole = bool(integer.any())
    exact = dot(costs, values)
    if whole:
        values[integer] = np.round(values[integer])
    objective = dot(costs, values)
    proved = _believed(status, exact, info.mip_dual_bound, gap) if whole else None
    priced = status is Status.OPTIMAL and not whole and found.dual_valid
    return Solution(
        status=status,
        objective=objective,
        bound=_bound(status, objective, proved, whole=whole),
        values=values,
        duals=np.array(found.row_dual) if priced else None,
        reduced_costs=np.array(found.col_dual) if priced else None,
        seconds=seconds,
        iterations=iterations,
        basis=_basis(highs.getBasis()) if priced else None,
    )


def _basis(found: highspy.HighsBasis) -> Basis | None:
    if not found.valid:
        return None
    columns, rows = found.col_status, found.row_status
    return Basis(
        np.fromiter(map(int, columns), dtype=np.int8, count=len(columns)),
        np.fromiter(map(int, rows), dtype=np.int8, count=len(rows)),
    )


def handed_back(basis: Basis) -> highspy.HighsBasis:
    """A basis as HiGHS takes it."""
    kinds = [highspy.HighsBasisStatus(number) for number in range(5)]
    given = highspy.HighsBasis()
    given.col_status = [kinds[status] for status in basis.columns.tolist()]
    given.row_status = [kinds[status] for status in basis.rows.tolist()]
    given.valid = True
    return given


def _status(model: highspy.HighsModelStatus, info: highspy.HighsInfo) -> Status:
    status = _STATUS.get(model, Status.ERROR)
    # Values of a run cut short may belong to no feasible point at all.
    if status is Status.LIMIT and int(info.primal_solution_status) == _FEASIBLE:
        return Status.NEAR if model == _Model.kSolutionLimit else Status.FEASIBLE
    return status


def _believed(status: Status, objective: float, proved: float, gap: float) -> float | None:
    """The bound of branch and bound, unless it contradicts the objective it comes with."""
    rounding = ROUNDING * max(1.0, abs(objective))
    far = status is Status.OPTIMAL and objective - proved > gap * abs(objective) + rounding
    return None if not math.isfinite(proved) or far or proved > objective + rounding else proved


def _bound(status: Status, objective: float, proved: float | None, *, whole: bool) -> float | None:
    if not whole:
        return objective if status is Status.OPTIMAL else None
    # Rounding integers may have lowered the objective by a hair.
    return None if proved is None else min(proved, objective)


def _iterations(info: highspy.HighsInfo) -> int:
    counts = info.simplex_iteration_count, info.ipm_iteration_count, info.crossover_iteration_count
    return sum(max(0, count) for count in counts)
