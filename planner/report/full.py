"""The full report: every section of a dossier with its pictures, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planner.dossier import Dossier
from planner.planning import Plan
from planner.report.blocks import Block
from planner.report.pictures.build_up import build_up
from planner.report.pictures.coverage import coverage
from planner.report.pictures.curves import curves
from planner.report.pictures.funding import funding_waterfall
from planner.report.pictures.gantt import gantt
from planner.report.pictures.network import network
from planner.report.pictures.tornado import tornado
from planner.report.pictures.waterfall import waterfall
from planner.report.pictures.what_if import what_if
from planner.report.sections import (
    assumptions,
    deployment,
    forces,
    funding,
    gap,
    headline,
    host_nation,
    readiness,
    services,
    sustainment,
)
from planner.report.sections.register import register

Part = Callable[[Dossier], Iterable[Block]]


def of_plan(section: Callable[[Plan], Iterable[Block]]) -> Part:
    """A section that needs nothing but the plan."""
    return lambda dossier: section(dossier.plan)


# Each section in words, followed by its pictures.
SECTIONS: Mapping[str, tuple[Part, ...]] = {
    "headline": (of_plan(headline),),
    "gap": (of_plan(gap),),
    "forces": (of_plan(forces), coverage, waterfall),
    "deployment": (of_plan(deployment), gantt),
    "host_nation": (of_plan(host_nation),),
    "sustainment": (of_plan(sustainment), build_up, curves, network),
    "services": (of_plan(services),),
    "funding": (of_plan(funding), funding_waterfall),
    "readiness": (of_plan(readiness),),
    "assumptions": (of_plan(assumptions), tornado),
    "what_if": (what_if,),
    "register": (of_plan(register),),
}


def full_report(dossier: Dossier) -> tuple[Block, ...]:
    """Every block of the report of a dossier."""
    return tuple(block for name in SECTIONS for block in section_blocks(dossier, name))


def section_blocks(dossier: Dossier, name: str) -> tuple[Block, ...]:
    """The blocks of one of `SECTIONS`; none where the dossier has nothing for it."""
    return tuple(block for part in SECTIONS[name] for block in part(dossier))
