"""What can move and what can stand: the flows and stocks that a plan may have a use for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.network.legs import Leg
from planner.sustainment.reach.reach import Reach
from planner.sustainment.reach.steps import Steps

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Flows:
    """The flows that can matter: one entry per leg, item and period of departure."""

    leg: Ints
    item: Ints
    period: Ints


def flows_of(legs: tuple[Leg, ...], grid: Grid, reach: Reach) -> Flows:
    """Every flow that can leave after its item can be there, and arrive while it is of use."""
    found: list[tuple[Ints, Ints, Ints]] = []
    for number, leg in enumerate(legs):
        transit = leg.transit[grid.starts - grid.start]
        arrives = grid.starts + transit
        in_time = (transit >= 0) & (arrives < grid.edges[-1])
        for item in leg.items:
            useful = (
                in_time
                & (grid.edges[1:] > reach.earliest[leg.origin, item])
                & (arrives <= reach.latest[leg.destination, item])
            )
            periods = np.flatnonzero(useful)
            found.append((np.full(len(periods), number), np.full(len(periods), item), periods))
    if not found:
        empty = np.zeros(0, dtype=np.int64)
        return Flows(empty, empty, empty)
    leg_index, item_index, period = (
        np.concatenate(part).astype(np.int64) for part in zip(*found, strict=True)
    )
    return Flows(leg_index, item_index, period)


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
