"""A plan with what is proven of it, goal by goal."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.lp import SolverError
from planner.sustainment.demand.daily import Floats
from planner.sustainment.proof.attempt import Attempt

# Values and bounds are sums that are right to about so much, relative.
ROUNDING = 1e-6
NOUGHT = 1e-6
# A bound above the value of a plan by more than this, relative, is no rounding of either.
FAULT = 1e-4
# Mending pays where it takes away so much of what a goal is apart from its bound.
PAYS = 0.1


@dataclass(frozen=True, eq=False)
class Certified:
    """A plan, and for each goal what no plan can be below.

    `values` and `bounds` [goals] by the day, in the goals' own units, for all goals; NaN where a
    limit came before, or nothing was proven.
    `found` is the plan on blocks; `point` the plan by the day, which is another one where it is
    `mended`, and None where the plan on blocks fits no days.
    """

    found: Attempt
    values: Floats
    bounds: Floats
    stakes: Floats
    point: Floats | None
    stopped_early: bool
    mended: bool = False

    @property
    def gaps(self) -> Floats:
        """[goals] how far each may be from the best, relative to what is at stake."""
        size = np.maximum(np.maximum(np.abs(self.values), self.stakes), NOUGHT)
        result: Floats = np.maximum(0.0, self.values - self.bounds) / size
        return result


def padded(values: Floats, goals: int) -> Floats:
    """[goals] the values of the goals that were reached before a limit, and NaN for the others."""
    return np.concatenate([values, np.full(goals - len(values), np.nan)])


def pays(before: Certified, after: Certified, goal: int) -> bool:
    """Whether a goal came nearer to its bound (to nought, where none is known) by enough."""
    gained = float(before.values[goal] - after.values[goal])
    return gained > PAYS * apart_from_bound(before, goal)


def apart_from_bound(plan: Certified, goal: int) -> float:
    """How far a goal is from its bound; from nought, where none is known."""
    bound = 0.0 if np.isnan(plan.bounds[goal]) else float(plan.bounds[goal])
    return max(0.0, float(plan.values[goal]) - bound)


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


def with_bound(plan: Certified, goal: int, bound: float) -> Certified:
    """The plan with a bound of one goal, unless it has a better one."""
    bounds = plan.bounds.copy()
    bounds[goal] = np.fmax(bounds[goal], enclosed(plan, goal, bound))
    return replace(plan, bounds=bounds)


def better(one: Certified, other: Certified) -> Certified:
    """The plan whose first goal that differs is better, by the day; one that has no point by the
    day is never better than one that has."""
    if (one.point is None) != (other.point is None):
        return other if one.point is None else one
    for mine, theirs in zip(one.values, other.values, strict=True):
        if abs(mine - theirs) > ROUNDING * (1.0 + abs(theirs)):
            return one if mine < theirs else other
    return other
