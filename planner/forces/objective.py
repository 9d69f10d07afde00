"""The goals of force generation, in lexicographic order (formulation, section 1)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from planner.forces.problem import Bools, Floats, ForceProblem, Ints
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
    """What there is to count, in the order of the objective.

    Requirement-days unfilled, tier by tier; contributors at work; cost; personnel.
    """
    for name in problem.objective:
        match name:
            case "unfilled":
                yield from tier_kinds(problem)
            case "contributors":
                yield Kind("contributors", "contributor-requirement pairs")
            case "cost" if problem.tour_cost.any() or problem.shortage_cost.any():
                yield Kind("cost", "USD")
            case "personnel" if problem.personnel[problem.tour_pledge].any():
                yield Kind("personnel", "person")


def tier_kinds(problem: ForceProblem) -> Iterator[Kind]:
    """Requirement-days unfilled, tier by tier."""
    for tier in np.unique(problem.tier).tolist():
        yield Kind("unfilled", "requirement-days", tier)


def goals(problem: ForceProblem, variables: ForceVariables) -> tuple[ForceGoal, ...]:
    """The goals that have anything to count in the model of `problem`."""
    return _counting(kinds(problem), problem, variables)


def tier_goals(problem: ForceProblem, variables: ForceVariables) -> tuple[ForceGoal, ...]:
    """Requirement-days unfilled alone, whatever other goals there are."""
    return _counting(tier_kinds(problem), problem, variables)


def filling_kinds(problem: ForceProblem) -> tuple[Kind, ...]:
    """The kinds down to the last that decides how far requirements are filled."""
    ordered = tuple(kinds(problem))
    tiers = [i for i, kind in enumerate(ordered) if kind.tier is not None]
    return ordered[: tiers[-1] + 1 if tiers else 1]


def filling_goals(problem: ForceProblem, variables: ForceVariables) -> tuple[ForceGoal, ...]:
    """The goals that decide how far requirements are filled."""
    return _counting(filling_kinds(problem), problem, variables)


def _counting(
    found: Iterable[Kind], problem: ForceProblem, variables: ForceVariables
) -> tuple[ForceGoal, ...]:
    ordered = (_goal(kind, problem, variables) for kind in found)
    return tuple(goal for goal in ordered if goal.goal.columns.size)


def _goal(kind: Kind, problem: ForceProblem, variables: ForceVariables) -> ForceGoal:
    match kind.name:
        case "unfilled":
            return _unfilled(kind, problem, variables)
        case "contributors":
            ones = np.ones(variables.works.size)
            goal = Goal(kind.name, variables.works.ids, ones, nodes=NODES)
            return ForceGoal(goal, kind)
        case "cost":
            return ForceGoal(_cost(problem, variables), kind)
    weights = problem.personnel[problem.tour_pledge]
    return ForceGoal(Goal(kind.name, variables.assigned.ids, weights, nodes=NODES), kind)


def _cost(problem: ForceProblem, variables: ForceVariables) -> Goal:
    """Of units with their tours, and of what is missing; all of the search where it comes first."""
    short, spell, chance = _shortage(problem, variables)
    wanted = variables.short_index[0][spell]
    days = np.array([entry.days for entry in problem.spells], dtype=np.float64)
    missing = problem.shortage_cost[wanted] * days[spell] * chance
    dear = missing > 0
    columns = np.concatenate([variables.assigned.ids, short[dear]])
    weights = np.concatenate([problem.tour_cost, missing[dear]])
    nodes = None if problem.objective[0] == "cost" else NODES
    return Goal("cost", columns, weights, nodes=nodes)


def _unfilled(kind: Kind, problem: ForceProblem, variables: ForceVariables) -> ForceGoal:
    short, spell, chance = _shortage(problem, variables)
    wanted = variables.short_index[0][spell]
    mine = problem.tier[wanted] == kind.tier
    per_unit = _common_multiple(problem.peak[wanted[mine]])
    weights = _spell_weights(problem)[spell[mine]] * chance[mine] * per_unit
    goal = Goal(f"unfilled tier {kind.tier}", short[mine], weights)
    return ForceGoal(goal, kind, per_unit)


def _shortage(problem: ForceProblem, variables: ForceVariables) -> tuple[Ints, Ints, Floats]:
    """Columns of what is missing, the spell of each, and its chance: 1 without states."""
    state, spell = variables.missing_index
    wanted, _ = variables.short_index
    known = np.flatnonzero(~problem.uncertain[wanted])
    return (
        np.concatenate([variables.short.ids[known], variables.missing.ids]),
        np.concatenate([known, spell]),
        np.concatenate([np.ones(len(known)), problem.state_probability[wanted[spell], state]]),
    )


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
