"""From a solution to records; every goal is recomputed from the records, without the solver."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

import numpy as np

from planner.forces.objective import ForceGoal, unfilled_weights
from planner.forces.problem import Floats, ForceProblem
from planner.forces.variables import ForceVariables
from planner.lp import GoalValue, Solution, check_goal
from planner.records.forces import Assignment, Goal

WHOLE = 1e-6


@dataclass(frozen=True)
class Filled:
    """One solved view: units by pair, quantity in place by requirement and period."""

    problem: ForceProblem
    units: Floats
    in_place: Floats
    goals: tuple[Goal, ...]

    @cached_property
    def shortfall(self) -> Floats:
        """[R, T] quantity missing, in the measure of the capability."""
        missing = self.problem.required - self.in_place
        return np.where(missing > WHOLE * (1 + self.problem.required), missing, 0.0)

    @property
    def unfilled(self) -> dict[int, float]:
        """Requirement-days unfilled, by tier."""
        return {g.priority: g.value for g in self.goals if g.priority is not None}

    @cached_property
    def worst(self) -> Floats:
        """[R] the most that is missing in any period."""
        return np.asarray(self.shortfall.max(axis=1, initial=0.0))


def read_back(
    problem: ForceProblem,
    variables: ForceVariables,
    solution: Solution,
    goals: Iterable[ForceGoal],
    reached: Iterable[GoalValue],
) -> Filled:
    """The records of a solution, with every goal recomputed and compared with the solver's.

    Where a limit came before the last goals, these are recomputed alone.
    """
    units = _units(problem, solution.of(variables.assigned))
    in_place = np.zeros(problem.required.shape)
    contribution = (problem.pair_quantity * units)[:, None] * problem.present
    np.add.at(in_place, problem.pair_requirement, contribution)
    wanted = problem.required > 0
    filled = Filled(problem, units, np.where(wanted, in_place, 0.0), ())
    values = tuple(
        _compared(goal, recomputed(goal, filled), value)
        for goal, value in zip_longest(goals, reached)
    )
    return Filled(problem, units, filled.in_place, values)


def _units(problem: ForceProblem, solved: Floats) -> Floats:
    """Whole units where they must be; dust of the solver's tolerance is nothing."""
    units = np.where(problem.divisible[problem.pair_pledge], solved, np.round(solved))
    dust = WHOLE * np.maximum(1.0, problem.units[problem.pair_pledge])
    return np.where(units < dust, 0.0, units)


def recomputed(goal: ForceGoal, filled: Filled) -> float:
    """The value of a goal, from the units assigned alone."""
    problem, pledge = filled.problem, filled.problem.pair_pledge
    match goal.name:
        case "unfilled":
            mine = problem.tier == goal.tier
            days = np.maximum(problem.required - filled.in_place, 0) * unfilled_weights(problem)
            return float(days[mine].sum())
        case "contributors":
            used = filled.units > 0
            work = {
                (int(problem.contributor[p]), int(r))
                for p, r in zip(pledge[used], problem.pair_requirement[used], strict=True)
            }
            return float(len(work))
        case "cost":
            return float(filled.units @ problem.cost[pledge])
    return float(filled.units @ problem.personnel[pledge])


def _compared(goal: ForceGoal, mine: float, reached: GoalValue | None) -> Goal:
    if reached is not None:
        check_goal(goal.goal.name, mine, reached.value)
    return Goal(goal.name, mine, goal.unit, goal.tier)


def assignments(filled: Filled) -> tuple[Assignment, ...]:
    """Who goes where, from when to when."""
    problem = filled.problem
    return tuple(
        Assignment(
            pledge=problem.pledges[pair.pledge],
            requirement=problem.requirements[pair.requirement],
            units=float(units),
            personnel=float(units * problem.personnel[pair.pledge]),
            arrival=pair.arrival,
            until=pair.until,
        )
        for pair, units in zip(problem.pairs, filled.units, strict=True)
        if units > 0
    )
