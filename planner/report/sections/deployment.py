"""When the force can operate and is complete, and who comes when and by which way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.catalogue.ids import ForceId, SiteId
from planner.messages import Said, joined, said
from planner.planning import Plan
from planner.records.deployment import (
    Closure,
    Deployment,
    ForceListLine,
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
    Column(said("column.closes-late"), wraps=True),
    Column(said("column.due")),
    Column(said("column.closed")),
    Column(said("column.days-late"), number=True),
)
FORCE_LIST = (
    Column(said("column.unit"), wraps=True),
    Column(said("column.pers"), number=True),
    Column(said("column.to"), wraps=True),
    Column(said("column.leaves")),
    Column(said("column.slack"), number=True),
    Column(said("column.arrives")),
    Column(said("column.in-place")),
    Column(said("column.due")),
    Column(said("column.late"), number=True),
)
WAYS = (
    Column(said("column.unit"), wraps=True),
    Column(said("column.leaves")),
    Column(said("column.from-place"), wraps=True),
    Column(said("column.embarks"), wraps=True),
    Column(said("column.lands"), wraps=True),
    Column(said("column.received"), wraps=True),
)
RELIEFS = (
    Column(said("column.unit"), wraps=True),
    Column(said("column.relief-in"), wraps=True),
    Column(said("column.relieved-out"), wraps=True),
    Column(said("column.last-out")),
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
    yield Heading(said("deployment.heading"))
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
        yield Line(said("deployment.note"), Tone.NOTE)


def _milestone(
    milestone: MilestoneReached,
    scenario: Scenario,
    d_day: dt.date | None,
    origins: Origins | None,
) -> Iterator[Line]:
    name = joined("list.comma", [milestone.title, scenario.forces[milestone.force].title])
    yield _reached(milestone, name, d_day)
    notes = origins.milestone(milestone.id) if origins else ()
    yield Line(said("milestone.criteria", criteria=milestone.criteria), Tone.NOTE, notes)


def _reached(milestone: MilestoneReached, name: str, d_day: dt.date | None) -> Line:
    held_back = lacks_told(milestone.held_back_by, MOST_TOLD)
    if milestone.reached_on is None:
        if held_back:
            never = said("milestone.never-lacks", milestone=name, lacks=held_back)
        else:
            never = said("milestone.never", milestone=name)
        return Line(never, Tone.BAD)
    parts = [said("milestone.reached", milestone=name, day=day(milestone.reached_on, d_day))]
    if milestone.required_then < milestone.counted:
        of = counted(milestone.counted, "requirement")
        parts.append(said("milestone.begun", begun=milestone.required_then, requirements=of))
    if held_back:
        parts.append(said("milestone.waited", lacks=held_back))
    parts.extend(_lost(milestone, d_day))
    tone = Tone.GOOD if milestone.held_until is None else Tone.WARNING
    return Line(said("text.sentence", text=joined("list.together", parts)), tone)


def _lost(milestone: MilestoneReached, d_day: dt.date | None) -> Iterator[Said]:
    """When it is lost and for want of what, and when it is held again."""
    if milestone.held_until is None:
        return
    yield said("milestone.lost", day=day(milestone.held_until, d_day))
    if milestone.lost_by:
        yield said("milestone.for-want", lacks=lacks_told(milestone.lost_by, MOST_TOLD))
    if milestone.regained_on is not None:
        yield said("milestone.regained", day=day(milestone.regained_on, d_day))


def _force_closure(closure: Closure, d_day: dt.date | None) -> Line:
    total, force = counted(closure.required, "requirement"), closure.title
    if closure.closed_on is None:
        one = closure.missing == 1
        told = {"force": force, "missing": quantity(closure.missing), "requirements": total}
        return Line(said("closure.never-one" if one else "closure.never", **told), Tone.BAD)
    told = {"force": force, "day": day(closure.closed_on, d_day), "requirements": total}
    if not closure.late_days:
        return Line(said("closure.on-time", **told), Tone.GOOD)
    late = counted(closure.late_days, "day")
    return Line(said("closure.late", **told, late=late), Tone.WARNING)


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
    people = counted(sum(line.personnel for line in lines), "person")
    title = scenario.forces[force].title
    yield Heading(said("deployment.force-list", force=title, people=people), level=3)
    tones = tuple(Tone.WARNING if line.late_days else Tone.PLAIN for line in lines)
    notes = tuple(origins.pledge(line.pledge) for line in lines) if origins else ()
    symbols = tuple(symbol_of(scenario, line.capability) for line in lines)
    yield Table(FORCE_LIST, tuple(_line(line, scenario) for line in lines), tones, notes, symbols)
    ways = [line for line in lines if line.way != Way()]
    if ways:
        yield Heading(said("deployment.ways", force=title), level=3)
        yield Table(WAYS, tuple(_way(line, scenario) for line in ways))
    relieved = [line for line in lines if line.reliefs]
    if relieved:
        yield Heading(said("deployment.reliefs", force=title), level=3)
        yield Table(RELIEFS, tuple(map(_relieved, relieved)))


def _line(line: ForceListLine, scenario: Scenario) -> tuple[str, ...]:
    sites = list(dict.fromkeys(scenario.sites[stay.site].title for stay in line.stays))
    return (
        _unit(line),
        quantity(line.personnel),
        joined("list.then", sites) or NONE,
        short_day(line.departs),
        quantity(line.slack_days),
        short_day(line.arrives),
        short_day(line.in_place),
        short_day(line.required_by),
        quantity(line.late_days) if line.late_days else "",
    )


def _unit(line: ForceListLine) -> str:
    if line.units == 1:
        return line.title
    return said("text.with", text=line.title, beside=quantity(line.units))


def _way(line: ForceListLine, scenario: Scenario) -> tuple[str, ...]:
    way = line.way
    lands = [_site(scenario, site) for site in (way.port, way.airfield) if site is not None]
    return (
        _unit(line),
        short_day(line.departs),
        way.origin or NONE,
        way.embarkation or NONE,
        joined("list.semicolon", lands) or NONE,
        NONE if way.reception is None else _site(scenario, way.reception),
    )


def _site(scenario: Scenario, site: SiteId) -> str:
    return scenario.sites[site].title


def _relieved(line: ForceListLine) -> tuple[str, ...]:
    return (
        _unit(line),
        joined("list.comma", [short_day(relief.arrives) for relief in line.reliefs]),
        joined("list.comma", [short_day(relief.leaves) for relief in line.reliefs]),
        short_day(line.until),
    )
