"""The problem in tonnes, for the solver's sake, and its solution back in units of issue.

Litres, rations and kilograms differ a thousandfold, and solvers feel it: on a supply plan of 32
thousand columns the interior point took 22 seconds for one goal in units of issue and 8 in tonnes,
and its crossover then ended clean.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.lp import LinearModel, Outcome, Solution
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.sources import Source
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import SupplyVariables


def tonnes_per_unit(problem: SupplyProblem) -> Floats:
    """[K] tonnes of one unit of issue; 1 for an item without mass, which keeps its unit."""
    return np.where(problem.mass > 0, problem.mass, 1.0)


def in_tonnes(problem: SupplyProblem) -> SupplyProblem:
    """The same problem with every quantity of an item in tonnes of it."""
    tonnes = tonnes_per_unit(problem)
    floors = problem.floors
    return replace(
        problem,
        demand=problem.demand * tonnes[:, None],
        mass=problem.mass / tonnes,
        volume=problem.volume / tonnes,
        opening=problem.opening * tonnes,
        supplies=tuple(_source(source, float(tonnes[source.item])) for source in problem.supplies),
        outlets=tuple(_source(outlet, float(tonnes[outlet.item])) for outlet in problem.outlets),
        floors=replace(floors, level=floors.level * tonnes[floors.item]),
        stores=replace(problem.stores, holds=problem.stores.holds / tonnes[:, None]),
        conversions=replace(problem.conversions, gives=problem.conversions.gives * tonnes),
        limits=replace(problem.limits, uses=problem.limits.uses / tonnes),
        burnt=replace(problem.burnt, one_way=problem.burnt.one_way * tonnes[problem.burnt.item]),
        costs=replace(
            problem.costs,
            lane=problem.costs.lane / tonnes,
            holding=problem.costs.holding / tonnes,
        ),
    )


def in_units(
    problem: SupplyProblem, model: LinearModel, variables: SupplyVariables, outcome: Outcome
) -> Outcome:
    """An outcome of the problem in tonnes, with its columns in units of issue again."""
    tonnes = _per_column(problem, model, variables)
    return replace(
        outcome,
        solution=_solution(outcome.solution, tonnes),
        by_goal={name: _solution(found, tonnes) for name, found in outcome.by_goal.items()},
    )


def _source(source: Source, tonnes: float) -> Source:
    return replace(
        source,
        most=source.most * tonnes,
        total=source.total * tonnes,
        least=source.least * tonnes,
        price=source.price / tonnes,
    )


def _per_column(problem: SupplyProblem, model: LinearModel, variables: SupplyVariables) -> Floats:
    per_unit = tonnes_per_unit(problem)
    tonnes = np.ones(model.num_columns)
    for block in (variables.stock, variables.flow, variables.unmet, variables.breach):
        tonnes[block.ids] = per_unit[block.keys["item"]]
    for block, axis, sources in (
        (variables.received, "supply", problem.supplies),
        (variables.sold, "outlet", problem.outlets),
    ):
        items = np.array([source.item for source in sources], dtype=np.int64)
        tonnes[block.ids] = per_unit[items[block.keys[axis]]]
    return tonnes


def _solution(solution: Solution, tonnes: Floats) -> Solution:
    priced = solution.reduced_costs
    return replace(
        solution,
        values=solution.values / tonnes,
        reduced_costs=None if priced is None else priced * tonnes,
    )
