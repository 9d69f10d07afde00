"""Where services are put, whom they serve from afar, and who is without them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.ids import ServiceId, SiteId
from planner.planning import Plan
from planner.records.forces import Goal
from planner.records.services import Served, ServicePlan, ServicePoint, Unserved
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, short_day
from planner.report.sections.headline import LIMIT, title_blocks
from planner.scenario import Scenario
from planner.scenario.titles import short_title

SERVICES = (
    Column("Service", wraps=True),
    Column("Within h", number=True),
    Column("Points", number=True),
    Column("Put at, from", wraps=True),
    Column("Farthest h", number=True),
    Column("Person-days without", number=True, wraps=True),
)
POINTS = (
    Column("Service", wraps=True),
    Column("Put at", wraps=True),
    Column("Points", number=True),
    Column("From"),
    Column("Until"),
    Column("Persons", number=True),
    Column("Farthest h", number=True),
    Column("Serves", wraps=True),
)
SERVED = (
    Column("Service", wraps=True),
    Column("Site", wraps=True),
    Column("Served from", wraps=True),
    Column("From"),
    Column("Until"),
    Column("Persons", number=True),
    Column("Hours", number=True),
)
UNSERVED = (
    Column("Service", wraps=True),
    Column("Site", wraps=True),
    Column("From"),
    Column("Until"),
    Column("Persons", number=True),
    Column("Person-days", number=True),
    Column("Why", wraps=True),
)


def services(plan: Plan) -> Iterator[Block]:
    """Where services are put, service by service, and who is without them."""
    if plan.services is None:
        return
    yield Heading("Services within reach of the units")
    yield _verdict(plan.services, plan.scenario)
    yield Table(SERVICES, tuple(_summaries(plan.services, plan.scenario)))
    yield from _unserved(plan.services, plan.scenario)


def service_report(placed: ServicePlan, scenario: Scenario) -> Iterator[Block]:
    """Every block of the report of `planner services`: each point, and who is served from afar."""
    yield from title_blocks(scenario)
    yield _verdict(placed, scenario)
    if placed.status == "limit":
        yield Line(LIMIT, Tone.WARNING)
    yield Line(f"Goals, in their order: {'; '.join(map(_told, placed.goals))}.", Tone.NOTE)
    if placed.points:
        yield Heading("Where services are put", level=3)
        yield Table(POINTS, tuple(_point(point, scenario) for point in placed.points))
    away = [entry for entry in placed.served if entry.site != entry.point]
    if away:
        yield Heading("Served from another site", level=3)
        yield Table(SERVED, tuple(_served(entry, scenario) for entry in away))
    yield from _unserved(placed, scenario)


def _told(goal: Goal) -> str:
    unit = "" if goal.unit == goal.name else f" {goal.unit}"
    return f"{goal.name} {quantity(goal.value)}{unit}"


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
            ", ".join(put) or NONE,
            quantity(max((point.farthest_hours for point in points), default=0.0)),
            quantity(lost),
        )


def _put(point: ServicePoint, scenario: Scenario) -> str:
    return f"{short_title(scenario, point.site)} {short_day(point.needed_from)}"


def _verdict(placed: ServicePlan, scenario: Scenario) -> Line:
    """One sentence: is every service within its travel time of every unit?"""
    asked = counted(len(scenario.services), "service")
    short = {entry.service for entry in placed.unserved}
    new = counted(sum(point.points - point.standing for point in placed.points), "point")
    if not short:
        return Line(f"{asked} within reach of every unit, with {new} to set up.", Tone.GOOD)
    lost = quantity(sum(entry.person_days for entry in placed.unserved))
    return Line(
        f"{len(short)} of {asked} out of reach of some units: {lost} person-days without, "
        f"with {new} to set up.",
        Tone.BAD,
    )


def _service(service: ServiceId, scenario: Scenario) -> str:
    return scenario.services[service].title


def _site(site: SiteId, scenario: Scenario) -> str:
    return scenario.sites[site].title


def _point(point: ServicePoint, scenario: Scenario) -> tuple[str, ...]:
    stands = f" ({point.standing} there already)" if point.standing else ""
    return (
        _service(point.service, scenario),
        _site(point.site, scenario) + stands,
        quantity(point.points),
        short_day(point.needed_from),
        short_day(point.until),
        quantity(point.persons),
        quantity(point.farthest_hours),
        ", ".join(short_title(scenario, site) for site in point.serves),
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
        yield Heading("Without a service", level=3)
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
