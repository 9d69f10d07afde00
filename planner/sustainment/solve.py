"""Build, solve goal after goal, read back."""

from __future__ import annotations

from collections.abc import Callable

from planner.catalogue import Factbook
from planner.errors import NoPlanError
from planner.lp import (
    LinearModel,
    Outcome,
    SolveOptions,
    SolverError,
    Status,
    conflict,
    solve_in_order,
)
from planner.records.laydown import Laydown
from planner.records.supply import SupplyPlan
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.answer import supply_plan
from planner.sustainment.batches import batches_of, book_with
from planner.sustainment.demand import daily_demand
from planner.sustainment.grid import grid_of
from planner.sustainment.lift import with_lift
from planner.sustainment.model import build
from planner.sustainment.objective import goals
from planner.sustainment.population import site_demand
from planner.sustainment.problem import supply_problem
from planner.sustainment.result import read_back
from planner.sustainment.tonnes import in_tonnes, in_units
from planner.sustainment.variables import axes

Progress = Callable[[str], None]
LIMITS = {
    "storage": "the store (cubic metres) is too small for the stock that must stand there",
    "lane_capacity": "the lane's capacity (tonnes) is too small",
    "throughput": "the site's throughput (tonnes) is too small",
    "fleet": "the fleet has too few vehicle-days",
    "supply_total": "the supply has too little",
}


def plan_supply(
    scenario: Scenario,
    book: Factbook,
    laydown: Laydown,
    options: SolveOptions,
    *,
    exact: bool = False,
    progress: Progress = lambda _: None,
) -> SupplyPlan:
    """The supply plan of a laydown.

    Raises `NoPlanError` where a limit is reached before any plan is found, or where the scenario's
    own hard limits contradict each other.
    """
    scenario, book = with_lift(scenario, book, laydown)
    book = book_with(batches_of(scenario), book)
    daily = daily_demand(scenario, book, laydown)
    problem = supply_problem(
        scenario, book, laydown, daily, grid_of(scenario, laydown, exact=exact)
    )
    model = LinearModel("sustainment", axes(problem))
    solved = in_tonnes(problem)
    variables = build(model, solved)
    ordered = goals(solved, variables)
    progress(f"sustainment: {model.num_columns:,} variables, {model.num_rows:,} rows")
    outcome = solve_in_order(model, [goal.goal for goal in ordered], options)
    if not outcome.status.has_solution:
        raise _no_plan(model, outcome, options)
    outcome = in_units(problem, model, variables, outcome)
    answer = read_back(problem, variables, model, outcome, ordered, daily)
    demand = site_demand(scenario, book, laydown, daily)
    return supply_plan(scenario, book, demand, daily, answer, options)


def _no_plan(model: LinearModel, outcome: Outcome, options: SolveOptions) -> NoPlanError:
    if outcome.status is not Status.INFEASIBLE:
        return NoPlanError("limit", f"there is no supply plan: {outcome.status.value}")
    hard = [rows.family for rows in model.row_families if rows.family != "balance"]
    try:
        found = conflict(model, options, soft=hard)
    except SolverError:  # the limit came before the reason: the verdict stands without it
        found = ()
    words = [
        f"{miss.label}: {LIMITS.get(miss.family, miss.family)} by {miss.amount:,.6g}"
        for miss in found
    ]
    return NoPlanError("infeasible", "the scenario's hard limits contradict each other", words)
