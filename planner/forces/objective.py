"""The goals of force generation, in lexicographic order (formulation, section 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.forces.problem import Bools, Floats, ForceProblem
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
    tiers = [unfilled(problem, variables, int(tier)) for tier in np.unique(problem.tier)]
    works = Goal("contributors", variables.works.ids, np.ones(variables.works.size))
    contributors = ForceGoal(works, "contributors", "contributor-requirement pairs")
    return (*tiers, contributors, *_spent(problem, variables))


def tier_goals(problem: ForceProblem, variables: ForceVariables) -> tuple[ForceGoal, ...]:
    """Requirement-days unfilled, for the tiers that want anything."""
    wanted = np.unique(problem.tier[problem.peak > 0])
    return tuple(unfilled(problem, variables, int(tier)) for tier in wanted)


def unfilled(problem: ForceProblem, variables: ForceVariables, tier: int) -> ForceGoal:
    """Requirement-days unfilled in one tier."""
    wanted, _ = variables.short_index
    mine = problem.tier[wanted] == tier
    weights = _spell_weights(problem)[mine]
    goal = Goal(f"unfilled tier {tier}", variables.short.ids[mine], weights)
    return ForceGoal(goal, "unfilled", "requirement-days", tier)


def tie_break(problem: ForceProblem, variables: ForceVariables, filled: Bools) -> Goal:
    """Among equals, what is `filled` [R] stays so; then the first by id comes first."""
    wanted, _ = variables.short_index
    count = len(problem.requirements)
    rank = filled + 1.0 - np.arange(count) / (2 * count)
    weights = _spell_weights(problem) * rank[wanted]
    return Goal("tie break", variables.short.ids, weights)


def unfilled_weights(problem: ForceProblem) -> Floats:
    """[R, T] days of the period over the largest quantity required: a gap to requirement-days."""
    peak = problem.peak
    return np.divide(
        problem.lengths[None, :].astype(np.float64),
        peak[:, None],
        out=np.zeros(problem.required.shape),
        where=peak[:, None] > 0,
    )


def _spell_weights(problem: ForceProblem) -> Floats:
    weights = [spell.days / problem.peak[spell.requirement] for spell in problem.spells]
    return np.array(weights, dtype=np.float64)


def _spent(problem: ForceProblem, variables: ForceVariables) -> Iterator[ForceGoal]:
    pledge = problem.pair_pledge
    for name, unit, each in (
        ("cost", "USD", problem.cost),
        ("personnel", "person", problem.personnel),
    ):
        if len(pledge) and np.any(each):
            yield ForceGoal(Goal(name, variables.assigned.ids, each[pledge]), name, unit)
