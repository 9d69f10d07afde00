"""The second stage at a given first stage: what it costs, how that rises, or by how much it fails.

Realisations that share W are solved on one session: between two solves only right-hand sides
change, and costs and bounds where they differ, so each starts from the last basis. They are always
solved in their order, so the answers do not hang on anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.lp.blocks import Floats, Rows, Terms
from planner.lp.engine import FEASIBILITY
from planner.lp.errors import SolverError
from planner.lp.matrix import Matrix, compress
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.room import require_room
from planner.lp.solution import Solution, Status
from planner.lp.solve import Session
from planner.lp.two_stage.clock import Clock, answered
from planner.lp.two_stage.problem import Recourse, TwoStage, rows_of
from planner.messages import said

# A first stage on the edge of what leaves a recourse may miss it by the rounding of its own solve.
EDGE = 10 * FEASIBILITY


@dataclass(frozen=True, eq=False)
class Reply:
    """The second stage of one realisation at a first stage.

    Where it `is_feasible`, `cost` is Q(x) and `y` costs that; `slope` is a subgradient of Q, shape
    (first columns,), None where whole columns leave none. Else `missed` is the sum over the rows of
    what they must be missed by, and `slope` a subgradient of that. An unbounded one costs -inf.
    """

    cost: float
    y: Floats
    slope: Floats | None
    missed: float = 0.0

    @property
    def is_feasible(self) -> bool:
        """Whether there is a y."""
        return self.cost < np.inf


class SecondStage:
    """The second stages of a problem, to be asked for at one first stage after the other."""

    def __init__(self, problem: TwoStage, options: SolveOptions, clock: Clock) -> None:
        """Raises InputError where one has more than `options.max_variables` columns."""
        self._recourses = problem.recourses
        size = max(recourse.size for recourse in self._recourses)
        what, remedy = said("limit.model", name="recourse"), said("limit.model-remedy")
        require_room(size, options.max_variables, what, remedy)
        self._columns = problem.costs.size
        self._options = replace(options, time_limit=None, crossover=True)
        self._clock = clock
        self._least: dict[object, _Model] = {}
        self._misses: dict[object, _Model] = {}

    def all_at(self, x: Floats) -> list[Reply]:
        """The reply of each realisation; raises as `at`."""
        return [self.at(number, x) for number in range(len(self._recourses))]

    def at(self, number: int, x: Floats) -> Reply:
        """The reply of one realisation at `x`, shape (first columns,).

        Raises StoppedError where the time is up or the solver breaks down, SolverError where it
        gives no duals.
        """
        recourse = self._recourses[number]
        left = recourse.left(x)
        found = self._minimised(recourse, left)
        if found.status is not Status.INFEASIBLE or recourse.matrix.integer.any():
            return self._reply(recourse, found)
        missed = self._missed(recourse, left)
        if missed.objective > EDGE * max(1.0, np.abs(left).max(initial=0.0)):
            slope = recourse.slope(_duals(missed), self._columns)
            return Reply(np.inf, missed.values[: recourse.size], slope, missed.objective)
        given_way = _given_way(recourse.matrix, left, missed.values[: recourse.size])
        return self._reply(recourse, self._minimised(recourse, given_way))

    def _minimised(self, recourse: Recourse, left: Floats) -> Solution:
        model = _of_kind(self._least, recourse.matrix, self._options, lambda matrix: matrix)
        return model.minimised(recourse.costs, recourse.matrix, left, self._clock)

    def _missed(self, recourse: Recourse, left: Floats) -> Solution:
        model = _of_kind(self._misses, recourse.matrix, self._options, _elastic)
        costs = np.ones(model.size)
        costs[: recourse.size] = 0.0
        return model.minimised(costs, recourse.matrix, left, self._clock)

    def _reply(self, recourse: Recourse, found: Solution) -> Reply:
        if found.status is Status.INFEASIBLE:
            return Reply(np.inf, found.values, None)
        if found.status is Status.UNBOUNDED:
            return Reply(-np.inf, found.values, None)
        whole = recourse.matrix.integer.any()
        slope = None if whole else recourse.slope(_duals(found), self._columns)
        return Reply(found.objective, found.values, slope)


class _Model:
    """One W on one session."""

    def __init__(self, matrix: Matrix, options: SolveOptions) -> None:
        self.size = matrix.lower.size
        self._model = LinearModel.of_matrix("recourse", matrix)
        self._session = Session(self._model, options)
        self._rows = Rows("recourse", {}, 0, matrix.rhs.size)

    def minimised(self, costs: Floats, bounds: Matrix, rhs: Floats, clock: Clock) -> Solution:
        """Minimise costs over the model, whose first columns have the bounds of a matrix."""
        self._model.set_rhs(self._rows, rhs)
        self._model.set_column_bounds(np.arange(bounds.lower.size), bounds.lower, bounds.upper)
        goal = Goal("recourse", np.arange(self.size), costs)
        return answered(self._session.minimise(goal, time_limit=clock.left))


def _of_kind(
    kept: dict[object, _Model],
    matrix: Matrix,
    options: SolveOptions,
    made: Callable[[Matrix], Matrix],
) -> _Model:
    """The model of all matrices with the same rows; they live as long as the problem, so their
    ids are their own."""
    kind = id(matrix.csr), matrix.senses.tobytes(), matrix.integer.tobytes()
    if kind not in kept:
        kept[kind] = _Model(made(matrix), options)
    return kept[kind]


def _elastic(matrix: Matrix) -> Matrix:
    """Each row may be missed, by a column of its own; an equation both ways (phase 1)."""
    columns, rows = matrix.lower.size, matrix.rhs.size
    less, more = np.flatnonzero(matrix.senses >= 0), np.flatnonzero(matrix.senses <= 0)
    ways = less.size + more.size
    terms = [
        Terms(rows_of(matrix.csr), matrix.csr.indices, matrix.csr.values),
        Terms(less, columns + np.arange(less.size), 1.0),
        Terms(more, columns + less.size + np.arange(more.size), -1.0),
    ]
    return replace(
        matrix,
        lower=np.append(matrix.lower, np.zeros(ways)),
        upper=np.append(matrix.upper, np.full(ways, np.inf)),
        integer=np.zeros(columns + ways, dtype=np.bool_),
        csr=compress("elastic", rows, columns + ways, terms),
    )


def _given_way(matrix: Matrix, rhs: Floats, y: Floats) -> Floats:
    """Right-hand sides to which y keeps: those that it misses move to where it is."""
    reached = matrix.activity(y)
    moved = np.where(matrix.senses < 0, np.maximum(rhs, reached), np.minimum(rhs, reached))
    return np.where(matrix.senses == 0, reached, moved)


def _duals(found: Solution) -> Floats:
    if found.duals is None:
        raise SolverError(
            "the solver gives no duals, and cuts are made of them",
            seen=f"status {found.status.name}",
            allowed="HiGHS, or another solver that gives duals",
        )
    return found.duals
