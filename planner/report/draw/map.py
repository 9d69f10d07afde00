"""A map of places and ways as SVG: a day drawn on the ground, and the legend below."""

from __future__ import annotations

import math

from planner.messages import Language
from planner.report.blocks import Map
from planner.report.draw.elements import element
from planner.report.draw.maps.back import ground, names
from planner.report.draw.maps.head import HEAD, head
from planner.report.draw.maps.lanes import lanes
from planner.report.draw.maps.legend import legend
from planner.report.draw.maps.sheet import Sheet, sheet_of
from planner.report.draw.maps.sites import sites
from planner.report.draw.writing import Caption, framed

LEGEND_GAP = 24.0


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
    return drawn(sheet, name, at, on_paper=on_paper)


def drawn(sheet: Sheet, name: str, at: int, *, on_paper: bool = False) -> str:
    """A map that is laid out, on a day counted from its first."""
    below, end = legend(sheet, HEAD + sheet.view.height + LEGEND_GAP)
    inside = (*ground(sheet), *names(sheet), *lanes(sheet, name, at), *sites(sheet, name, at))
    moved = element("g", *inside, transform=f"translate(0 {HEAD:g})")
    caption = Caption(name, "map", sheet.picture.title, sheet.picture.told)
    every = (*head(sheet, name, at), moved, below)
    return framed(every, caption, math.ceil(end), on_paper=on_paper)
