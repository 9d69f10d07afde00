"""How large a plan by the day would be, before anything is solved."""

from __future__ import annotations

from planner.lp import LinearModel
from planner.sustainment.attempt import Case
from planner.sustainment.grid import grid_of
from planner.sustainment.variables import axes, declare

# Variables of the first model of the loop, about: enough to see where days matter.
FIRST = 40_000


def daily_size(case: Case) -> dict[str, int]:
    """Variables of the daily plan: `full`, stock and unmet demand of every site, item and day, and
    a flow of every item on every leg and day; `daily`, what the exact reductions leave of it."""
    problem = case.problem(grid_of(case.scenario, case.laydown, exact=True))
    model = LinearModel("size", axes(problem))
    declare(model, problem)
    each = len(problem.items) * len(problem.grid.lengths)
    return {
        "full": (2 * len(problem.sites) + len(problem.legs)) * each,
        "daily": model.num_columns,
    }


def first_block(daily: int, long_step: int) -> int:
    """Days of the longest block that the loop begins with."""
    return max(long_step, -(-daily // FIRST))
