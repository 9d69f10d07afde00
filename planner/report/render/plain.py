"""Plain text: nothing cut off, whatever the width; for pipes, files and mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from planner.messages import Language
from planner.report.blocks import Bars, Block, Heading, Line, Marking, Table, Tone, spoken
from planner.report.render.bars import ASCII, drawn, legend
from planner.report.render.characters import ASCII as STRIP_ASCII
from planner.report.render.characters import Strips, Written, in_characters, strip_lines
from planner.report.render.footnotes import with_footnotes

MARKS = {Tone.GOOD: "+ ", Tone.WARNING: "! ", Tone.BAD: "! "}
BAR = 40
UNDERLINES = {1: "=", 2: "-"}


def plain(blocks: Iterable[Block], language: Language = "en", *, notes: bool = False) -> str:
    """Blocks as plain text, in a language; with `notes` the sources of figures stand in the end."""
    written = in_characters(spoken(blocks, language), STRIP_ASCII, language)
    shown = with_footnotes(written, language) if notes else written
    return "\n".join(line for block in shown for line in _lines(block, language)) + "\n"


def _lines(block: Written, language: Language) -> Iterator[str]:
    match block:
        case Marking(text):
            yield text
        case Heading(text, level):
            if level > 1:
                yield ""
            yield text
            if level in UNDERLINES:
                yield UNDERLINES[level] * cell_len(text)
        case Line(text, tone):
            yield MARKS.get(tone, "") + text
        case Table():
            yield from _table(block)
        case Bars():
            yield from bar_lines(block, language)
        case Strips():
            yield from strip_lines(block)


def bar_lines(bars: Bars, language: Language = "en") -> Iterator[str]:
    """Bars in characters that any reader shows, names before and numbers behind."""
    names = max((cell_len(bar.name) for bar in bars.rows), default=0)
    for bar, line in zip(bars.rows, drawn(bars, BAR, ASCII), strict=True):
        yield f"{_padded(bar.name, names, left=False)}  {line}  {bar.told}"
    yield legend(bars, ASCII, language)


def _table(table: Table) -> Iterator[str]:
    names = tuple(column.name for column in table.columns)
    cells = [names, *table.rows]
    widths = [max(cell_len(row[i]) for row in cells) for i in range(len(names))]
    for number, row in enumerate(cells):
        parts = (
            _padded(text, width, left=column.number)
            for text, width, column in zip(row, widths, table.columns, strict=True)
        )
        yield "  ".join(parts).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def _padded(text: str, width: int, *, left: bool) -> str:
    # as wide as it is shown, which is not its length in Chinese or with combining accents
    gap = " " * (width - cell_len(text))
    return gap + text if left else text + gap
