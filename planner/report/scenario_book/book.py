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
from planner.report.scenario_book.looks import (
    LINE_HEIGHT,
    ORIGINS,
    SMALL_LINE_HEIGHT,
    formats,
    head_of,
    lines_in,
    look_of,
    width_of,
)
from planner.report.scenario_book.pages import FIELDS, READ_ME, every_field, guide
from planner.report.scenario_book.words import explained, explained_id
from planner.scenario.cells import NOTE, Cell
from planner.scenario.fields import Form, Kind
from planner.scenario.layout import Layout, Sheet, Wanted, laid_out
from planner.scenario.loading import Loaded, written
from planner.scenario.rows import ID
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sheets import PATH, SCENARIO_SHEET, VALUE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HELP_COLOUR = "#8A94A0"
LONGEST_MARKING = 50
HEAD_LINES, MEANING_WIDTH, PROSE_WIDTH = 2, 52, 72
WIDTHS = {PATH: 26, VALUE: 46}
FIELD_WIDTHS = (18, 36, 48, PROSE_WIDTH)
TEXT = Kind(Form.TEXT)
NOTE_ROW = f"{NOTE} "


def to_workbook(scenario: Loaded | Scenario, language: Language = "en") -> bytes:
    """A workbook that planners fill in, read as this scenario: see `scenario_workbook`."""
    return scenario_workbook(written(scenario), language)


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
    unmarked = Scenario.model_fields["classification"].default
    for sheet in book.worksheets():
        _for_paper(sheet, str(data.get("classification") or unmarked))
    book.close()
    return made.getvalue()


