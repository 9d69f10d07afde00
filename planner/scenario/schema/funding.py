"""Who pays: what things cost, who gives money or goods, and what each gift may be spent on."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from planner.catalogue.figure import NO_TRUTH_VALUE, Citation, Figure, Record
from planner.catalogue.ids import (
    CapabilityRef,
    ChannelRef,
    CostRef,
    FactorRef,
    FigureRef,
    FleetRef,
    ForceRef,
    ItemRef,
    PhaseRef,
    PledgeRef,
    SupplyRef,
)
from planner.catalogue.measure import LARGEST, Measure, Share
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Date, Day, Window

Text = Annotated[str, Field(min_length=1)]
Dollars = Annotated[Figure, Measure("", maximum=1e6, above=True)]
Money = Annotated[Figure, Measure("", maximum=LARGEST, any_unit=True)]
Number = Annotated[Figure, Measure("", maximum=1e6, counts=True)]
Increase = Annotated[Figure, Measure("", maximum=1.0)]
Priority = Annotated[int, Field(ge=1, le=9), NO_TRUTH_VALUE]
CODE = r"^[A-Z]{3}$"


def _of_capitals(code: str) -> str:
    if re.fullmatch(CODE, code) is None:
        raise refused(said("not-a-currency"))
    return code


Code = Annotated[
    str, AfterValidator(_of_capitals), WithJsonSchema({"type": "string", "pattern": CODE})
]
ALL = Figure(value=1)
DOLLAR = "USD"


class Purpose(StrEnum):
    """What money is spent on."""

    PERSONNEL = "personnel"
    EQUIPMENT = "equipment"
    SELF_SUSTAINMENT = "self-sustainment"
    DEPLOYMENT = "deployment"
    SUPPLIES = "supplies"
    TRAINING = "training"
    BASES = "bases"
    OTHER = "other"


class Per(StrEnum):
    """What of the plan a cost counts."""

    PERSON_MONTH = "person-month"
    UNIT_MONTH = "unit-month"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    TRAINEE = "trainee"
    ITEM = "item"
    TONNE_KM = "tonne-km"
    VEHICLE_MONTH = "vehicle-month"
    PRICED = "priced"
    MONTH = "month"
    ONCE = "once"


class Spent(StrEnum):
    """What the plan pays for at the prices that the scenario states."""

    BUYING = "buying"
    MOVING = "moving"
    VEHICLES = "vehicles"
    HOLDING = "holding"
    CONVERTING = "converting"
    OPENING = "opening"
    RUNNING = "running"
    ADDING = "adding"
    EXTERNAL = "external arrangements"
    SERVICES = "services"


class Currency(Record):
    """What one unit of a currency is worth."""

    dollars: Dollars
    """US dollars for one unit of it."""
    on: Date
    """The day of the rate."""


class MissionFactor(Record):
    """What makes reimbursement dearer than its rate: an environment that wears things out, an
    intensity that does, hostile action."""

    title: Text
    """What wears equipment out."""
    increase: Increase | None = None
    """By how much of a rate it raises it."""
    figure: FigureRef | None = None
    """A figure of the catalogue instead."""

    @model_validator(mode="after")
    def _has_one_increase(self) -> MissionFactor:
        if (self.increase is None) == (self.figure is None):
            raise refused(said("factor-of-one-increase"))
        return self


class Channel(Record):
    """A way in which money comes, with what it may never be spent on."""

    title: Text
    """Name of the channel."""
    forces: tuple[ForceRef, ...] = ()
    """Whom it may support; everyone where absent."""
    purposes: tuple[Purpose, ...] = ()
    """What it may pay; everything where absent."""
    not_phases: tuple[PhaseRef, ...] = ()
    """Phases that it may not pay for. On days of several phases the tempo of the highest rank
    says which of them holds."""
    source: Citation | None = None
    """Where the rule is laid down."""
    note: str | None = None
    """Anything a reader should know."""


class Contribution(Window):
    """Money, or things, that someone gives. `from` is the day on which money is there; `until` the
    first day for which it can no longer be spent."""

    title: Text
    """Who gives what."""
    contributor: Text | None = None
    """Who gives it, as pledges and due diligence name them; its title where absent."""
    channel: ChannelRef
    """The way in which it comes."""
    pledged: Money | None = None
    """What was announced, in US dollars or in a currency of the scenario; of things, what they
    count for at most, and where absent what the plan would have paid for them."""
    confirmed: Money | None = None
    """What of it is confirmed; what was paid where absent."""
    paid: Money | None = None
    """What of it was paid in, or handed over; nothing where absent."""
    forces: tuple[ForceRef, ...] = ()
    """Earmark: whom it supports; everyone whom its channel may where absent."""
    purposes: tuple[Purpose, ...] = ()
    """Earmark: what it pays; everything that its channel may where absent."""
    phases: tuple[PhaseRef, ...] = ()
    """Earmark: phases for which it pays; all that its channel may where absent."""
    costs: tuple[CostRef, ...] = ()
    """Earmark: entries of `costs` that it pays; all where absent."""
    arrears: bool = False
    """True where it also pays what fell due before it came: reimbursement."""
    pledges: tuple[PledgeRef, ...] = ()
    """Given in kind: units that are pledged. It covers what they would be reimbursed."""
    supplies: tuple[SupplyRef, ...] = ()
    """Given in kind: what these sources give. It covers what would be paid for that."""
    fleets: tuple[FleetRef, ...] = ()
    """Given in kind: vehicles. It covers what carrying with them would cost."""
    condition: str | None = None
    """What the giver makes it hang on, in words."""
    source: Citation | None = None
    """Where it is stated."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def is_in_kind(self) -> bool:
        """Whether things are given rather than money."""
        return bool(self.pledges or self.supplies or self.fleets)

    @model_validator(mode="after")
    def _is_worth_something(self) -> Contribution:
        if self.pledged is None and not self.is_in_kind:
            raise refused(said("contribution-of-nothing"))
        return self


