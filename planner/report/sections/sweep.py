"""The numbers of a plan over the points of a sweep."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import joined, said
from planner.records.provenance import UNITS, Headline, How
from planner.records.sweep import Design, Sweep, SweepPoint
from planner.report.blocks import (
    Block,
    Column,
    Grid,
    Heading,
    HeatRow,
    Line,
    Plot,
    PlotLine,
    Table,
    Tone,
)
from planner.report.numbers import NONE, counted, quantity
from planner.report.sections.headline import title_blocks
from planner.report.sections.provenance import TITLES
from planner.report.words import unit_name
from planner.scenario import Scenario
from planner.scenario.what_if import as_written

# Points that a table for readers shows; the exports have all.
MOST_SHOWN = 60
# Values of a path that a grid for readers shows.
MOST_ACROSS = 16
# A number that is nearer to another than this share is the same.
SAME = 1e-9
DESIGNS = {
    Design.GRID: "sweep.grid",
    Design.LIST: "sweep.list",
    Design.LATIN: "sweep.latin",
}


def sweep_blocks(scenario: Scenario, found: Sweep) -> Iterator[Block]:
    """What was moved, between what each number lies, how the numbers go along one path or over two,
    and the numbers point by point."""
    yield from title_blocks(scenario)
    yield Heading(said("sweep.heading"))
    points = counted(len(found.points), "point")
    paths = ", ".join(found.paths)
    yield Line(said("sweep.told", points=points, design=said(DESIGNS[found.design]), paths=paths))
    if without := sum(point.how is How.NONE for point in found.points):
        yield Line(said("sweep.without", points=counted(without, "point")), Tone.BAD)
    yield _ranges(found)
    moving = _moving(found)
    still = [TITLES[name] for name in found.headlines if name not in moving]
    if still and without < len(found.points):
        yield Line(said("sweep.still", numbers=joined("list.comma", still)), Tone.NOTE)
    yield from _pictures(found, moving)
    yield Heading(said("sweep.points-heading"))
    yield _table(found, moving)
    yield from _notes(found)


def _notes(found: Sweep) -> Iterator[Line]:
    """What the table does not show, and how far the numbers are to be trusted."""
    if len(found.points) > MOST_SHOWN:
        shown, points = quantity(MOST_SHOWN), quantity(len(found.points))
        yield Line(said("sweep.more", shown=shown, points=points), Tone.NOTE)
    checked = [point.apart for point in found.points if point.apart is not None]
    if checked:
        most = said("sweep.none-apart") if max(checked) <= SAME else f"{max(checked):.1e}"
        points = counted(len(checked), "point")
        yield Line(said("sweep.checked", points=points, apart=most), Tone.NOTE)
    if found.blocks is not None:
        yield Line(said("sweep.blocks", days=found.blocks), Tone.NOTE)


def _moving(found: Sweep) -> list[Headline]:
    """The numbers that are not the same at every point."""
    return [name for name in found.headlines if not _is_still(found, name)]


def _is_still(found: Sweep, name: Headline) -> bool:
    base = found.base[name]
    values = (point.values.get(name, base) for point in found.points)
    return all(abs(value - base) <= SAME * max(1.0, abs(base)) for value in values)


# ------------------------------------------------------------------------------------ pictures


def _pictures(found: Sweep, moving: list[Headline]) -> Iterator[Plot | Grid]:
    """Lines along one path of numbers; grids over two of which every combination was made."""
    if len(found.paths) == 1 and found.is_numeric(0):
        yield from (_plot(found, name) for name in moving)
    elif len(found.paths) == 2 and found.design is Design.GRID and _is_small(found):
        yield from (_grid(found, name) for name in moving)


def _is_small(found: Sweep) -> bool:
    return all(len({repr(p.put[place]) for p in found.points}) <= MOST_ACROSS for place in (0, 1))


def _plot(found: Sweep, name: Headline) -> Plot:
    """A number along the path."""
    points = tuple(
        sorted(
            (float(str(point.put[0])), point.values[name])
            for point in found.points
            if name in point.values
        )
    )
    unit = unit_name(UNITS[name])
    base = None if found.as_it_is is None else float(str(found.points[found.as_it_is].put[0]))
    return Plot(
        title=TITLES[name],
        told=_plot_told(points, unit),
        across=found.paths[0],
        unit=unit,
        lines=(PlotLine(TITLES[name], points),),
        base=base,
    )


def _plot_told(points: tuple[tuple[float, float], ...], unit: str) -> str:
    if not points:
        return said("sweep.no-numbers")
    (first, low), (last, high) = points[0], points[-1]
    return said(
        "sweep.plot-told",
        unit=unit,
        first=quantity(first),
        last=quantity(last),
        low=quantity(low),
        high=quantity(high),
    )


def _grid(found: Sweep, name: Headline) -> Grid:
    """A number over both paths: the first down, the second across."""
    downs = list(dict.fromkeys(as_written(point.put[0]) for point in found.points))
    acrosses = list(dict.fromkeys(as_written(point.put[1]) for point in found.points))
    values = {
        (as_written(point.put[0]), as_written(point.put[1])): point.values.get(name)
        for point in found.points
    }
    rows = tuple(
        HeatRow(down, tuple(values[down, across] for across in acrosses)) for down in downs
    )
    known = [value for value in values.values() if value is not None]
    ends = {"least": quantity(min(known)), "most": quantity(max(known))} if known else {}
    unit = unit_name(UNITS[name])
    base = None
    if found.as_it_is is not None:
        down, across = map(as_written, found.points[found.as_it_is].put)
        base = downs.index(down), acrosses.index(across)
    return Grid(
        title=TITLES[name],
        told=said("sweep.grid-told", unit=unit, **ends) if ends else said("sweep.no-numbers"),
        unit=unit,
        down=found.paths[0],
        across=found.paths[1],
        columns=tuple(acrosses),
        rows=rows,
        base=base,
    )


# -------------------------------------------------------------------------------------- tables


def _ranges(found: Sweep) -> Table:
    """Between what each number lies, beside the plan as it is."""
    columns = (
        Column(said("sweep.number"), wraps=True),
        Column(said("column.as-it-is"), number=True),
        Column(said("column.least"), number=True),
        Column(said("column.most"), number=True),
        Column(said("column.unit")),
    )
    rows = []
    for name in found.headlines:
        values = [point.values[name] for point in found.points if name in point.values]
        ends = (quantity(min(values)), quantity(max(values))) if values else (NONE, NONE)
        rows.append((TITLES[name], quantity(found.base[name]), *ends, unit_name(UNITS[name])))
    return Table(columns, tuple(rows))


def _table(found: Sweep, moving: list[Headline]) -> Table:
    shown = found.points[:MOST_SHOWN]
    columns = (
        *(Column(path, wraps=True) for path in found.paths),
        *(Column(TITLES[name], number=True) for name in moving),
        *([Column(said("sweep.why"), wraps=True)] if any(p.told for p in shown) else []),
    )
    return Table(columns, tuple(_row(point, moving, len(columns)) for point in shown))


def _row(point: SweepPoint, moving: list[Headline], width: int) -> tuple[str, ...]:
    put = tuple(map(as_written, point.put))
    cells = (*put, *(_number(point, name) for name in moving))
    return (*cells, point.told) if width > len(cells) else cells


def _number(point: SweepPoint, name: Headline) -> str:
    value = point.values.get(name)
    return NONE if value is None else quantity(value)
