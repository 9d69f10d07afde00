"""Where services are put, whom they serve from afar, and who is without them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.ids import ServiceId, SiteId
from planner.messages import Said, joined, said
from planner.planning import Plan
from planner.records.forces import Goal
from planner.records.services import Served, ServicePlan, ServicePoint, Unserved
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, short_day
from planner.report.sections.headline import LIMIT, title_blocks
from planner.report.words import goal_name, unit_name
from planner.scenario import Scenario
from planner.scenario.titles import short_title

SERVICES = (
    Column(said("column.service"), wraps=True),
    Column(said("column.within"), number=True),
    Column(said("column.points"), number=True),
    Column(said("column.put-at-from"), wraps=True),
    Column(said("column.farthest"), number=True),
    Column(said("column.person-days-without"), number=True, wraps=True),
)
POINTS = (
    Column(said("column.service"), wraps=True),
    Column(said("column.put-at"), wraps=True),
    Column(said("column.points"), number=True),
    Column(said("column.from-day")),
    Column(said("column.until")),
    Column(said("column.persons"), number=True),
    Column(said("column.farthest"), number=True),
    Column(said("column.serves"), wraps=True),
)
SERVED = (
    Column(said("column.service"), wraps=True),
    Column(said("column.site"), wraps=True),
    Column(said("column.served-from"), wraps=True),
    Column(said("column.from-day")),
    Column(said("column.until")),
    Column(said("column.persons"), number=True),
    Column(said("column.hours"), number=True),
)
UNSERVED = (
    Column(said("column.service"), wraps=True),
    Column(said("column.site"), wraps=True),
    Column(said("column.from-day")),
    Column(said("column.until")),
    Column(said("column.persons"), number=True),
    Column(said("column.person-days"), number=True),
    Column(said("column.why"), wraps=True),
)


def services(plan: Plan) -> Iterator[Block]:
    """Where services are put, service by service, and who is without them."""
    if plan.services is None:
        return
    yield Heading(said("services.heading"))
    yield _verdict(plan.services, plan.scenario)
    yield Table(SERVICES, tuple(_summaries(plan.services, plan.scenario)))
    yield from _unserved(plan.services, plan.scenario)


def service_report(placed: ServicePlan, scenario: Scenario) -> Iterator[Block]:
    """Every block of the report of `planner services`: each point, and who is served from afar."""
    yield from title_blocks(scenario)
    yield _verdict(placed, scenario)
    if placed.status == "limit":
        yield Line(LIMIT, Tone.WARNING)
    goals = joined("list.semicolon", [_told(goal) for goal in placed.goals])
    yield Line(said("goal.in-order", goals=goals), Tone.NOTE)
    if placed.points:
        yield Heading(said("services.points"), level=3)
        yield Table(POINTS, tuple(_point(point, scenario) for point in placed.points))
    away = [entry for entry in placed.served if entry.site != entry.point]
    if away:
        yield Heading(said("services.from-afar"), level=3)
        yield Table(SERVED, tuple(_served(entry, scenario) for entry in away))
    yield from _unserved(placed, scenario)


def _told(goal: Goal) -> Said:
    name, value = goal_name(goal.name), quantity(goal.value)
    if goal.unit == goal.name:
        return said("goal.value", goal=name, value=value)
    return said("goal.value-in-unit", goal=name, value=value, unit=unit_name(goal.unit))


def _summaries(placed: ServicePlan, scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """One row for each service: within which time, from where, how far, who is without."""
    for name, service in sorted(scenario.services.items()):
        points = [point for point in placed.points if point.service == name]
        lost = sum(entry.person_days for entry in placed.unserved if entry.service == name)
        put = [_put(point, scenario) for point in points]
        yield (
            service.title,
            quantity(service.within_hours.value),
            quantity(sum(point.points for point in points)),
            joined("list.comma", put) or NONE,
            quantity(max((point.farthest_hours for point in points), default=0.0)),
            quantity(lost),
        )


def _put(point: ServicePoint, scenario: Scenario) -> Said:
    site = short_title(scenario, point.site)
    return said("services.put", site=site, day=short_day(point.needed_from))


def _verdict(placed: ServicePlan, scenario: Scenario) -> Line:
    """One sentence: is every service within its travel time of every unit?"""
    short = {entry.service for entry in placed.unserved}
    new = sum(point.points - point.standing for point in placed.points)
    told = {"services": counted(len(scenario.services), "service"), "points": counted(new, "point")}
    if not short:
        return Line(said("services.all-reached", **told), Tone.GOOD)
    lost = quantity(sum(entry.person_days for entry in placed.unserved))
    return Line(said("services.not-reached", **told, short=len(short), lost=lost), Tone.BAD)


def _service(service: ServiceId, scenario: Scenario) -> str:
    return scenario.services[service].title


def _site(site: SiteId, scenario: Scenario) -> str:
    return scenario.sites[site].title


def _point(point: ServicePoint, scenario: Scenario) -> tuple[str, ...]:
    site = _site(point.site, scenario)
    stands = said("services.standing", site=site, points=point.standing)
    return (
        _service(point.service, scenario),
        stands if point.standing else site,
        quantity(point.points),
        short_day(point.needed_from),
        short_day(point.until),
        quantity(point.persons),
        quantity(point.farthest_hours),
        joined("list.comma", [short_title(scenario, site) for site in point.serves]),
    )


def _served(entry: Served, scenario: Scenario) -> tuple[str, ...]:
    return (
        _service(entry.service, scenario),
        _site(entry.site, scenario),
        _site(entry.point, scenario),
        short_day(entry.start),
        short_day(entry.until),
        quantity(entry.persons),
        quantity(entry.hours),
    )


def _unserved(placed: ServicePlan, scenario: Scenario) -> Iterator[Block]:
    if placed.unserved:
        yield Heading(said("services.without"), level=3)
        yield Table(UNSERVED, tuple(_without(entry, scenario) for entry in placed.unserved))


def _without(entry: Unserved, scenario: Scenario) -> tuple[str, ...]:
    return (
        _service(entry.service, scenario),
        _site(entry.site, scenario),
        short_day(entry.start),
        short_day(entry.until),
        quantity(entry.persons),
        quantity(entry.person_days),
        entry.reason,
    )
