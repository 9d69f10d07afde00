"""One solve of a scenario on one grid."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.catalogue import Factbook
from planner.errors import fault
from planner.lp import (
    MOST_VARIABLES,
    Basis,
    Goal,
    LinearModel,
    Outcome,
    SolveOptions,
    Status,
    carried,
    dots,
    require_cells,
    solve_in_order,
    telling,
)
from planner.messages import said
from planner.records.laydown import Laydown
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.sustainment.contradiction import require_plan
from planner.sustainment.decided import decided
from planner.sustainment.demand.daily import DailyDemand, Floats, daily_demand
from planner.sustainment.demand.extent import extent_of
from planner.sustainment.demand.lift import with_lift
from planner.sustainment.goods.batches import batches_of, book_with
from planner.sustainment.grid import Grid, grid_of
from planner.sustainment.model import build
from planner.sustainment.objective import SupplyGoal, goals, policy_rows
from planner.sustainment.problem import SupplyProblem, supply_problem
from planner.sustainment.proof.expansion import Daily, expanded
from planner.sustainment.proof.inside import policy_inside
from planner.sustainment.result import Answer, read_back
from planner.sustainment.tonnes import in_tonnes, in_units
from planner.sustainment.variables import SupplyVariables, axes

Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Case:
    """What is planned: a scenario, its catalogue, who stands where, and what that draws."""

    scenario: Scenario
    book: Factbook
    laydown: Laydown
    demand: DailyDemand

    def problem(self, grid: Grid) -> SupplyProblem:
        """The arrays of the case on a grid, in units of issue."""
        return supply_problem(self.scenario, self.book, self.laydown, self.demand, grid)


def case_of(
    scenario: Scenario, book: Factbook, laydown: Laydown, most: int = MOST_VARIABLES
) -> Case:
    """The case of a laydown: with the equipment of its units to be lifted, what spoils in batches,
    and what is drawn by day. Raises `InputError` where that is too large for `most` variables."""
    scenario, book = with_lift(scenario, book, laydown)
    extent = extent_of(scenario, book, laydown)
    require_cells(extent.cells, most, *extent.too_large)
    book = book_with(batches_of(scenario), book)
    return Case(scenario, book, laydown, daily_demand(scenario, book, laydown))


@dataclass(frozen=True, eq=False)
class Attempt:
    """A solved model; `problem` in units of issue, `outcome` in tonnes."""

    problem: SupplyProblem
    model: LinearModel
    variables: SupplyVariables
    ordered: tuple[SupplyGoal, ...]
    outcome: Outcome

    @property
    def bounds(self) -> Floats:
        """[goals] what no solution of this model can be below; NaN where that is not known."""
        return np.array([goal.bound for goal in self.outcome.goals], dtype=np.float64)

    def basis_for(self, model: LinearModel) -> Basis | None:
        """Where its first goal ended, for the model of another case; None where nobody knows."""
        first = next(iter(self.outcome.by_goal.values()), None)
        if first is None or first.basis is None:
            return None
        return carried(first.basis, self.model, model)

    def answer(self, demand: DailyDemand) -> Answer:
        """The solution in units of issue, with its goals recomputed from the records."""
        outcome = in_units(self.problem, self.model, self.variables, self.outcome)
        return read_back(self.problem, self.variables, self.model, outcome, self.ordered, demand)


@dataclass(frozen=True, eq=False)
class Modelled:
    """The model of a case on a grid, before it is solved: `problem` in units of issue, `solved` the
    same in tonnes, which is what the model has."""

    problem: SupplyProblem
    solved: SupplyProblem
    model: LinearModel
    variables: SupplyVariables
    ordered: tuple[SupplyGoal, ...]


def modelled(case: Case, grid: Grid, name: str = "sustainment") -> Modelled:
    """Build the model of a case on a grid."""
    problem = case.problem(grid)
    solved = in_tonnes(problem)
    model = LinearModel(name, axes(problem))
    variables = build(model, solved)
    return Modelled(problem, solved, model, variables, goals(solved, variables))


def attempt(
    case: Case,
    grid: Grid,
    options: SolveOptions,
    *,
    daily: Daily | None = None,
    missed: Collection[str] = (),
    near: Attempt | None = None,
    progress: Progress = lambda _: None,
) -> Attempt:
    """Solve a case on a grid.

    With the daily model at hand policies are read inside long periods too. Goals named in `missed`
    are known not to come to nought. The solve starts where that of a case `near` this one ended its
    first goal. `progress` hears how large the model is, and how far a long solve of it. Raises
    `NoPlanError` where there is no plan, `InputError` where none of the scenario's goals has
    anything to count.
    """
    built = modelled(case, grid)
    model, variables, ordered = built.model, built.variables, built.ordered
    if not ordered:
        seen = ", ".join(built.problem.objective)
        raise fault(said("fault.no-goal"), path="objective", seen=seen)
    wanted = [
        replace(goal.goal, hoped_zero=goal.goal.hoped_zero and goal.goal.name not in missed)
        for goal in ordered
    ]
    if daily is not None and len(grid.edges) < len(daily.grid.edges):
        inside = policy_inside(model, built.solved, variables, daily.problem)
        wanted = [
            inside.counted(goal, named.priority) if named.name is GoalName.POLICY else goal
            for goal, named in zip(wanted, ordered, strict=True)
        ]
    progress(f"sustainment: {model.num_columns:,} variables, {model.num_rows:,} rows")
    basis = None if near is None else near.basis_for(model)
    outcome = solve_in_order(
        model, wanted, options, on_progress=telling(progress, "sustainment"), basis=basis
    )
    if outcome.status is Status.INFEASIBLE:
        progress("sustainment: there is no plan; which limits contradict each other")
    require_plan(case.scenario, case.book, built.solved, outcome, options)
    if model.has_integers:
        outcome = _priced(model, wanted, outcome, options)
    outcome = _at_their_ends(ordered, outcome)
    return Attempt(built.problem, model, variables, ordered, outcome)


def _priced(
    model: LinearModel, wanted: Sequence[Goal], outcome: Outcome, options: SolveOptions
) -> Outcome:
    """The outcome of a search over whole decisions, with the duals that each goal has once these
    are taken."""
    solved = solve_in_order(decided(model, outcome.solution.values), wanted, options)
    priced = {name: found for name, found in solved.by_goal.items() if found.duals is not None}
    return replace(outcome, by_goal={**outcome.by_goal, **priced})


def _at_their_ends(ordered: tuple[SupplyGoal, ...], outcome: Outcome) -> Outcome:
    """The outcome with policies counted at the ends of periods, as the records have them."""
    if not outcome.status.has_solution:
        return outcome
    values = outcome.solution.values
    counted = tuple(
        replace(reached, value=goal.goal.value(values)) if goal.name is GoalName.POLICY else reached
        for goal, reached in zip(ordered, outcome.goals, strict=False)
    )
    return replace(outcome, goals=counted)


def daily_model(case: Case) -> Daily:
    """The daily model of a case, in tonnes."""
    built = modelled(case, grid_of(case.scenario, case.laydown, exact=True), "daily")
    costs = np.array([goal.goal.costs(built.model.num_columns) for goal in built.ordered])
    names = tuple(goal.goal.name for goal in built.ordered)
    return Daily(built.solved, built.problem, built.model, built.variables, names, costs)


def by_the_day(daily: Daily, found: Attempt) -> Floats | None:
    """[daily columns] the solution in the daily model; None where it has no such point."""
    return expanded(daily, found.problem.grid, found.model, found.outcome.solution.values)


def answer_by_the_day(case: Case, daily: Daily, found: Attempt, point: Floats) -> Answer:
    """A point of the daily model in units of issue, with its goals recomputed from the records.

    It says of each goal how the plan on blocks was `found`, but has no duals: those belong to the
    model that was solved.
    """
    values = dots(daily.costs, point).tolist()
    reached = zip(
        found.outcome.goals, values, strict=False
    )  # a limit may have come before the rest
    counted = tuple(replace(goal, value=value) for goal, value in reached)
    last = found.outcome.solution
    solution = replace(last, values=point, duals=None, reduced_costs=None, basis=None)
    outcome = replace(found.outcome, goals=counted, solution=solution, by_goal={})
    told = Attempt(daily.in_units, daily.model, daily.variables, found.ordered, outcome)
    return told.answer(case.demand)


def stakes(daily: Daily, ordered: tuple[SupplyGoal, ...]) -> Floats:
    """[goals] what a goal could come to if nothing were done: the tonnes demanded with a priority,
    the tonne-days that the policies counted in it ask for; nought for other goals."""
    problem, floors = daily.problem, daily.problem.floors
    demanded = problem.demand.sum(axis=(0, 2)) * problem.mass
    asked = np.where(floors.sign > 0, floors.level * floors.days * problem.mass[floors.item], 0.0)
    found = np.zeros(len(ordered))
    for place, goal in enumerate(ordered):
        if goal.name is GoalName.UNMET:
            found[place] = demanded[problem.priority == goal.priority].sum()
        elif goal.name is GoalName.POLICY:
            found[place] = asked[policy_rows(problem, goal.priority)].sum()
    return found
