"""Whom do we send: forces, requirements, pledges, substitutions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.catalogue.figure import (
    LARGEST,
    Citation,
    Figure,
    Measure,
    Persons,
    Quantity,
    Record,
    Whole,
    WholeDays,
)
from planner.catalogue.ids import CapabilityRef, ForceRef, SiteRef, UnitTypeRef
from planner.scenario.schema.days import Day, Window

Text = Annotated[str, Field(min_length=1)]
ONE = Figure(value=1)
NO_DAYS = Figure(value=0, unit="day")


Dollars = Annotated[Figure, Measure("USD", minimum=-LARGEST, maximum=LARGEST)]


class Status(StrEnum):
    """How firm a pledge is; each state includes the ones before it."""

    OFFERED = "offered"
    RECONFIRMED = "reconfirmed"
    ASSESSED = "assessed"
    VERIFIED = "verified"

    @property
    def is_verified(self) -> bool:
        """Reconfirmed and assessed (S/2012/894 §59)."""
        return self in (Status.ASSESSED, Status.VERIFIED)


class Force(Record):
    """A population under one command."""

    title: Text
    """Name of the force."""
    personnel: Persons
    """Authorised strength: the ceiling, and the basis of the self-sufficiency gap."""
    host_nation: bool = False
    """True for the forces of the country itself."""
    planned_days: WholeDays = NO_DAYS
    """Days of supply that its units really bring."""
    required_days: WholeDays | None = None
    """Days from arrival after which external arrangements supply a unit; where absent the force
    has no such arrangements and draws on the network to the end."""

    @model_validator(mode="after")
    def _gap_is_not_negative(self) -> Force:
        if self.required_days is not None and self.required_days.value < self.planned_days.value:
            raise PydanticCustomError(
                "self_sufficiency",
                "planned_days {planned} exceeds required_days {required}",
                {"planned": self.planned_days.value, "required": self.required_days.value},
            )
        return self


class Move(Record):
    """A change of station."""

    site: SiteRef
    """Where the unit goes."""
    from_: Day = Field(alias="from")
    """Day from which it stands there."""


class Step(Record):
    """A change of the quantity required."""

    from_: Day = Field(alias="from")
    """Day from which the quantity holds."""
    quantity: Quantity
    """Quantity required from that day on."""


class Requirement(Window):
    """A capability that a force needs at a place from a day on."""

    title: Text
    """What is required."""
    force: ForceRef
    """Which force needs it; only pledges to the same force fill it."""
    capability: CapabilityRef
    """What kind of capability."""
    quantity: Quantity
    """How much, in the capability's measure."""
    profile: tuple[Step, ...] = ()
    """Changes of the quantity over time."""
    tier: int = Field(default=1, ge=1, le=9)
    """Priority: tier 1 is filled first, and nothing of it is given up for a later tier."""
    site: SiteRef | None = None
    """Where the units stand; a requirement without a site draws no supplies."""
    moves: tuple[Move, ...] = ()
    """Later stations, in order."""
    source: Citation | None = None
    """Where the requirement is stated."""
    note: str | None = None
    """Anything a reader should know."""


class Pledge(Record):
    """What a contributor offers."""

    title: Text
    """What is offered."""
    contributor: Text
    """Who offers it: a country code or a name."""
    force: ForceRef
    """Which force it joins."""
    unit: UnitTypeRef | None = None
    """Standard unit that it is; gives capability, quantity and personnel where they are absent."""
    capability: CapabilityRef | None = None
    """What it gives; that of the standard unit where absent."""
    units: Whole = ONE
    """How many such units."""
    quantity: Quantity | None = None
    """How much of the capability one unit gives; where absent that of the standard unit, less in
    proportion where the unit is under strength."""
    personnel: Persons | None = None
    """Strength of one unit; that of the standard unit where absent."""
    divisible: bool = False
    """True where parts of a unit are of use: single officers, single vehicles."""
    status: Status
    """How firm it is."""
    available: Day = 0
    """Day on which it is ready to leave."""
    movement: WholeDays = NO_DAYS
    """Days to reach the theatre."""
    reception: WholeDays = NO_DAYS
    """Days of reception, staging and onward movement."""
    tour: WholeDays | None = None
    """Days in theatre; to the end where absent."""
    windows: tuple[Window, ...] = ()
    """Where given, it counts only within these windows."""
    planned_days: WholeDays | None = None
    """Days of supply it brings; those of its force where absent."""
    cost: Dollars | None = None
    """Cost of one unit for its whole tour, US dollars."""
    source: Citation | None = None
    """Where the pledge was made."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Pledge:
        if self.unit is None and (self.capability is None or self.personnel is None):
            raise PydanticCustomError(
                "pledge", "give a standard unit, or a capability and the personnel of one unit"
            )
        return self


class Substitution(Record):
    """One capability standing in for another."""

    capability: CapabilityRef
    """The capability that stands in."""
    for_: CapabilityRef = Field(alias="for")
    """The capability required."""
    efficiency: Annotated[Figure, Measure("", maximum=1.0, above=True)]
    """What one unit of measure counts for, above 0 to 1."""
