"""What-if as a typed table: the numbers at each position of each slider."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.provenance import UNITS
from planner.records.what_if import WhatIf
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
