"""The L-shaped method: a master problem learns by cuts what the second stage costs.

Van Slyke & Wets, L-shaped linear programs with applications to optimal control and stochastic
programming, 1969; with more cuts in a round Birge & Louveaux, A multicut algorithm for two-stage
stochastic linear programs, 1988. It is Benders' partition of the deterministic equivalent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.errors import fault
from planner.lp.blocks import Floats
from planner.lp.dot import dot
from planner.lp.engine import without_point
from planner.lp.options import SolveOptions
from planner.lp.solution import Solution, Status
from planner.lp.solve import solve_in_order
from planner.lp.two_stage.bundles import bundles
from planner.lp.two_stage.clock import Clock, StoppedError, answered
from planner.lp.two_stage.criterion import MEAN, Criterion
from planner.lp.two_stage.extensive import extensive, solve_extensive
from planner.lp.two_stage.master import Master
from planner.lp.two_stage.problem import TwoStage
from planner.lp.two_stage.result import L_SHAPED, Step, TwoStageResult, without_solution
from planner.lp.two_stage.second import Reply, SecondStage
from planner.lp.two_stage.verify import checked_costs, checked_objective
from planner.messages import said

# The relative gap at which a search ends where nobody asks for another.
CLOSE = 1e-9
# What solvers leave of a gap by their own tolerances: nothing more is to be had from the cuts.
ROUNDING = 1e-6
# Cuts of linear masters are a start for those with whole columns; more would be cuts elsewhere.
CLOSE_RELAXED = 1e-4
# Rounds that bring neither bound nearer, after which rounding is all that is left.
IDLE_ROUNDS = 3
MOST_ROUNDS = 10_000
# A cut is worth having where it says so much more, in parts of itself.
WORTH = 1e-10


def solve_l_shaped(
    problem: TwoStage, criterion: Criterion = MEAN, options: SolveOptions | None = None
) -> TwoStageResult:
    """Solve by cuts; the first stage may have whole columns, the second may not.

    Ends at the relative gap of the options, at least 1e-9. `method` is the extensive form where
    the cuts alone leave the master without a bound. Raises InputError where the second stage has
    whole columns, or the master or a second stage more than `options.max_variables` columns;
    SolverError where the solver gives no duals, or the answer does not keep to the problem.
    """
    if problem.has_whole_recourse:
        raise fault(said("two-stage.whole-recourse"))
    options = options or SolveOptions()
    search = _Search(problem, criterion, options)
    try:
        status = search.run()
    except StoppedError as stopped:
        status = Status.FEASIBLE if search.best else stopped.status
    except _UnanchoredError:
        left = replace(options, time_limit=search.clock.left)
        found = solve_extensive(problem, criterion, left)
        return replace(found, note=said("two-stage.no-anchor"), seconds=search.clock.gone)
    return search.result(status)


class _UnanchoredError(Exception):
    """Nothing holds the master from below, though the problem itself may well be bounded."""


@dataclass(frozen=True, eq=False)
class _Point:
    """A first stage with what it costs in all."""

    x: Floats
    replies: tuple[Reply, ...]
    value: float


class _Search:
    """One search: what is known so far."""

    def __init__(self, problem: TwoStage, criterion: Criterion, options: SolveOptions) -> None:
        self.clock = Clock(options.time_limit)
        self.best: _Point | None = None
        self._problem, self._criterion, self._options = problem, criterion, options
        self._gap = max(options.gap, CLOSE)
        self._bundles = bundles(problem, criterion)
        self._master = Master(problem, criterion, self._bundles, options)
        self._second = SecondStage(problem, options, self.clock)
        self._lower, self._anchored = -np.inf, False
        self._steps: list[Step] = []

    def run(self) -> Status:
        """Search to the end; raises StoppedError where a limit comes first.

        Cuts are good whether columns are whole or not, so most of them are made by linear masters,
        and the searches over whole columns begin with those (McDaniel & Devine 1977).
        """
        if self._master.can_relax:
            status = self._rounds(relaxed=True)
            if not status.is_settled:
                return status
        return self._rounds(relaxed=False)

    def _rounds(self, *, relaxed: bool) -> Status:
        best: _Point | None = None
        before, idle = np.empty(0), 0
        for _ in range(MOST_ROUNDS):
            found, rise = self._minimised(relaxed=relaxed)
            if found.status is Status.INFEASIBLE:
                return found.status
            point = self._at(found.of(self._master.x))
            fall = _fall(best, point)
            best = point if fall > 0 else best
            self._keep(point)
            added = self._cut(found, point)
            upper = np.inf if best is None else best.value
            if self._is_close(upper, max(self._gap, CLOSE_RELAXED if relaxed else 0.0)):
                return Status.OPTIMAL
            idle = 0 if rise > 0 or fall > 0 else idle + 1
            ended = not added or _same(point.x, before)
            if idle and (ended or (idle >= IDLE_ROUNDS and self._is_close(upper, ROUNDING))):
                break
            before = point.x
        near = self._is_close(upper, max(self._gap, ROUNDING))
        return Status.OPTIMAL if near else Status.NEAR

    def _is_close(self, upper: float, gap: float) -> bool:
        return upper - self._lower <= gap * max(1.0, abs(upper)) if upper < np.inf else False

    def _minimised(self, *, relaxed: bool) -> tuple[Solution, float]:
        """The master's solution, and by how much it raised the bound."""
        found = self._master_solved(relaxed=relaxed)
        if found.status is Status.UNBOUNDED and not self._anchored:
            self._anchored = True
            least = self._each_alone()
            if np.isposinf(least).any():
                return without_point(Status.INFEASIBLE, found.values.size), 0.0
            self._master.anchor(self._bundles.gathered(least))
            found = self._master_solved(relaxed=relaxed)
        if found.status is Status.UNBOUNDED:
            raise _UnanchoredError
        bound = self._lower if found.bound is None else found.bound
        rise = bound - self._lower
        self._lower = max(self._lower, bound)
        return found, 0.0 if rise <= WORTH * max(1.0, abs(bound)) else rise

    def _master_solved(self, *, relaxed: bool) -> Solution:
        if self.clock.is_up:
            raise StoppedError(Status.LIMIT)
        # half of the gap is left for the cuts
        gap = self._options.gap / 2
        return answered(self._master.minimise(self.clock.left, gap, relaxed=relaxed))

    def _each_alone(self) -> Floats:
        """What each realisation costs at least where it is certain, all numbers being allowed."""
        least = []
        for alone in self._problem.relaxed().alone():
            built = extensive(alone, most=self._options.max_variables)
            options = replace(self._options, time_limit=self.clock.left)
            found = answered(solve_in_order(built.model, [built.goal], options).solution)
            ends = {Status.UNBOUNDED: -np.inf, Status.INFEASIBLE: np.inf}
            least.append(ends.get(found.status, found.objective))
        return np.array(least)

    def _at(self, x: Floats) -> _Point:
        replies = tuple(self._second.all_at(x))
        recourse_costs = np.array([reply.cost for reply in replies])
        if np.isneginf(recourse_costs).any():
            raise _UnanchoredError
        if np.isposinf(recourse_costs).any():
            return _Point(x, replies, np.inf)
        costs = dot(self._problem.costs, x) + recourse_costs
        return _Point(x, replies, self._criterion.value(costs, self._problem.probabilities))

    def _keep(self, point: _Point) -> None:
        """Take a point for the best where it costs less, and its whole columns are whole."""
        whole = point.x[self._problem.matrix.integer]
        if (whole == np.round(whole)).all() and _fall(self.best, point) > 0:
            self.best = point

    def _cut(self, found: Solution, point: _Point) -> int:
        """Add the cuts of a point that the master's solution misses; how many there are."""
        outer, theta = found.of(self._master.x), found.of(self._master.theta)
        cuts = self._bundles.cuts(point.replies, point.x).above(outer, theta, WORTH)
        count, failing = cuts.thetas.size, cuts.feasibility
        if count:
            self._master.add(cuts)
        upper = np.inf if self.best is None else self.best.value
        self._steps.append(Step(self._lower, upper, count - failing, failing))
        return count

    def result(self, status: Status) -> TwoStageResult:
        """What was found, its cost recomputed from x and y."""
        best, lower = self.best, self._lower
        if best is None or not status.has_solution:
            status = Status.LIMIT if status.has_solution else status
            found = without_solution(self._problem, status, L_SHAPED)
        else:
            recourse = tuple(reply.y for reply in best.replies)
            costs = checked_costs(self._problem, best.x, recourse)
            objective = checked_objective(self._problem, self._criterion, best.x, costs, best.value)
            # rounding may have brought the bound above by a hair
            lower = min(lower, objective)
            found = TwoStageResult(status, objective, best.x, costs, recourse, None, L_SHAPED)
        return replace(
            found,
            lower_bound=lower if np.isfinite(lower) else None,
            steps=tuple(self._steps),
            seconds=self.clock.gone,
        )


def _fall(best: _Point | None, point: _Point) -> float:
    """By how much a point costs less than the best."""
    if point.value == np.inf:
        return 0.0
    return np.inf if best is None else best.value - point.value


def _same(one: Floats, other: Floats) -> bool:
    return one.size == other.size and bool(np.allclose(one, other, rtol=1e-9, atol=1e-9))
