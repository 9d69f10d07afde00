"""Who comes when, a row for each line of the force list: on the way, received, on duty, missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

from planner.catalogue.ids import PledgeId, RequirementId
from planner.dossier import Dossier
from planner.forces.spans import Spans as Stretches
from planner.forces.spans import joined, without
from planner.generation import Generation
from planner.messages import said
from planner.records.deployment import ForceListLine
from planner.records.forces import Assignment
from planner.report.blocks import Block, DayMark, Days, Span, SpanRow, Spans
from planner.report.numbers import quantity, short_day
from planner.report.pictures.axes import d_day_of, when
from planner.report.pictures.symbols import symbol_of_line
from planner.scenario.host_checks import is_own_holding

Key = tuple[PledgeId, RequirementId, int]


class Shown(IntEnum):
    """What the units of a row do; a place in the legend. What comes later is drawn over it."""

    MOVEMENT = 0
    RECEPTION = 1
    ON_DUTY = 2
    BARRED = 3
    RELIEF = 4
    WANTED = 5


def gantt(dossier: Dossier) -> Iterator[Block]:
    """One picture; none where nobody comes."""
    found = dossier.plan.generation
    if found is not None and (lines := listed(found)):
        yield _spans(found, lines)


def listed(found: Generation) -> tuple[ForceListLine, ...]:
    """The lines of the force list: what an institution holds itself comes from nowhere."""
    pledges = found.scenario.pledges
    lines = found.deployment.lines
    return tuple(line for line in lines if not is_own_holding(pledges[line.pledge]))


def _spans(found: Generation, lines: Sequence[ForceListLine]) -> Spans:
    days = _days(found, lines)
    there = {(a.pledge, a.requirement, a.arrival): a for a in found.plan.assignments}
    return Spans(
        title=said("gantt.title"),
        told=_told(lines),
        days=days,
        legend=_legend(),
        rows=tuple(_row(found, line, there, days) for line in lines),
        marks=tuple(_marks(found, days)),
    )


def _legend() -> tuple[str, ...]:
    """The names of `Shown`, in their order."""
    return (
        said("gantt.movement"),
        said("gantt.reception"),
        said("gantt.on-duty"),
        said("gantt.barred"),
        said("gantt.relief"),
        said("gantt.wanted"),
    )


def _days(found: Generation, lines: Iterable[ForceListLine]) -> Days:
    """From the first that leaves, or D-day, to the end of the calendar."""
    calendar = found.scenario.calendar
    assert calendar is not None
    first = min(0, *(min(line.departs, line.required_by) for line in lines))
    last = max(line.until for line in lines)
    return Days(first, max(calendar.end, last), d_day_of(found.scenario))


def _row(
    found: Generation, line: ForceListLine, there: Mapping[Key, Assignment], days: Days
) -> SpanRow:
    entry = there[line.pledge, line.requirement, line.in_place]
    units = "" if line.units == 1 else quantity(line.units)
    return SpanRow(
        name=said("gantt.units", title=line.title, units=units) if units else line.title,
        group=found.scenario.forces[line.force].title,
        spans=tuple(_of_line(line, entry, days)),
        symbol=symbol_of_line(found.scenario, line),
    )


def _of_line(line: ForceListLine, entry: Assignment, days: Days) -> Iterator[Span]:
    reliefs = ((relief.arrives, relief.leaves) for relief in line.reliefs)
    parts: tuple[tuple[Shown, Stretches], ...] = (
        (Shown.MOVEMENT, ((line.departs, line.arrives),)),
        (Shown.RECEPTION, ((line.arrives, line.in_place),)),
        (Shown.ON_DUTY, joined(entry.present)),
        (Shown.BARRED, without(entry.theatre, entry.present)),
        (Shown.RELIEF, joined(reliefs)),
        (Shown.WANTED, ((line.required_by, line.in_place),)),
    )
    legend = _legend()
    for kind, stretches in parts:
        for first, last in stretches:
            start, until = max(first, days.start), min(last, days.until)
            if start < until:
                told = said(
                    "gantt.span",
                    kind=legend[kind],
                    start=short_day(start),
                    until=short_day(until),
                )
                yield Span(start, until, int(kind), told)


def _marks(found: Generation, days: Days) -> Iterator[DayMark]:
    """D-day, the phases that begin while the axis runs, and the milestones that are reached."""
    yield DayMark(0, said("mark.d-day"))
    for phase in found.scenario.phases.values():
        if phase.from_ is not None and days.start < phase.from_ < days.until:
            yield DayMark(phase.from_, said("mark.phase", phase=phase.title))
    for milestone in found.deployment.milestones:
        if milestone.reached_on is not None:
            yield DayMark(milestone.reached_on, said("mark.milestone", milestone=milestone.title))


def _told(lines: Sequence[ForceListLine]) -> str:
    values = {
        "lines": quantity(len(lines)),
        "people": quantity(sum(line.personnel for line in lines)),
        "when": when(line.in_place for line in lines),
    }
    late = [line for line in lines if line.late_days]
    if not late:
        return said("gantt.told-in-time", **values)
    worst = max(late, key=lambda line: line.late_days)
    days = quantity(worst.late_days)
    return said("gantt.told-late", **values, late=quantity(len(late)), worst=worst.title, days=days)
