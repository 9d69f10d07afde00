"""Reads the end of a HiGHS run."""

from __future__ import annotations

import math

import highspy
import numpy as np

from planner.lp.blocks import Flags, Floats
from planner.lp.engine import without_point
from planner.lp.solution import Solution, Status

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
_FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)


def read(highs: highspy.Highs, costs: Floats, integer: Flags) -> Solution:
    """The solution that HiGHS holds; `seconds` and `iterations` are those of its last run."""
    info = highs.getInfo()
    status = _status(highs.getModelStatus(), info)
    seconds, iterations = 0.0, _iterations(info)
    if not status.has_solution:
        return without_point(status, costs.size, seconds, iterations)
    found = highs.getSolution()
    values = np.array(found.col_value)
    whole = bool(integer.any())
    if whole:
        values[integer] = np.round(values[integer])
    objective = float(np.dot(costs, values))
    priced = status is Status.OPTIMAL and not whole and found.dual_valid
    return Solution(
        status=status,
        objective=objective,
        bound=_bound(status, objective, info.mip_dual_bound if whole else None),
        values=values,
        duals=np.array(found.row_dual) if priced else None,
        reduced_costs=np.array(found.col_dual) if priced else None,
        seconds=seconds,
        iterations=iterations,
    )


def _status(model: highspy.HighsModelStatus, info: highspy.HighsInfo) -> Status:
    status = _STATUS.get(model, Status.ERROR)
    # Values of a run cut short may belong to no feasible point at all.
    if status is Status.LIMIT and int(info.primal_solution_status) == _FEASIBLE:
        return Status.FEASIBLE
    return status


def _bound(status: Status, objective: float, proved: float | None) -> float | None:
    if proved is not None:
        # Rounding integers may have lowered the objective by a hair.
        return min(proved, objective) if math.isfinite(proved) else None
    return objective if status is Status.OPTIMAL else None


def _iterations(info: highspy.HighsInfo) -> int:
    counts = info.simplex_iteration_count, info.ipm_iteration_count, info.crossover_iteration_count
    return sum(max(0, count) for count in counts)
