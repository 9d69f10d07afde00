"""What is there at the end is what was there, plus what came, less what left and was used."""

from __future__ import annotations

import numpy as np

from planner.lp import Columns, LinearModel, Rows, Sense, Terms
from planner.sustainment.constraints.cells import arrivals
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.sources import Source
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.variables import SupplyVariables


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
    flows, steps = problem.flows, problem.steps
    arrival = arrivals(problem)
    kept = np.array([1.0 - leg.loss for leg in problem.legs])
    origin = np.array([leg.origin for leg in problem.legs], dtype=np.int64)
    stock = np.nonzero(problem.keeps)
    # the last step of a site hands nothing on
    later = np.append(np.diff(steps.site) == 0, False)[stock[0]]
    parts = [
        (stock, variables.stock.ids, 1.0),
        ((stock[0][later] + 1, stock[1][later]), variables.stock.ids[later], -1.0),
        (
            (arrival.step, flows.item[arrival.flow]),
            variables.flow.ids[arrival.flow],
            -arrival.share * kept[flows.leg[arrival.flow]],
        ),
    ]
    unmet = variables.unmet.keys
    for cells, columns, sign in (
        ((origin[flows.leg], flows.item, flows.period), variables.flow, 1.0),
        (_cells(problem.supplies, variables.received, "supply"), variables.received, -1.0),
        (_cells(problem.outlets, variables.sold, "outlet"), variables.sold, 1.0),
        ((unmet["site"], unmet["item"], unmet["period"]), variables.unmet, -1.0),
    ):
        which, step = steps.within(cells[0], cells[2])
        parts.append(((step, cells[1][which]), columns.ids[which], sign * steps.share[step]))
    for (site, item, period), ids, drawn in (
        _fuel_of_trips(problem, variables),
        _fuel_of_moves(problem, variables),
        _converted(problem, variables),
    ):
        which, step = steps.within(site, period)
        parts.append(((step, item[which]), ids[which], drawn[which] * steps.share[step]))
    opening, demand = _at_steps(problem)
    needed = (demand > 0) | (opening > 0)
    for cell, _, _ in parts:
        needed[cell] = True
    keys = np.nonzero(needed)
    row = np.full(needed.shape, -1, dtype=np.int64)
    row[keys] = np.arange(len(keys[0]))
    return model.add_rows(
        "balance",
        {"site": steps.site[keys[0]], "item": keys[1], "day": steps.last[keys[0]]},
        Sense.EQ,
        (opening - demand)[keys],
        [Terms(row[cell], ids, coefficients) for cell, ids, coefficients in parts],
    )


def _fuel_of_trips(
    problem: SupplyProblem, variables: SupplyVariables
) -> tuple[tuple[Ints, Ints, Ints], Ints, Floats]:
    """Site, item and period of what trips burn, their columns, and how much."""
    burnt = problem.burnt
    leg, period = np.nonzero((variables.trips_at >= 0) & (burnt.item >= 0)[:, None])
    origin = np.array([leg.origin for leg in problem.legs], dtype=np.int64)
    cells = origin[leg], burnt.item[leg], period
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
