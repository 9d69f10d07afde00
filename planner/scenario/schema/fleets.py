"""The vehicles that run on the lanes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.catalogue.figure import Citation, Figure
from planner.catalogue.ids import LaneRef, SiteRef, VehicleRef
from planner.catalogue.measure import (
    LARGEST,
    Count,
    Days,
    Measure,
    Share,
)
from planner.scenario.schema.days import Window
from planner.scenario.schema.openings import Hire

Text = Annotated[str, Field(min_length=1)]
TripCost = Annotated[Figure, Measure("USD", maximum=LARGEST)]
KmCost = Annotated[Figure, Measure("USD/km", maximum=LARGEST)]
DayCost = Annotated[Figure, Measure("USD/day", maximum=LARGEST)]


class Fleet(Window):
    """Vehicles of one type that share lanes and items; a lane without a fleet is contracted."""

    title: Text
    """Name of the fleet."""
    vehicle: VehicleRef
    """Type of vehicle: its payload, volume and storage groups."""
    count: Count
    """How many there are."""
    availability: Share | None = None
    """Share fit for duty; that of the type where absent."""
    lanes: tuple[LaneRef, ...] = Field(min_length=1)
    """Lanes it runs on."""
    payload: Annotated[Figure, Measure("t", maximum=1e5, above=True)] | None = None
    """Load of one vehicle where it differs from the type's."""
    loading_days: Days = Figure(value=0, unit="day")
    """Days at both ends of a round trip: loading, unloading, rest."""
    trips_per_day: Annotated[Figure, Measure("", maximum=50, above=True)] | None = None
    """Round trips of one vehicle a day, for aircraft and shuttles; where absent the round trip is
    twice the transit and the days at both ends."""
    base: SiteRef | None = None
    """Where its vehicles are based; they serve the lanes from there and must be moved to serve
    others. Where absent they serve all its lanes alike."""
    own_fuel: bool = False
    """True where its provider brings the fuel; else it burns fuel drawn where a trip begins."""
    trip_cost: TripCost | None = None
    """Cost of a round trip of one vehicle, US dollars."""
    km_cost: KmCost | None = None
    """Cost of one kilometre of one vehicle, there and back, US dollars."""
    day_cost: DayCost | None = None
    """Cost of one vehicle for one day on which it is away, US dollars."""
    hire: Hire | None = None
    """Vehicles that can be hired beside those it has."""
    source: Citation | None = None
    """Who provides it."""
    note: str | None = None
    """Anything a reader should know."""
