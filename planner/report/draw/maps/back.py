"""The back of a map: land and sea, coasts and borders, and what countries are called."""

from __future__ import annotations

from collections.abc import Iterator

from planner.report.draw.elements import element, text
from planner.report.draw.ground.lines import TENTH
from planner.report.draw.maps.names import LINE, SIZE, SPACED
from planner.report.draw.maps.sheet import Sheet
from planner.report.draw.palette import for_pages as colour


def ground(sheet: Sheet) -> Iterator[str]:
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


def names(sheet: Sheet) -> Iterator[str]:
    named = []
    for entry in sheet.names:
        x, y = entry.at
        first = y - LINE * (len(entry.lines) - 1) / 2 + SIZE * 0.36
        for line_number, line in enumerate(entry.lines):
            named.append(element("text", text(line), x=x, y=first + LINE * line_number))
    yield element(
        "g",
        *named,
        fill=colour("map-name"),
        font_size=SIZE,
        letter_spacing=SPACED,
        text_anchor="middle",
    )
