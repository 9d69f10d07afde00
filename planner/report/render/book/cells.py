"""Rows of cells below a chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from planner.report.render.book.making import Making
from planner.report.render.tables import Cell
from planner.report.render.xlsx import LINE, lines_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_rows(
    making: Making,
    sheet: Worksheet,
    top: int,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    looks: Mapping[int, str] | None = None,
    first: int = 0,
) -> int:
    """Write a header in row `top` and the rows below it, from the column `first` on; the first row
    after them. `looks` are those of columns whose numbers look otherwise."""
    filled = [tuple(cells) for cells in rows]
    lines = 1
    for c, text in enumerate(header):
        numbers = any(isinstance(cells[c], float | int) for cells in filled)
        making.text(sheet, top, first + c, text, "number-header" if numbers else "header")
        lines = max(lines, lines_of(text, making.width(sheet, first + c) - 1))
    sheet.set_row(top, LINE * lines)
    row = top + 1
    for cells in filled:
        for c, cell in enumerate(cells):
            _write(making, sheet, row, first + c, cell, (looks or {}).get(c))
        row += 1
    return row


def _write(
    making: Making, sheet: Worksheet, row: int, column: int, cell: Cell, look: str | None
) -> None:
    """Write a text or a number; nothing for what is not known."""
    if isinstance(cell, str):
        making.text(sheet, row, column, cell)
    elif cell is not None:
        kind = look or ("whole" if float(cell).is_integer() else "fraction")
        sheet.write_number(row, column, cell, making.sheets.looks[kind])
