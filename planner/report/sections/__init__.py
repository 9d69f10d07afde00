"""What a plan says, section by section, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.planning import Plan
from planner.report.blocks import Block
from planner.report.sections.assumptions import assumptions
from planner.report.sections.deployment import deployment
from planner.report.sections.forces import forces
from planner.report.sections.gap import gap
from planner.report.sections.headline import headline
from planner.report.sections.host_nation import host_nation
from planner.report.sections.sustainment import sustainment

Section = Callable[[Plan], Iterable[Block]]

SECTIONS: tuple[Section, ...] = (
    headline,
    gap,
    forces,
    deployment,
    host_nation,
    sustainment,
    assumptions,
)


def report_blocks(plan: Plan) -> tuple[Block, ...]:
    """Every block of the report of a plan."""
    return tuple(block for section in SECTIONS for block in section(plan))
