"""A terminal, by Rich: the same blocks in colour, tables fitted to the width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable

from planner.messages import Language, in_language, joined, said
from planner.report.blocks import Bars, Block, Heading, Line, Marking, Table, Tone, spoken
from planner.report.render.bars import ASCII, BLOCKS, drawn, legend
from planner.report.render.characters import Strip, Strips, in_characters, ink_for
from planner.report.render.unbroken import Text

STYLES = {
    Tone.PLAIN: "",
    Tone.GOOD: "green",
    Tone.WARNING: "yellow",
    Tone.BAD: "bold red",
    Tone.NOTE: "dim",
}
MARKS = {Tone.GOOD: "✓ ", Tone.WARNING: "! ", Tone.BAD: "✗ "}
HEADINGS = {1: "bold reverse", 2: "bold underline", 3: "bold"}
WIDE = 120
LONGEST_WORD = 16
LEAST_NAME, LEAST_BAR, LONGEST_BAR = 16, 8, 100


def show(blocks: Iterable[Block], console: Console, language: Language = "en") -> None:
    """Print blocks to a terminal, in a language."""
    for block in in_characters(spoken(blocks, language), ink_for(console.encoding), language):
        match block:
            case Marking(text):
                console.print(Text(text, style=STYLES[Tone.NOTE]))
            case Heading(text, level):
                if level > 1:
                    console.print()
                console.print(Text(text, style=HEADINGS[level]))
            case Line(text, tone):
                console.print(Text(MARKS.get(tone, "") + text, style=STYLES[tone]))
            case Table():
                for shown in _table(block, console.width, language):
                    console.print(shown)
            case Bars():
                for shown in _bars(block, console.width, console.encoding, language):
                    console.print(shown)
            case Strips():
                for shown in _strips(block, console.width):
                    console.print(shown)


def _bars(bars: Bars, width: int, encoding: str, language: Language) -> Iterator[RenderableType]:
    """Names, bars and numbers side by side; a name that is long wraps, a number never does."""
    ink = BLOCKS if encoding.lower().startswith("utf") else ASCII
    told = max((cell_len(bar.told) for bar in bars.rows), default=0)
    longest = max((cell_len(bar.name) for bar in bars.rows), default=0)
    names, room = _sides(longest, told, width)
    shown = _beside(names, room)
    for bar, line in zip(bars.rows, drawn(bars, room, ink), strict=True):
        shown.add_row(Text(bar.name), Text(line), Text(bar.told))
    yield shown
    yield Text(legend(bars, ink, language), style=STYLES[Tone.NOTE])


def _sides(longest: int, told: int, width: int) -> tuple[int, int]:
    """Widths of the names and of what is drawn beside them."""
    names = min(longest, max(LEAST_NAME, (width - told) * 2 // 5))
    return names, min(LONGEST_BAR, max(LEAST_BAR, width - names - told - 4))


def _beside(names: int, room: int) -> RichTable:
    shown = RichTable(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    shown.add_column(width=names, overflow="fold")
    shown.add_column(width=room, no_wrap=True)
    shown.add_column(overflow="fold")
    return shown


def _strips(strips: Strips, width: int) -> Iterator[RenderableType]:
    """Rows under each other, those below a heading together."""
    names, room = _sides(strips.longest_name, strips.longest_told, width)
    for is_heading, rows in groupby(strips.rows, key=lambda row: row.draw is None):
        if is_heading:
            yield from (Text(row.name, style=HEADINGS[3]) for row in rows)
            continue
        shown = _beside(names, room)
        for row in rows:
            shown.add_row(Text(row.name), Text(_drawn(row, room)), Text(row.told))
        yield shown


def _drawn(row: Strip, room: int) -> str:
    return row.draw(room) if row.draw else ""


def _table(table: Table, width: int, language: Language) -> Iterator[RenderableType]:
    edges = box.SIMPLE_HEAD if width >= WIDE else None
    for shown in _shedding(table):
        number = len(shown.columns)
        widths = _widths(shown, width - number - (number + 1 if edges else 0))
        if widths is not None:
            yield _grid(shown, widths, edges)
            yield from _left_out(table, shown, language)
            return
    yield from _list(table, language)


def _shedding(table: Table) -> Iterator[Table]:
    """The table, then without the last column that may be left out, then without two of them."""
    yield table
    for i in reversed(range(len(table.columns))):
        if table.columns[i].sheds:
            columns = table.columns[:i] + table.columns[i + 1 :]
            table = replace(
                table, columns=columns, rows=tuple(row[:i] + row[i + 1 :] for row in table.rows)
            )
            yield table


def _left_out(table: Table, shown: Table, language: Language) -> Iterator[RenderableType]:
    names = [column.name for column in table.columns if column not in shown.columns]
    if names:
        told = said("render.too-narrow", columns=joined("list.comma", names))
        yield Text(in_language(told, language), style=STYLES[Tone.NOTE])


def _grid(table: Table, widths: Sequence[int], edges: box.Box | None) -> RenderableType:
    """The table side by side, each column as wide as given."""
    shown = RichTable(box=edges, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for column, fitted in zip(table.columns, widths, strict=True):
        shown.add_column(
            Text(column.name),
            justify="right" if column.number else "left",
            width=fitted,
            overflow="fold",
        )
    for row, style in zip(table.rows, _styles(table), strict=True):
        shown.add_row(*(Text(cell) for cell in row), style=style)
    return shown


def _list(table: Table, language: Language) -> Iterator[RenderableType]:
    """Each row as a paragraph, where the terminal is too narrow for the columns side by side."""
    for (first, *rest), style in zip(table.rows, _styles(table), strict=True):
        yield Text(first, style=style)
        names = [column.name for column in table.columns[1:]]
        cells = zip(names, rest, strict=True)
        told = [said("text.named", name=name, text=cell) for name, cell in cells if cell]
        line = in_language(joined("list.semicolon", told), language)
        yield Padding(Text(line, style=style), (0, 0, 0, 2))


def _styles(table: Table) -> list[str]:
    tones = table.tones or (Tone.PLAIN,) * len(table.rows)
    return ["red" if tone is Tone.BAD else "" for tone in tones]


def _widths(table: Table, room: int) -> list[int] | None:
    """Widths that fit into the room: texts wrap, first those that may; a number is never cut."""
    columns = list(zip(*(map(cell_len, row) for row in _texts(table)), strict=True))
    natural = [max(lengths) for lengths in columns]
    least = [_least(texts) for texts in zip(*_texts(table), strict=True)]
    wraps = [column.wraps for column in table.columns]
    at_first = [low if may else high for low, high, may in zip(least, natural, wraps, strict=True)]
    numbers = [max(lengths[1:], default=0) for lengths in columns]
    at_last = [
        max(low, number) if column.number else low
        for low, number, column in zip(least, numbers, table.columns, strict=True)
    ]
    return _shrunk(natural, at_first, room) or _shrunk(natural, at_last, room)


def _texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(column.name for column in table.columns), *table.rows]


def _least(texts: Iterable[str]) -> int:
    words = (cell_len(word) for text in texts for word in text.split(" "))
    return min(max(words, default=1), LONGEST_WORD)


def _shrunk(widths: Sequence[int], floors: Sequence[int], room: int) -> list[int] | None:
    """The widest columns narrowed until all fit, none below its floor; None where they cannot."""
    if sum(floors) > room:
        return None
    fitted = list(widths)
    while sum(fitted) > room:
        above = [i for i, width in enumerate(fitted) if width > floors[i]]
        fitted[max(above, key=fitted.__getitem__)] -= 1
    return fitted
