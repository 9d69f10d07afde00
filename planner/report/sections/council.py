"""One page for the Council: deployment, benchmarks, what holds, support, and the next reports
(S/RES/2085 §10, §24)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.messages import Said, joined, said
from planner.planning import Plan
from planner.records.readiness import CalendarEntry, EntryKind, NeedKind, Readiness
from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone
from planner.report.numbers import day, quantity, short_day
from planner.report.sections.headline import gates_told
from planner.report.sections.readiness import (
    RULINGS,
    calendar_table,
    d_day_of,
    lacks,
    light,
    needs,
)

BENCHMARKS = (
    Column(said("readiness.benchmark"), wraps=True),
    Column(said("readiness.at-gate")),
    Column(said("readiness.met-on")),
    Column(said("readiness.lacks"), wraps=True),
)
OF_THE_COUNCIL = frozenset(
    {EntryKind.REPORT, EntryKind.CONFERENCE, EntryKind.ELECTION, EntryKind.MANDATE}
)
MOST_DUE = 8


def council_blocks(plan: Plan) -> Iterator[Block]:
    """Every block of the page."""
    found, d_day = plan.readiness, d_day_of(plan.scenario)
    assert found is not None
    yield Heading(said("council.title", title=plan.scenario.title or plan.scenario.id), level=1)
    if plan.scenario.classification:
        yield Marking(plan.scenario.classification)
    yield from gates_told(plan)
    yield from _deployment(plan, found)
    if found.benchmarks:
        yield Heading(said("council.benchmarks"), level=3)
        yield _met(found, d_day)
        yield Table(BENCHMARKS, tuple(_benchmarks(found)))
    yield from _held(found)
    yield from _support(plan, found)
    due = tuple(_due(found))
    if due:
        yield Heading(said("council.next"), level=3)
        yield calendar_table(due, d_day)
    yield from _assumed(found)


def _deployment(plan: Plan, found: Readiness) -> Iterator[Block]:
    """Who is there on the day on which the first gated phase begins: each force in a sentence."""
    if plan.generation is None:
        return
    begins = [state.begins for state in found.phases if state.begins is not None]
    on = min(begins, default=0)
    yield Heading(said("council.deployment", day=day(on, d_day_of(plan.scenario))), level=3)
    for name, force in plan.scenario.forces.items():
        entries = [one for one in plan.generation.plan.requirements if one.force == name]
        if entries:
            short = [
                one
                for one in entries
                if any(s.start <= on < s.until and s.shortfall > 0 for s in one.stretches)
            ]
            told = said(
                "council.force",
                force=force.title,
                there=quantity(_persons(plan, name, on)),
                wanted=quantity(force.personnel.value),
                short=len(short),
                total=len(entries),
            )
            yield Line(told, Tone.BAD if short else Tone.GOOD)


def _persons(plan: Plan, force: str, on: int) -> float:
    """Persons of a force in theatre on a day."""
    assert plan.generation is not None
    steps = [
        step.personnel
        for step in plan.generation.deployment.strength
        if step.force == force and step.day <= on
    ]
    return steps[-1] if steps else 0.0


def _met(found: Readiness, d_day: dt.date | None) -> Line:
    """How many benchmarks are met, and since when the last of them."""
    total = len(found.benchmarks)
    if found.all_met_on is not None:
        last = day(found.all_met_on, d_day)
        return Line(said("council.all-met", total=total, last=last), Tone.GOOD)
    met = sum(state.met_on is not None for state in found.benchmarks)
    return Line(said("council.some-met", met=met, total=total), Tone.BAD)


def _benchmarks(found: Readiness) -> Iterator[tuple[str, ...]]:
    for state in found.benchmarks:
        yield (state.title, light(state.at_gate), short_day(state.met_on), lacks(state, 1))


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
            "measures": joined("list.semicolon", list(one.measures)) or said("list.none"),
        }
        if one.opens is None:
            yield Line(said("council.no-support", **told), Tone.BAD)
        else:
            opens = day(one.opens, d_day_of(plan.scenario))
            yield Line(said("council.supported", opens=opens, **told))


def _due(found: Readiness) -> Iterator[CalendarEntry]:
    """The next entries for the Council, from the first on."""
    entries = [one for one in found.calendar if one.kind in OF_THE_COUNCIL]
    yield from entries[:MOST_DUE]


def _assumed(found: Readiness) -> Iterator[Line]:
    assumed = sum(state.is_assumed for state in found.benchmarks)
    if assumed:
        told = {"assumed": assumed, "total": len(found.benchmarks)}
        yield Line(said("council.assumed", **told), Tone.NOTE)
