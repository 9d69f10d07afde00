"""The closed set of blocks that a report is made of; renderers know these and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.errors import printable


class Tone(StrEnum):
    """How urgent a line is; never shown by colour alone."""

    PLAIN = ""
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 for the report, 2 for a section, 3 inside one."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or short paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand to the right.

    One that `sheds` may be left out where a terminal is narrow; files and pipes have it always.
    """

    name: str
    number: bool = False
    wraps: bool = False
    sheds: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts that are already in their final form."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[Tone, ...] = ()


Block = Heading | Line | Table


def harmless(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with every text on one line and without characters that a terminal acts on.

    Titles come from scenarios, and those from anyone: every renderer begins with this.
    """
    for block in blocks:
        match block:
            case Heading() | Line():
                yield replace(block, text=harmless_text(block.text))
            case Table():
                rows = tuple(tuple(map(harmless_text, row)) for row in block.rows)
                yield replace(block, rows=rows)


def harmless_text(text: str) -> str:
    """A text on one line, with what a terminal would act on written as escapes."""
    return printable(" ".join(text.split()))
