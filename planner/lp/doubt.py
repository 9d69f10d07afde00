"""Doubts about branch and bound: answers that cannot be right, and what is kept of them.

HiGHS 1.15 at times calls a model with integer columns infeasible in its presolve, above all where
an earlier goal is held by a row with weights such as 1/7. If it was given a start point, it then
hands that back as optimal, with a bound that is not finite; else it says infeasible. At other times
it calls the start point optimal, with its value as the bound, before it has looked at anything: no
branch, no iteration. Without presolve the same models are solved. So an answer is believed only if
it agrees with its own bound and with a point that is known to be feasible, and a start point only
after some work; the tests have the smallest such models.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.lp.blocks import Floats
from planner.lp.engine import fits, without_point
from planner.lp.matrix import Matrix
from planner.lp.solution import Solution, Status

# How much worse than a known point an answer may be: a solver misses rows and whole numbers by
# up to 1e-6.
ROUNDING = 1e-5


@dataclass(frozen=True, eq=False)
class Known:
    """A point that keeps to all rows, what it costs, and what the bounds of the columns alone
    forbid to be below."""

    values: Floats
    objective: float
    least: float = -np.inf

    def beats(self, objective: float) -> bool:
        """Whether an objective is worse than that of the point, by more than rounding."""
        return objective > self.objective + ROUNDING * max(1.0, abs(self.objective))


def known(matrix: Matrix, costs: Floats, values: Floats | None) -> Known | None:
    """The point, checked against the matrix; None where there is none, or it does not fit."""
    if values is None or values.size != costs.size or not fits(matrix, values):
        return None
    whole = np.where(matrix.integer, np.round(values), values)
    used = np.flatnonzero(costs)
    cheap = np.where(costs[used] > 0, matrix.lower[used], matrix.upper[used])
    return Known(whole, float(np.dot(costs, whole)), float(np.dot(costs[used], cheap)))


def doubtful(found: Solution, start: Known | None) -> bool:
    """Whether an answer contradicts itself or a point that is known to be feasible."""
    if found.status is Status.OPTIMAL and found.bound is None:
        return True
    if start is None:
        return False
    return found.status is Status.INFEASIBLE or start.beats(found.objective)


def untried(found: Solution, start: Known | None) -> bool:
    """Whether a start point was called optimal before anything was tried, without it being so by
    the bounds of the columns alone. After presolve that may be true or not."""
    if start is None or found.status is not Status.OPTIMAL or found.iterations:
        return False
    rounding = ROUNDING * max(1.0, abs(start.objective))
    no_better = found.objective >= start.objective - rounding
    return no_better and found.objective > start.least + rounding


def doubted(found: Solution, matrix: Matrix) -> Solution:
    """What is left of an answer that is not believed: its point, if that fits, and no proof."""
    if found.status.has_solution and fits(matrix, found.values):
        return replace(found, status=Status.FEASIBLE, bound=None)
    return without_point(Status.LIMIT, found.values.size, found.seconds, found.iterations)


def better(before: Solution | None, found: Solution) -> Solution:
    """The new answer, unless it proves nothing and the one before has a better point, or any."""
    if before is None:
        return found
    proves_nothing = found.status in (Status.FEASIBLE, Status.LIMIT, Status.ERROR)
    lost = before.status.has_solution and not found.objective <= before.objective
    kept = before if proves_nothing and lost else found
    return replace(kept, iterations=before.iterations + found.iterations)


def at_least(found: Solution, start: Known | None) -> Solution:
    """The answer, or the known point where that is better or the answer has none to use."""
    if start is None or found.status is Status.UNBOUNDED:
        return found
    if found.status.has_solution and not start.beats(found.objective):
        return found
    bound = found.bound if found.status.has_solution else None
    return replace(
        found,
        status=Status.NEAR if found.status is Status.NEAR else Status.FEASIBLE,
        objective=start.objective,
        bound=None if bound is None else min(bound, start.objective),
        values=start.values.copy(),
    )
