"""A terminal, by Rich: the same blocks in colour, tables fitted to the width."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from planner.report.blocks import Block, Heading, Line, Table, Tone

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


def show(blocks: Iterable[Block], console: Console) -> None:
    """Print blocks to a terminal."""
    for block in blocks:
        match block:
            case Heading(text, level):
                if level > 1:
                    console.print()
                console.print(Text(text, style=HEADINGS[level]))
            case Line(text, tone):
                console.print(Text(MARKS.get(tone, "") + text, style=STYLES[tone]))
            case Table():
                console.print(Padding(_table(block, console.width), (0, 0, 0, 0)))


def _table(table: Table, width: int) -> RichTable:
    edges = box.SIMPLE_HEAD if width >= WIDE else None
    shown = RichTable(box=edges, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for column in table.columns:
        shown.add_column(
            Text(column.name),
            justify="right" if column.number else "left",
            no_wrap=not column.wraps,
            overflow="fold",
        )
    tones = table.tones or (Tone.PLAIN,) * len(table.rows)
    for row, tone in zip(table.rows, tones, strict=True):
        style = "red" if tone is Tone.BAD else None
        shown.add_row(*(Text(cell) for cell in row), style=style)
    return shown
