"""Rows that say nothing new of whole decisions, and make the search for them shorter.

Measured on made-up location problems, capacity for three times the demand, one thread, seconds of
processor time to the proven best (one run, a busy machine, so only the ratios count):

| depots x customers | with `enough_opened` | without |
|---|---|---|
| 50 x 50 | 13.2 | 23.5, not proven: 0.7 % left |
| 50 x 50 (2) | 3.6 | 6.0 |
| 20 x 50, each from one depot | 11.6 | 19.0 |
| the same (2) | 4.0 | 11.9 |

A row that a lane is opened only where its ends are was tried too: the search took up to twice as
long with it.
"""

from __future__ import annotations

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.constraints.cells import on_limited_lanes, relief
from planner.sustainment.constraints.useful import useful_of
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.reach.tables import distinct
from planner.sustainment.variables import SupplyVariables


def joint_load(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """All that moves in a period on a lane to be opened is within its capacity.

    sum over legs of lane a and k of mass[k] * flow[l,k,t] <= U[a,t] * opened_lane[a], for every
    lane that can be opened and has a limit and cannot be expanded, and period; tonnes. It tightens
    the search, as the lane's capacity and `opened_lane` together say the same of whole decisions.
    Violated, it reads: "lane a is over its capacity".
    """
    openings, lane_of_leg = problem.openings, problem.lane_of_leg
    expanded = problem.expansions.index[problem.expansions.of("lane")]
    legs = np.isin(lane_of_leg, openings.lanes) & ~np.isin(lane_of_leg, expanded)
    flow, lanes, period = on_limited_lanes(problem, legs)
    keys, row = distinct(lanes, period)
    capacity = problem.lane_capacity[keys[0], keys[1]]
    return model.add_rows(
        "joint_load",
        {"lane": keys[0], "period": keys[1]},
        Sense.LE,
        np.zeros(len(capacity)),
        [
            Terms(row, variables.flow.ids[flow], problem.mass[problem.flows.item[flow]]),
            relief(variables.opened_lane.ids, openings.lanes, keys[0], capacity),
        ],
    )


def enough_opened(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """What is opened has enough for all that is asked for.

    sum over supplies s of k at sites n to be opened of most[s] * opened_site[n] + sum over n and t
    of unmet[n,k,t] >= sum over n and t of demand[n,k,t] - opening[k] - sum over the other supplies
    of most[s], for every item k that no conversion gives; units of issue; most[s] is what is of use
    in all. It tightens the search, as `balance` and `opened_supply` together say the same of whole
    decisions. Violated, it reads: "less of k can be had than is used".
    """
    most, openings = useful_of(problem).received, problem.openings
    cells = [(source.site, source.item) for source in problem.supplies]
    site, item = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    to_open = np.isin(site, openings.sites)
    short = problem.demand.sum(axis=(0, 2)) - problem.opening.sum(axis=0)
    np.subtract.at(short, item[~to_open], most[~to_open])
    short[(problem.conversions.gives > 0).any(axis=0)] = 0.0
    short[item[to_open & ~np.isfinite(most)]] = 0.0
    items = np.flatnonzero((short > 0) & np.isin(np.arange(len(short)), item[to_open]))
    row_of = np.full(len(short), -1, dtype=np.int64)
    row_of[items] = np.arange(len(items))
    unmet, mine = row_of[variables.unmet.keys["item"]], np.flatnonzero(to_open)
    mine = mine[row_of[item[mine]] >= 0]
    column = np.searchsorted(openings.sites, site[mine])
    return model.add_rows(
        "enough_opened",
        {"item": items},
        Sense.GE,
        short[items],
        [
            Terms(row_of[item[mine]], variables.opened_site.ids[column], most[mine]),
            Terms(unmet[unmet >= 0], variables.unmet.ids[unmet >= 0], 1.0),
        ],
    )
