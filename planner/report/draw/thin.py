"""Curves with the points left out that no eye would miss.

The line through the points that are kept differs from that through all of them by no more than
asked, anywhere: both are straight between neighbouring points, so that it is enough to look there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.messages import said
from planner.report.blocks.picture import Floats
from planner.report.draw.marks import WIDTH
from planner.report.numbers import quantity

Point = tuple[float, float]

WIDEST = 1600.0
"""Pixels across the widest drawing."""
WITHIN = 0.5 * WIDTH / WIDEST - 0.05
"""How far a thinned line may be off: half a pixel of the widest, less what rounding may add."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """How many values there were, and through how many of them lines were drawn."""

    values: int = 0
    drawn: int = 0

    def __add__(self, other: Thinning) -> Thinning:
        return Thinning(self.values + other.values, self.drawn + other.drawn)

    @property
    def told(self) -> str:
        """That values were left out, and how many; blank where none was."""
        if self.drawn == self.values:
            return ""
        return said("draw.thinned", drawn=quantity(self.drawn), values=quantity(self.values))


def runs(xs: Floats, ys: Floats) -> Iterator[list[Point]]:
    """The points of a curve, as far as they hang together: a new list after each NaN."""
    there = ~np.isnan(ys)
    edges = np.flatnonzero(np.diff(there, prepend=False, append=False))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        yield list(zip(xs[first:last].tolist(), ys[first:last].tolist(), strict=True))


def thinned(points: Sequence[Point], within: float) -> list[Point]:
    """Some of the points, the first and the last among them; x grows from each to the next.

    The line through them is nowhere more than `within` above or below the line through all.
    """
    if len(points) < 3:
        return list(points)
    if len({y for _, y in points}) == 1:  # the edge of a band, as often as not
        return [points[0], points[-1]]
    kept = [points[0]]
    (x0, y0), least, most = points[0], -math.inf, math.inf
    before = points[0]
    for x, y in points[1:]:
        slope = (y - y0) / (x - x0)
        if not least <= slope <= most:  # a line to here would miss one of those passed over
            kept.append(before)
            x0, y0 = before
            least, most = -math.inf, math.inf
        least = max(least, (y - within - y0) / (x - x0))
        most = min(most, (y + within - y0) / (x - x0))
        before = (x, y)
    kept.append(before)
    return kept
