"""Plots and grids as tables, wherever their numbers are to be read."""

from __future__ import annotations

from planner.messages import said
from planner.report.blocks import Column, Grid, Plot, Table
from planner.report.numbers import NONE, quantity


def series_of(plot: Plot) -> dict[str, dict[float, float]]:
    """The lines, and both ends of the bands, by name: the value at each place on the axis."""
    series = {line.name: dict(line.points) for line in plot.lines}
    for band in plot.bands:
        series[said("page.band-from", name=band.name)] = {x: low for x, low, _ in band.points}
        series[said("page.band-to", name=band.name)] = {x: high for x, _, high in band.points}
    return series


def places_of(plot: Plot) -> list[float]:
    """The places on the axis that have a value."""
    return sorted({x for values in series_of(plot).values() for x in values})


def plot_table(plot: Plot) -> Table:
    """A row for each place on the axis, a column for each line and each end of a band."""
    series = series_of(plot)
    columns = (
        Column(plot.across, number=True, wraps=True),
        *(
            Column(said("page.with-unit", name=name, unit=plot.unit), number=True, wraps=True)
            for name in series
        ),
    )
    rows = (
        (quantity(x), *(_number(values.get(x)) for values in series.values()))
        for x in places_of(plot)
    )
    return Table(columns, tuple(rows))


def grid_table(grid: Grid) -> Table:
    """The grid as it stands."""
    columns = (
        Column(said("grid.corner", down=grid.down, across=grid.across), wraps=True),
        *(Column(name, number=True) for name in grid.columns),
    )
    return Table(columns, tuple((row.name, *map(_number, row.values)) for row in grid.rows))


def _number(value: float | None) -> str:
    return NONE if value is None else quantity(value)
