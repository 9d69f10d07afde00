"""From a solution to records; every goal is recomputed from the records, without the solver."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.forces.objective import ForceGoal, Kind, kinds, unfilled_weights
from planner.forces.problem import Floats, ForceProblem
from planner.forces.variables import ForceVariables
from planner.lp import Outcome, Status, check_goal
from planner.records.forces import Assignment, Goal

WHOLE = 1e-6


@dataclass(frozen=True)
class Filled:
    """One solved view: units by pair, quantity in place by requirement and period."""

    problem: ForceProblem
    units: Floats
    in_place: Floats
    goals: tuple[Goal, ...]
    stopped_early: bool = False
    """True where a limit came before the last goal was solved."""

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


def filled_by(problem: ForceProblem, units: Floats, *, stopped_early: bool = False) -> Filled:
    """The records of an assignment, [K] units of each pair, with the value of every goal."""
    in_place = np.zeros(problem.required.shape)
    contribution = (problem.pair_quantity * units)[:, None] * problem.present
    np.add.at(in_place, problem.pair_requirement, contribution)
    in_place = np.where(problem.required > 0, in_place, 0.0)
    filled = Filled(problem, units, in_place, (), stopped_early)
    return replace(filled, goals=tuple(_goal(kind, filled) for kind in kinds(problem)))


def read_back(
    problem: ForceProblem, variables: ForceVariables, outcome: Outcome, goals: Iterable[ForceGoal]
) -> Floats:
    """[K] units of each pair, after every goal that was solved to the end was recomputed from them.

    `goals` are the first of those that were solved. A limit may have left the last one with a
    value that is worse than what the units give.
    """
    filled = filled_by(problem, _units(problem, outcome.solution.of(variables.assigned)))
    done = [value for value in outcome.goals if value.status is Status.OPTIMAL]
    slivers = bool(problem.divisible[problem.pair_pledge].any())
    for goal, value in zip(goals, done, strict=False):
        mine, reported = recomputed(goal.kind, filled), value.value / goal.per_unit
        if slivers or goal.kind.name == "contributors":
            # a millionth of a unit may come and go within the solver's tolerance of held goals,
            # and a whole contributor with it: not to the goal's disadvantage
            mine = max(mine, reported)
        check_goal(goal.goal.name, mine, reported)
    return filled.units


def _units(problem: ForceProblem, solved: Floats) -> Floats:
    """Whole units where they must be; dust of the solver's tolerance is nothing."""
    units = np.where(problem.divisible[problem.pair_pledge], solved, np.round(solved))
    dust = WHOLE * np.maximum(1.0, problem.units[problem.pair_pledge])
    return np.where(units < dust, 0.0, units)


def recomputed(kind: Kind, filled: Filled) -> float:
    """The value of a goal, from the units assigned alone."""
    problem, pledge = filled.problem, filled.problem.pair_pledge
    match kind.name:
        case "unfilled":
            mine = problem.tier == kind.tier
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


def _goal(kind: Kind, filled: Filled) -> Goal:
    return Goal(kind.name, recomputed(kind, filled), kind.unit, kind.tier)


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
