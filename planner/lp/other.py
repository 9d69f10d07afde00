"""Any other solver that PuLP knows: set the objective on the problem, and let PuLP solve it."""

from __future__ import annotations

import inspect
import time
from typing import Any

import pulp
import numpy as np
from pulp.constants import LpSolveStatus

from planner.lp.blocks import Floats
from planner.lp.dot import dot
from planner.lp.engine import Search, fits, without_point
from planner.lp.errors import SolverError, SolverFailure
from planner.lp.matrix import Matrix
from planner.lp.model import LinearModel
from planner.lp.options import SolveOptions
from planner.lp.solution import Solution, Status
from planner.messages import said

_STATUS = {
    LpSolveStatus.Optimal: Status.OPTIMAL,
    LpSolveStatus.GapLimit: Status.OPTIMAL,
    LpSolveStatus.Infeasible: Status.INFEASIBLE,
    LpSolveStatus.Unbounded: Status.UNBOUNDED,
    LpSolveStatus.TimeLimit: Status.LIMIT,
    LpSolveStatus.MemoryLimit: Status.LIMIT,
    LpSolveStatus.NodeLimit: Status.LIMIT,
    LpSolveStatus.IterationLimit: Status.LIMIT,
    LpSolveStatus.SolutionLimit: Status.LIMIT,
    LpSolveStatus.Interrupted: Status.LIMIT,
    LpSolveStatus.Stopped: Status.LIMIT,
}


class OtherEngine:
    """Starts cold each time; gives duals where the solver reports them for a linear model."""

    def __init__(self, model: LinearModel, options: SolveOptions, name: str) -> None:
        self._model = model
        self._options = options
        self._name = name

    keeps_basis = False

    def minimise(self, costs: Floats, search: Search) -> Solution:
        """See Engine; a start, and a share of the search, are of no use here.

        Raises SolverError where the solver fails or cannot keep to the options.
        """
        began = time.perf_counter()
        self._model.check_untouched()
        if search.seconds is not None and search.seconds <= 0:
            return without_point(Status.LIMIT, costs.size)
        self._name_columns()
        stats = self._solve(search.seconds)
        return self._read(stats, costs, self._model.matrix(), time.perf_counter() - began)

    def _name_columns(self) -> None:
        """Blank names would all be one column in the file that the solver reads."""
        for i, variable in enumerate(self._model.problem.toRustModel().list_variables()):
            if not variable.name:
                variable.set_name(f"x{i}")

    def _solve(self, seconds: float | None) -> pulp.LpSolveStats:
        solver = pulp.getSolver(self._name, **self._solver_options(seconds))
        try:
            return solver.solve(self._model.problem)
        except pulp.PulpError as error:
            raise SolverFailure(said("solver-failed", name=self._name), seen=str(error)) from error

    def _solver_options(self, seconds: float | None) -> dict[str, Any]:
        """The options under PuLP's names; only those that this solver takes."""
        wanted: dict[str, Any] = {"msg": False, "threads": self._options.threads}
        if self._model.has_integers:
            wanted["gapRel"] = self._options.gap
        if seconds is not None:
            wanted["timeLimit"] = seconds
        kind = type(pulp.getSolver(self._name, msg=False))
        taken = inspect.signature(kind.__init__).parameters
        if seconds is not None and "timeLimit" not in taken:
            raise SolverError(said("solver-without-limit", name=self._name), seen=f"{seconds:g} s")
        return {name: value for name, value in wanted.items() if name in taken}

    def _read(
        self, stats: pulp.LpSolveStats, costs: Floats, matrix: Matrix, seconds: float
    ) -> Solution:
        status = _STATUS.get(stats.status, Status.ERROR)
        values = self._values(matrix) if stats.has_solution else np.full(costs.size, np.nan)
        if status is Status.LIMIT and fits(matrix, values):
            status = Status.FEASIBLE
        if not status.has_solution or np.isnan(values).any():
            failed = Status.ERROR if status.has_solution else status
            return without_point(failed, costs.size, seconds)
        objective = dot(costs, values)
        linear = status is Status.OPTIMAL and not self._model.has_integers
        best = objective if linear else stats.best_bound
        return Solution(
            status=status,
            objective=objective,
            bound=None if best is None else min(best, objective),
            values=values,
            duals=self._duals(matrix) if linear else None,
            reduced_costs=self._reduced_costs() if linear else None,
            seconds=seconds,
            iterations=0,
        )

    def _values(self, matrix: Matrix) -> Floats:
        """The columns' values; what PuLP leaves out of the file may be anything, so nearest 0."""
        inner = self._model.problem.toRustModel()
        found = [variable.value for variable in inner.list_variables()][: matrix.lower.size]
        values = np.array([np.nan if value is None else value for value in found])
        unused = np.ones(values.size, dtype=np.bool_)
        unused[[i for i in inner.used_variable_ids() if i < values.size]] = False
        values[unused] = np.clip(0.0, matrix.lower, matrix.upper)[unused]
        values[matrix.integer] = np.round(values[matrix.integer])
        return values

    def _duals(self, matrix: Matrix) -> Floats | None:
        constraints = self._model.problem.toRustModel().list_constraints()
        found = [np.nan if constraint.pi is None else constraint.pi for constraint in constraints]
        duals = np.array(found)
        # Some solvers say nothing about rows without entries; nothing depends on those.
        duals[np.isnan(duals) & (matrix.csr.lengths == 0)] = 0.0
        return None if np.isnan(duals).any() else duals

    def _reduced_costs(self) -> Floats | None:
        variables = self._model.problem.toRustModel().list_variables()
        found = [variable.dj for variable in variables][: self._model.num_columns]
        return None if None in found else np.array(found, dtype=np.float64)
