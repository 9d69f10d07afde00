"""The last digits of a solution whose goals were held within a millionth, one after the other.

In a model with integer columns a goal is held by a row, with a hair of slack, and the goals after
it use that up: 5.999996 units where 6 are meant. With the integer columns where they are the rest
is a linear model, in which each goal is held by its prices and not by a hair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.solution import Solution, Status
from planner.lp.solve import Session


def polished(
    model: LinearModel, goals: Sequence[Goal], solution: Solution, options: SolveOptions
) -> Solution:
    """The solution with its continuous columns at the exact best of every goal, in order.

    Its status, bound and time stay those of the search. Where the linear model is not solved to
    the end, as under a limit or without HiGHS, the solution stays as it is. The model too.
    """
    session = Session(model.copy(), options)
    whole = np.flatnonzero(model.matrix().integer)
    if not session.keeps_basis or not goals or not whole.size:
        return solution
    fixed = np.round(solution.values[whole])
    session.model.set_column_bounds(whole, fixed, fixed)
    values = solution.values
    for goal in goals:
        found = session.minimise(goal, relaxed=True)
        if found.status is not Status.OPTIMAL:
            return solution
        session.hold_best(goal, found)
        values = found.values
    values[whole] = fixed
    return replace(solution, values=values)
