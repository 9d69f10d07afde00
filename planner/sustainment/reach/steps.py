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
from planner.sustainment.network.legs import Leg

Ints = NDArray[np.int64]
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
        bounds = np.append(self.first.ravel(), len(self.site))
        entry = site * self.first.shape[1] + period
        first, count = bounds[entry], bounds[entry + 1] - bounds[entry]
        which = np.repeat(np.arange(len(site)), count)
        position = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        return which, first[which] + position

    def ending(self, grid: Grid) -> Ints:
        """[N, T] the last step of every period."""
        return self.of_day[:, grid.edges[1:] - 1 - grid.start]


@dataclass(frozen=True)
class Transit:
    """Where departures of a leg end: of what leaves in the period `departs`, `share` arrives in
    `step`. One entry per leg and pair; `leg` indexes legs."""

    leg: Ints
    departs: Ints
    step: Ints
    share: Floats


@dataclass(frozen=True)
class Occupied:
    """Vehicle-days: of one trip leaving in the period `departs`, `share` falls on `day`, counted
    from the start of the plan. One entry per leg and pair."""

    leg: Ints
    departs: Ints
    day: Ints
    share: Floats


def steps_of(sites: int, legs: tuple[Leg, ...], used: tuple[Ints, Ints], grid: Grid) -> Steps:
    """The steps of every site; `used` are the legs and periods in which anything may leave."""
    period_of_day = grid.period_of_day
    ends = np.zeros((sites, len(period_of_day)), dtype=np.bool_)
    ends[:, grid.edges[1:] - 1 - grid.start] = True
    for number, period in sorted({*zip(used[0].tolist(), used[1].tolist(), strict=True)}):
        leg, first = legs[number], int(grid.starts[period]) - grid.start
        arrives = first + int(leg.transit[first])
        for day in (arrives - 1, arrives - 1 + int(grid.lengths[period])):
            if 0 <= day < len(period_of_day):
                ends[leg.destination, day] = True
    flat = np.flatnonzero(ends)
    site, last = np.divmod(flat, ends.shape[1])
    period, days = period_of_day[last], np.diff(flat, prepend=-1)
    of_day = (np.cumsum(ends) - ends.ravel()).reshape(ends.shape)
    return Steps(
        site=site,
        period=period,
        last=last,
        days=days,
        share=days / grid.lengths[period],
        first=of_day[:, grid.starts - grid.start],
        of_day=of_day,
    )


def transit_of(legs: tuple[Leg, ...], steps: Steps, grid: Grid) -> Transit:
    """Departures are even over the days of a period; each day's departure arrives whole."""
    days = np.arange(len(grid.period_of_day))
    parts = []
    for number, leg in enumerate(legs):
        arrival = days + leg.transit
        sent = (leg.transit >= 0) & (arrival < len(days))
        step = steps.of_day[leg.destination, arrival[sent]]
        parts.append((number, grid.period_of_day[sent], step, np.ones(len(step))))
    return Transit(*_gathered(parts, grid))


def occupied_of(legs: tuple[Leg, ...], grid: Grid) -> Occupied:
    """A vehicle is away from its departure for a round trip, the last day of it in part."""
    days = np.arange(len(grid.period_of_day))
    parts = []
    for number, leg in enumerate(legs):
        if leg.fleet is None:
            continue
        for ahead in range(int(np.ceil(leg.round_trip.max(initial=0.0)))):
            away = np.clip(leg.round_trip - ahead, 0.0, 1.0)
            kept = (leg.transit >= 0) & (away > 0) & (days + ahead < len(days))
            parts.append((number, grid.period_of_day[kept], days[kept] + ahead, away[kept]))
    return Occupied(*_gathered(parts, grid))


def _gathered(
    parts: list[tuple[int, Ints, Ints, Floats]], grid: Grid
) -> tuple[Ints, Ints, Ints, Floats]:
    """Leg, period and target with what one departure gives there, summed over departure days."""
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none, np.zeros(0)
    leg = np.concatenate([np.full(len(period), number) for number, period, _, _ in parts])
    period, target = (np.concatenate([part[i] for part in parts]) for i in (1, 2))
    amount = np.concatenate([part[3] for part in parts])
    width = int(target.max(initial=0)) + 1
    pairs, row = np.unique((leg * len(grid.lengths) + period) * width + target, return_inverse=True)
    total = np.bincount(row, weights=amount, minlength=len(pairs))
    departure, target = np.divmod(pairs, width)
    leg, period = np.divmod(departure, len(grid.lengths))
    return leg, period, target, total / grid.lengths[period]
