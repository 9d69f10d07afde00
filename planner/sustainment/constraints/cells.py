"""What several families ask of a problem: distinct keys, and where departures arrive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import Terms
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Ints, SupplyProblem


def distinct(*axes: Ints) -> tuple[list[Ints], Ints]:
    """The different combinations of keys, in order, and which of them each entry is."""
    sizes = [int(axis.max(initial=0)) + 1 for axis in axes]
    code, row = np.unique(np.ravel_multi_index(axes, sizes), return_inverse=True)
    return [key.astype(np.int64) for key in np.unravel_index(code, sizes)], row


@dataclass(frozen=True)
class Arrivals:
    """Of `flow` (its position in the family) the part `share` arrives in `step`."""

    flow: Ints
    step: Ints
    share: Floats


def arrivals(problem: SupplyProblem) -> Arrivals:
    flows, transit = problem.flows, problem.transit
    shape = (len(problem.legs), problem.demand.shape[2], len(problem.items))
    number = np.full(shape, -1, dtype=np.int64)
    number[flows.leg, flows.period, flows.item] = np.arange(len(flows.leg))
    of_entry = number[transit.leg, transit.departs]
    which, item = np.nonzero(of_entry >= 0)
    return Arrivals(of_entry[which, item], transit.step[which], transit.share[which])


def relief(ids: Ints, owner: Ints, index: Ints, amount: Floats | float = 1.0) -> Terms:
    """Terms -amount * column in each row whose `index` owns a column; `amount` is one each."""
    size = int(max(owner.max(initial=-1), index.max(initial=-1))) + 1
    column = np.full(size, -1, dtype=np.int64)
    column[owner] = ids
    rows = np.flatnonzero(column[index] >= 0)
    amounts = np.broadcast_to(amount, index.shape)[rows]
    return Terms(rows, column[index][rows], -amounts)
