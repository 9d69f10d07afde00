"""Build, solve goal after goal, read back."""

from __future__ import annotations

from planner.catalogue import Factbook
from planner.lp import LinearModel, SolveOptions, SolverError, solve_in_order
from planner.records.laydown import Laydown
from planner.records.supply import SupplyPlan
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.answer import supply_plan
from planner.sustainment.constraints import FAMILIES
from planner.sustainment.demand import daily_demand
from planner.sustainment.grid import grid_of
from planner.sustainment.objective import goals
from planner.sustainment.problem import SupplyProblem, supply_problem
from planner.sustainment.result import read_back
from planner.sustainment.variables import SupplyVariables, axes, declare


def plan_supply(
    scenario: Scenario,
    book: Factbook,
    laydown: Laydown,
    options: SolveOptions,
    *,
    exact: bool = False,
) -> SupplyPlan:
    """The supply plan of a laydown.

    Raises `SolverError` where a limit is reached before any plan is found, or where the scenario's
    own hard limits contradict each other.
    """
    daily = daily_demand(scenario, book, laydown)
    problem = supply_problem(
        scenario, book, laydown, daily, grid_of(scenario, laydown, exact=exact)
    )
    model = LinearModel("sustainment", axes(problem))
    variables = build(model, problem)
    ordered = goals(problem, variables)
    outcome = solve_in_order(model, [goal.goal for goal in ordered], options)
    if not outcome.status.has_solution:
        raise SolverError(f"the supply plan ended without a plan: {outcome.status.value}")
    answer = read_back(problem, variables, model, outcome, ordered, daily)
    return supply_plan(scenario, book, problem, daily, answer)


def build(model: LinearModel, problem: SupplyProblem) -> SupplyVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem)
    for family in FAMILIES:
        family(model, problem, variables)
    return variables
