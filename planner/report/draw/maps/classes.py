"""How full a lane is and how long a site can hold out, in classes that look different.

Values are taken as coarsely as they are told: days of supply to a tenth of a day and shares to a
whole percent, both rounded down, tonnes to three digits. What is drawn at one day, what the script
of a page draws at another and what a table says are then the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from planner.report.draw.palette import for_pages as colour

Floats = NDArray[np.float64]
Use = Literal["idle", "open", "calm", "busy", "full"]
# least share, in percent, of a lane that is busy and of one that is as good as full
BUSY, FULL = 50, 90
NARROWEST, WIDEST = 1.4, 7.5
DIGITS = 3
# a hair's breadth of noise does not push a value into the class below
HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class LineLook:
    """How a lane is drawn: its colour, and its dashes as SVG has them."""

    stroke: str
    dash: str


LINES: dict[Use, LineLook] = {
    "idle": LineLook(colour("map-idle"), "none"),
    "open": LineLook(colour("map-open"), "none"),
    "calm": LineLook(colour("map-calm"), "none"),
    "busy": LineLook(colour("map-busy"), "11 4"),
    "full": LineLook(colour("map-full"), "18 3 4 3"),
}
USES: tuple[Use, ...] = tuple(LINES)


@dataclass(frozen=True, slots=True)
class MarkLook:
    """How a site is drawn: a form around (0, 0), what is filled and what is drawn upon it."""

    form: str
    fill: str


# worst first
FORMS = (
    MarkLook("M-9-9H9V9H-9zM-5-5L5 5M5-5L-5 5", colour("map-site-1")),
    MarkLook("M0-10.5L10.5 8H-10.5z", colour("map-site-2")),
    MarkLook("M0-10.5L10.5 0L0 10.5L-10.5 0z", colour("map-site-3")),
    MarkLook("M-8-8H8V8H-8z", colour("map-site-4")),
    MarkLook("M-9 0A9 9 0 1 1 9 0A9 9 0 1 1-9 0z", colour("map-site-5")),
)
NO_VALUE = MarkLook("M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0z", colour("paper"))
MARK_RADIUS = 11.0
# the sign of an alarm: its middle, from that of the mark
ALARM_AT, ALARM_RADIUS = (9.0, -9.0), 6.5


def marks_of(scale: tuple[float, ...]) -> tuple[MarkLook, ...]:
    """A look for each class of a scale, from the worst up; the best is always the circle."""
    count = len(scale)
    if count >= len(FORMS):
        middle = [FORMS[min(i, len(FORMS) - 2)] for i in range(count - 1)]
    else:
        middle = list(FORMS[: max(0, count - 1)])
    return (*middle, FORMS[-1]) if count else ()


def class_of(value: float, scale: tuple[float, ...]) -> int:
    """The class of a value; a value below all of them is in the worst."""
    return max(0, sum(value >= least for least in scale) - 1)


def use_of(flow: float, percent: float | None) -> Use:
    """How full a lane is on which `flow` goes; `percent` is None where it has no limit."""
    if not flow:
        return "idle"
    if percent is None:
        return "open"
    return "full" if percent >= FULL else "busy" if percent >= BUSY else "calm"


def width_of_line(flow: float, most: float) -> float:
    """Pixels: by the square root, so that small flows beside large ones are still told apart."""
    if not flow or not most:
        return 1.0
    return round(NARROWEST + (WIDEST - NARROWEST) * math.sqrt(flow / most), 1)


# ------------------------------------------------------------------------------- as they are told


def told_values(values: Floats) -> list[float | None]:
    """Days of supply to a tenth, rounded down; None where there is none."""
    return [None if math.isnan(v) else math.floor(v * 10 + HAIR) / 10 for v in values.tolist()]


def told_shares(shares: Floats) -> list[int | None]:
    """Whole percents, rounded down."""
    return [None if math.isnan(v) else math.floor(v * 100 + HAIR) for v in shares.tolist()]


def told_flows(flows: Floats) -> list[float]:
    """Tonnes to three digits; nothing where none are told."""
    return [float(f"{flow:.{DIGITS}g}") for flow in np.nan_to_num(flows).tolist()]
