"""Stock policies as floors and ceilings on the stock at the end of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import ItemId
from planner.records.laydown import Laydown
from planner.scenario.schema.policies import Counts, Policy, PolicyKind
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.grid import Grid

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Floors:
    """One entry per policy, site, item and period that a policy speaks of.

    `level` is the stock asked for, in units of issue; `sign` is 1 for a floor and -1 for a
    ceiling; `days` weighs a breach: the days of the period, or 1 where the policy is of one day.
    `yields_to` is the last priority of which unmet demand comes before the breach.
    """

    policies: tuple[str, ...]
    policy: Ints
    site: Ints
    item: Ints
    period: Ints
    level: Floats
    sign: Floats
    days: Floats
    yields_to: Ints


def floors_of(
    scenario: Scenario, laydown: Laydown, daily: DailyDemand, grid: Grid, arrival: Ints
) -> Floors:
    """What every policy asks for, in the order of policy, site and item."""
    names = tuple(sorted(scenario.policies))
    rows: list[tuple[float, ...]] = []
    occupied = {n for n, site in enumerate(daily.sites) if laydown.first_arrival(site) is not None}
    for number, name in enumerate(names):
        policy = scenario.policies[name]
        for n in _sites(policy, scenario, daily, occupied):
            covered = [n, *(daily.sites.index(site) for site in policy.covers)]
            for item in sorted(set(policy.concerned) & set(daily.items)):
                k = daily.items.index(item)
                asked = _Asked(policy, item, daily, grid, n, k, covered)
                for period, level, sign, days in _bounds(asked, int(arrival[n])):
                    rows.append((number, n, k, period, level, sign, days, policy.yields_to))
    table = np.array(rows, dtype=np.float64).reshape(-1, 8).T
    ints = [column.astype(np.int64) for column in (*table[:4], table[7])]
    levels = (table[4], table[5], table[6])
    return Floors(names, ints[0], ints[1], ints[2], ints[3], *levels, ints[4])


def counted_before(problem_priority: Ints, floors: Floors) -> Ints:
    """[floors] the priority of unmet demand that a breach comes before; 0 for one that yields to
    every priority that there is. `problem_priority` [K] is that of the items."""
    priorities = np.unique(problem_priority)
    first = np.searchsorted(priorities, floors.yields_to, side="right")
    return np.append(priorities, 0)[first]


@dataclass(frozen=True)
class _Asked:
    """What one policy asks of one item at one site; `covered` are the sites that it counts."""

    policy: Policy
    item: ItemId
    daily: DailyDemand
    grid: Grid
    n: int
    k: int
    covered: list[int]

    @property
    def gross(self) -> Floats:
        """[D] all that is used at the sites that count."""
        return np.asarray(self.daily.gross[self.covered, self.k].sum(axis=0))

    @property
    def net(self) -> Floats:
        """[D] what the network has to provide there."""
        return np.asarray(self.daily.net[self.covered, self.k].sum(axis=0))


def _sites(policy: Policy, scenario: Scenario, daily: DailyDemand, occupied: set[int]) -> list[int]:
    if policy.sites or policy.echelons:
        at = {site for site in daily.sites if scenario.sites[site].echelon in policy.echelons}
        return sorted(daily.sites.index(site) for site in at | set(policy.sites))
    if policy.kind is PolicyKind.AHEAD_OF_TROOPS:
        return sorted(occupied)
    return [n for n in range(len(daily.sites)) if daily.gross[n].any()]


def _bounds(asked: _Asked, arrival: int) -> Iterator[tuple[float, ...]]:
    match asked.policy.kind:
        case PolicyKind.AHEAD_OF_TROOPS:
            yield from _ahead_of_troops(asked, arrival)
        case PolicyKind.DAYS_OF_SUPPLY:
            yield from _days_of_supply(asked)
        case PolicyKind.RESERVE:
            yield from _reserve(asked)
        case PolicyKind.LEVEL:
            yield from _level(asked)


def _ahead_of_troops(asked: _Asked, arrival: int) -> Iterator[tuple[float, ...]]:
    policy, grid = asked.policy, asked.grid
    by_all = policy.counts is Counts.ALL_DEMAND
    demand = (asked.daily.gross if by_all else asked.daily.net)[asked.n, asked.k]
    first = arrival - grid.start
    known = 0 < first <= len(demand)
    level = float(_coming(demand, policy.days_of(asked.item) or 0.0)[first - 1]) if known else 0.0
    period = grid.ending_on(arrival)
    if period >= 0 and level > 0 and _in_window(policy, grid)[period]:
        yield period, level, 1.0, 1.0


def _days_of_supply(asked: _Asked) -> Iterator[tuple[float, ...]]:
    grid, net = asked.grid, asked.net
    at_end = grid.edges[1:] - 1 - grid.start
    floor = _coming(net, asked.policy.days_of(asked.item) or 0.0)[at_end].tolist()
    most = asked.policy.maximum_of(asked.item)
    ceiling = None if most is None else _coming(net, most)[at_end].tolist()
    days = grid.lengths.tolist()
    active = _in_window(asked.policy, grid) & _active(asked.gross, grid)
    for period in np.flatnonzero(active).tolist():
        if floor[period] > 0:
            yield period, floor[period], 1.0, days[period]
        if ceiling is not None:
            yield period, ceiling[period], -1.0, days[period]


def _reserve(asked: _Asked) -> Iterator[tuple[float, ...]]:
    grid, gross = asked.grid, asked.gross
    used = gross[gross > 0]
    level = float(used.mean()) * (asked.policy.days_of(asked.item) or 0.0) if len(used) else 0.0
    if level > 0:
        for period in np.flatnonzero(_in_window(asked.policy, grid) & _active(gross, grid)):
            yield int(period), level, 1.0, float(grid.lengths[period])


def _level(asked: _Asked) -> Iterator[tuple[float, ...]]:
    policy, grid = asked.policy, asked.grid
    least, most = policy.least.get(asked.item), policy.most.get(asked.item)
    periods = np.flatnonzero(_in_window(policy, grid))
    for period in periods[-1:] if policy.at_end else periods:
        days = 1.0 if policy.at_end else float(grid.lengths[period])
        if least is not None and least.value > 0:
            yield int(period), least.value, 1.0, days
        if most is not None:
            yield int(period), most.value, -1.0, days


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
