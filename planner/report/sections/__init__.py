"""What a plan says, section by section, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.generation import Generation
from planner.planning import Plan
from planner.records.alternatives import Alternatives, Price
from planner.report.blocks import Block
from planner.report.notes import Origins
from planner.report.sections.assumptions import assumptions
from planner.report.sections.choices import alternative_blocks, price_blocks
from planner.report.sections.deployment import deployment, deployment_blocks
from planner.report.sections.forces import force_blocks, forces
from planner.report.sections.funding import funding
from planner.report.sections.gap import gap
from planner.report.sections.headline import force_headline, headline, supply_headline
from planner.report.sections.host_nation import host_blocks, host_nation
from planner.report.sections.readiness import readiness
from planner.report.sections.services import service_report, services
from planner.report.sections.sustainment import sustainment

__all__ = [
    "SECTIONS",
    "assumptions",
    "deployment",
    "forces",
    "funding",
    "gap",
    "generation_blocks",
    "headline",
    "host_nation",
    "readiness",
    "report_blocks",
    "service_report",
    "services",
    "sustainment",
]

Section = Callable[[Plan], Iterable[Block]]

SECTIONS: tuple[Section, ...] = (
    headline,
    gap,
    forces,
    deployment,
    host_nation,
    sustainment,
    services,
    funding,
    readiness,
    assumptions,
)


def report_blocks(plan: Plan) -> tuple[Block, ...]:
    """Every block of the report of a plan."""
    return tuple(block for section in SECTIONS for block in section(plan))


def supply_blocks(plan: Plan) -> Iterator[Block]:
    """Every block of the report of sustainment alone."""
    yield from supply_headline(plan)
    yield from sustainment(plan)
    yield from gap(plan)


def generation_blocks(
    found: Generation, others: Alternatives | None = None, price: Price | None = None
) -> Iterator[Block]:
    """Every block of the report of force generation alone, with what was asked beside it."""
    yield from force_headline(found)
    if price is not None:
        yield from price_blocks(found, price)
    yield from force_blocks(found)
    if others is not None:
        yield from alternative_blocks(found, others)
    origins = Origins(found.scenario, found.factbook)
    yield from deployment_blocks(found.deployment, found.scenario, origins)
    yield from host_blocks(found)
