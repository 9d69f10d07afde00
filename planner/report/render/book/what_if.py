"""Sliders, each moved alone: a table of its positions, and lines against the plan as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.messages import in_language, said
from planner.report.blocks import WhatIf, WhatIfNumber, WhatIfSlider
from planner.report.render.book.cells import write_rows
from planner.report.render.book.charts import axis, chart_of, line_look, put, value_axis
from planner.report.render.book.making import Making, Part
from planner.report.render.tables import Cell

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CHART = 300


def add_what_if(making: Making, block: WhatIf) -> None:
    """A sheet with a table and a chart for each slider."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    making.wide(sheet, 0, 0, 34)
    making.wide(sheet, 1, 2 * len(block.numbers) + 1, 16)
    row = making.head(sheet, block.title, block.told, width=8)
    for slider in block.sliders:
        row = _slider(making, sheet, row, block.numbers, slider)
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def _slider(
    making: Making,
    sheet: Worksheet,
    row: int,
    numbers: Sequence[WhatIfNumber],
    slider: WhatIfSlider,
) -> int:
    making.text(sheet, row, 0, slider.name, "heading")
    compared = [i for i, number in enumerate(numbers) if number.base]
    header = _header(making, numbers, compared)
    rows = [_position(making, numbers, compared, slider, i) for i in range(len(slider.steps))]
    shares = dict.fromkeys(range(len(numbers) + 2, len(header)), "share")
    below = write_rows(making, sheet, row + 1, header, rows, shares)
    if not compared or len(slider.steps) < 2:
        return below + 1
    chart = chart_of(making, "line", slider.name)
    name = sheet.get_name()
    for place in range(len(compared)):
        column = len(numbers) + 2 + place
        chart.add_series(
            {
                "name": [name, row + 1, 1 + compared[place]],
                "categories": [name, row + 2, 0, below - 1, 0],
                "values": [name, row + 2, column, below - 1, column],
                "line": line_look(place),
                "marker": {"type": "automatic", "size": 6},
            }
        )
    chart.set_y_axis(value_axis(making.word(said("plan-book.plan-is-all"))) | {"num_format": "0%"})
    chart.set_x_axis(axis())
    chart.show_blanks_as("gap")
    return put(sheet, below + 1, chart, slider.name, height=CHART) + 1


def _header(making: Making, numbers: Sequence[WhatIfNumber], compared: Sequence[int]) -> list[str]:
    named = [_named(making, number) for number in numbers]
    against = [said("plan-book.share-of-plan", name=numbers[i].name) for i in compared]
    return [
        making.word(said("plan-book.position")),
        *named,
        making.word(said("plan-book.why-none")),
        *map(making.word, against),
    ]


def _named(making: Making, number: WhatIfNumber) -> str:
    if not number.unit:
        return number.name
    return in_language(
        said("plan-book.with-unit", name=number.name, unit=number.unit), making.language
    )


def _position(
    making: Making,
    numbers: Sequence[WhatIfNumber],
    compared: Sequence[int],
    slider: WhatIfSlider,
    place: int,
) -> list[Cell]:
    step = slider.steps[place]
    label = step.label
    if place == slider.base:
        label = making.word(said("plan-book.of-the-plan", label=label))
    against = [_share(step.values[i], numbers[i].base) for i in compared]
    return [label, *step.values, step.told or None, *against]


def _share(value: float | None, base: float | None) -> float | None:
    return None if value is None or not base else value / base
