"""The axis of days above strips, and the days that are marked on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.messages import Language, in_language, joined, said
from planner.report.blocks import DayMark, Days, Line, Tone
from planner.report.numbers import short_day
from planner.report.render.characters.ink import Ink
from planner.report.render.characters.strips import Strip

STEPS = (1, 2, 5, 7, 10, 14, 20, 30, 60, 90, 180, 360, 720, 1800, 3600)
# cells from one label to the next: D+1000 with its tick and a blank
LABEL = 8


def shown_day(day: int, language: Language) -> str:
    """A day as it is read in a language."""
    return in_language(short_day(day), language)


def axis(days: Days, marks: tuple[DayMark, ...], ink: Ink, language: Language) -> Iterator[Strip]:
    """A row with the days, and one with the marks where there are any."""
    yield Strip("", lambda width: _labels(days, width, ink.tick, language))
    if marks:
        yield Strip("", lambda width: _marked(days, marks, width, ink.mark))


def _labels(days: Days, width: int, tick: str, language: Language) -> str:
    length = max(1, len(days))
    most = max(1, width // LABEL)
    step = next((step for step in STEPS if length / step <= most), STEPS[-1])
    line = [" "] * width
    for day in range(-(-days.start // step) * step, days.until, step):
        place = (day - days.start) * width // length
        label = tick + shown_day(day, language)
        if place + len(label) <= width:
            line[place : place + len(label)] = label
    return "".join(line)


def _marked(days: Days, marks: Iterable[DayMark], width: int, character: str) -> str:
    line = [" "] * width
    for mark in marks:
        if days.start <= mark.day < days.until:
            line[(mark.day - days.start) * width // max(1, len(days))] = character
    return "".join(line)


def marks_told(marks: Iterable[DayMark], ink: Ink, language: Language) -> Iterator[Line]:
    """What the marks are; nothing where there are none."""
    parts = [
        said("text.mark", day=short_day(mark.day), name=mark.name)
        for mark in sorted(marks, key=lambda mark: mark.day)
    ]
    if parts:
        told = said("text.legend", character=ink.mark, name=joined("list.semicolon", parts))
        yield Line(in_language(told, language), Tone.NOTE)


def legend(parts: Iterable[tuple[str, str]], language: Language) -> Iterator[Line]:
    """What characters mean; nothing where there are none."""
    told = [said("text.legend", character=character, name=name) for character, name in parts]
    if told:
        yield Line(in_language(joined("list.semicolon", told), language), Tone.NOTE)
