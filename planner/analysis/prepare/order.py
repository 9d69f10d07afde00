"""The goals in their order, each held while the next is solved, none weighed against another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.analysis.prepare.allowances import Allowances
from planner.analysis.prepare.stages import Stages, problem_of
from planner.errors import NoPlanError
from planner.lp import SolveOptions, Status
from planner.lp.blocks import Flags
from planner.lp.two_stage import MEAN, Criterion, TwoStage, TwoStageResult, solve_two_stage
from planner.lp.two_stage.clock import Clock
from planner.lp.two_stage.solve import Method
from planner.messages import said
from planner.records.prepare import KNOWN, SolvedGoal
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Ints

# How far above its best value a goal may come back for the goals after it, in parts of it: in large
# models more, for interior point needs the room. Of the stock for five futures of mali-2012, with
# 180 t unmet on average, it stops 2 % short with a millionth.
HOLD, HOLD_LARGE = 1e-6, 1e-4
SMALL = 10_000
# What is no more than this, in tonnes or US dollars, is nothing.
NOUGHT = 1e-6
UNMET, COST, STOCK = "unmet", "cost", "stock"
# Columns of all futures up to which one model is solved where nobody asks for another way. On five
# futures of mali-2012, 89 thousand columns, one model takes 38 s for a goal, and cuts had not come
# to the end of the first after 190: futures differ in their rows, so no two share a session.
LARGE = 300_000


@dataclass
class _Solving:
    """The problem with the goals so far held, and where the time went."""

    stages: Stages
    problem: TwoStage
    allowed: Allowances
    options: SolveOptions
    method: Method
    clock: Clock
    progress: Callable[[str], None]

    def minimise(
        self, problem: TwoStage, criterion: Criterion, goal: str, priority: int | None = None
    ) -> tuple[TwoStageResult, SolvedGoal]:
        """Solve for one goal; raises `NoPlanError` without an answer that is settled."""
        left = replace(self.options, time_limit=self.clock.left)
        found = solve_two_stage(problem, criterion, left, _method(problem, self.method))
        if found.status is Status.INFEASIBLE:
            raise NoPlanError("infeasible", said("prepare.no-first-stage"))
        if not found.status.is_settled:
            why = found.status.words if found.note is None else found.note
            raise NoPlanError("limit", said("prepare.cut-short", why=why))
        value = max(0.0, found.objective)
        return found, SolvedGoal(
            goal, priority, value, found.gap, found.method, found.iterations, found.note
        )

    def unmet(self, place: int) -> TwoStage:
        """The problem with what goes unmet of a priority as the cost of its second stage."""
        made = []
        for future, realisation in zip(self.stages.futures, self.problem.realisations, strict=True):
            goal = future.unmet(self.stages.priorities[place])
            size = realisation.recourse.size
            costs = np.zeros(size) if goal is None else goal.costs(size)
            made.append(replace(realisation, recourse=realisation.recourse.varied(costs=costs)))
        return replace(self.problem, realisations=tuple(made))

    def beforehand(self, costs: Floats) -> TwoStage:
        """The problem with costs of the first stage alone, over the decisions."""
        padded = np.zeros(self.allowed.size)
        padded[: costs.size] = costs
        return replace(self.problem, costs=padded)

    def slack(self, value: float) -> float:
        """By how much a goal may come back that was at a value."""
        return NOUGHT + (HOLD if _columns(self.problem) <= SMALL else HOLD_LARGE) * value

    def comes_to(self, least: Floats) -> bool:
        """Whether some choice comes to what nothing can be below, [priorities]: with r there, the
        least sum of all o is nothing."""
        self.progress("whether a choice for all futures is as good as knowing which comes")
        allowed, upper = self.allowed, self.problem.matrix.upper[self.allowed.reached]
        self.bound(dict(zip(allowed.reached.tolist(), least.tolist(), strict=True)))
        costs = np.zeros(allowed.size)
        costs[allowed.over] = 1.0
        found, _ = self.minimise(replace(self.problem, costs=costs), MEAN, UNMET)
        self.bound(dict(zip(allowed.reached.tolist(), upper.tolist(), strict=True)))
        return bool((found.x[allowed.over] <= [self.slack(value) for value in least]).all())

    def hold(self, place: int, value: float) -> None:
        """Keep what goes unmet of a priority at a value from now on."""
        column, over = int(self.allowed.reached[place]), int(self.allowed.over[place])
        self.bound({column: value + self.slack(value), over: 0.0})

    def forbid(self, place: int, futures: Ints) -> None:
        """Let nothing of a priority go unmet in these futures: columns at nought are sharper than
        any row, and solvers leave them out."""
        priority = self.stages.priorities[place]
        realisations = list(self.problem.realisations)
        for number in futures:
            goal, recourse = self.stages.futures[number].unmet(priority), realisations[number]
            if goal is not None:
                upper = recourse.recourse.matrix.upper.copy()
                upper[goal.columns] = 0.0
                varied = recourse.recourse.varied(upper=upper)
                realisations[number] = replace(recourse, recourse=varied)
        self.problem = replace(self.problem, realisations=tuple(realisations))

    def bound(self, most: Mapping[int, float]) -> None:
        """Give columns of the first stage upper bounds."""
        matrix = self.problem.matrix
        upper = matrix.upper.copy()
        upper[list(most)] = list(most.values())
        self.problem = replace(self.problem, matrix=replace(matrix, upper=upper))


def _method(problem: TwoStage, asked: Method) -> Method:
    return "extensive" if asked == "auto" and _columns(problem) <= LARGE else asked


def _columns(problem: TwoStage) -> int:
    return sum(recourse.size for recourse in problem.recourses)


def solved_in_order(
    stages: Stages,
    known: Sequence[Sequence[float]],
    options: SolveOptions,
    method: Method,
    clock: Clock,
    progress: Callable[[str], None],
) -> tuple[Floats, tuple[SolvedGoal, ...]]:
    """[decisions] the best of the first stage, and what each goal came to.

    `known` [futures][priorities] is what goes unmet of each future known before, in tonnes: no
    choice for all futures leaves less. It is first asked whether one leaves no more; goal by goal
    only where none does. Raises `NoPlanError` as `planner.plan` does.
    """
    problem, allowed = problem_of(stages)
    solving = _Solving(stages, problem, allowed, _quick(options), method, clock, progress)
    least = least_of(stages, known)
    if least is not None and solving.comes_to(least):
        try:
            return _finished(solving, _as_known(solving, known, least))
        except NoPlanError as error:
            if error.status != "infeasible":  # else it came there by rounding alone
                raise
        solving.problem = problem
    return _finished(solving, list(_unmet(solving)))


def _quick(options: SolveOptions) -> SolveOptions:
    """Without crossover: no solve begins where another ended, and none needs a vertex.

    On five futures of mali-2012, 89 thousand columns, interior point takes 38 s, and crossover
    after it had not come to its end six minutes later.
    """
    return replace(options, crossover=False)


def least_of(stages: Stages, known: Sequence[Sequence[float]]) -> Floats | None:
    """[priorities] what no choice is below, where that is known: None where it is not.

    Where a future is left more of an early priority unmet than it must, less of a later one may be.
    By the mean that is seen in the early one; by a criterion that looks at some futures alone it is
    not, unless nothing goes unmet before the last priority of which something must.
    """
    reached = np.array(known, dtype=np.float64).reshape(len(stages.futures), -1)
    needed = np.flatnonzero(reached.max(axis=0, initial=0.0) > NOUGHT)
    if not stages.criterion.is_mean and needed.size > 1:
        return None
    return np.array([stages.criterion.value(one, stages.chances) for one in reached.T])


def _as_known(
    solving: _Solving, known: Sequence[Sequence[float]], least: Floats
) -> list[SolvedGoal]:
    """The goals of unmet demand, all at what nothing can be below, and held there."""
    told = []
    for place, priority in enumerate(solving.stages.priorities):
        value = float(least[place])
        solving.hold(place, value)
        unmet = np.array([future[place] for future in known])
        solving.forbid(place, np.flatnonzero((unmet <= NOUGHT) & _counted(solving.stages, value)))
        told.append(SolvedGoal(UNMET, priority, value, 0.0, KNOWN, 0, None))
    return told


def _counted(stages: Stages, value: float) -> Flags:
    """[futures] which must come to what they would if they were known, where the criterion does:
    those that have a chance by the mean, or where it is nothing; for the worst even without one."""
    if stages.criterion.worst:
        return np.full(len(stages.futures), value <= NOUGHT)
    return (stages.chances > 0) & (stages.criterion.is_mean or value <= NOUGHT)


def _unmet(solving: _Solving) -> Iterator[SolvedGoal]:
    """What goes unmet, priority by priority."""
    stages = solving.stages
    for place, priority in enumerate(stages.priorities):
        solving.progress(f"what goes unmet of priority {priority}")
        _, goal = solving.minimise(solving.unmet(place), stages.criterion, UNMET, priority)
        yield goal
        solving.hold(place, goal.value)
        if goal.value <= NOUGHT:
            solving.forbid(place, np.flatnonzero(_counted(stages, goal.value)))


def _finished(solving: _Solving, unmet: list[SolvedGoal]) -> tuple[Floats, tuple[SolvedGoal, ...]]:
    """The goals after unmet demand: what is spent beforehand, and tonnes of stock."""
    told, first = list(unmet), solving.stages.first
    if first.costs.any():
        solving.progress("what openings and additions cost")
        _, goal = solving.minimise(solving.beforehand(first.costs), MEAN, COST)
        told.append(goal)
        solving.bound({solving.allowed.spent: goal.value + solving.slack(goal.value)})
    solving.progress("the least stock")
    weights = np.zeros(first.size)
    weights[: len(first.cells)] = 1.0
    found, goal = solving.minimise(solving.beforehand(weights), MEAN, STOCK)
    x = found.x[: first.size].copy()
    x[first.whole] = np.round(x[first.whole])
    return x, (*told, goal)
