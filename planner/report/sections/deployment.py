"""When the force can operate and is complete, and who comes when and by which way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from planner.catalogue.ids import ForceId, SiteId
from planner.planning import Plan
from planner.records.deployment import (
    Closure,
    Deployment,
    ForceListLine,
    Lack,
    MilestoneReached,
    Way,
)
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.exports import lacks_told
from planner.report.notes import Origins
from planner.report.numbers import NONE, counted, day, quantity, short_day
from planner.scenario import Scenario
from planner.scenario.host_checks import is_own_holding
from planner.scenario.symbols import symbol_of

LATE = (
    Column("Closes late", wraps=True),
    Column("Due"),
    Column("Closed"),
    Column("Days late", number=True),
)
FORCE_LIST = (
    Column("Unit", wraps=True),
    Column("Pers", number=True),
    Column("To", wraps=True),
    Column("Leaves"),
    Column("Slack", number=True),
    Column("Arrives"),
    Column("In place"),
    Column("Due"),
    Column("Late", number=True),
)
WAYS = (
    Column("Unit", wraps=True),
    Column("Leaves"),
    Column("From", wraps=True),
    Column("Embarks", wraps=True),
    Column("Lands", wraps=True),
    Column("Received", wraps=True),
)
RELIEFS = (
    Column("Unit", wraps=True),
    Column("Relief in", wraps=True),
    Column("Relieved out", wraps=True),
    Column("Last out"),
)
MOST_TOLD = 3


def deployment(plan: Plan) -> Iterator[Block]:
    """Milestones first, then closure, then the force list."""
    if plan.generation is not None:
        found = plan.generation
        origins = Origins(found.scenario, found.factbook)
        yield from deployment_blocks(found.deployment, found.scenario, origins)


def deployment_blocks(
    found: Deployment, scenario: Scenario, origins: Origins | None = None
) -> Iterator[Block]:
    """The same, from the records."""
    d_day = scenario.calendar.d_day if scenario.calendar else None
    if not found.requirements:
        return
    yield Heading("Deployment")
    for milestone in found.milestones:
        yield from _milestone(milestone, scenario, d_day, origins)
    for force in found.forces:
        yield _force_closure(force, d_day)
        late = [c for c in found.requirements if c.force == force.force and c.late_days]
        if late:
            yield Table(LATE, tuple(map(_closure, late)))
    for name in sorted({line.force for line in found.lines}):
        yield from _force(name, found, scenario, origins)
    if found.lines:
        yield Line(
            "Slack: days between the first on which a unit could leave and the one on which it "
            "does. Arrives: in theatre; in place: after reception. Due: since when the requirement "
            "waited for it.",
            Tone.NOTE,
        )


def _milestone(
    milestone: MilestoneReached,
    scenario: Scenario,
    d_day: dt.date | None,
    origins: Origins | None,
) -> Iterator[Line]:
    name = f"{milestone.title}, {scenario.forces[milestone.force].title}"
    yield _reached(milestone, name, d_day)
    notes = origins.milestone(milestone.id) if origins else ()
    yield Line(f"Criteria: {milestone.criteria}.", Tone.NOTE, notes)


def _reached(milestone: MilestoneReached, name: str, d_day: dt.date | None) -> Line:
    if milestone.reached_on is None:
        why = _lacks("on its best day it lacks", milestone.held_back_by)
        return Line(f"{name}: never reached{why or '; nothing that counts is required'}.", Tone.BAD)
    said = f"{name}: reached on {day(milestone.reached_on, d_day)}"
    if milestone.required_then < milestone.counted:
        of = counted(milestone.counted, "requirement")
        said += f", when {milestone.required_then} of {of} had begun"
    said += _lacks("it waited for", milestone.held_back_by)
    if milestone.held_until is None:
        return Line(f"{said}.", Tone.GOOD)
    said += f"; lost on {day(milestone.held_until, d_day)}"
    said += _lacks("for want of", milestone.lost_by, " ")
    if milestone.regained_on is not None:
        said += f"; held again from {day(milestone.regained_on, d_day)}"
    return Line(f"{said}.", Tone.WARNING)


def _lacks(words: str, lacks: Sequence[Lack], mark: str = "; ") -> str:
    return f"{mark}{words} {lacks_told(lacks, MOST_TOLD)}" if lacks else ""


def _force_closure(closure: Closure, d_day: dt.date | None) -> Line:
    total = counted(closure.required, "requirement")
    if closure.closed_on is None:
        return Line(
            f"{closure.title} never closes: {quantity(closure.missing)} of {total} "
            f"{'is' if closure.missing == 1 else 'are'} still short on the last day required.",
            Tone.BAD,
        )
    late = closure.late_days
    after = f", {counted(late, 'day')} after the last of them begins" if late else ""
    return Line(
        f"{closure.title} closes on {day(closure.closed_on, d_day)}{after}: {total} in place.",
        Tone.WARNING if late else Tone.GOOD,
    )


def _closure(closure: Closure) -> tuple[str, ...]:
    return (
        closure.title,
        short_day(closure.required_by),
        short_day(closure.closed_on),
        quantity(closure.late_days or 0),
    )


def _force(
    force: ForceId, found: Deployment, scenario: Scenario, origins: Origins | None
) -> Iterator[Block]:
    # what an institution holds itself comes from nowhere; it is under equipment
    mine = (line for line in found.lines if line.force == force)
    lines = [line for line in mine if not is_own_holding(scenario.pledges[line.pledge])]
    if not lines:
        return
    people = sum(line.personnel for line in lines)
    title = scenario.forces[force].title
    yield Heading(f"Force list, {title}: {counted(people, 'person', 'people')}", level=3)
    tones = tuple(Tone.WARNING if line.late_days else Tone.PLAIN for line in lines)
    notes = tuple(origins.pledge(line.pledge) for line in lines) if origins else ()
    symbols = tuple(symbol_of(scenario, line.capability) for line in lines)
    yield Table(FORCE_LIST, tuple(_line(line, scenario) for line in lines), tones, notes, symbols)
    ways = [line for line in lines if line.way != Way()]
    if ways:
        yield Heading(f"Ways in, {title}", level=3)
        yield Table(WAYS, tuple(_way(line, scenario) for line in ways))
    relieved = [line for line in lines if line.reliefs]
    if relieved:
        yield Heading(f"Reliefs, {title}", level=3)
        yield Table(RELIEFS, tuple(map(_relieved, relieved)))


def _line(line: ForceListLine, scenario: Scenario) -> tuple[str, ...]:
    sites = dict.fromkeys(scenario.sites[stay.site].title for stay in line.stays)
    return (
        _unit(line),
        quantity(line.personnel),
        ", then ".join(sites) or NONE,
        short_day(line.departs),
        quantity(line.slack_days),
        short_day(line.arrives),
        short_day(line.in_place),
        short_day(line.required_by),
        quantity(line.late_days) if line.late_days else "",
    )


def _unit(line: ForceListLine) -> str:
    return line.title if line.units == 1 else f"{line.title} ({quantity(line.units)})"


def _way(line: ForceListLine, scenario: Scenario) -> tuple[str, ...]:
    way = line.way
    lands = (_site(scenario, site) for site in (way.port, way.airfield) if site is not None)
    return (
        _unit(line),
        short_day(line.departs),
        way.origin or NONE,
        way.embarkation or NONE,
        "; ".join(lands) or NONE,
        NONE if way.reception is None else _site(scenario, way.reception),
    )


def _site(scenario: Scenario, site: SiteId) -> str:
    return scenario.sites[site].title


def _relieved(line: ForceListLine) -> tuple[str, ...]:
    return (
        _unit(line),
        ", ".join(short_day(relief.arrives) for relief in line.reliefs),
        ", ".join(short_day(relief.leaves) for relief in line.reliefs),
        short_day(line.until),
    )
