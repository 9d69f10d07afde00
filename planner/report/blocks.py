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
    """A column of a table; numbers stand to the right."""

    name: str
    number: bool = False
    wraps: bool = False


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
                yield replace(block, text=_harmless(block.text))
            case Table():
                yield replace(block, rows=tuple(tuple(map(_harmless, row)) for row in block.rows))


def _harmless(text: str) -> str:
    return printable(" ".join(text.split()))
