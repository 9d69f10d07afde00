"""From a solution to records; every goal is recomputed from the records, without the solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.forces.objective import ForceGoal, Kind, kinds, unfilled_weights
from planner.forces.problem import Floats, ForceProblem
from planner.forces.tours import UNLIMITED
from planner.forces.variables import ForceVariables
from planner.lp import Outcome, check_goal, dot
from planner.records.forces import Assignment, Goal

WHOLE = 1e-6


@dataclass(frozen=True)
class Filled:
    """One solved view: units by tour, quantity in place by requirement and period."""

    problem: ForceProblem
    units: Floats
    in_place: Floats
    """[R, T] what counts: within the limits of substitutions and of what is needed beside it."""
    goals: tuple[Goal, ...]
    stopped_early: bool = False
    """True where a limit came before the last goal was solved."""

    @cached_property
    def shortfall(self) -> Floats:
        """[R, T] quantity missing, in the measure of the capability."""
        missing = self.problem.required - self.in_place
        return np.where(missing > WHOLE * (1 + self.problem.required), missing, 0.0)

    @cached_property
    def expected_missing(self) -> Floats:
        """[R, T] quantity missing, on average over the states of a requirement that has some."""
        problem = self.problem
        missing = np.maximum(problem.required - self.in_place, 0.0)
        for r in np.flatnonzero(problem.uncertain).tolist():
            gaps = np.maximum(problem.state_quantity[r][:, None] - self.in_place[r], 0.0)
            missing[r] = np.where(problem.required[r] > 0, problem.state_probability[r] @ gaps, 0.0)
        return np.asarray(missing)

    @cached_property
    def unfilled(self) -> dict[int, float]:
        """Requirement-days unfilled, by tier."""
        days, tier = days_unfilled(self), self.problem.tier
        return {t: float(days[tier == t].sum()) for t in np.unique(tier).tolist()}

    @cached_property
    def worst(self) -> Floats:
        """[R] the most that is missing in any period."""
        return np.asarray(self.shortfall.max(axis=1, initial=0.0))


def filled_by(
    problem: ForceProblem,
    units: Floats,
    *,
    stopped_early: bool = False,
    unproven: Mapping[Kind, float] | None = None,
) -> Filled:
    """The records of an assignment, [K] units of each tour, with the value of every goal.

    `unproven` says by how much a goal may be above its best.
    """
    in_place = counted(problem, problem.tour_quantity * units)
    filled = Filled(problem, units, in_place, (), stopped_early)
    away = unproven or {}
    found = (_goal(kind, filled, away.get(kind, 0.0)) for kind in kinds(problem))
    return replace(filled, goals=tuple(found))


def counted(problem: ForceProblem, brought: Floats) -> Floats:
    """[R, T] what counts of the quantities that tours bring, [K], where something is required."""
    used = np.flatnonzero(brought)
    by_rule: dict[int, Floats] = {}
    for limit in np.unique(problem.tour_rule[used]).tolist():
        mine = used[problem.tour_rule[used] == limit]
        by_rule[limit] = np.zeros(problem.required.shape)
        contribution = brought[mine][:, None] * problem.present[mine]
        np.add.at(by_rule[limit], problem.tour_requirement[mine], contribution)
    return within_limits(problem, problem.required, by_rule)


def within_limits(problem: ForceProblem, required: Floats, by_rule: Mapping[int, Floats]) -> Floats:
    """[..., R, T] what counts of what stands there: within the limits of substitutions and of what
    is needed beside it.

    `required` is [R, T], of any periods; `by_rule` has the quantity [..., R, T] that counts by each
    limited substitution, and what counts without limit under `UNLIMITED`.
    """
    return with_what_is_needed(problem, required, standing(problem, required, by_rule))


def standing(problem: ForceProblem, required: Floats, by_rule: Mapping[int, Floats]) -> Floats:
    """[..., R, T] what stands there within the limits of substitutions; as in `within_limits`."""
    there = np.zeros(required.shape)
    for limit in sorted(by_rule):
        least = np.inf if limit == UNLIMITED else problem.at_most[limit] * required
        there = there + np.minimum(by_rule[limit], least)
    return np.asarray(np.where(required > 0, there, 0.0))


def with_what_is_needed(problem: ForceProblem, required: Floats, stands: Floats) -> Floats:
    """[..., R, T] what counts of what `stands` there, as far as what it needs is there too."""
    there = stands.copy()
    for r, needed in _needs_in_order(problem):
        share = _share_filled(required[needed], there[..., needed, :])
        most = np.where(share < 1, share * required[r], np.inf)
        there[..., r, :] = np.minimum(there[..., r, :], most)
    return there


def _needs_in_order(problem: ForceProblem) -> Iterator[tuple[int, int]]:
    """Each requirement with what it needs, after what that needs in turn."""
    if problem.active_needs:
        for r in problem.in_order_of_need:
            yield from (pair for pair in problem.active_needs if pair[0] == r)


def _share_filled(required: Floats, there: Floats) -> Floats:
    """[..., T] share of a requirement that is filled; 1 where it is not required."""
    full = np.ones(there.shape)
    np.divide(there, required, out=full, where=required > 0)
    return full


def read_back(
    problem: ForceProblem, variables: ForceVariables, outcome: Outcome, goals: Iterable[ForceGoal]
) -> Floats:
    """[K] units of each tour, after every goal that was solved to the end was recomputed from them.

    `goals` are the first of those that were solved. A limit may have left the last one with a
    value that is worse than what the units give.
    """
    solved = _rounded(problem, outcome.solution.of(variables.assigned))
    units = _without_dust(problem, solved)
    as_solved, told = filled_by(problem, solved), filled_by(problem, units)
    done = [value for value in outcome.goals if value.status.is_settled]
    for goal, value in zip(goals, done, strict=False):
        mine, reported = recomputed(goal.kind, as_solved), value.value / goal.per_unit
        if goal.kind.name == "contributors":
            # A goal is held within a millionth, which dust of a divisible unit may spend on the
            # next one: 9e-7 of a unit for 8e-5 of a requirement-day, at the price of a whole
            # contributor more. That contributor goes with the dust.
            mine = max(recomputed(goal.kind, told), reported)
        check_goal(goal.goal.name, mine, reported)
    return units


def _rounded(problem: ForceProblem, solved: Floats) -> Floats:
    """Whole units where they must be, and nowhere less than none."""
    units = np.where(problem.divisible[problem.tour_pledge], solved, np.round(solved))
    return np.maximum(units, 0.0)


def _without_dust(problem: ForceProblem, units: Floats) -> Floats:
    """Dust of the solver's tolerance is nothing."""
    dust = WHOLE * np.maximum(1.0, problem.units[problem.tour_pledge])
    return np.where(units < dust, 0.0, units)


