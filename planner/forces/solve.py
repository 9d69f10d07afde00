"""Build, solve goal after goal, read back."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import numpy as np

from planner.errors import NoPlanError
from planner.forces.constraints import FAMILIES, Family, filling
from planner.forces.merging import merged
from planner.forces.objective import ForceGoal, Kind, filling_goals, filling_kinds, goals, tie_break
from planner.forces.parts import parts
from planner.forces.problem import Floats, ForceProblem
from planner.forces.result import Filled, filled_by, read_back
from planner.forces.variables import ForceVariables, axes, declare
from planner.lp import (
    Goal,
    LinearModel,
    Listener,
    Outcome,
    SolveOptions,
    Status,
    polished,
    solve_in_order,
)
from planner.messages import said

# A gap between a value and its bound that is only rounding.
PROVEN = 1e-6


def solve(
    problem: ForceProblem, options: SolveOptions, on_progress: Listener | None = None
) -> Filled:
    """The best assignment for one problem, by the goals in their order.

    `on_progress` hears how far a long search is. Raises `NoPlanError` where there is none.
    """
    smaller = merged(problem)
    units, stopped_early = np.zeros(len(smaller.problem.tours)), False
    unproven: dict[Kind, float] = {}
    for part in parts(smaller.problem):
        model = LinearModel("forces", axes(part.problem), options.max_variables)
        variables = build(model, part.problem)
        ordered = goals(part.problem, variables)
        outcome = outcome_of(model, [goal.goal for goal in ordered], options, on_progress)
        if part.problem.divisible[part.problem.tour_pledge].any():
            outcome = _polished(model, ordered, outcome, options)
        units[part.tours] = read_back(part.problem, variables, outcome, ordered)
        stopped_early |= not outcome.status.is_settled
        for kind, away in _unproven(ordered, outcome):
            unproven[kind] = unproven.get(kind, 0.0) + away
    spread = smaller.spread(units)
    return filled_by(problem, spread, stopped_early=stopped_early, unproven=unproven)


def _polished(
    model: LinearModel, ordered: Sequence[ForceGoal], outcome: Outcome, options: SolveOptions
) -> Outcome:
    """The outcome with divisible units to the last digit, as far as goals were solved."""
    pairs = list(zip(ordered, outcome.goals, strict=False))
    settled = [goal.goal for goal, value in pairs if value.status.is_settled]
    solution = polished(model, settled, outcome.solution, options)
    values = [replace(found, value=goal.goal.value(solution.values)) for goal, found in pairs]
    return replace(outcome, solution=solution, goals=tuple(values))


def _unproven(ordered: Iterable[ForceGoal], outcome: Outcome) -> Iterator[tuple[Kind, float]]:
    """By how much each goal may be above the best, in its own unit; where it is proven, nothing.

    A goal that no search came to may be above it by any amount.
    """
    for goal, value in zip_longest(ordered, outcome.goals):
        if value is None or value.bound is None:
            yield goal.kind, math.inf
        elif (value.gap or 0.0) > PROVEN:
            yield goal.kind, (value.value - value.bound) / goal.per_unit


def settle(
    problem: ForceProblem,
    base: Filled | None,
    options: SolveOptions,
    known: dict[Hashable, Floats],
) -> Filled:
    """As `solve` for the goals that fill alone; among equals, what `base` fills stays filled.

    `known` has the answers of parts that were solved before, and takes the new ones.
    """
    smaller = merged(problem)
    units = np.zeros(len(smaller.problem.tours))
    for part in parts(smaller.problem):
        key = part.problem.contents
        if key not in known:
            known[key] = _settled(part.problem, base, options)
        units[part.tours] = known[key]
    return filled_by(problem, smaller.spread(units))


def build(
    model: LinearModel, problem: ForceProblem, families: tuple[Family, ...] = FAMILIES
) -> ForceVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem)
    for family in families:
        family(model, problem, variables)
    return variables


def _counts_contributors(problem: ForceProblem) -> bool:
    """True where it counts contributors before the last of the goals that fill."""
    return any(kind.name == "contributors" for kind in filling_kinds(problem))


def _settled(problem: ForceProblem, base: Filled | None, options: SolveOptions) -> Floats:
    model = LinearModel("forces", axes(problem), options.max_variables)
    families = FAMILIES if _counts_contributors(problem) else filling(problem)
    variables = build(model, problem, families)
    tiers = filling_goals(problem, variables)
    last = [] if base is None else [tie_break(problem, variables, base.worst == 0)]
    ordered = [*(goal.goal for goal in tiers), *last]
    if not ordered:
        return np.zeros(len(problem.tours))
    outcome = outcome_of(model, ordered, options)
    return read_back(problem, variables, outcome, tiers)


def outcome_of(
    model: LinearModel,
    ordered: Sequence[Goal],
    options: SolveOptions,
    on_progress: Listener | None = None,
) -> Outcome:
    """Solve goal after goal; raises `NoPlanError` where no assignment is found at all."""
    outcome = solve_in_order(model, ordered, options, on_progress=on_progress)
    # whatever stops a later goal, the assignment of the ones before it stands
    if not outcome.solution.status.has_solution:
        status = "infeasible" if outcome.status is Status.INFEASIBLE else "limit"
        raise NoPlanError(status, said("no-assignment", why=outcome.words))
    return outcome
