"""When an item can first be at a site, and until when it can be of use there.

Both are bounds from the network alone: whatever they exclude could never be part of a plan, or
could never make one better. On a daily grid they are exact; on a coarse one they also leave out
flows to where nobody needs the item, which could only serve to be rid of what comes too early.
Surplus of opening stock stays where it stands: a dearer store, or a policy's `maximum_days`, is not
relieved by moving it to where nobody needs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.grid import Grid
from planner.sustainment.network.conversions import Conversions
from planner.sustainment.network.fuel import Burnt
from planner.sustainment.network.legs import Leg
from planner.sustainment.network.policies import Floors
from planner.sustainment.network.sources import Source
from planner.sustainment.network.stores import Stores

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NEVER = np.iinfo(np.int64).max // 4


@dataclass(frozen=True)
class Reach:
    """[N, K] first day on which an item can be at a site (NEVER where it cannot), and last day on
    which an arrival there can be of use (before the plan where it never is)."""

    earliest: Ints
    latest: Ints


def reach_of(
    daily: DailyDemand,
    grid: Grid,
    legs: tuple[Leg, ...],
    supplies: tuple[Source, ...],
    outlets: tuple[Source, ...],
    opening: Floats,
    floors: Floors,
    conversions: Conversions,
    burnt: Burnt,
    stores: Stores,
    based: Bools,
) -> Reach:
    """Relax every leg and conversion until nothing changes, forwards from sources and backwards
    from needs. What vehicles burn is of use where they leave (those with a base, `based` [L], also
    leave empty from the other end), what holds goods everywhere, and so is what nobody may need
    but must go somewhere: by-products, and supplies that have to be taken."""
    earliest = np.where(opening > 0, grid.start, NEVER).astype(np.int64)
    for supply in supplies:
        open_periods = np.flatnonzero(supply.most > 0)
        if len(open_periods):
            day = grid.starts[open_periods[0]]
            cell = (supply.site, supply.item)
            earliest[cell] = min(earliest[cell], day)
    latest = _last_need(daily, grid, outlets, floors)
    latest[:, stores.holds.any(axis=1)] = grid.edges[-1] - 1
    latest[:, _to_be_put_away(supplies, conversions, earliest.shape[1])] = grid.edges[-1] - 1
    fastest = [_fastest(leg) for leg in legs]
    changed = True
    while changed:
        changed = False
        for made in range(len(conversions.ids)):
            changed |= _convert(earliest, latest, conversions, made)
        for leg, days, fuel, moves in zip(legs, fastest, burnt.item, based, strict=True):
            if days is None:
                continue
            if fuel >= 0:
                last = _whole_periods(latest[leg.destination, list(leg.items)] - days, grid).max()
                changed |= bool(last > latest[leg.origin, fuel])
                latest[leg.origin, fuel] = max(last, latest[leg.origin, fuel])
                if moves:
                    ends = [leg.origin, leg.destination]
                    changed |= bool(latest[ends, fuel].min() < latest[ends, fuel].max())
                    latest[ends, fuel] = latest[ends, fuel].max()
            items = list(leg.items)
            changed |= _spread(earliest, leg.origin, leg.destination, items, leg, grid)
            before = latest[leg.origin, items].copy()
            useful = _whole_periods(latest[leg.destination, items] - days, grid)
            latest[leg.origin, items] = np.maximum(before, useful)
            changed |= bool((latest[leg.origin, items] > before).any())
    return Reach(earliest, latest)


def _to_be_put_away(supplies: Iterable[Source], conversions: Conversions, items: int) -> list[int]:
    """Items that may have to be moved or stored though nobody needs them, and what is made of
    them."""
    away = np.zeros(items, dtype=np.bool_)
    away[[supply.item for supply in supplies if supply.least > 0]] = True
    given, taken = conversions.gives > 0, conversions.gives < 0
    away |= given[given.sum(axis=1) > 1].any(axis=0)
    while True:
        more = away | given[taken[:, away].any(axis=1)].any(axis=0)
        if (more == away).all():
            return [int(item) for item in np.flatnonzero(away)]
        away = more


def _convert(earliest: Ints, latest: Ints, conversions: Conversions, made: int) -> bool:
    """What is made can be there once all that it takes can; that is of use as long as this is."""
    site, gives = conversions.site[made], conversions.gives[made]
    takes, given = np.flatnonzero(gives < 0), np.flatnonzero(gives > 0)
    opened = np.flatnonzero(conversions.most[made] > 0)
    if not len(opened):
        return False
    before = earliest[site].copy(), latest[site].copy()
    ready = max(int(conversions.first_day[made]), int(earliest[site, takes].max(initial=-NEVER)))
    earliest[site, given] = np.minimum(earliest[site, given], ready)
    last = min(int(conversions.last_day[made]), int(latest[site, given].max(initial=-NEVER)))
    latest[site, takes] = np.maximum(latest[site, takes], last)
    return bool((earliest[site] < before[0]).any() or (latest[site] > before[1]).any())


def _whole_periods(day: Ints, grid: Grid) -> Ints:
    """The last day of the period of each day: departures are even, and go on to the end of it."""
    ends = grid.edges[1:] - 1
    period = grid.period_of_day[np.clip(day - grid.start, 0, int(ends[-1]) - grid.start)]
    return np.where(day < grid.start, day, ends[period])


def _fastest(leg: Leg) -> int | None:
    open_days = leg.transit[leg.transit >= 0]
    return int(open_days.min()) if len(open_days) else None


def _spread(
    earliest: Ints, origin: int, destination: int, items: list[int], leg: Leg, grid: Grid
) -> bool:
    """An item arrives no earlier than the first departure after it can be at the origin."""
    arrival = np.where(leg.transit >= 0, np.arange(len(leg.transit)) + leg.transit, NEVER)
    soonest = np.minimum.accumulate(arrival[::-1])[::-1]
    changed = False
    for item in items:
        if earliest[origin, item] >= NEVER:
            continue
        ready = int(earliest[origin, item]) - grid.start
        if ready >= len(soonest):
            continue
        # within a long period departures are even, so goods may leave from its first day on
        first = int(grid.starts[grid.period_of_day[ready]]) - grid.start
        day = int(soonest[first])
        if day < NEVER and day + grid.start < earliest[destination, item]:
            earliest[destination, item] = day + grid.start
            changed = True
    return changed


def _last_need(daily: DailyDemand, grid: Grid, outlets: Iterable[Source], floors: Floors) -> Ints:
    days = np.arange(daily.net.shape[2]) + grid.start
    last = np.where(daily.net > 0, days, grid.start - 1).max(axis=2, initial=grid.start - 1)
    latest: Ints = last.astype(np.int64)
    ends = grid.edges[1:]
    np.maximum.at(latest, (floors.site, floors.item), ends[floors.period])
    for outlet in outlets:
        open_periods = np.flatnonzero(outlet.most > 0)
        if len(open_periods):
            cell = (outlet.site, outlet.item)
            latest[cell] = max(latest[cell], ends[open_periods[-1]])
    return latest
