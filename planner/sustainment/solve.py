"""Choose a grid, solve goal after goal, say how good the plan is, put it in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.catalogue import Factbook
from planner.lp import SolveOptions, require_room
from planner.records.forces import Goal
from planner.records.laydown import Laydown
from planner.records.supply import SupplyPlan
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.sustainment.answer.kept import kept_by_the_day
from planner.sustainment.answer.plan import supply_plan
from planner.sustainment.demand.daily import Floats
from planner.sustainment.demand.population import site_demand
from planner.sustainment.grid import coarse_grid, grid_of
from planner.sustainment.objective import constant_of
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.proof.attempt import Attempt, Case, attempt, case_of, daily_model
from planner.sustainment.proof.certified import ROUNDING
from planner.sustainment.proof.certify import Search
from planner.sustainment.proof.size import daily_size, first_block, too_large
from planner.sustainment.result import Answer

__all__ = ["DEFAULT_GAP", "plan_supply"]

Progress = Callable[[str], None]
# How near to its bound every goal of a large plan is brought where nothing else is asked for.
DEFAULT_GAP = 0.01
# Up to SMALL_PLAN daily variables a plan by the day takes a second or two, and is its own proof.
# From LARGE_PLAN on a proven plan on a coarser grid is there sooner: see docs/decisions/0018.
SMALL_PLAN, LARGE_PLAN = 20_000, 150_000


def plan_supply(
    scenario: Scenario,
    book: Factbook,
    laydown: Laydown,
    options: SolveOptions,
    *,
    exact: bool = False,
    gap: float | None = None,
    progress: Progress = lambda _: None,
) -> SupplyPlan:
    """The supply plan of a laydown.

    With `exact`, or a `gap` of 0, it is the best plan by the day, and with another `gap` too where
    that is small. Of a larger one the grid is refined until every goal is proven that near to the
    best. With neither, the days that a scenario states as `fine` are taken as they are; else small
    plans are exact, and large ones are refined to `DEFAULT_GAP`. Raises `NoPlanError` where a limit
    is reached before any plan is found, or where the scenario's own hard limits contradict each
    other.
    """
    calendar = scenario.calendar
    assert calendar is not None
    case = case_of(scenario, book, laydown, options.max_variables)
    size = daily_size(case)
    require_room(size["daily"], options.max_variables, *too_large(case))
    if size["daily"] <= SMALL_PLAN and (gap is not None or calendar.fine is None):
        exact = True
    elif gap is None and not exact and calendar.fine is None:
        gap = DEFAULT_GAP if size["daily"] > LARGE_PLAN else None
    if gap and not exact:
        block = first_block(size["daily"], int(calendar.long_step.value))
        answer, priced = _proven(case, gap, options, block, progress)
    else:
        answer = priced = _on_one_grid(case, options, exact or gap == 0, progress)
    answer = replace(answer, size={**size, **answer.size})
    demand = site_demand(case.scenario, case.book, laydown, case.demand)
    kept = kept_by_the_day(case, answer)
    priced = replace(priced, goals=answer.goals)
    return supply_plan(case.scenario, case.book, demand, case.demand, answer, priced, kept, options)


def _proven(
    case: Case, gap: float, options: SolveOptions, block: int, progress: Progress
) -> tuple[Answer, Answer]:
    """The best plan of the loop, with its goals counted by the day; and the answer of the model on
    blocks that it came from, which has the worth of limits."""
    grid = coarse_grid(case.scenario, case.laydown, block)
    search = Search(case, gap, options, progress)
    best = search.run(grid)
    # by the day, all that is held is counted with the stock of each day
    counted = best.found.problem if best.point is None else search.daily.problem
    constants = _constants(best.found, counted, len(best.values))
    values, bounds = best.values + constants, best.bounds + constants
    answer, priced = search.answers(best)
    goals = _told(best.found, answer, values, bounds, best.stakes)
    return replace(answer, goals=goals, stopped_early=best.stopped_early), priced


def _on_one_grid(case: Case, options: SolveOptions, exact: bool, progress: Progress) -> Answer:
    """The best plan on one grid; on the daily one its values are their own bounds."""
    daily = grid_of(case.scenario, case.laydown, exact=True)
    grid = daily if exact else grid_of(case.scenario, case.laydown)
    found = attempt(case, grid, options, daily=daily_model(case), progress=progress)
    answer = found.answer(case.demand)
    values = np.array([goal.value for goal in found.outcome.goals])
    bounds = found.bounds
    if len(grid.edges) < len(daily.edges):
        bounds = np.full(len(values), np.nan)
        kept = kept_by_the_day(case, answer)
        for place, goal in enumerate(found.ordered[: len(values)]):
            if goal.name is GoalName.POLICY:
                values[place] = kept.tonne_days(answer, goal.priority)
    constants = _constants(found, found.problem, len(values))
    goals = _told(found, answer, values + constants, bounds + constants, np.zeros(len(values)))
    return replace(answer, goals=goals)


def _constants(found: Attempt, counted: SupplyProblem, reached: int) -> Floats:
    """[goals] what belongs to each goal that was reached, whatever the plan does."""
    return np.array([constant_of(goal, counted) for goal in found.ordered[:reached]])


def _told(
    found: Attempt, answer: Answer, values: Floats, bounds: Floats, stakes: Floats
) -> tuple[Goal, ...]:
    """The goals of an answer with what is proven of them, and how the solver found them."""
    told = []
    for place, goal in enumerate(answer.goals):
        bound = None if np.isnan(bounds[place]) else float(bounds[place])
        # a goal that was not counted anew keeps the value that its records give
        apart = abs(values[place] - goal.value) > 1e-5 * (1.0 + abs(goal.value))
        value = float(values[place]) if apart else goal.value
        if bound is not None and value - bound <= ROUNDING * (1.0 + abs(value)):
            bound = value
        told.append(
            replace(
                goal,
                value=value,
                bound=bound,
                stake=float(stakes[place]),
                method=found.outcome.goals[place].method,
            )
        )
    return tuple(told)
