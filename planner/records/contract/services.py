"""Services of bases in the result contract."""

from __future__ import annotations

from pydantic import Field

from planner.records.contract.part import GoalPart, Part


class ServicePointPart(Part):
    """Points of one service at one site; `standing` of them are there from the start."""

    service: str
    site: str
    points: int
    standing: int
    needed_from: str | None
    """First day on which it serves anybody; null where it serves nobody."""
    until: str | None
    serves: list[str]
    persons: float
    """Most that it serves on a day."""
    person_days: float
    farthest_hours: float
    cost: float
    """Of setting up those that do not stand, US dollars."""


class ServedPart(Part):
    """The persons at a site who are served from the point at another, or there."""

    service: str
    site: str
    point: str
    from_: str = Field(alias="from")
    until: str
    persons: float
    person_days: float
    hours: float
    """Travel time one way."""


class UnservedPart(Part):
    """The persons at a site who are without a service, and why."""

    service: str
    site: str
    from_: str = Field(alias="from")
    until: str
    persons: float
    person_days: float
    cause: str
    """too-far, lane-closed, lane-slow, capacity, most or time-limit."""
    reason: str


class Services(Part):
    """Where services are put, and who is without them."""

    goals: list[GoalPart]
    points: list[ServicePointPart]
    served: list[ServedPart]
    unserved: list[UnservedPart]
    size: dict[str, int]
