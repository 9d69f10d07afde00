"""The line below a drawing that says what was left out of it."""

from __future__ import annotations

from planner.report.draw.look import Look
from planner.report.draw.marks import SMALL, Marks, Value, texts
from planner.report.draw.thin import Thinning

NOTE = 22.0
"""The room of the line."""


def note(thinning: Thinning, y: float, look: Look) -> Marks:
    """How many values lines were drawn through, where that is not all of them."""
    told = look.say(thinning.told)
    values: list[Value] = [{"x": 0, "y": y, "text": told}] if told else []
    return texts(values, font_size=SMALL, fill=look.colour("quiet"))
