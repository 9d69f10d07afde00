"""Amounts that lie on one another over the days, named beside it in the order in which they lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.messages import said
from planner.report.blocks import Curve, Layers
from planner.report.blocks.picture import Floats
from planner.report.draw.days import (
    DayAxis,
    d_day_line,
    day_grid,
    day_names,
    marked_days,
    marks_height,
)
from planner.report.draw.look import Look
from planner.report.draw.marks import (
    SMALL,
    TEXT_DOWN,
    WIDTH,
    Drawing,
    Marks,
    Value,
    boxes,
    path,
    rules,
    shapes,
    texts,
)
from planner.report.draw.note import NOTE, note
from planner.report.draw.scale import Scale, above, ticks
from planner.report.draw.text import shortened, width_of
from planner.report.draw.thin import WITHIN, Point, Thinning, thinned

PLOT = 250.0
LEFT, GAP = 52.0, 16.0
HEAD = 22.0
BELOW = 4.0
"""From the foot of the plot to the names of its days."""
WIDEST_NAME = 190.0
SWATCH, LINE = 11.0, 34.0
MOST = 12
"""Layers that are told apart; with more, the smallest ones are added up."""
TICKS = 6


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer between two edges, in pixels."""

    name: str
    most: float
    lower: list[Point]
    upper: list[Point]
    colour: str


def draw_layers(layers: Layers, look: Look) -> Drawing:
    """The layers on their days, and a legend to the right of them."""
    shown = _told_apart(layers.layers, look)
    right = WIDTH - GAP - SWATCH - 8 - _legend_width(layers, shown, look)
    axis = DayAxis(layers.days, Scale(layers.days.start, layers.days.until, LEFT, right), look)
    top = HEAD + marks_height(axis, layers.marks)
    sums = np.cumsum([values for _, values in shown], axis=0) if shown else np.zeros((0, 0))
    most = above(float(sums.max(initial=0.0)), TICKS - 1)
    bottom = top + max(PLOT, LINE * len(shown))
    y = Scale(0.0, most, bottom, top)
    placed, thinning = _placed(shown, sums, axis, y)
    drawn = (
        *_amounts(layers, axis, y),
        day_grid(axis, top, bottom),
        *_areas(layers, placed, look),
        d_day_line(axis, top, bottom),
        *marked_days(axis, layers.marks, top, bottom),
        *day_names(axis, bottom + BELOW),
        *_legend(layers, placed, right + GAP, top, look),
        note(thinning, bottom + BELOW + axis.height + SMALL, look),
    )
    return Drawing(bottom + BELOW + axis.height + (NOTE if thinning.told else 0), drawn)


def _told_apart(layers: Sequence[Curve], look: Look) -> list[tuple[str, Floats]]:
    """Names and values, no value missing; beyond so many layers the smallest are added up."""
    shown = [(layer.name, np.nan_to_num(layer.values)) for layer in layers]
    if len(shown) <= MOST:
        return shown
    by_size = sorted(range(len(shown)), key=lambda i: -float(shown[i][1].max(initial=0.0)))
    kept = sorted(by_size[: MOST - 1])
    rest = sorted(by_size[MOST - 1 :])
    name = look.say(said("draw.others", number=len(rest)))
    return [shown[i] for i in kept] + [(name, np.sum([shown[i][1] for i in rest], axis=0))]


def _placed(
    shown: Sequence[tuple[str, Floats]], sums: Floats, axis: DayAxis, y: Scale
) -> tuple[list[_Layer], Thinning]:
    """The layers between their edges; each lies on the edge of the one below it."""
    days = axis.days
    xs = axis.x.pixels(np.arange(days.start, days.until)).tolist()
    placed, thinning = list[_Layer](), Thinning()
    lower: list[Point] = [(axis.x.start, y.start), (axis.x(days.until - 1), y.start)]
    for number, (name, values) in enumerate(shown):
        points = list(zip(xs, y.pixels(sums[number]).tolist(), strict=True))
        upper = thinned(points, WITHIN)
        thinning += Thinning(len(points), len(upper))
        colour = f"layer-{number % MOST + 1}"
        placed.append(_Layer(name, float(values.max(initial=0.0)), lower, upper, colour))
        lower = upper
    return placed, thinning


