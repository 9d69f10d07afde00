"""One page for the Council: deployment, benchmarks, what holds, support, and the next reports
(S/RES/2085 §10, §24).

It is laid out for one page of paper: what is green stands in one sentence, what is not in one row
each, and each report in one row with the days on which it falls due.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.catalogue.ids import ForceId
from planner.generation import Generation
from planner.messages import Said, joined, said
from planner.planning import Plan
from planner.records.forces import RequirementFill
from planner.records.readiness import (
    BenchmarkState,
    CalendarEntry,
    EntryKind,
    Light,
    NeedKind,
    Readiness,
)
from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone
from planner.report.notes import OF_EVENTS
from planner.report.numbers import NONE, day, quantity, share, short_day
from planner.report.sections.headline import gates_told
from planner.report.sections.readiness import RULINGS, all_met, d_day_of, lacks, light, needs
from planner.scenario import Scenario

BENCHMARKS = (
    Column(said("readiness.benchmark"), wraps=True),
    Column(said("readiness.at-gate")),
    Column(said("readiness.met-on")),
    Column(said("readiness.lacks"), wraps=True),
)
DATES = (
    Column(said("council.what"), wraps=True),
    Column(said("readiness.detail"), wraps=True),
    Column(said("council.days"), wraps=True),
)
OF_THE_COUNCIL = frozenset({EntryKind.REPORT, *OF_EVENTS})
MOST_HELD, MOST_DATES, MOST_DUE = 2, 2, 8


def council_blocks(plan: Plan) -> Iterator[Block]:
    """Every block of the page."""
    found, d_day = plan.readiness, d_day_of(plan.scenario)
    assert found is not None
    yield Heading(said("council.title", title=plan.scenario.title or plan.scenario.id), level=1)
    if plan.scenario.classification:
        yield Marking(plan.scenario.classification)
    yield from gates_told(plan, MOST_HELD)
    yield from _deployment(plan, found)
    if found.benchmarks:
        yield Heading(said("council.benchmarks"), level=3)
        yield from _benchmarks(found, d_day)
    yield from _held(found)
    yield from _support(plan, found)
    yield from _due(found, d_day)


def _deployment(plan: Plan, found: Readiness) -> Iterator[Block]:
    """Who is there on the day on which the first gated phase begins: each force in a sentence."""
    if plan.generation is None:
        return
    begins = [state.begins for state in found.phases if state.begins is not None]
    on = min(begins, default=0)
    yield Heading(said("council.deployment", day=day(on, d_day_of(plan.scenario))), level=3)
    for name in plan.scenario.forces:
        yield from _force(plan.generation, plan.scenario, name, on)


def _force(found: Generation, scenario: Scenario, name: ForceId, on: int) -> Iterator[Line]:
    """How many persons of a force are there on a day, and how many of its requirements are short;
    nothing of a force of which nothing is required."""
    entries = [one for one in found.plan.requirements if one.force == name]
    if not entries:
        return
    force = scenario.forces[name]
    short = sum(_is_short(one, on) for one in entries)
    told = said(
        "council.force",
        force=force.title,
        there=quantity(_persons(found, name, on)),
        wanted=quantity(force.personnel.value),
        short=short,
        total=len(entries),
    )
    yield Line(told, Tone.BAD if short else Tone.GOOD)


def _is_short(entry: RequirementFill, on: int) -> bool:
    return any(one.start <= on < one.until and one.shortfall > 0 for one in entry.stretches)


def _persons(found: Generation, force: ForceId, on: int) -> float:
    """Persons of a force in theatre on a day; of the host nation all that it has and trains."""
    sent = [(one.day, one.personnel) for one in found.deployment.strength if one.force == force]
    for own in found.host.strength:
        if own.force == force:
            sent = [(step.day, float(step.persons)) for step in own.steps]
    before = [persons for day_, persons in sent if day_ <= on]
    return before[-1] if before else 0.0


def _benchmarks(found: Readiness, d_day: dt.date | None) -> Iterator[Block]:
    """How many are met, those that are green in a sentence, and a row for each that is not."""
    yield _met(found, d_day)
    open_ = [state for state in found.benchmarks if not _is_green(state)]
    green = [state for state in found.benchmarks if _is_green(state)]
    if green:
        yield Line(said("council.green", which=joined("list.semicolon", list(map(_since, green)))))
    if open_:
        yield Table(BENCHMARKS, tuple(map(_row, open_)))


def _since(state: BenchmarkState) -> Said:
    """A benchmark with the day from which it is met, and whether that is assumed."""
    told = {"title": state.title, "day": short_day(state.met_on)}
    return said("council.since-assumed" if state.is_assumed else "readiness.since", **told)


def _is_green(state: BenchmarkState) -> bool:
    """Green when its phase begins, or at the end where no phase needs it, and not lost later."""
    return state.is_met and (state.at_gate or state.at_end) is Light.GREEN


def _met(found: Readiness, d_day: dt.date | None) -> Line:
    """How many benchmarks are met, and since when the last of them."""
    total = len(found.benchmarks)
    if found.all_met_on is not None:
        return all_met(found, day(found.all_met_on, d_day))
    met = sum(state.is_met for state in found.benchmarks)
    return Line(said("council.some-met", met=met, total=total), Tone.BAD)


def _row(state: BenchmarkState) -> tuple[str, ...]:
    return (
        state.title,
        light(state.at_gate or state.at_end),
        short_day(state.met_on),
        _lacks(state),
    )


def _lacks(state: BenchmarkState) -> str:
    """What it lacks first; where nobody has stated enough, of how much nothing is stated."""
    if state.unstated:
        return said("council.unstated", unstated=share(state.unstated))
    return lacks(state, 1)


def _held(found: Readiness) -> Iterator[Line]:
    """What each gate of a phase waits for beside the benchmarks, which the table tells."""
    guarding = {gate for phase in found.phases for gate in phase.gates}
    for gate in found.gates:
        beside = [need for need in gate.held_by if need.kind is not NeedKind.BENCHMARK]
        if gate.gate in guarding and beside:
            held = joined("list.semicolon", needs(beside))
            tone = Tone.WARNING if gate.opens is None else Tone.NOTE
            yield Line(said("council.holds", gate=gate.title, held=held), tone)


def _support(plan: Plan, found: Readiness) -> Iterator[Block]:
    if not found.assessments:
        return
    yield Heading(said("council.support"), level=3)
    for one in found.assessments:
        told: dict[str, str | Said] = {
            "force": plan.scenario.forces[one.force].title,
            "decision": said(RULINGS[one.decision]),
            "measures": joined("list.semicolon", list(one.measures))
            or said("readiness.no-measures"),
        }
        if one.opens is None:
            yield Line(said("council.no-support", **told), Tone.BAD)
        else:
            opens = day(one.opens, d_day_of(plan.scenario))
            yield Line(said("council.supported", opens=opens, **told))


def _due(found: Readiness, d_day: dt.date | None) -> Iterator[Block]:
    """What falls due for the Council, each report and event in one row, by its first day."""
    entries: defaultdict[tuple[EntryKind, str], list[CalendarEntry]] = defaultdict(list)
    for one in found.calendar:
        if one.kind in OF_THE_COUNCIL:
            entries[one.kind, one.id].append(one)
    if entries:
        yield Heading(said("council.next"), level=3)
        rows = [_dates(days, d_day) for days in entries.values()]
        yield Table(DATES, tuple(rows[:MOST_DUE]))
        if len(rows) > MOST_DUE:
            yield Line(said("council.more-dates", more=len(rows) - MOST_DUE), Tone.NOTE)


def _dates(entries: Sequence[CalendarEntry], d_day: dt.date | None) -> tuple[str, ...]:
    """A report or event: by whom, and its first days."""
    first = joined("list.comma", [day(one.day, d_day) for one in entries[:MOST_DATES]])
    rest = len(entries) - MOST_DATES
    days = said("list.more", shown=first, rest=rest) if rest > 0 else first
    return (entries[0].title, entries[0].detail or NONE, days)
