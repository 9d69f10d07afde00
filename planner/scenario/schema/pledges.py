"""What contributors offer: pledges with their state, equipment, caveats, tours and way in."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import Citation, Figure, Record
from planner.catalogue.ids import (
    AreaRef,
    CapabilityRef,
    ClimateRef,
    ForceRef,
    Kebab,
    PhaseRef,
    RequirementRef,
    SiteRef,
    TaskRef,
    UnitTypeRef,
)
from planner.catalogue.measure import (
    LARGEST,
    Measure,
    Persons,
    Quantity,
    Share,
    Tonnes,
    Whole,
    WholeDays,
)
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Day, Window, show_day

Text = Annotated[str, Field(min_length=1)]
Dollars = Annotated[Figure, Measure("USD", minimum=-LARGEST, maximum=LARGEST)]
Tour = Annotated[Figure, Measure("day", minimum=1, maximum=1e5, whole=True)]
LiftDays = Annotated[Figure, Measure("day", minimum=1, maximum=1e5, whole=True)]
ONE = Figure(value=1)
NONE = Figure(value=0)
NO_DAYS = Figure(value=0, unit="day")


class Status(StrEnum):
    """How firm a pledge is; each state includes the ones before it."""

    OFFERED = "offered"
    RECONFIRMED = "reconfirmed"
    ASSESSED = "assessed"
    VERIFIED = "verified"
    RAPID = "rapid-deployment"

    @property
    def is_verified(self) -> bool:
        """Reconfirmed and assessed (S/2012/894 §59)."""
        return self in (Status.ASSESSED, Status.VERIFIED, Status.RAPID)

    @property
    def readiness_level(self) -> int:
        """Level 1 to 3 of the United Nations readiness system; rapid deployment stands on 3."""
        levels = {Status.OFFERED: 1, Status.RECONFIRMED: 1, Status.ASSESSED: 2}
        return levels.get(self, 3)


class Contributor(Record):
    """A country or organisation that pledges, and how many persons it has to send in all."""

    title: Text
    """Its name."""
    strength: Persons
    """Most persons that it can send at one time, as it has stated."""
    source: Citation | None = None
    """Where it said so."""
    note: str | None = None
    """Anything a reader should know."""


class Holding(Record):
    """Equipment of one kind that one unit holds."""

    held: Quantity
    """How many one unit holds."""
    serviceability: Share = ONE
    """Share of them in working order."""


class Caveat(Record):
    """What a contributor will not have its units do.

    Everything that one caveat says must hold for it to bar a day: `offensive` with `areas` bars
    offensive operations in those areas and nothing else. Several caveats each bar on their own.
    """

    areas: tuple[AreaRef, ...] = ()
    """In these areas."""
    phases: tuple[PhaseRef, ...] = ()
    """During these phases."""
    tasks: tuple[TaskRef, ...] = ()
    """On requirements with one of these tasks."""
    night: bool = False
    """On requirements that mean work by night."""
    offensive: bool = False
    """On requirements that mean offensive operations."""
    source: Citation | None = None
    """Where the contributor said so."""

    @model_validator(mode="after")
    def _bars_something(self) -> Caveat:
        if not (self.areas or self.phases or self.tasks or self.night or self.offensive):
            raise refused(said("caveat-bars-nothing"))
        return self


class Use(Record):
    """What one unit is on one requirement, where that is not what it is elsewhere."""

    quantity: Quantity | None = None
    """How much it gives there, in the measure of the requirement, before the state of its
    equipment is counted: no substitution takes anything off. 0 where it is of no use."""
    cost: Dollars | None = None
    """Cost of one unit for its whole tour there, US dollars."""

    @model_validator(mode="after")
    def _says_something(self) -> Use:
        if self.quantity is None and self.cost is None:
            raise refused(said("use-says-nothing"))
        return self


class Route(Record):
    """The way in, as the time-phased force list shows it."""

    origin: Text | None = None
    """Where it starts from."""
    embarkation: Text | None = None
    """Port or airfield of embarkation."""
    port: SiteRef | None = None
    """Seaport, or border crossing, of debarkation."""
    airfield: SiteRef | None = None
    """Airfield of debarkation."""
    reception: SiteRef | None = None
    """Where it is received and staged."""


class Lift(Record):
    """How the own equipment of a unit comes to where the unit first stands."""

    from_: SiteRef = Field(alias="from")
    """Site at which it is handed over to the lift: a port, an airfield."""
    window_days: LiftDays
    """Days before the arrival of the unit in which it comes, evenly."""
    ready_days: LiftDays
    """Days before the arrival of the unit from which on it can be taken up; no fewer than
    `window_days`, and more by the time on the way."""

    @model_validator(mode="after")
    def _ready_before_it_comes(self) -> Lift:
        ready, window = self.ready_days.value, self.window_days.value
        if ready < window:
            raise refused(said("lift-before-ready", window=window), at="ready_days", seen=ready)
        return self


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
    """Strength of one unit, with its low and high; that of the standard unit where absent."""
    in_kind: bool = False
    """True for equipment without troops: nobody comes with it unless `personnel` says so."""
    divisible: bool = False
    """True where parts of a unit are of use: single officers, single vehicles."""
    status: Status
    """How firm it is."""
    probability: Share | None = None
    """Chance that it comes at all; taken to come where absent."""
    critical: dict[Kebab, Quantity] = {}
    """Its critical equipment: kind to number for one unit; that of the standard unit where
    absent."""
    equipment: dict[Kebab, Holding] | None = None
    """What one unit holds of it; taken to be complete where absent."""
    available: Day = 0
    """Day on which it is ready to leave, or to begin its training."""
    latest: Day | None = None
    """Where given, the plan chooses the day, from `available` to this one in steps of
    `calendar.relief_step`."""
    training: WholeDays = NO_DAYS
    """Days of training that it still needs before it can leave."""
    movement: WholeDays = NO_DAYS
    """Days to reach the theatre."""
    reception: WholeDays = NO_DAYS
    """Days of reception, staging and onward movement."""
    tour: Tour | None = None
    """Days in theatre; to the end where absent."""
    rotations: Whole = NONE
    """How many times the contributor relieves it in place, each time for another tour."""
    overlap: WholeDays = NO_DAYS
    """Days on which the relief and the relieved are both in theatre."""
    windows: tuple[Window, ...] = ()
    """Where given, it counts only within these windows."""
    planned_days: WholeDays | None = None
    """Days of supply it brings; those of its force where absent."""
    adapted_to: tuple[ClimateRef, ...] | None = None
    """Climates that it is trained and equipped for; any where absent."""
    caveats: tuple[Caveat, ...] = ()
    """What it may not be used for."""
    equipment_mass: Tonnes | None = None
    """Mass of the own equipment that one unit brings, tonnes; that of the standard unit where
    absent. It counts only with `lift`."""
    lift: Lift | None = None
    """How its own equipment comes; where absent it comes with the unit, and uses nobody's lanes."""
    route: Route | None = None
    """The way in."""
    cost: Dollars | None = None
    """Cost of one unit for its whole tour, US dollars."""
    uses: dict[RequirementRef, Use] = {}
    """By requirement: what one unit gives and costs there, where that is not `quantity` and `cost`
    (an aircraft lifts less on a longer route)."""
    source: Citation | None = None
    """Where the pledge was made."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def travel_days(self) -> int:
        """Days from `available` to the day on which it counts."""
        return int(self.training.value + self.movement.value + self.reception.value)

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Pledge:
        people = self.personnel is not None or self.in_kind
        if self.unit is None and (self.capability is None or not people):
            raise refused(said("pledge-of-no-kind"))
        return self

    @model_validator(mode="after")
    def _tour_is_worth_it(self) -> Pledge:
        tour, movement = self.tour, self.movement.value
        if tour is not None and tour.value < movement:
            raise refused(
                said("tour-under-movement", movement=movement), at="tour", seen=tour.value
            )
        return self

    @model_validator(mode="after")
    def _reliefs_have_a_tour(self) -> Pledge:
        for name in ("rotations", "overlap"):
            value = getattr(self, name).value
            if value and self.tour is None:
                raise refused(said("field-without-tour", name=name), at=name, seen=value)
        return self

    @model_validator(mode="after")
    def _relief_outlasts_the_overlap(self) -> Pledge:
        tour, overlap = self.tour, self.overlap.value
        if tour is not None and overlap >= tour.value:
            raise refused(said("overlap-over-tour", tour=tour.value), at="overlap", seen=overlap)
        return self

    @model_validator(mode="after")
    def _latest_is_not_before_available(self) -> Pledge:
        if self.latest is not None and self.latest < self.available:
            what = said("latest-before-available", available=show_day(self.available))
            raise refused(what, at="latest", seen=show_day(self.latest))
        return self
