"""Where to put services, found by trying everything: plain Python, day by day.

It shares nothing with the planner but the schema of a scenario.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from planner.records.laydown import DeployedUnit
from planner.scenario import Scenario
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.services import Service

Goals = tuple[float, float, float, float]
Layout = dict[str, int]


@dataclass(frozen=True)
class Day:
    """Persons by site, and hours between sites, on one day."""

    persons: dict[str, float]
    hours: dict[tuple[str, str], float]


def best(scenario: Scenario, units: list[DeployedUnit]) -> Goals:
    """The goals of the best of all layouts: without (person-days), cost, new points, travel.

    Travel is infinite for a service with a capacity, where finding it takes more than trying.
    """
    found = [_best_of(scenario, service, units) for service in scenario.services.values()]
    uncovered, cost, points, travel = zip(*found, strict=True)
    return sum(uncovered), sum(cost), sum(points), sum(travel)


def _best_of(scenario: Scenario, service: Service, units: list[DeployedUnit]) -> Goals:
    calendar = scenario.calendar
    assert calendar is not None
    first, last = service.span(calendar.start, calendar.end)
    days = [Day(_persons(service, units, day), _hours(scenario, day)) for day in range(first, last)]
    return min(_worth(service, days, layout) for layout in _layouts(scenario, service, days))


def _layouts(scenario: Scenario, service: Service, days: list[Day]) -> Iterator[Layout]:
    """Every number of points at every site that the service allows."""
    sites = sorted(scenario.sites)
    people = max((sum(day.persons.values()) for day in days), default=0.0)
    useful = math.ceil(people / service.capacity.value) if service.capacity else 1
    ranges = []
    for site in sites:
        standing = int(site in service.at)
        grows = not service.sites or site in service.sites
        most = min(service.site_limit, max(useful, service.least.value, 1)) if grows else standing
        ranges.append(range(standing, int(max(most, standing)) + 1))
    for numbers in product(*ranges):
        most = service.most.value if service.most else math.inf
        if service.least.value <= sum(numbers) <= most:
            yield dict(zip(sites, numbers, strict=True))


def _worth(service: Service, days: list[Day], layout: Layout) -> Goals:
    new = {site: n - (site in service.at) for site, n in layout.items()}
    costs = {
        site: figure.value if (figure := service.site_costs.get(site, service.cost)) else 0.0  # type: ignore[call-overload]
        for site in layout
    }
    lost, travel = 0.0, 0.0
    for day in days:
        served = _served(service, day, layout)
        lost += sum(day.persons.values()) - served
        travel += _travel(service, day, layout)
    return lost, sum(costs[s] * n for s, n in new.items()), sum(new.values()), travel


def _near(service: Service, day: Day, layout: Layout, site: str) -> list[str]:
    limit = service.within_hours.value + 1e-9
    return [p for p, n in layout.items() if n and day.hours.get((site, p), math.inf) <= limit]


def _travel(service: Service, day: Day, layout: Layout) -> float:
    if service.capacity is not None:
        return math.inf
    near = {site: _near(service, day, layout, site) for site in day.persons}
    ways = {s: min((day.hours[s, p] for p in points), default=0.0) for s, points in near.items()}
    return sum(persons * ways[site] for site, persons in day.persons.items())


def _served(service: Service, day: Day, layout: Layout) -> float:
    """Most persons that the points can serve: by Hall, the tightest set of sites decides."""
    sites = sorted(day.persons)
    reach = {site: set(_near(service, day, layout, site)) for site in sites}
    capacity = service.capacity.value if service.capacity else math.inf
    most = math.inf
    for chosen in product((False, True), repeat=len(sites)):
        inside = [site for site, yes in zip(sites, chosen, strict=True) if yes]
        outside = sum(day.persons[site] for site in sites if site not in inside)
        points = set().union(*(reach[site] for site in inside))
        room = sum(layout[p] for p in points) * capacity if points else 0.0
        most = min(most, outside + room)
    return most


def _persons(service: Service, units: list[DeployedUnit], day: int) -> dict[str, float]:
    persons: dict[str, float] = {}
    for unit in units:
        for station in unit.stations:
            mine = not service.forces or unit.force in service.forces
            if mine and station.start <= day < station.until:
                persons[station.site] = persons.get(station.site, 0.0) + unit.personnel
    return persons


def _hours(scenario: Scenario, day: int) -> dict[tuple[str, str], float]:
    """Shortest hours by trying every lane again and again until nothing gets shorter."""
    hours: dict[tuple[str, str], float] = {(site, site): 0.0 for site in scenario.sites}
    open_ = [(lane, time) for lane in scenario.lanes.values() if (time := _time(lane, day))]
    for _ in scenario.sites:
        for (start, end), so_far in list(hours.items()):
            for lane, time in open_:
                for here, there in (
                    (lane.origin, lane.destination),
                    (lane.destination, lane.origin),
                ):
                    if end == here:
                        before = hours.get((start, there), math.inf)
                        hours[start, there] = min(before, so_far + time)
    return hours


def _time(lane: Lane, day: int) -> float | None:
    """Hours on a lane on a day; None where it is closed."""
    if (lane.from_ is not None and day < lane.from_) or (
        lane.until is not None and day >= lane.until
    ):
        return None
    assert lane.hours is not None
    slower = 1.0
    for season in lane.seasons:
        first = -math.inf if season.from_ is None else season.from_
        until = math.inf if season.until is None else season.until
        if first <= day < until:
            if season.capacity.value == 0:
                return None
            slower = max(slower, season.time.value)
    return lane.hours.value * slower
