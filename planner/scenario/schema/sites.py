"""Where: places in which stock can stand or troops live."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.catalogue.figure import A_NUMBER, Citation, Figure, Record
from planner.catalogue.ids import ClimateRef, Kebab, SiteRef, StorageRef
from planner.catalogue.measure import (
    LARGEST,
    CubicMetres,
    Measure,
    TonnesPerDay,
)

Text = Annotated[str, Field(min_length=1)]
PricePerTonneDay = Annotated[Figure, Measure("USD/t/day", minimum=-LARGEST, maximum=LARGEST)]


class Area(Record):
    """A part of the theatre, as caveats name it."""

    title: Text
    """Name of the area."""
    sites: tuple[SiteRef, ...] = Field(min_length=1)
    """The sites in it."""


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
    holding_cost: PricePerTonneDay | None = None
    """Cost of holding one tonne for one day, US dollars."""
    source: Citation | None = None
    """Where the place is described."""
    note: str | None = None
    """Anything a reader should know."""
