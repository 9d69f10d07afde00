"""Travel times between all sites, day by day, as closures and seasons have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import LaneId, SiteId
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.rates import months_by_day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Roads:
    """The state of the lanes on the days of the calendar.

    `state_of_day` [D] is the state on each day; `slowdown` [states, lanes] multiplies the hours on
    a lane, infinite where it is closed. `origin` and `destination` [lanes] are indices of sites.
    """

    sites: tuple[SiteId, ...]
    lanes: tuple[LaneId, ...]
    origin: Ints
    destination: Ints
    state_of_day: Ints
    slowdown: Floats


def roads_of(scenario: Scenario, calendar: Calendar) -> Roads:
    """The lanes of a scenario, and their states."""
    sites, lanes = tuple(sorted(scenario.sites)), tuple(sorted(scenario.lanes))
    days = calendar.end - calendar.start
    daily = [_slowdown(scenario.lanes[name], calendar) for name in lanes]
    slowdown, state_of_day = np.unique(
        np.array(daily).reshape(len(lanes), days), axis=1, return_inverse=True
    )
    ends = [(scenario.lanes[name].origin, scenario.lanes[name].destination) for name in lanes]
    return Roads(
        sites=sites,
        lanes=lanes,
        origin=np.array([sites.index(origin) for origin, _ in ends], dtype=np.int64),
        destination=np.array([sites.index(end) for _, end in ends], dtype=np.int64),
        state_of_day=state_of_day.reshape(days),
        slowdown=slowdown.T,
    )


def times_between(roads: Roads, hours: Mapping[LaneId, float]) -> Floats:
    """[states, N, N] hours on the shortest way, infinite where there is none.

    Lanes without an entry in `hours` are not used.
    """
    base = np.array([hours.get(name, np.inf) for name in roads.lanes])
    count = len(roads.sites)
    found = [
        _shortest(_direct(roads, base * roads.slowdown[state]))
        for state in range(len(roads.slowdown))
    ]
    return np.array(found).reshape(-1, count, count)


def _direct(roads: Roads, hours: Floats) -> Floats:
    """[N, N] hours by one lane, the fastest of several; 0 to the same site."""
    count = len(roads.sites)
    direct = np.full((count, count), np.inf)
    np.minimum.at(direct, (roads.origin, roads.destination), hours)
    np.minimum.at(direct, (roads.destination, roads.origin), hours)
    np.fill_diagonal(direct, 0.0)
    return direct


def _shortest(direct: Floats) -> Floats:
    """[N, N] by way of every site in turn (Floyd, Algorithm 97, 1962)."""
    times = direct.copy()
    for middle in range(len(times)):
        np.minimum(times, times[:, middle, None] + times[None, middle, :], out=times)
    return times


def _slowdown(lane: Lane, calendar: Calendar) -> Floats:
    """[D] what the hours on a lane are multiplied by; infinite on days on which it is closed."""
    days = np.arange(calendar.start, calendar.end)
    months = months_by_day(calendar)
    first, until = lane.span(calendar.start, calendar.end)
    factor = np.where((days >= first) & (days < until), 1.0, np.inf)
    for season in lane.seasons:
        first, until = season.span(calendar.start, calendar.end)
        holds = (days >= first) & (days < until)
        if season.months and months is not None:
            holds &= np.isin(months, season.months)
        slower = np.inf if season.capacity.value == 0 else season.time.value
        factor[holds] = np.maximum(factor[holds], slower)
    return factor
