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


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of `Bars`: its name, where its two ends are, and the same in words.

    An end that is not known is None.
    """

    name: str
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale, each to the left and right of `base`: a tornado, the longest first.

    `legend` says what the two ends are: that of `low`, then that of `high`.
    """

    base: float
    legend: tuple[str, str]
    rows: tuple[Bar, ...]


Block = Heading | Line | Table | Bars


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
            case Bars():
                yield replace(block, rows=tuple(map(_harmless_bar, block.rows)))


def _harmless_bar(bar: Bar) -> Bar:
    return replace(bar, name=harmless_text(bar.name), told=harmless_text(bar.told))


def harmless_text(text: str) -> str:
    """A text on one line, with what a terminal would act on written as escapes."""
    return printable(" ".join(text.split()))
