"""What moves each number of the plan: a tornado of the figures that have a low and a high."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.dossier import Dossier
from planner.messages import said
from planner.planning import Plan
from planner.records.provenance import UNITS, Tornado
from planner.report.blocks import Bars, Block, Heading, Marking
from planner.report.figures import figure_name
from planner.report.numbers import quantity
from planner.report.sections.provenance import TITLES, provenance_blocks
from planner.report.words import unit_name
from planner.scenario import factbook_of


def tornado(dossier: Dossier) -> Iterator[Block]:
    """The section of what moves the numbers, each of its pictures titled and told."""
    found = dossier.provenance
    if found is None:
        return
    moved = iter([entry for entry in found.tornadoes if entry.swings])
    begun = False
    # what the numbers rest on is said of every plan, before this
    for block in provenance_blocks(dossier.plan.scenario, found, shares=False):
        match block:
            case Marking() | Heading(level=1):  # the report has them
                continue
            case Heading(level=2) if begun:  # of the report it is one section
                yield replace(block, level=3)
            case Bars():
                yield _titled(dossier.plan, block, next(moved))
            case _:
                begun = True
                yield block


def _titled(plan: Plan, bars: Bars, tornado: Tornado) -> Bars:
    title, unit = TITLES[tornado.headline], unit_name(UNITS[tornado.headline])
    first = tornado.swings[0]
    known = [value for value in (first.low, first.base, first.high) if value is not None]
    told = said(
        "tornado.told",
        headline=title,
        base=quantity(tornado.base),
        unit=unit,
        figure=figure_name(plan.scenario, factbook_of(plan.scenario), first.entry.path),
        low=quantity(min(known)),
        high=quantity(max(known)),
    )
    return replace(bars, title=said("tornado.title", headline=title), told=told, unit=unit)
