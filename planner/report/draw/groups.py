"""The same amounts of several plans: a row each, a point for every plan, joined by a line.

Each plan has a form of its own, hollow for the first; what has no value stands at the right edge.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planner.messages import said
from planner.report.blocks import GroupRow, Groups
from planner.report.draw.look import Look
from planner.report.draw.marks import (
    SIZE,
    SMALL,
    TEXT_DOWN,
    WIDTH,
    Drawing,
    Marks,
    Value,
    path,
    rules,
    shapes,
    texts,
)
from planner.report.draw.scale import Scale, above, ticks
from planner.report.draw.text import shortened, width_of, wrapped

ROW, FOOT, GAP = 34.0, 40.0, 12.0
LEGEND_LINE = 18.0
WIDEST_NAME = 230.0
EDGE = 70.0
"""Room at the right for what has no value."""
TICKS = 6
RADIUS = 5.5
COLOURS = ("ink", "blue", "alarm-fill", "plum", "gold", "steel")


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the parts stand; `x` has the pixels of values."""

    groups: Groups
    look: Look
    x: Scale

    @property
    def head(self) -> float:
        """Where the rows begin, below the legend."""
        return LEGEND_LINE * len(self.groups.series) + 10.0

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return self.head + ROW * len(self.groups.rows)

    def middle(self, row: int) -> float:
        """The middle of a row, in pixels from above."""
        return self.head + (row + 0.62) * ROW

    def place(self, value: float | None) -> float:
        """The pixel of a value; of none, the right edge."""
        return WIDTH - EDGE / 2 if value is None else self.x(value)

    def colour(self, series: int) -> str:
        """The colour of a plan; beyond the last one they begin again."""
        return self.look.colour(COLOURS[series % len(COLOURS)])


def draw_groups(groups: Groups, look: Look) -> Drawing:
    """A legend, names to the left, and the points on one axis from nothing on."""
    names = max((width_of(row.name, SIZE) for row in groups.rows), default=0.0)
    values = [value for row in groups.rows for value in row.values if value is not None]
    least, most = min([0.0, *values]), max([0.0, *values])
    start = min(WIDEST_NAME, names) + GAP
    room = _Room(groups, look, Scale(least, above(most, TICKS), start, WIDTH - EDGE))
    layers = (*_legend(room), *_axis(room), *_names(room), *_points(room))
    return Drawing(room.bottom + FOOT, layers)


def _legend(room: _Room) -> Iterator[Marks]:
    for series, name in enumerate(room.groups.series):
        y = 8.0 + LEGEND_LINE * series
        yield _form(room, series, [{"shape": _outline(series, room.x.start + RADIUS, y)}])
        at = room.x.start + 2 * RADIUS + 8
        line: list[Value] = [
            {"x": at, "y": y + TEXT_DOWN, "text": shortened(name, SMALL, WIDTH - at)}
        ]
        yield texts(line, font_size=SMALL, fill=room.look.colour("ink"))


def _axis(room: _Room) -> Iterator[Marks]:
    look, x = room.look, room.x
    places = [(value, x(value)) for value in ticks(x.least, x.most, TICKS)]
    lines = [{"x": at, "y": room.head, "x2": at, "y2": room.bottom} for _, at in places]
    yield rules(lines, stroke=look.colour("grid"))
    names: list[Value] = [
        {"x": at, "y": room.bottom + 16, "text": look.number(value)} for value, at in places
    ]
    yield texts(names, text_anchor="middle", font_size=SMALL, fill=look.colour("quiet"))
    unit: list[Value] = [{"x": x.end, "y": room.bottom + 33, "text": room.groups.unit}]
    yield texts(unit, text_anchor="end", font_size=SMALL, fill=look.colour("quiet"))


def _names(room: _Room) -> Iterator[Marks]:
    lines = list[Value]()
    for row, entry in enumerate(room.groups.rows):
        parts = wrapped(entry.name, SIZE, room.x.start - GAP)
        first = room.middle(row) + TEXT_DOWN - 7.0 * (len(parts) - 1)
        lines += [
            {"x": room.x.start - GAP, "y": first + 14.0 * line, "text": part}
            for line, part in enumerate(parts)
        ]
    yield texts(lines, text_anchor="end", fill=room.look.colour("ink"))


def _points(room: _Room) -> Iterator[Marks]:
    """The line that joins a row's points, the points, and what the first and the last come to."""
    rows = list(enumerate(room.groups.rows))
    joined = [
        {"x": min(at), "x2": max(at), "y": room.middle(i), "y2": room.middle(i)}
        for i, row in rows
        for at in [[room.place(value) for value in row.values]]
    ]
    yield rules(joined, stroke=room.look.colour("rule"), stroke_width=1.5)
    # the first lies on top, hollow, so that points at one place are all seen
    for series in reversed(range(len(room.groups.series))):
        yield _form(room, series, [_point(room, i, row, series) for i, row in rows])
    labels = [label for i, row in rows for label in _labels(room, i, row)]
    yield texts(labels, text_anchor="middle", font_size=SMALL, fill=room.look.colour("quiet"))


def _point(room: _Room, row: int, entry: GroupRow, series: int) -> Value:
    outline = _outline(series, room.place(entry.values[series]), room.middle(row))
    told = said(
        "draw.grouped",
        name=entry.name,
        series=room.groups.series[series],
        told=entry.told[series],
    )
    return {"shape": outline, "told": room.look.say(told)}


def _labels(room: _Room, row: int, entry: GroupRow) -> Iterator[Value]:
    """What the points come to, above them, from left to right where there is room."""
    placed = sorted(
        (room.place(value), told) for value, told in zip(entry.values, entry.told, strict=True)
    )
    free = -math.inf
    for at, told in placed:
        half = width_of(told, SMALL) / 2
        middle = min(at, WIDTH - half)
        if middle - half >= free:
            yield {"x": middle, "y": room.middle(row) - RADIUS - 4, "text": told}
            free = middle + half + 4


def _form(room: _Room, series: int, values: list[Value]) -> Marks:
    """The first plan hollow, the others solid."""
    colour = room.colour(series)
    fill = None if series == 0 else colour
    return shapes(values, fill=fill, stroke=colour, stroke_width=1.6)


def _outline(series: int, x: float, y: float) -> str:
    """A circle, a square, a triangle, a diamond, ... around a place."""
    corners, turn = ((24, 0.0), (4, 0.125), (3, 0.25), (4, 0.0), (5, 0.25), (6, 0.0))[series % 6]
    size = RADIUS * (1.3 if series == 0 else 1.0 if corners > 4 else 1.1)
    angles = [2 * math.pi * (corner / corners + turn) for corner in range(corners)]
    return path([(x + size * math.cos(a), y - size * math.sin(a)) for a in angles], close=True)
