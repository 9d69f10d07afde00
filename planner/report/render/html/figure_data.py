"""What a picture shows, as tables, for those who do not see it or want the number itself."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.messages import said
from planner.report.blocks import (
    Bars,
    Column,
    Curve,
    Curves,
    Days,
    Grid,
    Groups,
    HeatMap,
    Layers,
    Picture,
    Plot,
    Spans,
    StepKind,
    Table,
    Waterfall,
)
from planner.report.numbers import NONE, quantity, share, short_day
from planner.report.render.plotted import grid_table, plot_table

# of a longer series every so manieth day is listed; a table with more cells is not listed at all
MOST_DAYS = 30
MOST_CELLS = 1500


@dataclass(frozen=True, slots=True)
class Data:
    """The numbers of a picture: a table, and what is to be said of it. Texts in every language."""

    table: Table | None
    told: str = ""


def data_of(picture: Picture) -> Data:
    """The numbers of a picture; thinned where they are over many days, left out where too many."""
    data = _data(picture)
    if data.table is None:
        return data
    cells = len(data.table.rows) * len(data.table.columns)
    if cells <= MOST_CELLS:
        return data
    return Data(None, said("page.data-left-out", cells=cells))


def _data(picture: Picture) -> Data:
    match picture:
        case Bars():
            return Data(_bars(picture))
        case Groups():
            return Data(_groups(picture))
        case Waterfall():
            return Data(_waterfall(picture))
        case Spans():
            return Data(_spans(picture))
        case HeatMap():
            return Data(_heat_map(picture))
        case Curves():
            curves = [curve for panel in picture.panels for curve in panel.curves]
            return _series(picture.days, picture.unit, curves)
        case Layers():
            return _series(picture.days, picture.unit, picture.layers)
        case Plot():
            return Data(plot_table(picture))
        case Grid():
            return Data(grid_table(picture))
    return Data(None)  # maps and sliders have tables of their own


def _bars(picture: Bars) -> Table:
    low, high = picture.legend
    columns = (
        Column(said("page.name"), wraps=True),
        Column(low, number=True, wraps=True),
        Column(high, number=True, wraps=True),
        Column(said("page.told"), wraps=True),
    )
    rows = ((bar.name, _number(bar.low), _number(bar.high), bar.told) for bar in picture.rows)
    return Table(columns, tuple(rows))


def _groups(picture: Groups) -> Table:
    columns = (
        Column(said("page.name"), wraps=True),
        *(
            Column(said("page.with-unit", name=name, unit=picture.unit), number=True)
            for name in picture.series
        ),
    )
    rows = ((row.name, *map(_number, row.values)) for row in picture.rows)
    return Table(columns, tuple(rows))


def _waterfall(picture: Waterfall) -> Table:
    kinds = {
        StepKind.TOTAL: said("page.sum"),
        StepKind.LESS: said("page.less"),
        StepKind.MORE: said("page.more"),
    }
    columns = (
        Column(said("page.step"), wraps=True),
        Column(said("page.kind")),
        Column(picture.unit, number=True),
    )
    rows = ((step.name, kinds[step.kind], quantity(step.amount)) for step in picture.steps)
    return Table(columns, tuple(rows))


def _spans(picture: Spans) -> Table:
    grouped = any(row.group for row in picture.rows)
    columns = (
        *((Column(said("page.group"), wraps=True),) if grouped else ()),
        Column(said("page.name"), wraps=True),
        Column(said("page.what"), wraps=True),
        Column(said("page.from")),
        Column(said("page.until")),
        Column(said("page.told"), wraps=True),
    )
    rows = (
        (
            *((row.group,) if grouped else ()),
            row.name,
            picture.legend[span.kind],
            short_day(span.start),
            short_day(span.until),
            span.told,
        )
        for row in picture.rows
        for span in row.spans
    )
    return Table(columns, tuple(rows))


def _heat_map(picture: HeatMap) -> Table:
    starts = picture.edges[:-1]
    panels = len(picture.panels) > 1
    columns = (
        *((Column(said("page.group"), wraps=True),) if panels else ()),
        Column(said("page.name"), wraps=True),
        *(Column(short_day(start), number=True) for start in starts),
    )
    rows = (
        (*((panel.name,) if panels else ()), row.name, *map(_share, row.values))
        for panel in picture.panels
        for row in panel.rows
    )
    return Table(columns, tuple(rows))


def _series(days: Days, unit: str, curves: Sequence[Curve]) -> Data:
    """A row for each day that is listed, a column for each curve and each end of its band."""
    step = max(1, math.ceil(len(days) / MOST_DAYS))
    series = [column for curve in curves for column in _with_band(curve)]
    columns = (
        Column(said("page.day")),
        *(Column(said("page.with-unit", name=name, unit=unit), number=True) for name, _ in series),
    )
    rows = (
        (short_day(days.start + i), *(_number(float(values[i])) for _, values in series))
        for i in range(0, len(days), step)
    )
    told = said("page.data-thinned", step=step, days=len(days)) if step > 1 else ""
    return Data(Table(columns, tuple(rows)), told)


def _with_band(curve: Curve) -> Iterator[tuple[str, Sequence[float]]]:
    """The curve and the ends of its band, as far as it has them."""
    yield curve.name, curve.values.tolist()
    if curve.low is not None:
        yield said("page.band-from", name=curve.name), curve.low.tolist()
    if curve.high is not None:
        yield said("page.band-to", name=curve.name), curve.high.tolist()


def _number(value: float | None) -> str:
    return NONE if value is None or not math.isfinite(value) else quantity(value)


def _share(value: float | None) -> str:
    return NONE if value is None else share(value)
