"""The master problem: the first stage, and an estimate from below of what the second costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.lp.blocks import Floats, Sense, Terms
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.solution import Solution
from planner.lp.solve import Session
from planner.lp.two_stage.bundles import Bundles, Cuts
from planner.lp.two_stage.criterion import Criterion
from planner.lp.two_stage.problem import Recourse, TwoStage, label
from planner.lp.two_stage.risk import goal_over, spent_by_all
from planner.lp.two_stage.rows import add_first_stage, add_spent, numbered


class Master:
    """min the criterion over c'x + theta, with theta above all cuts so far; on one session."""

    def __init__(
        self, problem: TwoStage, criterion: Criterion, bundles: Bundles, options: SolveOptions
    ) -> None:
        """Raises InputError where it has more than `options.max_variables` columns."""
        realisations = problem.realisations
        axes = {
            "column": numbered(problem.costs.size),
            "row": numbered(problem.matrix.rhs.size),
            "realisation": [label(r, number) for number, r in enumerate(realisations)],
            "theta": numbered(bundles.shares.size),
            "cut": numbered(len(realisations) + bundles.shares.size),
        }
        self._model = LinearModel("master", axes, options.max_variables)
        self.x = add_first_stage(self._model, problem)
        self._spent = add_spent(self._model, self.x, problem.costs)
        least = bundles.gathered(np.array([_least(own) for own in problem.recourses]))
        keys = {"theta": np.arange(bundles.shares.size)}
        self.theta = self._model.add_columns("theta", keys, lower=least)
        self._goal = self._goal_of(problem, criterion, bundles)
        self._session = Session(self._model, replace(options, time_limit=None))
        self._rounds = 0

    @property
    def can_relax(self) -> bool:
        """Whether a search over whole columns can be taken for one over all numbers."""
        return self._model.has_integers and self._session.keeps_basis

    def _goal_of(self, problem: TwoStage, criterion: Criterion, bundles: Bundles) -> Goal:
        ids = np.concatenate([self.x.ids, self.theta.ids])
        mean = ids, np.concatenate([problem.costs, bundles.shares])
        # the one theta of the worst case is that case's already
        if criterion.worst:
            return Goal("cost", *mean)
        every = np.arange(len(problem.realisations))
        costs = [
            Terms(every, self.theta.ids[bundles.theta_of]),
            spent_by_all(self._model, self._spent),
        ]
        return goal_over(self._model, criterion, problem.probabilities, mean, costs)

    def minimise(self, seconds: float | None, gap: float, *, relaxed: bool) -> Solution:
        """The first stage that is cheapest by the cuts so far; `relaxed`, without whole numbers."""
        return self._session.minimise(self._goal, time_limit=seconds, gap=gap, relaxed=relaxed)

    def anchor(self, least: Floats) -> None:
        """Hold c'x + theta above `least`, one for each theta; what is not finite says nothing."""
        known = np.flatnonzero(np.isfinite(least))
        rows = np.arange(known.size)
        terms = [Terms(rows, self.theta.ids[known]), Terms(rows, self._spent.ids)]
        self._model.add_rows("anchor", {"theta": known}, Sense.GE, least[known], terms)

    def add(self, cuts: Cuts) -> None:
        """Add cuts: theta - slope x >= intercept."""
        self._rounds += 1
        row, column = np.nonzero(cuts.slopes)
        bounding = np.flatnonzero(cuts.thetas >= 0)
        terms = [
            Terms(row, self.x.ids[column], -cuts.slopes[row, column]),
            Terms(bounding, self.theta.ids[cuts.thetas[bounding]]),
        ]
        keys = {"cut": np.arange(cuts.intercepts.size)}
        family = f"cuts {self._rounds}"
        self._model.add_rows(family, keys, Sense.GE, cuts.intercepts, terms)


def _least(recourse: Recourse) -> float:
    """What the bounds of y alone forbid q'y to be below."""
    costs, matrix = recourse.costs, recourse.matrix
    used = np.flatnonzero(costs)
    cheapest = np.where(costs > 0, matrix.lower, matrix.upper)[used]
    return float((costs[used] * cheapest).sum())