def _amounts(layers: Layers, axis: DayAxis, y: Scale) -> Iterator[Marks]:
    """Light lines at round amounts, named to the left, and the unit above them."""
    look = axis.look
    places = [(amount, y(amount)) for amount in ticks(y.least, y.most, TICKS)]
    lines: list[Value] = [{"x": LEFT, "x2": axis.x.end, "y": at, "y2": at} for _, at in places]
    yield rules(lines, stroke=look.colour("grid"))
    names: list[Value] = [
        {"x": LEFT - 7, "y": at + TEXT_DOWN, "text": look.number(amount)} for amount, at in places
    ]
    yield texts(names, text_anchor="end", font_size=SMALL, fill=look.colour("quiet"))
    unit: list[Value] = [{"x": 0, "y": y.end - 10, "text": layers.unit}]
    yield texts(unit, font_size=SMALL, fill=look.colour("quiet"))


def _areas(layers: Layers, placed: Sequence[_Layer], look: Look) -> Iterator[Marks]:
    """The layers, parted by lines of paper, so that they are told apart without colour."""
    values: list[Value] = [
        {
            "shape": path([*layer.upper, *reversed(layer.lower)], close=True),
            "fill": look.colour(layer.colour),
            "told": _told(layers, layer, look),
        }
        for layer in placed
    ]
    yield shapes(values, stroke=look.colour("paper"), stroke_width=0.8, stroke_linejoin="round")
    top: list[Value] = [{"shape": path(layer.upper)} for layer in placed[-1:]]
    yield shapes(top, stroke=look.colour("ink"), stroke_width=1.2, stroke_linejoin="round")


def _told(layers: Layers, layer: _Layer, look: Look) -> str:
    amount = look.number(layer.most)
    return look.say(said("draw.at-most", name=layer.name, amount=amount, unit=layers.unit))


def _up_to(layers: Layers, most: float, look: Look) -> str:
    return look.say(said("draw.up-to", amount=look.number(most), unit=layers.unit))


def _legend_width(layers: Layers, shown: Sequence[tuple[str, Floats]], look: Look) -> float:
    """The widest text of the legend."""
    names = [width_of(name, SMALL) for name, _ in shown]
    most = [float(values.max(initial=0.0)) for _, values in shown]
    amounts = [width_of(_up_to(layers, amount, look), SMALL) for amount in most]
    return min(WIDEST_NAME, max([*names, *amounts], default=0.0))


def _legend(
    layers: Layers, placed: Sequence[_Layer], x: float, top: float, look: Look
) -> Iterator[Marks]:
    """The names of the layers as they lie, the uppermost first, each with the most it comes to."""
    lines = list(enumerate(reversed(placed)))
    for number, layer in lines:
        y = top + LINE * number
        swatch: list[Value] = [{"x": x, "x2": x + SWATCH, "y": y + 2, "y2": y + 2 + SWATCH}]
        yield boxes(swatch, fill=look.colour(layer.colour))
    room = WIDTH - x - SWATCH - 8
    names: list[Value] = [
        {
            "x": x + SWATCH + 8,
            "y": top + LINE * number + SWATCH,
            "text": shortened(layer.name, SMALL, room),
        }
        for number, layer in lines
    ]
    yield texts(names, font_size=SMALL, fill=look.colour("ink"))
    amounts: list[Value] = [
        {
            "x": x + SWATCH + 8,
            "y": top + LINE * number + SWATCH + 14,
            "text": shortened(_up_to(layers, layer.most, look), SMALL, room),
        }
        for number, layer in lines
    ]
    yield texts(amounts, font_size=SMALL, fill=look.colour("quiet"))
