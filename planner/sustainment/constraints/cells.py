"""What several families ask of a problem: where departures arrive, and what relieves a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import Terms
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Bools, Ints, SupplyProblem


@dataclass(frozen=True)
class Arrivals:
    """Of `flow` (its position in the family) the part `share` arrives in `step`."""

    flow: Ints
    step: Ints
    share: Floats


def arrivals(problem: SupplyProblem, flow: Ints) -> Arrivals:
    """Where the given flows end."""
    flows, transit = problem.flows, problem.transit
    which, entry = transit.arriving(flows.leg[flow], flows.period[flow])
    return Arrivals(flow[which], transit.step[entry], transit.share[entry])


def on_limited_lanes(problem: SupplyProblem, legs: Bools) -> tuple[Ints, Ints, Ints]:
    """Flows on the given legs in periods in which their lane has a capacity: position, lane and
    period of each."""
    flows, finite = problem.flows, np.isfinite(problem.lane_capacity)
    flow = flows.on(legs & finite.any(axis=1)[problem.lane_of_leg])
    lane, period = problem.lane_of_leg[flows.leg[flow]], flows.period[flow]
    kept = finite[lane, period]
    return flow[kept], lane[kept], period[kept]


def relief(ids: Ints, owner: Ints, index: Ints, amount: Floats | float = 1.0) -> Terms:
    """Terms -amount * column in each row whose `index` owns a column; `amount` is one each."""
    size = int(max(owner.max(initial=-1), index.max(initial=-1))) + 1
    column = np.full(size, -1, dtype=np.int64)
    column[owner] = ids
    rows = np.flatnonzero(column[index] >= 0)
    amounts = np.broadcast_to(amount, index.shape)[rows]
    return Terms(rows, column[index][rows], -amounts)
