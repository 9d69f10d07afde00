"""What is needed: forces, requirements, substitutions, decisions, milestones."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import NO_TRUTH_VALUE, Citation, Figure, Record
from planner.catalogue.ids import (
    CapabilityRef,
    ForceRef,
    PhaseRef,
    PledgeRef,
    RequirementRef,
    SiteRef,
    TaskRef,
)
from planner.catalogue.measure import LARGEST, Measure, Persons, Quantity, Share, WholeDays
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Day, Window

Text = Annotated[str, Field(min_length=1)]
PositiveShare = Annotated[Figure, Measure("", maximum=1.0, above=True)]
AtLeastOne = Annotated[Figure, Measure("", minimum=1, maximum=1e6, whole=True, counts=True)]
DollarsShort = Annotated[Figure, Measure("USD", maximum=LARGEST)]
Tier = Annotated[int, Field(ge=1, le=9), NO_TRUTH_VALUE]
# What the probabilities of all states may differ from 1 by: rounding, not a state left out.
SUM_OF_PROBABILITIES = 1e-6
NO_DAYS = Figure(value=0, unit="day")
ALL = Figure(value=1)


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
    late_days: WholeDays = NO_DAYS
    """Days by which its external arrangements begin late: after `required_days` are over."""
    critical_share: PositiveShare | None = None
    """The critical-equipment rule: a unit that holds less than this share of its critical equipment
    in working order does not count at all; above it, the share counts. Where absent the share
    always counts."""
    largest_contribution: PositiveShare | None = None
    """Largest share of the authorised strength that one contributor may have in theatre."""

    @model_validator(mode="after")
    def _gap_is_not_negative(self) -> Force:
        planned, required = self.planned_days.value, self.required_days
        if required is not None and required.value < planned:
            what = said("planned-over-required", required=required.value)
            raise refused(what, at="planned_days", seen=planned)
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


class State(Record):
    """A quantity that may turn out to be wanted, and how likely that is."""

    quantity: Quantity
    """Quantity wanted in this state, in the capability's measure."""
    probability: Share
    """Chance of this state; those of all states of a requirement add up to 1."""


class Task(Record):
    """Something that a requirement may ask of its units."""

    title: Text
    """What it is."""


class Requirement(Window):
    """A capability that a force needs at a place from a day on."""

    title: Text
    """What is required."""
    force: ForceRef
    """Which force needs it; only pledges to the same force fill it."""
    capability: CapabilityRef
    """What kind of capability."""
    quantity: Quantity
    """How much, in the capability's measure; where `states` are given, the largest of them."""
    profile: tuple[Step, ...] = ()
    """Changes of the quantity over time."""
    states: tuple[State, ...] = ()
    """Where given, the quantity is not known when units are assigned: one of these is wanted, on
    every day alike. Goals count what is missing on average over the states; whatever is said of
    one requirement, its need and its shortfall, is said of the largest."""
    shortage_cost: DollarsShort | None = None
    """What it costs, US dollars, that one unit of measure is missing for one day: hired instead,
    paid as compensation, or the price at which a planner accepts the gap. It is part of the goal
    `cost`."""
    tier: Tier = 1
    """Priority: tier 1 is filled first, and nothing of it is given up for a later tier."""
    phases: tuple[PhaseRef, ...] = ()
    """Where given, it is required only on the days of these phases."""
    site: SiteRef | None = None
    """Where the units stand; a requirement without a site draws no supplies."""
    moves: tuple[Move, ...] = ()
    """Later stations, in order."""
    tasks: tuple[TaskRef, ...] = ()
    """What its units will have to do; a pledge may exclude a task by a caveat."""
    night: bool = False
    """True where its units will have to work by night."""
    offensive: bool = False
    """True where its units will have to take part in offensive operations."""
    most_contributors: AtLeastOne | None = None
    """Largest number of contributors that may share it; 1 for a battalion that must be of one."""
    least_share: PositiveShare | None = None
    """Smallest share of the quantity that a contributor on it must bring to be of use."""
    needs: tuple[RequirementRef, ...] = ()
    """Requirements without which it is of no use: what share of the worst filled of them is
    missing on a day, that share of this one is missing too."""
    source: Citation | None = None
    """Where the requirement is stated."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _states_are_all_there_is(self) -> Requirement:
        total = math.fsum(state.probability.value for state in self.states)
        if self.states and abs(total - 1) > SUM_OF_PROBABILITIES:
            raise refused(said("probabilities-not-one"), at="states", seen=round(total, 9))
        return self

    @model_validator(mode="after")
    def _largest_state_is_required(self) -> Requirement:
        largest = max((state.quantity.value for state in self.states), default=self.quantity.value)
        if self.quantity.value != largest:
            what = said("quantity-not-of-largest-state", largest=largest)
            raise refused(what, at="quantity", seen=self.quantity.value)
        return self

    @model_validator(mode="after")
    def _states_hold_on_every_day(self) -> Requirement:
        if self.states and self.profile:
            raise refused(said("profile-beside-states"), at="profile")
        return self


class Substitution(Record):
    """One capability standing in for another."""

    capability: CapabilityRef
    """The capability that stands in."""
    for_: CapabilityRef = Field(alias="for")
    """The capability required."""
    efficiency: Annotated[Figure, Measure("", maximum=1.0, above=True)]
    """What one unit of measure counts for, above 0 to 1."""
    at_most: PositiveShare | None = None
    """Largest share of a requirement that may be filled in this way; all of it where absent."""


class Decision(Record):
    """An assignment that the planner fixes or forbids, whatever the model would choose."""

    pledge: PledgeRef
    """The pledge."""
    requirement: RequirementRef
    """The requirement."""
    units: AtLeastOne | None = None
    """At least so many units of the pledge stay on the requirement."""
    forbid: bool = False
    """True where no unit of the pledge may be used on the requirement."""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Decision:
        if self.forbid == (self.units is not None):
            raise refused(said("decision-both" if self.forbid else "decision-neither"))
        return self


class Milestone(Record):
    """An operating capability, reached on the first day from which all its criteria hold."""

    title: Text
    """Its name: initial operating capability, full operating capability."""
    force: ForceRef
    """Whose it is."""
    tiers: tuple[Tier, ...] = ()
    """Requirements of these tiers count."""
    requirements: tuple[RequirementRef, ...] = ()
    """These requirements count too; those of every tier where neither is given."""
    filled: PositiveShare = ALL
    """Share of each of them that must be filled, where it is required on the day."""
    personnel: PositiveShare | None = None
    """Share of the authorised strength that must be in theatre."""
    source: Citation | None = None
    """Where the criteria are laid down."""
