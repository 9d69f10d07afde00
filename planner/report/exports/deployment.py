"""Deployment as typed tables: force list, closures, milestones, strength."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.catalogue.ids import SiteId
from planner.messages import Said, joined, said
from planner.records.deployment import (
    Closure,
    Deployment,
    ForceListLine,
    Lack,
    MilestoneReached,
    Relief,
)
from planner.records.laydown import Station
from planner.report.exports.typed import data_table
from planner.report.numbers import quantity
from planner.report.render.tables import Cell, DataTable
from planner.report.words import unit_name
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
    told = joined("list.semicolon", [_lack(lack) for lack in shown])
    rest = len(lacks) - len(shown)
    return said("list.more", shown=told, rest=rest) if rest else told


def _lack(lack: Lack) -> Said:
    there, wanted = quantity(lack.there), quantity(lack.wanted)
    if not lack.requirement:
        return said("lack.plain", title=lack.title, there=there, wanted=wanted)
    measure = unit_name(lack.measure)
    return said("lack.of", title=lack.title, there=there, wanted=wanted, measure=measure)
