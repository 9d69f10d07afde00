"""Tables as the sheets of an XLSX workbook; the same tables give the same bytes.

Texts are written as texts: none becomes a formula or a link.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from planner.errors import fault
from planner.messages import Language, Said, in_language, said
from planner.report.blocks import harmless_text
from planner.report.render.garbage import nothing_collected
from planner.report.render.tables import Cell, DataTable, Kind, guarded, numbers_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from planner.report.render.worksheet import ExactWorksheet

CREATED = dt.datetime(2000, 1, 1)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
# in units of UTF-16, of which some characters take two
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_575
NARROWEST, WIDEST = 6, 50
# what the arrow of a filter takes of a header, in characters
ARROW = 3
# height of a line, in points; and what of a column is left by a font wider than the usual one
LINE = 15
NARROW = 0.83
FIRST_YEAR = 1900
# what a formula gives where there is no number
NOT_THERE = "#N/A"
# a column says the same again and again
KEPT_TEXTS = 4096
# the day that spreadsheets count as 0, from March 1900 on
DAY_ZERO = dt.date(1899, 12, 30)
LEAP_THAT_WAS_NONE = dt.date(1900, 3, 1)

HEADER: dict[str, Any] = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
LOOKS: dict[str, dict[str, Any]] = {
    "header": {**HEADER, "align": "left", "indent": 1},
    "number-header": {**HEADER, "align": "right"},
    # apart from the number before it
    "text": {"indent": 1},
    # stays a text when somebody edits the cell
    "guarded": {"quote_prefix": True, "indent": 1},
    "whole": {"num_format": "#,##0"},
    "fraction": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd"},
}


def to_xlsx(tables: Iterable[DataTable]) -> bytes:
    """A workbook with a sheet for each table: fixed header, filters, numbers and dates as such.

    Raises `InputError` where the package that writes workbooks is not installed.
    """
    sheets = Sheets()
    with nothing_collected():
        for table in tables:
            sheets.fill(sheets.add(table.name), table)
        if not sheets.names:
            sheets.add("empty")
        return sheets.done()


def require_xlsx() -> None:
    """Raises `InputError` where workbooks cannot be written: before long work is done for one."""
    _classes()


class Sheets:
    """A workbook in the making: its sheets, each with a name of its own, and how cells look."""

    def __init__(self, looks: dict[str, dict[str, Any]] | None = None, **properties: Any) -> None:
        """`looks` are beside or in place of those of tables; `properties` are the workbook's."""
        book, self._sheet_class = _classes()
        self._made = io.BytesIO()
        self.book = book(self._made, OPTIONS)
        self.book.set_properties({**properties, "created": CREATED})
        all_looks = LOOKS | (looks or {})
        self.looks = {name: self.book.add_format(look) for name, look in all_looks.items()}
        self.names: list[str] = []

    def add(self, title: str) -> ExactWorksheet:
        """A sheet named after `title`, as far as a sheet may be, and as no other one is."""
        taken = {name.casefold() for name in self.names}
        self.names.append(sheet_name(title, taken))
        sheet: ExactWorksheet = self.book.add_worksheet(self.names[-1], self._sheet_class)
        return sheet

    def fill(
        self, sheet: ExactWorksheet, table: DataTable, *, top: int = 0, language: Language = "en"
    ) -> int:
        """Write a table on a sheet, its header in row `top` (from 0), filtered and fixed.

        How wide it is, in characters.
        """
        if top + len(table.rows) > MOST_ROWS:
            raise fault(said("too-long-for-sheet", table=table.name, most=MOST_ROWS))
        lines, total, columns = 1, 0, list[list[str]]()
        for c, column in enumerate(table.columns):
            name = cell_text(in_language(column.name, language))
            look = "number-header" if column.kind is Kind.NUMBER else "header"
            sheet.write_string(top, c, name, self.looks[look])
            columns.append(self._cells(sheet, table, c, language))
            width = width_of(name, [row[c] for row in table.rows])
            sheet.set_column(c, c, width)
            lines, total = max(lines, lines_of(name, width)), total + width
        sheet.lay(top + 1, columns)
        sheet.set_row(top, LINE * lines)
        sheet.freeze_panes(top + 1, 0)
        if table.columns:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
        return total

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: str = "text") -> None:
        """Write a text as a text, whatever it looks like."""
        text, guarded_ = _told(text)
        kind = "guarded" if guarded_ and look == "text" else look
        sheet.write_string(row, column, text, self.looks[kind])

    def done(self) -> bytes:
        """The workbook as a file."""
        self.book.close()
        return self._made.getvalue()

    def _cells(
        self, sheet: ExactWorksheet, table: DataTable, c: int, language: Language
    ) -> list[str]:
        """The cells of one column; what stands in many of them is made once."""
        whole = all(float(number).is_integer() for number in numbers_of(table, c))
        number, date = self.looks["whole" if whole else "fraction"], self.looks["date"]
        texts = {False: self.looks["text"], True: self.looks["guarded"]}
        dated = table.columns[c].kind is Kind.DATE

        @cache
        def cell_of(value: Cell) -> str:
            if value is None:
                return ""
            if not isinstance(value, str):
                return sheet.number_cell(value, number)
            if dated and (day := day_number(value)) is not None:
                return sheet.number_cell(day, date)
            text, is_guarded = _told(value)
            return sheet.text_cell(text, texts[is_guarded])

        if language == "en":
            return [cell_of(row[c]) for row in table.rows]
        # texts that are the same in English need not be so in another language
        return [cell_of(_in_words(row[c], language)) for row in table.rows]


