"""Every table of a plan, in reading order: for its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalogue.figure import cited_source
from planner.dossier import Dossier
from planner.generation import Generation
from planner.planning import Plan
from planner.records.forces import Goal
from planner.report.exports.flows import Rows
from planner.report.exports.forces import generation_tables
from planner.report.exports.funding import funding_tables
from planner.report.exports.needs import demand_tables, gap_tables
from planner.report.exports.provenance import REGISTER, provenance_tables, registered
from planner.report.exports.readiness import readiness_tables
from planner.report.exports.services import service_tables
from planner.report.exports.sustainment import supply_tables
from planner.report.exports.typed import data_table
from planner.report.exports.united_nations import united_nations_tables
from planner.report.exports.what_if import what_if_table
from planner.report.figures import figure_name
from planner.report.render.tables import Cell, DataTable

GOALS = (
    "section",
    "fill",
    "goal",
    "priority#",
    "value#",
    "unit",
    "bound#",
    "stake#",
    "gap#",
    "method",
)
NAMED_REGISTER = ("name", *REGISTER, "source_title")
RESTS_ON = ("of", "kind", "share#")
REASONS = ("requirement", "title", "reason", "quantity#", "measure", "requirement_days#")
UNUSED = ("pledge", "title", "contributor", "units#", "personnel#", "why")
HOST_STRENGTH = ("force", "title", "wanted#", "reached_on@", "day@", "persons#")


def plan_tables(dossier: Dossier) -> tuple[DataTable, ...]:
    """Every table of a plan and of what was worked out beside it, those without a row too."""
    plan = dossier.plan
    return (
        *_generated(plan),
        *gap_tables(plan.gap, plan.scenario),
        *supply_tables(plan),
        *demand_tables(plan),
        *_services(plan),
        *_funding(plan),
        *_readiness(plan),
        data_table("goals", plan.scenario, GOALS, _goals(plan)),
        *_what_if(dossier),
        *_figures(dossier),
    )


def _generated(plan: Plan) -> Iterator[DataTable]:
    found = plan.generation
    if found is None:
        return
    lines = found.deployment.lines
    yield from united_nations_tables(plan.scenario, plan.factbook, found.plan, lines)
    yield from generation_tables(found)
    scenario = found.scenario
    yield data_table("reasons", scenario, REASONS, _reasons(found))
    yield data_table("unused", scenario, UNUSED, _unused(found))
    yield data_table("host-strength", scenario, HOST_STRENGTH, _host(found))


def _services(plan: Plan) -> tuple[DataTable, ...]:
    return () if plan.services is None else service_tables(plan.services, plan.scenario)


def _funding(plan: Plan) -> tuple[DataTable, ...]:
    return () if plan.funding is None else funding_tables(plan.funding, plan.scenario)


def _readiness(plan: Plan) -> tuple[DataTable, ...]:
    return () if plan.readiness is None else readiness_tables(plan.readiness, plan.scenario)


def _what_if(dossier: Dossier) -> Iterator[DataTable]:
    if dossier.what_if is not None:
        yield what_if_table(dossier.what_if, dossier.plan.scenario)


def _figures(dossier: Dossier) -> Iterator[DataTable]:
    """The register with the sources, how much rests on what, and what moves what where known."""
    plan, found = dossier.plan, dossier.provenance
    yield data_table("register", plan.scenario, NAMED_REGISTER, _named(plan))
    yield data_table("rests-on", plan.scenario, RESTS_ON, _rests_on(plan))
    if found is not None:
        tables = provenance_tables(found, plan.scenario)
        yield from (table for table in tables if table.name != "register")


def _named(plan: Plan) -> Rows:
    sources = plan.factbook.sources
    for entry in plan.figures:
        cited = cited_source(entry.figure.source or "", sources)
        title = None if cited is None else sources[cited].title
        name = figure_name(plan.scenario, plan.factbook, entry.path)
        yield (name, *registered(entry), title)


def _rests_on(plan: Plan) -> Rows:
    for of, shares in plan.shares.items():
        yield from ((of, kind, part) for kind, part in shares.items())


def _reasons(found: Generation) -> Rows:
    for entry in found.plan.requirements:
        for reason in entry.reasons:
            told = (reason.cause.value, reason.quantity, entry.measure, reason.days)
            yield (entry.requirement, entry.title, *told)


def _unused(found: Generation) -> Rows:
    for entry in found.plan.unused:
        pledge = found.scenario.pledges[entry.pledge]
        whose = (entry.pledge, pledge.title, pledge.contributor)
        yield (*whose, entry.units, entry.personnel, entry.why)


def _host(found: Generation) -> Rows:
    for force in found.host.strength:
        head = (force.force, force.title, force.wanted, force.reached_on)
        yield from ((*head, step.day, step.persons) for step in force.steps)


# ------------------------------------------------------------------------------------------ goals


def _goals(plan: Plan) -> Rows:
    if plan.forces is not None:
        yield from _goal_rows("forces", None, plan.forces.goals)
        for fill, goals in plan.forces.fills.items():
            yield from _goal_rows("forces", fill.value, goals)
    if plan.sustainment is not None:
        yield from _goal_rows("sustainment", None, plan.sustainment.goals)
    if plan.services is not None:
        yield from _goal_rows("services", None, plan.services.goals)


def _goal_rows(section: str, fill: str | None, goals: Iterable[Goal]) -> Iterator[tuple[Cell, ...]]:
    for goal in goals:
        yield (
            section,
            fill,
            goal.name,
            goal.priority,
            goal.value,
            goal.unit,
            goal.bound,
            goal.stake,
            goal.gap,
            goal.method or None,
        )
