"""Lines and bands on one axis: each line with a colour and a dash of its own, its points on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.messages import said
from planner.report.blocks.plot import Plot, PlotBand, PlotLine
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
from planner.report.draw.scale import Scale, ticks
from planner.report.draw.text import shortened, width_of
from planner.report.draw.thin import WITHIN, Thinning, thinned

PLOT, HEAD, FOOT = 190.0, 22.0, 44.0
RIGHT, GAP = 16.0, 8.0
LEGEND, SWATCH = 18.0, 26.0
TICKS_UP, TICKS_ACROSS = 5, 8
POINT = 2.6
MOST_POINTS = 60
"""Of a line whose points are shown; of a longer one the line alone."""
LEAST_SHARE = 0.5
"""Where the least is less than so much of the most, the axis begins at nothing."""
COLOURS = ("blue", "alarm-fill", "plum", "gold", "steel", "ink")
SHADES = ("band", "sky")
DASHES = ("", "6,3", "2,2", "8,3,2,3")


@dataclass(frozen=True, slots=True)
class _Room:
    """Where values stand, in pixels."""

    plot: Plot
    look: Look
    x: Scale
    y: Scale

    def points(self, line: PlotLine) -> list[tuple[float, float]]:
        """The points of a line, in pixels."""
        return [(self.x(x), self.y(y)) for x, y in line.points]


def draw_plot(plot: Plot, look: Look) -> Drawing:
    """The legend of several lines, the bands, the lines over them, and where the plan is."""
    room = _room(plot, look)
    lines, thinning = _lines(room)
    bottom = room.y.start
    layers = (
        *_legend(room),
        *_axes(room),
        *_bands(room),
        *_base(room),
        *lines,
        note(thinning, bottom + FOOT, look),
    )
    return Drawing(bottom + FOOT + (NOTE if thinning.told else 0.0), layers)


def _room(plot: Plot, look: Look) -> _Room:
    values = [y for line in plot.lines for _, y in line.points]
    values += [end for band in plot.bands for _, *ends in band.points for end in ends]
    least, most = _ends(values)
    across = [x for line in plot.lines for x, _ in line.points]
    across += [x for band in plot.bands for x, *_ in band.points]
    names = [look.number(value) for value in ticks(least, most, TICKS_UP)]
    left = max((width_of(name, SMALL) for name in names), default=0.0) + GAP
    top = HEAD + LEGEND * _legend_lines(plot)
    x = Scale(min(across, default=0.0), max(across, default=1.0), left, WIDTH - RIGHT)
    return _Room(plot, look, x, Scale(least, most, top + PLOT, top))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Where the axis of the values begins and ends: from nothing on, unless that is far away."""
    least, most = min(values, default=0.0), max(values, default=1.0)
    if 0 <= least < LEAST_SHARE * most:
        least = 0.0
    if least == most:
        return min(least, 0.0), max(most, 0.0) or 1.0
    spare = 0.04 * (most - least)
    return (least if least == 0 else least - spare), most + spare


def _legend_lines(plot: Plot) -> int:
    """How many lines the legend has; a single line needs none."""
    every = len(plot.lines) + len(plot.bands)
    return every if every > 1 else 0


def _legend(room: _Room) -> Iterator[Marks]:
    """The unit above the axis, and what each line and band is."""
    look, plot = room.look, room.plot
    unit: list[Value] = [{"x": 0, "y": room.y.end - 9, "text": plot.unit}]
    yield texts(unit, font_size=SMALL, fill=look.colour("quiet"))
    if not _legend_lines(plot):
        return
    every: list[PlotLine | PlotBand] = [*plot.lines, *plot.bands]
    for number, line in enumerate(every):
        y = 9.0 + LEGEND * number
        if isinstance(line, PlotLine):
            dash: list[Value] = [{"x": 0, "x2": SWATCH, "y": y, "y2": y}]
            yield rules(dash, **_look(number, look))
        else:
            area: list[Value] = [{"x": 0, "x2": SWATCH, "y": y - 6, "y2": y + 6}]
            yield boxes(area, **_shade(number - len(plot.lines), look))
        at = SWATCH + 8
        name = shortened(line.name, SMALL, WIDTH - at)
        told: list[Value] = [{"x": at, "y": y + TEXT_DOWN, "text": name}]
        yield texts(told, font_size=SMALL, fill=look.colour("ink"))


def _look(number: int, look: Look) -> dict[str, float | str]:
    """How a line is told from the others, with colour and without."""
    dash = DASHES[number % len(DASHES)]
    return {
        "stroke": look.colour(COLOURS[number % len(COLOURS)]),
        "stroke_width": 1.8,
        **({"stroke_dasharray": dash} if dash else {}),
    }


