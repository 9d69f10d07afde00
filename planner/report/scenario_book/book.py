"""The workbook of a scenario, written: the same scenario gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.messages import LANGUAGES, Language, in_language, said
from planner.report.render.tables import FORMULA, GUARD
from planner.report.render.xlsx import CREATED, OPTIONS, require_xlsx
from planner.report.scenario_book.lists import (
    FIRST_ROW,
    LISTS,
    Lists,
    lists_of,
    rows_with_room,
)
from planner.report.scenario_book.looks import formats, head_of, look_of, width_of
from planner.report.scenario_book.pages import FIELDS, READ_ME, every_field, guide
from planner.report.scenario_book.words import explained, explained_id
from planner.scenario.cells import NOTE, Cell
from planner.scenario.fields import Form, Kind
from planner.scenario.layout import Layout, Sheet, Wanted, laid_out
from planner.scenario.rows import ID
from planner.scenario.sheets import PATH, SCENARIO_SHEET, VALUE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HELP_COLOUR = "#8A94A0"
LONGEST_MARKING = 120
HEAD_HEIGHT, ABOUT_HEIGHT = 32, 62
PATH_WIDTH, VALUE_WIDTH, PROSE_WIDTH = 26, 46, 72
NOTE_ROW = f"{NOTE} "


def scenario_workbook(data: Mapping[str, Any], language: Language = "en") -> bytes:
    """A workbook that is read as the scenario given as plain data that passes its checks.

    Names of sheets and columns are those of the format; what explains them is in `language`, and on
    the sheet `read me` in every language. Raises `InputError` for what a workbook cannot hold, and
    where the package that writes workbooks is not installed.
    """
    layout = laid_out(data)
    require_xlsx()
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, OPTIONS)
    book.set_properties({"created": CREATED})
    writer = _Writer(book, formats(book), lists_of(layout), language)
    for name, range_ in writer.lists.ranges.items():
        book.define_name(name, range_)
    writer.read_me()
    writer.scenario(layout)
    for sheet in layout.sheets:
        writer.section(sheet)
    writer.list_names()
    writer.fields()
    for sheet in book.worksheets():
        _for_paper(sheet, str(data.get("classification", "UNCLASSIFIED")))
    book.close()
    return made.getvalue()


def _for_paper(sheet: Worksheet, marking: str) -> None:
    """Across, with the classification on every page."""
    shown = marking.replace("&", "&&")[:LONGEST_MARKING]
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_header(f"&C{shown}")
    sheet.set_footer(f"&L&A&C{shown}&R&P / &N")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


@dataclass(frozen=True)
class _Writer:
    """Writes the sheets of one workbook."""

    book: Workbook
    looks: dict[str, Format]
    lists: Lists
    language: Language

    def read_me(self) -> None:
        """How to work with it, in both languages."""
        sheet = self._help_sheet(READ_ME)
        sheet.set_column(0, 1, PROSE_WIDTH)
        for row, text in enumerate(guide()):
            look = self.looks["prose" if row else "title"]
            for column, language in enumerate(LANGUAGES):
                sheet.write_string(row, column, in_language(text, language), look)

    def scenario(self, layout: Layout) -> None:
        """The first sheet: paths and values."""
        sheet = self.book.add_worksheet(SCENARIO_SHEET)
        names = (PATH, *layout.parts)
        text = Kind(Form.TEXT)
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, self.looks[head_of(name, needed=False)])
            width = PATH_WIDTH if name == PATH else VALUE_WIDTH if name == VALUE else None
            sheet.set_column(column, column, width or width_of(f".{name}", text))
        about = len(names)
        title = NOTE_ROW + self._said(said("book.meaning"))
        sheet.write_string(0, about, title, self.looks["origin"])
        sheet.set_column(about, about, PROSE_WIDTH)
        told = (NOTE_ROW + self._said(said("book.path")), self._said(said("book.value")))
        for column, words in enumerate(told):
            sheet.write_string(1, column, words, self.looks["about"])
        for row, line in enumerate(layout.rows, FIRST_ROW):
            needed = "needed" if line.path.is_needed else "usual"
            sheet.write_string(row, 0, line.path.name, self.looks[needed])
            for column, name in enumerate(names[1:], 1):
                look = look_of(line.path.kind if name == VALUE else text)
                self._write(sheet, row, column, line.cells.get(name), look, blank=name == VALUE)
            words = f"{self._said(explained(line.path))}. {line.path.about}".strip()
            sheet.write_string(row, about, words, self.looks["prose"])
            self._offer(sheet, (row, 1, row), line.path)
        sheet.set_row(0, HEAD_HEIGHT)
        sheet.freeze_panes(FIRST_ROW, 1)

    def section(self, table: Sheet) -> None:
        """A section: its header, what may stand below, and its entries."""
        sheet = self.book.add_worksheet(table.name)
        last = FIRST_ROW + rows_with_room(len(table.rows)) - 1
        for column, wanted in enumerate(table.columns):
            look = look_of(wanted.kind)
            sheet.set_column(column, column, width_of(wanted.name, wanted.kind), self.looks[look])
            head = self.looks[head_of(wanted.name, needed=wanted.is_needed)]
            sheet.write_string(0, column, wanted.name, head)
            if wanted.about:
                sheet.write_comment(0, column, wanted.about, {"x_scale": 2, "author": ""})
            words = explained_id(table.name) if wanted.name == ID else explained(wanted)
            told = (NOTE_ROW if column == 0 else "") + self._said(words)
            sheet.write_string(1, column, told, self.looks["about"])
            for row, cells in enumerate(table.rows, FIRST_ROW):
                self._write(sheet, row, column, cells[column], look)
            self._offer(sheet, (FIRST_ROW, column, last), wanted)
        sheet.set_row(0, HEAD_HEIGHT)
        sheet.set_row(1, ABOUT_HEIGHT)
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.repeat_rows(0, 1)
        # the second row is the head of the filter, so that sorting leaves it where it is
        sheet.autofilter(
            1, 0, max(FIRST_ROW, FIRST_ROW + len(table.rows) - 1), len(table.columns) - 1
        )

    def list_names(self) -> None:
        """The names that the drop-down lists offer."""
        sheet = self._help_sheet(LISTS)
        for column, (heading, names) in enumerate(self.lists.columns):
            sheet.set_column(column, column, 30)
            sheet.write_string(0, column, heading, self.looks["usual"])
            for row, name in enumerate(names, 1):
                sheet.write_string(row, column, name, self.looks["text"])
        sheet.freeze_panes(1, 0)

    def fields(self) -> None:
        """Every column that a sheet may have."""
        sheet = self._help_sheet(FIELDS)
        for column, width in enumerate((20, 36, 44, PROSE_WIDTH)):
            sheet.set_column(column, column, width)
        heads = (said("book.sheet"), said("book.column"), said("book.holds"), said("book.meaning"))
        entries = [
            (name, wanted.name, words, wanted.about) for name, wanted, words in every_field()
        ]
        rows: list[Sequence[str]] = [heads, *entries]
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                look = self.looks["wrapped" if row else "usual"]
                sheet.write_string(row, column, self._said(text), look)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows) - 1, len(heads) - 1)

    def _help_sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_tab_color(HELP_COLOUR)
        sheet.hide_gridlines(2)
        return sheet

    def _said(self, text: str) -> str:
        return in_language(text, self.language)

    def _write(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        cell: Cell | None,
        look: str,
        *,
        blank: bool = False,
    ) -> None:
        """One cell; an empty one where `blank` asks for its look."""
        if cell is None:
            if blank:
                sheet.write_blank(row, column, None, self.looks[look])
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self.looks["number"])
        elif isinstance(cell, dt.date):
            sheet.write_datetime(row, column, cell, self.looks["date"])
        elif isinstance(cell, str):
            guarded = cell.startswith((*FORMULA, GUARD))
            sheet.write_string(row, column, cell, self.looks["guarded" if guarded else "text"])
        else:
            sheet.write_number(row, column, cell, self.looks[look])

    def _offer(self, sheet: Worksheet, cells: Sequence[int], wanted: Wanted) -> None:
        """A drop-down list from the first row of a column to the last."""
        first, column, last = cells
        if (rule := self.lists.offered(wanted.kind, wanted.name)) is not None:
            sheet.data_validation(first, column, last, column, rule)
