"""A scenario on its way to its numbers: the gap, the fill, and the arrays of its supply plan.

Only the deployable fill is made, for nothing else of force generation reaches a number; and only
the goals of supply up to the last that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from planner.analysis.alike import alike
from planner.analysis.headlines import OF_FORCES, OF_SUPPLY, force_values, gap_values, goals_for
from planner.catalogue import Factbook
from planner.errors import InputError, NoPlanError
from planner.forces.decisions import unkept
from planner.forces.instance import force_problem
from planner.forces.laydown import laydown_from
from planner.forces.problem import ForceProblem
from planner.forces.result import Filled, assignments
from planner.forces.solve import solve
from planner.forces.views import VIEWS
from planner.generation import as_solved
from planner.lp import Goal, LinearModel, Outcome, SolveOptions, Status, solve_in_order
from planner.lp.matrix import Matrix
from planner.lp.solution import Basis
from planner.messages import said
from planner.records.forces import Fill
from planner.records.laydown import Laydown
from planner.records.provenance import Headline, Values
from planner.scenario import Scenario, factbook_of
from planner.sustainment import self_sufficiency_gap
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import coarse_grid, cut_at, grid_of
from planner.sustainment.model import build
from planner.sustainment.objective import SupplyGoal, constant_of, goals
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.proof.attempt import Case, case_of
from planner.sustainment.tonnes import in_tonnes
from planner.sustainment.variables import SupplyVariables, axes


@dataclass(frozen=True)
class Asked:
    """Which numbers are asked for, how plans are made, and the longest block of days of a supply
    plan (None: by the day)."""

    headlines: tuple[Headline, ...]
    options: SolveOptions
    blocks: int | None

    @property
    def forces(self) -> bool:
        """Whether force generation is asked for itself, or for the supply of who comes."""
        return self.supply or any(headline in OF_FORCES for headline in self.headlines)

    @property
    def supply(self) -> bool:
        """Whether a number of the supply plan is asked for."""
        return any(headline in OF_SUPPLY for headline in self.headlines)


@dataclass(frozen=True)
class Fielded:
    """Who comes: the deployable fill of a problem, and whether it had to be made for it."""

    problem: ForceProblem
    filled: Filled


@dataclass(frozen=True, eq=False)
class SupplyModel:
    """The model of a supply plan, in tonnes, with its goals and what belongs to each anyway."""

    problem: SupplyProblem
    model: LinearModel
    variables: SupplyVariables
    ordered: tuple[SupplyGoal, ...]
    constants: Floats

    @property
    def matrix(self) -> Matrix:
        """Its columns and rows."""
        return self.model.matrix()

    @property
    def costs(self) -> Floats:
        """[goals, columns] the coefficients of each goal."""
        found = [goal.goal.costs(self.model.num_columns) for goal in self.ordered]
        return np.array(found).reshape(len(found), self.model.num_columns)


def fielded(
    scenario: Scenario, book: Factbook, options: SolveOptions, known: Fielded | None = None
) -> tuple[Fielded | None, Laydown]:
    """Who comes and where they stand; the fill that is `known` is taken where the problem is the
    same. Raises as `generate` does."""
    if not scenario.requirements and not scenario.equipment:
        return None, Laydown(())
    full = as_solved(scenario)
    if faults := unkept(full, book):
        raise InputError(faults)
    problem = force_problem(full, book, VIEWS[Fill.DEPLOYABLE])
    found = known if known is not None and alike(problem, known.problem) else None
    if found is None:
        found = Fielded(problem, _settled(problem, options))
    return found, laydown_from(full, book, assignments(found.filled))


def _settled(problem: ForceProblem, options: SolveOptions) -> Filled:
    filled = solve(problem, options)
    if filled.stopped_early:  # a number that another run may better is no ground for a comparison
        raise NoPlanError("limit", said("forces-cut-short"))
    return filled


def quick_values(scenario: Scenario, book: Factbook, found: Fielded | None) -> Values:
    """The numbers that need no supply plan."""
    gap = self_sufficiency_gap(scenario, book)
    values = gap_values(gap) if gap else {}
    return values | (force_values(found.filled) if found is not None else {})


def supply_case(scenario: Scenario, laydown: Laydown, options: SolveOptions) -> Case:
    """What the supply plan of a laydown is made of; raises `InputError` where that is too large."""
    return case_of(scenario, factbook_of(scenario), laydown, options.max_variables)


def supply_model(case: Case, asked: Asked, cuts: Iterable[int] = ()) -> SupplyModel:
    """The model of the supply plan, on blocks of days that heed every day of change, and none of
    which reaches over a day of `cuts`.

    Raises `InputError` where it would have more variables than the options allow.
    """
    if asked.blocks is None:
        grid = grid_of(case.scenario, case.laydown, exact=True)
    else:
        grid = coarse_grid(case.scenario, case.laydown, asked.blocks)
    problem = in_tonnes(case.problem(cut_at(grid, cuts)))
    problem = replace(problem, objective=goals_for(problem.objective, asked.headlines))
    model = LinearModel("supply", axes(problem), asked.options.max_variables)
    variables = build(model, problem)
    ordered = goals(problem, variables)
    constants = np.array([constant_of(goal, problem) for goal in ordered])
    return SupplyModel(problem, model, variables, ordered, constants)


def supply_outcome(
    supply: SupplyModel, options: SolveOptions, *last: Goal, start: Basis | None = None
) -> Outcome:
    """The plan by its goals in their order, then by `last`; `start` is a basis to begin with.

    Raises `NoPlanError` where there is none, or a limit comes before the last goal.
    """
    wanted = [*(goal.goal for goal in supply.ordered), *last]
    outcome = solve_in_order(supply.model, wanted, options, basis=start)
    why = outcome.words
    if outcome.status is Status.INFEASIBLE:
        raise NoPlanError("infeasible", said("no-supply-plan", why=why))
    if not outcome.status.is_settled:
        raise NoPlanError("limit", said("supply-plan-cut-short", why=why))
    return outcome