def recomputed(kind: Kind, filled: Filled) -> float:
    """The value of a goal, from the units assigned alone."""
    problem, pledge = filled.problem, filled.problem.tour_pledge
    match kind.name:
        case "unfilled":
            return float(days_unfilled(filled)[problem.tier == kind.tier].sum())
        case "contributors":
            used = filled.units > 0
            work = {
                (int(problem.contributor[p]), int(r))
                for p, r in zip(pledge[used], problem.tour_requirement[used], strict=True)
            }
            return float(len(work))
        case "cost":
            short = (filled.expected_missing * problem.lengths).sum(axis=1)
            return dot(filled.units, problem.tour_cost) + dot(short, problem.shortage_cost)
    return dot(filled.units, problem.personnel[pledge])


def days_unfilled(filled: Filled) -> Floats:
    """[R] requirement-days unfilled."""
    days = filled.expected_missing * unfilled_weights(filled.problem)
    return np.asarray(days.sum(axis=1))


def days_required(filled: Filled) -> Floats:
    """[R] requirement-days required; of a requirement with states, on average over them."""
    problem = filled.problem
    wanted = problem.required.astype(np.float64)
    for r in np.flatnonzero(problem.uncertain).tolist():
        on_average = float(problem.state_probability[r] @ problem.state_quantity[r])
        wanted[r] = np.where(wanted[r] > 0, on_average, 0.0)
    return np.asarray((wanted * unfilled_weights(problem)).sum(axis=1))


def _least(kind: Kind, filled: Filled) -> float:
    """What no plan is below: nothing that is counted can be below nought but money earned."""
    if kind.name != "cost":
        return 0.0
    problem = filled.problem
    return dot(np.minimum(problem.tour_cost, 0.0), problem.most_units)


def _goal(kind: Kind, filled: Filled, unproven: float) -> Goal:
    value = recomputed(kind, filled)
    bound = max(min(_least(kind, filled), value), value - unproven) if unproven > 0 else None
    return Goal(kind.name, value, kind.unit, kind.tier, bound)


def assignments(filled: Filled) -> tuple[Assignment, ...]:
    """Who goes where, from when to when."""
    problem = filled.problem
    return tuple(
        Assignment(
            pledge=problem.pledges[tour.pledge],
            requirement=problem.requirements[tour.requirement],
            units=float(units),
            personnel=float(units * problem.personnel[tour.pledge]),
            arrival=tour.arrival,
            until=tour.until,
            theatre=tour.days.theatre,
            present=tour.days.present,
        )
        for tour, units in zip(problem.tours, filled.units, strict=True)
        if units > 0
    )
