"""Readiness: benchmarks, the gates that wait for them, reports that fall due, and events."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import Citation, Figure, Record
from planner.catalogue.ids import (
    BenchmarkRef,
    CapabilityRef,
    DueDiligenceRef,
    EquipmentRef,
    ForceRef,
    GateRef,
    PolicyRef,
    SiteRef,
    TrainingRef,
)
from planner.catalogue.measure import Measure, Persons
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Day, show_day

Text = Annotated[str, Field(min_length=1)]
Threshold = Annotated[Figure, Measure("", maximum=1.0, above=True)]
Interval = Annotated[Figure, Measure("day", minimum=1, maximum=1e5, whole=True)]
NOBODY = Figure(value=0, unit="person")


class EvidenceKind(StrEnum):
    """What a benchmark is measured by."""

    STAFFING = "staffing"
    EQUIPMENT = "equipment"
    CAPABILITIES = "capabilities"
    CLIMATE = "climate"
    TRAINING = "training"
    STOCK = "stock"
    STATED = "stated"


OF_KIND: dict[EvidenceKind, tuple[str, ...]] = {
    EvidenceKind.STAFFING: ("force",),
    EvidenceKind.EQUIPMENT: ("force", "equipment"),
    EvidenceKind.CAPABILITIES: ("force", "capabilities"),
    EvidenceKind.CLIMATE: ("force",),
    EvidenceKind.TRAINING: ("force", "training", "trained", "wanted"),
    EvidenceKind.STOCK: ("policies", "sites"),
    EvidenceKind.STATED: ("force", "met", "by", "source", "assumption"),
}
"""The fields that evidence of each kind may have."""
NEEDED: dict[EvidenceKind, tuple[str, ...]] = {
    EvidenceKind.STAFFING: ("force",),
    EvidenceKind.EQUIPMENT: ("force",),
    EvidenceKind.CAPABILITIES: ("force", "capabilities"),
    EvidenceKind.CLIMATE: ("force",),
    EvidenceKind.TRAINING: ("force",),
    EvidenceKind.STOCK: (),
    EvidenceKind.STATED: ("by",),
}
"""The fields that evidence of each kind must have."""


class Evidence(Record):
    """What shows how far a benchmark is met: computed from the plan, or stated by a person."""

    kind: EvidenceKind
    """staffing: persons in theatre, as a share of the authorised strength. equipment: what an
    institution needs of equipment and has in working order, as a share; of a force whose
    institutions list none, the critical equipment of its units. capabilities: the least filled of
    these capabilities. climate: persons who stand where their units are adapted to the climate, as
    a share of those in theatre; a unit of which nothing is stated counts as not equipped and not
    adapted. training: persons trained, as a share of those wanted. stock:
    stocks that stood ahead of the first troops, as a share of those asked for. stated: what a
    person says."""
    force: ForceRef | None = None
    """Whose readiness it shows."""
    capabilities: tuple[CapabilityRef, ...] = ()
    """Capabilities that must be filled (capabilities only): joint fire and air support."""
    equipment: tuple[EquipmentRef, ...] = ()
    """Entries of `equipment` that count; all of the force where absent (equipment only)."""
    training: tuple[TrainingRef, ...] = ()
    """Programmes whose graduates count; all of the force where absent (training only)."""
    trained: Persons = NOBODY
    """Persons who are trained before the plan begins, beside the graduates (training only)."""
    wanted: Persons | None = None
    """Persons who are to be trained; the authorised strength where absent (training only)."""
    policies: tuple[PolicyRef, ...] = ()
    """Policies of kind ahead-of-troops that count; all where absent (stock only)."""
    sites: tuple[SiteRef, ...] = ()
    """Sites whose stocks count; all that the policies concern where absent (stock only)."""
    met: Day | None = None
    """Day on which it is met, as stated; not met so far where absent (stated only)."""
    by: Text | None = None
    """Who says so (stated only)."""
    source: Citation | None = None
    """Where it is stated (stated only)."""
    assumption: Text | None = None
    """Why the day was assumed, where nobody has said so (stated only)."""

    @property
    def is_stated(self) -> bool:
        """True for what a person states; False for what is computed from the plan."""
        return self.kind is EvidenceKind.STATED

    @property
    def is_assumed(self) -> bool:
        """True where it is taken to be stated: nobody has."""
        return self.met is not None and self.assumption is not None

    @model_validator(mode="after")
    def _fields_are_of_its_kind(self) -> Evidence:
        allowed, needed = OF_KIND[self.kind], NEEDED[self.kind]
        for name in type(self).model_fields:
            if name != "kind" and name in self.model_fields_set and name not in allowed:
                what = said("evidence-of-other-kind", name=name, kind=self.kind.value)
                raise refused(what, at=name)
        for name in needed:
            if not getattr(self, name):
                raise refused(said("evidence-incomplete", name=name, kind=self.kind.value))
        return self

    @model_validator(mode="after")
    def _statements_have_an_origin(self) -> Evidence:
        origins = (self.source is not None) + (self.assumption is not None)
        if self.met is not None and origins == 0:
            raise refused(said("statement-without-origin"), at="met", seen=show_day(self.met))
        if origins > 1:
            raise refused(said("source-and-assumption"))
        return self


class Benchmark(Record):
    """Something that must be reached before offensive operations (S/RES/2085 §10)."""

    title: Text
    """What must be reached."""
    evidence: Evidence
    """What shows how far it is."""
    green: Threshold | None = None
    """Share from which on it is met; of computed evidence only."""
    amber: Threshold | None = None
    """Share from which on it is nearly met; of computed evidence only."""
    source: Citation | None = None
    """Where the benchmark is laid down."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _thresholds_are_of_what_is_computed(self) -> Benchmark:
        for name in ("green", "amber"):
            figure: Figure | None = getattr(self, name)
            if self.evidence.is_stated and figure is not None:
                raise refused(said("threshold-of-statement"), at=name, seen=figure.value)
            if not self.evidence.is_stated and figure is None:
                raise refused(said("threshold-missing", name=name))
        return self

    @model_validator(mode="after")
    def _amber_comes_before_green(self) -> Benchmark:
        if self.green is not None and self.amber is not None:
            green, amber = self.green.value, self.amber.value
            if amber >= green:
                raise refused(said("thresholds-turned", green=green), at="amber", seen=amber)
        return self


