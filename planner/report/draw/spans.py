"""Rows of spans on days: a Gantt chart. Each kind of span has a form of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.messages import said
from planner.report.blocks import SpanRow, Spans
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
    SIZE,
    SMALL,
    TEXT_DOWN,
    WIDTH,
    Drawing,
    Marks,
    Sign,
    Value,
    boxes,
    rules,
    texts,
)
from planner.report.draw.rows import Row, names_of, row_of
from planner.report.draw.scale import Scale
from planner.report.draw.text import shortened, width_of

ROW, GROUP = 20.0, 27.0
WIDEST_NAME, RIGHT, GAP = 270.0, 14.0, 12.0
INDENT = 8.0
SIGN, SIGN_HEIGHT, SIGNED = 28.0, 23.0, 25.0
"""The box of an APP-6 symbol, and the height of rows that have one."""
LEGEND = 22.0
SWATCH = 24.0
LONG = 25
"""Rows above which the days are named at the top too."""
LEAST_SPAN = 1.5


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of span is drawn: its height as a share of the row, its fill, its outline."""

    height: float
    fill: str | None
    stroke: str | None = None
    dashed: bool = False

    @property
    def colour(self) -> str:
        """The colour that is seen most of."""
        return self.fill if self.fill not in (None, "paper") else self.stroke or "ink"


