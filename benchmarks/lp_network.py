"""A synthetic network over many periods, as index arrays: what the benchmarks of `lp` are run on.

Stock is carried from day to day at each site; lanes take some days; lanes and sites have limits;
demand that is not met is counted. Site 0 is the source. The same numbers give the same network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Network:
    """The data: lanes by origin, destination and transit time; demand, supply and limits."""

    sites: int
    items: int
    days: int
    origin: Ints
    destination: Ints
    transit: Ints
    mass: Floats
    demand: Floats  # site, item, day
    supply: Floats  # item, day
    lane_limit: Floats  # lane, day
    store_limit: Floats  # site, day

    @property
    def lanes(self) -> int:
        """How many lanes there are."""
        return self.origin.size

    @property
    def columns(self) -> int:
        """Stock, flow and unmet demand, for each item and day."""
        return self.items * self.days * (2 * self.sites + self.lanes)


def network(sites: int, lanes: int, items: int, days: int, seed: int = 0) -> Network:
    """A tree from site 0 outward, with further lanes drawn at random."""
    draw = np.random.default_rng(seed)
    further = lanes - (sites - 1)
    tree = np.arange(1, sites)
    origin = np.concatenate([(tree - 1) // 2, draw.integers(0, sites, further)])
    destination = np.concatenate([tree, draw.integers(1, sites, further)])
    transit = draw.integers(0, 4, lanes) + (origin == destination)
    demand = draw.uniform(0, 10, (sites, items, days))
    demand[0] = 0
    demand[:, :, :6] = 0
    store = draw.uniform(30, 300, (sites, days))
    store[0] = 1e6
    return Network(
        sites=sites,
        items=items,
        days=days,
        origin=origin,
        destination=destination,
        transit=transit,
        mass=draw.uniform(0.5, 1.5, items),
        demand=demand,
        supply=draw.uniform(4, 12, (items, days)) * sites * 0.6,
        lane_limit=draw.uniform(5, 60, (lanes, days)),
        store_limit=store,
    )


def of_size(columns: int) -> Network:
    """A network with about this many columns."""
    scale = (columns / 28_800) ** 0.25
    sites, lanes = round(20 * scale), round(40 * scale)
    items, per_day = round(6 * scale), 2 * sites + lanes
    return network(sites, lanes, items, max(1, round(columns / (items * per_day))))


def grid(*sizes: int) -> tuple[Ints, ...]:
    """All combinations of the codes below `sizes`, as one flat array per size."""
    return tuple(codes.ravel() for codes in np.indices(sizes))
