"""What goes unmet in each future: with what was chosen beforehand, or where it was known before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.analysis.prepare.first import Links
from planner.analysis.prepare.stages import Stage, Stages
from planner.errors import NoPlanError
from planner.lp import SolveOptions, Status, solve_in_order
from planner.lp.solution import Basis
from planner.lp.two_stage.clock import Clock
from planner.messages import said
from planner.sustainment.demand.daily import Floats

# What rounding may have left out of a stock: a gram.
GRAM_T = 1e-6


def unmet_of(
    stages: Stages,
    future: Stage,
    x: Floats | None,
    options: SolveOptions,
    clock: Clock,
    start: Basis | None = None,
) -> tuple[float, ...] | None:
    """Tonnes unmet by priority, the first priority served first, with the decisions x [columns];
    without them, with whatever serves this future best. None where x leaves the future no plan.

    Raises `NoPlanError` where a limit comes first, or no decisions leave it a plan.
    """
    supply = future.supply
    before = supply.matrix.snapshot()
    if x is not None:
        _hold(future, x)
    asked = [(p, future.unmet(p)) for p in stages.priorities]
    goals = [goal for _, goal in asked if goal is not None]
    left = replace(options, time_limit=clock.left)
    try:
        outcome = solve_in_order(supply.model, goals, left, basis=start)
    finally:
        columns = np.arange(before.lower.size)
        supply.model.set_column_bounds(columns, before.lower, before.upper)
    if outcome.status is Status.INFEASIBLE:
        if x is not None:
            return None
        why = said("prepare.no-plan-in", future=future.title)
        raise NoPlanError("infeasible", why)
    if not outcome.status.is_settled:
        raise NoPlanError("limit", said("prepare.cut-short", why=outcome.words))
    values = iter(outcome.goals)
    return tuple(0.0 if goal is None else next(values).value for _, goal in asked)


def _hold(future: Stage, x: Floats) -> None:
    """No more stock and additions than were chosen, and just the openings that were."""
    model, matrix, links = future.supply.model, future.supply.matrix, future.links
    here, there = links.stock
    model.set_column_bounds(here, matrix.lower[here].copy(), _least(links, matrix.upper, x))
    here, there = links.opened
    model.set_column_bounds(here, x[there], x[there].copy())
    here, there = links.added
    model.set_column_bounds(here, np.zeros(here.size), np.minimum(matrix.upper[here], x[there]))


def _least(links: Links, upper: Floats, x: Floats) -> Floats:
    here, there = links.stock
    return np.minimum(upper[here], x[there] + GRAM_T)