def _axes(room: _Room) -> Iterator[Marks]:
    """Light lines at round values, named to the left and below, and what the axis is."""
    look, x, y = room.look, room.x, room.y
    up = [(value, y(value)) for value in ticks(y.least, y.most, TICKS_UP)]
    across = [(value, x(value)) for value in ticks(x.least, x.most, TICKS_ACROSS)]
    lines: list[Value] = [{"x": x.start, "x2": x.end, "y": at, "y2": at} for _, at in up]
    lines += [{"x": at, "x2": at, "y": y.end, "y2": y.start} for _, at in across]
    yield rules(lines, stroke=look.colour("grid"))
    foot: list[Value] = [{"x": x.start, "x2": x.end, "y": y.start, "y2": y.start}]
    yield rules(foot, stroke=look.colour("rule"))
    left: list[Value] = [
        {"x": x.start - GAP, "y": at + TEXT_DOWN, "text": look.number(value)} for value, at in up
    ]
    yield texts(left, text_anchor="end", font_size=SMALL, fill=look.colour("quiet"))
    below: list[Value] = [
        {"x": _inside(at, look.number(value)), "y": y.start + 16, "text": look.number(value)}
        for value, at in across
    ]
    yield texts(below, text_anchor="middle", font_size=SMALL, fill=look.colour("quiet"))
    name = shortened(room.plot.across, SMALL, x.end - x.start)
    axis: list[Value] = [{"x": x.end, "y": y.start + 33, "text": name}]
    yield texts(axis, text_anchor="end", font_size=SMALL, fill=look.colour("ink"))


def _inside(at: float, name: str) -> float:
    """The middle of a name that is to stay on the drawing."""
    return min(at, WIDTH - width_of(name, SMALL) / 2)


def _bands(room: _Room) -> Iterator[Marks]:
    for number, band in enumerate(room.plot.bands):
        low = [(room.x(x), room.y(least)) for x, least, _ in band.points]
        high = [(room.x(x), room.y(most)) for x, _, most in band.points]
        shape = path([*high, *reversed(low)], close=True)
        area: list[Value] = [{"shape": shape, "told": band.name}]
        yield shapes(area, **_shade(number, room.look))


def _shade(number: int, look: Look) -> dict[str, float | str]:
    """How a band is told from the others: each lies within the one before it, and is darker."""
    fill = SHADES[min(number, len(SHADES) - 1)]
    return {"fill": look.colour(fill), "stroke": look.colour("sky")}


def _base(room: _Room) -> Iterator[Marks]:
    """A line where the plan is."""
    if room.plot.base is None:
        return
    at, look = room.x(room.plot.base), room.look
    line: list[Value] = [{"x": at, "x2": at, "y": room.y.end - 6, "y2": room.y.start}]
    yield rules(line, stroke=look.colour("rule"), stroke_width=1.2, stroke_dasharray="2,3")
    told = look.say(said("draw.as-planned"))
    half = width_of(told, SMALL) / 2
    middle = min(max(at, half + width_of(room.plot.unit, SMALL) + GAP), WIDTH - half)
    name: list[Value] = [{"x": middle, "y": room.y.end - 9, "text": told}]
    yield texts(name, text_anchor="middle", font_size=SMALL, fill=look.colour("quiet"))


def _lines(room: _Room) -> tuple[list[Marks], Thinning]:
    """The lines, with their points where there are not too many of them."""
    layers, thinning = list[Marks](), Thinning()
    for number, line in enumerate(room.plot.lines):
        every = room.points(line)
        drawn = thinned(every, WITHIN)
        thinning += Thinning(len(every), len(drawn))
        look = _look(number, room.look)
        # one name above another has said which it is
        whole: list[Value] = [{"shape": path(drawn), "told": line.name}] if drawn else []
        layers.append(shapes(whole, **look, stroke_linejoin="round"))
        if len(every) <= MOST_POINTS:
            dots = [
                {**_dot(*at), "told": _told(room, line, point)}
                for at, point in zip(every, line.points, strict=True)
            ]
            layers.append(shapes(dots, fill=look["stroke"], stroke=look["stroke"]))
    return layers, thinning


def _dot(x: float, y: float) -> dict[str, float | str]:
    """A small square around a place, on its tip."""
    corners = [(x - POINT, y), (x, y - POINT), (x + POINT, y), (x, y + POINT)]
    return {"shape": path(corners, close=True)}


def _told(room: _Room, line: PlotLine, point: tuple[float, float]) -> str:
    x, y = map(room.look.number, point)
    told = said(
        "draw.plotted", name=line.name, at=x, across=room.plot.across, value=y, unit=room.plot.unit
    )
    return room.look.say(told)
