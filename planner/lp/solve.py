"""Solves a model: once, again and again, or for several goals in order."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.lp.blocks import Columns, Floats, Reals, Rows, Sense, Terms
from planner.lp.engine import Engine, Search, without_columns, without_point
from planner.lp.errors import CRASHES, ModelError, SolverError
from planner.lp.face import best_points
from planner.lp.highs import ArrayHighs
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.other import OtherEngine
from planner.lp.progress import Listener, relative_gap
from planner.lp.sides import from_both_sides
from planner.lp.solution import Basis, Solution, Status
from planner.lp.solvers import HIGHS, available_solvers, solver_name
from planner.lp.start import all_at_zero, approach
from planner.messages import Said, said

__all__ = [
    "Goal",
    "GoalValue",
    "Outcome",
    "Session",
    "SolveOptions",
    "available_solvers",
    "solve_in_order",
]

# How far above its best value a goal that was solved may come back, for the goals after it.
HOLD_RELATIVE = 1e-6
HOLD_ABSOLUTE = 1e-7
# Branch and bound takes a row for kept that is missed by 1e-6, and so a goal for better than it can
# be: held closer than that, it would leave no point to the goals after it, or points by chance.
HOLD_WHOLE = 2e-6


class Session:
    """One model, solved again and again.

    With HiGHS each solve starts from the last basis where there is one. Whatever a session holds
    or sets is set in the model and its PuLP problem too.
    """

    def __init__(
        self,
        model: LinearModel,
        options: SolveOptions,
        on_progress: Listener | None = None,
        basis: Basis | None = None,
    ) -> None:
        """Raises SolverError where the options name a solver that cannot be used.

        `basis`, of a model of this shape, is where solves start until one came to its end.

        `on_progress` hears how far a solve is, about four times a second at most; one of less
        than a quarter of a second is not told of, and neither is presolve, however long.
        It is no option, as it cannot be compared or sent to another process. HiGHS only.
        """
        self.model = model
        self.options = options
        self._on_progress = on_progress
        self._name = solver_name(options.solver)
        self._engine = self._new_engine()
        self._held: dict[str, tuple[Floats, Rows]] = {}
        self._basis = basis

    def _new_engine(self) -> Engine:
        if self._name == HIGHS:
            return ArrayHighs(self.model, self.options, self._on_progress)
        return OtherEngine(self.model, self.options, self._name)

    @property
    def keeps_basis(self) -> bool:
        """Whether a solve starts from where the one before it ended."""
        return self._engine.keeps_basis

    def minimise(
        self,
        goal: Goal,
        *,
        time_limit: float | None = None,
        trial: bool = False,
        start: Reals | None = None,
        relaxed: bool = False,
        gap: float | None = None,
        basis: Basis | None = None,
    ) -> Solution:
        """Minimise a goal over the model as it is now.

        `time_limit` is in seconds, for this solve; without it the one of the options counts anew.
        A `trial` may give up early, with any status but OPTIMAL, where it does not go smoothly.
        `start` has a value for each column: a point that a search over integer columns starts
        from; without it, from the last point that was found. It need not keep to the rows; where
        it does, the answer is never worse. HiGHS only; a model without integer columns takes no
        notice of it. With `relaxed` integer columns may be anything between their bounds, where
        the session keeps a basis; that gives duals. `gap` is in place of the one of the options.
        `basis` is that of another solution of a model of this shape, to start from.
        Ctrl-C is heard while HiGHS runs, and raises KeyboardInterrupt here.
        Where the solver breaks down the status is ERROR, and `failure` says why.
        Raises ModelError where the goal or the start does not fit the model, SolverError where
        the PuLP problem was changed by others.
        """
        costs = goal.costs(self.model.num_columns)
        point = None if start is None else _point(start, self.model.num_columns)
        if not self.model.num_columns:
            return without_columns(self.model.matrix())
        used = np.flatnonzero(costs)
        self.model.set_objective(used, costs[used])
        limit = self.options.time_limit if time_limit is None else time_limit
        near = self.options.gap if gap is None else gap
        relaxed = relaxed and self.keeps_basis
        basis = basis or self._basis
        search = Search(limit, near, trial, point, relaxed, goal.nodes, goal.name, basis)
        try:
            found = self._engine.minimise(costs, search)
        except CRASHES as error:
            return self._broken_down(error, costs.size)
        if found.status is Status.OPTIMAL:
            self._basis = None
        return found

    def _broken_down(self, error: Exception, columns: int) -> Solution:
        """What is left of a solve that broke down: what was found before it stands, and the next
        one begins with a solver of its own."""
        self._engine = self._new_engine()
        why = str(error) or type(error).__name__
        return replace(without_point(Status.ERROR, columns), failure=why)

    def hold(self, goal: Goal, at_most: float) -> None:
        """Keep goal <= at_most from now on, by a row; for a goal held already, move its limit."""
        costs = goal.costs(self.model.num_columns)
        held = self._held.get(goal.name)
        if held is not None and np.array_equal(held[0], costs):
            self.model.set_rhs(held[1], at_most)
            return
        ids = np.flatnonzero(costs)
        terms = Terms(np.zeros(ids.size, dtype=np.int64), ids, costs[ids])
        rows = self.model.add_rows(self._free_name(goal), {}, Sense.LE, at_most, [terms])
        self._held[goal.name] = costs, rows

    def hold_best(self, goal: Goal, solution: Solution) -> None:
        """Keep a goal that was solved at its best value.

        Where the solution has prices (duals), the model is cut down to its best points: a column
        with a reduced cost stands at its bound in all of them, and a row with a dual is kept
        exactly (complementary slackness). That leaves a smaller model that interior point can
        work in; a row that keeps the goal within a hair of its best leaves it no room: on a supply
        plan of 42 thousand columns one goal then took 65 seconds. Else such a row is added.
        """
        best = None if solution.duals is None else best_points(self.model.matrix(), solution)
        if best is None and self._hold_at_nought(goal, solution):
            return
        if best is None:
            self.hold(goal, _limit(self.model, goal, solution.objective))
            return
        self.model.set_column_bounds(best.columns, best.values, best.values)
        self.model.tighten_rows(best.rows)

    def _hold_at_nought(self, goal: Goal, solution: Solution) -> bool:
        """Keep a sum of nought at nought by its columns, where none of them can be below.

        A row says the same. But of a supply plan with whole decisions HiGHS 1.15 called 0.633
        optimal under such rows, and 0.443 with the columns fixed, which was right.
        """
        costs, matrix = goal.costs(self.model.num_columns), self.model.matrix()
        ids = np.flatnonzero(costs)
        never_below = (costs[ids] > 0).all() and (matrix.lower[ids] == 0).all()
        if not never_below or abs(solution.objective) > HOLD_ABSOLUTE:
            return False
        nought = np.zeros(ids.size)
        self.model.set_column_bounds(ids, nought, nought)
        return True

    def _free_name(self, goal: Goal) -> str:
        taken = {rows.family for rows in self.model.row_families}
        name, number = f"held:{goal.name}", 1
        while name in taken:
            number += 1
            name = f"held:{goal.name}:{number}"
        return name

    def set_rhs(self, rows: Rows, rhs: float | Reals) -> None:
        """Give a family of rows new right-hand sides; raises ModelError where they do not fit."""
        self.model.set_rhs(rows, rhs)

    def set_bounds(self, columns: Columns, lower: float | Reals, upper: float | Reals) -> None:
        """Give a family of columns new bounds; raises ModelError where they do not fit."""
        self.model.set_bounds(columns, lower, upper)


@dataclass(frozen=True)
class GoalValue:
    """How far one goal came.

    Where its own solve found no point, `value` is the goal at the best point known (NaN without
    any) and `bound` is None. Else `bound` is what the goal was proven not to be below: the value
    itself where a model without integer columns was solved to the end.
    """

    name: str
    value: float
    bound: float | None
    status: Status
    seconds: float
    method: str = ""

    @property
    def gap(self) -> float | None:
        """How far the value may be from the best, relative to it; None without a bound."""
        return relative_gap(self.value, self.bound)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The end of a sequence of goals.

    `status` is OPTIMAL where every goal was solved to the end; NEAR where each was, or had its
    share of the search; FEASIBLE where a limit came first, or the solver broke down, but there is a
    point to use; else the status of the goal that stopped the sequence. `goals` has the goals that
    were tried, in order; `by_goal` their own solutions. `solution` is the last one with values, or
    the first goal's where none has any.
    """

    status: Status
    goals: tuple[GoalValue, ...]
    solution: Solution
    by_goal: Mapping[str, Solution]

    @property
    def words(self) -> Said:
        """Why there is no solution, for people; as far as the solver told."""
        failure = next((s.failure for s in self.by_goal.values() if s.failure), "")
        if not failure:
            return self.status.words
        return said("status-and-failure", status=self.status.words, failure=failure)


