"""What stands above a map: the day and what it says most of all, the scale, and where north is."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.messages import in_language, said
from planner.report.draw.elements import element, number, text
from planner.report.draw.maps.sheet import Sheet
from planner.report.draw.maps.sites import value_of
from planner.report.draw.marks import WIDTH
from planner.report.draw.palette import for_pages as colour
from planner.report.draw.text import width_of
from planner.report.numbers import day as day_told
from planner.report.numbers import quantity

HEAD = 50.0
LONGEST_BAR = 150.0
# size of the letters of the summary, where they have room
SUMMARY = 13.0


def head(sheet: Sheet, name: str, at: int) -> Iterator[str]:
    """The day to the left; to the right how long a kilometre is, and where north is."""
    days = sheet.picture.days
    told = in_language(day_told(days.start + at, days.d_day), sheet.language)
    ink = colour("ink")
    yield element(
        "text", text(told), id=f"{name}-day", x=0, y=19, font_size=16, font_weight="bold", fill=ink
    )
    summary, size = text(summary_of(sheet, at)), number(_summary_size(sheet))
    yield element("text", summary, id=f"{name}-summary", x=0, y=39, font_size=size, fill=ink)
    length = _bar_km(sheet)
    end = WIDTH - 34
    start = end - length * sheet.view.pixels_per_km
    bar = f"M{number(start)} 15V21H{number(end)}V15"
    yield element("path", d=bar, fill="none", stroke=ink, stroke_width=1.4)
    km = f"{in_language(quantity(length), sheet.language)} km"
    yield element("text", text(km), x=start - 6, y=21, font_size=12, text_anchor="end", fill=ink)
    yield element("path", d=f"M{WIDTH - 12:g} 2l5 12l-5-3l-5 3z", fill=ink)
    yield element("text", "N", x=WIDTH - 12, y=25, font_size=11, text_anchor="middle", fill=ink)


def _summary_size(sheet: Sheet) -> float:
    """The size of letters at which the summary of every day has room on its line."""
    every = {summary_of(sheet, at) for at in range(len(sheet.picture.days))}
    return min(SUMMARY, SUMMARY * WIDTH / max(width_of(told, SUMMARY) for told in every))


def summary_of(sheet: Sheet, at: int) -> str:
    """The day in a sentence: how many lanes are full, and who can hold out least."""
    days = sheet.days
    known = [(v[at], place) for place, v in enumerate(days.values) if v[at] is not None]
    full = quantity(days.full(at))
    if not known:
        return in_language(said("map.summary-lanes", full=full), sheet.language)
    _, place = min(known)
    told = said(
        "map.summary",
        full=full,
        name=sheet.picture.places[place].name,
        value=value_of(sheet, place, at),
    )
    return in_language(told, sheet.language)


def _bar_km(sheet: Sheet) -> float:
    """The longest round length that is no longer than the bar may be."""
    most = LONGEST_BAR / sheet.view.pixels_per_km
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= most * (1 + 1e-9))
