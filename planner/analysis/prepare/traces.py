"""Demand so small that it counts for nothing, where some other future asks for something.

A model leaves out what nobody uses: no goods move to a site that does not ask for them. What is
prepared for another future must stand there all the same where nothing happens, so the undisturbed
future asks for a trace of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.problem import Bools
from planner.sustainment.proof.attempt import Case

# In units of issue: at most a gram of anything that is counted in tonnes.
TRACE = 1e-6


def with_traces(case: Case, others: Sequence[Case]) -> Case:
    """The case with a trace of demand on each day on which another one asks for something."""
    demand = case.demand
    asked = np.zeros(demand.net.shape, dtype=np.bool_)
    for other in others:
        asked |= _asked(demand, other.demand)
    gross: Floats = demand.gross + np.where(asked & (demand.net <= 0), TRACE, 0.0)
    return replace(case, demand=replace(demand, gross=gross))


def _asked(mine: DailyDemand, other: DailyDemand) -> Bools:
    """[N, K, D] of the one, true where the other one's network has to provide something."""
    sites, items, days = mine.net.shape
    found = np.zeros((sites, items, days), dtype=np.bool_)
    for n, k in zip(*np.nonzero((other.net > 0).any(axis=2)), strict=True):
        site, item = other.sites[n], other.items[k]
        if site in mine.sites and item in mine.items:
            on = np.flatnonzero(other.net[n, k] > 0) + other.start - mine.start
            on = on[(on >= 0) & (on < days)]
            found[mine.sites.index(site), mine.items.index(item), on] = True
    return found