def solve_in_order(
    model: LinearModel,
    goals: Sequence[Goal],
    options: SolveOptions | None = None,
    start: Reals | None = None,
    on_progress: Listener | None = None,
    basis: Basis | None = None,
) -> Outcome:
    """Minimise the first goal, hold its value, minimise the next, and so on.

    A value is held within 1e-6 of its size, and 1e-7 absolute, the solver's own tolerance (2e-6 in
    a model with integer columns). The sequence stops at the first goal that is neither solved to
    the end nor had its share. With a `gap` in the options the value that was reached is held, not
    its bound. A search over integer columns starts from `start` (one value per column) for the
    first goal and from the solution before for each other; where they are many it goes from both
    sides (see `planner.lp.sides`). `on_progress` hears how far it is, and `basis` is where the
    first goal starts, as in `Session`;
    one of a model much like this is made by `carried`. The model is left as it was: the held rows
    are in a copy. Raises SolverError without goals, or where two share a name, and whatever
    `Session` raises.
    """
    options = options or SolveOptions()
    _check_names(goals)
    point = None if start is None else _point(start, model.num_columns)
    session = Session(model.copy() if len(goals) > 1 else model, options, on_progress, basis)
    began = time.perf_counter()
    solved = all_at_zero(session, goals, _left(options, began))
    near = len(solved)
    for goal in goals[near:]:
        if solved:
            last = goals[len(solved) - 1]
            session.hold_best(last, solved[last.name])
        if not near:
            approach(session, goals, len(solved), _left(options, began))
        solved[goal.name] = _kept(session, goal, goals, solved, _left(options, began), point)
        if solved[goal.name].status.has_solution:
            point = solved[goal.name].values
        if not solved[goal.name].status.is_settled:
            break
    return _outcome(goals, solved)


