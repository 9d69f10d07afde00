"""The laydown: which unit stands where, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.catalogue.ids import ForceId, PledgeId, RequirementId, SiteId
from planner.catalogue.schema import Activity


@dataclass(frozen=True, slots=True)
class Station:
    """Days [start, until) at one site."""

    site: SiteId
    start: int
    until: int


@dataclass(frozen=True, slots=True)
class Shipment:
    """The own equipment of units, to be brought from `origin`: it can be taken up there
    `ready_days` before they arrive, and comes evenly in the last `window_days`."""

    origin: SiteId
    tonnes: float
    window_days: int
    ready_days: int


@dataclass(frozen=True, slots=True)
class DeployedUnit:
    """Units of one pledge on one requirement, with what drives their demand.

    `activity` is the daily quantity of each driver for all of them together: person-day is their
    strength. `planned_days` is what they bring; `required_days`, where the force has external
    arrangements, is when these should take over, and `late_days` how much later they do.
    """

    pledge: PledgeId
    requirement: RequirementId
    force: ForceId
    personnel: float
    activity: Mapping[Activity, float]
    planned_days: int
    required_days: int | None
    arrival: int
    until: int
    stations: tuple[Station, ...]
    late_days: int = 0
    shipment: Shipment | None = None

    @property
    def own_stock_ends(self) -> int:
        """First day on which nothing of what the unit brought is left."""
        return self.arrival + self.planned_days

    @property
    def hand_over(self) -> int:
        """First day on which external arrangements supply it; the end of its tour without any."""
        if self.required_days is None:
            return self.until
        return min(self.until, self.arrival + self.required_days + self.late_days)


@dataclass(frozen=True, slots=True)
class Laydown:
    """Every unit that draws supplies, in the order of pledge and requirement ids."""

    units: tuple[DeployedUnit, ...]

    def first_arrival(self, site: SiteId) -> int | None:
        """Day on which the first troops reach a site; None for a site that stays empty."""
        days = [s.start for unit in self.units for s in unit.stations if s.site == site]
        return min(days, default=None)
