"""Tables as a page has them: cells with the values by which they are sorted, marks, notes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.messages import Number
from planner.report.blocks import Column, Table, Tone
from planner.report.render.html.drawings import symbol
from planner.report.render.html.notes import Footnotes, NoteLink

# from so many rows on a table is sorted, is filtered, and scrolls in a region of its own
SORTED, FILTERED, TALL = 3, 10, 80
# up to so many columns a table is no wider than what stands in it; from so many on it is set
# smaller on paper
SLIM, WIDE, WIDEST = 4, 8, 11
# one with so many characters side by side is printed on sheets that lie across
BROAD = 240
# texts up to so many characters stay on one line, the second where there are many columns
SHORT, SHORTER = 22, 14
# a word of more characters is broken where it would push the others away
LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `value` is what it is sorted by, blank for its text, `symbol` an SVG or blank."""

    text: str
    look: str
    value: str
    notes: tuple[NoteLink, ...] = ()
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its heading, the other cells, how urgent it is, and whether it sums up others."""

    head: Cell
    cells: tuple[Cell, ...]
    tone: Tone
    total: bool

    @property
    def look(self) -> str:
        """Its classes of style."""
        urgent = self.tone if self.tone in (Tone.BAD, Tone.WARNING) else ""
        return " ".join(filter(None, ("total" if self.total else "", urgent)))


@dataclass(frozen=True, slots=True)
class TableView:
    """A table under its caption."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    look: str
    kind: str = "table"

    @property
    def sorts(self) -> bool:
        """True where there is something to sort."""
        return len(self.rows) >= SORTED

    @property
    def filters(self) -> bool:
        """True where there is much to look through."""
        return len(self.rows) >= FILTERED


def table_view(table: Table, id_: str, caption: str, notes: Footnotes) -> TableView:
    """A table, its texts as they are."""
    looks = tuple(_looks(table))
    return TableView(
        id=id_,
        caption=caption,
        columns=table.columns,
        rows=tuple(_rows(table, looks, notes, id_)),
        look=_size(table),
    )


def _rows(table: Table, looks: Sequence[str], notes: Footnotes, id_: str) -> Iterator[Row]:
    count = len(table.rows)
    tones = table.tones or (Tone.PLAIN,) * count
    cited = table.notes or ((),) * count
    symbols = table.symbols or ("",) * count
    totals = frozenset(table.totals)
    for i, (texts, tone, sources, code) in enumerate(
        zip(table.rows, tones, cited, symbols, strict=True)
    ):
        head, *cells = map(_cell, texts, looks)
        drawn = symbol(code, name=f"{id_}-symbol-{i + 1}") if code else ""
        head = Cell(head.text, head.look, head.value, notes.cited(sources), drawn)
        yield Row(head, tuple(cells), tone, i in totals)


def _cell(text: str, look: str) -> Cell:
    return Cell(text, look, sort_value(text))


def sort_value(text: str) -> str:
    """The value of a number, so that it is sorted by it; blank for a text."""
    if not isinstance(text, Number) or not math.isfinite(text.value):
        return ""
    return f"{text.value:.12g}"


def _looks(table: Table) -> Iterator[str]:
    """How the cells of each column are set: numbers to the right, short texts on one line."""
    short = SHORT if len(table.columns) < WIDEST else SHORTER
    for i, column in enumerate(table.columns):
        texts = [row[i] for row in table.rows]
        yield "number" if column.number else _text_look(texts, short)


def _text_look(texts: Sequence[str], short: int) -> str:
    if all(len(text) <= short for text in texts):
        return "short"
    words = (word for text in texts for word in text.split())
    return "long" if any(len(word) > LONGEST_WORD for word in words) else ""


def _size(table: Table) -> str:
    """How a table is set for its columns and rows."""
    columns = len(table.columns)
    width = (
        "widest" if columns >= WIDEST else "wide" if columns >= WIDE else "slim" * (columns <= SLIM)
    )
    broad = "broad" * (columns >= WIDE and _breadth(table) >= BROAD)
    return " ".join(filter(None, (width, broad, "tall" * (len(table.rows) >= TALL))))


def _breadth(table: Table) -> int:
    """Characters of the longest text of each column."""
    return sum(
        max((len(row[i]) for row in table.rows), default=0) for i in range(len(table.columns))
    )
