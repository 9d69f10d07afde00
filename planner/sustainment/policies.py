"""Stock policies as floors and ceilings on the stock at the end of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.records.laydown import Laydown
from planner.scenario.schema.policies import Policy, PolicyKind
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand import DailyDemand, Floats
from planner.sustainment.grid import Grid

Ints = NDArray[np.int64]
Bound = tuple[int, float, float]


@dataclass(frozen=True)
class Floors:
    """One entry per policy, site, item and period that a policy speaks of.

    `level` is the stock asked for, in units of issue; `sign` is 1 for a floor and -1 for a
    ceiling; `days` weighs a breach: the days of the period, or 1 where the policy is of one day.
    """

    policies: tuple[str, ...]
    policy: Ints
    site: Ints
    item: Ints
    period: Ints
    level: Floats
    sign: Floats
    days: Floats


def floors_of(
    scenario: Scenario, laydown: Laydown, daily: DailyDemand, grid: Grid, arrival: Ints
) -> Floors:
    """What every policy asks for, in the order of policy, site and item."""
    names = tuple(sorted(scenario.policies))
    rows: list[tuple[float, ...]] = []
    occupied = {n for n, site in enumerate(daily.sites) if laydown.first_arrival(site) is not None}
    for number, name in enumerate(names):
        policy = scenario.policies[name]
        for n in _sites(policy, daily, occupied):
            for item in sorted(set(policy.items) & set(daily.items)):
                k = daily.items.index(item)
                covered = [n, *(daily.sites.index(site) for site in policy.covers)]
                for period, level, sign, days in _bounds(
                    policy, daily, grid, (n, k), covered, int(arrival[n])
                ):
                    rows.append((number, n, k, period, level, sign, days))
    table = np.array(rows, dtype=np.float64).reshape(-1, 7).T
    ints = [column.astype(np.int64) for column in table[:4]]
    return Floors(names, ints[0], ints[1], ints[2], ints[3], table[4], table[5], table[6])


def _sites(policy: Policy, daily: DailyDemand, occupied: set[int]) -> list[int]:
    if policy.sites:
        return sorted({daily.sites.index(site) for site in policy.sites})
    if policy.kind is PolicyKind.AHEAD_OF_TROOPS:
        return sorted(occupied)
    return [n for n in range(len(daily.sites)) if daily.gross[n].any()]


def _bounds(
    policy: Policy,
    daily: DailyDemand,
    grid: Grid,
    cell: tuple[int, int],
    covered: list[int],
    arrival: int,
) -> Iterator[tuple[float, ...]]:
    n, k = cell
    match policy.kind:
        case PolicyKind.AHEAD_OF_TROOPS:
            period = grid.ending_on(arrival)
            gross = daily.gross[n, k]
            first = arrival - grid.start
            known = 0 < first <= len(gross)
            level = float(_coming(gross, policy.days.value)[first - 1]) if known else 0.0
            if period >= 0 and level > 0 and _in_window(policy, grid)[period]:
                yield period, level, 1.0, 1.0
        case PolicyKind.DAYS_OF_SUPPLY:
            yield from _days_of_supply(policy, daily, grid, k, covered)
        case PolicyKind.RESERVE:
            yield from _reserve(policy, daily, grid, k, covered)


def _days_of_supply(
    policy: Policy, daily: DailyDemand, grid: Grid, k: int, covered: list[int]
) -> Iterator[tuple[float, ...]]:
    gross, net = daily.gross[covered, k].sum(axis=0), daily.net[covered, k].sum(axis=0)
    at_end = grid.edges[1:] - 1 - grid.start
    wanted = _in_window(policy, grid) & _active(gross, grid)
    for period in np.flatnonzero(wanted):
        level = float(_coming(net, policy.days.value)[at_end[period]])
        days = float(grid.lengths[period])
        if level > 0:
            yield int(period), level, 1.0, days
        if policy.maximum_days is not None:
            most = float(_coming(net, policy.maximum_days.value)[at_end[period]])
            yield int(period), most, -1.0, days


def _reserve(
    policy: Policy, daily: DailyDemand, grid: Grid, k: int, covered: list[int]
) -> Iterator[tuple[float, ...]]:
    gross = daily.gross[covered, k].sum(axis=0)
    used = gross[gross > 0]
    level = float(used.mean()) * policy.days.value if len(used) else 0.0
    if level > 0:
        for period in np.flatnonzero(_in_window(policy, grid) & _active(gross, grid)):
            yield int(period), level, 1.0, float(grid.lengths[period])


def _coming(daily: Floats, days: float) -> Floats:
    """[D] demand of the next `days` days after each day; a part of a day counts in part."""
    total = np.concatenate([[0.0], np.cumsum(daily)])
    ahead = np.arange(1, len(daily) + 1) + days
    reached = np.interp(ahead, np.arange(len(total)), total)
    return np.asarray(reached - total[1:])


def _active(gross: Floats, grid: Grid) -> NDArray[np.bool_]:
    """[T] from the first day on which anybody is there, while somebody still is."""
    used = np.flatnonzero(gross > 0)
    if not len(used):
        return np.zeros(len(grid.lengths), dtype=np.bool_)
    first, last = used[0] + grid.start, used[-1] + grid.start
    return np.asarray((grid.edges[1:] > first) & (grid.edges[1:] <= last))


def _in_window(policy: Policy, grid: Grid) -> NDArray[np.bool_]:
    first, last = policy.span(grid.start, int(grid.edges[-1]))
    return np.asarray((grid.starts >= first) & (grid.edges[1:] <= last))
