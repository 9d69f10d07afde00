"""The full report: every section of a dossier with its pictures, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.dossier import Dossier
from planner.planning import Plan
from planner.report.blocks import Block
from planner.report.sections import (
    assumptions,
    deployment,
    forces,
    gap,
    headline,
    host_nation,
    services,
    sustainment,
)

Part = Callable[[Dossier], Iterable[Block]]


def of_plan(section: Callable[[Plan], Iterable[Block]]) -> Part:
    """A section that needs nothing but the plan."""
    return lambda dossier: section(dossier.plan)


# Each section is followed by its pictures.
PARTS: tuple[Part, ...] = (
    of_plan(headline),
    of_plan(gap),
    of_plan(forces),
    of_plan(deployment),
    of_plan(host_nation),
    of_plan(sustainment),
    of_plan(services),
    of_plan(assumptions),
)


def full_report(dossier: Dossier) -> tuple[Block, ...]:
    """Every block of the report of a dossier."""
    return tuple(block for part in PARTS for block in part(dossier))
