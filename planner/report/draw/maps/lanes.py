"""The lanes of a map: as wide as what flows, in the look of how full they are, with their mode."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import in_language
from planner.report.draw.elements import element
from planner.report.draw.maps.classes import LINES
from planner.report.draw.maps.glyphs import glyph
from planner.report.draw.maps.sheet import Sheet
from planner.report.draw.maps.words import way_told
from planner.report.numbers import quantity

# of the sign of a lane on which nothing moves
FAINT = 0.45


def lanes(sheet: Sheet, name: str, at: int) -> Iterator[str]:
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
    return element("g", line, arrow, mode, reach, id=id_, aria_label=way_label(sheet, way, at))


def way_label(sheet: Sheet, way: int, at: int) -> str:
    """What a way says on a day."""
    days = sheet.days
    flow, percent = days.flows[way][at], days.shares[way][at]
    told = way_told(
        sheet.picture.ways[way].name,
        quantity(flow) if flow else "",
        sheet.picture.flow_unit,
        "" if percent is None else quantity(percent),
        days.limit(way, at),
    )
    return in_language(told, sheet.language)
