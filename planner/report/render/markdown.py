"""Markdown, for notes and tickets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.messages import Language
from planner.report.blocks import Bars, Block, Heading, Line, Marking, Table, Tone, spoken
from planner.report.render.plain import bar_lines

MARKS = re.compile(r"[\\`*_{}\[\]<>|~&]")
# what makes a list, a heading or a rule of a line that it begins
FIRST_MARKS = re.compile(r"^([#+=-]|\d+(?=[.)]))")


def markdown(blocks: Iterable[Block], language: Language = "en") -> str:
    """Blocks as Markdown."""
    lines = (line for block in spoken(blocks, language) for line in _lines(block, language))
    return "\n".join(lines).lstrip("\n") + "\n"


def _lines(block: Block, language: Language) -> Iterator[str]:
    yield ""
    match block:
        case Marking(text):
            yield _first_escaped(_escaped(text))
        case Heading(text, level):
            yield f"{'#' * level} {_escaped(text)}"
        case Line(text, tone):
            bold = tone in (Tone.BAD, Tone.WARNING) and text
            yield f"**{_escaped(text)}**" if bold else _first_escaped(_escaped(text))
        case Table():
            yield _row(column.name for column in block.columns)
            yield _row("---:" if column.number else "---" for column in block.columns)
            for cells in block.rows:
                yield _row(cells)
        case Bars():
            # an indented block is shown as it is, whatever stands in it
            yield from (f"    {line}" for line in bar_lines(block, language))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(text: str) -> str:
    return MARKS.sub(r"\\\g<0>", text)


def _first_escaped(text: str) -> str:
    return FIRST_MARKS.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", text)
