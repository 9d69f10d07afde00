"""What all native charts share: size, colours, axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.render.book.looks import COLOURS, DASHES, INK, PALE, RULE, WHITE
from planner.report.render.book.making import Making
from planner.report.render.xlsx import cell_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Chart = Any  # the package that writes workbooks has no types
Cells = tuple[str, int, int, int, int]
"""A range: the name of its sheet, first row and column, last row and column."""

WIDE, HALF, HIGH = 1_040, 515, 400
ROW = 20
"""Height of a row of cells, in the points of a screen of which a chart's size is told."""
LABELS = 14


def chart_of(making: Making, kind: str, title: str, *, stacked: bool = False) -> Chart:
    """A chart of a kind, with its title."""
    form = {"type": kind, "subtype": "stacked"} if stacked else {"type": kind}
    chart = making.sheets.book.add_chart(form)
    chart.set_title(
        {"name": cell_text(title)[:250], "name_font": {"size": 12, "bold": True, "color": INK}}
    )
    chart.set_legend({"position": "bottom", "font": {"size": 9, "color": INK}})
    chart.set_chartarea({"border": {"color": RULE}})
    return chart


def axis(name: str = "", **more: Any) -> dict[str, Any]:
    """An axis with thin lines and small print."""
    return {
        "name": cell_text(name)[:250],
        "name_font": {"size": 9, "bold": False, "color": PALE},
        "num_font": {"size": 9, "color": INK},
        "line": {"color": PALE},
        **more,
    }


def value_axis(name: str = "", **more: Any) -> dict[str, Any]:
    """The axis of the values, with lines across the chart."""
    lines = {"visible": True, "line": {"color": RULE, "width": 0.5}}
    return axis(name, major_gridlines=lines, num_format="#,##0", **more)


def day_axis(days: int) -> dict[str, Any]:
    """The axis of so many days, not all of which are named."""
    every = max(1, -(-days // LABELS))
    return axis(interval_unit=every, interval_tick=every, label_position="low")


def line_look(place: int) -> dict[str, Any]:
    """The line of a series, told apart from the others by its colour and its dashes."""
    dash = DASHES[place // 2 % len(DASHES)]
    return {"color": COLOURS[place % len(COLOURS)], "width": 2, "dash_type": dash}


def fill_look(place: int) -> dict[str, Any]:
    """How an area or a bar is filled, with a white rim."""
    return {
        "fill": {"color": COLOURS[place % len(COLOURS)]},
        "border": {"color": WHITE, "width": 0.75},
    }


def put(sheet: Worksheet, row: int, chart: Chart, told: str, **place: int) -> int:
    """Put a chart on a sheet, with what is to be seen for those who do not see it; `place` may say
    `column`, `width`, `height`. The first row below it."""
    width, height = place.get("width", WIDE), place.get("height", HIGH)
    chart.set_size({"width": width, "height": height})
    described = {"description": cell_text(told)[:1000], "object_position": 2}
    sheet.insert_chart(row, place.get("column", 0), chart, described)
    return row + -(-height // ROW) + 1
