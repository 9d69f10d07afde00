"""Pictures as plain Altair charts, for notebooks: what they hold is read where it is pointed at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np

from planner.messages import said
from planner.report.blocks import (
    Bars,
    Curve,
    Curves,
    Grid,
    Groups,
    HeatMap,
    Layers,
    Map,
    Picture,
    Plot,
    Spans,
    StepKind,
    Waterfall,
    WhatIf,
)
from planner.report.draw.look import Look
from planner.report.draw.spans import form_of
from planner.report.draw.thin import Point, runs, thinned

if TYPE_CHECKING:
    import altair

Row = dict[str, Any]
WIDTH, LOW = 600, 110
"""Pixels across, and the height of a panel of curves."""
FINE = 1000.0
"""Curves are thinned by no more than this part of their highest value."""
THICK = 18.0
"""Pixels of the thickest span."""
BLUE = "blue"
SHARES = ("alarm-fill", "share-1", "share-3", "share-5")


def notebook_chart(picture: Picture, look: Look) -> altair.TopLevelMixin:
    """The picture as a chart. Raises TypeError for pictures that are none."""
    chart: altair.TopLevelMixin = _chart_of(picture, look)
    return chart


# What Altair returns has mostly no type: it is given one above, once.


def _chart_of(picture: Picture, look: Look) -> Any:
    match picture:
        case Bars():
            return _bars(picture, look)
        case Groups():
            return _groups(picture, look)
        case Waterfall():
            return _waterfall(picture, look)
        case Spans():
            return _spans(picture, look)
        case HeatMap():
            return _heat(picture, look)
        case Curves():
            return _curves(picture, look)
        case Layers():
            return _layers(picture, look)
        case Plot():
            return _plot(picture, look)
        case Grid():
            return _grid(picture, look)
        case Map() | WhatIf():
            raise TypeError(f"{type(picture).__name__} has no chart")
        case _:
            assert_never(picture)


def _chart(rows: Sequence[Row], title: str = "") -> Any:
    import altair as alt

    data: Any = alt.Data  # has no types of its own
    return alt.Chart(data(values=list(rows)), title=title, width=WIDTH)


def _unique(names: Sequence[str]) -> list[str]:
    """The names, each of its own: a chart would put rows of one name together."""
    seen = dict[str, int]()
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    numbers = dict.fromkeys(names, 0)
    unique = list[str]()
    for name in names:
        numbers[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({numbers[name]})")
    return unique


def _row_axis(names: Sequence[str]) -> altair.Y:
    import altair as alt

    axis = alt.Axis(labelLimit=280, title=None)
    return alt.Y("row:N", sort=list(names), axis=axis)


def _colours(names: Sequence[str], colours: Sequence[str], look: Look) -> altair.Color:
    import altair as alt

    scale = alt.Scale(domain=list(names), range=[look.colour(colour) for colour in colours])
    return alt.Color("kind:N", scale=scale, title=None, sort=list(names))


def _bars(bars: Bars, look: Look) -> Any:
    import altair as alt

    names = _unique([bar.name for bar in bars.rows])
    rows = [
        {"row": name, "from": bars.base, "to": end, "kind": kind, "told": bar.told}
        for name, bar in zip(names, bars.rows, strict=True)
        for kind, end in zip(bars.legend, (bar.low, bar.high), strict=True)
        if end is not None
    ]
    base = _chart([{"from": bars.base}]).mark_rule()
    drawn = (
        _chart(rows, bars.title)
        .mark_bar()
        .encode(
            x=alt.X("from:Q", title=bars.unit, scale=alt.Scale(zero=False)),
            x2="to:Q",
            y=_row_axis(names),
            color=_colours(bars.legend, ("sky", BLUE), look),
            tooltip=["row:N", "told:N"],
        )
    )
    return drawn + base.encode(x="from:Q")


def _groups(groups: Groups, look: Look) -> Any:
    import altair as alt

    names = _unique([row.name for row in groups.rows])
    rows = [
        {"row": name, "to": value, "kind": series, "told": told}
        for name, row in zip(names, groups.rows, strict=True)
        for series, value, told in zip(groups.series, row.values, row.told, strict=True)
        if value is not None
    ]
    shape = alt.Shape("kind:N", sort=list(groups.series), legend=None)
    return (
        _chart(rows, groups.title)
        .mark_point(filled=True, size=80)
        .encode(
            x=alt.X("to:Q", title=groups.unit),
            y=_row_axis(names),
            color=alt.Color("kind:N", sort=list(groups.series), title=None),
            shape=shape,
            tooltip=["row:N", "kind:N", "told:N"],
        )
    )


def _waterfall(waterfall: Waterfall, look: Look) -> Any:
    import altair as alt

    names = _unique([step.name for step in waterfall.steps])
    rows, sum_ = list[Row](), 0.0
    for name, step in zip(names, waterfall.steps, strict=True):
        before = 0.0 if step.kind is StepKind.TOTAL else sum_
        sum_ = before - step.amount if step.kind is StepKind.LESS else before + step.amount
        told = said("draw.amount", amount=look.number(step.amount), unit=waterfall.unit)
        row = {"row": name, "from": before, "to": sum_, "kind": step.kind.value}
        rows.append({**row, "told": look.say(told)})
    kinds = [kind.value for kind in StepKind]
    colour = _colours(kinds, (BLUE, "alarm-fill", "sky"), look)
    return (
        _chart(rows, waterfall.title)
        .mark_bar()
        .encode(
            x=alt.X("from:Q", title=waterfall.unit),
            x2="to:Q",
            y=_row_axis(names),
            color=colour.legend(None),
            tooltip=["row:N", "told:N"],
        )
    )


def _spans(spans: Spans, look: Look) -> Any:
    import altair as alt

    names = _unique([row.name for row in spans.rows])
    rows = [
        {
            "row": name,
            "from": span.start,
            "to": span.until,
            "kind": spans.legend[span.kind],
            "told": span.told,
            "group": row.group,
            "thick": THICK * form_of(span.kind).height,
        }
        for name, row in zip(names, spans.rows, strict=True)
        for span in row.spans
    ]
    forms = [form_of(kind) for kind in range(len(spans.legend))]
    colours = [form.colour for form in forms]
    size = alt.Size("thick:Q", scale=None, legend=None)
    bars = _chart(rows, spans.title).mark_bar(fillOpacity=0.8)
    return bars.encode(
        x=alt.X("from:Q", title=_day_title(look)),
        x2="to:Q",
        y=_row_axis(names),
        size=size,
        color=_colours(spans.legend, colours, look),
        tooltip=["group:N", "row:N", "told:N"],
    )


def _heat(heat: HeatMap, look: Look) -> Any:
    import altair as alt

    rows = [
        {"panel": panel.name, "row": name, "from": start, "to": until, "share": value}
        for panel in heat.panels
        for name, row in zip(_unique([r.name for r in panel.rows]), panel.rows, strict=True)
        for (start, until), value in zip(pairwise(heat.edges), row.values, strict=True)
        if value is not None
    ]
    names = _unique([row.name for row in heat.panels[0].rows]) if heat.panels else []
    scale = alt.Scale(domain=[0, 1], range=[look.colour(colour) for colour in SHARES])
    return (
        _chart(rows, heat.title)
        .properties(width=WIDTH / 3)
        .mark_rect()
        .encode(
            x=alt.X("from:Q", title=_day_title(look)),
            x2="to:Q",
            y=_row_axis(names),
            color=alt.Color("share:Q", title=heat.unit, scale=scale),
            column=alt.Column("panel:N", sort=[panel.name for panel in heat.panels], title=None),
            tooltip=["panel:N", "row:N", "from:Q", "to:Q", alt.Tooltip("share:Q", format=".0%")],
        )
    )


def _curves(curves: Curves, look: Look) -> Any:
    import altair as alt

    rows = [
        {"panel": panel.name, "kind": curve.name, "run": run, "day": day, "value": value}
        for panel in curves.panels
        for curve in panel.curves
        for run, points in enumerate(_points(curve, curves.days.start))
        for day, value in points
    ]
    return (
        _chart(rows, curves.title)
        .properties(height=LOW)
        .mark_line()
        .encode(
            x=alt.X("day:Q", title=_day_title(look)),
            y=alt.Y("value:Q", title=curves.unit),
            color=alt.Color("kind:N", title=None),
            detail="run:N",
            row=alt.Row("panel:N", sort=[panel.name for panel in curves.panels], title=None),
            tooltip=["panel:N", "kind:N", "day:Q", alt.Tooltip("value:Q", format=",.1f")],
        )
    )


def _layers(layers: Layers, look: Look) -> Any:
    import altair as alt

    names = _unique([layer.name for layer in layers.layers])
    rows = [
        {"kind": name, "order": number, "day": layers.days.start + day, "value": value}
        for number, (name, layer) in enumerate(zip(names, layers.layers, strict=True))
        for day, value in enumerate(np.nan_to_num(layer.values).tolist())
    ]
    return (
        _chart(rows, layers.title)
        .mark_area()
        .encode(
            x=alt.X("day:Q", title=_day_title(look)),
            y=alt.Y("value:Q", title=layers.unit, stack="zero"),
            color=alt.Color("kind:N", sort=names, title=None),
            order="order:Q",
            tooltip=["kind:N", "day:Q", alt.Tooltip("value:Q", format=",.1f")],
        )
    )


def _plot(plot: Plot, look: Look) -> Any:
    import altair as alt

    rows = [{"kind": line.name, "at": x, "value": y} for line in plot.lines for x, y in line.points]
    lines = (
        _chart(rows, plot.title)
        .mark_line(point=True)
        .encode(
            x=alt.X("at:Q", title=plot.across, scale=alt.Scale(zero=False)),
            y=alt.Y("value:Q", title=plot.unit, scale=alt.Scale(zero=False)),
            color=alt.Color("kind:N", sort=[line.name for line in plot.lines], title=None),
            tooltip=["kind:N", "at:Q", alt.Tooltip("value:Q", format=",.1f")],
        )
    )
    ends = [
        {"kind": band.name, "at": x, "low": low, "high": high}
        for band in plot.bands
        for x, low, high in band.points
    ]
    if not ends:
        return lines
    bands = _chart(ends).mark_area(opacity=0.25, color=look.colour("sky"))
    areas = bands.encode(
        x="at:Q", y="low:Q", y2="high:Q", detail="kind:N", tooltip=["kind:N", "low:Q", "high:Q"]
    )
    return areas + lines


def _grid(grid: Grid, look: Look) -> Any:
    import altair as alt

    downs = _unique([row.name for row in grid.rows])
    acrosses = _unique(grid.columns)
    rows = [
        {"row": down, "column": across, "value": value}
        for down, row in zip(downs, grid.rows, strict=True)
        for across, value in zip(acrosses, row.values, strict=True)
        if value is not None
    ]
    scale = alt.Scale(range=[look.colour(colour) for colour in SHARES[1:]])
    return (
        _chart(rows, grid.title)
        .mark_rect()
        .encode(
            x=alt.X("column:N", sort=acrosses, title=grid.across),
            y=alt.Y("row:N", sort=downs, title=grid.down),
            color=alt.Color("value:Q", title=grid.unit, scale=scale),
            tooltip=["row:N", "column:N", alt.Tooltip("value:Q", format=",.1f")],
        )
    )


def _points(curve: Curve, start: int) -> Iterator[list[Point]]:
    """Day and value of each stretch of a curve, without those that a line needs not."""
    days = np.arange(start, start + len(curve.values), dtype=np.float64)
    most = float(np.nanmax(np.abs(curve.values), initial=0.0))
    for run in runs(days, curve.values):
        yield thinned(run, most / FINE)


def _day_title(look: Look) -> str:
    return look.say(said("draw.days"))
