"""The goals of force generation, in lexicographic order (formulation, section 1)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.forces.problem import Bools, Floats, ForceProblem
from planner.forces.variables import ForceVariables
from planner.lp import Goal

# beyond it the coefficients would be too far apart for the arithmetic of the solver
LARGEST_MULTIPLE = 10_000
# Share of the search for goals that only choose between equal fills: at 200 requirements no search
# ends for the fewest contributors, and the best after this share was as good as after a minute.
NODES = 200


@dataclass(frozen=True)
class Kind:
    """What a goal counts; requirement-days are counted for one tier."""

    name: str
    unit: str
    tier: int | None = None


@dataclass(frozen=True)
class ForceGoal:
    """A goal of one model, which counts `per_unit` for each unit of its kind."""

    goal: Goal
    kind: Kind
    per_unit: float = 1.0


def kinds(problem: ForceProblem) -> Iterator[Kind]:
    """Requirement-days unfilled, tier by tier; contributors at work; cost; personnel."""
    for tier in np.unique(problem.tier).tolist():
        yield Kind("unfilled", "requirement-days", tier)
    yield Kind("contributors", "contributor-requirement pairs")
    pledge = problem.tour_pledge
    if problem.cost[pledge].any():
        yield Kind("cost", "USD")
    if problem.personnel[pledge].any():
        yield Kind("personnel", "person")


def goals(problem: ForceProblem, variables: ForceVariables) -> tuple[ForceGoal, ...]:
    """The goals that have anything to count in the model of `problem`."""
    found = (_goal(kind, problem, variables) for kind in kinds(problem))
    return tuple(goal for goal in found if goal.goal.columns.size)


def _goal(kind: Kind, problem: ForceProblem, variables: ForceVariables) -> ForceGoal:
    match kind.name:
        case "unfilled":
            return _unfilled(kind, problem, variables)
        case "contributors":
            ones = np.ones(variables.works.size)
            goal = Goal(kind.name, variables.works.ids, ones, nodes=NODES)
            return ForceGoal(goal, kind)
    weights = problem.cost if kind.name == "cost" else problem.personnel
    goal = Goal(kind.name, variables.assigned.ids, weights[problem.tour_pledge], nodes=NODES)
    return ForceGoal(goal, kind)


def _unfilled(kind: Kind, problem: ForceProblem, variables: ForceVariables) -> ForceGoal:
    wanted, _ = variables.short_index
    mine = problem.tier[wanted] == kind.tier
    per_unit = _common_multiple(problem.peak[wanted[mine]])
    weights = _spell_weights(problem)[mine] * per_unit
    goal = Goal(f"unfilled tier {kind.tier}", variables.short.ids[mine], weights)
    return ForceGoal(goal, kind, per_unit)


def _common_multiple(peaks: Floats) -> float:
    """A number that makes days over peaks whole: a search with whole coefficients ends sooner."""
    if not (peaks % 1 == 0).all():
        return 1.0
    multiple = math.lcm(*peaks.astype(np.int64).tolist())
    return float(multiple) if multiple <= LARGEST_MULTIPLE else 1.0


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
