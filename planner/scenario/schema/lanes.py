"""The ways between sites, and when they are slower, narrower or closed."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from planner.catalogue.figure import Citation, Figure, Record
from planner.catalogue.ids import ItemRef, SiteRef
from planner.catalogue.measure import (
    LARGEST,
    Count,
    Kilometres,
    KilometresPerDay,
    Measure,
    Price,
    TonnesPerDay,
    WholeDays,
)
from planner.catalogue.refused import refused
from planner.catalogue.schema import Mode, Month
from planner.messages import said
from planner.scenario.schema.days import Window
from planner.scenario.schema.openings import Opening, RateExpansion, Runs

LossShare = Annotated[Figure, Measure("", maximum=0.99)]
Spacing = Annotated[Figure, Measure("day", minimum=1, maximum=366)]
SlowDown = Annotated[Figure, Measure("", minimum=1.0, maximum=100.0)]
LaneHours = Annotated[Figure, Measure("hour", maximum=1e4, above=True)]
PricePerTonne = Annotated[Figure, Measure("USD/t", minimum=-LARGEST, maximum=LARGEST)]


class Season(Window):
    """A part of the year in which a lane is slower, narrower or closed."""

    months: tuple[Month, ...] = ()
    """Months in which it holds; all where absent."""
    capacity: Annotated[Figure, Measure("", maximum=1.0)] = Figure(value=1)
    """Share of the lane's own capacity that remains; 0 closes it. Without effect on a lane that
    has no capacity."""
    time: SlowDown = Figure(value=1)
    """Multiplier of the transit time."""
    note: str | None = None
    """Why."""


class Closure(Window):
    """Days on which nothing leaves on a lane."""

    note: str | None = None
    """Why."""
    source: Citation | None = None
    """Where it is stated."""


class Convoys(Record):
    """Vehicles that leave together, with room between one convoy and the next."""

    vehicles: Count
    """Most vehicles in one convoy."""
    every_days: Spacing = Figure(value=1, unit="day")
    """Days between the departures of two convoys; in a plan the vehicles leave evenly over them."""
    source: Citation | None = None
    """Where it is stated."""


class Lane(Window):
    """A way from one site to another by one mode; `from` and `until` say when it is open."""

    origin: SiteRef
    """Where it begins."""
    destination: SiteRef
    """Where it ends."""
    mode: Mode
    """Road, rail, river, air or sea."""
    distance: Kilometres | None = None
    """Length; the great circle for an air lane between two sites with coordinates."""
    stage: KilometresPerDay | None = None
    """Daily stage on this lane; that of the vehicle where absent."""
    transit_days: WholeDays | None = None
    """Days from departure to arrival; distance over stage, rounded up, where absent."""
    hours: LaneHours | None = None
    """Travel time of persons, either way, hours, for the reach of services; where absent, distance
    over the speed that the service gives for the mode."""
    capacity: TonnesPerDay | None = None
    """Most that can leave in a day; no limit of its own where absent."""
    items: tuple[ItemRef, ...] = ()
    """Items that may use it; all where absent."""
    loss: LossShare | None = None
    """Share lost on the way."""
    cost: PricePerTonne | None = None
    """Cost of moving one tonne, US dollars."""
    item_costs: dict[ItemRef, Price] = {}
    """Cost of moving one unit of issue, US dollars, where it depends on the item."""
    seasons: tuple[Season, ...] = ()
    """When it is slower, narrower or closed."""
    closures: tuple[Closure, ...] = ()
    """When nothing leaves on it."""
    convoys: Convoys | None = None
    """How vehicles leave on it; singly where absent."""
    opening: Opening | None = None
    """Where present, nothing moves on it unless the plan opens it."""
    runs: Runs | None = None
    """What each day costs on which it runs at all."""
    more_capacity: RateExpansion | None = None
    """Capacity that can be added; it needs a capacity."""
    condition: str | None = None
    """State of the way, in words, for the reader alone: say its effect with stage or seasons."""
    source: Citation | None = None
    """Where it is described."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Lane:
        if self.origin == self.destination:
            raise refused(said("lane-to-itself"), at="destination", seen=self.destination)
        return self
