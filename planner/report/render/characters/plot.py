"""Plots: one line of rising characters for each line, from the least x on; grids as tables."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.messages import Language, in_language, said
from planner.report.blocks import Column, Grid, Line, Plot, PlotLine, Table, Tone
from planner.report.numbers import quantity
from planner.report.render.characters.ink import Ink
from planner.report.render.characters.strips import Strip, Strips, leveled
from planner.report.render.plotted import grid_table


def plot_written(block: Plot, ink: Ink, language: Language) -> Iterator[Strips | Line]:
    """A row for each line, and for each end of a band, on one scale."""
    lines = [*block.lines, *_ends(block, language)]
    lines = [line for line in lines if line.points]
    if not lines:
        return
    ys = [y for line in lines for _, y in line.points]
    xs = [x for line in lines for x, _ in line.points]
    # what differs little is seen to differ
    base = min(ys) if min(ys) > max(ys) / 2 or min(ys) < 0 else 0.0
    span = (min(xs), max(xs))
    rows = (_strip(line, span, (base, max(ys)), ink, language) for line in lines)
    yield Strips(tuple(rows))
    first, last = map(quantity, span)
    most = quantity(max(ys))
    told = said(
        "text.plot",
        across=block.across,
        first=first,
        last=last,
        least=quantity(base),
        most=most,
        unit=block.unit,
    )
    yield Line(in_language(told, language), Tone.NOTE)


def grid_written(block: Grid, language: Language) -> Table:
    """The numbers of the grid."""
    table = grid_table(block)
    columns = (
        Column(in_language(column.name, language), column.number, column.wraps)
        for column in table.columns
    )
    rows = (tuple(in_language(cell, language) for cell in row) for row in table.rows)
    return Table(tuple(columns), tuple(rows))


def _ends(block: Plot, language: Language) -> Iterator[PlotLine]:
    for band in block.bands:
        low, high = said("page.band-from", name=band.name), said("page.band-to", name=band.name)
        yield PlotLine(in_language(low, language), tuple((x, y) for x, y, _ in band.points))
        yield PlotLine(in_language(high, language), tuple((x, y) for x, _, y in band.points))


def _strip(
    line: PlotLine,
    span: tuple[float, float],
    ends: tuple[float, float],
    ink: Ink,
    language: Language,
) -> Strip:
    x, y = np.array(line.points, dtype=np.float64).T

    def draw(width: int) -> str:
        at = np.linspace(*span, width)
        values = np.interp(at, x, y, left=np.nan, right=np.nan)
        return leveled(values - ends[0], ends[1] - ends[0], ink.levels)

    first, last = quantity(float(y[0])), quantity(float(y[-1]))
    return Strip(
        line.name, draw, in_language(said("text.from-to", first=first, last=last), language)
    )
