"""The vehicles that run on the lanes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.catalogue.figure import Citation, Figure
from planner.catalogue.ids import LaneRef, VehicleRef
from planner.catalogue.measure import (
    Count,
    Days,
    Measure,
    Share,
)
from planner.scenario.schema.days import Window

Text = Annotated[str, Field(min_length=1)]


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
    source: Citation | None = None
    """Who provides it."""
    note: str | None = None
    """Anything a reader should know."""
