"""Plain text: nothing cut off, whatever the width; for pipes, files and mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.report.blocks import Block, Heading, Line, Table, Tone

MARKS = {Tone.GOOD: "+ ", Tone.WARNING: "! ", Tone.BAD: "! "}
UNDERLINES = {1: "=", 2: "-"}


def plain(blocks: Iterable[Block]) -> str:
    """Blocks as plain text."""
    return "\n".join(line for block in blocks for line in _lines(block)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            if level > 1:
                yield ""
            yield text
            if level in UNDERLINES:
                yield UNDERLINES[level] * len(text)
        case Line(text, tone):
            yield MARKS.get(tone, "") + text
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    names = tuple(column.name for column in table.columns)
    cells = [names, *table.rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(names))]
    for number, row in enumerate(cells):
        parts = (
            text.rjust(width) if column.number else text.ljust(width)
            for text, width, column in zip(row, widths, table.columns, strict=True)
        )
        yield "  ".join(parts).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)
