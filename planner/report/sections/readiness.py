"""Are we ready: benchmarks, gates, due diligence, and what falls due when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from planner.messages import Said, joined, said
from planner.planning import Plan
from planner.records.readiness import (
    Assessment,
    BenchmarkState,
    CalendarEntry,
    EntryKind,
    GateState,
    Lacking,
    Light,
    Need,
    PhaseState,
    Readiness,
)
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Origins
from planner.report.numbers import NONE, counted, day, quantity, share, short_day
from planner.report.sections.headline import gates_told, title_blocks
from planner.report.words import unit_of
from planner.scenario import Scenario
from planner.scenario.schema.due_diligence import Risk, Ruling
from planner.scenario.schema.readiness import EvidenceKind

LIGHTS = {
    Light.GREEN: "readiness.green",
    Light.AMBER: "readiness.amber",
    Light.RED: "readiness.red",
}
KINDS = {
    EvidenceKind.STAFFING: "readiness.of-staffing",
    EvidenceKind.EQUIPMENT: "readiness.of-equipment",
    EvidenceKind.CAPABILITIES: "readiness.of-capabilities",
    EvidenceKind.CLIMATE: "readiness.of-climate",
    EvidenceKind.TRAINING: "readiness.of-training",
    EvidenceKind.STOCK: "readiness.of-stock",
    EvidenceKind.STATED: "readiness.of-statement",
}
RISKS = {
    Risk.LOW: "readiness.low",
    Risk.MEDIUM: "readiness.medium",
    Risk.HIGH: "readiness.high",
}
RULINGS = {
    Ruling.PENDING: "readiness.pending",
    Ruling.CLEARED: "readiness.cleared",
    Ruling.REFUSED: "readiness.refused",
}
ENTRIES = {
    EntryKind.REPORT: "readiness.report",
    EntryKind.CONFERENCE: "readiness.conference",
    EntryKind.ELECTION: "readiness.election",
    EntryKind.MANDATE: "readiness.mandate",
    EntryKind.OTHER: "readiness.other",
    EntryKind.PHASE: "readiness.phase-begins",
    EntryKind.GATE: "readiness.gate-opens",
    EntryKind.CONTRACT: "readiness.contract-begins",
    EntryKind.ROTATION: "readiness.rotation",
    EntryKind.HAND_OVER: "readiness.hand-over",
}
BENCHMARKS = (
    Column(said("readiness.benchmark"), wraps=True),
    Column(said("readiness.shown-by"), wraps=True),
    Column(said("readiness.at-gate")),
    Column(said("readiness.at-end"), sheds=True),
    Column(said("readiness.met-on")),
    Column(said("readiness.lacks"), wraps=True),
)
GATES = (
    Column(said("readiness.gate"), wraps=True),
    Column(said("readiness.opens")),
    Column(said("readiness.held-by"), wraps=True),
)
PHASES = (
    Column(said("readiness.phase"), wraps=True),
    Column(said("readiness.written")),
    Column(said("readiness.begins")),
    Column(said("readiness.gates-open")),
)
ASSESSMENTS = (
    Column(said("readiness.assessed"), wraps=True),
    Column(said("readiness.recipient"), wraps=True),
    Column(said("readiness.risk")),
    Column(said("readiness.measures"), wraps=True),
    Column(said("readiness.decision")),
    Column(said("readiness.support-from")),
)
CALENDAR = (
    Column(said("readiness.day")),
    Column(said("readiness.what")),
    Column(said("readiness.title"), wraps=True),
    Column(said("readiness.detail"), wraps=True),
)
MOST_LACKS = 3


def readiness(plan: Plan) -> Iterator[Block]:
    """The section of a plan: verdict, benchmarks, gates, due diligence, calendar."""
    if plan.readiness is not None:
        yield Heading(said("readiness.heading"))
        yield from _told(plan, plan.readiness, level=3)


def readiness_blocks(plan: Plan) -> Iterator[Block]:
    """Every block of the report of `planner readiness`."""
    assert plan.readiness is not None
    yield from title_blocks(plan.scenario)
    yield from gates_told(plan)
    yield from _told(plan, plan.readiness, level=2)


def _told(plan: Plan, found: Readiness, *, level: int) -> Iterator[Block]:
    """The answer under headings of a level."""
    d_day, origins = d_day_of(plan.scenario), Origins.of(plan)
    yield from verdict(found, d_day)
    if found.benchmarks:
        yield Heading(said("readiness.benchmarks"), level=level)
        yield Table(
            BENCHMARKS,
            tuple(_benchmark(state) for state in found.benchmarks),
            notes=tuple(origins.benchmark(state.benchmark) for state in found.benchmarks),
        )
    if found.gates:
        yield Heading(said("readiness.gates"), level=level)
        yield Table(
            GATES,
            tuple(_gate(state) for state in found.gates),
            notes=tuple(origins.gate(state.gate) for state in found.gates),
        )
        yield Table(PHASES, tuple(_phase(state) for state in found.phases))
    if found.assessments:
        yield Heading(said("readiness.due-diligence"), level=level)
        rows = tuple(assessment_row(one, plan.scenario) for one in found.assessments)
        notes = tuple(origins.assessment(one.id) for one in found.assessments)
        yield Table(ASSESSMENTS, rows, notes=notes)
    if found.calendar:
        yield Heading(said("readiness.calendar"), level=level)
        rows = tuple(_entry(entry, d_day) for entry in found.calendar)
        yield Table(CALENDAR, rows, notes=tuple(map(origins.entry, found.calendar)))


def d_day_of(scenario: Scenario) -> dt.date | None:
    """The date of D-day, where the scenario has one."""
    return scenario.calendar.d_day if scenario.calendar else None


def verdict(found: Readiness, d_day: dt.date | None) -> Iterator[Line]:
    """One sentence: how many benchmarks are met, since when, and what holds the others."""
    total = len(found.benchmarks)
    if not total:
        return
    if found.all_met_on is not None:
        yield all_met(found, day(found.all_met_on, d_day))
        return
    held = joined("list.semicolon", [state.title for state in found.holding])
    met = sum(state.is_met for state in found.benchmarks)
    yield Line(said("readiness.some-met", met=met, total=total, held=held), Tone.BAD)


def all_met(found: Readiness, last: str) -> Line:
    """That all are met, which of them last, and how many by assumption alone."""
    held = joined("list.semicolon", [state.title for state in found.holding])
    told = {"total": len(found.benchmarks), "last": last, "held": held}
    assumed = sum(state.is_assumed for state in found.benchmarks)
    if assumed:
        return Line(said("readiness.all-met-assumed", assumed=assumed, **told), Tone.WARNING)
    return Line(said("readiness.all-met", **told), Tone.GOOD)


def light(value: Light | None) -> str:
    """green, amber or red in a word."""
    return NONE if value is None else said(LIGHTS[value])


def _benchmark(state: BenchmarkState) -> tuple[str, ...]:
    return (
        state.title,
        evidence(state),
        light(state.at_gate),
        light(state.at_end),
        short_day(state.met_on),
        lacks(state),
    )


def evidence(state: BenchmarkState) -> Said:
    """What a benchmark is shown by: the share at the end and its threshold, or who states it."""
    if state.green is None:
        if state.met_on is None:
            return said("readiness.not-stated", by=state.by)
        by = {"by": state.by}
        return said("readiness.assumed-by" if state.is_assumed else "readiness.stated-by", **by)
    last = state.steps[-1].share if state.steps else 0.0
    told = {"kind": said(KINDS[state.kind]), "share": share(last), "green": share(state.green)}
    if state.unstated:
        return said("readiness.computed-unstated", unstated=share(state.unstated), **told)
    return said("readiness.computed", **told)


def lacks(state: BenchmarkState, most: int = MOST_LACKS) -> str:
    """What a benchmark lacks, the first of it."""
    if state.green is None and not state.is_met:
        return said("readiness.a-statement", by=state.by)
    told = [_lack(one) for one in state.lacks[:most]]
    return joined("list.semicolon", told) or NONE


def _lack(one: Lacking) -> Said | str:
    if not one.wanted:
        return one.title
    wanted = _measured(one)
    if one.there is None:
        return said("readiness.missing", title=one.title, missing=wanted, why=one.why)
    there = quantity(one.there) if one.measure else share(one.there)
    told = {"title": one.title, "there": there, "wanted": wanted, "why": one.why}
    return said("readiness.lack-why" if one.why else "readiness.lack", **told)


def _measured(one: Lacking) -> str:
    """What is wanted, with its unit; a share without one."""
    if not one.measure:
        return share(one.wanted)
    if one.measure == "person":
        return counted(one.wanted, "person")
    unit = unit_of(one.wanted, one.measure)
    return said("amount.in-unit", amount=quantity(one.wanted), unit=unit)


def _gate(state: GateState) -> tuple[str, ...]:
    return (state.title, short_day(state.opens), joined("list.semicolon", needs(state.held_by)))


def needs(held: Iterable[Need]) -> list[str]:
    """What holds a gate, each with its day."""
    return [
        said("readiness.never", title=need.title)
        if need.opens is None
        else said("readiness.since", title=need.title, day=short_day(need.opens))
        for need in held
    ]


def _phase(state: PhaseState) -> tuple[str, ...]:
    days = (state.written, state.begins, state.opens)
    return (state.title, *map(short_day, days))


def assessment_row(one: Assessment, scenario: Scenario) -> tuple[str, ...]:
    """An assessment: recipient, risk, measures, decision, and from when support is allowed."""
    recipient = scenario.forces[one.force].title
    whose = (
        recipient
        if one.contributor is None
        else said("readiness.support-by", force=recipient, by=one.contributor)
    )
    measures = joined("list.semicolon", list(one.measures)) or said("readiness.no-measures")
    held = said("readiness.holds", offers=counted(len(one.holds), "unit")) if one.holds else ""
    title = said("text.with", text=one.title, beside=held) if held else one.title
    return (
        title,
        whose,
        said(RISKS[one.risk]),
        measures,
        said(RULINGS[one.decision]),
        short_day(one.opens),
    )


def entry_title(entry: CalendarEntry) -> Said:
    """What an entry is called where nothing stands beside it: phase begins: Recover the north."""
    return said("readiness.entry", what=said(ENTRIES[entry.kind]), title=entry.title)


def _entry(entry: CalendarEntry, d_day: dt.date | None) -> tuple[str, ...]:
    kind = said(ENTRIES[entry.kind])
    return (day(entry.day, d_day), kind, entry.title, entry.detail or NONE)
