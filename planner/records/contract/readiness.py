"""Readiness in the result contract: benchmarks, gates, due diligence, the calendar."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.records.contract.part import Part

Colour = Literal["green", "amber", "red"]


class LackingPart(Part):
    """Something that a benchmark lacks: what of it is `there`, of what is `wanted`."""

    title: str
    there: float | None
    """null where only what is missing is known, which then is `wanted`."""
    wanted: float
    measure: str
    why: str


class SharePart(Part):
    """The share reached from a day on, until the next."""

    day: str
    share: float


class BenchmarkPart(Part):
    """How far a benchmark is."""

    benchmark: str
    title: str
    evidence: str
    """staffing, equipment, capabilities, climate, training, stock or stated."""
    force: str | None
    green: float | None
    """Share from which on it is met; null where it is stated."""
    amber: float | None
    shares: list[SharePart]
    reached_on: str | None
    """First day on which it is green."""
    met_on: str | None
    """First day from which it stays green to the end of the calendar; null if never."""
    at_gate: Colour | None
    """On the day on which the first phase that needs it begins; null where none does."""
    at_end: Colour
    lacks: list[LackingPart]
    """On the day before it is met; on the last day where it never is."""
    by: str | None
    """Who states it; null where it is computed."""
    origin: str | None
    assumed: bool
    """True for a statement whose day is an assumption of the scenario."""
    unstated: float
    """Share on the last day of which nobody has stated anything: it is not shown, and counts as
    missing."""


class NeedPart(Part):
    """Something that a gate needs."""

    kind: Literal["benchmark", "due-diligence", "gate", "confirmation"]
    id: str
    title: str
    opens: str | None
    """Day from which it is so; null if never."""
    assumed: bool
    """True for what the scenario assumes that somebody has stated, decided or confirmed."""


class GatePart(Part):
    """A gate, and the day on which the last of its needs is so."""

    gate: str
    title: str
    opens: str | None
    needs: list[NeedPart]
    held_by: list[NeedPart]
    """The needs that come last, or never."""


class GatedPhasePart(Part):
    """A phase that has gates."""

    phase: str
    title: str
    written: str
    """Day on which it was to begin."""
    begins: str | None
    """Day on which it begins in the plan; null where it does not take place."""
    gates: list[str]
    opens: str | None
    """Day on which the last of its gates opens; null if one never does."""


class BrokenGatePart(Part):
    """A phase that begins in the plan before a gate of it is open."""

    phase: str
    title: str
    begins: str
    gate: str
    gate_title: str
    opens: str | None
    held_by: list[NeedPart]


class AssessmentPart(Part):
    """What due diligence says of support to a force."""

    id: str
    title: str
    force: str
    contributor: str | None
    """Whose support it concerns; null for everybody's."""
    risk: Literal["low", "medium", "high"]
    measures: list[str]
    decision: Literal["pending", "cleared", "refused"]
    on: str | None
    opens: str | None
    """First day on which it allows support; null where it does not."""
    holds: list[str]
    """Pledges of equipment that it holds back, for a time or for good."""
    assumed: bool
    """True for a decision that the scenario assumes."""


class CalendarEntryPart(Part):
    """Something that falls on the days from `from` until before `until`."""

    from_: str = Field(alias="from")
    until: str
    kind: str
    """report, conference, election, mandate, other, phase, gate, contract, rotation, hand-over."""
    id: str
    title: str
    detail: str


class ReadinessPart(Part):
    """Which benchmarks are met, what the plan breaks, who may be supported, what falls due."""

    broken: list[BrokenGatePart]
    """Gates that the plan breaks; empty for a plan that keeps to them."""
    all_met_on: str | None
    """Day on which the last benchmark is met; null if one never is."""
    held_by: list[str]
    """Benchmarks that are met last, or never."""
    benchmarks: list[BenchmarkPart]
    gates: list[GatePart]
    phases: list[GatedPhasePart]
    due_diligence: list[AssessmentPart]
    calendar: list[CalendarEntryPart]
