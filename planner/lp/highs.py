"""HiGHS as a PuLP solver that reads arrays and goes on from its last basis."""

from __future__ import annotations

import time
from collections.abc import Iterator, Set
from dataclasses import replace
from typing import override

import pulp
import highspy
import numpy as np
import numpy.typing as npt

from planner.lp.blocks import Floats, Ids
from planner.lp.doubt import PROOFS, REFUSAL, Hearing, Known, known, whole_bounds
from planner.lp.engine import Search, without_point
from planner.lp.errors import SolverError, SolverFailure
from planner.lp.highs_plan import LOOK, WITNESSED, Attempt, attempts, is_far
from planner.lp.highs_read import handed_back, read
from planner.lp.highs_watch import Watch
from planner.lp.matrix import Matrix
from planner.lp.model import LinearModel
from planner.lp.options import SolveOptions
from planner.lp.progress import Listener
from planner.lp.solution import Solution, Status

_Model = highspy.HighsModelStatus


class ArrayHighs(pulp.HiGHS):
    """Hands a model over in one call, then only its changes, and reads arrays back.

    It is a PuLP solver: PuLP's own solve calls the methods with camel-case names below. Values
    are not written into the PuLP variables; they are in the `Solution`.
    """

    def __init__(
        self, model: LinearModel, options: SolveOptions, listener: Listener | None = None
    ) -> None:
        super().__init__(msg=False, threads=options.threads)
        self._model = model
        self._options = options
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._known: Matrix | None = None
        self._costs: Floats = np.zeros(0)
        self._deadline = np.inf
        self._search = Search()
        self._listener = listener
        self._point: Floats | None = None
        self._solution: Solution | None = None
        self._set("output_flag", False)
        self._set("threads", options.threads)

    keeps_basis = True

    def minimise(self, costs: Floats, search: Search) -> Solution:
        """See Engine. Raises SolverError where the PuLP problem was changed by others."""
        self._costs, self._search = costs, search
        if search.start is not None:
            self._point = search.start
        began = time.perf_counter()
        self._deadline = np.inf if search.seconds is None else began + search.seconds
        self._set("solve_relaxation", search.relaxed)
        self._set("mip_rel_gap", search.gap)
        self._set("mip_max_nodes", highspy.kHighsIInf if search.nodes is None else search.nodes)
        filled = self._model.problem_is_filled
        problem = self._model.problem if filled else self._model.bare_problem()
        try:
            # Not problem.solve(self): the problem would keep this solver as its default.
            self.solve(problem)
        finally:
            problem.solverModel = None
        assert self._solution is not None
        return replace(self._solution, seconds=time.perf_counter() - began)

    # What PuLP calls, in this order.

    @override
    def createAndConfigureSolver(self, lp: pulp.LpProblem) -> None:
        lp.solverModel = self._highs

    @override
    def buildSolverModel(self, lp: pulp.LpProblem) -> None:
        self._model.check_untouched()
        given, old = self._model.matrix(), self._known
        # As long as it need not be whole, a column may go to the bounds that it was given.
        new = given if self._search.relaxed else whole_bounds(given)
        if old is None or old.lower.size != new.lower.size or old.rhs.size > new.rhs.size:
            self._load(new)
        else:
            self._update(old, new)
        self._known = new.snapshot()

    @override
    def callSolver(self, lp: pulp.LpProblem) -> None:
        matrix = self._known
        assert matrix is not None
        hearing = Hearing(matrix, self._start(), self._witnessed(matrix))
        self._take_basis(matrix)
        watch = Watch(self._search.goal, self._listener, whole=self._whole)
        for attempt in self._attempts():
            status, found = self._run(attempt, watch)
            presolved = attempt.options.get("presolve") == "choose"
            clear = hearing.hear(found, presolved=presolved)
            if attempt.settles(status) and clear:
                break
        self._solution = hearing.verdict()

    @override
    def findSolutionValues(self, lp: pulp.LpProblem) -> tuple[pulp.constants.LpSolveStatus, bool]:
        assert self._solution is not None
        if self._solution.status.has_solution and not self._search.relaxed:
            self._point = self._solution.values
        # Nothing was written into the PuLP variables, so for PuLP there is nothing to see.
        return pulp.constants.LpSolveStatus.NotSolved, False

    @override
    def buildStats(
        self,
        lp: pulp.LpProblem,
        status: int,
        has_solution: bool,
        *,
        start: tuple[float, float],
        best_bound: float | None = None,
    ) -> pulp.LpSolveStats:
        # PuLP's own statistics make an object of each column and row, at each solve.
        return pulp.LpSolveStats(solver=self.name)

    # Handing over.

    def _load(self, matrix: Matrix) -> None:
        csr = matrix.csr
        self._accept(
            "passModel",
            self._highs.passModel(
                matrix.lower.size,
                matrix.rhs.size,
                csr.indices.size,
                int(highspy.MatrixFormat.kRowwise),
                int(highspy.ObjSense.kMinimize),
                0.0,
                self._costs,
                matrix.lower,
                matrix.upper,
                matrix.row_lower,
                matrix.row_upper,
                _small(csr.starts),
                _small(csr.indices),
                csr.values,
                # Full length even without integers: an empty array is read as garbage.
                matrix.integer.astype(np.int32),
            ),
        )

    def _update(self, old: Matrix, new: Matrix) -> None:
        """Bring what HiGHS holds up to date; untouched parts keep its basis useful."""
        count = old.rhs.size
        columns = np.flatnonzero((old.lower != new.lower) | (old.upper != new.upper))
        rows = np.flatnonzero((old.rhs != new.rhs[:count]) | (old.senses != new.senses[:count]))
        if columns.size:
            bounds = new.lower[columns], new.upper[columns]
            done = self._highs.changeColsBounds(columns.size, _small(columns), *bounds)
            self._accept("changeColsBounds", done)
        if rows.size:
            self._accept("changeRowsBounds", self._change_rows(new, rows))
        if new.rhs.size > count:
            self._accept("addRows", self._add_rows(new, count))
        self._change_costs(self._costs)

    def _change_costs(self, costs: Floats) -> None:
        everything = np.arange(costs.size, dtype=np.int32)
        done = self._highs.changeColsCost(everything.size, everything, costs)
        self._accept("changeColsCost", done)

    def _change_rows(self, new: Matrix, rows: Ids) -> highspy.HighsStatus:
        lower, upper = new.row_lower[rows], new.row_upper[rows]
        return self._highs.changeRowsBounds(rows.size, _small(rows), lower, upper)  # type: ignore[no-any-return, attr-defined]

    def _add_rows(self, new: Matrix, count: int) -> highspy.HighsStatus:
        starts = new.csr.starts[count:]
        entries = slice(int(starts[0]), int(starts[-1]))
        return self._highs.addRows(
            new.rhs.size - count,
            new.row_lower[count:],
            new.row_upper[count:],
            entries.stop - entries.start,
            _small(starts[:-1] - starts[0]),
            _small(new.csr.indices[entries]),
            new.csr.values[entries],
        )

    def _take_basis(self, matrix: Matrix) -> None:
        """Start from the basis that was handed in, where it fits and is not far from the end."""
        given = self._search.basis
        basis = given and given.of_size(matrix.lower.size, matrix.rhs.size)
        if basis:
            self._accept("setBasis", self._highs.setBasis(handed_back(basis)))
            if not self._whole and is_far(self._beyond(), matrix.rhs.size):
                self._accept("clearSolver", self._highs.clearSolver())

    def _beyond(self) -> int:
        """How many columns and rows the basis puts beyond their bounds: a run without a step."""
        for name, value in LOOK.items():
            self._set(name, value)
        self._highs.run()
        return int(self._highs.getInfo().num_primal_infeasibilities)

    # Running.

    def _attempts(self) -> Iterator[Attempt]:
        assert self._known is not None
        return attempts(
            self._options,
            columns=self._known.lower.size,
            rows=self._known.rhs.size,
            integers=self._whole,
            basis=bool(self._highs.getBasis().valid),
            trial=self._search.trial,
            handed=self._search.basis is not None,
        )

    @property
    def _whole(self) -> bool:
        """Whether any column must be a whole number in this search."""
        relaxed = self._search.relaxed
        return self._known is not None and not relaxed and bool(self._known.integer.any())

    def _witnessed(self, matrix: Matrix) -> Set[Status]:
        """What branch and bound has to prove twice."""
        if not self._whole:
            return frozenset()
        return PROOFS if _is_small(matrix) else REFUSAL

    def _start(self) -> Known | None:
        """The point the search starts from, where it fits the model as it is now."""
        if self._known is None or not self._whole:
            return None
        return known(self._known, self._costs, self._point)

    def _run(self, attempt: Attempt, watch: Watch) -> tuple[highspy.HighsModelStatus, Solution]:
        """One run: how it ended, and its solution."""
        if attempt.afresh:
            self._accept("clearSolver", self._highs.clearSolver())
        for name, value in attempt.options.items():
            self._set(name, value)
        if attempt.from_point and self._point is not None:
            ids = np.arange(self._point.size, dtype=np.int32)
            self._highs.setSolution(ids.size, ids, self._point)
        with watch.over(self._highs):
            self._timed_run()
        status = self._highs.getModelStatus()
        if status == _Model.kUnboundedOrInfeasible:
            with watch.over(self._highs):
                meant = self._unbounded_or_infeasible()
            return status, without_point(meant, self._costs.size)
        assert self._known is not None
        integer = self._known.integer & self._whole
        found = read(self._highs, self._costs, integer, self._search.gap)
        return status, replace(found, method=attempt.method)

    def _timed_run(self) -> None:
        left = max(0.0, self._deadline - time.perf_counter())
        # HiGHS counts the limit over all runs of one object; branch and bound, each run alone.
        gone = 0.0 if self._whole else self._highs.getRunTime()
        self._set("time_limit", gone + left)
        if self._highs.run() == highspy.HighsStatus.kError:
            # The number of threads is one for the process, and others may have set it already.
            highspy.Highs.resetGlobalScheduler(True)
            self._highs.run()

    def _unbounded_or_infeasible(self) -> Status:
        """Which of the two? Without costs only the second is left."""
        self._change_costs(np.zeros(self._costs.size))
        self._accept("clearSolver", self._highs.clearSolver())
        self._timed_run()
        ended = self._highs.getModelStatus()
        # Another attempt may follow.
        self._change_costs(self._costs)
        meant = {_Model.kOptimal: Status.UNBOUNDED, _Model.kInfeasible: Status.INFEASIBLE}
        return meant.get(ended, Status.LIMIT)

    def _set(self, name: str, value: bool | int | float | str) -> None:
        if self._highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolverError(f"HiGHS refuses option {name!r}", seen=repr(value))

    def _accept(self, call: str, status: highspy.HighsStatus) -> None:
        if status == highspy.HighsStatus.kError:
            raise SolverFailure(f"HiGHS refuses the model in {call}", seen=self._model.name)


def _is_small(matrix: Matrix) -> bool:
    return max(matrix.lower.size, matrix.rhs.size) <= WITNESSED


def _small(ids: Ids) -> npt.NDArray[np.int32]:
    return ids.astype(np.int32)
