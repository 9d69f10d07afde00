"""A tornado: bars to the left and right of what is, the low ends hollow and the high ends solid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.messages import said
from planner.report.blocks import Bar, Bars
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
from planner.report.draw.scale import Scale, ticks
from planner.report.draw.text import shortened, width_of

ROW, BAR = 28.0, 16.0
HEAD, FOOT = 44.0, 40.0
GAP = 12.0
WIDEST_NAME, WIDEST_TOLD = 250.0, 150.0
LEAST_BAR = 2.0
TICKS = 5


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the parts of the rows stand; `x` has the pixels of values."""

    bars: Bars
    look: Look
    x: Scale
    rows: Sequence[Row]

    @property
    def base(self) -> float:
        """The pixel of what is."""
        return self.x(self.bars.base)

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return max((row.bottom for row in self.rows), default=HEAD)


def draw_bars(bars: Bars, look: Look) -> Drawing:
    """Names to the left, bars around the base, and to the right what they come to."""
    room = _room(bars, look)
    layers = (*_axis(room), *_legend(room), *_names(room), *_drawn(room), *_base(room))
    return Drawing(room.bottom + FOOT, layers)


def _room(bars: Bars, look: Look) -> _Room:
    names = min(WIDEST_NAME, max((width_of(bar.name, SIZE) for bar in bars.rows), default=0))
    told = min(WIDEST_TOLD, max((width_of(bar.told, SMALL) for bar in bars.rows), default=0))
    known = [end for bar in bars.rows for end in (bar.low, bar.high) if end is not None]
    least, most = min([bars.base, *known]), max([bars.base, *known])
    spare = (most - least) * 0.02 or abs(bars.base) * 0.1 or 1.0
    scale = Scale(least - spare, most + spare, names + GAP, WIDTH - told - GAP)
    rows = rows_of((bar.name for bar in bars.rows), SIZE, names, HEAD, ROW)
    return _Room(bars, look, scale, rows)


def _axis(room: _Room) -> Iterator[Marks]:
    """Light lines at round values, named below, with the unit."""
    look, x = room.look, room.x
    places = [(value, x(value)) for value in ticks(x.least, x.most, TICKS)]
    lines = [{"x": at, "y": HEAD, "x2": at, "y2": room.bottom} for _, at in places]
    yield rules(lines, stroke=look.colour("grid"))
    names: list[Value] = [
        {"x": at, "y": room.bottom + 16, "text": look.number(value)} for value, at in places
    ]
    yield texts(names, text_anchor="middle", font_size=SMALL, fill=look.colour("quiet"))
    unit: list[Value] = [{"x": x.end, "y": room.bottom + 33, "text": room.bars.unit}]
    yield texts(unit, text_anchor="end", font_size=SMALL, fill=look.colour("quiet"))


def _legend(room: _Room) -> Iterator[Marks]:
    """What a hollow and a solid end are, in the order of the legend."""
    look, x, y = room.look, room.x.start, 9.0
    places = []
    for name in room.bars.legend:
        places.append((x, name))
        x += 18 + width_of(name, SMALL) + 18
    for (at, _), solid in zip(places, (False, True), strict=True):
        yield _ends([{"x": at, "x2": at + 12, "y": y - 5.5, "y2": y + 5.5}], solid, look)
    names: list[Value] = [{"x": at + 18, "y": y + TEXT_DOWN, "text": name} for at, name in places]
    yield texts(names, font_size=SMALL, fill=look.colour("ink"))


def _ends(values: Sequence[Value], solid: bool, look: Look) -> Marks:
    fill = look.colour("blue" if solid else "paper")
    return boxes(values, fill=fill, stroke=look.colour("blue"), stroke_width=1.4)


def _names(room: _Room) -> Iterator[Marks]:
    look, rows = room.look, room.bars.rows
    yield texts(names_of(room.rows, room.x.start - GAP), text_anchor="end", fill=look.colour("ink"))
    told: list[Value] = [
        {
            "x": room.x.end + GAP,
            "y": at.middle + TEXT_DOWN,
            "text": shortened(bar.told, SMALL, WIDTH - room.x.end - GAP),
        }
        for at, bar in zip(room.rows, rows, strict=True)
    ]
    yield texts(told, font_size=SMALL, fill=look.colour("quiet"))


def _drawn(room: _Room) -> Iterator[Marks]:
    """The bars; where both ends lie on one side, each has half the height."""
    low, high = list[Value](), list[Value]()
    for at, bar in zip(room.rows, room.bars.rows, strict=True):
        middle = at.middle
        top, bottom = middle - BAR / 2, middle + BAR / 2
        beside = _on_one_side(bar, room.bars.base)
        if bar.low is not None and bar.low != room.bars.base:
            low.append(_box(room, bar, bar.low, (top, middle if beside else bottom)))
        if bar.high is not None and bar.high != room.bars.base:
            high.append(_box(room, bar, bar.high, (middle if beside else top, bottom)))
    yield _ends(low, False, room.look)
    yield _ends(high, True, room.look)


def _on_one_side(bar: Bar, base: float) -> bool:
    if bar.low is None or bar.high is None:
        return False
    return (bar.low - base) * (bar.high - base) > 0


def _box(room: _Room, bar: Bar, end: float, height: tuple[float, float]) -> Value:
    """A bar from the base to its end; one that is very short is still seen."""
    base, at = room.base, room.x(end)
    if abs(at - base) < LEAST_BAR:
        at = base + (LEAST_BAR if end > room.bars.base else -LEAST_BAR)
    told = room.look.say(said("draw.named", name=bar.name, told=bar.told))
    return {"x": base, "x2": at, "y": height[0], "y2": height[1], "told": told}


def _base(room: _Room) -> Iterator[Marks]:
    """A clear line at what is, named above."""
    look, base = room.look, room.base
    line: list[Value] = [{"x": base, "y": HEAD - 4, "x2": base, "y2": room.bottom}]
    yield rules(line, stroke=look.colour("ink"), stroke_width=1.4)
    told = look.say(said("draw.base", value=look.number(room.bars.base), unit=room.bars.unit))
    half = width_of(told, SMALL) / 2
    at = min(max(base, half), WIDTH - half)
    name: list[Value] = [{"x": at, "y": HEAD - 9, "text": told}]
    yield texts(
        name, text_anchor="middle", font_size=SMALL, font_weight="bold", fill=look.colour("ink")
    )
