"""Footnotes: where figures come from, numbered in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.messages import Language, in_language, said
from planner.report.blocks import Heading, Line, Table
from planner.report.render.characters import Written


class Footnotes:
    """The notes that were referred to so far; the same note has one number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, notes: Iterable[str]) -> list[int]:
        """The numbers of notes, from 1 on; new notes get new ones."""
        return [self._numbers.setdefault(note, len(self._numbers) + 1) for note in notes]

    def listed(self) -> Iterator[tuple[int, str]]:
        """Each number with its note."""
        return ((number, note) for note, number in self._numbers.items())


def with_footnotes(blocks: Iterable[Written], language: Language = "en") -> Iterator[Written]:
    """The blocks with numbers behind what has notes, and the notes in the end."""
    found = Footnotes()
    for block in blocks:
        match block:
            case Line(notes=notes) if notes:
                yield replace(block, text=block.text + _marks(found, notes))
            case Table(notes=notes) if any(notes):
                rows = zip(block.rows, notes, strict=True)
                marked = ((row[0] + _marks(found, mine), *row[1:]) for row, mine in rows)
                yield replace(block, rows=tuple(marked))
            case _:
                yield block
    listed = list(found.listed())
    if listed:
        yield Heading(in_language(said("text.notes"), language))
        yield from (Line(f"[{number}] {note}") for number, note in listed)


def _marks(found: Footnotes, notes: Iterable[str]) -> str:
    numbers = ", ".join(map(str, found.numbers(notes)))
    return f" [{numbers}]" if numbers else ""
