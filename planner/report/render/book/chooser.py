"""Two lists to choose from, a place and one of its curves, and two charts that follow them.

The charts show cells with formulas, which look up what was chosen on the sheet of the data; they
hold what the first choice shows, for readers that do not compute.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.messages import said
from planner.report.blocks import Curves
from planner.report.blocks.picture import Floats
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
from planner.report.render.book.curve_data import Placed, end_name
from planner.report.render.book.days import DaySheet, lows
from planner.report.render.book.looks import PALE
from planner.report.render.book.making import Making
from planner.report.render.xlsx import NOT_THERE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# the charts take half the width each; what they show stands to the right of them
LISTS, FEED = 18, 25
HEIGHT = 340


@dataclass(frozen=True)
class Desk:
    """What the formulas of the chooser share: its sheet, its data, and where its lists stand."""

    making: Making
    sheet: Worksheet
    data: DaySheet
    placed: Sequence[Placed]
    top: int
    cells: str
    """The numbers of the data."""

    def listed(self, column: int) -> str:
        """The cells of a column of the list of curves."""
        return _cells(self.top + 1, LISTS + column, self.top + len(self.placed), LISTS + column)

    def looked_up(self, row: int, place: str) -> str:
        """The number in a row of the data, in the column whose place a cell has, 0 for none."""
        found = f"INDEX({self.cells},{row},{place})"
        return f'=IF({place}=0,NA(),IF({found}="",NA(),{found}))'


def add_chooser(
    making: Making,
    sheet: Worksheet,
    row: int,
    block: Curves,
    data: DaySheet,
    placed: Sequence[Placed],
) -> int:
    """Write the lists, the formulas and the two charts; the first row below them."""
    if not placed:
        return row
    desk = Desk(making, sheet, data, placed, row, _numbers_of(data, placed))
    making.text(sheet, row, 0, making.word(said("plan-book.choose")), "subheading")
    making.text(sheet, row, 8, making.word(said("plan-book.choose-panel")), "line")
    _lists(desk)
    _choices(desk, row)
    first = [one for one in placed if one.panel == placed[0].panel]
    most = max(sum(one.panel == name for one in placed) for name in {one.panel for one in placed})
    head = row + 3
    making.text(sheet, row, FEED, making.word(said("plan-book.feed")), "subheading")
    for place in range(most):
        _of_panel(desk, head, place, first)
    for place, one in enumerate(_one(desk, first[0])):
        _of_curve(desk, head, most + place, place, *one)
    all_of_it = _chart(desk, block, head, range(most), making.word(said("plan-book.all-curves")))
    band = _chart(
        desk, block, head, range(most, most + 3), making.word(said("plan-book.one-curve"))
    )
    put(sheet, row + 3, all_of_it, block.told, width=HALF, height=HEIGHT)
    put(sheet, row + 3, band, block.told, column=8, width=HALF, height=HEIGHT)
    sheet.print_area(0, 0, row + 100, 16)
    return row + 3 + HEIGHT // ROW + 2


def _numbers_of(data: DaySheet, placed: Sequence[Placed]) -> str:
    """The cells of the data, as a formula names them."""
    ends = (end for one in placed for end in (one.values, one.low, one.high))
    last = data.first + max(end for end in ends if end is not None)
    sheet = "'" + data.name.replace("'", "''") + "'"
    return f"{sheet}!{_cells(1, data.first, data.rows, last)}"


# ------------------------------------------------------------------------------------ the choice


def _lists(desk: Desk) -> None:
    """Every curve with its place and the columns of its numbers, and every place once."""
    for r, one in enumerate(desk.placed, desk.top + 1):
        desk.making.text(desk.sheet, r, LISTS, one.panel)
        desk.making.text(desk.sheet, r, LISTS + 1, one.curve.name)
        for c, place in enumerate((one.values, one.low, one.high), LISTS + 2):
            desk.sheet.write_number(r, c, 0 if place is None else place + 1)
    for r, name in enumerate(dict.fromkeys(one.panel for one in desk.placed), desk.top + 1):
        desk.making.text(desk.sheet, r, LISTS + 5, name)


def _choices(desk: Desk, row: int) -> None:
    """The two cells to choose in; beside the lists, where the chosen place begins and how many
    curves it has."""
    looks = desk.making.sheets.looks
    first = desk.placed[0]
    for r, text in ((row, first.panel), (row + 1, first.curve.name)):
        desk.sheet.merge_range(r, 2, r, 6, "", looks["chosen"])
        desk.making.text(desk.sheet, r, 2, text, "chosen")
    chosen = _cell(row, 2)
    is_it = f"EXACT({desk.listed(0)},{chosen})"  # = takes small letters for capitals
    count = sum(one.panel == first.panel for one in desk.placed)
    start = f"=MATCH(1,INDEX(--{is_it},0),0)"
    desk.sheet.write_formula(desk.top, LISTS, start, None, 1)
    desk.sheet.write_formula(desk.top, LISTS + 1, f"=SUMPRODUCT(--{is_it})", None, count)
    names = len({one.panel for one in desk.placed})
    places = _cells(desk.top + 1, LISTS + 5, desk.top + names, LISTS + 5)
    desk.sheet.data_validation(row, 2, row, 2, {"validate": "list", "source": f"={places}"})
    begin, number = _cell(desk.top, LISTS), _cell(desk.top, LISTS + 1)
    mine = f"=OFFSET({_cell(desk.top + 1, LISTS + 1)},{begin}-1,0,{number},1)"
    desk.sheet.data_validation(row + 1, 2, row + 1, 2, {"validate": "list", "source": mine})


# ------------------------------------------------------------------------------- what is shown


def _of_panel(desk: Desk, head: int, place: int, first: Sequence[Placed]) -> None:
    """A column of the feed: the curve at this place of the chosen panel."""
    begin, number = _cell(desk.top, LISTS), _cell(desk.top, LISTS + 1)
    one = first[place] if place < len(first) else None
    for row, column, nothing in ((head - 1, 2, "0"), (head, 1, '" "')):
        found = f"INDEX({desk.listed(column)},{begin}+{place})"
        formula = f"=IF({place + 1}>{number},{nothing},{found})"
        told = (0 if one is None else one.values + 1) if column == 2 else _name(one)
        desk.sheet.write_formula(row, FEED + place, formula, None, told)
    _numbers(desk, head, place, None if one is None else one.curve.values)


def _one(desk: Desk, one: Placed) -> Iterator[tuple[str, int | None, Floats | None]]:
    """Name, column of the data and numbers of a curve and of the ends of its band."""
    making, name = desk.making, one.curve.name
    yield name, one.values, one.curve.values
    yield end_name(making, "low", name), one.low, one.curve.low
    yield end_name(making, "high", name), one.high, one.curve.high


def _of_curve(
    desk: Desk,
    head: int,
    column: int,
    end: int,
    name: str,
    place: int | None,
    values: Floats | None,
) -> None:
    """A column of the feed: the chosen curve, or an end of its band."""
    panel, curve = _cell(desk.top, 2), _cell(desk.top + 1, 2)
    both = f"EXACT({desk.listed(0)},{panel})*EXACT({desk.listed(1)},{curve})"
    found = f"=SUMPRODUCT({both}*{desk.listed(2 + end)})"
    told = 0 if place is None else place + 1
    desk.sheet.write_formula(head - 1, FEED + column, found, None, told)
    if end == 0:
        desk.sheet.write_formula(head, FEED + column, f"={curve}", None, name)
    else:
        plain = end_name(desk.making, "low" if end == 1 else "high", "")
        desk.making.text(desk.sheet, head, FEED + column, plain.strip(" ,"))
    _numbers(desk, head, column, values)


def _numbers(desk: Desk, head: int, column: int, values: Floats | None) -> None:
    place = _cell(head - 1, FEED + column)
    known = None if values is None else lows(values, desk.data.step)
    for i in range(desk.data.rows):
        value = math.nan if known is None else float(known[i])
        told = NOT_THERE if math.isnan(value) else value
        formula = desk.looked_up(i + 1, place)
        desk.sheet.write_formula(head + 1 + i, FEED + column, formula, None, told)


def _chart(desk: Desk, block: Curves, head: int, columns: range, title: str) -> Chart:
    chart = chart_of(desk.making, "line", title)
    name = desk.sheet.get_name()
    for place, column in enumerate(columns):
        line = line_look(place)
        if columns.start and place:
            line = {"color": PALE, "width": 1.25, "dash_type": "dash"}
        cells = [head + 1, FEED + column, head + desk.data.rows, FEED + column]
        chart.add_series(
            {
                "name": [name, head, FEED + column],
                "categories": list(desk.data.days()),
                "values": [name, *cells],
                "line": line,
            }
        )
    chart.set_x_axis(day_axis(desk.data.rows))
    chart.set_y_axis(value_axis(block.unit, min=0))
    chart.show_blanks_as("gap")
    return chart


def _name(one: Placed | None) -> str:
    return " " if one is None else one.curve.name


def _cell(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def _cells(row: int, column: int, last_row: int, last_column: int) -> str:
    return f"{_cell(row, column)}:{_cell(last_row, last_column)}"
