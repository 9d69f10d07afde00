"""Build, solve goal after goal, read back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.errors import NoPlanError
from planner.lp import (
    LinearModel,
    Outcome,
    SolveOptions,
    Status,
    polished,
    require_cells,
    solve_in_order,
)
from planner.messages import said
from planner.records.laydown import Laydown
from planner.records.services import ServicePlan
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.services.constraints import FAMILIES
from planner.sustainment.services.objective import ServiceGoal, goals
from planner.sustainment.services.problem import ServiceProblem, service_problem
from planner.sustainment.services.reasons import Reasons
from planner.sustainment.services.result import Placed, checked_goals, read_back
from planner.sustainment.services.variables import ServiceVariables, axes, declare


def place_services(scenario: Scenario, laydown: Laydown, options: SolveOptions) -> ServicePlan:
    """Where the services of a scenario with a calendar are put, for the units of a laydown.

    Raises `NoPlanError` where a limit is reached before any plan is found.
    """
    assert scenario.calendar is not None
    require_services(scenario, laydown, options.max_variables)
    problem = service_problem(scenario, scenario.calendar, laydown)
    model = LinearModel("services", axes(problem), options.max_variables)
    variables = build(model, problem)
    ordered = [goal for goal in goals(problem, variables) if np.any(goal.goal.coefficients)]
    outcome = _solved(model, ordered, options)
    solution = outcome.solution
    placed = Placed(
        points=np.round(solution.of(variables.placed)),
        share=solution.of(variables.served),
        uncovered=solution.of(variables.uncovered),
    )
    size = {"columns": model.num_columns, "rows": model.num_rows, "entries": model.num_entries}
    plan = read_back(problem, placed, Reasons(scenario, problem), size)
    found = checked_goals(plan, ordered, [goal.value for goal in outcome.goals])
    return replace(plan, goals=tuple(found), stopped_early=not outcome.status.is_settled)


def require_services(scenario: Scenario, laydown: Laydown, most: int) -> None:
    """Raise `InputError` where services could be linked with units in too many ways."""
    sites, services = len(scenario.sites), len(scenario.services)
    what = said("limit.services", services=services, sites=sites, units=len(laydown.units))
    remedy = said("limit.services-remedy")
    require_cells(services * sites * sites, most, what, remedy)


def build(model: LinearModel, problem: ServiceProblem) -> ServiceVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem)
    for family in FAMILIES:
        family(model, problem, variables)
    return variables


def _solved(model: LinearModel, ordered: list[ServiceGoal], options: SolveOptions) -> Outcome:
    """The outcome of all goals, with shares to the last digit."""
    targets = [goal.goal for goal in ordered]
    outcome = solve_in_order(model, targets, options)
    if not outcome.solution.status.has_solution:
        status = "infeasible" if outcome.status is Status.INFEASIBLE else "limit"
        raise NoPlanError(status, said("services-cannot-be-placed", why=outcome.words))
    pairs = list(zip(targets, outcome.goals, strict=False))
    settled = [goal for goal, value in pairs if value.status.is_settled]
    solution = polished(model, settled, outcome.solution, options)
    values = [replace(found, value=goal.value(solution.values)) for goal, found in pairs]
    return replace(outcome, solution=solution, goals=tuple(values))
