"""The goals of force generation, in lexicographic order (formulation, section 1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.forces.problem import ForceProblem
from planner.forces.variables import ForceVariables
from planner.lp import Goal


@dataclass(frozen=True)
class ForceGoal:
    """A goal with its unit and, for requirement-days, its tier."""

    goal: Goal
    name: str
    unit: str
    tier: int | None = None


def goals(problem: ForceProblem, variables: ForceVariables) -> tuple[ForceGoal, ...]:
    """Requirement-days unfilled, tier by tier; contributors at work; cost; personnel."""
    found = [_unfilled(problem, variables, int(tier)) for tier in np.unique(problem.tier)]
    found.append(
        ForceGoal(
            Goal("contributors", variables.works.ids, np.ones(variables.works.size)),
            "contributors",
            "contributor-requirement pairs",
        )
    )
    pledge = problem.pair_pledge
    for name, unit, weight in (
        ("cost", "USD", problem.cost),
        ("personnel", "person", problem.personnel),
    ):
        if len(pledge) and np.any(weight):
            goal = Goal(name, variables.assigned.ids, weight[pledge])
            found.append(ForceGoal(goal, name, unit))
    return tuple(found)


def unfilled_weights(problem: ForceProblem) -> np.ndarray:
    """[R, T] days of the period over the largest quantity required: shortfall to requirement-days."""
    peak = problem.peak
    return np.divide(
        problem.lengths[None, :].astype(np.float64),
        peak[:, None],
        out=np.zeros(problem.required.shape),
        where=peak[:, None] > 0,
    )


def _unfilled(problem: ForceProblem, variables: ForceVariables, tier: int) -> ForceGoal:
    wanted, period = variables.short_index
    mine = problem.tier[wanted] == tier
    weights = unfilled_weights(problem)[wanted, period]
    goal = Goal(f"unfilled tier {tier}", variables.short.ids[mine], weights[mine])
    return ForceGoal(goal, "unfilled", "requirement-days", tier)
