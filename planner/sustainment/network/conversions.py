"""Items made into others at a site, and capacities that lanes or supplies share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, LaneId, SiteId
from planner.scenario.schema.days import Window
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import SharedLimit
from planner.sustainment.demand.daily import Floats
from planner.sustainment.goods.batches import batches_of, is_issued, item_of
from planner.sustainment.grid import Grid
from planner.sustainment.network.sources import Source

Ints = NDArray[np.int64]
ISSUE = "issue:"


@dataclass(frozen=True)
class Conversions:
    """C conversions: `site` [C]; `gives` [C, K] units of issue that one run gives, below zero for
    what it takes; `most` [C, T] runs in a period; `cost` [C] US dollars a run."""

    ids: tuple[str, ...]
    entries: tuple[str | None, ...]
    """[C] the scenario's name of each; None for what the format implies."""
    site: Ints
    gives: Floats
    most: Floats
    cost: Floats
    first_day: Ints
    last_day: Ints
    """[C] the first and the last day on which it can run."""

    def is_issue(self, conversion: int) -> bool:
        """True where a batch is issued as its item."""
        return self.entries[conversion] is None and self.ids[conversion].startswith(ISSUE)


@dataclass(frozen=True)
class SharedLimits:
    """S limits: `most` [S, T] in a period, infinite outside the limit's days; `uses` [S, K] by one
    unit of issue; `lanes` [S, lanes] and `supplies` [S, supplies] true where their goods count."""

    ids: tuple[str, ...]
    most: Floats
    uses: Floats
    lanes: NDArray[np.bool_]
    supplies: NDArray[np.bool_]


@dataclass(frozen=True)
class _Way:
    """One conversion: what one run gives, below zero for what it takes, in its days [first,
    until); `entry` is its name in the scenario, None for what the format implies."""

    id: str
    entry: str | None
    site: SiteId
    gives: dict[ItemId, float]
    window: tuple[int, int]
    per_day: float = np.inf
    cost: float = 0.0


def conversions_of(
    scenario: Scenario,
    book: Factbook,
    sites: tuple[SiteId, ...],
    items: tuple[ItemId, ...],
    grid: Grid,
) -> Conversions:
    """The conversions of a scenario, in the order of ids; then what the format implies: batches
    are issued, and packages emptied, at any site."""
    ways = [*_stated(scenario, items, grid), *_implied(scenario, book, sites, items, grid)]
    gives = np.zeros((len(ways), len(items)))
    for c, way in enumerate(ways):
        for item, amount in way.gives.items():
            gives[c, items.index(item)] += amount
    return Conversions(
        ids=tuple(way.id for way in ways),
        entries=tuple(way.entry for way in ways),
        site=np.array([sites.index(way.site) for way in ways], dtype=np.int64),
        gives=gives,
        most=_rows([_inside(way.window, grid, way.per_day, 0.0) for way in ways], grid),
        cost=np.array([way.cost for way in ways]),
        first_day=np.array([way.window[0] for way in ways], dtype=np.int64),
        last_day=np.array([way.window[1] - 1 for way in ways], dtype=np.int64),
    )


def _stated(scenario: Scenario, items: tuple[ItemId, ...], grid: Grid) -> Iterator[_Way]:
    """The scenario's own; what spoils is given as the batch of the day on which it is made."""
    batches = [batch for batch in batches_of(scenario) if batch.id in items]
    for name in sorted(scenario.conversions):
        entry = scenario.conversions[name]
        gives = {item: figure.value for item, figure in entry.gives.items()}
        for item, figure in entry.takes.items():
            gives[item] = gives.get(item, 0.0) - figure.value
        first, until = entry.span(grid.start, int(grid.edges[-1]))
        way = _Way(
            id=name,
            entry=name,
            site=entry.site,
            gives=gives,
            window=(first, until),
            per_day=entry.per_day.value if entry.per_day else np.inf,
            cost=entry.cost.value if entry.cost else 0.0,
        )
        mine = [batch for batch in batches if batch.item in entry.gives]
        for batch in mine:
            window = max(first, batch.start), min(until, batch.until)
            if window[0] < window[1]:
                made = {batch.id if item == batch.item else item: q for item, q in gives.items()}
                yield replace(way, id=f"{name}/{batch.id}", gives=made, window=window)
        if not mine:
            yield way


def _implied(
    scenario: Scenario,
    book: Factbook,
    sites: tuple[SiteId, ...],
    items: tuple[ItemId, ...],
    grid: Grid,
) -> Iterator[_Way]:
    start, end = grid.start, int(grid.edges[-1])
    for batch in batches_of(scenario):
        if batch.id in items:
            window = start, min(end, batch.expires)
            for site in sites:
                gives = {batch.id: -1.0, batch.item: 1.0}
                yield _Way(f"{ISSUE}{batch.id}/{site}", None, site, gives, window)
    for item in items:
        package = book.items[item].package_of
        if package is not None and package.item in items and not is_issued(book, item):
            for site in sites:
                gives = {item: -1.0, package.item: package.quantity.value}
                yield _Way(f"empty:{item}/{site}", None, site, gives, (start, end))


def shared_limits_of(
    scenario: Scenario,
    items: tuple[ItemId, ...],
    lanes: tuple[LaneId, ...],
    supplies: tuple[Source, ...],
    grid: Grid,
) -> SharedLimits:
    """The shared limits of a scenario, in the order of ids."""
    names = tuple(sorted(scenario.limits))
    entries = [scenario.limits[name] for name in names]
    uses = [[_use(entry, item_of(item)) for item in items] for entry in entries]
    return SharedLimits(
        ids=names,
        most=_rows([_inside(_span(e, grid), grid, e.per_day.value, np.inf) for e in entries], grid),
        uses=np.array(uses).reshape(len(entries), len(items)),
        lanes=_named([[lane in e.lanes for lane in lanes] for e in entries], len(lanes)),
        supplies=_named(
            [[s.entry in e.supplies for s in supplies] for e in entries], len(supplies)
        ),
    )


def _use(limit: SharedLimit, item: ItemId) -> float:
    return limit.uses[item].value if item in limit.uses else 0.0


def _span(window: Window, grid: Grid) -> tuple[int, int]:
    return window.span(grid.start, int(grid.edges[-1]))


def _inside(window: tuple[int, int], grid: Grid, a_day: float, outside: float) -> Floats:
    inside = (grid.starts >= window[0]) & (grid.edges[1:] <= window[1])
    return np.where(inside, a_day * grid.lengths if np.isfinite(a_day) else np.inf, outside)


def _rows(rows: list[Floats], grid: Grid) -> Floats:
    return np.array(rows).reshape(len(rows), len(grid.lengths))


def _named(rows: list[list[bool]], width: int) -> NDArray[np.bool_]:
    return np.array(rows, dtype=np.bool_).reshape(len(rows), width)
