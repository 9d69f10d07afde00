"""The curves of a panel side by side, large enough to read values off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.messages import said
from planner.report.blocks import CurvePanel, Curves
from planner.report.draw.days import DayAxis, d_day_line, day_grid, day_names
from planner.report.draw.field import (
    Field,
    field_bands,
    field_lines,
    is_cut,
    lowest,
    short_of,
    top_of,
)
from planner.report.draw.look import Look
from planner.report.draw.marks import (
    SIZE,
    SMALL,
    TEXT_DOWN,
    WIDTH,
    Drawing,
    Marks,
    Value,
    rules,
    shapes,
    texts,
    together,
)
from planner.report.draw.note import NOTE, note
from planner.report.draw.scale import Scale, ticks
from planner.report.draw.text import BOLD, shortened

BESIDE = {0: 1, 1: 1, 2: 2, 4: 2}
MOST_BESIDE = 3
HEIGHTS = {1: 190.0, 2: 130.0, 3: 92.0}
HEADING, TITLE, LEFT, RIGHT, BETWEEN = 26.0, 40.0, 34.0, 14.0, 12.0
BELOW = 8.0
"""From a field to the names of its days: the days below the band are shown between."""
TICKS = 5
DOT = 2.4


def large_fields(curves: Curves, panels: Sequence[CurvePanel], top: float, look: Look) -> Drawing:
    """Panels below one another, each under its name where there are several."""
    headings, fields = list[Value](), list[Field]()
    below = BELOW + _days_height(curves) + BETWEEN
    for panel in panels:
        if len(panels) > 1:
            name = shortened(panel.name, SIZE, WIDTH)
            headings.append({"x": 0, "y": top + SIZE, "text": name})
            top += HEADING
        placed = _placed(curves, panel, top)
        fields += placed
        top = max((field.y.start + below for field in placed), default=top)
    lines, thinning = field_lines(fields, look)
    layers = (
        texts(headings, font_weight="bold", fill=look.colour("ink")),
        field_bands(fields, look),
        *together(_frame(curves, field, look) for field in fields),
        *lines,
        *together(_words(field, look) for field in fields),
        note(thinning, top + SMALL, look),
    )
    return Drawing(top + (NOTE if thinning.told else 0), layers)


def _placed(curves: Curves, panel: CurvePanel, top: float) -> list[Field]:
    """A field for each curve, so many beside one another, with a scale of its own."""
    beside = BESIDE.get(len(panel.curves), MOST_BESIDE)
    wide = (WIDTH + BETWEEN) / beside
    height = HEIGHTS[beside]
    row = TITLE + height + BELOW + _days_height(curves) + BETWEEN
    fields = list[Field]()
    for number, curve in enumerate(panel.curves):
        across, down = number % beside, number // beside
        start = across * wide + LEFT
        end = start + wide - LEFT - RIGHT - BETWEEN
        x = Scale(curves.days.start, curves.days.until, start, end)
        upper = top + down * row + TITLE
        y = Scale(0.0, top_of([curve], panel.curves), upper + height, upper)
        fields.append(Field(panel.name, curve, curves.days.start, x, y))
    return fields


def _days_height(curves: Curves) -> float:
    """Of the names of days."""
    return _axis(curves, Scale(0.0, 1.0, 0.0, 1.0), Look()).height


def _axis(curves: Curves, x: Scale, look: Look) -> DayAxis:
    return DayAxis(curves.days, x, look, spill=RIGHT)


def _frame(curves: Curves, field: Field, look: Look) -> Iterator[Marks]:
    """The axes of a field and the name of its curve."""
    axis = _axis(curves, field.x, look)
    yield day_grid(axis, field.y.end, field.y.start)
    yield d_day_line(axis, field.y.end, field.y.start)
    yield from day_names(axis, field.y.start + BELOW - 4)
    cut = is_cut([field.curve], field.y.most)
    values = ticks(0.0, field.y.most, TICKS)
    names = [look.number(value) for value in values]
    if cut:
        names[-1] = look.say(said("draw.cut", top=names[-1]))
    places = [(field.y(value), name) for value, name in zip(values, names, strict=True)]
    yield rules(
        [{"x": field.x.start, "x2": field.x.end, "y": y, "y2": y} for y, _ in places],
        stroke=look.colour("grid"),
    )
    yield texts(
        [{"x": field.x.start - 6, "y": y + TEXT_DOWN, "text": name} for y, name in places],
        text_anchor="end",
        font_size=SMALL,
        fill=look.colour("quiet"),
    )


def _words(field: Field, look: Look) -> Iterator[Marks]:
    """The name of the curve, below it how low it falls, and a dot where it does."""
    below, low = short_of(field), lowest(field)
    start, room = field.x.start - LEFT, field.x.end - field.x.start + LEFT + RIGHT
    name = shortened(field.curve.name, SIZE, room / BOLD)
    title: list[Value] = [{"x": start, "y": field.y.end - 26, "text": name}]
    yield texts(title, font_weight="bold", fill=look.colour("ink"))
    told = shortened(look.say(below or low or said("draw.no-value")), SMALL, room)
    words: list[Value] = [{"x": start, "y": field.y.end - 10, "text": told}]
    yield texts(words, font_size=SMALL, fill=look.colour("alarm" if below else "quiet"))
    if (at := field.lowest) is not None:
        yield shapes([{"shape": _dot(field, at)}], fill=look.colour("ink"))


def _dot(field: Field, at: int) -> str:
    """A dot on the value of that day, counted from the start."""
    x, y = field.x(field.start + at), field.y(float(field.curve.values[at]))
    return f"M{x - DOT:.2f},{y:.2f}a{DOT},{DOT} 0 1,0 {2 * DOT},0a{DOT},{DOT} 0 1,0 {-2 * DOT},0Z"
