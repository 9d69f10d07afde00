"""Finding planning factors by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from planner.catalogue.figure import Confidence, Figure, cited_source
from planner.catalogue.load import factbook
from planner.catalogue.schema import Source
from planner.catalogue.walk import LocatedFigure, located_figures
from planner.messages import said

MOST_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of the catalogue, as a list of factors shows it."""

    kind: str
    id: str
    title: str
    field: str
    figure: Figure
    source_text: str
    confidence: Confidence | None

    def holds(self, word: str) -> bool:
        """Whether the id, title, field, note or source holds the word, whatever its case."""
        texts = (self.id, self.title, self.field, self.figure.note or "", self.source_text)
        return any(word.casefold() in text.casefold() for text in texts)


def search(word: str | None = None) -> tuple[Entry, ...]:
    """The figures that hold every word of `word`; all of them where none is given.

    By kind, then in the order of the data files. Empty where nothing matches: `nearest_names`
    then says what may have been meant.
    """
    words = (word or "").split()
    return tuple(entry for entry in entries() if all(entry.holds(part) for part in words))


@cache
def entries() -> tuple[Entry, ...]:
    """Every figure of the catalogue."""
    book = factbook()
    return tuple(_entry(found, book.sources) for found in located_figures(book))


def nearest_names(word: str) -> tuple[str, ...]:
    """Ids, and words of titles and ids, that look like `word`; the likest first."""
    known = {name: name for entry in entries() for name in _names(entry)}
    return tuple(difflib.get_close_matches(word.casefold(), known, n=MOST_NEAREST, cutoff=0.6))


def _names(entry: Entry) -> list[str]:
    return [entry.id.casefold(), *re.findall(r"\w{3,}", f"{entry.id} {entry.title}".casefold())]


def _entry(found: LocatedFigure, sources: Mapping[str, Source]) -> Entry:
    figure = found.figure
    text = origin_text(figure, sources)
    return Entry(found.kind, found.id, found.title, found.field, figure, text, figure.confidence)


def origin_text(figure: Figure, sources: Mapping[str, Source]) -> str:
    """Citation and title of the source; or the reason of an assumption."""
    if figure.assumption is not None:
        return said("factor.assumption", reason=figure.assumption)
    cited = cited_source(figure.source or "", sources)
    if not cited:
        return ""
    return said("text.with", text=figure.source, beside=sources[cited].title)
