"""Lines on paper: thinned to what the eye sees, cut to a rectangle, written as an SVG path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]
# paths are written in whole tenths of a pixel, within a group that is scaled by this
TENTH = 0.1


def thinned(points: Floats, tolerance: float) -> Floats:
    """The points [P, 2] without those that lie within `tolerance` of the line through the rest.

    Ramer-Douglas-Peucker; the ends stay.
    """
    keep = np.zeros(len(points), dtype=np.bool_)
    keep[[0, -1]] = True
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        farthest = int(away.argmax())
        if away[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            open_spans += [(first, middle), (middle, last)]
    return points[keep]


def _distances(points: Floats, start: Floats, end: Floats) -> Floats:
    """[P] from each point to the stretch from `start` to `end`."""
    along = end - start
    length = float(along @ along)
    part = np.clip((points - start) @ along / length, 0.0, 1.0) if length else np.zeros(len(points))
    away: Floats = np.hypot(*(points - start - part[:, None] * along).T)
    return away


def cut_ring(points: Floats, width: float, height: float) -> list[Point]:
    """The part of a closed ring within the rectangle from (0, 0); empty where there is none.

    Sutherland-Hodgman: side after side.
    """
    ring: list[Point] = [(float(x), float(y)) for x, y in points]
    for axis, limit, sign in ((0, 0.0, 1.0), (0, width, -1.0), (1, 0.0, 1.0), (1, height, -1.0)):
        ring = list(_one_side(ring, axis, limit, sign))
    return ring if len(ring) > 2 else []


def _one_side(ring: list[Point], axis: int, limit: float, sign: float) -> Iterator[Point]:
    """The part of a ring on the side of a limit that `sign` points to."""
    for number, point in enumerate(ring):
        before = ring[number - 1]
        if (sign * (point[axis] - limit) >= 0) != (sign * (before[axis] - limit) >= 0):
            yield _at_limit(before, point, axis, limit)
        if sign * (point[axis] - limit) >= 0:
            yield point


def _at_limit(one: Point, other: Point, axis: int, limit: float) -> Point:
    part = (limit - one[axis]) / (other[axis] - one[axis])
    across = 1 - axis
    there = one[across] + part * (other[across] - one[across])
    return (limit, there) if axis == 0 else (there, limit)


def cut_line(points: Floats, width: float, height: float) -> Iterator[list[Point]]:
    """The parts of a line within the rectangle from (0, 0)."""
    run: list[Point] = []
    for (x, y), (to_x, to_y) in zip(points[:-1].tolist(), points[1:].tolist(), strict=True):
        part = _within(x, y, to_x - x, to_y - y, width, height)
        if part is None:
            continue
        start, end = (
            (x + share * (to_x - x), y + share * (to_y - y)) if 0 < share < 1 else whole
            for share, whole in zip(part, ((x, y), (to_x, to_y)), strict=True)
        )
        if run and run[-1] != start:
            yield run
            run = []
        run = run or [start]
        run.append(end)
    if run:
        yield run


def _within(
    x: float, y: float, along: float, down: float, width: float, height: float
) -> tuple[float, float] | None:
    """The shares of a stretch at which it enters and leaves the rectangle (Liang-Barsky)."""
    first, last = 0.0, 1.0
    for step, room in ((-along, x), (along, width - x), (-down, y), (down, height - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return (first, last) if first < last else None


def path(lines: Iterable[Iterable[Point]], *, closed: bool) -> str:
    """Lines as the `d` of one path, in tenths of a pixel, each point relative to the one before."""
    return "".join(_one(line, "z" if closed else "") for line in lines)


def _one(line: Iterable[Point], end: str) -> str:
    tenths = [(round(x / TENTH), round(y / TENTH)) for x, y in line]
    (x, y), parts = tenths[0], []
    for to_x, to_y in tenths[1:]:
        if (to_x, to_y) != (x, y):
            parts.append(_pair(to_x - x, to_y - y))
            x, y = to_x, to_y
    if not parts:
        return ""
    # a minus sign parts two numbers as well as a space does
    steps = parts[0] + "".join(part if part[0] == "-" else f" {part}" for part in parts[1:])
    return f"M{_pair(*tenths[0])}l{steps}{end}"


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"