def _in_words(cell: Cell, language: Language) -> Cell:
    return in_language(cell, language) if isinstance(cell, Said) else cell


def _classes() -> tuple[Any, Any]:
    """The class that writes workbooks, and that of their sheets; raises `InputError` without."""
    try:
        from xlsxwriter import Workbook

        from planner.report.render.worksheet import ExactWorksheet
    except ImportError:
        raise fault(said("xlsx-not-installed")) from None
    return Workbook, ExactWorksheet


@lru_cache(maxsize=KEPT_TEXTS)
def day_number(date: str) -> int | None:
    """The number by which a spreadsheet knows a date; None for one that it does not know."""
    day = dt.date.fromisoformat(date)
    if day.year < FIRST_YEAR:
        return None
    return (day - DAY_ZERO).days - (day < LEAP_THAT_WAS_NONE)


@lru_cache(maxsize=KEPT_TEXTS)
def _told(text: str) -> tuple[str, bool]:
    """A text as a cell has it, and whether a spreadsheet might take it for a formula."""
    text = cell_text(text)
    return text, guarded(text) != text


def cell_text(text: str) -> str:
    """A text on one line, at most what a cell can hold."""
    text = harmless_text(text)
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def width_of(name: str, cells: Sequence[Cell]) -> int:
    """Width of a column in characters; a long header is wrapped between its words."""
    words = max(map(len, name.split()), default=0)
    longest = max((len(str(cell)) for cell in set(cells) if cell is not None), default=0)
    return min(max(longest + 2, words + ARROW, NARROWEST), WIDEST)


def lines_of(text: str, width: float) -> int:
    """In how many lines a text stands in a column of so many characters, in any common font."""
    return max(1, len(textwrap.wrap(text, max(1, int(width * NARROW)))))


def sheet_name(name: str, taken: Iterable[str] = ()) -> str:
    """A name that a sheet may have, and that is none of those `taken` (in small letters)."""
    words = NO_SHEET_NAME.sub(" ", harmless_text(name)).split()
    wanted = " ".join(words).strip("' ") or "table"
    if wanted.casefold() == "history":  # kept for the spreadsheet itself
        wanted += "_"
    number, found = 1, cut_name(wanted, LONGEST_SHEET_NAME)
    while found.casefold() in taken:
        number += 1
        ending = f" {number}"
        found = cut_name(wanted, LONGEST_SHEET_NAME - len(ending)) + ending
    return found


def cut_name(name: str, most: int) -> str:
    """At most so many characters; whole words where that leaves enough of it."""
    if len(name) <= most:
        return name
    words = name[: most + 1].rpartition(" ")[0]
    return (words if len(words) > most // 2 else name[:most]).rstrip("' ")
