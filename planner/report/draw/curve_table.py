"""Many panels as a table of small fields: a row a panel, a column a name, a scale a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.messages import said
from planner.report.blocks import CurvePanel, Curves
from planner.report.draw.days import DayAxis, day_names
from planner.report.draw.field import Field, field_bands, field_lines, is_cut, top_of
from planner.report.draw.look import Look
from planner.report.draw.marks import (
    SMALL,
    WIDTH,
    Drawing,
    Marks,
    Value,
    rules,
    texts,
    together,
)
from planner.report.draw.note import NOTE, note
from planner.report.draw.rows import names_of, row_of
from planner.report.draw.scale import Scale
from planner.report.draw.text import BOLD, width_of, wrapped

HEAD, FIELD, ROW = 50.0, 32.0, 42.0
WIDEST_NAME, APART, RIGHT = 128.0, 10.0, 10.0
LINE = 14.0
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class _Column:
    """The curves of one name: where they stand, and the scale that all of them have."""

    name: str
    x: Scale
    top: float
    cut: bool


def table_of_fields(
    curves: Curves, panels: Sequence[CurvePanel], names: Sequence[str], top: float, look: Look
) -> Drawing:
    """The names of the columns with their scales, and a row a panel."""
    widest = max(width_of(_name(panel), SMALL) * BOLD for panel in panels)
    room = min(WIDEST_NAME, widest)
    columns = _columns(curves, names, room + APART)
    first = top + HEAD
    rows = [first + ROW * number for number in range(len(panels))]
    fields = [
        field
        for panel, y in zip(panels, rows, strict=True)
        for field in _fields(curves, panel, y, columns)
    ]
    lines, thinning = field_lines(fields, look)
    bottom = first + ROW * len(panels)
    days = [column.x for column in columns.values()]
    axes = [DayAxis(curves.days, x, look, dated=False, spill=0.0) for x in days]
    layers = (
        *_heads(list(columns.values()), top, look),
        *_names(panels, rows, room, look),
        field_bands(fields, look),
        _d_days(curves, fields, look),
        *lines,
        *together(day_names(axis, bottom) for axis in axes),
        note(thinning, bottom + axes[0].height + SMALL, look),
    )
    return Drawing(bottom + axes[0].height + (NOTE if thinning.told else 0), layers)


def _columns(curves: Curves, names: Sequence[str], left: float) -> Mapping[str, _Column]:
    every = [curve for panel in curves.panels for curve in panel.curves]
    wide = (WIDTH - RIGHT - left + APART) / len(names)
    columns = {}
    for number, name in enumerate(names):
        same = [curve for curve in every if curve.name == name]
        top, start = top_of(same, every), left + number * wide
        x = Scale(curves.days.start, curves.days.until, start, start + wide - APART)
        columns[name] = _Column(name, x, top, is_cut(same, top))
    return columns


def _fields(
    curves: Curves, panel: CurvePanel, y: float, columns: Mapping[str, _Column]
) -> Iterator[Field]:
    for curve in panel.curves:
        column = columns[curve.name]
        scale = Scale(0.0, column.top, y + FIELD, y)
        yield Field(panel.name, curve, curves.days.start, column.x, scale)


def _heads(columns: Sequence[_Column], top: float, look: Look) -> Iterator[Marks]:
    """The name of each column on at most two lines, and its scale below it."""
    names, scales = list[Value](), list[Value]()
    for column in columns:
        parts = wrapped(column.name, SMALL, (column.x.end - column.x.start + APART - 2) / BOLD)
        for line, part in enumerate(reversed(parts)):
            y = top + HEAD - 24 - LINE * line
            names.append({"x": column.x.start, "y": y, "text": part})
        most = look.number(column.top)
        if column.cut:
            most = look.say(said("draw.cut", top=most))
        scale = look.say(said("draw.scale", top=most))
        scales.append({"x": column.x.start, "y": top + HEAD - 9, "text": scale})
    yield texts(names, font_size=SMALL, font_weight="bold", fill=look.colour("ink"))
    yield texts(scales, font_size=SMALL, fill=look.colour("quiet"))


def _name(panel: CurvePanel) -> str:
    """The name of a panel, with a sign where it is urgent."""
    return f"! {panel.name}" if panel.urgent else panel.name


def _names(
    panels: Sequence[CurvePanel], tops: Sequence[float], room: float, look: Look
) -> Iterator[Marks]:
    """The names of the panels, those that are urgent in bold."""
    for urgent, weight, colour in ((True, "bold", "alarm"), (False, "normal", "ink")):
        rows = [
            row_of(_name(panel), SMALL, room / BOLD, top, FIELD)
            for panel, top in zip(panels, tops, strict=True)
            if panel.urgent == urgent
        ]
        names = names_of(rows, 0)
        yield texts(names, font_size=SMALL, font_weight=weight, fill=look.colour(colour))


def _d_days(curves: Curves, fields: Sequence[Field], look: Look) -> Marks:
    """A line at D-day in each field."""
    days = curves.days
    lines: list[Value] = [
        {"x": field.x(0), "x2": field.x(0), "y": field.y.end, "y2": field.y.start}
        for field in fields
        if days.start <= 0 <= days.until
    ]
    return rules(lines, stroke=look.colour("rule"), stroke_width=0.8)
