"""Footnotes: each distinct text has one number, in the order in which it is first cited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A place where a note is cited: the note's number, and the id of this place."""

    number: int
    place: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note and the places where it is cited."""

    number: int
    text: str
    places: tuple[str, ...]


@dataclass
class Footnotes:
    """The notes of a page while it is made, in reading order."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _places: dict[str, list[str]] = field(default_factory=dict)

    def cited(self, texts: Iterable[str]) -> tuple[NoteLink, ...]:
        """The links of one place to its notes; a blank text is no note."""
        return tuple(self._link(text) for text in dict.fromkeys(texts) if text)

    def listed(self) -> tuple[Note, ...]:
        """Every note that was cited."""
        return tuple(
            Note(number, text, tuple(self._places[text])) for text, number in self._numbers.items()
        )

    def _link(self, text: str) -> NoteLink:
        number = self._numbers.setdefault(text, len(self._numbers) + 1)
        places = self._places.setdefault(text, [])
        places.append(f"cited-{number}-{len(places) + 1}")
        return NoteLink(number, places[-1])
