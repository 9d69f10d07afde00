"""The host nation's own forces: what they hold, whom they train, and when they are complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.generation import Generation
from planner.messages import said
from planner.planning import Plan
from planner.records.host_nation import Course, EquipmentHolding, ForceStrength
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import day, quantity, short_day
from planner.report.words import intake_limit, unit_name

EQUIPMENT = (
    Column(said("column.equipment"), wraps=True),
    Column(said("column.institution"), wraps=True),
    Column(said("column.need"), number=True),
    Column(said("column.held"), number=True),
    Column(said("column.serviceable"), number=True),
    Column(said("column.short-of"), number=True),
    Column(said("column.measure")),
)
COURSES = (
    Column(said("column.course"), wraps=True),
    Column(said("column.number"), number=True),
    Column(said("column.begins")),
    Column(said("column.ends")),
    Column(said("column.intake"), number=True),
    Column(said("column.graduates"), number=True),
    Column(said("column.limited-by")),
)
STRENGTH = (Column(said("column.from-day")), Column(said("column.persons"), number=True))


def host_nation(plan: Plan) -> Iterator[Block]:
    """Growth of the host nation's forces, training, equipment."""
    if plan.generation is not None:
        yield from host_blocks(plan.generation)


def host_blocks(found: Generation) -> Iterator[Block]:
    """The same, from the answer of the force-generation room alone."""
    host, d_day = found.host, _d_day(found)
    if not (host.equipment or host.courses or host.strength):
        return
    yield Heading(said("host.heading"))
    for force in host.strength:
        yield from _growth(force, d_day)
    if host.courses:
        yield Heading(said("host.training"), level=3)
        titles = {entry.training: entry.title for entry in host.trained}
        rows = (_course(titles[course.training], course) for course in host.courses)
        yield Table(COURSES, tuple(rows))
    if host.equipment:
        yield Heading(said("host.equipment"), level=3)
        tones = tuple(Tone.BAD if entry.gap else Tone.PLAIN for entry in host.equipment)
        yield Table(EQUIPMENT, tuple(map(_equipment, host.equipment)), tones)
        yield Line(said("host.equipment-note"), Tone.NOTE)


def _d_day(found: Generation) -> dt.date | None:
    return found.scenario.calendar.d_day if found.scenario.calendar else None


def _growth(force: ForceStrength, d_day: dt.date | None) -> Iterator[Block]:
    told = {"force": force.title, "wanted": quantity(force.wanted)}
    most = max((step.persons for step in force.steps), default=0)
    if most == 0:
        yield Line(said("host.nobody", **told), Tone.BAD)
        return
    if force.reached_on is None:
        yield Line(said("host.never", **told, most=quantity(most)), Tone.BAD)
    else:
        yield Line(said("host.reached", **told, day=day(force.reached_on, d_day)), Tone.GOOD)
    rows = tuple((short_day(step.day), quantity(step.persons)) for step in force.steps)
    yield Table(STRENGTH, rows)


def _course(title: str, course: Course) -> tuple[str, ...]:
    return (
        title,
        str(course.number),
        short_day(course.start),
        short_day(course.graduates_on),
        quantity(course.intake),
        quantity(course.graduates),
        intake_limit(course.limit),
    )


def _equipment(entry: EquipmentHolding) -> tuple[str, ...]:
    return (
        entry.title,
        entry.institution,
        quantity(entry.required),
        quantity(entry.held),
        quantity(entry.serviceable),
        quantity(entry.gap),
        unit_name(entry.measure),
    )
