"""A map of places and ways as SVG: a day drawn on the ground, and the legend below."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.messages import Language, in_language, said
from planner.report.blocks import Map
from planner.report.draw.ground.lines import TENTH
from planner.report.draw.maps.classes import (
    LINES,
    NO_VALUE,
    class_of,
    marks_of,
)
from planner.report.draw.maps.colours import colour
from planner.report.draw.maps.elements import element, number, text
from planner.report.draw.maps.glyphs import glyph
from planner.report.draw.maps.labels import Box, Point
from planner.report.draw.maps.legend import alarm_sign, legend, mark
from planner.report.draw.maps.names import LINE as NAME_LINE
from planner.report.draw.maps.names import SIZE as NAME_SIZE
from planner.report.draw.maps.names import SPACED
from planner.report.draw.maps.sheet import WIDTH, Sheet, sheet_of
from planner.report.draw.maps.words import place_told, short_value, way_told
from planner.report.draw.text import width_of
from planner.report.numbers import day as day_told
from planner.report.numbers import quantity

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
HEAD = 50.0
LEGEND_GAP = 24.0
LONGEST_BAR = 150.0
HIDDEN, SHOWN = "hidden", "visible"
# of the sign of a lane on which nothing moves
FAINT = 0.45


def map_svg(picture: Map, *, name: str, language: Language = "en", day: int | None = None) -> str:
    """A map as an `<svg>` element, on a day after D-day; without one, on the day that tells most.

    The picture was spoken in the language. Every id begins with `name`; the id of a way is
    `{name}-way-{i}`, that of a place `{name}-place-{i}`, and the day stands in `{name}-day`.
    """
    sheet = sheet_of(picture, language)
    return drawn(sheet, name, sheet.days.telling if day is None else day - picture.days.start)


def drawn(sheet: Sheet, name: str, at: int) -> str:
    """A map that is laid out, on a day counted from its first."""
    below, height = legend(sheet, HEAD + sheet.view.height + LEGEND_GAP)
    inside = element(
        "g",
        *_ground(sheet),
        *_names(sheet),
        *_ways(sheet, name, at),
        *_places(sheet, name, at),
        transform=f"translate(0 {HEAD:g})",
    )
    return element(
        "svg",
        element("title", text(sheet.picture.title), id=f"{name}-title"),
        element("desc", text(sheet.picture.told), id=f"{name}-told"),
        *_head(sheet, name, at),
        inside,
        below,
        xmlns="http://www.w3.org/2000/svg",
        width="100%",
        viewBox=f"0 0 {WIDTH:g} {math.ceil(height)}",
        class_="drawing drawing-map",
        role="img",
        font_family=FONT,
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-told",
    )


def _head(sheet: Sheet, name: str, at: int) -> Iterator[str]:
    """The day to the left; to the right how long a kilometre is, and where north is."""
    days = sheet.picture.days
    told = in_language(day_told(days.start + at, days.d_day), sheet.language)
    ink = colour("map-ink")
    yield element(
        "text", text(told), id=f"{name}-day", x=0, y=19, font_size=16, font_weight="bold", fill=ink
    )
    summary = text(summary_of(sheet, at))
    yield element("text", summary, id=f"{name}-summary", x=0, y=39, font_size=13, fill=ink)
    length = _bar_km(sheet)
    end = WIDTH - 34
    start = end - length * sheet.view.pixels_per_km
    bar = f"M{number(start)} 15V21H{number(end)}V15"
    yield element("path", d=bar, fill="none", stroke=ink, stroke_width=1.4)
    km = f"{in_language(quantity(length), sheet.language)} km"
    yield element(
        "text", text(km), x=start - 6, y=21, font_size=12, text_anchor="end", fill=ink
    )
    north = f"M{number(WIDTH - 12)} 2L{number(WIDTH - 7)} 14L{number(WIDTH - 12)} 11L{number(WIDTH - 17)} 14z"
    yield element("path", d=north, fill=ink)
    yield element(
        "text", "N", x=WIDTH - 12, y=25, font_size=11, text_anchor="middle", fill=ink
    )


def summary_of(sheet: Sheet, at: int) -> str:
    """The day in a sentence: how many lanes are full, and who can hold out least."""
    days = sheet.days
    known = [(v[at], place) for place, v in enumerate(days.values) if v[at] is not None]
    full = quantity(days.full(at))
    if not known:
        return in_language(said("map.summary-lanes", full=full), sheet.language)
    value, place = min(known)
    told = said(
        "map.summary",
        full=full,
        name=sheet.picture.places[place].name,
        days=short_value(value, sheet.language),
        cause=days.cause(place, at),
    )
    return in_language(told, sheet.language)


def _bar_km(sheet: Sheet) -> float:
    """The longest round length that is no longer than the bar may be."""
    most = LONGEST_BAR / sheet.view.pixels_per_km
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= most * (1 + 1e-9))


# ----------------------------------------------------------------------------------------- ground


def _ground(sheet: Sheet) -> Iterator[str]:
    view, ground = sheet.view, sheet.ground
    yield element(
        "rect", width=view.width, height=view.height, fill=colour("map-sea"), stroke="none"
    )
    land = [element("path", d=entry.path) for entry in ground.land]
    lines = [
        element("path", d=path, stroke=colour(name), stroke_dasharray=dash)
        for path, name, dash in (
            (ground.borders, "map-border", "60 25"),
            (ground.coasts, "map-coast", None),
            (ground.lines, "map-coast", None),
        )
        if path
    ]
    yield element(
        "g",
        element("g", *land, fill=colour("map-land"), fill_rule="evenodd"),
        element("g", *lines, fill="none", stroke_width=10),
        transform=f"scale({TENTH})",
    )
    yield element(
        "rect",
        width=view.width,
        height=view.height,
        fill="none",
        stroke=colour("map-coast"),
        stroke_width=1,
    )


def _names(sheet: Sheet) -> Iterator[str]:
    named = []
    for entry in sheet.names:
        x, y = entry.at
        first = y - NAME_LINE * (len(entry.lines) - 1) / 2 + NAME_SIZE * 0.36
        for line_number, line in enumerate(entry.lines):
            named.append(element("text", text(line), x=x, y=first + NAME_LINE * line_number))
    yield element(
        "g",
        *named,
        fill=colour("map-name"),
        font_size=NAME_SIZE,
        letter_spacing=SPACED,
        text_anchor="middle",
    )


# ------------------------------------------------------------------------------------------- ways


def _ways(sheet: Sheet, name: str, at: int) -> Iterator[str]:
    for way in range(len(sheet.courses)):
        yield _way(sheet, way, f"{name}-way-{way}", at)


def _way(sheet: Sheet, way: int, id_: str, at: int) -> str:
    days, course, sign = sheet.days, sheet.courses[way], sheet.signs[way]
    use = days.use(way, at)
    look, flow = LINES[use], days.flows[way][at]
    line = element(
        "path",
        d=course.path,
        class_="map-line",
        fill="none",
        stroke=look.stroke,
        stroke_width=sheet.line_width(flow),
        stroke_dasharray=look.dash,
    )
    arrow = element("path", d=course.arrow, class_="map-arrow", fill=look.stroke)
    # wider than the line, so that it is met by the pointer
    reach = element("path", d=course.path, fill="none", stroke_width=14, pointer_events="stroke")
    mode = ""
    if sign is not None:
        drawn_sign = glyph(sheet.picture.ways[way].mode, sign, look.stroke)
        mode = element("g", drawn_sign, class_="map-sign", opacity=None if flow else FAINT)
    return element(
        "g", line, arrow, mode, reach, id=id_, aria_label=way_label(sheet, way, at)
    )


def way_label(sheet: Sheet, way: int, at: int) -> str:
    """What a way says on a day."""
    days = sheet.days
    flow, percent = days.flows[way][at], days.shares[way][at]
    told = way_told(
        sheet.picture.ways[way].name,
        quantity(flow) if flow else "",
        "" if percent is None else quantity(percent),
        days.limit(way, at),
    )
    return in_language(told, sheet.language)


# ----------------------------------------------------------------------------------------- places


def _places(sheet: Sheet, name: str, at: int) -> Iterator[str]:
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
    days = sheet.days
    told = place_told(
        sheet.picture.places[place].name,
        short_value(days.values[place][at], sheet.language),
        days.cause(place, at),
        days.alarm(place, at),
    )
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
    return element("path", d=line, fill="none", stroke=colour("map-quiet"), stroke_width=0.8)


def _name(sheet: Sheet, place: int, box: Box, id_: str, at: int) -> str:
    entry, days = sheet.picture.places[place], sheet.days
    value = days.values[place][at]
    x, anchor = _from_mark(box, sheet.points[entry.id])
    told = element("tspan", text(label_value(value, sheet.language)), class_="map-value", font_weight="bold")
    return element(
        "text",
        text(entry.name),
        told if days.has_value[place] else "",
        id=id_,
        x=x,
        y=(box[1] + box[3]) / 2 + sheet.label_size * 0.36,
        font_size=sheet.label_size,
        text_anchor=anchor,
        fill=colour("map-ink"),
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
    return f" {short_value(value, language)} {unit}"
