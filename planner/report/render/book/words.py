"""Sheets of what the plan says: one for each section, with its sentences and its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.messages import said
from planner.report.blocks import Block, Heading, Line, Table, Tone
from planner.report.render.book.making import Making, Part
from planner.report.render.outline import Section
from planner.report.render.xlsx import LINE, lines_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# in characters: a column, the first one and the others
NARROWEST, WIDEST, OTHERS = 10, 50, 32
LEAST_COLUMNS = 8
Said = Heading | Line | Table


def add_section(making: Making, section: Section) -> None:
    """A sheet for the words of a section; none where it has only pictures."""
    blocks = [block for block in section.blocks if isinstance(block, Said)]
    if not blocks:
        return
    sheet = making.add(section.title, Part.SECTION, _first_sentence(blocks))
    width = _columns(making, sheet, blocks)
    row = making.head(sheet, section.title, width=width)
    for block in blocks:
        row = _block(making, sheet, row, block, width)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(2, 0)
    making.print_on_a4(sheet)


def _first_sentence(blocks: Iterable[Block]) -> str:
    return next((block.text for block in blocks if isinstance(block, Line)), "")


def _columns(making: Making, sheet: Worksheet, blocks: Iterable[Block]) -> int:
    """Set the widths of columns, which all tables of the sheet share; how many there are."""
    widths = dict.fromkeys(range(LEAST_COLUMNS), float(NARROWEST))
    for table in (block for block in blocks if isinstance(block, Table)):
        for c, column in enumerate(table.columns):
            longest = max((len(row[c]) for row in table.rows), default=0)
            most = OTHERS if c else WIDEST
            wanted = min(max(longest, len(column.name)) * 1.25 + 2, most)
            widths[c] = max(widths.get(c, NARROWEST), wanted)
    for c, width in widths.items():
        making.wide(sheet, c, c, width)
    return len(widths)


def _block(making: Making, sheet: Worksheet, row: int, block: Said, width: int) -> int:
    """Write a block from a row on; the first row after it."""
    match block:
        case Heading(text):
            making.text(sheet, row + 1, 0, text, "heading")
            return row + 2
        case Line(text, tone, notes):
            word, cited = making.tone(tone), making.cited(notes)
            lead = making.word(said("plan-book.toned", tone=word, text=text)) if word else text
            look = "wrapped" if tone is Tone.PLAIN else tone.value
            making.paragraph(sheet, row, f"{lead} {cited}".rstrip(), look, width)
            return row + 1
        case Table():
            return _table(making, sheet, row, block)


def _table(making: Making, sheet: Worksheet, row: int, table: Table) -> int:
    for c, column in enumerate(table.columns):
        look = "number-header" if column.number else "header"
        making.text(sheet, row, c, column.name, look)
    sheet.set_row(row, _height(making, sheet, [column.name for column in table.columns]))
    remarks = _remarks(making, table)
    if any(remarks):
        making.text(sheet, row, len(table.columns), making.word(said("plan-book.remark")), "header")
    for r, cells in enumerate(table.rows, row + 1):
        sheet.set_row(r, _height(making, sheet, cells))
        looks = ("right-total", "total") if r - row - 1 in table.totals else ("right", "cell")
        for c, cell in enumerate(cells):
            making.number(sheet, r, c, cell, looks[not table.columns[c].number])
        if remarks[r - row - 1]:
            look = (table.tones[r - row - 1] if table.tones else Tone.PLAIN).value or "wrapped"
            making.text(sheet, r, len(table.columns), remarks[r - row - 1], look)
    return row + len(table.rows) + 2


def _height(making: Making, sheet: Worksheet, cells: Iterable[str]) -> int:
    """Height of a row in which every cell has room for its lines."""
    lines = (lines_of(cell, making.width(sheet, c) - 1) for c, cell in enumerate(cells))
    return LINE * max(lines, default=1)


def _remarks(making: Making, table: Table) -> Sequence[str]:
    """For each row: how urgent it is, in a word, and the numbers of its sources."""
    tones = table.tones or (Tone.PLAIN,) * len(table.rows)
    notes = table.notes or ((),) * len(table.rows)
    return [
        f"{making.tone(tone)} {making.cited(cited)}".strip()
        for tone, cited in zip(tones, notes, strict=True)
    ]
