"""Build, solve goal after goal, read back; then put the three fills and the reasons together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from planner.catalogue import Factbook
from planner.errors import NoPlanError
from planner.forces.answer import force_plan
from planner.forces.constraints import FAMILIES, Family, filling
from planner.forces.instance import force_problem
from planner.forces.objective import goals, tie_break
from planner.forces.parts import parts
from planner.forces.problem import Floats, ForceProblem
from planner.forces.reasons import find_reasons
from planner.forces.result import Filled, filled_by, read_back
from planner.forces.variables import ForceVariables, axes, declare
from planner.forces.views import VIEWS, View, causes_in
from planner.lp import Goal, LinearModel, Outcome, SolveOptions, Status, solve_in_order
from planner.records.forces import Fill, ForcePlan
from planner.scenario.schema.scenario import Scenario

Progress = Callable[[str], None]


def generate_forces(
    scenario: Scenario, book: Factbook, options: SolveOptions, progress: Progress = lambda _: None
) -> ForcePlan:
    """Three fills, each its own solve, and the reason of every shortfall of the deployable one.

    Raises `NoPlanError` where a limit is reached before any assignment is found.
    """
    fills = {}
    for name, view in VIEWS.items():
        progress(f"force generation: {name} fill")
        fills[name] = solve(force_problem(scenario, book, view), options)
    progress("force generation: reasons")
    base = fills[Fill.DEPLOYABLE]
    known: dict[Hashable, Floats] = {}

    def counterfactual(view: View) -> Filled:
        return settle(force_problem(scenario, book, view), base, options, known)

    return force_plan(
        scenario, book, fills, find_reasons(base, causes_in(scenario, book), counterfactual)
    )


def solve(problem: ForceProblem, options: SolveOptions) -> Filled:
    """The best assignment for one problem, by the goals in their order."""
    units, stopped_early = np.zeros(len(problem.tours)), False
    for part in parts(problem):
        model = LinearModel("forces", axes(part.problem))
        variables = build(model, part.problem)
        ordered = goals(part.problem, variables)
        outcome = _outcome(model, [goal.goal for goal in ordered], options)
        units[part.tours] = read_back(part.problem, variables, outcome, ordered)
        stopped_early |= outcome.status is not Status.OPTIMAL
    return filled_by(problem, units, stopped_early=stopped_early)


def settle(
    problem: ForceProblem, base: Filled, options: SolveOptions, known: dict[Hashable, Floats]
) -> Filled:
    """As `solve` for the tiers alone; among equals, what `base` fills stays filled.

    `known` has the answers of parts that were solved before, and takes the new ones.
    """
    units = np.zeros(len(problem.tours))
    for part in parts(problem):
        key = part.problem.contents
        if key not in known:
            known[key] = _settled(part.problem, base, options)
        units[part.tours] = known[key]
    return filled_by(problem, units)


def build(
    model: LinearModel, problem: ForceProblem, families: tuple[Family, ...] = FAMILIES
) -> ForceVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem)
    for family in families:
        family(model, problem, variables)
    return variables


def _settled(problem: ForceProblem, base: Filled, options: SolveOptions) -> Floats:
    model = LinearModel("forces", axes(problem))
    variables = build(model, problem, filling(problem))
    tiers = [goal for goal in goals(problem, variables) if goal.kind.tier is not None]
    last = tie_break(problem, variables, base.worst == 0)
    outcome = _outcome(model, [*(goal.goal for goal in tiers), last], options)
    return read_back(problem, variables, outcome, tiers)


def _outcome(model: LinearModel, ordered: Sequence[Goal], options: SolveOptions) -> Outcome:
    outcome = solve_in_order(model, ordered, options)
    # whatever stops a later goal, the assignment of the ones before it stands
    if not outcome.solution.status.has_solution:
        status = "infeasible" if outcome.status is Status.INFEASIBLE else "limit"
        raise NoPlanError(status, f"there is no assignment of units: {outcome.status.value}")
    return outcome
