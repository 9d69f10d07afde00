"""Build, solve goal after goal, read back; then put the three fills and the reasons together."""

from __future__ import annotations

from collections.abc import Callable

from planner.catalogue import Factbook
from planner.forces.answer import force_plan
from planner.forces.constraints import FAMILIES
from planner.forces.objective import goals
from planner.forces.problem import VIEWS, ForceProblem, View, force_problem
from planner.forces.reasons import find_reasons
from planner.forces.result import Filled, read_back
from planner.forces.variables import ForceVariables, axes, declare
from planner.lp import LinearModel, SolveOptions, SolverError, solve_in_order
from planner.records.forces import Fill, ForcePlan
from planner.scenario.schema.scenario import Scenario

Progress = Callable[[str], None]


def generate_forces(
    scenario: Scenario, book: Factbook, options: SolveOptions, progress: Progress = lambda _: None
) -> ForcePlan:
    """Three fills, each its own solve, and the reason of every shortfall of the deployable one.

    Raises `SolverError` where a limit is reached before any assignment is found.
    """

    def fill(view: View) -> Filled:
        return solve(force_problem(scenario, book, view), options)

    fills = {}
    for name, view in VIEWS.items():
        progress(f"force generation: {name} fill")
        fills[name] = fill(view)
    progress("force generation: reasons")
    reasons = find_reasons(fills[Fill.DEPLOYABLE], fill)
    return force_plan(scenario, book, fills, reasons)


def solve(problem: ForceProblem, options: SolveOptions) -> Filled:
    """The best assignment for one problem, by the goals in their order."""
    model = LinearModel("forces", axes(problem))
    variables = build(model, problem)
    ordered = goals(problem, variables)
    outcome = solve_in_order(model, [goal.goal for goal in ordered], options)
    if not outcome.status.has_solution:
        raise SolverError(f"force generation ended without an assignment: {outcome.status.value}")
    reached = outcome.goals[: len(ordered)]
    return read_back(problem, variables, outcome.solution, ordered, reached)


def build(model: LinearModel, problem: ForceProblem) -> ForceVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem)
    for family in FAMILIES:
        family(model, problem, variables)
    return variables
