"""When an item can first be at a site, and until when it can be of use there.

Both are bounds from the network alone: whatever they exclude could never be part of a plan, or
could never make one better. On a daily grid they are exact; on a coarse one they also leave out
flows to where nobody needs the item, which could only serve to be rid of what comes too early.
Surplus of opening stock that its store holds stays where it stands: a dearer store, or a policy's
`maximum_days`, is not relieved by moving it to where nobody needs it.
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
    overfilled: Bools,
) -> Reach:
    """Relax every leg and conversion until nothing changes, forwards from sources and backwards
    from needs. What vehicles burn is of use where they leave (those with a base, `based` [L], also
    leave empty from the other end), what holds goods everywhere, and so is what nobody may need
    but must go somewhere: by-products, supplies that have to be taken, opening stock that its store
    does not hold (`overfilled` [K]), and what a policy wants kept for a night and no longer, where
    a full store needs its room the next day."""
    earliest = np.where(opening > 0, grid.start, NEVER).astype(np.int64)
    for supply in supplies:
        open_periods = np.flatnonzero(supply.most > 0)
        if len(open_periods):
            day = grid.starts[open_periods[0]]
            cell = (supply.site, supply.item)
            earliest[cell] = min(earliest[cell], day)
    latest = _last_need(daily, grid, outlets, floors)
    latest[:, stores.holds.any(axis=1)] = grid.edges[-1] - 1
    latest[:, floors.item[floors.sign > 0]] = grid.edges[-1] - 1
    latest[:, _to_be_put_away(supplies, conversions, overfilled)] = grid.edges[-1] - 1
    moves = zip(legs, burnt.item.tolist(), based.tolist(), strict=True)
    ways = [_Way(leg, fuel, empty, grid) for leg, fuel, empty in moves if (leg.transit >= 0).any()]
    while True:
        before = earliest.copy(), latest.copy()
        for made in range(len(conversions.ids)):
            _convert(earliest, latest, conversions, made)
        for way in ways:
            way.forwards(earliest)
            way.backwards(latest)
        if np.array_equal(earliest, before[0]) and np.array_equal(latest, before[1]):
            return Reach(earliest, latest)


def _to_be_put_away(
    supplies: Iterable[Source], conversions: Conversions, overfilled: Bools
) -> list[int]:
    """Items that may have to be moved or stored though nobody needs them, and what is made of
    them."""
    away = overfilled.copy()
    away[[supply.item for supply in supplies if supply.least > 0]] = True
    given, taken = conversions.gives > 0, conversions.gives < 0
    away |= given[given.sum(axis=1) > 1].any(axis=0)
    while True:
        more = away | given[taken[:, away].any(axis=1)].any(axis=0)
        if (more == away).all():
            return [int(item) for item in np.flatnonzero(away)]
        away = more


def _convert(earliest: Ints, latest: Ints, conversions: Conversions, made: int) -> None:
    """What is made can be there once all that it takes can; that is of use as long as this is."""
    if not (conversions.most[made] > 0).any():
        return
    site, gives = conversions.site[made], conversions.gives[made]
    takes, given = np.flatnonzero(gives < 0), np.flatnonzero(gives > 0)
    ready = max(int(conversions.first_day[made]), int(earliest[site, takes].max(initial=-NEVER)))
    earliest[site, given] = np.minimum(earliest[site, given], ready)
    last = min(int(conversions.last_day[made]), int(latest[site, given].max(initial=-NEVER)))
    latest[site, takes] = np.maximum(latest[site, takes], last)


class _Way:
    """A leg that is open on some day, with what each relaxation asks of it again and again."""

    def __init__(self, leg: Leg, fuel: int, moves_empty: bool, grid: Grid) -> None:
        self._origin, self._destination = leg.origin, leg.destination
        self._items = np.array(leg.items)
        self._fuel, self._moves_empty, self._grid = fuel, moves_empty, grid
        self._fastest = leg.transit[leg.transit >= 0].min()
        self._arrival = _soonest_arrival(leg, grid)

    def forwards(self, earliest: Ints) -> None:
        """An item arrives no earlier than the first departure after it can be at the origin."""
        ready = earliest[self._origin, self._items] - self._grid.start
        arrival = self._arrival[np.minimum(ready, len(self._arrival) - 1)]
        there = earliest[self._destination, self._items]
        earliest[self._destination, self._items] = np.minimum(there, arrival)

    def backwards(self, latest: Ints) -> None:
        """What is of use where it arrives is so where it leaves, and so is what its vehicles burn;
        vehicles that are moved empty burn it from either end."""
        arrives = latest[self._destination, self._items]
        useful = _whole_periods(arrives - self._fastest, self._grid)
        here = latest[self._origin, self._items]
        latest[self._origin, self._items] = np.maximum(here, useful)
        if self._fuel >= 0:
            ends = [self._origin, self._destination] if self._moves_empty else [self._origin]
            burnt = max(useful.max(), latest[ends, self._fuel].max())
            latest[ends, self._fuel] = burnt


def _soonest_arrival(leg: Leg, grid: Grid) -> Ints:
    """[D + 1] when what is ready on a day of the plan, or after all of them, can arrive."""
    days = np.arange(len(leg.transit)) + grid.start
    arrival = np.where(leg.transit >= 0, days + leg.transit, NEVER)
    soonest = np.minimum.accumulate(arrival[::-1])[::-1]
    # within a long period departures are even, so goods may leave from its first day on
    first = (grid.starts - grid.start)[grid.period_of_day]
    return np.append(soonest[first], NEVER)


def _whole_periods(day: Ints, grid: Grid) -> Ints:
    """The last day of the period of each day: departures are even, and go on to the end of it."""
    ends = grid.edges[1:] - 1
    period = grid.period_of_day[np.clip(day - grid.start, 0, int(ends[-1]) - grid.start)]
    return np.where(day < grid.start, day, ends[period])


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
