"""The adaptive grid: plan on blocks of days, prove how good that is, split blocks, go on.

A plan on a grid can be followed day by day, so each of its goals, counted by the day, is one that
can be reached. The relaxation over the same blocks says what no plan by the day can be below, as
long as it is no worse on the goals before. Where the two are apart by more than is allowed, the
blocks to which that is due are split. See docs/decisions/0018-certified-grid.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.lp import SolveOptions, SolverError, Status
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.proof.attempt import (
    Attempt,
    Case,
    attempt,
    by_the_day,
    daily_model,
    stakes,
)
from planner.sustainment.proof.expansion import Daily
from planner.sustainment.proof.refine import apart, jumps, refined
from planner.sustainment.proof.relaxation import Relaxation
from planner.sustainment.result import Answer

Progress = Callable[[str], None]
# Values and bounds are sums that are right to about so much, relative.
ROUNDING = 1e-6
NOUGHT = 1e-6
# A bound above the value of a plan by more than this, relative, is no rounding of either.
FAULT = 1e-4


@dataclass(frozen=True, eq=False)
class Certified:
    """A plan, and for each goal what no plan can be below.

    `values` and `bounds` [goals] by the day, in the goals' own units; NaN where nothing was proven.
    """

    found: Attempt
    answer: Answer
    values: Floats
    bounds: Floats
    stakes: Floats
    point: Floats | None
    stopped_early: bool

    @property
    def gaps(self) -> Floats:
        """[goals] how far each may be from the best, relative to what is at stake."""
        size = np.maximum(np.maximum(np.abs(self.values), self.stakes), NOUGHT)
        result: Floats = np.maximum(0.0, self.values - self.bounds) / size
        return result


class Search:
    """The state of the loop: the daily model, the best plan so far and its bounds."""

    def __init__(
        self, case: Case, gap: float, options: SolveOptions, progress: Progress = lambda _: None
    ) -> None:
        self.case, self.gap, self.options, self.progress = case, gap, options, progress
        self.began = time.perf_counter()
        self.daily: Daily = daily_model(case)
        self.missed: set[str] = set()

    def run(self, grid: Grid) -> Certified:
        """Plan, prove and split until every goal is near enough to its bound, or time is up."""
        best: Certified | None = None
        while True:
            began = time.perf_counter()
            plan = self._plan(grid)
            found, signs = self._proven(plan)
            best = found if best is None else better(best, found)
            self._tell(found)
            if signs is None and found.stopped_early and self._is_daily(grid):
                return replace(best, stopped_early=True)  # of a round cut short, perhaps an earlier
            if signs is None:
                return found
            took = time.perf_counter() - began
            if self._left() is not None and 2 * took > (self._left() or 0.0):
                return replace(self._with_the_rest(best), stopped_early=True)
            grid = refined(grid, self.daily.grid, signs)

    def _plan(self, grid: Grid) -> Certified:
        options = replace(self.options, time_limit=self._left())
        found = attempt(self.case, grid, options, daily=self.daily, missed=self.missed)
        answer = found.answer(self.case.demand)
        point = by_the_day(self.daily, found)
        values = (
            self.daily.costs @ point
            if point is not None
            else np.array([goal.value for goal in found.outcome.goals])
        )
        unknown = np.full(len(values), np.nan)
        at_stake = stakes(self.daily, found.ordered)
        early = found.outcome.status is not Status.OPTIMAL
        return Certified(found, answer, values, unknown, at_stake, point, early)

    def _proven(self, plan: Certified) -> tuple[Certified, Floats | None]:
        """The plan with its bounds, and the signs of what to split; None where all is near."""
        if self._is_daily(plan.found.problem.grid):
            return replace(plan, bounds=plan.found.bounds), None
        days = len(self.daily.grid.days)
        if plan.point is None:
            return plan, np.zeros(days)
        relaxation = Relaxation(self.daily, plan.found.problem.grid, self.options)
        bounds = plan.bounds.copy()
        signs = None
        for goal in range(len(plan.values)):
            if self._is_nought(plan, goal):
                bounds[goal] = 0.0
                continue
            solution = relaxation.bound(goal, plan.values, self._left())
            if solution.bound is None:
                return replace(plan, bounds=bounds), np.zeros(days)
            bounds[goal] = enclosed(plan, goal, solution.bound)
            name = plan.found.ordered[goal].goal.name
            if bounds[goal] > NOUGHT:
                self.missed.add(name)
            proven = replace(plan, bounds=bounds)
            if proven.gaps[goal] > max(self.gap, ROUNDING):
                relaxed = relaxation.spread(solution.values)
                signs = self._signs(proven, goal, relaxed)
                break
        return replace(plan, bounds=bounds), signs

    def _with_the_rest(self, plan: Certified) -> Certified:
        """The plan with bounds of the later goals too, as far as the time that is left goes."""
        bounds = plan.bounds.copy()
        if plan.point is None or not np.isnan(bounds).any():
            return plan
        relaxation = Relaxation(self.daily, plan.found.problem.grid, self.options)
        for goal in np.flatnonzero(np.isnan(bounds)).tolist():
            found = relaxation.bound(goal, plan.values, self._left())
            if found.bound is not None:
                bounds[goal] = enclosed(plan, goal, found.bound)
        return replace(plan, bounds=bounds)

    def _signs(self, plan: Certified, goal: int, relaxed: Floats) -> Floats:
        assert plan.point is not None
        name = plan.found.ordered[goal].goal.name
        own = plan.found.outcome.by_goal[name]
        signs = np.zeros(len(self.daily.grid.days))
        for part in (
            apart(self.daily, goal, plan.point, relaxed),
            jumps(plan.found.model, own, plan.found.problem.grid),
        ):
            if part.any():
                signs += part / part.sum()
        return signs

    def _is_nought(self, plan: Certified, goal: int) -> bool:
        """Whether a goal is nought in the plan, and can be below that in none."""
        costs, lower = self.daily.costs[goal], self.daily.model.matrix().lower
        never_below = bool(np.all(costs >= 0)) and bool(np.all(lower[costs > 0] >= 0))
        return never_below and abs(plan.values[goal]) <= NOUGHT

    def _is_daily(self, grid: Grid) -> bool:
        return len(grid.edges) == len(self.daily.grid.edges)

    def _left(self) -> float | None:
        if self.options.time_limit is None:
            return None
        return max(0.0, self.options.time_limit - (time.perf_counter() - self.began))

    def _tell(self, plan: Certified) -> None:
        told = [
            f"{goal.goal.name} {value:,.6g} (bound {bound:,.6g}, gap {gap:.2%})"
            for goal, value, bound, gap in zip(
                plan.found.ordered, plan.values, plan.bounds, plan.gaps, strict=False
            )
        ]
        blocks = len(plan.found.problem.grid.lengths)
        self.progress(
            f"sustainment: {blocks} blocks, {plan.found.model.num_columns:,} variables: "
            + ", ".join(told)
        )


def enclosed(plan: Certified, goal: int, bound: float) -> float:
    """The bound of a goal, at most what the plan comes to; raises `SolverError` where it is above
    that by more than rounding: the plan itself shows that it is none."""
    value = float(plan.values[goal])
    if bound - value > FAULT * (1.0 + max(abs(value), float(plan.stakes[goal]))):
        raise SolverError(
            f"goal {plan.found.ordered[goal].goal.name!r} has a bound above a plan that there is",
            seen=f"{bound!r} above {value!r}",
            remedy="this is a fault of the program, not of the scenario: please report it",
        )
    return min(value, bound)


def better(one: Certified, other: Certified) -> Certified:
    """The plan whose first goal that differs is better, by the day; one that has no point by the
    day is never better than one that has."""
    if (one.point is None) != (other.point is None):
        return other if one.point is None else one
    for mine, theirs in zip(one.values, other.values, strict=True):
        if abs(mine - theirs) > ROUNDING * (1.0 + abs(theirs)):
            return one if mine < theirs else other
    return other
