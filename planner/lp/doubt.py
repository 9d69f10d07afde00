"""Doubts about branch and bound: answers that cannot be right, and what is kept of them.

HiGHS 1.15 at times calls a model with integer columns infeasible in its presolve, above all where
an earlier goal is held by a row with weights such as 1/7. If it was given a start point, it then
hands that back as optimal, with a bound that is not finite; else it says infeasible. At other times
it calls the start point optimal, with its value as the bound, before it has looked at anything: no
branch, no iteration. Without presolve the same models are solved. So an answer is believed only if
it agrees with its own bound and with a point that is known to be feasible, and a start point only
after some work; the tests have the smallest such models.

Presolve at times also calls a point optimal, or a model infeasible, that nothing else contradicts:
of 10,000 random models of up to forty columns one to four, each settled without an iteration.
Without presolve none was wrong. So of a small model what is proved must be said twice, with and
without; that there is no point, of a model of any size. Whole columns with bounds that are not
whole are another matter, see `whole_bounds`.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

import numpy as np

from planner.lp.blocks import Floats
from planner.lp.dot import dot
from planner.lp.engine import fits, without_point
from planner.lp.highs_plan import WHOLE
from planner.lp.matrix import Matrix
from planner.lp.solution import Solution, Status

# How much worse than a known point an answer may be: a solver misses rows and whole numbers by
# up to 1e-6.
ROUNDING = 1e-5
PROOFS = frozenset({Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED})
REFUSAL = frozenset({Status.INFEASIBLE})


@dataclass(frozen=True, eq=False)
class Known:
    """A point that keeps to all rows, what it costs, and what the bounds of the columns alone
    forbid to be below."""

    values: Floats
    objective: float
    least: float = -np.inf

    def beats(self, objective: float) -> bool:
        """Whether an objective is worse than that of the point, by more than rounding."""
        return _beyond(objective, self.objective)


class Hearing:
    """What the runs of one search say, and what of it is believed.

    A proof that is one of `witnessed` is to be said by a second run too.
    """

    def __init__(self, matrix: Matrix, start: Known | None, witnessed: Set[Status]) -> None:
        self._matrix = matrix
        self._start = start
        self._witnessed = witnessed
        self._proofs: list[Solution] = []
        self._best: Solution | None = None
        self._believed = False

    def hear(self, found: Solution, *, presolved: bool) -> bool:
        """Take in what a run found; whether no other run is wanted."""
        doubt = doubtful(found, self._start)
        # It says nothing by itself, but a run without presolve may bear it out.
        weak = presolved and untried(found, self._start)
        self._keep(doubted(found, self._matrix) if doubt or weak else found)
        alone = found.status in self._witnessed
        borne_out = not alone or any(agree(found, earlier) for earlier in self._proofs)
        self._proofs += [found] if alone and not doubt else []
        self._believed = borne_out and not doubt and not weak
        return self._believed

    def verdict(self) -> Solution:
        """The best that was found, as far as it is believed; never worse than the start."""
        assert self._best is not None
        best = self._best
        if self._proofs and not self._believed:
            best = doubted(best, self._matrix)
        return at_least(best, self._start)

    def _keep(self, found: Solution) -> None:
        best = self._best
        proved = best is not None and best.status in self._witnessed
        self._best = outdone(best, found) if proved and best else better(best, found)


def whole_bounds(matrix: Matrix) -> Matrix:
    """The matrix with the bounds of whole columns drawn in to whole numbers.

    Where they are not, as in 0.5 <= x <= 3.5, HiGHS 1.15 takes bounds for values or leaves points
    out: of 1,533 such models with up to six columns it got some 40 wrong with presolve and as many
    without; with the same bounds drawn in one and none.
    """
    if not matrix.integer.any():
        return matrix
    lower = np.where(matrix.integer, np.ceil(matrix.lower - WHOLE) + 0.0, matrix.lower)
    upper = np.where(matrix.integer, np.floor(matrix.upper + WHOLE) + 0.0, matrix.upper)
    return replace(matrix, lower=lower, upper=upper)


def known(matrix: Matrix, costs: Floats, values: Floats | None) -> Known | None:
    """The point, checked against the matrix; None where there is none, or it does not fit."""
    if values is None or values.size != costs.size or not fits(matrix, values):
        return None
    whole = np.where(matrix.integer, np.round(values), values)
    used = np.flatnonzero(costs)
    cheap = np.where(costs[used] > 0, matrix.lower[used], matrix.upper[used])
    return Known(whole, dot(costs, whole), dot(costs[used], cheap))


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


def agree(one: Solution, other: Solution) -> bool:
    """Whether neither of two answers says that the other cannot be."""
    return not (_beyond(_proved(one), _reached(other)) or _beyond(_proved(other), _reached(one)))


def outdone(proof: Solution, found: Solution) -> Solution:
    """What was proved, unless a point that was found is better."""
    kept = found if _beyond(_reached(proof), _reached(found)) else proof
    return replace(kept, iterations=proof.iterations + found.iterations)


def _reached(found: Solution) -> float:
    """The least that an answer says can be had: infinite where there is no point."""
    if found.status is Status.UNBOUNDED:
        return -np.inf
    return found.objective if found.status.has_solution else np.inf


def _proved(found: Solution) -> float:
    """What an answer says that nothing can be below."""
    if found.status is Status.INFEASIBLE:
        return np.inf
    return -np.inf if found.bound is None else found.bound


def _beyond(high: float, low: float) -> bool:
    """Whether one number is above another by more than rounding."""
    return high > low + (ROUNDING * max(1.0, abs(low)) if np.isfinite(low) else 0.0)


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
