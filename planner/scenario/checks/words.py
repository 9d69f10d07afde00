"""Days and windows as messages show them, in every language."""

from __future__ import annotations

from collections.abc import Iterable

from planner.messages import Said, joined, said
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.days import Window, show_day

SHOWN_STRETCHES = 3


def shown_window(window: Window) -> Said:
    """The days of a window: from D+0 until D+10."""
    if window.from_ is None and window.until is None:
        return said("window.whole")
    if window.until is None:
        return said("window.from", first=show_day(window.from_ or 0))
    if window.from_ is None:
        return said("window.until", until=show_day(window.until))
    return said("window.both", first=show_day(window.from_), until=show_day(window.until))


def days_of_calendar(calendar: Calendar) -> Said:
    """The days that a plan has."""
    start, end = show_day(calendar.start), show_day(calendar.end)
    return said("allowed.days-of-calendar", start=start, end=end)


def stretches(days: Iterable[int]) -> str:
    """Days as a planner reads them: D+0 to D+10, D+20."""
    ends: list[list[int]] = []
    for day in sorted(days):
        if ends and ends[-1][1] == day - 1:
            ends[-1][1] = day
        else:
            ends.append([day, day])
    shown = joined("list.comma", [_stretch(*stretch) for stretch in ends[:SHOWN_STRETCHES]])
    rest = len(ends) - SHOWN_STRETCHES
    return said("list.more-stretches", shown=shown, rest=rest) if rest > 0 else shown


def _stretch(first: int, last: int) -> str:
    if first == last:
        return show_day(first)
    return said("stretch", first=show_day(first), last=show_day(last))
