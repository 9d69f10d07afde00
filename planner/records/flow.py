"""Records of what flows: movements, receipts, what is used of each item and each limit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.catalogue.ids import FleetId, ItemId, LaneId, SiteId
from planner.catalogue.schema import SupplyClass


@dataclass(frozen=True, slots=True)
class Hop:
    """One lane of a way, with the fleet that runs it; None where the lane is contracted."""

    lane: LaneId
    fleet: FleetId | None


@dataclass(frozen=True, slots=True)
class Movement:
    """Goods of one item leaving on the days [start, until), evenly, on one lane.

    `trips` are the vehicle loads that they fill, in part too; None on a contracted lane. `lost` is
    the part of `quantity` that does not arrive; `cost` in US dollars is that of the lane, without
    the vehicles'. `expires` is the first day on which they are of no use, for what spoils.
    """

    lane: LaneId
    fleet: FleetId | None
    item: ItemId
    start: int
    until: int
    arrives: int
    quantity: float
    tonnes: float
    m3: float
    trips: float | None
    lost: float
    cost: float
    expires: int | None


@dataclass(frozen=True, slots=True)
class Departure:
    """Vehicles of one fleet that leave on one lane on the days [start, until), evenly.

    `trips` is what the model sends, no less than the loads of all items together; `vehicle_days`
    those that they take up within the plan. `fuel` is drawn where they leave, in units of issue of
    what they burn; `cost` in US dollars.
    """

    lane: LaneId
    fleet: FleetId
    start: int
    until: int
    trips: float
    vehicle_days: float
    fuel: float
    cost: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a source gives on the days [start, until), evenly; `cost` in US dollars. `expires` is
    the first day on which it is of no use, for what spoils."""

    supply: str
    site: SiteId
    item: ItemId
    unit: str
    start: int
    until: int
    quantity: float
    tonnes: float
    cost: float
    expires: int | None


class UseKind(StrEnum):
    """What is used, and in which unit."""

    FLEET = "fleet"
    """Vehicle-days."""
    LANE = "lane"
    """Tonnes that leave."""
    SITE = "site"
    """Tonnes handled: received by lane plus sent on."""


@dataclass(frozen=True, slots=True)
class Use:
    """What is used of a fleet, a lane or a site on the days [start, until), of what is available.

    `available` and the shares are None where there is no limit. `peak` is the use of `peak_day`,
    the day with the highest share (without a limit, with the highest use).
    """

    kind: UseKind
    id: str
    start: int
    until: int
    used: float
    available: float | None
    peak_day: int
    peak: float
    peak_share: float | None

    @property
    def share(self) -> float | None:
        """Used of available; None without a limit."""
        return self.used / self.available if self.available else None


@dataclass(frozen=True, slots=True)
class ItemDemand:
    """Demand of one item at one site on the days [start, until), the same on each of them.

    `quantity` is all that is used; `own` the part from what the units brought. The rest is asked
    of the network.
    """

    site: SiteId
    supply_class: SupplyClass
    item: ItemId
    unit: str
    start: int
    until: int
    per_day: float
    quantity: float
    own: float
    tonnes: float