def _for_paper(sheet: Worksheet, marking: str) -> None:
    """Across, with the classification on every page."""
    # behind a blank: digits right after &C would be the size of the letters
    shown = " " + marking[:LONGEST_MARKING].replace("&", "&&")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_header(f"&C{shown}")
    sheet.set_footer(f"&L&A&C{shown}&R&P / &N")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _outline(wanted: Wanted) -> dict[str, int]:
    """Where a figure comes from can be folded away, all of it at once."""
    before, _, last = wanted.name.rpartition(".")
    return {"level": 1} if before and last in ORIGINS else {}


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
            told = [in_language(text, language) for language in LANGUAGES]
            for column, words in enumerate(told):
                sheet.write_string(row, column, words, self.looks["prose" if row else "title"])
            lines = max(lines_in(words, PROSE_WIDTH) for words in told)
            sheet.set_row(row, (lines + 0.6) * LINE_HEIGHT)

    def scenario(self, layout: Layout) -> None:
        """The first sheet: paths and values."""
        sheet = self.book.add_worksheet(SCENARIO_SHEET)
        names = (PATH, *layout.parts)
        for column, (name, words) in enumerate(self._first_header(names)):
            width = WIDTHS.get(name) or width_of(f".{name}", TEXT)
            sheet.set_column(column, column, width if column < len(names) else MEANING_WIDTH)
            sheet.write_string(0, column, name, self.looks[head_of(name, needed=False)])
            sheet.write_string(1, column, words, self.looks["about"])
        for row, line in enumerate(layout.rows, FIRST_ROW):
            look = "needed" if line.path.is_needed else "usual"
            sheet.write_string(row, 0, line.path.name, self.looks[look])
            for column, name in enumerate(names[1:], 1):
                look = look_of(line.path.kind if name == VALUE else TEXT)
                look = "left" if look in ("number", "whole") else look
                self._write(sheet, row, column, line.cells.get(name), look, wrap=True)
            told = (self._said(explained(line.path)), line.path.about)
            for column, words in enumerate(told, len(names)):
                sheet.write_string(row, column, words, self.looks["prose"])
            shown = str(line.cells.get(VALUE, ""))
            lines = [lines_in(shown, WIDTHS[VALUE]), *(lines_in(w, MEANING_WIDTH) for w in told)]
            sheet.set_row(row, max(lines) * LINE_HEIGHT)
            self._offer(sheet, (row, 1, row), line.path)
        sheet.set_row(1, 2 * SMALL_LINE_HEIGHT)
        sheet.freeze_panes(FIRST_ROW, 1)

    def _first_header(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """The columns of the first sheet, each with what is said below its name."""
        told = {PATH: said("form.path"), VALUE: said("form.value")}
        told |= {"source": said("form.source"), "assumption": said("form.assumption")}
        read = [(name, self._said(told[name]) if name in told else "") for name in names]
        read[0] = (PATH, NOTE_ROW + read[0][1])
        notes = (said("form.holds"), said("form.meaning"))
        return [*read, *((NOTE_ROW + self._said(note), "") for note in notes)]

    def section(self, table: Sheet) -> None:
        """A section: its header, what may stand below, and its entries."""
        sheet = self.book.add_worksheet(table.name)
        last = FIRST_ROW + rows_with_room(len(table.rows)) - 1
        heights = [HEAD_LINES, HEAD_LINES]
        for column, wanted in enumerate(table.columns):
            look, width = look_of(wanted.kind), width_of(wanted.name, wanted.kind)
            sheet.set_column(column, column, width, self.looks[look], _outline(wanted))
            words = explained_id(table.name) if wanted.name == ID else explained(wanted)
            told = (NOTE_ROW if column == 0 else "") + self._said(words)
            self._head(sheet, column, wanted, told)
            heights = [
                max(heights[0], lines_in(wanted.name, width - 1)),
                max(heights[1], lines_in(told, width)),
            ]
            for row, cells in enumerate(table.rows, FIRST_ROW):
                self._write(sheet, row, column, cells[column], look)
            self._offer(sheet, (FIRST_ROW, column, last), wanted)
        sheet.set_row(0, heights[0] * LINE_HEIGHT)
        sheet.set_row(1, heights[1] * SMALL_LINE_HEIGHT)
        sheet.outline_settings(True, True, False, False)
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.repeat_rows(0, 1)
        # the second row is the head of the filter, so that sorting leaves it where it is
        sheet.autofilter(1, 0, FIRST_ROW + max(len(table.rows), 1) - 1, len(table.columns) - 1)

    def _head(self, sheet: Worksheet, column: int, wanted: Wanted, told: str) -> None:
        look = self.looks[head_of(wanted.name, needed=wanted.is_needed)]
        sheet.write_string(0, column, wanted.name, look)
        if wanted.about:
            sheet.write_comment(0, column, wanted.about, {"x_scale": 2, "author": ""})
        sheet.write_string(1, column, told, self.looks["about"])

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
        for column, width in enumerate(FIELD_WIDTHS):
            sheet.set_column(column, column, width)
        heads = (said("form.sheet"), said("form.column"), said("form.holds"), said("form.meaning"))
        entries = [
            (name, wanted.name, words, wanted.about) for name, wanted, words in every_field()
        ]
        rows: list[Sequence[str]] = [heads, *entries]
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                look = self.looks["wrapped" if row else "usual"]
                sheet.write_string(row, column, self._said(text), look)
            told = zip(cells, FIELD_WIDTHS, strict=True)
            lines = max(lines_in(self._said(text), width) for text, width in told)
            sheet.set_row(row, lines * LINE_HEIGHT)
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
        wrap: bool = False,
    ) -> None:
        """One cell; an empty one has the look of its column."""
        if cell is None:
            if wrap:
                sheet.write_blank(row, column, None, self.looks[look])
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self.looks["number"])
        elif isinstance(cell, dt.date):
            sheet.write_datetime(row, column, cell, self.looks["date"])
        elif isinstance(cell, str):
            guarded = cell.startswith((*FORMULA, GUARD))
            shown = "guarded" if guarded else "wrapped" if wrap else "text"
            sheet.write_string(row, column, cell, self.looks[shown])
        else:
            sheet.write_number(row, column, cell, self.looks[look])

    def _offer(self, sheet: Worksheet, cells: Sequence[int], wanted: Wanted) -> None:
        """A drop-down list from the first row of a column to the last."""
        first, column, last = cells
        if (rule := self.lists.offered(wanted.kind, wanted.name)) is not None:
            sheet.data_validation(first, column, last, column, rule)
