"""Curves over days: a place is chosen from a list, and two charts follow; the most urgent below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.messages import said
from planner.report.blocks import Curves
from planner.report.render.book.charts import (
    HALF,
    ROW,
    Chart,
    chart_of,
    day_axis,
    line_look,
    put,
    value_axis,
)
from planner.report.render.book.chooser import add_chooser
from planner.report.render.book.curve_data import Placed, columns_of, thinned
from planner.report.render.book.days import DaySheet, add_day_sheet, told_of_days
from planner.report.render.book.looks import PALE
from planner.report.render.book.making import Making, Part

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_URGENT = 6
HEIGHT = 300


def add_curves(making: Making, block: Curves) -> None:
    """A sheet with the charts, and one with the data."""
    step, panels = thinned(block)
    sheet = making.add(block.title, Part.PICTURE, block.told)
    series, placed = columns_of(making, panels)
    data = add_day_sheet(making, block.title, block.days, series, step=step)
    row = making.head(sheet, block.title, block.told, width=14)
    shown = replace(block, panels=panels)
    for told in _told(making, block, shown, step):
        making.text(sheet, row, 0, told, "line")
        row += 1
    row = add_chooser(making, sheet, row + 1, shown, data, placed)
    _urgent(making, sheet, row, shown, data, placed)
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def _told(making: Making, block: Curves, shown: Curves, step: int) -> Iterator[str]:
    yield from told_of_days(making, block.days, ())
    if step > 1:
        yield making.word(said("plan-book.lowest", days=step))
    if len(shown.panels) < len(block.panels):
        told = said("plan-book.panels-left-out", shown=len(shown.panels), panels=len(block.panels))
        yield making.word(told)


# ---------------------------------------------------------------------------- the most urgent


def _urgent(
    making: Making,
    sheet: Worksheet,
    row: int,
    block: Curves,
    data: DaySheet,
    placed: list[Placed],
) -> None:
    """The panels that are urgent, two beside each other."""
    urgent = [panel for panel in block.panels if panel.urgent][:MOST_URGENT]
    if not urgent:
        return
    making.text(sheet, row, 0, making.word(said("plan-book.urgent")), "heading")
    for place, panel in enumerate(urgent):
        mine = [curve for curve in placed if curve.panel == panel.name]
        chart = panel_chart(making, panel.name, block, data, mine)
        across, down = place % 2 * 8, row + 1 + place // 2 * (HEIGHT // ROW + 1)
        put(sheet, down, chart, panel.name, column=across, width=HALF, height=HEIGHT)


def panel_chart(
    making: Making, title: str, block: Curves, data: DaySheet, curves: list[Placed]
) -> Chart:
    """Lines of the curves of one panel, with the band of a curve that stands alone."""
    chart = chart_of(making, "line", title)
    for place, curve in enumerate(curves):
        series = {"name": making.word(curve.curve.name), "categories": list(data.days())}
        values = list(data.values(curve.values))
        chart.add_series({**series, "values": values, "line": line_look(place)})
    if len(curves) == 1:
        for end in (curves[0].low, curves[0].high):
            if end is not None:
                look = {"color": PALE, "width": 1.25, "dash_type": "dash"}
                series = {"name": data.head(end), "categories": list(data.days())}
                chart.add_series({**series, "values": list(data.values(end)), "line": look})
    chart.set_x_axis(day_axis(data.rows))
    chart.set_y_axis(value_axis(block.unit, min=0))
    chart.show_blanks_as("gap")
    return chart