def _limit(model: LinearModel, goal: Goal, best: float) -> float:
    """How high a goal may come back for the goals after it.

    A goal of nought stays at nought: slack there would be spent by every goal that follows. One
    that can only be a whole number stays the same number, however large it is.
    """
    if abs(best) <= HOLD_ABSOLUTE:
        return max(best, 0.0)
    absolute = HOLD_WHOLE if model.has_integers else HOLD_ABSOLUTE
    near = best + HOLD_RELATIVE * abs(best) + absolute
    return min(near, round(best) + 0.5) if _is_whole(model, goal) else near


def _is_whole(model: LinearModel, goal: Goal) -> bool:
    """Whether a goal counts whole things in whole numbers."""
    coefficients = np.asarray(goal.coefficients)
    return bool((coefficients % 1 == 0).all()) and bool(
        model.matrix().integer[np.asarray(goal.columns)].all()
    )


def _kept(
    session: Session,
    goal: Goal,
    goals: Sequence[Goal],
    solved: Mapping[str, Solution],
    time_limit: float | None,
    start: Floats | None,
) -> Solution:
    """Minimise a goal; where rounding let an earlier one slip, hold that by a row and try again."""

    def limit(earlier: Goal) -> float:
        return _limit(session.model, earlier, solved[earlier.name].objective)

    solution = from_both_sides(session, goal, time_limit=time_limit, start=start)
    if not solution.status.has_solution:
        return solution
    slipped = [
        earlier
        for earlier in goals[: len(solved)]
        if earlier.value(solution.values) > limit(earlier) + HOLD_ABSOLUTE
    ]
    for earlier in slipped:
        session.hold(earlier, limit(earlier))
    return session.minimise(goal, time_limit=time_limit) if slipped else solution


def _point(start: Reals, columns: int) -> Floats:
    """A start point as floats of its own, checked; shape (columns,)."""
    point = np.array(start, dtype=np.float64)
    if point.shape != (columns,):
        raise ModelError(
            "the start point has the wrong length",
            seen=f"shape {point.shape}",
            allowed=f"one value for each of {columns} columns",
        )
    wrong = np.flatnonzero(~np.isfinite(point))
    if wrong.size:
        raise ModelError(
            "the start point has a value that is not a finite number",
            seen=f"{point[wrong[0]]} for column {wrong[0]}",
        )
    return point


def _check_names(goals: Sequence[Goal]) -> None:
    names = [goal.name for goal in goals]
    if not names or len(set(names)) < len(names):
        raise SolverError(
            "goals must have names of their own, and there must be at least one",
            seen=", ".join(names) or "none",
        )


def _left(options: SolveOptions, began: float) -> float | None:
    if options.time_limit is None:
        return None
    return max(0.0, options.time_limit - (time.perf_counter() - began))


def _outcome(goals: Sequence[Goal], solved: Mapping[str, Solution]) -> Outcome:
    solutions = list(solved.values())
    usable = [solution for solution in solutions if solution.status.has_solution]
    best = usable[-1] if usable else solutions[0]
    status = solutions[-1].status
    if status in (Status.LIMIT, Status.ERROR) and usable:
        status = Status.FEASIBLE
    if status is Status.OPTIMAL and any(s.status is Status.NEAR for s in solutions):
        status = Status.NEAR
    values = tuple(
        _goal_value(goal, solution, best) for goal, solution in zip(goals, solutions, strict=False)
    )
    return Outcome(status, values, best, dict(solved))


def _goal_value(goal: Goal, solution: Solution, best: Solution) -> GoalValue:
    own = solution.status.has_solution
    value = solution.objective if own else goal.value(best.values)
    return GoalValue(
        goal.name, value, solution.bound, solution.status, solution.seconds, solution.method
    )
