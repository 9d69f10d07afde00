"""Rules on stock."""

from __future__ import annotations

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import SupplyVariables


def policy(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Stock keeps to the policies, or the breach is counted.

    sign * sum over k and its batches of stock[n,k,t] + breach[j] >= sign * level[j], for every
    policy, site, item and period it speaks of: days of supply, the strategic reserve, stock ahead
    of troops (S/2012/894 §65); units of issue. Violated, it reads: "policy j is broken at n
    without being counted".
    """
    floors = problem.floors
    rows = np.arange(len(floors.policy))
    # what spoils stands as batches
    row, item = np.nonzero(problem.issued_as[None, :] == floors.item[:, None])
    column = variables.stock_at_end[floors.site[row], item, floors.period[row]]
    kept = column >= 0
    return model.add_rows(
        "policy",
        {
            "policy": floors.policy,
            "site": floors.site,
            "item": floors.item,
            "period": floors.period,
            "row": rows,
        },
        Sense.GE,
        floors.sign * floors.level,
        [
            Terms(row[kept], column[kept], floors.sign[row[kept]]),
            Terms(rows, variables.breach.ids, 1.0),
        ],
    )
