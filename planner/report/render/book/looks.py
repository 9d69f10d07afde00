"""How the workbook looks: cells, and the colours of charts.

The colours are told apart by colour-blind readers; beside them, lines differ in their dashes, and
every row that is urgent says so in a word.
"""

from __future__ import annotations

from typing import Any

from planner.report.blocks import Tone
from planner.report.render.xlsx import HEADER

# blue, orange, green, vermilion, purple, sky, yellow, grey: told apart by colour-blind readers
COLOURS = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
    "#B8A800",
    "#666666",
)
DASHES = ("solid", "dash", "long_dash_dot", "round_dot", "long_dash", "dash_dot")
INK, PALE, RULE = "#1A1A1A", "#666666", "#D0D0D0"
GOOD, WARNING, BAD, NOTE = "#0072B2", "#B36B00", "#B03A00", "#666666"
# from nothing to all, told apart by colour-blind readers too: vermilion, pale, blue
SCALE = ("#F0A27A", "#FBF3D5", "#8EC1E6")
TABS = {"section": "#0072B2", "picture": "#E69F00", "table": "#999999"}

_WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "marking": {"bold": True, "font_size": 12},
    "heading": {"bold": True, "font_size": 13, "bottom": 1, "bottom_color": RULE},
    "subheading": {"bold": True, "font_size": 11},
    "line": {},
    "wrapped": _WRAPPED,
    "bold": {**_WRAPPED, "bold": True},
    "cell": {**_WRAPPED, "align": "left", "indent": 1},
    "right": {**_WRAPPED, "align": "right"},
    "quiet": {**_WRAPPED, "font_color": PALE},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
    "chosen": {"bold": True, "border": 2, "border_color": COLOURS[0], "bg_color": "#FFF9E0"},
    "share": {"num_format": "0%", "align": "center"},
    "edge": {**HEADER, "align": "center"},
    Tone.GOOD.value: {**_WRAPPED, "bold": True, "font_color": GOOD},
    Tone.WARNING.value: {**_WRAPPED, "bold": True, "font_color": WARNING},
    Tone.BAD.value: {**_WRAPPED, "bold": True, "font_color": BAD},
    Tone.NOTE.value: {**_WRAPPED, "font_color": NOTE},
}
