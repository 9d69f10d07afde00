"""The host nation's own forces: what they hold, whom they train, and when they are complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.generation import Generation
from planner.planning import Plan
from planner.records.host_nation import Course, EquipmentHolding, ForceStrength
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import day, quantity, short_day

EQUIPMENT = (
    Column("Equipment", wraps=True),
    Column("Institution", wraps=True),
    Column("Need", number=True),
    Column("Held", number=True),
    Column("Serviceable", number=True),
    Column("Gap", number=True),
    Column("Measure"),
)
COURSES = (
    Column("Course", wraps=True),
    Column("No", number=True),
    Column("Begins"),
    Column("Ends"),
    Column("Intake", number=True),
    Column("Graduates", number=True),
    Column("Limited by"),
)
STRENGTH = (Column("From"), Column("Persons", number=True))


def host_nation(plan: Plan) -> Iterator[Block]:
    """Growth of the host nation's forces, training, equipment."""
    if plan.generation is not None:
        yield from host_blocks(plan.generation)


def host_blocks(found: Generation) -> Iterator[Block]:
    """The same, from the answer of the force-generation room alone."""
    host, d_day = found.host, _d_day(found)
    if not (host.equipment or host.courses or host.strength):
        return
    yield Heading("Host nation")
    for force in host.strength:
        yield from _growth(force, d_day)
    if host.courses:
        yield Heading("Training", level=3)
        titles = {entry.training: entry.title for entry in host.trained}
        rows = (_course(titles[course.training], course) for course in host.courses)
        yield Table(COURSES, tuple(rows))
    if host.equipment:
        yield Heading("Equipment held against equipment required", level=3)
        tones = tuple(Tone.BAD if entry.gap else Tone.PLAIN for entry in host.equipment)
        yield Table(EQUIPMENT, tuple(map(_equipment, host.equipment)), tones)
        yield Line(
            "Serviceable: held times serviceability, whole items. What is pledged in kind against "
            "the gap is under force generation.",
            Tone.NOTE,
        )


def _d_day(found: Generation) -> dt.date | None:
    return found.scenario.calendar.d_day if found.scenario.calendar else None


def _growth(force: ForceStrength, d_day: dt.date | None) -> Iterator[Block]:
    wanted = f"the authorised {quantity(force.wanted)} people"
    most = max((step.persons for step in force.steps), default=0)
    if most == 0:
        yield Line(f"{force.title}: no pledge and no course brings any of {wanted}.", Tone.BAD)
        return
    if force.reached_on is None:
        yield Line(f"{force.title}: never has {wanted}; {quantity(most)} at most.", Tone.BAD)
    else:
        yield Line(f"{force.title}: has {wanted} on {day(force.reached_on, d_day)}.", Tone.GOOD)
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
        course.limit.value,
    )


def _equipment(entry: EquipmentHolding) -> tuple[str, ...]:
    return (
        entry.title,
        entry.institution,
        quantity(entry.required),
        quantity(entry.held),
        quantity(entry.serviceable),
        quantity(entry.gap),
        entry.measure,
    )
