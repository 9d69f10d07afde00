"""The axis of days: D+30 and its date below it, D-day itself, and the days that are marked."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.messages import said
from planner.report.blocks import DayMark, Days
from planner.report.draw.look import Look
from planner.report.draw.marks import SMALL, WIDTH, Marks, Value, rules, texts
from planner.report.draw.scale import Scale
from planner.report.draw.text import shortened, width_of
from planner.report.numbers import month_name, short_day

FEW = 3
"""So many days at least should be named."""
STEPS = (1, 2, 5, 10, 15, 30, 60, 90, 180, 360)
"""Days from one tick to the next; above the last, so many times it."""
LINE = 15.0
GAP, LEAST_GAP = 8.0, 3.0
DASHES = "2,3"


@dataclass(frozen=True, slots=True)
class DayAxis:
    """Days laid out from left to right; `x` has the pixel at which each begins.

    Names may stand out `spill` pixels at either end; they have dates where they are `dated` and
    D-day has one.
    """

    days: Days
    x: Scale
    look: Look
    dated: bool = True
    spill: float = 14.0

    @property
    def d_day(self) -> dt.date | None:
        """The date of D-day, where dates are shown."""
        return self.days.d_day if self.dated else None

    @property
    def step(self) -> int:
        """Days from one that is named to the next: as few as there is room for."""
        wide = self._step(years=True)
        # rather than hardly any day at all, days without their year
        return wide if wide * FEW <= len(self.days) else self._step(years=False)

    @property
    def years(self) -> bool:
        """True where there is room for the years of dates."""
        return self.step >= self._step(years=True)

    def _step(self, *, years: bool) -> int:
        days, step = self.days, 0
        names = [name for day in (days.start, days.until) for name in self.names(day, years)]
        room = (max(width_of(name, SMALL) for name in names) + GAP) * max(1, len(days))
        needed = room / abs(self.x.end - self.x.start)
        for step in STEPS:
            if step >= needed:
                return step
        return step * math.ceil(needed / step)

    @property
    def ticks(self) -> range:
        """The days that are named."""
        days, step = self.days, self.step
        return range(-(-days.start // step) * step, days.until + 1, step)

    def names(self, day: int, year: bool) -> list[str]:
        """The day as it is read, and below it the date where dates are shown."""
        number = self.look.say(short_day(day))
        if (date := self.date(day)) is None:
            return [number]
        month = month_name(date)
        if year:
            told = said("draw.date-year", date=date.day, month=month, year=str(date.year))
        else:
            told = said("draw.date", date=date.day, month=month)
        return [number, self.look.say(told)]

    def date(self, day: int) -> dt.date | None:
        """The date of a day; None where none is shown, and beyond what a calendar has."""
        if self.d_day is None:
            return None
        try:
            return self.d_day + dt.timedelta(days=day)
        except OverflowError:
            return None

    @property
    def height(self) -> float:
        """Of the names below the axis."""
        return LINE * (1 if self.d_day is None else 2) + 6


def day_grid(axis: DayAxis, top: float, bottom: float) -> Marks:
    """A light line at each day that is named."""
    places = [axis.x(day) for day in axis.ticks]
    lines: list[Value] = [{"x": x, "y": top, "x2": x, "y2": bottom} for x in places]
    return rules(lines, stroke=axis.look.colour("grid"), stroke_width=1)


def d_day_line(axis: DayAxis, top: float, bottom: float) -> Marks:
    """A clear line at D-day, where it is one of the days."""
    shown = [axis.x(0)] if axis.days.start <= 0 <= axis.days.until else []
    lines: list[Value] = [{"x": x, "y": top, "x2": x, "y2": bottom} for x in shown]
    return rules(lines, stroke=axis.look.colour("rule"), stroke_width=1.2)


def day_names(axis: DayAxis, y: float) -> Iterator[Marks]:
    """The names of the days below the line y, that of D-day in bold."""
    look, named = axis.look, _named(axis)
    numbers, d_day, dates = list[Value](), list[Value](), list[Value]()
    for name in named:
        lines: list[Value] = [
            {"x": x, "y": y + LINE * number, "text": line}
            for number, (line, x) in enumerate(zip(name.lines, name.xs, strict=True), 1)
        ]
        (numbers if name.day else d_day).append(lines[0])
        dates += lines[1:]
    yield texts(numbers, text_anchor="middle", font_size=SMALL, fill=look.colour("ink"))
    yield texts(
        d_day, text_anchor="middle", font_size=SMALL, font_weight="bold", fill=look.colour("ink")
    )
    yield texts(dates, text_anchor="middle", font_size=SMALL, fill=look.colour("quiet"))


@dataclass(frozen=True, slots=True)
class _Name:
    """What is read below a day: lines, the middle of each, and the room that all of them need."""

    day: int
    lines: Sequence[str]
    xs: Sequence[float]
    start: float
    end: float


def _named(axis: DayAxis) -> list[_Name]:
    """The names of the days, none on another: D-day rather than the one before it."""
    named, year = list[_Name](), None
    for day in axis.ticks:
        date = axis.date(day)
        lines = axis.names(day, axis.years and date is not None and date.year != year)
        name = _name(axis, day, lines)
        if named and name.start < named[-1].end + LEAST_GAP:
            if day:
                continue
            named.pop()
        year = date.year if date else None
        named.append(name)
    return named


def _name(axis: DayAxis, day: int, lines: Sequence[str]) -> _Name:
    """Each line in the middle below the day, or aside where it would stand out too far."""
    halves = [width_of(line, SMALL) / 2 for line in lines]
    least, most, at = axis.x.start - axis.spill, axis.x.end + axis.spill, axis.x(day)
    xs = [round(max(least + half, min(most - half, at)), 2) for half in halves]
    start = min(x - half for x, half in zip(xs, halves, strict=True))
    end = max(x + half for x, half in zip(xs, halves, strict=True))
    return _Name(day, lines, xs, start, end)


# ---------------------------------------------------------------------------------- marked days


@dataclass(frozen=True, slots=True)
class _Flag:
    """A marked day, and where its name stands: in which line, and to which side of the day."""

    mark: DayMark
    name: str
    line: int
    left: bool


def marks_height(axis: DayAxis, marks: Sequence[DayMark]) -> float:
    """How much room the names of marked days need above the plot."""
    return LINE * (1 + max((flag.line for flag in _flags(axis, marks)), default=-1))


def marked_days(
    axis: DayAxis, marks: Sequence[DayMark], top: float, bottom: float, apart: float = 0.0
) -> Iterator[Marks]:
    """A dashed line at each marked day through the plot from `top` to `bottom`, with its name
    above it: `apart` from the plot, where something else stands between."""
    look, flags, foot = axis.look, _flags(axis, marks), top - apart
    places = [(flag, axis.x(flag.mark.day), foot - LINE * flag.line) for flag in flags]
    lines: list[Value] = [{"x": x, "x2": x, "y": y - LINE + 3, "y2": foot} for _, x, y in places]
    # D-day has a line of its own there
    lines += [{"x": x, "x2": x, "y": top, "y2": bottom} for flag, x, _ in places if flag.mark.day]
    yield rules(lines, stroke=look.colour("rule"), stroke_dasharray=DASHES)
    for left in (False, True):
        names: list[Value] = [
            {"x": x + (-5 if left else 5), "y": y - 4, "text": flag.name}
            for flag, x, y in places
            if flag.left == left
        ]
        anchor = "end" if left else "start"
        # a line that has to pass through a name stops short of its letters
        paper = look.colour("paper")
        yield texts(
            names, text_anchor=anchor, font_size=SMALL, fill=paper, stroke=paper, stroke_width=4
        )
        yield texts(names, text_anchor=anchor, font_size=SMALL, fill=look.colour("ink"))


def _flags(axis: DayAxis, marks: Sequence[DayMark]) -> list[_Flag]:
    """The marks within the days, each in the lowest line in which its name is free of others.

    Names lead to the right where there is room. From the last mark to the first, so that the line
    of a mark goes up beside the names of those after it.
    """
    taken, flags = list[tuple[int, float, float]](), list[_Flag]()
    seen = [mark for mark in marks if axis.days.start <= mark.day <= axis.days.until]
    for mark in sorted(seen, key=lambda mark: -mark.day):
        x, wide = axis.x(mark.day), width_of(mark.name, SMALL) + 8
        left = x + wide > WIDTH and x > WIDTH / 2
        name = shortened(mark.name, SMALL, (x if left else WIDTH - x) - 8)
        first, last = (x - wide, x) if left else (x, x + wide)
        line = 0
        while any(at == line and first <= b and a <= last for at, a, b in taken):
            line += 1
        taken.append((line, first, last))
        taken += [(below, x, x) for below in range(line)]
        flags.append(_Flag(mark, name, line, left))
    return flags
