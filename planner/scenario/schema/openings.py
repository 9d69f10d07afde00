"""What need not exist and can be had at a price: openings, expansions, hire."""

from __future__ import annotations

from typing import Annotated

from planner.catalogue.figure import Citation, Figure, Record
from planner.catalogue.measure import LARGEST, Count, CubicMetres, Measure, Tonnes, TonnesPerDay

Cost = Annotated[Figure, Measure("USD", maximum=LARGEST)]
CostPerCubicMetre = Annotated[Figure, Measure("USD/m3", maximum=LARGEST)]
CostPerDailyTonne = Annotated[Figure, Measure("USD*day/t", maximum=LARGEST)]


class Opening(Record):
    """A site or lane that is there only where the plan opens it, for the whole plan."""

    cost: Cost = Figure(value=0, unit="USD")
    """Fixed cost of opening it, US dollars."""
    smallest_load: Tonnes | None = None
    """Least that a lane carries, or that a site receives, in the whole plan where it is opened."""
    source: Citation | None = None
    """Where this is stated."""


class Runs(Record):
    """What each day costs on which a lane runs at all, however much it carries."""

    cost: Cost = Figure(value=0, unit="USD")
    """Fixed cost of a day on which it runs, US dollars."""
    smallest_load: Tonnes | None = None
    """Least that leaves on a day on which it runs."""
    source: Citation | None = None
    """Where this is stated."""


class RoomExpansion(Record):
    """Store that can be added for the whole plan."""

    most: CubicMetres
    """Most that can be added."""
    cost: CostPerCubicMetre = Figure(value=0, unit="USD/m3")
    """Cost of one cubic metre, US dollars."""
    source: Citation | None = None
    """Where this is stated."""


class RateExpansion(Record):
    """Capacity a day that can be added for the whole plan."""

    most: TonnesPerDay
    """Most that can be added."""
    cost: CostPerDailyTonne = Figure(value=0, unit="USD*day/t")
    """Cost of one more tonne a day, US dollars."""
    source: Citation | None = None
    """Where this is stated."""


class Hire(Record):
    """Vehicles that can be hired for the whole plan beside those of the fleet."""

    most: Count
    """Most that can be hired."""
    cost: Cost = Figure(value=0, unit="USD")
    """Cost of one vehicle for the whole plan, US dollars."""
    source: Citation | None = None
    """Where this is stated."""
