"""One instance of where to put services: frozen arrays, no solver, no file format.

Index sets: services s (S), sites n (N), periods t (T), points p (P: a service at a site where it
may stand), cells c (C: the persons at a site in a period who are to have a service), groups g (G)
and links k (K: a point that is within the travel time of a group). Cells of a site which have the
same points in reach at the same times are one group where the service has no capacity: that
changes no answer, for then nothing ties their periods together but the points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.catalogue.figure import Figure
from planner.catalogue.ids import ServiceId, SiteId
from planner.records.laydown import Laydown
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.services import Service
from planner.scenario.travel import HOUR_NOISE, candidates_of, lane_hours
from planner.sustainment.services.reach import Floats, Ints, Roads, roads_of, times_between


@dataclass(frozen=True)
class Points:
    """[P] each: a service at a site where it may stand; `standing` is what is there already."""

    service: Ints
    site: Ints
    standing: Floats
    most: Floats
    """Points that can stand at the site in all."""
    cost: Floats
    """US dollars for each one set up."""


@dataclass(frozen=True)
class Cells:
    """[C] each: the persons at a site in a period who are to have a service."""

    service: Ints
    site: Ints
    period: Ints
    persons: Floats
    person_days: Floats
    group: Ints


@dataclass(frozen=True)
class Groups:
    """[G] each: cells that are served alike; `period` is that of the first of them.

    `persons` is the most in one of them: where the service has a capacity there is only one.
    """

    service: Ints
    site: Ints
    period: Ints
    persons: Floats
    person_days: Floats


@dataclass(frozen=True)
class Links:
    """[K] each: a point within the travel time of a group, and the hours, one way."""

    group: Ints
    point: Ints
    hours: Floats


@dataclass(frozen=True)
class ServiceProblem:
    """Index sets and coefficients; persons, hours, US dollars."""

    services: tuple[ServiceId, ...]
    sites: tuple[SiteId, ...]
    edges: Ints
    """[T+1] first day of each period, and the first day after the last."""
    state: Ints
    """[T] state of the lanes."""
    roads: Roads
    within: Floats
    """[S] longest travel time, hours."""
    capacity: Floats
    """[S] persons that one point serves at a time; infinite without a limit."""
    least: Floats
    most: Floats
    """[S] points in all; infinite without a limit."""
    points: Points
    cells: Cells
    groups: Groups
    links: Links


def service_problem(scenario: Scenario, calendar: Calendar, laydown: Laydown) -> ServiceProblem:
    """The arrays of `scenario` with the units of a laydown."""
    names = tuple(sorted(scenario.services))
    services = [scenario.services[name] for name in names]
    roads = roads_of(scenario, calendar)
    daily = np.array([_persons(laydown, entry, roads.sites, calendar) for entry in services])
    first = _first_days(daily, roads.state_of_day)
    edges = np.append(first, daily.shape[2]) + calendar.start
    state = roads.state_of_day[first]
    points = _points(scenario, services, roads.sites)
    capacity = _limits(entry.capacity for entry in services)
    where = np.nonzero(daily[:, :, first])
    persons = daily[:, :, first][where]
    group, links = _links(scenario, services, roads, points, where, state)
    person_days = persons * np.diff(edges)[where[2]]
    cells = Cells(where[0], where[1], where[2], persons, person_days, group)
    return ServiceProblem(
        services=names,
        sites=roads.sites,
        edges=edges,
        state=state,
        roads=roads,
        within=np.array([entry.within_hours.value for entry in services]),
        capacity=capacity,
        least=np.array([entry.least.value for entry in services]),
        most=_limits(entry.most for entry in services),
        points=points,
        cells=cells,
        groups=_groups(cells, len(set(group.tolist()))),
        links=links,
    )


def _limits(figures: Iterable[Figure | None]) -> Floats:
    return np.array([np.inf if figure is None else figure.value for figure in figures])


def _persons(
    laydown: Laydown, service: Service, sites: tuple[SiteId, ...], calendar: Calendar
) -> Floats:
    """[N, D] persons at each site, on each day, who are to have the service."""
    persons = np.zeros((len(sites), calendar.end - calendar.start))
    first, last = service.span(calendar.start, calendar.end)
    for unit in laydown.units:
        if service.forces and unit.force not in service.forces:
            continue
        for station in unit.stations:
            start, until = max(station.start, first), min(station.until, last)
            if start < until:
                days = slice(start - calendar.start, until - calendar.start)
                persons[sites.index(station.site), days] += unit.personnel
    return persons


def _first_days(daily: Floats, state_of_day: Ints) -> Ints:
    """[T] indices of the days on which persons or lanes are not those of the day before."""
    moved = (np.diff(daily, axis=2) != 0).any(axis=(0, 1))
    changed = moved | (np.diff(state_of_day) != 0)
    return np.concatenate([[0], np.flatnonzero(changed) + 1])


def _points(scenario: Scenario, services: Sequence[Service], sites: tuple[SiteId, ...]) -> Points:
    rows = [
        (s, sites.index(site), *_point(service, site))
        for s, service in enumerate(services)
        for site in candidates_of(scenario, service)
    ]
    service, site, standing, most, cost = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    return Points(service.astype(np.int64), site.astype(np.int64), standing, most, cost)


def _point(service: Service, site: SiteId) -> tuple[float, float, float]:
    """Points that stand at a site, points that can stand there, and what each new one costs."""
    standing = float(site in service.at)
    may_grow = not service.sites or site in service.sites
    cost = service.site_costs.get(site, service.cost)
    return standing, service.site_limit if may_grow else standing, cost.value if cost else 0.0


def _links(
    scenario: Scenario,
    services: Sequence[Service],
    roads: Roads,
    points: Points,
    where: tuple[Ints, ...],
    state: Ints,
) -> tuple[Ints, Links]:
    """The group [C] of every cell, and the links of all groups."""
    group = np.zeros(len(where[0]), dtype=np.int64)
    links: list[tuple[Ints, Ints, Floats]] = []
    count = 0
    for s, service in enumerate(services):
        mine, here = np.flatnonzero(where[0] == s), np.flatnonzero(points.service == s)
        times = times_between(roads, lane_hours(scenario, service))
        hours = times[state[where[2][mine]]][np.arange(len(mine)), where[1][mine]]
        hours = hours[:, points.site[here]]
        hours = np.where(hours <= service.within_hours.value + HOUR_NOISE, hours, np.inf)
        alike, rows = _alike(where[1][mine], hours, merges=service.capacity is None)
        group[mine] = count + alike
        row, column = np.nonzero(np.isfinite(rows))
        links.append((count + row, here[column], rows[row, column]))
        count += len(rows)
    return group, Links(*(np.concatenate(part) for part in zip(*links, strict=True)))


def _alike(site: Ints, hours: Floats, *, merges: bool) -> tuple[Ints, Floats]:
    """The group of every row, and the hours of every group; all rows apart unless it merges."""
    if not merges:
        return np.arange(len(site)), hours
    rows, group = np.unique(np.column_stack([site, hours]), axis=0, return_inverse=True)
    return group.reshape(len(site)), rows[:, 1:]


def _groups(cells: Cells, count: int) -> Groups:
    """The groups of cells; they are numbered without gaps."""
    _, first = np.unique(cells.group, return_index=True)
    persons = np.zeros(count)
    np.maximum.at(persons, cells.group, cells.persons)
    person_days = np.bincount(cells.group, weights=cells.person_days, minlength=count)
    return Groups(
        cells.service[first], cells.site[first], cells.period[first], persons, person_days
    )
