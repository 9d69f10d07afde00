"""Force generation as typed tables: requirements, assignments, asks, the host nation."""

from __future__ import annotations

from collections.abc import Iterator

from planner.generation import Generation
from planner.records.asks import AskLists
from planner.records.forces import ForcePlan
from planner.records.host_nation import Course, EquipmentHolding
from planner.report.exports.deployment import deployment_tables
from planner.report.exports.typed import data_table
from planner.report.numbers import quantity
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario

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
