"""Rows of spans as a Gantt chart: bars stacked on gaps that are not drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from planner.messages import said
from planner.report.blocks import Days, SpanRow, Spans
from planner.report.render.book.cells import write_rows
from planner.report.render.book.charts import (
    ROW,
    Chart,
    axis,
    chart_of,
    fill_look,
    put,
    value_axis,
)
from planner.report.render.book.days import day_name, told_of_days
from planner.report.render.book.looks import COLOURS, ink_on
from planner.report.render.book.making import Making, Part
from planner.report.render.tables import Cell
from planner.report.render.xlsx import cell_text, day_number

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# a chart with more rows cannot be read
MOST_ROWS = 80
PER_ROW = 24
# what the chart stacks stands to the right of what is read
ASIDE = 9


Pieces = tuple[tuple[int | None, int], ...]
"""Kind and days of what a row shows, one after another; of kind None nothing is drawn."""


def add_spans(making: Making, block: Spans) -> None:
    """A sheet with the chart, and every span in a row below it."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    making.wide(sheet, 0, 0, 44)
    making.wide(sheet, 1, 2, 26)
    making.wide(sheet, 3, 5, 13)
    making.wide(sheet, 6, 6, 50)
    row = making.head(sheet, block.title, block.told, width=5)
    for told in _told(making, block):
        making.text(sheet, row, 0, told, "line")
        row += 1
    row = _legend(making, sheet, row, block.legend)
    shown = block.rows[:MOST_ROWS]
    height = 180 + PER_ROW * len(shown)
    top = row + -(-height // ROW) + 1
    below = write_rows(making, sheet, top, _header(making, block.days), _rows(making, block))
    sheet.autofilter(top, 0, below - 1, len(_header(making, block.days)) - 1)
    chart = chart_of(making, "bar", block.title, stacked=True)
    _fill(making, sheet, chart, block, shown, top)
    sheet.print_area(0, 0, below, ASIDE - 2)
    chart.set_y_axis(axis(reverse=True, label_position="low"))
    chart.set_x_axis(_scale(making, block.days))
    put(sheet, row, chart, block.told, height=height)
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def _told(making: Making, block: Spans) -> Iterator[str]:
    yield from told_of_days(making, block.days, block.marks)
    if len(block.rows) > MOST_ROWS:
        told = said("plan-book.bars-left-out", shown=MOST_ROWS, rows=len(block.rows))
        yield making.word(told)


def _legend(making: Making, sheet: Worksheet, row: int, kinds: Sequence[str]) -> int:
    """What each colour of the chart is, in a cell of that colour."""
    for place, kind in enumerate(kinds):
        colour = COLOURS[place % len(COLOURS)]
        colours = {"bg_color": colour, "font_color": ink_on(colour)}
        look = making.sheets.book.add_format({**colours, "bold": True})
        sheet.write_string(row + place, 0, cell_text(kind), look)
    return row + len(kinds) + 1


def _header(making: Making, days: Days) -> list[str]:
    names = [
        said("plan-book.name"),
        said("plan-book.group"),
        said("plan-book.kind"),
        said("plan-book.from"),
    ]
    names += [said("plan-book.until"), said("plan-book.days"), said("plan-book.told")]
    return [making.word(name) for name in names]


def _rows(making: Making, block: Spans) -> Iterator[tuple[Cell, ...]]:
    for row in block.rows:
        for span in row.spans:
            yield (
                row.name,
                row.group,
                block.legend[span.kind],
                day_name(making, span.start),
                day_name(making, span.until),
                span.until - span.start,
                span.told,
            )


# ------------------------------------------------------------------------------------- the chart


def pieces(row: SpanRow, days: Days) -> Pieces:
    """What a row shows from the first day on; a later span of it covers the ones before it."""
    shown: list[int | None] = [None] * len(days)
    for span in row.spans:
        first, last = (min(max(day - days.start, 0), len(days)) for day in (span.start, span.until))
        shown[first:last] = [span.kind] * (last - first)
    return tuple((kind, len(list(same))) for kind, same in groupby(shown))


def _fill(
    making: Making, sheet: Worksheet, chart: Chart, block: Spans, rows: Sequence[SpanRow], top: int
) -> None:
    """Write what is stacked from row `top` on, and give it to the chart, a column a series."""
    names: dict[int | None, str] = {None: making.word(said("plan-book.below"))}
    names.update(enumerate(block.legend))
    columns = _stacked(block.days, [pieces(row, block.days) for row in rows])
    header = [making.word(said("plan-book.name")), *(names[kind] for kind, _ in columns)]
    cells = [(row.name, *(days[i] for _, days in columns)) for i, row in enumerate(rows)]
    write_rows(making, sheet, top, header, cells, first=ASIDE)
    name, last = sheet.get_name(), top + len(rows)
    for c, (kind, _) in enumerate(columns, ASIDE + 1):
        look = {"fill": {"none": True}} if kind is None else fill_look(kind)
        chart.add_series(
            {
                "name": [name, top, c],
                "categories": [name, top + 1, ASIDE, last, ASIDE],
                "values": [name, top + 1, c, last, c],
                "gap": 35,
                **look,
            }
        )
    chart.set_legend({"none": True})  # a kind has many series: the cells above name them


def _stacked(days: Days, rows: Sequence[Pieces]) -> list[tuple[int | None, list[float | None]]]:
    """The series of the chart: for each place in a row, one of what is not drawn and one a kind."""
    found: list[tuple[int | None, list[float | None]]] = [(None, [_zero(days)] * len(rows))]
    for place in range(max(map(len, rows), default=0)):
        there = [row[place] if place < len(row) else None for row in rows]
        kinds = {piece[0] for piece in there if piece is not None}
        for kind in sorted(kinds, key=lambda kind: -1 if kind is None else kind):
            column: list[float | None] = [
                piece[1] if piece and piece[0] == kind else None for piece in there
            ]
            found.append((kind, column))
    return found


def _zero(days: Days) -> float:
    """Where the axis begins: the number of its first date, or 0 where there are no dates."""
    return _number_of(days, days.start) or 0.0


def _number_of(days: Days, day: int) -> int | None:
    if days.d_day is None:
        return None
    return day_number((days.d_day + dt.timedelta(days=day)).isoformat())


def _scale(making: Making, days: Days) -> dict[str, Any]:
    first = _zero(days)
    ends = {"min": first, "max": first + len(days), "major_unit": max(1, round(len(days) / 12))}
    if _number_of(days, days.start) is None:
        named = making.word(said("plan-book.days-after", day=day_name(making, days.start)))
        return value_axis(named) | ends
    return value_axis() | ends | {"num_format": "d mmm yy"}
