"""The model of a plan's hard limits alone, in which each can be left out for what it is.

It is the model that was solved, but for reductions that would keep a limit which is lifted: stock
may stand, as far as a limit of nought allows, where there is no store; rows that only shorten a
search are left out; and what ties goods to a whole decision is as wide as all goods that have to be
out of the way, not as what the limits let through. And it is without what can be in no
contradiction. Policies give way by themselves. Nobody has to be supplied, so only goods that stand
there or must be taken can be in the way, and other items are left out: on a supply plan of 42
thousand columns with one stock too large a diagnosis took 131 seconds with them, and 26 without.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.lp import LinearModel
from planner.lp.matrix import Csr, Matrix
from planner.sustainment.constraints import FAMILIES
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.policies import Floors
from planner.sustainment.network.sources import Source
from planner.sustainment.problem import Bools, SupplyProblem
from planner.sustainment.reach.flows import Flows
from planner.sustainment.variables import SupplyVariables, axes, declare

NEVER = np.iinfo(np.int64).max
LEFT_OUT = ("joint_load", "enough_opened", "policy")
GATES = ("opened_site", "opened_supply", "opened_conversion", "opened_lane", "runs")


@dataclass(frozen=True, eq=False)
class HardModel:
    """The hard limits of a problem in tonnes, as a model and as its matrix with wide gates."""

    problem: SupplyProblem
    model: LinearModel
    variables: SupplyVariables
    matrix: Matrix


def hard_model(problem: SupplyProblem) -> HardModel:
    """The hard limits of a problem in tonnes."""
    wider = _with_room_to_see(_without(problem, ~_items_in_the_way(problem)))
    model = LinearModel("limits", axes(wider))
    variables = declare(model, wider)
    for family in FAMILIES:
        if family.__name__ not in LEFT_OUT:
            family(model, wider, variables)
    return HardModel(wider, model, variables, _with_wide_gates(model, wider))


def _with_room_to_see(problem: SupplyProblem) -> SupplyProblem:
    """The problem with stock also where no store can be: there its room is a limit of nought."""
    steps, stores = problem.steps, problem.stores
    can = stores.can_stand(problem.expansions)[:, problem.group] | stores.in_the_open
    night = (steps.last + problem.grid.start)[:, None]
    there = (night >= problem.earliest[steps.site]) & (night < problem.gone)
    return replace(problem, keeps=problem.keeps | (~can[steps.site] & there))


def _items_in_the_way(problem: SupplyProblem) -> Bools:
    """[K] items that stand there or must be taken, and all that can have a part in that: fuel that
    is burnt, what is made of or into them, stores that can be moved; all of them where something
    has a smallest load."""
    openings, made = problem.openings, problem.conversions
    loads = openings.site_smallest, openings.lane_smallest, openings.run_smallest
    found = (problem.opening > 0).any(axis=0) | problem.stores.holds.any(axis=1)
    found |= any((load > 0).any() for load in loads)
    found[[source.item for source in problem.supplies if source.least > 0]] = True
    found[problem.burnt.item[problem.burnt.item >= 0]] = True
    while True:
        runs = (made.gives[:, found] != 0).any(axis=1)
        more = found | (made.gives[runs] != 0).any(axis=0)
        if np.array_equal(more, found):
            return found
        found = more


def _without(problem: SupplyProblem, left_out: Bools) -> SupplyProblem:
    """The problem without some items, and without policies."""
    flows, made, floors = problem.flows, problem.conversions, problem.floors
    kept = ~left_out[flows.item]
    none, nought = np.zeros(0, dtype=np.int64), np.zeros(0)
    runs = (made.gives[:, left_out] != 0).any(axis=1)
    return replace(
        problem,
        demand=np.where(left_out[:, None], 0.0, problem.demand),
        flows=Flows(flows.leg[kept], flows.item[kept], flows.period[kept]),
        keeps=problem.keeps & ~left_out,
        earliest=np.where(left_out, NEVER, problem.earliest),
        supplies=tuple(_closed(source, left_out) for source in problem.supplies),
        outlets=tuple(_closed(outlet, left_out) for outlet in problem.outlets),
        conversions=replace(made, most=np.where(runs[:, None], 0.0, made.most)),
        floors=Floors(floors.policies, none, none, none, none, nought, nought, nought, none),
    )


def _closed(source: Source, left_out: Bools) -> Source:
    return replace(source, most=np.zeros_like(source.most)) if left_out[source.item] else source


def _with_wide_gates(model: LinearModel, problem: SupplyProblem) -> Matrix:
    matrix = model.matrix()
    if problem.openings.are_none:
        return matrix
    is_gate = np.zeros(matrix.rhs.size, dtype=np.bool_)
    for family in GATES:
        is_gate[model.rows(family).part] = True
    entry = np.repeat(is_gate, matrix.csr.lengths) & matrix.integer[matrix.csr.indices]
    values = np.where(entry, np.minimum(matrix.csr.values, -_forced(problem)), matrix.csr.values)
    return replace(matrix, csr=Csr(matrix.csr.starts, matrix.csr.indices, values))


def _forced(problem: SupplyProblem) -> float:
    """Tonnes, or runs, that have to be out of the way or moved, at the very most."""
    openings, made = problem.openings, problem.conversions
    days = float(problem.grid.lengths.sum())
    smallest = openings.site_smallest.sum() + openings.lane_smallest.sum()
    smallest += openings.run_smallest.sum() * days
    least = sum(source.least for source in problem.supplies)
    worst = np.zeros(len(problem.sites))
    for leg in problem.legs:  # a way enters each site once at most
        worst[leg.destination] = max(worst[leg.destination], leg.loss)
    lost = np.prod(1.0 / (1.0 - worst))
    return float((problem.opening.sum() + least + smallest) * lost) * _gained(made.gives)


def _gained(gives: Floats) -> float:
    """What a conversion makes of one, at the most; and how many runs that is."""
    if not gives.size:
        return 1.0
    taken = np.maximum(-gives, 0.0).sum(axis=1)
    given = np.maximum(gives, 0.0).sum(axis=1)
    ratios = np.divide(np.maximum(given, 1.0), taken, out=np.ones(taken.size), where=taken > 0)
    return float(max(1.0, ratios.max(initial=1.0)))
