"""Lines as a page has them: what a reader needs first, and runs of lines below a heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.report.blocks import Line, Tone
from planner.report.render.html.notes import Footnotes, NoteLink

# so many lines of one kind in a row are read as a list
LISTED = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line, and the notes that it cites."""

    text: str
    tone: Tone
    notes: tuple[NoteLink, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Lines of one tone that follow each other; a list where there are many."""

    sentences: tuple[Sentence, ...]
    listed: bool
    kind: str = "sentences"


def sentences_of(lines: Iterable[Line], notes: Footnotes) -> Iterator[Sentences]:
    """Runs of lines of one tone; a line that leads in what follows stands by itself."""
    for _, run in groupby(lines, key=lambda line: line.tone):
        told = [line for line in run if line.text]
        leads = len(told) > LISTED and leads_in(told[0].text)
        for part in (told[:1], told[1:]) if leads else (told,):
            if part:
                yield Sentences(_spoken(part, notes), len(part) >= LISTED)


def key_sentences(lines: Iterable[Line], notes: Footnotes) -> tuple[Sentence, ...]:
    """The lines that a reader needs first."""
    return _spoken([line for line in lines if line.text], notes)


def leads_in(text: str) -> bool:
    """True for a line that only names what follows it."""
    return text.endswith(":")


def led_in(text: str) -> str:
    """What a line that leads in names."""
    return text.rstrip(": \u00a0\u202f")


def _spoken(lines: Sequence[Line], notes: Footnotes) -> tuple[Sentence, ...]:
    return tuple(Sentence(line.text, line.tone, notes.cited(line.notes)) for line in lines)
