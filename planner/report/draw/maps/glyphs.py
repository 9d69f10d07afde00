"""The signs of the modes: a lorry, a train, a boat, an aeroplane, a ship, within a ring."""

from __future__ import annotations

from planner.report.draw.elements import element
from planner.report.draw.maps.courses import SIGN_RADIUS, Point
from planner.report.draw.palette import for_pages as colour

# drawn around (0, 0), about 10 wide
GLYPHS = {
    "road": "M-5-3.2H1V2H-5zM1.6-1.6H3.9L5 .2V2H1.6z"
    "M-4.4 2.6A1.1 1.1 0 1 0-2.2 2.6zM2.2 2.6A1.1 1.1 0 1 0 4.4 2.6z",
    "rail": "M-3-4.4H3V2.2H-3zM-4.6 4.4L-3 2.6H-1.8L-3.2 4.4z"
    "M4.6 4.4L3 2.6H1.8L3.2 4.4zM-2-3.4V-1H2V-3.4z",
    "river": "M-5 1H5L3.4 3.6H-3.4zM-3.4-1.4H3.4V.4H-3.4z",
    "air": "M5.4 0C5.4-.7 4.6-.9 3.9-.9H1.6L-1.4-4.6H-2.7L-1.1-.9H-3.4L-4.4-2.1H-5.3L-4.8 0"
    "L-5.3 2.1H-4.4L-3.4 .9H-1.1L-2.7 4.6H-1.4L1.6 .9H3.9C4.6 .9 5.4 .7 5.4 0z",
    "sea": "M-5.2 1H5.2L3.6 3.8H-3.8zM-2.8-2H-1V.4H-2.8zM-.4-4H1.6V.4H-.4zM2.2-2H3.8V.4H2.2z",
}
MODES = tuple(GLYPHS)


def glyph(mode: str, at: Point = (0.0, 0.0), edge: str = colour("quiet"), class_: str = "") -> str:
    """The sign of a mode; an empty ring for one that has none."""
    place = f"translate({at[0]:.1f} {at[1]:.1f})"
    ring = element("circle", r=SIGN_RADIUS, fill=colour("paper"), stroke=edge, stroke_width=1.5)
    drawn = element("path", d=GLYPHS.get(mode, ""), fill=colour("ink"))
    return element("g", ring, drawn, class_=class_ or None, transform=place)
