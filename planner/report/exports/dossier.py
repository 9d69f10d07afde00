"""Everything that a dossier holds as typed tables."""

from __future__ import annotations

from collections.abc import Iterator

from planner.dossier import Dossier
from planner.records.provenance import UNITS
from planner.records.what_if import WhatIf
from planner.report.exports.forces import generation_tables
from planner.report.exports.provenance import provenance_tables
from planner.report.exports.services import service_tables
from planner.report.exports.sustainment import supply_tables
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario

WHAT_IF = (
    "slider",
    "title",
    "position#",
    "label",
    "base#",
    "headline",
    "unit",
    "value#",
    "told",
)


def dossier_tables(dossier: Dossier) -> Iterator[DataTable]:
    """The tables of each section that there is."""
    plan = dossier.plan
    if plan.generation is not None:
        yield from generation_tables(plan.generation)
    if plan.sustainment is not None:
        yield from supply_tables(plan)
    if plan.services is not None:
        yield from service_tables(plan.services, plan.scenario)
    if dossier.what_if is not None:
        yield what_if_table(dossier.what_if, plan.scenario)
    if dossier.provenance is not None:
        yield from provenance_tables(dossier.provenance, plan.scenario)


def what_if_table(found: WhatIf, scenario: Scenario) -> DataTable:
    """Each number at each position of each slider; `base` is 1 where that is the plan's own."""
    return data_table("what-if", scenario, WHAT_IF, _positions(found))


def _positions(found: WhatIf) -> Iterator[tuple[Cell, ...]]:
    for slider in found.sliders:
        for number, position in enumerate(slider.positions):
            where = (slider.id, slider.title, number, position.label, int(number == slider.base))
            for name in found.headlines:
                value = position.values.get(name)
                yield (*where, name.value, UNITS[name], value, position.told or None)
