"""Vehicles with a base: where they are, and how they are moved to where they are wanted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import FleetId, SiteId
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.network.legs import Leg

Ints = NDArray[np.int64]
NOWHERE = -1


@dataclass(frozen=True)
class Basing:
    """Fleets with a base, and the sites they can serve from.

    `base` [fleets]: the site where a fleet is based, NOWHERE where it serves all its lanes alike.
    `fleet`, `site` [P]: the pairs that can be. The moves, R of them: `leg` [R] is the leg driven,
    one way or back, `from_pair` and `to_pair` [R] the pairs it joins; `there` [R, T] is the period
    from which a vehicle that leaves in a period can serve, NOWHERE where none can leave; `days`
    [R, T] the vehicle-days it takes.
    """

    base: Ints
    fleet: Ints
    site: Ints
    leg: Ints
    from_pair: Ints
    to_pair: Ints
    there: Ints
    days: Floats

    def pair(self, fleets: int, sites: int) -> Ints:
        """[fleets, sites] the pair of a fleet and a site, -1 where there is none."""
        at = np.full((fleets, sites), NOWHERE, dtype=np.int64)
        at[self.fleet, self.site] = np.arange(len(self.fleet))
        return at


def basing_of(
    scenario: Scenario,
    sites: tuple[SiteId, ...],
    fleets: tuple[FleetId, ...],
    legs: tuple[Leg, ...],
    grid: Grid,
) -> Basing:
    """Where the vehicles of based fleets can be. A lane is driven empty either way."""
    bases = [scenario.fleets[fleet].base for fleet in fleets]
    base = np.array([sites.index(b) if b else NOWHERE for b in bases], dtype=np.int64)
    based = [(i, leg) for i, leg in enumerate(legs) if leg.fleet and base[_of(fleets, leg)] >= 0]
    pairs = {(v, int(n)) for v, n in enumerate(base) if n >= 0}
    for _, leg in based:
        pairs |= {(_of(fleets, leg), leg.origin), (_of(fleets, leg), leg.destination)}
    ordered = sorted(pairs)
    moves = [
        (i, ordered.index((_of(fleets, leg), a)), ordered.index((_of(fleets, leg), b)))
        for i, leg in based
        for a, b in ((leg.origin, leg.destination), (leg.destination, leg.origin))
    ]
    ways = [_way(legs[i], grid) for i, _, _ in moves]
    table = np.array(moves, dtype=np.int64).reshape(-1, 3)
    periods = len(grid.lengths)
    return Basing(
        base=base,
        fleet=np.array([v for v, _ in ordered], dtype=np.int64),
        site=np.array([n for _, n in ordered], dtype=np.int64),
        leg=table[:, 0],
        from_pair=table[:, 1],
        to_pair=table[:, 2],
        there=np.array([there for there, _ in ways], dtype=np.int64).reshape(-1, periods),
        days=np.array([days for _, days in ways], dtype=np.float64).reshape(-1, periods),
    )


def _of(fleets: tuple[FleetId, ...], leg: Leg) -> int:
    assert leg.fleet is not None
    return fleets.index(leg.fleet)


def _way(leg: Leg, grid: Grid) -> tuple[Ints, Floats]:
    """A vehicle leaves on any day of a period, and serves from the first whole period after."""
    last = grid.edges[1:] - 1 - grid.start
    transit = leg.transit[last]
    ready = last + grid.start + np.maximum(transit, 1)
    there = np.searchsorted(grid.starts, ready)
    open_ = (transit >= 0) & (there < len(grid.starts))
    return np.where(open_, there, NOWHERE), np.maximum(transit, 1).astype(np.float64)
