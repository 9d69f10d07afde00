"""The points of a sweep: every combination of values, a list, or a Latin hypercube of ranges."""

from __future__ import annotations

import csv
import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from planner.errors import InputError, Place, fault
from planner.messages import said
from planner.records.sweep import Design
from planner.scenario.document import parse_value, read_text

# Plans that one sweep may ask for.
MOST_POINTS = 100_000
MOST_VALUES = 10_000
OVER, LIST, LATIN = Place("--over"), Place("--list"), Place("--latin")
NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
RANGE = re.compile(rf"({NUMBER})\.\.({NUMBER})(?:/(\d+))?")
# What was meant as a range, and is none: no value of a scenario begins so.
BROKEN_RANGE = re.compile(r"[-+]?\.?\d.*\.\.")
# Digits of a count that are read: a longer one is too large anyway.
COUNT_DIGITS = 9
# Digits of a value between the ends of a range: enough for any planning figure, and no noise.
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Axis:
    """A dotted path, and what is put there: values, or a range of numbers without a count; of a
    range that is `whole`, whole numbers."""

    path: str
    values: tuple[object, ...] = ()
    range: tuple[float, float] | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a sweep: what stands at each path, point by point."""

    design: Design
    paths: tuple[str, ...]
    put: tuple[tuple[object, ...], ...]
    seed: int | None = None


def axis_of(text: str) -> Axis:
    """An axis as it is written: PATH=10,20,30, PATH=10..90/9 for nine numbers from 10 to 90, or
    PATH=10..90, a range to draw whole numbers from; 10.0..90 is one to draw any number from.

    Raises `InputError` for any other text.
    """
    path, equals, written = text.partition("=")
    if not equals or not path.strip() or not written.strip():
        raise fault(said("sweep.not-an-axis"), place=OVER, seen=text[:80])
    found = RANGE.fullmatch(written.strip())
    if found is None:
        values, _ = parse_value(f"[{written}]", f"--over {path}")
        if not isinstance(values, list) or not values:
            raise fault(said("sweep.not-an-axis"), place=OVER, seen=text[:80])
        if any(isinstance(value, str) and BROKEN_RANGE.match(value) for value in values):
            raise fault(said("sweep.not-a-range"), place=OVER, seen=text[:80])
        return Axis(path.strip(), tuple(values))
    low, high = float(found[1]), float(found[2])
    if not low < high or not np.isfinite([low, high]).all():
        raise fault(said("sweep.empty-range"), place=OVER, seen=text[:80])
    if found[3] is None:
        whole = found[1].lstrip("+-").isdecimal() and found[2].lstrip("+-").isdecimal()
        return Axis(path.strip(), range=(low, high), whole=whole)
    count = int(found[3][: COUNT_DIGITS + 1])
    if not 2 <= count <= MOST_VALUES:
        raise fault(said("sweep.count", most=MOST_VALUES), place=OVER, seen=found[3][:20])
    return Axis(path.strip(), tuple(_plain(x) for x in np.linspace(low, high, count)))


def grid(axes: Sequence[Axis]) -> Points:
    """Every value of each axis with every value of the others; the last moves first.

    Raises `InputError` for two axes of one path, an axis that is a range without a count, and too
    many points.
    """
    paths = _paths(axes)
    for axis in axes:
        if not axis.values:
            raise fault(said("sweep.range-without-count"), path=axis.path, place=OVER)
    count = math.prod(len(axis.values) for axis in axes)
    _check_count(count, OVER)
    put = tuple(itertools.product(*(axis.values for axis in axes)))
    return Points(Design.GRID, paths, put)


def listed_points(
    paths: Sequence[str], rows: Iterable[Sequence[object]], place: Place = LIST
) -> Points:
    """The points that are written down at a place, with a value for each path.

    Raises `InputError` for two columns of one path, and too many points.
    """
    axes = [Axis(path) for path in paths]
    put = tuple(tuple(row) for row in itertools.islice(rows, MOST_POINTS + 1))
    _check_count(len(put), place)
    return Points(Design.LIST, _paths(axes, place), put)


def points_in(path: Path) -> Points:
    """The points in a CSV file: a header of paths, and a row for each point with values as they
    would be written in a scenario.

    Raises `InputError` for a file that cannot be read, or that is no such table.
    """
    try:
        rows = list(csv.reader(read_text(path).splitlines(), strict=True))
    except csv.Error as error:
        raise fault(said("sweep.no-table", why=str(error)), place=Place(str(path))) from None
    if not any(any(map(str.strip, row)) for row in rows[1:]):
        raise fault(said("sweep.list-empty"), place=Place(str(path)))
    header = [name.strip() for name in rows[0]]
    _check_header(header, Place(str(path), 1))
    put = [
        _row(row, len(header), Place(str(path), line))
        for line, row in enumerate(rows[1:], 2)
        if any(map(str.strip, row))
    ]
    return listed_points(header, put, Place(str(path), 1))


def _check_header(header: Sequence[str], place: Place) -> None:
    """Raises `InputError` for a column without a path, and for paths that semicolons part."""
    if any(";" in path for path in header):
        raise fault(said("sweep.semicolons"), place=place)
    if "" in header:
        raise fault(said("sweep.no-path"), place=place, seen=str(header.index("") + 1))


def _row(row: Sequence[str], count: int, place: Place) -> list[object]:
    """The values of a row; raises `InputError` where it has others than one for each path."""
    if len(row) != count:
        raise fault(said("sweep.list-row", count=count), place=place, seen=str(len(row)))
    if not all(map(str.strip, row)):
        raise fault(said("sweep.no-value"), place=place)
    return [_value(cell, place) for cell in row]


def _value(cell: str, place: Place) -> object:
    """A value as a scenario would have it; what is none is told with the place of its row."""
    try:
        return parse_value(cell, place.file)[0]
    except InputError as error:
        raise InputError([replace(fault, place=place) for fault in error.faults]) from None


def latin(axes: Sequence[Axis], count: int, seed: int) -> Points:
    """So many points of a Latin hypercube: of each range one in each of so many slices, of values
    each as often as any other.

    The same seed gives the same points. Raises `InputError` as `grid` does.
    """
    qmc = _designs()
    paths = _paths(axes)
    _check_count(count, LATIN)
    random = np.random.default_rng(np.random.SeedSequence(seed))
    drawn = qmc.LatinHypercube(len(axes), rng=random).random(count)
    columns = [_drawn(axis, drawn[:, place]) for place, axis in enumerate(axes)]
    return Points(Design.LATIN, paths, tuple(zip(*columns, strict=True)), seed)


def _designs() -> Any:
    """What draws evenly; a second to import, which only who draws pays for."""
    try:
        from scipy.stats import qmc
    except ImportError:
        raise fault(said("risk-not-installed"), place=LATIN) from None
    return qmc


def _drawn(axis: Axis, at: np.ndarray) -> list[object]:
    """What stands at a path where the cube has numbers from 0 to 1."""
    if axis.range is not None:
        low, high = axis.range
        if axis.whole:
            return [min(int(high), int(low) + int(x * (high - low + 1))) for x in at.tolist()]
        return [_plain(low + (high - low) * x) for x in at.tolist()]
    return [axis.values[min(len(axis.values) - 1, int(x * len(axis.values)))] for x in at.tolist()]


def _plain(number: float) -> float | int:
    """A number without the noise of its last digits, whole where it is."""
    short = float(f"{number:.{DIGITS}g}")
    return int(short) if short.is_integer() else short


def _paths(axes: Sequence[Axis], place: Place = OVER) -> tuple[str, ...]:
    if not axes:
        raise fault(said("sweep.no-axis"), place=OVER)
    paths = tuple(axis.path for axis in axes)
    twice = next((path for n, path in enumerate(paths) if path in paths[:n]), None)
    if twice is not None:
        raise fault(said("sweep.path-twice"), path=twice, place=place)
    return paths


def _check_count(count: int, place: Place) -> None:
    if not 1 <= count <= MOST_POINTS:
        what = said("sweep.points", most=MOST_POINTS)
        raise fault(what, place=place, seen=f"{count:,}")
