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
    """Lines of one tone that follow each other."""

    sentences: tuple[Sentence, ...]
    listed: bool
    kind: str = "sentences"


def sentences_of(lines: Iterable[Line], notes: Footnotes) -> Iterator[Sentences]:
    """Runs of lines of one tone: a list where many plain ones follow each other, or many of any
    tone follow a line that leads them in."""
    for (_, led), run in groupby(_led(lines), key=lambda pair: (pair[0].tone, pair[1])):
        told = [line for line, _ in run]
        listed = len(told) >= LISTED and (led > 0 or told[0].tone is Tone.PLAIN)
        yield Sentences(_spoken(told, notes), listed)


def _led(lines: Iterable[Line]) -> Iterator[tuple[Line, int]]:
    """Each line that says something, with a number that tells apart those before a line that leads
    in (0), that line, and those that it leads in (even)."""
    part = 0
    for line in lines:
        if not line.text:
            continue
        if leads_in(line.text):
            yield line, part + 1
            part += 2
        else:
            yield line, part


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
