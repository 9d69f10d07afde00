"""Where goods come into the network and where they leave it: supplies and outlets as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.catalogue.ids import SupplyId
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import Outlet, Supply
from planner.sustainment.demand import DailyDemand, Floats
from planner.sustainment.grid import Grid


@dataclass(frozen=True)
class Source:
    """A supply, or an outlet: what may pass in each period ([T]), at most and at least in all, and
    at what price."""

    id: str
    site: int
    item: int
    most: Floats
    total: float
    price: float
    least: float = 0.0


def supplies_of(scenario: Scenario, daily: DailyDemand, grid: Grid) -> tuple[Source, ...]:
    """Every supply, in the order of ids."""
    return tuple(_supply(scenario, daily, grid, name) for name in sorted(scenario.supplies))


def outlets_of(scenario: Scenario, daily: DailyDemand, grid: Grid) -> tuple[Source, ...]:
    """Every outlet, in the order of ids."""
    outlets = scenario.outlets
    return tuple(_limited(outlets[name], daily, grid, name, np.inf) for name in sorted(outlets))


def _supply(scenario: Scenario, daily: DailyDemand, grid: Grid, name: SupplyId) -> Source:
    supply = scenario.supplies[name]
    total = supply.total.value if supply.total else np.inf
    least = supply.least.value if supply.least else 0.0
    return _limited(supply, daily, grid, name, total, least)


def _limited(
    entry: Supply | Outlet,
    daily: DailyDemand,
    grid: Grid,
    name: str,
    total: float,
    least: float = 0.0,
) -> Source:
    first, last = entry.span(grid.start, int(grid.edges[-1]))
    inside = (grid.starts >= first) & (grid.edges[1:] <= last)
    per_day = np.inf if entry.per_day is None else entry.per_day.value
    return Source(
        id=name,
        site=daily.sites.index(entry.site),
        item=daily.items.index(entry.item),
        most=np.where(inside, per_day * grid.lengths if np.isfinite(per_day) else np.inf, 0.0),
        total=total,
        price=entry.price.value if entry.price else 0.0,
        least=least,
    )