# in the order of the legend; what comes later lies above what comes before
FORMS = (
    Form(0.22, "steel"),  # on the way
    Form(0.5, "sky", "blue"),  # received
    Form(0.74, "blue"),  # on duty
    Form(0.74, "paper", "plum"),  # there without counting
    Form(0.32, "paper", "ink"),  # relief
    Form(0.62, None, "alarm-fill", dashed=True),  # missed
    Form(0.6, "gold"),
    Form(0.4, "plum"),
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row where it stands."""

    row: SpanRow
    at: Row


def draw_spans(spans: Spans, look: Look) -> Drawing:
    """Names to the left, spans on their days, groups under their names."""
    axis = DayAxis(spans.days, _scale(spans), look)
    upper = axis.height if len(spans.rows) > LONG else 0.0
    top = LEGEND * _legend_lines(spans) + 6 + marks_height(axis, spans.marks) + upper
    groups, placed = _placed(spans, axis, top + 2)
    bottom = max((entry.at.bottom + 2 for entry in placed), default=top)
    layers = (
        *_legend(spans, look),
        _lines([*groups, *(entry.at for entry in placed)], look),
        day_grid(axis, top, bottom),
        *(day_names(axis, top - upper) if upper else ()),
        *_drawn(spans, placed, axis),
        d_day_line(axis, top, bottom),
        *marked_days(axis, spans.marks, top, bottom, upper),
        *_names(groups, placed, _indent(spans), look),
        *day_names(axis, bottom),
    )
    return Drawing(bottom + axis.height, layers, tuple(_signs(placed)))


def _scale(spans: Spans) -> Scale:
    """The days to the right of the names."""
    names = max((width_of(row.name, SMALL) for row in spans.rows), default=0.0)
    left = min(WIDEST_NAME, _indent(spans) + names) + GAP
    return Scale(spans.days.start, spans.days.until, left, WIDTH - RIGHT)


def _placed(spans: Spans, axis: DayAxis, top: float) -> tuple[list[Row], list[_Placed]]:
    """The names of groups, and the rows under them; rows without a group have none above them."""
    groups, placed = list[Row](), list[_Placed]()
    room = axis.x.start - GAP - _indent(spans)
    for group, rows in groupby(spans.rows, key=lambda row: row.group):
        if group:
            groups.append(Row((shortened(group, SIZE, WIDTH),), SIZE, top, GROUP))
            top += GROUP
        for row in rows:
            least = SIGNED if row.symbol else ROW
            placed.append(_Placed(row, row_of(row.name, SMALL, room, top, least)))
            top = placed[-1].at.bottom
    return groups, placed


def _indent(spans: Spans) -> float:
    """How far to the right the names of rows begin: behind the signs, where there are any."""
    return SIGN + INDENT if any(row.symbol for row in spans.rows) else INDENT


def _signs(placed: Sequence[_Placed]) -> Iterator[Sign]:
    """The symbols of rows, to the left of their names."""
    for entry in placed:
        if entry.row.symbol:
            top = entry.at.middle - SIGN_HEIGHT / 2
            yield Sign(entry.row.symbol, entry.row.name, 0, top, SIGN, SIGN_HEIGHT)


def _names(
    groups: Sequence[Row], placed: Sequence[_Placed], indent: float, look: Look
) -> Iterator[Marks]:
    """Groups in bold, their rows a little to the right."""
    names = list(names_of(groups, 0))
    # the name of a group may be longer than the names of rows: lines stop short of it
    paper = look.colour("paper")
    yield texts(names, font_weight="bold", fill=paper, stroke=paper, stroke_width=4)
    yield texts(names, font_weight="bold", fill=look.colour("ink"))
    rows = names_of((entry.at for entry in placed), indent)
    yield texts(rows, font_size=SMALL, fill=look.colour("ink"))


def _lines(rows: Iterable[Row], look: Look) -> Marks:
    """A light line under each row, for the eye to follow it to its name."""
    lines: list[Value] = [
        {"x": 0, "x2": WIDTH - RIGHT, "y": row.bottom, "y2": row.bottom} for row in rows
    ]
    return rules(lines, stroke=look.colour("grid"))


def form_of(kind: int) -> Form:
    """How a kind is drawn; kinds beyond the last form begin again."""
    return FORMS[kind % len(FORMS)]


def _drawn(spans: Spans, placed: Sequence[_Placed], axis: DayAxis) -> Iterator[Marks]:
    """Every kind above the ones before it."""
    for kind in range(len(spans.legend)):
        form = form_of(kind)
        values = list[Value]()
        for row, at in ((entry.row, entry.at) for entry in placed):
            for span in (span for span in row.spans if span.kind == kind):
                told = axis.look.say(said("draw.named", name=row.name, told=span.told))
                box = _box(axis.x(span.start), axis.x(span.until), at.middle, form)
                values.append({**box, "told": told})
        yield _boxes(values, form, axis.look)


def _box(start: float, end: float, middle: float, form: Form) -> dict[str, float | str]:
    half = ROW * form.height / 2
    return {
        "x": start,
        "x2": max(end, start + LEAST_SPAN),
        "y": round(middle - half, 2),
        "y2": round(middle + half, 2),
    }


def _boxes(values: list[Value], form: Form, look: Look) -> Marks:
    # pointed at, a hollow span is found in all of its area
    looks: dict[str, float | str] = {"fill": look.colour(form.fill) if form.fill else "transparent"}
    if form.stroke:
        looks |= {"stroke": look.colour(form.stroke), "stroke_width": 1.2}
    if form.dashed:
        looks["stroke_dasharray"] = "4,2"
    return boxes(values, **looks)


# --------------------------------------------------------------------------------------- legend


def _legend_places(spans: Spans) -> list[tuple[int, float, int]]:
    """Kinds that occur, each with its x and its line."""
    used = {span.kind for row in spans.rows for span in row.spans}
    places, x, line = list[tuple[int, float, int]](), 0.0, 0
    for kind, name in enumerate(spans.legend):
        if kind not in used:
            continue
        wide = SWATCH + 7 + width_of(name, SMALL)
        if x and x + wide > WIDTH:
            x, line = 0.0, line + 1
        places.append((kind, x, line))
        x += wide + 20
    return places


def _legend_lines(spans: Spans) -> int:
    return 1 + max((line for _, _, line in _legend_places(spans)), default=-1)


def _legend(spans: Spans, look: Look) -> Iterator[Marks]:
    """A short span of each kind that occurs, with its name."""
    places = _legend_places(spans)
    for kind, x, line in places:
        form = form_of(kind)
        yield _boxes([_box(x + 1, x + SWATCH, LEGEND * (line + 0.5), form)], form, look)
    names: list[Value] = [
        {
            "x": x + SWATCH + 7,
            "y": LEGEND * (line + 0.5) + TEXT_DOWN,
            "text": shortened(spans.legend[kind], SMALL, WIDTH - x - SWATCH - 7),
        }
        for kind, x, line in places
    ]
    yield texts(names, font_size=SMALL, fill=look.colour("ink"))
