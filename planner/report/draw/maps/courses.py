"""Where the lanes run on paper: as curves that keep apart from those between the same places."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.report.blocks import MapWay
from planner.report.draw.elements import number
from planner.report.draw.maps.classes import MARK_RADIUS

Point = tuple[float, float]
# how far a lane of a mode bends to the side, of its length: land ways are straight
BEND = {"road": 0.0, "rail": 0.0, "river": 0.12, "air": -0.16, "sea": 0.16}
# pixels between lanes that would lie on one another
APART = 9.0
ARROW_LENGTH, ARROW_WIDTH = 11.0, 5.5
SIGN_RADIUS = 7.5
# shorter ways have no room for the sign of their mode
SHORTEST_SIGNED = 38.0
# pixels between the points that stand for a lane where names are kept off it
POINT_EVERY = 7.0
SIGN_AT = (0.5, 0.38, 0.62, 0.27, 0.73)


@dataclass(frozen=True, slots=True)
class Course:
    """A curve from mark to mark: its ends, the point that bends it, and the tip of its arrow."""

    start: Point
    bend: Point
    end: Point
    tip: Point
    arrow_width: float = ARROW_WIDTH

    @property
    def path(self) -> str:
        """The curve as the `d` of a path."""
        ends = (*self.start, *self.bend, *self.end)
        x, y, bend_x, bend_y, to_x, to_y = map(number, ends)
        return f"M{x} {y}Q{bend_x} {bend_y} {to_x} {to_y}"

    @property
    def arrow(self) -> str:
        """The arrowhead as the `d` of a path."""
        along = _towards(self.end, self.tip)
        base, width = self.end, self.arrow_width
        one = (base[0] - along[1] * width, base[1] + along[0] * width)
        other = (base[0] + along[1] * width, base[1] - along[0] * width)
        corners = (" ".join(map(number, corner)) for corner in (self.tip, one, other))
        return f"M{'L'.join(corners)}z"

    @property
    def length(self) -> float:
        """Pixels from end to end, straight."""
        return math.dist(self.start, self.end)

    @property
    def head(self) -> Point:
        """The middle of the arrowhead."""
        return ((self.end[0] + self.tip[0]) / 2, (self.end[1] + self.tip[1]) / 2)

    @property
    def points(self) -> list[Point]:
        """Points along it, a few pixels apart."""
        count = max(4, round(self.length / POINT_EVERY))
        return [self.at(number / count) for number in range(count + 1)]

    def at(self, part: float) -> Point:
        """The point at a part of the way."""
        rest = 1 - part
        x, y = (
            rest * rest * a + 2 * rest * part * b + part * part * c
            for a, b, c in zip(self.start, self.bend, self.end, strict=True)
        )
        return (x, y)


def courses(
    ways: Sequence[MapWay], places: Mapping[str, Point], grain: float = 1.0
) -> list[Course]:
    """The course of each way; a way there and one back bend to opposite sides.

    All is drawn `grain` times as large as on a map with few places.
    """
    taken: dict[tuple[str, str], list[float]] = {}
    pairs = {(way.origin, way.destination) for way in ways}
    made = []
    for way in ways:
        a, b = places[way.origin], places[way.destination]
        both = (way.destination, way.origin) in pairs
        mine = taken.setdefault((way.origin, way.destination), [])
        offset = _free(BEND.get(way.mode, 0.0) * math.dist(a, b), mine, both, APART * grain)
        mine.append(offset)
        made.append(_course(a, b, offset, grain))
    return made


def _free(wanted: float, taken: Sequence[float], both: bool, apart: float) -> float:
    """The offset nearest to the wanted one that keeps apart from those taken; one's own side is
    the right, so that a way back, whose right is the other side, never meets it."""
    start = max(wanted, apart / 2) if both and wanted >= 0 else wanted
    step = apart if start >= 0 else -apart
    offset = start
    while any(abs(offset - other) < apart - 1e-6 for other in taken):
        offset += step
    return offset


def _course(a: Point, b: Point, offset: float, grain: float) -> Course:
    """A curve whose middle lies `offset` pixels to the right of the straight line."""
    along = _towards(a, b)
    right = (-along[1], along[0])
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    bend = (middle[0] + 2 * offset * right[0], middle[1] + 2 * offset * right[1])
    room = max(math.dist(a, b) / 2 - 1, 0.0)
    free = min(MARK_RADIUS * grain, room)
    return Course(
        start=_moved(a, bend, free),
        bend=bend,
        end=_moved(b, bend, min(free + ARROW_LENGTH * grain, room)),
        tip=_moved(b, bend, free),
        arrow_width=ARROW_WIDTH * grain,
    )


def _moved(point: Point, towards: Point, distance: float) -> Point:
    along = _towards(point, towards)
    return (point[0] + along[0] * distance, point[1] + along[1] * distance)


def _towards(a: Point, b: Point) -> Point:
    length = math.dist(a, b) or 1.0
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
