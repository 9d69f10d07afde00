"""Records of services: where each stands, whom it serves, who is without it and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from planner.catalogue.ids import ServiceId, SiteId
from planner.records.forces import Goal


class Cause(StrEnum):
    """Why a unit is without a service."""

    TOO_FAR = "too-far"
    LANE_CLOSED = "lane-closed"
    LANE_SLOW = "lane-slow"
    CAPACITY = "capacity"
    MOST = "most"
    TIME_LIMIT = "time-limit"


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """Points of one service at one site.

    `standing` of the `points` are there from the start. `needed_from` is the first day on which it
    serves anybody, `until` the first day on which it no longer does; None where it serves nobody.
    `persons` is the most that it serves on a day, `farthest_hours` the longest way to it, one way.
    `cost` is that of setting up the others, US dollars.
    """

    service: ServiceId
    site: SiteId
    points: int
    standing: int
    needed_from: int | None
    until: int | None
    serves: tuple[SiteId, ...]
    persons: float
    person_days: float
    farthest_hours: float
    cost: float


@dataclass(frozen=True, slots=True)
class Served:
    """The persons at a site who are served from one point on the days [start, until).

    `persons` is the most on a day, `hours` the travel time one way.
    """

    service: ServiceId
    site: SiteId
    point: SiteId
    start: int
    until: int
    persons: float
    person_days: float
    hours: float


@dataclass(frozen=True, slots=True)
class Unserved:
    """The persons at a site who are without a service on the days [start, until), and why."""

    service: ServiceId
    site: SiteId
    start: int
    until: int
    persons: float
    person_days: float
    cause: Cause
    reason: str


@dataclass(frozen=True)
class ServicePlan:
    """Where services are put. `size` counts the columns, rows and entries of the model."""

    goals: tuple[Goal, ...]
    points: tuple[ServicePoint, ...]
    served: tuple[Served, ...]
    unserved: tuple[Unserved, ...]
    size: dict[str, int]
    stopped_early: bool

    @property
    def status(self) -> Literal["met", "unmet", "limit"]:
        """met, unmet, or limit where a time limit came before the last goal was solved."""
        if self.stopped_early:
            return "limit"
        return "met" if self.is_met else "unmet"

    @property
    def is_met(self) -> bool:
        """True where every service is within reach of every unit that it is for."""
        return not self.unserved