NARROWED = {
    "capabilities": (Per.PERSON_MONTH, Per.UNIT_MONTH, Per.ARRIVAL, Per.DEPARTURE),
    "fleets": (Per.VEHICLE_MONTH, Per.TONNE_KM),
    "spent_on": (Per.PRICED,),
    "on": (Per.ONCE,),
}
"""What narrows a cost, and what must be counted for that to mean anything."""


class Cost(Window):
    """What something of the plan costs: a number of the plan times a rate, month by month."""

    title: Text
    """What is paid."""
    purpose: Purpose
    """What kind of cost it is, as earmarks name it."""
    force: ForceRef | None = None
    """Whose cost it is: of its persons, units, courses; of all forces where absent."""
    per: Per
    """What is counted."""
    rate: Money | None = None
    """What one of it costs, in US dollars or in a currency of the scenario, for a whole month
    where months are counted; absent where `per` is priced, as the scenario has the prices."""
    rates: tuple[FigureRef, ...] = ()
    """Figures of the catalogue instead, each a rate of its own: categories of self-sustainment."""
    rate_share: FigureRef | None = None
    """A figure of the catalogue by which the rate is multiplied: a dry lease is so much of a wet
    one."""
    number: Number = ALL
    """How many of what is paid one unit has: carriers of a battalion; 1 where absent."""
    share: Share = ALL
    """Share of what is counted that is paid: specialists, equipment that is fit for use."""
    capabilities: tuple[CapabilityRef, ...] = ()
    """Only units that give these; all where absent."""
    item: ItemRef | None = None
    """The item whose units of issue are counted, where `per` is item."""
    fleets: tuple[FleetRef, ...] = ()
    """Only these fleets, where `per` is vehicle-month or tonne-km; all where absent."""
    spent_on: tuple[Spent, ...] = ()
    """Only what is spent on this, where `per` is priced; everything that has a price where absent.
    """
    factors: tuple[FactorRef, ...] = ()
    """Mission factors that raise the rate."""
    raised: Share = ALL
    """Share of the rate that they raise: for a wet lease the part for maintenance."""
    on: Day | None = None
    """The day on which it falls due, where `per` is once; the first day of its window, or of the
    plan, where absent."""
    priority: Priority = 1
    """1 is funded first; no amount of a later priority is traded against an earlier one."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _has_one_rate(self) -> Cost:
        if self.per is Per.PRICED:
            if self.rate is not None or self.rates:
                at = "rate" if self.rate is not None else "rates"
                raise refused(said("cost-of-no-rate"), at=at)
        elif (self.rate is None) == (not self.rates):
            raise refused(said("cost-of-one-rate"))
        return self

    @model_validator(mode="after")
    def _is_raised_by_something(self) -> Cost:
        if "raised" in self.model_fields_set and not self.factors:
            raise refused(said("cost-raised-by-nothing"), at="raised")
        return self

    @model_validator(mode="after")
    def _says_which_item(self) -> Cost:
        if (self.per is Per.ITEM) != (self.item is not None):
            raise refused(said("cost-of-an-item"), at="item")
        return self

    @model_validator(mode="after")
    def _narrows_what_it_counts(self) -> Cost:
        for field, counted in NARROWED.items():
            if getattr(self, field) not in (None, ()) and self.per not in counted:
                allowed = ", ".join(per.value for per in counted)
                raise refused(said("cost-not-narrowed", field=field, per=allowed), at=field)
        return self
