"""What can move and what can stand: the flows and stocks that a plan may have a use for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.network.legs import Leg, ends_of, transit_days
from planner.sustainment.reach.reach import Reach
from planner.sustainment.reach.steps import Steps
from planner.sustainment.reach.tables import ByLeg

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Flows(ByLeg):
    """The flows that can matter: one entry per leg, item and period of departure, in this order."""

    item: Ints
    period: Ints

    def departures(self, legs: int, periods: int) -> Bools:
        """[L, T] true where anything may leave."""
        departs = np.zeros((legs, periods), dtype=np.bool_)
        departs[self.leg, self.period] = True
        return departs


def flows_of(legs: tuple[Leg, ...], grid: Grid, reach: Reach) -> Flows:
    """Every flow that can leave after its item can be there, and arrive while it is of use."""
    transit = transit_days(legs, grid)[:, grid.starts - grid.start]
    arrives = np.where(transit >= 0, grid.starts + transit, grid.edges[-1])
    in_time = arrives < grid.edges[-1]
    carried = [(number, item) for number, leg in enumerate(legs) for item in leg.items]
    leg, item = np.array(carried, dtype=np.int64).reshape(-1, 2).T
    origin, destination = ends_of(legs)[leg].T
    there = grid.edges[1:] > reach.earliest[origin, item][:, None]
    of_use = arrives[leg] <= reach.latest[destination, item][:, None]
    which, period = np.nonzero(in_time[leg] & there & of_use)
    return Flows(leg[which], item[which], period)


def kept_stocks(
    can_stand: Bools, reach: Reach, grid: Grid, steps: Steps, opening: Floats, gone: Ints
) -> Bools:
    """[M, K] stock can stand wherever there is room, from the first day on which it can be there.

    It stays a variable to the end: what is left over must stand somewhere. Of a batch nothing is
    kept from the night `gone` [K] on.
    """
    night = (steps.last + grid.start)[:, None]
    there = (night >= reach.earliest[steps.site]) & (night < gone)
    result: Bools = (can_stand | (opening > 0))[steps.site] & there
    return result
