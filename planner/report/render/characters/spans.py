"""Spans of days as bars of characters over a scale of days."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import Language, in_language, said
from planner.report.blocks import Days, Line, SpanRow, Spans
from planner.report.numbers import short_day
from planner.report.render.characters.axis import axis, legend, marks_told
from planner.report.render.characters.ink import Ink
from planner.report.render.characters.strips import Strip, Strips, painted

# where a legend has more kinds than there are characters
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def spans_written(block: Spans, ink: Ink, language: Language) -> Iterator[Strips | Line]:
    """Rows under the heading of their group, and what the characters and marks mean."""
    characters = (ink.spans + LETTERS)[: len(block.legend)]
    head = axis(block.days, block.marks, ink, language)
    yield Strips((*head, *_rows(block, characters, language)))
    used = sorted({span.kind for row in block.rows for span in row.spans})
    yield from legend(((characters[kind], block.legend[kind]) for kind in used), language)
    yield from marks_told(block.marks, ink, language)


def _rows(block: Spans, characters: str, language: Language) -> Iterator[Strip]:
    group = ""
    for row in block.rows:
        if row.group != group:
            group = row.group
            yield Strip(group)
        yield _row(row, block.days, characters, language)


def _row(row: SpanRow, days: Days, characters: str, language: Language) -> Strip:
    length = max(1, len(days))
    parts = [
        ((span.start - days.start) / length, (span.until - days.start) / length, span.kind)
        for span in sorted(row.spans, key=lambda span: span.kind)
    ]

    def draw(width: int) -> str:
        return painted(width, [(start, end, characters[kind]) for start, end, kind in parts])

    return Strip(row.name, draw, _told(row, language))


def _told(row: SpanRow, language: Language) -> str:
    """From the first day of a row to the first after it."""
    if not row.spans:
        return ""
    start = min(span.start for span in row.spans)
    until = max(span.until for span in row.spans)
    told = said("text.from-until", start=short_day(start), until=short_day(until))
    return in_language(told, language)
