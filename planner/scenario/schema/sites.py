"""Where: places in which stock can stand or troops live."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.catalogue.figure import A_NUMBER, NO_TRUTH_VALUE, Citation, Figure, Record
from planner.catalogue.ids import ClimateRef, ItemRef, Kebab, SiteRef, StorageRef, VehicleRef
from planner.catalogue.measure import (
    LARGEST,
    CubicMetres,
    Measure,
    Price,
    TonnesPerDay,
)
from planner.catalogue.schema import Mode
from planner.scenario.schema.openings import Opening, RateExpansion, RoomExpansion

Text = Annotated[str, Field(min_length=1)]
Sorties = Annotated[Figure, Measure("", maximum=1e4, counts=True)]
Most = Annotated[int, Field(ge=0, le=10_000), NO_TRUTH_VALUE]
PricePerTonneDay = Annotated[Figure, Measure("USD/t/day", minimum=-LARGEST, maximum=LARGEST)]


class Area(Record):
    """A part of the theatre, as caveats name it."""

    title: Text
    """Name of the area."""
    sites: tuple[SiteRef, ...] = Field(min_length=1)
    """The sites in it."""


class Airfield(Record):
    """What an airfield can take."""

    sorties_per_day: Sorties | None = None
    """Most sorties a day, each a landing and a take-off; no limit of its own where absent."""
    aircraft: tuple[VehicleRef, ...] = ()
    """Types it can take; all where absent."""
    source: Citation | None = None
    """Where it is described."""


class Site(Record):
    """A place where stock can stand or troops live."""

    title: Text
    """Name of the place."""
    latitude: Annotated[float, Field(ge=-90, le=90), A_NUMBER] | None = None
    """Degrees north."""
    longitude: Annotated[float, Field(ge=-180, le=180), A_NUMBER] | None = None
    """Degrees east."""
    climate: ClimateRef | None = None
    """Climate of the place; rates apply in full all year where absent."""
    echelon: Kebab | None = None
    """The echelon of supply that it belongs to, in the scenario's own word: forward, base, main."""
    storage: dict[StorageRef, CubicMetres] = {}
    """Room by storage group; nothing of a group that is not named can be kept from day to day."""
    throughput: TonnesPerDay | None = None
    """Most that can be handled, received plus sent on."""
    handling: dict[Mode, TonnesPerDay] = {}
    """Most that can be handled by mode, received plus sent on: berths, rail yard, airfield."""
    airfield: Airfield | None = None
    """What its airfield can take; any aircraft, as often as they come, where absent."""
    holding_cost: PricePerTonneDay | None = None
    """Cost of holding one tonne for one day, US dollars."""
    item_holding_costs: dict[ItemRef, Price] = {}
    """Cost of holding one unit of issue for one day, US dollars, where it depends on the item."""
    opening: Opening | None = None
    """Where present, nothing is stored, handled or received here unless the plan opens it."""
    more_storage: dict[StorageRef, RoomExpansion] = {}
    """Store that can be added, by storage group."""
    more_throughput: RateExpansion | None = None
    """Throughput that can be added; it needs a throughput."""
    most_lanes_in: Most | None = None
    """Largest number of lanes that bring anything here; 1 to be served from one site."""
    most_lanes_out: Most | None = None
    """Largest number of lanes that take anything from here."""
    source: Citation | None = None
    """Where the place is described."""
    note: str | None = None
    """Anything a reader should know."""
