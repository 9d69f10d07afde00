"""What is there at the end is what was there, plus what came, less what left and was used."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.lp import Columns, LinearModel, Rows, Sense, Terms
from planner.sustainment.constraints.cells import arrivals
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.sources import Source
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.variables import SupplyVariables

type Part = tuple[Ints, Ints, Floats | float]
"""Cells (an item at a step, counted step by step), the columns in their rows, and how much."""


def balance(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """What is there at the end is what was there, plus what came, less what left and was used.

    stock[m,k] - stock[m-1,k] - sum over legs into n of (1 - loss) * arriving[l,t',m] * flow[l,k,t']
    + share[m] * (sum over legs out of n of flow[l,k,t] + sold[n,k,t] - received[n,k,t] -
    unmet[n,k,t] + sum over legs out of n that burn k of burnt[l] * trips[l,t] + sum over empty
    vehicles leaving n of burnt[l] / 2 * moved[l,n,t] - sum over conversions at n of gives[c,k] *
    converted[c,t]) = - share[m] * demand[n,k,t], for every item and every step m of a site n (the
    part share[m] of a period t) in which anything of it can be there or is asked for; units of
    issue. The dual is the worth of one more unit there. Violated, it reads: "goods appear or
    vanish".
    """
    steps = problem.steps
    parts = [*_standing(problem, variables), _arriving(problem, variables)]
    parts += _spread(problem, variables)
    opening, demand = _at_steps(problem)
    needed = ((demand > 0) | (opening > 0)).ravel()
    for cell, _, _ in parts:
        needed[cell] = True
    cells, row = np.flatnonzero(needed), np.cumsum(needed) - 1
    step, item = np.divmod(cells, len(problem.items))
    return model.add_rows(
        "balance",
        {"site": steps.site[step], "item": item, "day": steps.last[step]},
        Sense.EQ,
        (opening - demand).ravel()[cells],
        [Terms(row[cell], ids, coefficients) for cell, ids, coefficients in parts],
    )


def _standing(problem: SupplyProblem, variables: SupplyVariables) -> list[Part]:
    """What is there at the end of a step, and at the end of the step before."""
    items, ids = len(problem.items), variables.stock.ids
    cell = np.flatnonzero(problem.keeps)
    # the last step of a site hands nothing on
    later = np.append(np.diff(problem.steps.site) == 0, False)[cell // items]
    return [(cell, ids, 1.0), (cell[later] + items, ids[later], -1.0)]


def _arriving(problem: SupplyProblem, variables: SupplyVariables) -> Part:
    flows, arrival = problem.flows, arrivals(problem, np.arange(len(problem.flows.leg)))
    kept = np.array([1.0 - leg.loss for leg in problem.legs])
    cell = arrival.step * len(problem.items) + flows.item[arrival.flow]
    amount = -arrival.share * kept[flows.leg[arrival.flow]]
    return cell, variables.flow.ids[arrival.flow], amount


def _spread(problem: SupplyProblem, variables: SupplyVariables) -> Iterator[Part]:
    """What is spread evenly over the steps of a period."""
    flows, unmet, steps = problem.flows, variables.unmet, problem.steps
    leaves = problem.ends_of_leg[flows.leg, 0], flows.item, flows.period
    for (site, item, period), ids, amount in (
        (leaves, variables.flow.ids, 1.0),
        (_cells(problem.supplies, variables.received, "supply"), variables.received.ids, -1.0),
        (_cells(problem.outlets, variables.sold, "outlet"), variables.sold.ids, 1.0),
        ((unmet.keys["site"], unmet.keys["item"], unmet.keys["period"]), unmet.ids, -1.0),
        _fuel_of_trips(problem, variables),
        _fuel_of_moves(problem, variables),
        _converted(problem, variables),
    ):
        which, step = steps.within(site, period)
        drawn = np.broadcast_to(amount, ids.shape)[which]
        yield step * len(problem.items) + item[which], ids[which], drawn * steps.share[step]


def _fuel_of_trips(
    problem: SupplyProblem, variables: SupplyVariables
) -> tuple[tuple[Ints, Ints, Ints], Ints, Floats]:
    """Site, item and period of what trips burn, their columns, and how much."""
    burnt = problem.burnt
    leg, period = np.nonzero((variables.trips_at >= 0) & (burnt.item >= 0)[:, None])
    cells = problem.ends_of_leg[leg, 0], burnt.item[leg], period
    return cells, variables.trips_at[leg, period], burnt.per_trip[leg]


def _fuel_of_moves(
    problem: SupplyProblem, variables: SupplyVariables
) -> tuple[tuple[Ints, Ints, Ints], Ints, Floats]:
    basing, burnt = problem.basing, problem.burnt
    move, period = np.nonzero(basing.there >= 0)
    leg, site = basing.leg[move], basing.site[basing.from_pair[move]]
    kept = burnt.item[leg] >= 0
    cells = site[kept], burnt.item[leg[kept]], period[kept]
    return cells, variables.moved.ids[kept], burnt.one_way[leg[kept]]


def _converted(
    problem: SupplyProblem, variables: SupplyVariables
) -> tuple[tuple[Ints, Ints, Ints], Ints, Floats]:
    made, keys = problem.conversions, variables.converted.keys
    run, item = np.nonzero(made.gives[keys["conversion"]])
    which = keys["conversion"][run]
    cells = made.site[which], item, keys["period"][run]
    return cells, variables.converted.ids[run], -made.gives[which, item]


def _cells(sources: tuple[Source, ...], columns: Columns, axis: str) -> tuple[Ints, Ints, Ints]:
    """Site, item and period of what passes through supplies or outlets."""
    site = np.array([source.site for source in sources], dtype=np.int64)
    item = np.array([source.item for source in sources], dtype=np.int64)
    return site[columns.keys[axis]], item[columns.keys[axis]], columns.keys["period"]


def _at_steps(problem: SupplyProblem) -> tuple[Floats, Floats]:
    """Opening stock and demand of every step; [M, K] each."""
    steps = problem.steps
    opening = np.zeros(problem.keeps.shape)
    opening[steps.first[:, 0]] = problem.opening
    demand = problem.demand[steps.site, :, steps.period] * steps.share[:, None]
    return opening, demand
