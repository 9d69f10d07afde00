"""The goals of funding, in lexicographic order."""

from __future__ import annotations

import numpy as np

from planner.funding.problem import FundingProblem
from planner.funding.variables import FundingVariables
from planner.lp import Goal

MOST_BRANCHES, LEAST_BRANCHES = 20_000, 20
WORK = 500_000
"""Branches times pairs after which the fewest transfers that were found are taken."""


def goals(problem: FundingProblem, variables: FundingVariables) -> tuple[Goal, ...]:
    """Unfunded US dollars priority by priority, then how early they are missing, then money that
    pays for what is given in kind, then transfers.

    A dollar that is missing counts once for each month from its own to the end of the plan, so that
    money pays what falls due first, and what nobody can pay is missing as late as it can be.
    """
    priority = np.array([line.priority for line in problem.lines], dtype=np.int64)
    month = np.array([line.month for line in problem.lines], dtype=np.int64)
    to_the_end = (month.max(initial=0) + 1 - month).astype(np.float64)
    of = {one: np.flatnonzero(priority == one) for one in problem.priorities}
    ids = variables.unfunded.ids
    found = [
        Goal(f"unfunded-{one}", ids[rows], np.ones(len(rows)), hoped_zero=True)
        for one, rows in of.items()
    ]
    found += [Goal(f"early-{one}", ids[rows], to_the_end[rows]) for one, rows in of.items()]
    if problem.spared.any():
        ids = variables.paid.ids[problem.spared]
        found.append(Goal("spared", ids, np.ones(len(ids))))
    if variables.used is not None and variables.used.size:
        ones = np.ones(variables.used.size)
        branches = min(MOST_BRANCHES, max(LEAST_BRANCHES, WORK // problem.line.size))
        found.append(Goal("transfers", variables.used.ids, ones, nodes=branches))
    return tuple(found)
