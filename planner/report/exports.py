"""The records of a plan as typed tables for other programs, at full precision.

A day is a text such as D+12; where the calendar has a D-day, its date stands in a column of its
own beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from planner.catalogue.ids import SiteId
from planner.generation import Generation
from planner.records.asks import AskLists
from planner.records.deployment import (
    Closure,
    Deployment,
    ForceListLine,
    Lack,
    MilestoneReached,
    Relief,
)
from planner.records.forces import ForcePlan
from planner.records.host_nation import Course, EquipmentHolding
from planner.records.laydown import Station
from planner.report.numbers import quantity
from planner.report.render.tables import Cell, DataColumn, DataTable, Kind
from planner.scenario import Scenario
from planner.scenario.schema.days import show_day

FORCE_LIST = (
    "force",
    "force_title",
    "pledge",
    "title",
    "contributor",
    "status",
    "readiness_level#",
    "capability",
    "requirement",
    "requirement_title",
    "units#",
    "personnel#",
    "origin",
    "embarkation",
    "port",
    "airfield",
    "reception",
    "destination",
    "stations",
    "ready@",
    "departs@",
    "arrives@",
    "in_place@",
    "required_by@",
    "until@",
    "slack_days#",
    "late_days#",
    "supply_days#",
    "rotations#",
    "reliefs",
)
CLOSURES = (
    "level",
    "force",
    "requirement",
    "title",
    "required_by@",
    "closed_on@",
    "late_days#",
    "required#",
    "in_place#",
    "missing#",
    "measure",
)
MILESTONES = (
    "milestone",
    "title",
    "force",
    "criteria",
    "reached_on@",
    "held_until@",
    "regained_on@",
    "requirements#",
    "required_then#",
    "held_back_by",
    "lost_by",
)
STRENGTH = ("force", "force_title", "day@", "personnel#")
REQUIREMENTS = (
    "requirement",
    "title",
    "force",
    "capability",
    "tier#",
    "site",
    "measure",
    "required#",
    "pledged#",
    "verified#",
    "deployable#",
    "filled#",
    "shortfall#",
    "expected#",
    "expected_shortfall#",
    "first_gap@",
    "closed_on@",
    "reasons",
)
FILLS = ("requirement", "title", "measure", "from@", "until@", "required#", "filled#", "shortfall#")
ASSIGNMENTS = (
    "pledge",
    "title",
    "contributor",
    "requirement",
    "requirement_title",
    "force",
    "units#",
    "personnel#",
    "arrival@",
    "until@",
)

ASKS = (
    "list",
    "rank#",
    "force",
    "capability",
    "standard_unit",
    "title",
    "units#",
    "quantity#",
    "measure",
    "personnel#",
    "cost_usd#",
    "latest_arrival@",
    "requirements",
)
EQUIPMENT = (
    "equipment",
    "title",
    "force",
    "institution",
    "capability",
    "measure",
    "tier#",
    "required#",
    "held#",
    "serviceable#",
    "gap#",
)
COURSES = ("training", "number#", "start@", "graduates_on@", "intake#", "graduates#", "limit")


def deployment_tables(found: Deployment, scenario: Scenario) -> tuple[DataTable, ...]:
    """Force list, closures, milestones and strength."""
    return (
        data_table("force-list", scenario, FORCE_LIST, (_line(x, scenario) for x in found.lines)),
        data_table(
            "closures", scenario, CLOSURES, map(_closure, (*found.forces, *found.requirements))
        ),
        data_table("milestones", scenario, MILESTONES, map(_milestone, found.milestones)),
        data_table(
            "strength",
            scenario,
            STRENGTH,
            (
                (step.force, scenario.forces[step.force].title, step.day, step.personnel)
                for step in found.strength
            ),
        ),
    )


def generation_tables(found: Generation) -> tuple[DataTable, ...]:
    """Every table of force generation."""
    scenario = found.scenario
    return (
        *deployment_tables(found.deployment, scenario),
        *force_tables(found.plan, scenario),
        data_table("asks", scenario, ASKS, _asks(found.plan.ask_lists)),
        data_table("equipment", scenario, EQUIPMENT, map(_equipment, found.host.equipment)),
        data_table("courses", scenario, COURSES, map(_course, found.host.courses)),
    )


def _asks(lists: AskLists) -> Iterator[tuple[Cell, ...]]:
    for name, asks in (("shortest", lists.shortest), ("cheapest", lists.cheapest)):
        ranks = {step.ask: rank for rank, step in enumerate(asks.ranking, start=1)}
        for line in asks.lines:
            yield (
                name,
                ranks.get(line.id),
                line.force,
                line.capability,
                line.unit,
                line.title,
                line.units,
                line.quantity,
                line.measure,
                line.personnel if line.strength_known else None,
                line.cost,
                line.latest_arrival,
                "; ".join(line.requirements),
            )


def _equipment(entry: EquipmentHolding) -> tuple[Cell, ...]:
    return (
        entry.equipment,
        entry.title,
        entry.force,
        entry.institution,
        entry.capability,
        entry.measure,
        entry.tier,
        entry.required,
        entry.held,
        entry.serviceable,
        entry.gap,
    )


def _course(course: Course) -> tuple[Cell, ...]:
    return (
        course.training,
        course.number,
        course.start,
        course.graduates_on,
        course.intake,
        course.graduates,
        course.limit.value,
    )


def force_tables(plan: ForcePlan, scenario: Scenario) -> tuple[DataTable, ...]:
    """Requirements, how each is filled from day to day, and assignments."""
    return (
        data_table("requirements", scenario, REQUIREMENTS, _requirements(plan)),
        data_table("fills", scenario, FILLS, _fills(plan)),
        data_table("assignments", scenario, ASSIGNMENTS, _assignments(plan, scenario)),
    )


def data_table(
    name: str, scenario: Scenario, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> DataTable:
    """A table of columns written as "title", "units#" for numbers or "until@" for days.

    Days are whole numbers in `rows`; here they become texts, and dates where D-day has one.
    """
    d_day = scenario.calendar.d_day if scenario.calendar else None
    kinds = [_column(column) for column in columns]
    spread = tuple(c for column in kinds for c in _with_date(column, d_day))
    filled = (
        tuple(
            cell
            for column, value in zip(kinds, row, strict=True)
            for cell in _cells(column, value, d_day)
        )
        for row in rows
    )
    return DataTable(name, spread, tuple(filled))


def _column(written: str) -> DataColumn:
    kind = {"#": Kind.NUMBER, "@": Kind.DAY}.get(written[-1], Kind.TEXT)
    return DataColumn(written.rstrip("#@"), kind)


def _with_date(column: DataColumn, d_day: dt.date | None) -> Iterator[DataColumn]:
    yield column
    if column.kind is Kind.DAY and d_day is not None:
        yield DataColumn(f"{column.name}_date", Kind.DATE)


def _cells(column: DataColumn, value: Cell, d_day: dt.date | None) -> Iterator[Cell]:
    if column.kind is not Kind.DAY:
        yield value
        return
    day = None if value is None else int(value)
    yield None if day is None else show_day(day)
    if d_day is not None:
        yield None if day is None else _date(d_day, day)


def _date(d_day: dt.date, day: int) -> str | None:
    """The date of a day; None for one before or after all calendars."""
    try:
        return (d_day + dt.timedelta(days=day)).isoformat()
    except OverflowError:
        return None


def _line(line: ForceListLine, scenario: Scenario) -> tuple[Cell, ...]:
    way = line.way
    return (
        line.force,
        scenario.forces[line.force].title,
        line.pledge,
        line.title,
        line.contributor,
        line.status.value,
        line.readiness_level,
        line.capability,
        line.requirement,
        line.requirement_title,
        line.units,
        line.personnel,
        way.origin,
        way.embarkation,
        _site(scenario, way.port),
        _site(scenario, way.airfield),
        _site(scenario, way.reception),
        _site(scenario, line.stays[0].site if line.stays else None),
        _stations(line.stays),
        line.ready,
        line.departs,
        line.arrives,
        line.in_place,
        line.required_by,
        line.until,
        line.slack_days,
        line.late_days,
        line.supply_days,
        len(line.reliefs),
        _reliefs(line.reliefs),
    )


def _site(scenario: Scenario, site: SiteId | None) -> str | None:
    return None if site is None else scenario.sites[site].title


def _stations(stays: Iterable[Station]) -> str | None:
    said = (f"{s.site} {show_day(s.start)} to {show_day(s.until)}" for s in stays)
    return "; ".join(said) or None


def _reliefs(reliefs: Iterable[Relief]) -> str | None:
    said = (f"{show_day(r.arrives)}, relieved leave {show_day(r.leaves)}" for r in reliefs)
    return "; ".join(said) or None


def _closure(closure: Closure) -> tuple[Cell, ...]:
    return (
        "force" if closure.requirement is None else "requirement",
        closure.force,
        closure.requirement,
        closure.title,
        closure.required_by,
        closure.closed_on,
        closure.late_days,
        closure.required,
        closure.in_place,
        closure.missing,
        closure.measure,
    )


def _milestone(milestone: MilestoneReached) -> tuple[Cell, ...]:
    return (
        milestone.id,
        milestone.title,
        milestone.force,
        milestone.criteria,
        milestone.reached_on,
        milestone.held_until,
        milestone.regained_on,
        milestone.counted,
        milestone.required_then,
        lacks_told(milestone.held_back_by) or None,
        lacks_told(milestone.lost_by) or None,
    )


def lacks_told(lacks: Sequence[Lack], most: int | None = None) -> str:
    """What is lacking, in words; at most so many, then "and n more"."""
    shown = lacks if most is None else lacks[:most]
    said = "; ".join(
        f"{x.title} ({quantity(x.there)} of {quantity(x.wanted)}"
        + (f" {x.measure})" if x.requirement else ")")
        for x in shown
    )
    rest = len(lacks) - len(shown)
    return f"{said} and {rest} more" if rest else said


def _requirements(plan: ForcePlan) -> Iterator[tuple[Cell, ...]]:
    for entry in plan.requirements:
        reasons = (f"{x.cause.value} ({quantity(x.quantity)})" for x in entry.reasons)
        yield (
            entry.requirement,
            entry.title,
            entry.force,
            entry.capability,
            entry.tier,
            entry.site,
            entry.measure,
            entry.required,
            entry.pledged,
            entry.verified,
            entry.deployable,
            entry.filled,
            entry.shortfall,
            entry.expected,
            entry.expected_shortfall,
            entry.first_gap,
            entry.closed_on,
            "; ".join(reasons) or None,
        )


def _fills(plan: ForcePlan) -> Iterator[tuple[Cell, ...]]:
    for entry in plan.requirements:
        for s in entry.stretches:
            measure = entry.measure
            days = (s.start, s.until)
            quantities = (s.required, s.filled, s.shortfall)
            yield (entry.requirement, entry.title, measure, *days, *quantities)


def _assignments(plan: ForcePlan, scenario: Scenario) -> Iterator[tuple[Cell, ...]]:
    for entry in plan.assignments:
        pledge = scenario.pledges[entry.pledge]
        yield (
            entry.pledge,
            pledge.title,
            pledge.contributor,
            entry.requirement,
            scenario.requirements[entry.requirement].title,
            pledge.force,
            entry.units,
            entry.personnel,
            entry.arrival,
            entry.until,
        )
