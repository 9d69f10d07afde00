"""Words that stand alone in reports: units, measures, kinds of figures, goals, limits of courses.

A unit or measure that a scenario has made up stays as it is written.
"""

from __future__ import annotations

from planner.catalogue.figure import Confidence, Kind
from planner.messages import Said, said
from planner.records.forces import Goal
from planner.records.funding import Level
from planner.records.host_nation import IntakeLimit

UNITS = {
    "aircraft": "unit.aircraft",
    "battalion": "unit.battalion",
    "battery": "unit.battery",
    "company": "unit.company",
    "contributor-requirement pairs": "unit.pairs",
    "day": "unit.day",
    "headquarters": "unit.headquarters",
    "hospital": "unit.hospital",
    "meal": "unit.meal",
    "observer": "unit.observer",
    "officer": "unit.officer",
    "package": "unit.package",
    "person": "unit.person",
    "person-days": "unit.person-days",
    "person-hours": "unit.person-hours",
    "persons": "unit.persons",
    "platoon": "unit.platoon",
    "points": "unit.points",
    "policies": "unit.policies",
    "ration": "unit.ration",
    "requirement-days": "unit.requirement-days",
    "requirements": "unit.requirements",
    "run": "unit.run",
    "serving": "unit.serving",
    "share": "unit.share",
    "sites": "unit.sites",
    "sortie": "unit.sortie",
    "t handled": "unit.handled",
    "t-days": "unit.tonne-days",
    "t/day": "unit.per-day",
    "a day": "unit.a-day",
    "team": "unit.team",
    "truck": "unit.truck",
    "unit": "unit.unit",
    "vehicle": "unit.vehicle",
    "vehicle-days": "unit.vehicle-days",
}
SEVERAL = {
    "day": "several.day",
    "person": "several.person",
    "ration": "several.ration",
    "serving": "several.serving",
    "vehicle": "several.vehicle",
}
"""Units that a language has another word for beside a number above one."""
KINDS = {
    Kind.DOCUMENT: "kind.document",
    Kind.EXTERNAL: "kind.external",
    Kind.ASSUMPTION: "kind.assumption",
    Kind.UNSOURCED: "kind.unsourced",
}
CONFIDENCES: dict[Confidence, str] = {
    "seed": "confidence.seed",
    "found": "confidence.found",
    "derived": "confidence.derived",
    "own": "confidence.own",
}
GOALS = {
    "contributors": "goal.contributors",
    "cost": "goal.cost",
    "fleet": "goal.fleet",
    "personnel": "goal.personnel",
    "points": "goal.points",
    "policy": "goal.policy",
    "prepositioned_tonnes": "goal.prepositioned",
    "tonne_km": "goal.tonne-km",
    "travel": "goal.travel",
    "uncovered": "goal.uncovered",
    "unfilled": "goal.unfilled",
    "unmet": "goal.unmet",
}
LEVELS = {
    Level.PLEDGED: "funding.pledged",
    Level.CONFIRMED: "funding.confirmed",
    Level.PAID: "funding.paid",
}
INTAKE = {
    IntakeLimit.PLACES: "intake.places",
    IntakeLimit.INSTRUCTORS: "intake.instructors",
    IntakeLimit.RECRUITS: "intake.recruits",
}


def unit_name(unit: str) -> str:
    """A unit or a measure in the words of the report."""
    return said(UNITS[unit]) if unit in UNITS else unit


def unit_of(value: float, unit: str) -> str:
    """A unit as it stands behind a value: in English always the same, 90 day, in French not."""
    return said(SEVERAL[unit]) if unit in SEVERAL and abs(value) >= 2 else unit_name(unit)


def kind_name(kind: Kind) -> Said:
    """What a figure rests on, in a word."""
    return said(KINDS[kind])


def confidence_name(confidence: Confidence | None) -> str:
    """How sure a figure is, in a word; blank where that is not said."""
    return "" if confidence is None else said(CONFIDENCES[confidence])


def goal_name(name: str) -> str:
    """A goal by its name in a scenario."""
    return said(GOALS[name]) if name in GOALS else name.replace("_", " ")


def goal_title(goal: Goal) -> str:
    """A goal with the priority that it is of."""
    name = goal_name(goal.name)
    if goal.priority is None:
        return name
    return said("goal.of-priority", goal=name, priority=goal.priority)


def level_name(level: Level) -> Said:
    """How firm money is, in a word."""
    return said(LEVELS[level])


def intake_limit(limit: IntakeLimit) -> Said:
    """What keeps a course from being larger."""
    return said(INTAKE[limit])
