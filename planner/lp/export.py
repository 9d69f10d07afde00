"""A model as text: LP format to read, MPS to hand to another solver."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pulp
import numpy as np

from planner.lp.model import LinearModel
from planner.lp.names import column_names, goal_name, row_names
from planner.lp.options import Goal


def lp_text(model: LinearModel, goal: Goal | None = None) -> str:
    """The model in LP format, minimising `goal`; the same model gives the same bytes.

    Numbers have twelve digits; columns in no row and not in the goal are left out. Both are
    PuLP's way. Raises ModelError where the goal does not fit the model.
    """
    return _written(model, goal, lambda problem, path: problem.writeLP(path, max_length=255))


def mps_text(model: LinearModel, goal: Goal | None = None) -> str:
    """The model in (free) MPS format, otherwise as `lp_text`."""
    return _written(model, goal, lambda problem, path: problem.writeMPS(path))


def _written(
    model: LinearModel, goal: Goal | None, write: Callable[[pulp.LpProblem, str], object]
) -> str:
    problem = _named(model, goal)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        write(problem, str(path))
        return path.read_text(encoding="utf-8")


def _named(model: LinearModel, goal: Goal | None) -> pulp.LpProblem:
    """A copy of the problem with names and objective; the model's own keeps blank names."""
    copy = model.copy()
    rows = row_names(model)
    inner = copy.problem.toRustModel()
    for variable, name in zip(inner.list_variables(), column_names(model), strict=False):
        variable.set_name(name)
    for constraint, name in zip(inner.list_constraints(), rows, strict=True):
        constraint.set_name(name)
    goal = goal or Goal("none", np.zeros(0, dtype=np.int64), np.zeros(0))
    costs = goal.costs(model.num_columns)
    used = np.flatnonzero(costs)
    copy.set_objective(used, costs[used], goal_name(goal.name, rows))
    return copy.problem
