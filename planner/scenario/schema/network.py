"""How do we keep them supplied: sites, lanes, fleets, sources, demands, policies."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.catalogue.figure import A_NUMBER, Citation, Figure, Record
from planner.catalogue.ids import ClimateRef, ItemRef, LaneRef, SiteRef, StorageRef, VehicleRef
from planner.catalogue.measure import (
    LARGEST,
    Count,
    CubicMetres,
    Days,
    Kilometres,
    KilometresPerDay,
    Measure,
    Price,
    Quantity,
    Share,
    TonnesPerDay,
    WholeDays,
)
from planner.catalogue.schema import Mode, Month
from planner.scenario.schema.days import Window

Text = Annotated[str, Field(min_length=1)]
LossShare = Annotated[Figure, Measure("", maximum=0.99)]
SlowDown = Annotated[Figure, Measure("", minimum=1.0, maximum=100.0)]


PricePerTonne = Annotated[Figure, Measure("USD/t", minimum=-LARGEST, maximum=LARGEST)]
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


class Season(Window):
    """A part of the year in which a lane is slower, narrower or closed."""

    months: tuple[Month, ...] = ()
    """Months in which it holds; all where absent."""
    capacity: Annotated[Figure, Measure("", maximum=1.0)] = Figure(value=1)
    """Share of the lane's capacity that remains; 0 closes it."""
    time: SlowDown = Figure(value=1)
    """Multiplier of the transit time."""
    note: str | None = None
    """Why."""


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
    condition: str | None = None
    """State of the way, in words."""
    source: Citation | None = None
    """Where it is described."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Lane:
        if self.origin == self.destination:
            context = {"at": "destination", "seen": self.destination, "allowed": "another site"}
            raise PydanticCustomError("lane", "origin and destination are the same site", context)
        return self


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


class Supply(Window):
    """A source of an item at a site."""

    site: SiteRef
    """Where it is received."""
    item: ItemRef
    """What is received."""
    per_day: Quantity | None = None
    """Most that can be received in a day, units of issue."""
    total: Quantity | None = None
    """Most that can be received in all."""
    price: Price | None = None
    """Price of one unit of issue, US dollars."""
    source: Citation | None = None
    """Who provides it."""
    note: str | None = None
    """Anything a reader should know."""


class Stock(Record):
    """Stock that stands at a site when the plan begins."""

    site: SiteRef
    """Where it stands."""
    item: ItemRef
    """What it is."""
    quantity: Quantity
    """How much, units of issue."""
    source: Citation | None = None
    """Who holds it."""


class Demand(Window):
    """A demand stated directly, beside what the forces draw."""

    site: SiteRef
    """Where it arises."""
    item: ItemRef
    """What is asked for."""
    per_day: Quantity
    """How much a day, units of issue."""
    source: Citation | None = None
    """Where it is stated."""


class Outlet(Window):
    """Where surplus can be sold or handed over."""

    site: SiteRef
    """Where it leaves the network."""
    item: ItemRef
    """What is given away."""
    per_day: Quantity | None = None
    """Most that can leave in a day, units of issue."""
    price: Price
    """What one unit of issue brings, US dollars."""
    source: Citation | None = None
    """Who takes it."""


class PolicyKind(StrEnum):
    """What a stock policy asks for."""

    DAYS_OF_SUPPLY = "days-of-supply"
    RESERVE = "reserve"
    AHEAD_OF_TROOPS = "ahead-of-troops"


class Policy(Window):
    """A rule on stock. Breaches are counted and reported, after unmet demand and before cost."""

    kind: PolicyKind
    """days-of-supply: stock at each site covers its next days of demand. reserve: stock at the
    site covers days of the average demand of the sites it serves, touched only to prevent unmet
    demand. ahead-of-troops: on the day the first troops reach a site, stock there covers days
    of their demand (S/2012/894 §65)."""
    sites: tuple[SiteRef, ...] = ()
    """Where it holds; at every site with demand where absent."""
    items: tuple[ItemRef, ...] = Field(min_length=1)
    """Items it concerns."""
    days: Days
    """Days of demand that the stock covers."""
    maximum_days: Days | None = None
    """Days of demand that the stock should not exceed (days-of-supply only)."""
    covers: tuple[SiteRef, ...] = ()
    """Sites whose demand counts beside the site's own."""
    source: Citation | None = None
    """Where the rule comes from."""

    @model_validator(mode="after")
    def _maximum_above_minimum(self) -> Policy:
        if self.maximum_days is None:
            return self
        context: dict[str, object] = {"at": "maximum_days", "seen": self.maximum_days.value}
        if self.kind is not PolicyKind.DAYS_OF_SUPPLY:
            context["allowed"] = f"nothing with kind {self.kind.value}"
            raise PydanticCustomError(
                "policy", "maximum_days goes with kind days-of-supply", context
            )
        if self.maximum_days.value < self.days.value:
            context["allowed"] = f"{self.days.value:g} days, those of days, or more"
            raise PydanticCustomError("policy", "maximum_days is below days", context)
        return self
