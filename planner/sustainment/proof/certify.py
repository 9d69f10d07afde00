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
from dataclasses import replace

import numpy as np

from planner.errors import NoPlanError
from planner.lp import Goal, SolveOptions, Status, dot, dots, telling
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.proof.attempt import (
    Attempt,
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
    padded,
    pays,
    with_bound,
)
from planner.sustainment.proof.expansion import Daily, least_unmet
from planner.sustainment.proof.refine import apart, begun, jumps, refined
from planner.sustainment.proof.relaxation import Relaxation
from planner.sustainment.proof.repair import Short, lead_days, repaired
from planner.sustainment.result import Answer

Progress = Callable[[str], None]


class Search:
    """The state of the loop: the daily model, the best plan so far and its bounds."""

    def __init__(
        self, case: Case, gap: float, options: SolveOptions, progress: Progress = lambda _: None
    ) -> None:
        self.case, self.gap, self.options, self.progress = case, gap, options, progress
        self.began = time.perf_counter()
        self.daily: Daily = daily_model(case)
        self.missed: set[str] = set()
        self._least = least_unmet(self.daily)
        self._relaxation: Relaxation | None = None

    def run(self, blocks: Grid) -> Certified:
        """Plan, prove, mend and split until every goal is near enough to its bound, or time is
        up. The first relaxation is over `blocks`, the first plan on them but for its beginning."""
        grid = begun(blocks, self.daily.grid, self.daily.problem.legs, lead_days(self.daily))
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
            mended = self._mended(best, short)
            paid = pays(best, mended, short.goal)
            if paid and self._is_trifle(replace(mended, bounds=best.bounds), short.goal):
                best = mended
                continue
            blocks = refined(blocks, self.daily.grid, short.signs)
            grid = grid if paid else refined(grid, self.daily.grid, short.signs)
            try:
                if self._is_daily(blocks) or self._is_daily(grid):
                    return self._by_the_day(mended)
                best = mended if paid else better(mended, self._without_artefacts(self._plan(grid)))
            except NoPlanError as error:
                if error.status != "limit":
                    raise
                # a limit, or a solver that broke down, does not take the plan that there is
                return replace(mended, stopped_early=True)

    def answers(self, plan: Certified) -> tuple[Answer, Answer]:
        """The plan in units of issue, with its goals recomputed from the records; and the plan on
        blocks that it came from, whose model has the worth of limits.

        They are one where that comes to the same by the day. It may not without being mended: what
        leaves evenly, and in part too late to be of use, leaves by the day only as long as it is.
        Where a goal comes to something else, its duals are left out: they would explain another
        shortage.
        """
        on_blocks = plan.found.answer(self.case.demand)
        if plan.point is None or not (plan.mended or self._other(plan, ROUNDING)):
            return on_blocks, on_blocks
        other = self._other(plan, max(self.gap, ROUNDING))
        known = on_blocks.outcome.by_goal.items()
        outcome = replace(
            on_blocks.outcome, by_goal={name: found for name, found in known if name not in other}
        )
        told = answer_by_the_day(self.case, self.daily, plan.found, plan.point)
        return told, replace(on_blocks, outcome=outcome)

    def _other(self, plan: Certified, share: float) -> frozenset[str]:
        """The goals that come to something else by the day than on blocks, by more than a share of
        what is at stake. What is told of policies is counted on the days in any case."""
        reached = np.array([goal.value for goal in plan.found.outcome.goals])
        away = np.abs(plan.values - padded(reached, len(plan.values)))
        size = np.maximum(1.0, np.maximum(np.abs(plan.values), plan.stakes))
        return frozenset(
            named.goal.name
            for named, apart_by, of in zip(plan.found.ordered, away, size, strict=True)
            if named.name is not GoalName.POLICY and apart_by > share * of
        )

    def _by_the_day(self, before: Certified | None) -> Certified:
        """The plan by the day, its own proof; the better of it and one before where it is cut
        short."""
        plan = self._plan(self.daily.grid)
        plan = replace(plan, bounds=padded(plan.found.bounds, len(plan.values)))
        if plan.stopped_early and before is not None:
            plan = replace(better(before, plan), stopped_early=True)
        self._tell(plan)
        return plan

    def _plan(self, grid: Grid) -> Certified:
        found = attempt(
            self.case,
            grid,
            replace(self.options, time_limit=self._left()),
            daily=self.daily,
            missed=self.missed,
            progress=self.progress,
        )
        point = by_the_day(self.daily, found)
        reached = np.array([goal.value for goal in found.outcome.goals])
        values = (
            padded(reached, len(found.ordered)) if point is None else dots(self.daily.costs, point)
        )
        at_stake = stakes(self.daily, found.ordered)
        early = found.outcome.status is not Status.OPTIMAL
        return Certified(found, values, self._known(found), at_stake, point, early)

    def _known(self, found: Attempt) -> Floats:
        """[goals] what unmet demand and missing stock cannot be below, whatever the plan: nothing,
        and what is asked for before it can be there. NaN for other goals."""
        known = np.full(len(found.ordered), np.nan)
        for goal, (named, costs) in enumerate(zip(found.ordered, self.daily.costs, strict=True)):
            lower = self.daily.model.matrix().lower
            never_below = bool(np.all(costs >= 0)) and bool(np.all(lower[costs > 0] >= 0))
            if never_below and named.name in (GoalName.UNMET, GoalName.POLICY):
                known[goal] = dot(costs, self._least)
        return known

    def _without_artefacts(self, plan: Certified) -> Certified:
        """The plan without what only its blocks leave unmet or missing, as far as that goes: the
        days on which there is more of it than there must be are solved again while it pays."""
        for goal in np.flatnonzero(~np.isnan(plan.bounds)).tolist():
            while plan.point is not None and not self._is_trifle(plan, goal):
                signs = apart(self.daily, goal, plan.point, self._least)
                mended = self._mended(plan, Short(goal, apart_from_bound(plan, goal), signs))
                paid = pays(plan, mended, goal)
                plan = mended
                if not paid:
                    break
        return plan

    def _mended(self, plan: Certified, short: Short) -> Certified:
        """The plan with the days that a goal falls short by solved again."""
        if plan.point is None or not short.signs.any():
            return plan
        point = repaired(
            self.daily,
            self._goals(plan),
            plan.point,
            short,
            replace(self.options, time_limit=self._left()),
            enough=lambda values: self._is_trifle(replace(plan, values=values), short.goal),
            progress=self.progress,
        )
        if point is plan.point:
            return plan
        values = dots(self.daily.costs, point)
        return replace(
            plan, values=values, bounds=self._known(plan.found), point=point, mended=True
        )

    def _goals(self, plan: Certified) -> list[Goal]:
        """The goals; of those known not to come to nought it is not hoped."""
        return [
            replace(goal, hoped_zero=goal.hoped_zero and goal.name not in self.missed)
            for goal in (named.goal for named in plan.found.ordered)
        ]

    def _proven(self, plan: Certified, blocks: Grid) -> tuple[Certified, Short | None]:
        """The plan with its bounds, and the first goal that falls short; None where none does."""
        nowhere = np.zeros(len(self.daily.grid.days))
        if plan.point is None:
            return plan, Short(0, np.inf, nowhere)
        plan = replace(plan, bounds=self._known(plan.found))
        for goal in range(len(plan.values)):
            if self._is_near(plan, goal):
                continue
            solution = self._relaxed(blocks).bound(goal, plan.values, self._left())
            if solution.bound is None:
                return plan, Short(goal, np.inf, nowhere)
            plan = with_bound(plan, goal, solution.bound)
            if plan.bounds[goal] > NOUGHT:
                self.missed.add(plan.found.ordered[goal].goal.name)
            if not self._is_near(plan, goal):
                relaxed = self._relaxed(blocks).spread(solution.values)
                signs = self._signs(plan, goal, relaxed)
                return plan, Short(goal, apart_from_bound(plan, goal), signs)
        return plan, None

    def _relaxed(self, blocks: Grid) -> Relaxation:
        """The relaxation over some blocks; the last one is kept."""
        if self._relaxation is None or self._relaxation.blocks is not blocks:
            told = telling(self.progress, "sustainment: bounds")
            self._relaxation = Relaxation(self.daily, blocks, self.options, told)
        return self._relaxation

    def _with_the_rest(self, plan: Certified, blocks: Grid) -> Certified:
        """The plan with bounds of the later goals too, as far as the time that is left goes."""
        if plan.point is None:
            return plan
        for goal in np.flatnonzero(np.isnan(plan.bounds)).tolist():
            if self._left() == 0.0:
                break
            found = self._relaxed(blocks).bound(goal, plan.values, self._left())
            if found.bound is not None:
                plan = with_bound(plan, goal, found.bound)
        return plan

    def _signs(self, plan: Certified, goal: int, relaxed: Floats) -> Floats:
        assert plan.point is not None
        name = plan.found.ordered[goal].goal.name
        own = plan.found.outcome.by_goal.get(name)
        parts = [apart(self.daily, goal, plan.point, relaxed)]
        if own is not None:
            parts.append(jumps(plan.found.model, own, plan.found.problem.grid))
        signs = np.zeros(len(self.daily.grid.days))
        for part in parts:
            if part.any():
                signs += part / part.sum()
        return signs

    def _is_near(self, plan: Certified, goal: int) -> bool:
        """Whether a goal is near enough to its bound; not where it has none."""
        return bool(plan.gaps[goal] <= max(self.gap, ROUNDING))

    def _is_trifle(self, plan: Certified, goal: int) -> bool:
        """Whether what a goal is from its bound needs no look at its days: of unmet demand next to
        nothing, of any other as much as is allowed."""
        if plan.found.ordered[goal].name is not GoalName.UNMET:
            return self._is_near(plan, goal)
        size = max(abs(float(plan.values[goal])), float(plan.stakes[goal]))
        return apart_from_bound(plan, goal) <= NOUGHT + ROUNDING * size

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
        mended = ", mended by the day" if plan.mended else ""
        self.progress(
            f"sustainment: {blocks} blocks, {plan.found.model.num_columns:,} variables{mended}: "
            + ", ".join(told)
        )
