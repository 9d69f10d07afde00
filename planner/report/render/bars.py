"""Bars as text: one line of characters a bar, around a line that stands for the base."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.messages import Language, in_language, said
from planner.report.blocks import Bar, Bars

Place = Callable[[float], int]


@dataclass(frozen=True, slots=True)
class Ink:
    """The characters of a bar: towards the low end, towards the high end, the base, nothing."""

    low: str
    high: str
    base: str
    none: str = " "


BLOCKS = Ink("░", "█", "│")
# for pipes, files and terminals that show no blocks
ASCII = Ink("-", "#", "|")


def legend(bars: Bars, ink: Ink, language: Language = "en") -> str:
    """What the characters mean."""
    low, high = bars.legend
    base = in_language(said("value.as-it-is"), language)
    return f"{ink.low * 3} {low}   {ink.high * 3} {high}   {ink.base} {base}"


def drawn(bars: Bars, width: int, ink: Ink) -> list[str]:
    """Each bar in so many characters, on one scale; an end that is known is never invisible."""
    known = [end for bar in bars.rows for end in (bar.low, bar.high) if end is not None]
    least, most = min([bars.base, *known]), max([bars.base, *known])
    room = max(1, width - 1)

    def place(value: float) -> int:
        return round((value - least) / (most - least) * room) if most > least else 0

    return [_bar(bar, bars.base, place, room, ink) for bar in bars.rows]


def _bar(bar: Bar, base: float, place: Place, room: int, ink: Ink) -> str:
    line, middle = [ink.none] * (room + 1), place(base)
    ends = [(bar.low, ink.low), (bar.high, ink.high)]
    # where both lie on one side the shorter is drawn over the longer
    ends.sort(key=lambda end: -abs((base if end[0] is None else end[0]) - base))
    for value, character in ends:
        if value is None or value == base:
            continue
        step = 1 if value > base else -1
        # at least one character, though rounding would leave none
        last = place(value) if place(value) != middle else middle + step
        for at in range(middle + step, last + step, step):
            if 0 <= at <= room:
                line[at] = character
    line[middle] = ink.base
    return "".join(line)
