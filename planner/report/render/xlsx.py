"""Tables as the sheets of an XLSX workbook; the same tables give the same bytes.

Texts are written as texts: none becomes a formula or a link.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from planner.errors import InputError, fault
from planner.messages import said
from planner.report.blocks import harmless_text
from planner.report.render.tables import Cell, DataTable, Kind, guarded, numbers_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CREATED = dt.datetime(2000, 1, 1)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_575
NARROWEST, WIDEST = 6, 50
FIRST_YEAR = 1900


def to_xlsx(tables: Iterable[DataTable]) -> bytes:
    """A workbook with a sheet for each table: fixed header, filters, numbers and dates as such.

    Raises `InputError` where the package that writes workbooks is not installed.
    """
    made = io.BytesIO()
    book = _workbook()(made, OPTIONS)
    book.set_properties({"created": CREATED})
    styles = _styles(book)
    taken: set[str] = set()
    for table in tables:
        name = _sheet_name(table.name, taken)
        taken.add(name.casefold())
        _fill(book.add_worksheet(name), table, styles)
    if not taken:
        book.add_worksheet("empty")
    book.close()
    return made.getvalue()


def require_xlsx() -> None:
    """Raises `InputError` where workbooks cannot be written: before long work is done for one."""
    _workbook()


def _workbook() -> Any:
    """The class that writes workbooks."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise _not_installed() from None
    return Workbook


def _not_installed() -> InputError:
    return fault(
        said("xlsx-not-installed"),
    )


def _styles(book: Workbook) -> dict[str, Format]:
    looks: dict[str, dict[str, Any]] = {
        "header": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
        "text": {},
        # stays a text when somebody edits the cell
        "guarded": {"quote_prefix": True},
        "whole": {"num_format": "#,##0"},
        "fraction": {"num_format": "#,##0.00"},
        "date": {"num_format": "yyyy-mm-dd"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _fill(sheet: Worksheet, table: DataTable, styles: dict[str, Format]) -> None:
    if len(table.rows) > MOST_ROWS:
        raise fault(said("too-long-for-sheet", table=table.name, most=MOST_ROWS))
    for c, column in enumerate(table.columns):
        sheet.write_string(0, c, _cut(harmless_text(column.name)), styles["header"])
        write = _writer(sheet, table, c, styles)
        for r, row in enumerate(table.rows, 1):
            if row[c] is not None:
                write(r, c, row[c])
        sheet.set_column(c, c, _width(column.name, [row[c] for row in table.rows]))
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _writer(
    sheet: Worksheet, table: DataTable, c: int, styles: dict[str, Format]
) -> Callable[[int, int, Any], None]:
    """How the values of one column are written."""
    whole = all(float(number).is_integer() for number in numbers_of(table, c))
    numeric = styles["whole" if whole else "fraction"]
    dates = table.columns[c].kind is Kind.DATE

    def write(row: int, column: int, cell: str | float) -> None:
        if not isinstance(cell, str):
            sheet.write_number(row, column, cell, numeric)
        elif dates and (date := dt.date.fromisoformat(cell)).year >= FIRST_YEAR:
            sheet.write_datetime(row, column, date, styles["date"])
        else:
            text = _cut(harmless_text(cell))
            look = "text" if guarded(text) == text else "guarded"
            sheet.write_string(row, column, text, styles[look])

    return write


def _cut(text: str) -> str:
    """At most what a cell can hold."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _width(name: str, cells: Sequence[Cell]) -> int:
    """Width of a column in characters."""
    longest = max((len(str(cell)) for cell in (name, *cells) if cell is not None), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a sheet may have, and no other one has."""
    wanted = NO_SHEET_NAME.sub(" ", harmless_text(name)).strip("' ") or "table"
    if wanted.casefold() == "history":  # kept for the spreadsheet itself
        wanted += "_"
    number, found = 1, wanted[:LONGEST_SHEET_NAME].rstrip("' ")
    while found.casefold() in taken:
        number += 1
        ending = f" {number}"
        found = wanted[: LONGEST_SHEET_NAME - len(ending)] + ending
    return found