class Confirmation(Record):
    """Somebody's consent in advance (S/RES/2085 §11)."""

    by: Text
    """Who confirms, and to whom."""
    on: Day | None = None
    """Day on which it is given, with its origin; not given so far where absent."""
    source: Citation | None = None
    """Where it is asked for, or given."""
    assumption: Text | None = None
    """Why the day was assumed, where nobody has given it."""

    @property
    def is_assumed(self) -> bool:
        """True where it is taken to be given: nobody has."""
        return self.on is not None and self.assumption is not None

    @model_validator(mode="after")
    def _a_day_has_an_origin(self) -> Confirmation:
        if self.on is not None and self.source is None and self.assumption is None:
            raise refused(said("decision-without-origin"), at="on", seen=show_day(self.on))
        return self


class Gate(Record):
    """What must be so before a phase may begin; it opens on the day on which the last of it is."""

    title: Text
    """What it guards."""
    benchmarks: tuple[BenchmarkRef, ...] = ()
    """Benchmarks that must be met."""
    due_diligence: tuple[DueDiligenceRef, ...] = ()
    """Assessments that must be cleared."""
    needs_gates: tuple[GateRef, ...] = ()
    """Gates that must be open."""
    confirmation: Confirmation | None = None
    """Consent that must be given."""
    source: Citation | None = None
    """Where it is laid down."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _needs_something(self) -> Gate:
        if not (self.benchmarks or self.due_diligence or self.needs_gates or self.confirmation):
            raise refused(said("gate-needs-nothing"))
        return self


class Report(Record):
    """A report that falls due: again and again, or once."""

    title: Text
    """What is reported."""
    by: Text
    """Who reports."""
    to: Text
    """To whom."""
    from_: Day = Field(alias="from")
    """Day from which its time runs: the adoption of a resolution."""
    every: Interval | None = None
    """Days from one report to the next; the first falls due so many days after `from`."""
    within: Interval | None = None
    """Days after `from` on which the only one falls due."""
    until: Day | None = None
    """First day on which none falls due any more; the end of the calendar where absent."""
    source: Citation | None = None
    """Where it is asked for."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _once_or_again(self) -> Report:
        if (self.every is None) == (self.within is None):
            raise refused(said("report-neither" if self.every is None else "report-both"))
        return self

    @model_validator(mode="after")
    def _until_leaves_time(self) -> Report:
        if self.until is not None and self.until <= self.from_:
            start, until, first = map(show_day, (self.from_, self.until, self.from_ + 1))
            what = said("until-not-after-from", until=until, start=start, first=first)
            raise refused(what, at="until", seen=until)
        return self


class EventKind(StrEnum):
    """What happens on the days of an event."""

    CONFERENCE = "conference"
    ELECTION = "election"
    MANDATE = "mandate"
    OTHER = "other"


class Event(Record):
    """Something of the political or institutional calendar."""

    title: Text
    """What happens."""
    on: Day
    """When, or its first day."""
    until: Day | None = None
    """First day after it; the day after `on` where absent."""
    kind: EventKind = EventKind.OTHER
    """conference, election, mandate (the day on which the mandate ends), or other."""
    source: Citation | None = None
    """Where the date is stated."""
    assumption: Text | None = None
    """Why the date was assumed, where no source gives it."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Event:
        if self.until is not None and self.until <= self.on:
            start, until, first = map(show_day, (self.on, self.until, self.on + 1))
            what = said("until-not-after-from", until=until, start=start, first=first)
            raise refused(what, at="until", seen=until)
        return self
