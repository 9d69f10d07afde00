"""Blocks of words: headings, lines, tables, and the marking that stands on every page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How urgent a line is; never shown by colour alone."""

    PLAIN = ""
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Marking:
    """The classification, which a printed report has on every page."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 for the report, 2 for a section, 3 inside one."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or short paragraph; `notes` say where its figures come from."""

    text: str
    tone: Tone = Tone.PLAIN
    notes: tuple[str, ...] = ()


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
    """A table of texts that are already in their final form.

    Where they are given, `tones`, `notes` and `symbols` have an entry a row: how urgent it is,
    where its figures come from, and the code of its APP-6 symbol (blank for none). `totals` are
    the places of the rows that sum up others.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[Tone, ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()
    symbols: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
