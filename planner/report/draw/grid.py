"""A grid of numbers, the darker the more; each number in its cell where there is room for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.messages import said
from planner.report.blocks.plot import Grid
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

ROW, HEAD, LEGEND, GAP = 24.0, 22.0, 26.0, 10.0
WIDEST_NAME, WIDEST_CELL = 200.0, 96.0
SHADES = ("share-1", "share-2", "share-3", "share-4", "share-5")
DARK = 3
"""From this shade on numbers are written in the colour of paper."""


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the cells stand."""

    grid: Grid
    look: Look
    left: float
    wide: float

    @property
    def top(self) -> float:
        """Where the rows begin."""
        return LEGEND + 2 * HEAD

    def box(self, row: int, column: int) -> dict[str, float]:
        """The edges of a cell."""
        x, y = self.left + self.wide * column, self.top + ROW * row
        return {"x": x, "x2": x + self.wide - 1, "y": y, "y2": y + ROW - 1}


def draw_grid(grid: Grid, look: Look) -> Drawing:
    """A legend, the names of the columns, and rows of cells."""
    names = max((width_of(row.name, SMALL) for row in grid.rows), default=0.0)
    left = min(WIDEST_NAME, max(names, width_of(grid.down, SMALL))) + GAP
    room = _Room(grid, look, left, min(WIDEST_CELL, (WIDTH - left) / max(1, len(grid.columns))))
    layers = (*_legend(room), *_names(room), *_cells(room), *_base(room))
    return Drawing(room.top + ROW * len(grid.rows) + 4, layers)


def shade_of(grid: Grid, value: float) -> int:
    """The shade of a number: equal steps from the least to the most."""
    known = grid.known
    least, most = min(known), max(known)
    share = (value - least) / (most - least) if most > least else 0.0
    return min(len(SHADES) - 1, int(share * len(SHADES)))


def _legend(room: _Room) -> Iterator[Marks]:
    """The shades from the least to the most."""
    look, known = room.look, room.grid.known
    if not known:
        return
    least, most = look.number(min(known)), look.number(max(known))
    x = width_of(least, SMALL) + 6
    for number, shade in enumerate(SHADES):
        swatch: list[Value] = [{"x": x + 18 * number, "x2": x + 18 * number + 17, "y": 3, "y2": 15}]
        yield boxes(swatch, fill=look.colour(shade))
    end = look.say(said("draw.amount", amount=most, unit=room.grid.unit))
    ends: list[Value] = [
        {"x": 0, "y": 9 + TEXT_DOWN, "text": least},
        {"x": x + 18 * len(SHADES) + 6, "y": 9 + TEXT_DOWN, "text": end},
    ]
    yield texts(ends, font_size=SMALL, fill=look.colour("ink"))


def _names(room: _Room) -> Iterator[Marks]:
    """What the columns and the rows are, and the name of each."""
    look, grid = room.look, room.grid
    heads: list[Value] = [
        {
            "x": room.left + room.wide * (number + 0.5),
            "y": LEGEND + HEAD + 14,
            "text": shortened(name, SMALL, room.wide - 4),
        }
        for number, name in enumerate(grid.columns)
    ]
    yield texts(heads, text_anchor="middle", font_size=SMALL, fill=look.colour("ink"))
    rows: list[Value] = [
        {
            "x": 0,
            "y": room.top + ROW * (number + 0.5) + TEXT_DOWN,
            "text": shortened(row.name, SMALL, room.left - GAP),
        }
        for number, row in enumerate(grid.rows)
    ]
    yield texts(rows, font_size=SMALL, fill=look.colour("ink"))
    across = shortened(grid.across, SMALL, WIDTH - room.left)
    told: list[Value] = [
        {"x": room.left, "y": LEGEND + 14, "text": across},
        {
            "x": 0,
            "y": LEGEND + HEAD + 14,
            "text": shortened(grid.down, SMALL, room.left - GAP),
        },
    ]
    yield texts(told, font_size=SMALL, font_weight="bold", fill=look.colour("quiet"))


def _cells(room: _Room) -> Iterator[Marks]:
    """The cells shade by shade, and their numbers where every one of them has room."""
    shaded: dict[int, list[Value]] = {}
    written: dict[bool, list[Value]] = {False: [], True: []}
    look, grid = room.look, room.grid
    fits = all(width_of(look.number(value), SMALL) <= room.wide - 6 for value in grid.known)
    for r, row in enumerate(grid.rows):
        for c, value in enumerate(row.values):
            if value is None:
                continue
            shade, box = shade_of(grid, value), room.box(r, c)
            shaded.setdefault(shade, []).append({**box, "told": _told(room, r, c, value)})
            middle = {"x": (box["x"] + box["x2"]) / 2, "y": (box["y"] + box["y2"]) / 2 + TEXT_DOWN}
            written[shade >= DARK].append({**middle, "text": look.number(value)})
    for shade in sorted(shaded):
        yield boxes(shaded[shade], fill=look.colour(SHADES[shade]))
    if fits:
        for is_dark, values in written.items():
            ink = look.colour("paper" if is_dark else "ink")
            yield texts(values, text_anchor="middle", font_size=SMALL, fill=ink)


def _told(room: _Room, row: int, column: int, value: float) -> str:
    grid, look = room.grid, room.look
    told = said(
        "draw.gridded",
        down=grid.down,
        row=grid.rows[row].name,
        across=grid.across,
        column=grid.columns[column],
        value=look.number(value),
        unit=grid.unit,
    )
    return look.say(told)


def _base(room: _Room) -> Iterator[Marks]:
    """A frame around the cell of the plan."""
    if room.grid.base is None:
        return
    box = room.box(*room.grid.base)
    edges: list[Value] = [
        {**box, "y2": box["y"]},
        {**box, "y": box["y2"]},
        {**box, "x2": box["x"]},
        {**box, "x": box["x2"]},
    ]
    yield rules(edges, stroke=room.look.colour("ink"), stroke_width=2)
