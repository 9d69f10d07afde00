"""Where goods come into the network and where they leave it: supplies and outlets as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.catalogue.ids import SupplyId
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import Outlet, Supply
from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.goods.batches import Batch, batches_of
from planner.sustainment.grid import Grid

SPOILT = "spoilt"


@dataclass(frozen=True)
class Source:
    """A supply, or an outlet: what may pass in each period ([T]), at most and at least in all, and
    at what price. Sources with one `entry` are one supply of the scenario, batch by batch, and
    share its `total` and `least`."""

    id: str
    entry: str
    site: int
    item: int
    most: Floats
    total: float
    price: float
    least: float = 0.0
    is_spoilage: bool = False
    """True where batches end that are not used; no outlet of the scenario."""


def supplies_of(scenario: Scenario, daily: DailyDemand, grid: Grid) -> tuple[Source, ...]:
    """Every supply, in the order of ids."""
    whole = (_supply(scenario, daily, grid, name) for name in sorted(scenario.supplies))
    batches = batches_of(scenario)
    return tuple(part for source in whole for part in _by_batch(source, batches, daily, grid))


def outlets_of(scenario: Scenario, daily: DailyDemand, grid: Grid) -> tuple[Source, ...]:
    """Every outlet, in the order of ids."""
    outlets = scenario.outlets
    return tuple(_limited(outlets[name], daily, grid, name, np.inf) for name in sorted(outlets))


def spoilt_of(scenario: Scenario, daily: DailyDemand, grid: Grid) -> tuple[Source, ...]:
    """Where batches end that are not used: at any site, on their last day."""
    return tuple(
        Source(
            id=f"spoilt:{batch.id}/{site}",
            entry=SPOILT,
            site=n,
            item=daily.items.index(batch.id),
            most=np.where(grid.edges[1:] == batch.expires, np.inf, 0.0),
            total=np.inf,
            price=0.0,
            is_spoilage=True,
        )
        for batch in batches_of(scenario)
        if batch.id in daily.items and grid.start < batch.expires < grid.edges[-1]
        for n, site in enumerate(daily.sites)
    )


def _by_batch(
    source: Source, batches: tuple[Batch, ...], daily: DailyDemand, grid: Grid
) -> Iterator[Source]:
    mine = [batch for batch in batches if batch.item == daily.items[source.item]]
    if not mine:
        yield source
    for batch in mine:
        inside = (grid.starts >= batch.start) & (grid.starts < batch.until)
        most = np.where(inside, source.most, 0.0)
        if most.any():
            item = daily.items.index(batch.id)
            yield replace(source, id=f"{source.id}/{batch.id}", item=item, most=most)


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
        entry=name,
        site=daily.sites.index(entry.site),
        item=daily.items.index(entry.item),
        most=np.where(inside, per_day * grid.lengths if np.isfinite(per_day) else np.inf, 0.0),
        total=total,
        price=entry.price.value if entry.price else 0.0,
        least=least,
    )
