"""How the workbook looks: cells, and the colours of charts.

The colours are those of the drawings; beside them, lines differ in their dashes, and every row that
is urgent says so in a word.
"""

from __future__ import annotations

from typing import Any

from planner.report.blocks import Tone
from planner.report.draw.palette import on_white
from planner.report.render.xlsx import HEADER

COLOURS = tuple(
    map(on_white, ("blue", "alarm-fill", "layer-3", "plum", "gold", "sky", "steel", "layer-4"))
)
LAYERS = tuple(on_white(f"layer-{n}") for n in range(1, 9))
# a sum, what takes away from it, what adds to it
STEPS = tuple(map(on_white, ("steel", "alarm-fill", "blue")))
DASHES = ("solid", "dash", "long_dash_dot", "round_dot", "long_dash", "dash_dot")
INK, PALE, RULE, WHITE = map(on_white, ("ink", "quiet", "grid", "paper"))
GOOD, ALARM, CHOSEN = map(on_white, ("blue", "alarm", "band"))
# shares: nothing stands out, the rest goes by lightness
SCALE = ("#f6c9a8", "#ffffff", on_white("share-3"))
# of 255: from here on a colour is light
LIGHT = 140
TABS = {"section": COLOURS[0], "picture": COLOURS[1], "table": COLOURS[6]}

_WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "marking": {"bold": True, "font_size": 12},
    "heading": {"bold": True, "font_size": 13, "bottom": 1, "bottom_color": RULE},
    "subheading": {"bold": True, "font_size": 11},
    "line": {},
    "wrapped": _WRAPPED,
    "bold": {**_WRAPPED, "bold": True},
    "number": {"valign": "top"},
    "cell": {**_WRAPPED, "align": "left", "indent": 1},
    "right": {**_WRAPPED, "align": "right"},
    "total": {**_WRAPPED, "align": "left", "indent": 1, "bold": True, "top": 1},
    "right-total": {**_WRAPPED, "align": "right", "bold": True, "top": 1},
    "quiet": {**_WRAPPED, "font_color": PALE},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
    "chosen": {"bold": True, "border": 2, "border_color": COLOURS[0], "bg_color": CHOSEN},
    "share": {"num_format": "0%", "align": "center"},
    "edge": {**HEADER, "align": "center"},
    Tone.GOOD.value: {**_WRAPPED, "bold": True, "font_color": GOOD},
    Tone.WARNING.value: {**_WRAPPED, "bold": True, "font_color": ALARM},
    Tone.BAD.value: {**_WRAPPED, "bold": True, "font_color": ALARM},
    Tone.NOTE.value: {**_WRAPPED, "font_color": PALE},
}


def ink_on(colour: str) -> str:
    """What is read on a colour: white, or ink where the colour is light."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return INK if 0.3 * red + 0.59 * green + 0.11 * blue > LIGHT else WHITE
