"""The model of a problem: its variables and every family of constraints."""

from __future__ import annotations

from planner.lp import LinearModel
from planner.sustainment.constraints import FAMILIES
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import SupplyVariables, declare


def build(model: LinearModel, problem: SupplyProblem) -> SupplyVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem)
    for family in FAMILIES:
        family(model, problem, variables)
    return variables
