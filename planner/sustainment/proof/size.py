"""How large a plan by the day would be, before anything is solved."""

from __future__ import annotations

from planner.lp import LinearModel
from planner.sustainment.demand.extent import extent_of
from planner.sustainment.grid import grid_of
from planner.sustainment.proof.attempt import Case
from planner.sustainment.variables import axes, declare

# The first blocks are one day long for so many variables by the day, and none is longer than
# LONGEST: mending shows soon where days matter, and few blocks are solved and proven soon. At 425
# thousand variables by the day blocks of up to 35 days took half as long as blocks of up to 11.
FIRST, LONGEST = 12_000, 40
# Families of which the exact reductions leave a part; of the others they leave all.
REDUCED = ("stock", "flow", "unmet", "trips")


def daily_size(case: Case) -> dict[str, int]:
    """Variables of the daily plan: `full`, with stock and unmet demand of every site, item and day,
    and flows and trips of every leg; `daily`, what the exact reductions leave of it."""
    problem = case.problem(grid_of(case.scenario, case.laydown, exact=True))
    model = LinearModel("size", axes(problem))
    declare(model, problem)
    days = len(problem.grid.lengths)
    cut = sum(model.columns(family).size for family in REDUCED)
    by_item = (2 * len(problem.sites) + len(problem.legs)) * len(problem.items)
    driven = int((problem.fleet_of_leg >= 0).sum())
    return {
        "full": (by_item + driven) * days + model.num_columns - cut,
        "daily": model.num_columns,
    }


def too_large(case: Case) -> tuple[str, str]:
    """What is said of a plan that would have too many variables: what it is, and the remedy."""
    return extent_of(case.scenario, case.book, case.laydown).too_large


def first_block(daily: int, long_step: int) -> int:
    """Days of the longest block that the loop begins with."""
    return max(long_step, min(LONGEST, -(-daily // FIRST)))
