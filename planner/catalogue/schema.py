"""What the catalogue holds; a scenario may add entries of the same shape, or override them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.catalogue.figure import NO_TRUTH_VALUE, Citation, Figure, Record
from planner.catalogue.ids import (
    CapabilityId,
    CapabilityRef,
    CasualtyId,
    CasualtyRef,
    ClimateId,
    ContainerId,
    ContainerRef,
    ItemId,
    ItemRef,
    Kebab,
    RateId,
    StorageId,
    StorageRef,
    TempoId,
    TempoRef,
    UnitTypeId,
    VehicleId,
    VehicleRef,
)
from planner.catalogue.measure import (
    LARGEST,
    Count,
    CubicMetres,
    Factor,
    KilometresPerDay,
    KilometresPerHour,
    LitresPer100Km,
    Measure,
    Persons,
    Quantity,
    Share,
    Tonnes,
)
from planner.catalogue.refused import refused
from planner.catalogue.symbol import SymbolCode
from planner.messages import said

SupplyClass = Literal["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
Mode = Literal["road", "rail", "river", "air", "sea"]
Month = Annotated[int, Field(ge=1, le=12), NO_TRUTH_VALUE]
Activity = Literal[
    "person-day", "vehicle-km", "vehicle-day", "generator-hour", "flight-hour", "unit-day"
]
"""What a unit does on every day alike."""
Driver = Literal[Activity, "casualty"]
"""What uses supplies: what units do, and the casualties that they have."""
PerThousand = Annotated[Figure, Measure("person/1000 person/day", maximum=1000)]


class Source(Record):
    """A document or publication that figures cite."""

    title: str = Field(min_length=1)
    """Title, as a reader would look it up."""
    kind: Literal["document", "external"] = "external"
    """`document` for the mandate's own documents; `external` for any other publication."""
    date: str | None = None
    """Date of publication."""
    locator: str | None = None
    """Where it can be found: a symbol, an address."""
    note: str | None = None
    """Peculiarities of the source that a reader should know."""


class Capability(Record):
    """Something a requirement asks for and a pledge gives."""

    title: str
    """Name that a force planner would use."""
    measure: str
    """What quantities of it count: battalion, company, aircraft, person."""
    symbol: SymbolCode | None = None
    """APP-6D code of its unit symbol: for a unit on land ten digits, entity and modifiers, to which
    the measure adds the echelon; for any other thing all twenty. No symbol where absent."""
    source: Citation | None = None
    """Where the need for it is stated."""


class UnitType(Record):
    """A standard unit: what one of it gives, and how many people it is."""

    title: str
    """Name of the unit."""
    capability: CapabilityRef
    """What it gives."""
    quantity: Quantity
    """How much of the capability's measure one full-strength unit gives."""
    personnel: Persons
    """Strength of one unit."""
    activity: dict[Activity, Quantity] = {}
    """Daily activity that drives supply beside person-days: vehicle-km, flight-hours per unit."""
    critical: dict[Kebab, Quantity] = {}
    """Equipment without which the unit is no such unit: kind to number at full strength."""
    equipment_mass: Tonnes | None = None
    """Mass of the own equipment that one unit brings, tonnes."""
    cost: Annotated[Figure, Measure("USD", maximum=LARGEST)] | None = None
    """Cost of one unit for a tour, US dollars; what the cheapest list of asks is reckoned by."""


class StorageGroup(Record):
    """Goods kept in the same kind of store."""

    title: str
    """What kind of store it is."""
    container: ContainerRef
    """The container in which movements of this group are counted."""
    vehicle: VehicleRef
    """The vehicle in which movements of this group are counted."""
    aircraft: VehicleRef | None = None
    """The aircraft in whose sorties movements of this group are counted; none where absent."""
    source: Citation | None = None
    """Why this aircraft: where it is known to carry such goods."""
    assumption: str | None = None
    """Why this aircraft, where no source says so."""


class Holds(Record):
    """A store that can be moved: what it holds where it stands."""

    group: StorageRef
    """Storage group it holds."""
    volume: CubicMetres
    """Room of one, cubic metres."""


class Package(Record):
    """What is packed in one unit of an item, and can be taken out of it anywhere."""

    item: ItemRef
    """The item packed in it."""
    quantity: Quantity
    """Units of issue of that item in one unit of this one."""


class ShelfLife(Record):
    """How long an item can be used, and how finely the plan tells old from new."""

    days: Annotated[Figure, Measure("day", minimum=1, maximum=1e5, whole=True)]
    """Days from receipt to the first day on which it can no longer be used."""
    buckets: Annotated[int, Field(ge=1, le=30), NO_TRUTH_VALUE] = 4
    """Age buckets: what is received within one part in so many of the shelf life counts as
    received on its first day."""


