"""How far apart: the length of lanes, and the great circle between two sites."""

from __future__ import annotations

import math

from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sites import Site

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def lane_length_km(scenario: Scenario, lane: Lane) -> float:
    """Length of a lane; the great circle between its ends where none is written."""
    if lane.distance is not None:
        return lane.distance.value
    return great_circle_km(scenario.sites[lane.origin], scenario.sites[lane.destination])


def great_circle_km(one: Site, other: Site) -> float:
    """Shortest way over the globe between two sites; 0 where a coordinate is not known."""
    degrees = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(degree is None for degree in degrees):
        return 0.0
    lat1, lon1, lat2, lon2 = (math.radians(degree or 0.0) for degree in degrees)
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(half, 1.0)))
