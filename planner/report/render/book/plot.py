"""Plots as native charts over numbers, and grids as cells that are the darker the more."""

from __future__ import annotations

from planner.messages import said
from planner.report.blocks import Grid, Plot
from planner.report.draw.palette import on_white
from planner.report.render.book.cells import write_rows
from planner.report.render.book.charts import HIGH, ROW, axis, chart_of, line_look, put, value_axis
from planner.report.render.book.making import Making, Part
from planner.report.render.plotted import places_of, series_of

WIDE = 24


def add_plot(making: Making, block: Plot) -> None:
    """A chart of lines over numbers, and the numbers below it."""
    series = series_of(block)
    sheet = making.add(block.title, Part.PICTURE, block.told)
    making.wide(sheet, 0, len(series), WIDE)
    row = making.head(sheet, block.title, block.told, width=5)
    top = row + -(-HIGH // ROW) + 1
    header = [
        block.across,
        *(making.word(said("page.with-unit", name=name, unit=block.unit)) for name in series),
    ]
    places = places_of(block)
    rows = [(x, *(values.get(x) for values in series.values())) for x in places]
    write_rows(making, sheet, top, header, rows)
    chart = chart_of(making, "scatter", block.title)
    sheet_name, last = sheet.get_name(), top + len(rows)
    for place in range(len(series)):
        chart.add_series(
            {
                "name": [sheet_name, top, place + 1],
                "categories": [sheet_name, top + 1, 0, last, 0],
                "values": [sheet_name, top + 1, place + 1, last, place + 1],
                "line": line_look(place),
                "marker": {"type": "automatic", "size": 5},
            }
        )
    ends = {"min": places[0], "max": places[-1]} if len(places) > 1 else {}
    chart.set_x_axis(axis(block.across, **ends))
    chart.set_y_axis(value_axis(block.unit))
    put(sheet, row, chart, block.told)
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def add_grid(making: Making, block: Grid) -> None:
    """The numbers of the grid, coloured from the least to the most."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    making.wide(sheet, 0, len(block.columns), WIDE)
    row = making.head(sheet, block.title, block.told, width=5)
    corner = making.word(said("grid.corner", down=block.down, across=block.across))
    rows = [(entry.name, *entry.values) for entry in block.rows]
    write_rows(making, sheet, row, [corner, *block.columns], rows)
    if block.known:
        colours = {"min_color": on_white("share-1"), "max_color": on_white("share-4")}
        look = {"type": "2_color_scale", **colours}
        sheet.conditional_format(row + 1, 1, row + len(rows), len(block.columns), look)
    making.print_on_a4(sheet, header=row)
