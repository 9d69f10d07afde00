"""A map of places and ways as SVG: a day drawn on the ground, and the legend below."""

from __future__ import annotations

import math
import re

from planner.messages import Language
from planner.report.blocks import Map
from planner.report.draw.finish import FONT
from planner.report.draw.maps.back import ground, names
from planner.report.draw.maps.elements import element, text
from planner.report.draw.maps.head import HEAD, head
from planner.report.draw.maps.lanes import lanes
from planner.report.draw.maps.legend import legend
from planner.report.draw.maps.sheet import Sheet, sheet_of
from planner.report.draw.maps.sites import sites
from planner.report.draw.marks import WIDTH

LEGEND_GAP = 24.0
VARIABLE = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")


def map_svg(
    picture: Map,
    *,
    name: str,
    language: Language = "en",
    day: int | None = None,
    on_paper: bool = False,
) -> str:
    """A map as an `<svg>` element, on a day after D-day; without one, on the day that tells most.

    The picture was spoken in the language. `on_paper` it has a size of its own, and the colours of
    white paper. Every id begins with `name`: a way is `{name}-way-{i}`, a place `{name}-place-{i}`,
    the name of a place `{name}-name-{i}`; the day and what it says stand in `{name}-day` and
    `{name}-summary`.
    """
    sheet = sheet_of(picture, language)
    at = sheet.days.telling if day is None else day - picture.days.start
    made = drawn(sheet, name, at, on_paper=on_paper)
    return VARIABLE.sub(lambda variable: variable[1], made) if on_paper else made


def drawn(sheet: Sheet, name: str, at: int, *, on_paper: bool = False) -> str:
    """A map that is laid out, on a day counted from its first."""
    below, end = legend(sheet, HEAD + sheet.view.height + LEGEND_GAP)
    height = math.ceil(end)
    inside = (*ground(sheet), *names(sheet), *lanes(sheet, name, at), *sites(sheet, name, at))
    return element(
        "svg",
        element("title", text(sheet.picture.title), id=f"{name}-title"),
        element("desc", text(sheet.picture.told), id=f"{name}-told"),
        *head(sheet, name, at),
        element("g", *inside, transform=f"translate(0 {HEAD:g})"),
        below,
        xmlns="http://www.w3.org/2000/svg",
        width=f"{WIDTH:g}" if on_paper else "100%",
        height=height if on_paper else None,
        viewBox=f"0 0 {WIDTH:g} {height}",
        class_="drawing drawing-map",
        role="img",
        font_family=FONT,
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-told",
    )
