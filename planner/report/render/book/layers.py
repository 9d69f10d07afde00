"""Amounts that lie on one another over days: a stacked area."""

from __future__ import annotations

from typing import Any

from planner.report.blocks import Layers
from planner.report.render.book.charts import chart_of, day_axis, put, value_axis
from planner.report.render.book.days import Series, add_day_sheet, told_of_days
from planner.report.render.book.looks import LAYERS, WHITE
from planner.report.render.book.making import Making, Part


def add_layers(making: Making, block: Layers) -> None:
    """A sheet with the chart, and one with its data."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    series = [Series(layer.name, layer.values) for layer in block.layers]
    data = add_day_sheet(making, block.title, block.days, series)
    row = making.head(sheet, block.title, block.told, width=14)
    for told in told_of_days(making, block.days, block.marks):
        making.text(sheet, row, 0, told, "line")
        row += 1
    chart = chart_of(making, "area", block.title, stacked=True)
    for place in range(len(series)):
        chart.add_series(
            {
                "name": data.head(place),
                "categories": list(data.days()),
                "values": list(data.values(place)),
                **_look(place),
            }
        )
    chart.set_x_axis(day_axis(data.rows))
    chart.set_y_axis(value_axis(block.unit, min=0))
    put(sheet, row, chart, block.told, height=520)
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def _look(place: int) -> dict[str, Any]:
    """How a layer is filled; where colours come again, they are hatched."""
    colour = LAYERS[place % len(LAYERS)]
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": WHITE}
    fill = {"fill": {"color": colour}} if place < len(LAYERS) else {"pattern": hatched}
    return {**fill, "border": {"color": WHITE, "width": 0.75}}
