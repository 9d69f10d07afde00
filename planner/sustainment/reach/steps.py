"""What is even over which days, so that a plan on the grid can be followed day by day.

Whatever happens in a period is spread evenly over its days, but goods that leave evenly in one
period may reach the next site in two: its period is then cut into steps on the days on which such
arrivals begin or end. Inside a step all is even, so a stock that is neither below zero nor above
its room at the ends of the steps is so on no day. On a daily grid a step is a period.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.sustainment.grid import Grid
from planner.sustainment.network.legs import Leg, ends_of, transit_days
from planner.sustainment.reach.tables import ByLeg, spans, within

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Steps:
    """The steps of every site, M in all, in the order of site and day.

    `site` and `period` [M] say where a step lies, `last` [M] is its last day, counted from the
    start of the plan, `days` [M] how many it has, `share` [M] which part of its period that is.
    `first` [N, T] is the first step of a period, `of_day` [N, D] the step of a day.
    """

    site: Ints
    period: Ints
    last: Ints
    days: Ints
    share: Floats
    first: Ints
    of_day: Ints

    def within(self, site: Ints, period: Ints) -> tuple[Ints, Ints]:
        """Every step of the given sites and periods: the position of its entry, and the step."""
        return within(self.first, len(self.site), site, period)

    def ending(self, grid: Grid) -> Ints:
        """[N, T] the last step of every period."""
        return self.of_day[:, grid.edges[1:] - 1 - grid.start]


@dataclass(frozen=True)
class Transit(ByLeg):
    """Where departures of a leg end: of what leaves in the period `departs`, `share` arrives in
    `step`. One entry per leg and pair, in this order; `first` [L, T] is the first of a departure.
    """

    departs: Ints
    step: Ints
    share: Floats
    first: Ints

    def arriving(self, leg: Ints, period: Ints) -> tuple[Ints, Ints]:
        """Every arrival of the given departures: the position of its departure, and the entry."""
        return within(self.first, len(self.leg), leg, period)


@dataclass(frozen=True)
class Occupied(ByLeg):
    """Vehicle-days: of one trip leaving in the period `departs`, `share` falls on `day`, counted
    from the start of the plan. One entry per leg and pair, in this order."""

    departs: Ints
    day: Ints
    share: Floats


def steps_of(sites: int, legs: tuple[Leg, ...], used: tuple[Ints, ...], grid: Grid) -> Steps:
    """The steps of every site; `used` are the legs and periods in which anything may leave."""
    ends = np.zeros((sites, len(grid.days)), dtype=np.bool_)
    ends[:, grid.edges[1:] - 1 - grid.start] = True
    leg, period = used
    first = grid.starts[period] - grid.start
    before = first + transit_days(legs, grid)[leg, first] - 1
    site = ends_of(legs)[leg, 1]
    for day in (before, before + grid.lengths[period]):
        inside = (day >= 0) & (day < len(grid.days))
        ends[site[inside], day[inside]] = True
    return _cut(ends, grid)


def _cut(ends: Bools, grid: Grid) -> Steps:
    """The steps that end on the days [N, D] that are true."""
    flat = np.flatnonzero(ends)
    site, last = np.divmod(flat, ends.shape[1])
    period, days = grid.period_of_day[last], np.diff(flat, prepend=-1)
    of_day = (np.cumsum(ends) - ends.ravel()).reshape(ends.shape)
    return Steps(
        site=site,
        period=period,
        last=last,
        days=days,
        share=days / grid.lengths[period],
        first=np.ascontiguousarray(of_day[:, grid.starts - grid.start]),
        of_day=of_day,
    )


def transit_of(legs: tuple[Leg, ...], steps: Steps, grid: Grid) -> Transit:
    """Departures are even over the days of a period; each day's departure arrives whole."""
    transit = transit_days(legs, grid)
    arrival = np.arange(len(grid.days)) + transit
    leg, day = np.nonzero((transit >= 0) & (arrival < len(grid.days)))
    step = steps.of_day[ends_of(legs)[leg, 1], arrival[leg, day]]
    leg, departs, step, share = _gathered(leg, day, step, np.ones(len(leg)), grid)
    shape = len(legs), len(grid.lengths)
    sent = np.bincount(leg * shape[1] + departs, minlength=shape[0] * shape[1])
    return Transit(leg, departs, step, share, (np.cumsum(sent) - sent).reshape(shape))


def occupied_of(legs: tuple[Leg, ...], grid: Grid) -> Occupied:
    """A vehicle is away from its departure for a round trip, the last day of it in part."""
    transit = transit_days(legs, grid)
    trips = np.array([leg.round_trip for leg in legs]).reshape(transit.shape)
    leg, day = np.nonzero((transit >= 0) & (trips > 0))
    away = trips[leg, day]
    # days beyond the plan are left out at once: there may be a hundred thousand of a trip
    trip, back = spans(day, np.minimum(np.ceil(away), len(grid.days) - day).astype(np.int64))
    share = np.minimum(away[trip] - (back - day[trip]), 1.0)
    kept = back < len(grid.days)
    trip = trip[kept]
    return Occupied(*_gathered(leg[trip], day[trip], back[kept], share[kept], grid))


def _gathered(
    leg: Ints, day: Ints, target: Ints, amount: Floats, grid: Grid
) -> tuple[Ints, Ints, Ints, Floats]:
    """Leg, period and target with what one departure gives there, summed over departure days."""
    period, periods = grid.period_of_day[day], len(grid.lengths)
    width = int(target.max(initial=0)) + 1
    pairs, row = np.unique((leg * periods + period) * width + target, return_inverse=True)
    total = np.bincount(row, weights=amount, minlength=len(pairs))
    departure, target = np.divmod(pairs, width)
    leg, period = np.divmod(departure, periods)
    return leg, period, target, total / grid.lengths[period]
