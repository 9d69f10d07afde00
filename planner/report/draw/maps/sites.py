"""The sites of a map: a mark for how long each can hold out, an alarm, the name with its days."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.messages import Language, in_language, said
from planner.report.draw.elements import element, number, text
from planner.report.draw.maps.classes import NO_VALUE, class_of, marks_of
from planner.report.draw.maps.labels import Box, Point
from planner.report.draw.maps.legend import alarm_sign, mark
from planner.report.draw.maps.sheet import Sheet
from planner.report.draw.maps.words import place_told, short_value, value_told
from planner.report.draw.palette import for_pages as colour

HIDDEN, SHOWN = "hidden", "visible"


def sites(sheet: Sheet, name: str, at: int) -> Iterator[str]:
    for place in range(len(sheet.picture.places)):
        yield _place(sheet, place, f"{name}-place-{place}", at)
    for place, box in enumerate(sheet.labels):
        if box is not None:
            yield _leader(sheet, box, sheet.points[sheet.picture.places[place].id])
            yield _name(sheet, place, box, f"{name}-name-{place}", at)


def _place(sheet: Sheet, place: int, id_: str, at: int) -> str:
    days, entry = sheet.days, sheet.picture.places[place]
    value = days.values[place][at]
    marks = marks_of(sheet.picture.scale)
    look = NO_VALUE if value is None else marks[class_of(value, sheet.picture.scale)]
    x, y = sheet.points[entry.id]
    alarm = element(
        "g", alarm_sign(), class_="map-alarm", visibility=SHOWN if days.alarm(place, at) else HIDDEN
    )
    return element(
        "g",
        mark(look),
        alarm,
        id=id_,
        transform=f"translate({number(x)} {number(y)}){_scaled(sheet.grain)}",
        aria_label=place_label(sheet, place, at),
    )


def _scaled(grain: float) -> str:
    return "" if grain == 1 else f" scale({grain})"


def place_label(sheet: Sheet, place: int, at: int) -> str:
    """What a place says on a day."""
    name, alarm = sheet.picture.places[place].name, sheet.days.alarm(place, at)
    return in_language(place_told(name, value_of(sheet, place, at), alarm), sheet.language)


def value_of(sheet: Sheet, place: int, at: int) -> str:
    """The value of a place on a day in words; blank where it has none."""
    value = sheet.days.values[place][at]
    if value is None:
        return ""
    number_told = short_value(value, sheet.language)
    told = value_told(number_told, sheet.picture.value_unit, sheet.days.cause(place, at))
    return in_language(told, sheet.language)


def _leader(sheet: Sheet, box: Box, mark_at: Point) -> str:
    """A line from a mark to its name, where that stands farther away."""
    x, y = mark_at
    to = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
    distance = math.dist(mark_at, to)
    if distance <= sheet.mark_radius + 5:
        return ""
    part = sheet.mark_radius / distance
    start = (x + (to[0] - x) * part, y + (to[1] - y) * part)
    line = f"M{number(start[0])} {number(start[1])}L{number(to[0])} {number(to[1])}"
    return element("path", d=line, fill="none", stroke=colour("quiet"), stroke_width=0.8)


def _name(sheet: Sheet, place: int, box: Box, id_: str, at: int) -> str:
    entry, days = sheet.picture.places[place], sheet.days
    value = days.values[place][at]
    x, anchor = _from_mark(box, sheet.points[entry.id])
    told = element(
        "tspan",
        text(label_value(value, sheet.language)),
        class_="map-value",
        font_weight="bold",
        dx=".3em",
    )
    return element(
        "text",
        text(sheet.label(entry)),
        told if days.has_value[place] else "",
        id=id_,
        x=x,
        y=(box[1] + box[3]) / 2 + sheet.label_size * 0.36,
        font_size=sheet.label_size,
        text_anchor=anchor,
        fill=colour("ink"),
        stroke=colour("map-land"),
        stroke_width=3,
        stroke_linejoin="round",
        paint_order="stroke",
    )


def _from_mark(box: Box, mark_at: Point) -> tuple[float, str]:
    """Where a name begins or ends: at the side of its box that faces the mark."""
    if box[0] >= mark_at[0]:
        return box[0], "start"
    if box[2] <= mark_at[0]:
        return box[2], "end"
    return (box[0] + box[2]) / 2, "middle"


def label_value(value: float | None, language: Language) -> str:
    """A value after the name of its place, with its unit; blank where there is none."""
    if value is None:
        return ""
    unit = in_language(said("map.day-unit"), language)
    return f"{short_value(value, language)} {unit}"
