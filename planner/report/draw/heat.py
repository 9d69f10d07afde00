"""Shares by row and time, in panels side by side: the darker, the more; nothing at all is a line.

Cells of a row that look the same and follow one another are drawn as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.messages import said
from planner.report.blocks import HeatMap, HeatPanel, HeatRow
from planner.report.draw.days import DayAxis, d_day_line, day_grid, day_names
from planner.report.draw.look import Look
from planner.report.draw.marks import (
    SIZE,
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
from planner.report.draw.rows import Row, names_of, rows_of
from planner.report.draw.scale import Scale
from planner.report.draw.text import shortened, width_of
from planner.report.numbers import share, short_day

ROW, CELL = 18.0, 14.0
LINE = 3.0
"""How high a cell is where there is nothing at all."""
WIDEST_NAME = 230.0
BETWEEN, GAP, RIGHT = 22.0, 10.0, 10.0
LEGEND, HEAD = 30.0, 24.0
MOST_BESIDE = 3
"""Panels side by side."""
FULL = 1.0 - 1e-9
STEPS = (0.25, 0.5, 0.75)
COLOURS = ("alarm-fill", "share-1", "share-2", "share-3", "share-4", "share-5")


@dataclass(frozen=True, slots=True)
class _Run:
    """Columns [first, until) of a row that look the same, and the least and the most in them."""

    first: int
    until: int
    kind: int
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A panel on its days, with the places of its rows."""

    panel: HeatPanel
    axis: DayAxis
    top: float
    rows: Sequence[Row]

    @property
    def bottom(self) -> float:
        """Where its rows end."""
        return max((row.bottom for row in self.rows), default=self.top)


def draw_heat(heat: HeatMap, look: Look) -> Drawing:
    """The names of the rows once, to the left of panels that stand side by side."""
    placed = _placed(heat, look)
    layers = [*_legend(look)]
    for at in placed:
        layers += [*_head(at, look), day_grid(at.axis, at.top, at.bottom), *_cells(heat, at)]
        layers += [d_day_line(at.axis, at.top, at.bottom), *day_names(at.axis, at.bottom)]
        if at.axis.x.start == placed[0].axis.x.start:
            layers += _names(at, look)
    bottom = max((at.bottom + at.axis.height for at in placed), default=LEGEND)
    return Drawing(bottom, tuple(layers))


def kind_of(value: float) -> int:
    """0 for nothing at all, up to 5 for all."""
    if value >= FULL:
        return len(COLOURS) - 1
    return 0 if value <= 1.0 - FULL else 1 + sum(value >= step for step in STEPS)


def _placed(heat: HeatMap, look: Look) -> list[_Placed]:
    names = [width_of(row.name, SMALL) for panel in heat.panels for row in panel.rows]
    left = min(WIDEST_NAME, max(names, default=0)) + GAP
    beside = min(len(heat.panels), MOST_BESIDE) or 1
    wide = (WIDTH - RIGHT - left - BETWEEN * (beside - 1)) / beside
    placed, top = list[_Placed](), LEGEND
    for first in range(0, len(heat.panels), beside):
        line = heat.panels[first : first + beside]
        for number, panel in enumerate(line):
            start = left + number * (wide + BETWEEN)
            scale = Scale(heat.days.start, heat.days.until, start, start + wide)
            axis = DayAxis(heat.days, scale, look, spill=BETWEEN / 2 - 3)
            rows = rows_of((row.name for row in panel.rows), SMALL, left - GAP, top + HEAD, ROW)
            placed.append(_Placed(panel, axis, top + HEAD, rows))
        top = max(at.bottom + at.axis.height for at in placed) + GAP
    return placed


def _head(at: _Placed, look: Look) -> Iterator[Marks]:
    room = at.axis.x.end - at.axis.x.start
    name: list[Value] = [
        {"x": at.axis.x.start, "y": at.top - 8, "text": shortened(at.panel.name, SIZE, room)}
    ]
    yield texts(name, font_weight="bold", fill=look.colour("ink"))


def _names(at: _Placed, look: Look) -> Iterator[Marks]:
    """The names of the rows, and a light line under each across all panels."""
    edges = [at.top, *(row.bottom for row in at.rows)]
    lines: list[Value] = [{"x": 0, "x2": WIDTH - RIGHT, "y": y, "y2": y} for y in edges]
    yield rules(lines, stroke=look.colour("grid"))
    yield texts(names_of(at.rows, 0), font_size=SMALL, fill=look.colour("ink"))


def _cells(heat: HeatMap, at: _Placed) -> Iterator[Marks]:
    """What looks the same in one layer, from nothing at all to all."""
    cells: dict[int, list[Value]] = {kind: [] for kind in range(len(COLOURS))}
    for number, row in enumerate(at.panel.rows):
        for run in runs_of(row):
            cells[run.kind].append(_cell(heat, at, number, run))
    for kind, values in cells.items():
        yield boxes(values, fill=at.axis.look.colour(COLOURS[kind]))


def runs_of(row: HeatRow) -> Iterator[_Run]:
    """The values of a row, those together that follow one another and look the same."""
    first = 0
    for kind, group in groupby(row.values, key=lambda v: None if v is None else kind_of(v)):
        run = list(group)
        values = [value for value in run if value is not None]
        if kind is not None:
            yield _Run(first, first + len(run), kind, min(values), max(values))
        first += len(run)


def _cell(heat: HeatMap, at: _Placed, number: int, run: _Run) -> Value:
    middle = at.rows[number].middle
    half = (CELL if run.kind else LINE) / 2
    x, look = at.axis.x, at.axis.look
    first, until = heat.edges[run.first], heat.edges[run.until]
    least, most = share(run.least), share(run.most)
    shares = least if least == most else said("draw.from-to", least=least, most=most)
    told = said(
        "draw.cell",
        panel=at.panel.name,
        row=at.panel.rows[number].name,
        first=short_day(first),
        until=short_day(until),
        share=shares,
    )
    return {
        "x": x(first),
        "x2": x(until),
        "y": middle - half,
        "y2": middle + half,
        "told": look.say(told),
    }


def _legend(look: Look) -> Iterator[Marks]:
    """A cell of each kind with its name, from nothing at all to all."""
    names, x = list[Value](), 0.0
    for kind, text in enumerate(_kinds()):
        half = (CELL if kind else LINE) / 2
        swatch: list[Value] = [{"x": x, "x2": x + 18, "y": 9 - half, "y2": 9 + half}]
        yield boxes(swatch, fill=look.colour(COLOURS[kind]))
        name = look.say(text)
        names.append({"x": x + 24, "y": 9 + TEXT_DOWN, "text": name})
        x += 24 + width_of(name, SMALL) + 16
    yield texts(names, font_size=SMALL, fill=look.colour("ink"))


def _kinds() -> tuple[str, ...]:
    """What the kinds of `kind_of` are called."""
    return (
        said("draw.share-none"),
        said("draw.share-some"),
        said("draw.share-less"),
        said("draw.share-more"),
        said("draw.share-most"),
        said("draw.share-all"),
    )
