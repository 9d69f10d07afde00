"""The adaptive grid: plan on blocks of days, prove how good that is, mend, split blocks, go on.

A plan on a grid can be followed day by day, so each of its goals, counted by the day, is one that
can be reached. A relaxation over blocks of days says what no plan by the day can be below, as long
as it is no worse on the goals before. Where the two are apart by more than is allowed, the days to
which that is due are solved again by the day, and the blocks of the relaxation are split; where
that does not help, those of the plan too. See docs/decisions/0018-certified-grid.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.lp import Goal, SolveOptions, Status
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.proof.attempt import (
    Case,
    answer_by_the_day,
    attempt,
    by_the_day,
    daily_model,
    stakes,
)
from planner.sustainment.proof.certified import (
    NOUGHT,
    ROUNDING,
    Certified,
    apart_from_bound,
    better,
    enclosed,
    pays,
)
from planner.sustainment.proof.expansion import Daily
from planner.sustainment.proof.refine import apart, begun, jumps, refined
from planner.sustainment.proof.relaxation import Relaxation
from planner.sustainment.proof.repair import repaired
from planner.sustainment.result import Answer

Progress = Callable[[str], None]
# Mending is gone on with while each window takes away so much of what a goal is from its bound.
BRINGS = 0.01


@dataclass(frozen=True, eq=False)
class Short:
    """A goal that is not near enough to its bound, and the days [D] that this is due to."""

    goal: int
    signs: Floats


class Search:
    """The state of the loop: the daily model, the best plan so far and its bounds."""

    def __init__(
        self, case: Case, gap: float, options: SolveOptions, progress: Progress = lambda _: None
    ) -> None:
        self.case, self.gap, self.options, self.progress = case, gap, options, progress
        self.began = time.perf_counter()
        self.daily: Daily = daily_model(case)
        self.missed: set[str] = set()
        self._relaxation: Relaxation | None = None

    def run(self, blocks: Grid) -> Certified:
        """Plan, prove, mend and split until every goal is near enough to its bound, or time is
        up. The first relaxation is over `blocks`, the first plan on them but for its beginning."""
        grid = begun(blocks, self.daily.grid, self.daily.problem.legs)
        if self._is_daily(grid):
            return self._by_the_day(None)
        began = time.perf_counter()
        best = self._without_artefacts(self._plan(grid))
        while True:
            best, short = self._proven(best, blocks)
            self._tell(best)
            if short is None:
                return best
            now = time.perf_counter()
            if self._left() is not None and 2 * (now - began) > (self._left() or 0.0):
                return replace(self._with_the_rest(best, blocks), stopped_early=True)
            began = now
            blocks = refined(blocks, self.daily.grid, short.signs)
            mended = self._mended(best, short)
            paid = pays(best, mended, short.goal)
            grid = grid if paid else refined(grid, self.daily.grid, short.signs)
            if self._is_daily(blocks) or self._is_daily(grid):
                return self._by_the_day(mended)
            best = mended if paid else better(mended, self._without_artefacts(self._plan(grid)))

    def answer(self, plan: Certified) -> Answer:
        """The plan in units of issue, with its goals recomputed from the records."""
        if plan.mended and plan.point is not None:
            return answer_by_the_day(self.case, self.daily, plan.found, plan.point)
        return plan.found.answer(self.case.demand)

    def _by_the_day(self, before: Certified | None) -> Certified:
        """The plan by the day, its own proof; the better of it and one before where it is cut
        short."""
        plan = self._plan(self.daily.grid)
        plan = replace(plan, bounds=plan.found.bounds)
        if plan.stopped_early and before is not None:
            plan = replace(better(before, plan), stopped_early=True)
        self._tell(plan)
        return plan

    def _plan(self, grid: Grid) -> Certified:
        options = replace(self.options, time_limit=self._left())
        found = attempt(self.case, grid, options, daily=self.daily, missed=self.missed)
        point = by_the_day(self.daily, found)
        values = (
            self.daily.costs @ point
            if point is not None
            else np.array([goal.value for goal in found.outcome.goals])
        )
        unknown = np.full(len(values), np.nan)
        at_stake = stakes(self.daily, found.ordered)
        early = found.outcome.status is not Status.OPTIMAL
        return Certified(found, values, unknown, at_stake, point, early)

    def _without_artefacts(self, plan: Certified) -> Certified:
        """The plan without what only its blocks leave unmet or missing, as far as that goes: days
        on which a goal that may be nought is not are solved again while it pays."""
        if plan.point is None:
            return plan
        nothing = np.zeros_like(plan.point)
        for goal in range(len(plan.values)):
            while self._may_be_nought(plan, goal) and not self._is_trifle(plan, goal, plan.values):
                assert plan.point is not None
                short = Short(goal, apart(self.daily, goal, plan.point, nothing))
                mended = self._mended(plan, short)
                paid = pays(plan, mended, goal)
                plan = mended
                if not paid:
                    break
        return plan

    def _mended(self, plan: Certified, short: Short) -> Certified:
        """The plan with the days that a goal falls short by solved again."""
        if plan.point is None:
            return plan

        last, away = plan.values[short.goal], apart_from_bound(plan, short.goal)

        def enough(values: Floats) -> bool:
            nonlocal last
            brought, last = last - values[short.goal], values[short.goal]
            return brought <= BRINGS * away or self._is_trifle(plan, short.goal, values)

        options = replace(self.options, time_limit=self._left())
        point = repaired(self.daily, self._goals(plan), plan.point, short.signs, options, enough)
        if point is plan.point:
            return plan
        values = self.daily.costs @ point
        unknown = np.full(len(values), np.nan)
        return replace(plan, values=values, bounds=unknown, point=point, mended=True)

    def _goals(self, plan: Certified) -> list[Goal]:
        """The goals that were reached; of those known not to come to nought it is not hoped."""
        reached = [goal.goal for goal in plan.found.ordered[: len(plan.values)]]
        return [
            replace(goal, hoped_zero=goal.hoped_zero and goal.name not in self.missed)
            for goal in reached
        ]

    def _proven(self, plan: Certified, blocks: Grid) -> tuple[Certified, Short | None]:
        """The plan with its bounds, and the first goal that falls short; None where none does."""
        days = len(self.daily.grid.days)
        if plan.point is None:
            return plan, Short(0, np.zeros(days))
        bounds = np.full(len(plan.values), np.nan)
        for goal in range(len(plan.values)):
            if self._is_near_nought(plan, goal):
                bounds[goal] = 0.0
                continue
            solution = self._relaxed(blocks).bound(goal, plan.values, self._left())
            if solution.bound is None:
                return replace(plan, bounds=bounds), Short(goal, np.zeros(days))
            bounds[goal] = enclosed(plan, goal, solution.bound)
            if bounds[goal] > NOUGHT:
                self.missed.add(plan.found.ordered[goal].goal.name)
            proven = replace(plan, bounds=bounds)
            if proven.gaps[goal] > max(self.gap, ROUNDING):
                relaxed = self._relaxed(blocks).spread(solution.values)
                return proven, Short(goal, self._signs(proven, goal, relaxed))
        return replace(plan, bounds=bounds), None

    def _relaxed(self, blocks: Grid) -> Relaxation:
        """The relaxation over some blocks; the last one is kept."""
        if self._relaxation is None or self._relaxation.blocks is not blocks:
            self._relaxation = Relaxation(self.daily, blocks, self.options)
        return self._relaxation

    def _with_the_rest(self, plan: Certified, blocks: Grid) -> Certified:
        """The plan with bounds of the later goals too, as far as the time that is left goes."""
        bounds = plan.bounds.copy()
        if plan.point is None or not np.isnan(bounds).any():
            return plan
        for goal in np.flatnonzero(np.isnan(bounds)).tolist():
            found = self._relaxed(blocks).bound(goal, plan.values, self._left())
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

    def _may_be_nought(self, plan: Certified, goal: int) -> bool:
        """Whether a goal is one that is nought where all goes well, and below that in no plan."""
        costs, lower = self.daily.costs[goal], self.daily.model.matrix().lower
        never_below = bool(np.all(costs >= 0)) and bool(np.all(lower[costs > 0] >= 0))
        return never_below and plan.found.ordered[goal].name in (GoalName.UNMET, GoalName.POLICY)

    def _is_near_nought(self, plan: Certified, goal: int) -> bool:
        """Whether a goal can be below nought in no plan, and nought is near enough as its bound."""
        near = replace(plan, bounds=np.zeros(len(plan.values))).gaps[goal] <= self.gap
        return (near or abs(plan.values[goal]) <= NOUGHT) and self._may_be_nought(plan, goal)

    def _is_trifle(self, plan: Certified, goal: int, values: Floats) -> bool:
        """Whether what a goal comes to needs no look at its days: unmet demand next to nothing, any
        other as much as it may be from its bound."""
        unmet = plan.found.ordered[goal].name is GoalName.UNMET
        share = ROUNDING if unmet else max(self.gap, ROUNDING)
        size = max(abs(float(values[goal])), float(plan.stakes[goal]))
        away = apart_from_bound(replace(plan, values=values), goal)
        return away <= NOUGHT + share * size

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
