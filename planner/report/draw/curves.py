"""Curves over days with the band that each should keep to, every curve in a field of its own.

One panel is drawn large. Many panels are a table of small fields: a row a panel, a column a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import said
from planner.report.blocks import Curves
from planner.report.draw.curve_table import MOST_COLUMNS, table_of_fields
from planner.report.draw.curves_large import large_fields
from planner.report.draw.look import Look
from planner.report.draw.marks import (
    SMALL,
    TEXT_DOWN,
    WIDTH,
    Drawing,
    Marks,
    Value,
    boxes,
    rules,
    texts,
)
from planner.report.draw.text import shortened, width_of

LEGEND = 28.0
SWATCH = 22.0


def draw_curves(curves: Curves, look: Look) -> Drawing:
    """Urgent panels first, below a legend of the band."""
    panels = sorted(curves.panels, key=lambda panel: not panel.urgent)
    names = tuple(dict.fromkeys(curve.name for panel in panels for curve in panel.curves))
    legend = tuple(_legend(curves, look))
    if len(panels) > 1 and len(names) <= MOST_COLUMNS:
        drawn = table_of_fields(curves, panels, names, LEGEND, look)
    else:
        drawn = large_fields(curves, panels, LEGEND, look)
    return Drawing(drawn.height, legend + drawn.layers)


def _legend(curves: Curves, look: Look) -> Iterator[Marks]:
    """The unit; and the band with the days below it, where any curve has one."""
    unit: list[Value] = [{"x": WIDTH, "y": 9 + TEXT_DOWN, "text": curves.unit}]
    yield texts(unit, text_anchor="end", font_size=SMALL, fill=look.colour("quiet"))
    every = [curve for panel in curves.panels for curve in panel.curves]
    if any(curve.low is not None or curve.high is not None for curve in every):
        yield from _band(curves, look)


def _band(curves: Curves, look: Look) -> Iterator[Marks]:
    band, below = curves.band or look.say(said("draw.band")), look.say(said("draw.below-band"))
    band = shortened(band, SMALL, WIDTH / 2)
    start = SWATCH + 8 + width_of(band, SMALL) + 24
    area: list[Value] = [{"x": 0, "x2": SWATCH, "y": 3, "y2": 15}]
    edge: list[Value] = [{"x": 0, "x2": SWATCH, "y": 15, "y2": 15}]
    days: list[Value] = [{"x": start, "x2": start + SWATCH, "y": 8, "y2": 11}]
    yield boxes(area, fill=look.colour("band"))
    yield rules(edge, stroke=look.colour("rule"), stroke_width=0.8, stroke_dasharray="2,2")
    yield boxes(days, fill=look.colour("alarm-fill"))
    names: list[Value] = [
        {"x": x + SWATCH + 8, "y": 9 + TEXT_DOWN, "text": name}
        for x, name in ((0.0, band), (start, below))
    ]
    yield texts(names, font_size=SMALL, fill=look.colour("ink"))
