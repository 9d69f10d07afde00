"""The goals in their order, each held while the next is solved, none weighed against another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.analysis.prepare.allowances import Allowances
from planner.analysis.prepare.stages import Stages, problem_of
from planner.errors import NoPlanError
from planner.lp import SolveOptions, Status
from planner.lp.two_stage import MEAN, Criterion, TwoStage, TwoStageResult, solve_two_stage
from planner.lp.two_stage.clock import Clock
from planner.lp.two_stage.solve import Method
from planner.messages import said
from planner.records.prepare import SolvedGoal
from planner.sustainment.demand.daily import Floats

# How far above its best value a goal may come back for the goals after it, in parts of it, and in
# tonnes or US dollars where it is small: what a solver takes for kept.
HOLD = 1e-6
UNMET, COST, STOCK = "unmet", "cost", "stock"


@dataclass
class _Solving:
    """The problem with the goals so far held, and where the time went."""

    stages: Stages
    problem: TwoStage
    allowed: Allowances
    options: SolveOptions
    method: Method
    clock: Clock

    def minimise(
        self, problem: TwoStage, criterion: Criterion, goal: str, priority: int | None = None
    ) -> tuple[TwoStageResult, SolvedGoal]:
        """Solve for one goal; raises `NoPlanError` without an answer that is settled."""
        left = replace(self.options, time_limit=self.clock.left)
        found = solve_two_stage(problem, criterion, left, self.method)
        if found.status is Status.INFEASIBLE:
            raise NoPlanError("infeasible", said("prepare.no-first-stage"))
        if not found.status.is_settled:
            why = found.status.words if found.note is None else found.note
            raise NoPlanError("limit", said("prepare.cut-short", why=why))
        value = max(0.0, found.objective)
        return found, SolvedGoal(
            goal, priority, value, found.gap, found.method, found.iterations, found.note
        )

    def unmet(self, places: list[int]) -> TwoStage:
        """The problem with what goes unmet of these priorities as the cost of its second stage."""
        made = []
        for future, realisation in zip(self.stages.futures, self.problem.realisations, strict=True):
            goals = [future.unmet(self.stages.priorities[place]) for place in places]
            size = realisation.recourse.size
            costs = sum((g.costs(size) for g in goals if g is not None), np.zeros(size))
            made.append(replace(realisation, recourse=realisation.recourse.varied(costs=costs)))
        return replace(self.problem, realisations=tuple(made))

    def beforehand(self, costs: Floats) -> TwoStage:
        """The problem with costs of the first stage alone, over the decisions."""
        padded = np.zeros(self.allowed.size)
        padded[: costs.size] = costs
        return replace(self.problem, costs=padded)

    def hold(self, column: int, value: float) -> None:
        """Keep what a column of the first stage is not below at a value from now on."""
        matrix = self.problem.matrix
        upper = matrix.upper.copy()
        upper[column] = value + HOLD * max(1.0, value)
        self.problem = replace(self.problem, matrix=replace(matrix, upper=upper))


def solved_in_order(
    stages: Stages,
    options: SolveOptions,
    method: Method,
    clock: Clock,
    *,
    hoped: bool,
    progress: Callable[[str], None],
) -> tuple[Floats, tuple[SolvedGoal, ...]]:
    """[decisions] the best of the first stage, and what each goal came to.

    `hoped` says that no future known before leaves anything unmet: then it is first tried whether
    nothing need go unmet in all of them together. Raises `NoPlanError` as `planner.plan` does.
    """
    problem, allowed = problem_of(stages)
    solving = _Solving(stages, problem, allowed, options, method, clock)
    told = list(_unmet(solving, progress, hoped=hoped))
    first = stages.first
    if first.costs.any():
        progress("what openings and additions cost")
        found, goal = solving.minimise(solving.beforehand(first.costs), MEAN, COST)
        told.append((found, goal))
        solving.hold(allowed.spent, goal.value)
    progress("the least stock")
    weights = np.zeros(first.size)
    weights[: len(first.cells)] = 1.0
    told.append(solving.minimise(solving.beforehand(weights), MEAN, STOCK))
    x = told[-1][0].x[: first.size].copy()
    x[first.whole] = np.round(x[first.whole])
    return x, tuple(goal for _, goal in told)


def _unmet(
    solving: _Solving, progress: Callable[[str], None], *, hoped: bool
) -> Iterator[tuple[TwoStageResult, SolvedGoal]]:
    """What goes unmet, priority by priority."""
    stages, allowed = solving.stages, solving.allowed
    every = list(range(len(stages.priorities)))
    if hoped and len(every) > 1:
        progress("whether nothing need go unmet")
        found, goal = solving.minimise(solving.unmet(every), stages.criterion, UNMET)
        if goal.value <= HOLD:
            for place in every:
                solving.hold(int(allowed.reached[place]), 0.0)
                yield found, replace(goal, priority=stages.priorities[place], value=0.0)
            return
    for place in every:
        priority = stages.priorities[place]
        progress(f"what goes unmet of priority {priority}")
        problem = solving.unmet([place])
        found, goal = solving.minimise(problem, stages.criterion, UNMET, priority)
        yield found, goal
        solving.hold(int(allowed.reached[place]), goal.value)