class Item(Record):
    """A supply item."""

    title: str
    """Name of the item."""
    supply_class: SupplyClass
    """Class of supply, I to X."""
    unit: str = Field(min_length=1)
    """Unit of issue, in which every quantity of it is given."""
    mass: Annotated[Figure, Measure("kg", maximum=LARGEST, above=True)]
    """Gross mass of one unit of issue, kilograms."""
    volume: CubicMetres
    """Stored volume of one unit of issue, cubic metres."""
    storage: StorageRef
    """The storage group in which it is kept."""
    holds: Holds | None = None
    """The store that one unit of it is where it stands: a bladder, a tank, a reefer."""
    in_the_open: bool = False
    """True where it needs no store: it may stand anywhere."""
    package_of: Package | None = None
    """What it is a package of: drums of fuel, bottles of water; it serves the demand for that."""
    shelf_life: ShelfLife | None = None
    """Where it spoils, how long it can be used after it was received."""
    priority: Annotated[int, Field(ge=1, le=9), NO_TRUTH_VALUE] = 1
    """1 is served first; no quantity of a later priority is traded against an earlier one."""


class Rate(Record):
    """How much of an item one unit of a driver uses, and what makes it more or less."""

    item: ItemRef
    """The item used."""
    driver: Driver
    """What uses it."""
    of: CasualtyRef | None = None
    """Which casualties use it, where the driver is `casualty`."""
    rate: Quantity
    """Units of the item per unit of the driver, at normal tempo in hot conditions."""
    tempo: dict[TempoRef, Factor] = {}
    """Multiplier by tempo; 1 for a tempo that is not named."""
    cool: Factor | None = None
    """Multiplier in months that the site's climate does not call hot; 1 where absent."""
    standard: bool = True
    """Used by every scenario with forces that does not say otherwise."""

    @model_validator(mode="after")
    def _casualties_are_of_a_kind(self) -> Rate:
        if (self.driver == "casualty") != (self.of is not None):
            raise refused(said("casualty-of-kind"), at="of")
        return self


class Casualty(Record):
    """A kind of casualty: the wounded, the sick, those struck by heat. Each is one patient."""

    title: str
    """What they are."""
    per_thousand: PerThousand
    """New patients a day among 1,000 persons, at normal tempo in hot conditions."""
    tempo: dict[TempoRef, Factor] = {}
    """Multiplier by tempo; 1 for a tempo that is not named."""
    cool: Factor | None = None
    """Multiplier in months that the site's climate does not call hot; 1 where absent."""


class Tempo(Record):
    """A level of activity."""

    title: str
    """What the force does at this tempo."""
    rank: Annotated[int, Field(ge=0), NO_TRUTH_VALUE]
    """Where phases overlap, the tempo of the highest rank holds."""


class Climate(Record):
    """The climate of a site, as far as consumption depends on it."""

    title: str
    """Where this climate is found."""
    hot_months: tuple[Month, ...]
    """Months in which rates apply in full; in the others their `cool` multiplier applies."""
    source: Citation | None = None
    """Where the months come from."""
    assumption: str | None = None
    """Why these months were assumed."""


class Vehicle(Record):
    """A lorry, tanker, aircraft, barge or train as a means of carrying supplies."""

    title: str
    """Name of the type."""
    mode: Mode
    """Which lanes it can run on."""
    payload: Tonnes
    """Largest mass it carries, tonnes."""
    volume: CubicMetres | None = None
    """Largest volume it carries, cubic metres; no limit of its own where absent."""
    carries: tuple[StorageRef, ...] = Field(min_length=1)
    """Storage groups it can carry."""
    km_per_day: KilometresPerDay | None = None
    """Daily stage on a good road; a lane's own figure comes first."""
    speed: KilometresPerHour | None = None
    """Cruising speed of an aircraft, for the reader alone."""
    fuel: LitresPer100Km | None = None
    """Fuel burnt, litres per 100 km."""
    burns: ItemRef | None = None
    """The item it burns, whose unit of issue is the litre; none where it brings its own."""
    availability: Share | None = None
    """Share of the fleet fit for duty on a day."""
    seats: Count | None = None
    """Passengers it carries instead of cargo, for the reader alone."""


class Container(Record):
    """A container or pallet in which supplies are counted and moved."""

    title: str
    """Name of the container."""
    payload: Tonnes
    """Largest net mass, tonnes."""
    volume: CubicMetres
    """Usable volume, cubic metres."""
    tare: Tonnes | None = None
    """Empty mass, tonnes, for the reader alone: loads are counted net of it."""


class Factbook(Record):
    """The whole catalogue, or what a scenario adds to it."""

    sources: dict[str, Source] = {}
    capabilities: dict[CapabilityId, Capability] = {}
    units: dict[UnitTypeId, UnitType] = {}
    storage_groups: dict[StorageId, StorageGroup] = {}
    items: dict[ItemId, Item] = {}
    consumption: dict[RateId, Rate] = {}
    casualties: dict[CasualtyId, Casualty] = {}
    tempos: dict[TempoId, Tempo] = {}
    climates: dict[ClimateId, Climate] = {}
    vehicles: dict[VehicleId, Vehicle] = {}
    containers: dict[ContainerId, Container] = {}
    figures: dict[str, Reference] = {}
    """Reference figures that no entry above holds, for reading and for citing in a scenario."""


class Reference(Record):
    """A planning figure that stands alone."""

    title: str
    """What the figure says."""
    figure: Quantity
    """The figure."""


Factbook.model_rebuild()
