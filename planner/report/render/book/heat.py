"""Shares by row and time: cells coloured by a scale, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import in_language, said
from planner.report.blocks import HeatMap, HeatPanel
from planner.report.numbers import share
from planner.report.render.book.days import day_name, told_of_days
from planner.report.render.book.looks import SCALE
from planner.report.render.book.making import Making, Part

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAMES, NUMBERS, WIDEST = 30, 7, 70


def add_heat_map(making: Making, block: HeatMap) -> None:
    """A sheet with the panels one below another; a column covers the days from its edge on."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    columns = len(block.edges) - 1
    names = [row.name for panel in block.panels for row in panel.rows]
    making.wide(sheet, 0, 0, min(max([NAMES, *map(len, names)]), WIDEST))
    making.wide(sheet, 1, max(columns, 1), NUMBERS)
    row = making.head(sheet, block.title, block.told, width=min(columns, 14) + 1)
    for told in told_of_days(making, block.days, ()):
        making.text(sheet, row, 0, told, "line")
        row += 1
    ends = {"none": share(0.0), "all": share(1.0)}
    named = in_language(
        said("plan-book.with-unit", name=block.title, unit=block.unit), making.language
    )
    making.text(sheet, row, 0, named, "line")
    making.text(sheet, row + 1, 0, making.word(said("plan-book.scale", **ends)), "line")
    row = _edges(making, sheet, row + 2, block)
    header = row - 1
    sheet.freeze_panes(row, 1)
    for panel in block.panels:
        row = _panel(making, sheet, row, panel)
    making.print_on_a4(sheet, header=header)


def _edges(making: Making, sheet: Worksheet, row: int, block: HeatMap) -> int:
    making.text(sheet, row, 0, making.word(said("plan-book.from")), "header")
    for c, edge in enumerate(block.edges[:-1], 1):
        making.text(sheet, row, c, day_name(making, edge), "edge")
    return row + 1


def _panel(making: Making, sheet: Worksheet, row: int, panel: HeatPanel) -> int:
    making.text(sheet, row, 0, panel.name, "subheading")
    first = row + 1
    for r, entry in enumerate(panel.rows, first):
        making.text(sheet, r, 0, entry.name, "text")
        for c, value in enumerate(entry.values, 1):
            if value is not None:
                sheet.write_number(r, c, value, making.sheets.looks["share"])
    last = first + len(panel.rows) - 1
    if panel.rows and panel.rows[0].values:
        sheet.conditional_format(first, 1, last, len(panel.rows[0].values), _scale())
    return last + 2


def _scale() -> dict[str, object]:
    low, middle, high = SCALE
    numbers = {f"{end}_type": "num" for end in ("min", "mid", "max")}
    values = {"min_value": 0, "mid_value": 0.5, "max_value": 1}
    colours = {"min_color": low, "mid_color": middle, "max_color": high}
    return {"type": "3_color_scale", **numbers, **values, **colours}
