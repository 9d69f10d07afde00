"""The criterion as columns, rows and a goal of a linear model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.lp.blocks import Columns, Floats, Ids, Sense, Terms
from planner.lp.model import LinearModel
from planner.lp.options import Goal
from planner.lp.two_stage.criterion import Criterion


def goal_over(
    model: LinearModel,
    criterion: Criterion,
    probabilities: Floats,
    mean: tuple[Ids, Floats],
    costs: Sequence[Terms],
) -> Goal:
    """Add what the criterion needs to a model with the axis `realisation`; what to minimise.

    `mean` has the columns and coefficients whose sum is E[z]; `costs` those of z, a row for each
    realisation. For the mean alone nothing is added.
    """
    goal = Goal("cost", *mean)
    if criterion.is_mean:
        return goal
    if criterion.worst:
        return _worst(model, goal, costs)
    return _tail(model, goal, criterion, probabilities, costs)


def _worst(model: LinearModel, goal: Goal, costs: Sequence[Terms]) -> Goal:
    """min t with t >= z_s."""
    worst = model.add_columns("worst", {}, lower=-np.inf)
    _above(model, "worst", [Terms(_all(model), worst.ids)], costs)
    return replace(goal, columns=worst.ids, coefficients=np.ones(1))


def _tail(
    model: LinearModel,
    goal: Goal,
    criterion: Criterion,
    probabilities: Floats,
    costs: Sequence[Terms],
) -> Goal:
    """(1 - weight) E[z] + weight (eta + E[v] / (1 - level)) with v_s >= z_s - eta, v_s >= 0.

    Rockafellar & Uryasev 2000, theorem 1: the least eta is the value-at-risk.
    """
    eta = model.add_columns("value_at_risk", {}, lower=-np.inf)
    excess = model.add_columns("excess", {"realisation": _all(model)})
    _above(model, "tail", [Terms(_all(model), excess.ids), Terms(_all(model), eta.ids)], costs)
    tail = criterion.weight * probabilities / (1 - criterion.level)
    coefficients = (1 - criterion.weight) * np.asarray(goal.coefficients)
    return replace(
        goal,
        columns=np.concatenate([goal.columns, eta.ids, excess.ids]),
        coefficients=np.concatenate([coefficients, [criterion.weight], tail]),
    )


def _above(
    model: LinearModel, family: str, higher: Sequence[Terms], costs: Sequence[Terms]
) -> None:
    """For each realisation, what is higher less its cost is 0 or more."""
    lower = [replace(term, coefficients=-np.asarray(term.coefficients)) for term in costs]
    model.add_rows(family, {"realisation": _all(model)}, Sense.GE, 0.0, [*higher, *lower])


def _all(model: LinearModel) -> Ids:
    return np.arange(len(model.axes["realisation"]))


def spent_by_all(model: LinearModel, spent: Columns) -> Terms:
    """c'x as a part of each realisation's cost."""
    return Terms(_all(model), spent.ids)
