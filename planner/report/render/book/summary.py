"""The first sheet: what a commander reads first, how the plan was made, and what is where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.messages import said
from planner.report.blocks import Block, Line, Tone
from planner.report.render.book.making import Making, Part
from planner.report.render.xlsx import LINE, lines_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Stamp = Sequence[tuple[str, str]]
NAMES, TEXTS = 30, 110


def fill_summary(
    making: Making, sheet: Worksheet, lead: Sequence[Block], stamp: Stamp, left_out: Sequence[str]
) -> None:
    """Write the summary; `left_out` says which tables have no sheet, and why."""
    making.wide(sheet, 0, 0, NAMES)
    making.wide(sheet, 1, 1, TEXTS)
    making.text(sheet, 0, 0, making.title, "title")
    making.text(sheet, 1, 0, making.marking, "marking")
    row = _lines(making, sheet, 3, [block for block in lead if isinstance(block, Line)])
    row = _contents(making, sheet, row + 1, left_out)
    _run(making, sheet, row + 1, stamp)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(2, 0)
    making.print_on_a4(sheet)


def _lines(making: Making, sheet: Worksheet, row: int, lines: Sequence[Line]) -> int:
    if not lines:
        return row
    row = _heading(making, sheet, row, making.word(said("plan-book.key")))
    for line in lines:
        look = line.tone.value if line.tone is not Tone.PLAIN else "wrapped"
        making.text(sheet, row, 0, making.tone(line.tone), look)
        told = f"{line.text} {making.cited(line.notes)}".rstrip()
        bold = line.tone in (Tone.BAD, Tone.WARNING)
        _text(making, sheet, row, told, "bold" if bold else "wrapped")
        row += 1
    return row


def _contents(making: Making, sheet: Worksheet, row: int, left_out: Sequence[str]) -> int:
    row = _heading(making, sheet, row, making.word(said("plan-book.sheets")))
    headings = {
        Part.SECTION: said("plan-book.sections"),
        Part.PICTURE: said("plan-book.pictures"),
        Part.TABLE: said("plan-book.tables"),
    }
    for part, heading in headings.items():
        entries = [entry for entry in making.entries if entry.part is part]
        if entries:
            making.text(sheet, row, 0, making.word(heading), "subheading")
            row += 1
        for entry in entries:
            making.link(sheet, row, 0, entry.sheet, entry.sheet)
            _text(making, sheet, row, entry.told, "wrapped")
            row += 1
    for told in left_out:
        _text(making, sheet, row, told, "quiet")
        row += 1
    return row


def _run(making: Making, sheet: Worksheet, row: int, stamp: Stamp) -> None:
    if not stamp:
        return
    row = _heading(making, sheet, row, making.word(said("plan-book.run")))
    for name, value in stamp:
        making.text(sheet, row, 0, making.word(name), "wrapped")
        _text(making, sheet, row, making.word(value), "wrapped")
        row += 1


def _text(making: Making, sheet: Worksheet, row: int, text: str, look: str) -> None:
    """A text in the wide column, in as many lines as it takes."""
    making.text(sheet, row, 1, text, look)
    sheet.set_row(row, LINE * lines_of(text, TEXTS))


def _heading(making: Making, sheet: Worksheet, row: int, text: str) -> int:
    for column in (0, 1):
        making.text(sheet, row, column, "" if column else text, "heading")
    return row + 1
