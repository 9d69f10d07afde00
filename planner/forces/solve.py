"""Build, solve goal after goal, read back; then put the three fills and the reasons together."""

from __future__ import annotations

from collections.abc import Callable

from planner.catalogue import Factbook
from planner.errors import NoPlanError
from planner.forces.answer import force_plan
from planner.forces.constraints import FAMILIES, FILLING, Family
from planner.forces.objective import ForceGoal, goals, tie_break, tier_goals
from planner.forces.pairs import VIEWS, View
from planner.forces.problem import ForceProblem, force_problem
from planner.forces.reasons import find_reasons
from planner.forces.result import Filled, read_back
from planner.forces.variables import ForceVariables, axes, declare
from planner.lp import Goal, LinearModel, SolveOptions, Status, solve_in_order
from planner.records.forces import Fill, ForcePlan
from planner.scenario.schema.scenario import Scenario

Progress = Callable[[str], None]


def generate_forces(
    scenario: Scenario, book: Factbook, options: SolveOptions, progress: Progress = lambda _: None
) -> ForcePlan:
    """Three fills, each its own solve, and the reason of every shortfall of the deployable one.

    Raises `NoPlanError` where a limit is reached before any assignment is found.
    """

    def look(view: View) -> ForceProblem:
        return force_problem(scenario, book, view)

    fills = {}
    for name, view in VIEWS.items():
        progress(f"force generation: {name} fill")
        fills[name] = solve(look(view), options)
    progress("force generation: reasons")
    base = fills[Fill.DEPLOYABLE]
    reasons = find_reasons(base, look, lambda problem: settle(problem, base, options))
    return force_plan(scenario, book, fills, reasons)


def solve(problem: ForceProblem, options: SolveOptions) -> Filled:
    """The best assignment for one problem, by the goals in their order."""
    model = LinearModel("forces", axes(problem))
    variables = build(model, problem)
    return _solved(problem, model, variables, goals(problem, variables), options)


def settle(problem: ForceProblem, base: Filled, options: SolveOptions) -> Filled:
    """As `solve` for the tiers alone; among equals, what `base` fills stays filled."""
    model = LinearModel("forces", axes(problem))
    variables = build(model, problem, FILLING)
    keep = tie_break(problem, variables, base.worst == 0)
    return _solved(problem, model, variables, tier_goals(problem, variables), options, keep)


def build(
    model: LinearModel, problem: ForceProblem, families: tuple[Family, ...] = FAMILIES
) -> ForceVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem)
    for family in families:
        family(model, problem, variables)
    return variables


def _solved(
    problem: ForceProblem,
    model: LinearModel,
    variables: ForceVariables,
    ordered: tuple[ForceGoal, ...],
    options: SolveOptions,
    *last: Goal,
) -> Filled:
    outcome = solve_in_order(model, [*(goal.goal for goal in ordered), *last], options)
    if not outcome.status.has_solution:
        status = "infeasible" if outcome.status is Status.INFEASIBLE else "limit"
        raise NoPlanError(status, f"there is no assignment of units: {outcome.status.value}")
    reached = outcome.goals[: len(ordered)]
    return read_back(problem, variables, outcome.solution, ordered, reached)
