"""Markdown, for notes and tickets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.messages import Language
from planner.report.blocks import Bars, Block, Heading, Line, Marking, Table, Tone, spoken
from planner.report.render.characters import ASCII, Strips, Written, in_characters, strip_lines
from planner.report.render.footnotes import Footnotes
from planner.report.render.plain import bar_lines

MARKS = re.compile(r"[\\`*_{}\[\]<>|~&]")
# what makes a list, a heading or a rule of a line that it begins
FIRST_MARKS = re.compile(r"^([#+=-]|\d+(?=[.)]))")


def markdown(blocks: Iterable[Block], language: Language = "en") -> str:
    """Blocks as Markdown, in a language; where figures come from stands in footnotes."""
    notes = Footnotes()
    written = in_characters(spoken(blocks, language), ASCII, language)
    lines = [line for block in written for line in _lines(block, notes, language)]
    lines += _footnotes(notes)
    return "\n".join(lines).lstrip("\n") + "\n"


def _footnotes(notes: Footnotes) -> Iterator[str]:
    for number, note in notes.listed():
        yield ""
        yield f"[^{number}]: {_escaped(note)}"


def _marks(notes: Footnotes, mine: Iterable[str]) -> str:
    return "".join(f"[^{number}]" for number in notes.numbers(mine))


def _lines(block: Written, notes: Footnotes, language: Language) -> Iterator[str]:
    yield ""
    match block:
        case Marking(text):
            yield _first_escaped(_escaped(text))
        case Heading(text, level):
            yield f"{'#' * level} {_escaped(text)}"
        case Line(text, tone):
            bold = tone in (Tone.BAD, Tone.WARNING) and text
            shown = f"**{_escaped(text)}**" if bold else _first_escaped(_escaped(text))
            yield shown + _marks(notes, block.notes)
        case Table():
            yield _row(column.name for column in block.columns)
            yield _row("---:" if column.number else "---" for column in block.columns)
            for cells, mine in zip(block.rows, block.notes or [()] * len(block.rows), strict=True):
                yield _row(cells, _marks(notes, mine))
        case Bars():
            # an indented block is shown as it is, whatever stands in it
            yield from (f"    {line}" for line in bar_lines(block, language))
        case Strips():
            yield from (f"    {line}" for line in strip_lines(block))


def _row(cells: Iterable[str], mark: str = "") -> str:
    first, *rest = map(_escaped, cells)
    return "| " + " | ".join((first + mark, *rest)) + " |"


def _escaped(text: str) -> str:
    return MARKS.sub(r"\\\g<0>", text)


def _first_escaped(text: str) -> str:
    return FIRST_MARKS.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", text)
