"""How long persons travel between sites, on lanes taken either way.

Times are hours one way. Nothing here knows of days: closures and seasons are laid over it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.catalogue.ids import LaneId, SiteId
from planner.scenario.distances import lane_length_km
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.services import Service

# 1 h + 1.2 h + 0.8 h is within 3 hours, whatever the last binary digit
HOUR_NOISE = 1e-9
# hours so far, the site, where the way began, its lanes
Arrival = tuple[float, SiteId, SiteId, tuple[LaneId, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way to a site: from where, how long, and by which lanes."""

    start: SiteId
    hours: float
    lanes: tuple[LaneId, ...]


def lane_hours(scenario: Scenario, service: Service) -> dict[LaneId, float]:
    """Hours on every lane that a service may use and whose time can be told, by lane id."""
    return {
        name: hours
        for name in lanes_of(scenario, service)
        if (hours := _hours(scenario, scenario.lanes[name], service)) is not None
    }


def lanes_of(scenario: Scenario, service: Service) -> list[LaneId]:
    """The lanes of the modes that a service may use, in the order of their ids."""
    return sorted(
        name
        for name, lane in scenario.lanes.items()
        if not service.modes or lane.mode in service.modes
    )


def candidates_of(scenario: Scenario, service: Service) -> tuple[SiteId, ...]:
    """Sites at which a service stands or may be set up, in the order of their ids."""
    return tuple(sorted({*(service.sites or scenario.sites), *service.at}))


def ways_from(
    scenario: Scenario, hours: Mapping[LaneId, float], starts: Iterable[SiteId]
) -> dict[SiteId, Way]:
    """The shortest way to every site that can be reached from any of `starts`."""
    onward: dict[SiteId, list[tuple[LaneId, SiteId, float]]] = {}
    for name, time in sorted(hours.items()):
        lane = scenario.lanes[name]
        onward.setdefault(lane.origin, []).append((name, lane.destination, time))
        onward.setdefault(lane.destination, []).append((name, lane.origin, time))
    found: dict[SiteId, Way] = {}
    waiting: list[Arrival] = [(0.0, start, start, ()) for start in sorted(starts)]
    heapq.heapify(waiting)
    while waiting:
        time, site, start, lanes = heapq.heappop(waiting)
        if site in found:
            continue
        found[site] = Way(start, time, lanes)
        for name, other, more in onward.get(site, ()):
            if other not in found:
                heapq.heappush(waiting, (time + more, other, start, (*lanes, name)))
    return found


def _hours(scenario: Scenario, lane: Lane, service: Service) -> float | None:
    if lane.hours is not None:
        return lane.hours.value
    speed = service.speeds.get(lane.mode)
    if lane.distance is None and lane.mode != "air":
        return None  # a road is longer than the great circle, by nobody knows how much
    length = lane_length_km(scenario, lane)
    return length / speed.value if speed is not None and length > 0 else None
