"""One curve in a field of its own: its band behind it, and where it falls below the band."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.messages import Said, said
from planner.report.blocks import Curve
from planner.report.blocks.picture import Floats
from planner.report.draw.look import Look
from planner.report.draw.marks import Marks, Value, path, rules, shapes
from planner.report.draw.scale import Scale, above
from planner.report.draw.thin import WITHIN, Thinning, runs, thinned
from planner.report.numbers import quantity, short_day

NOISE = 1e-3
"""A value that is less than its band by no more than this share of it keeps to it."""
ROOM_ABOVE = 3.0
"""How often the highest edge of the bands goes into the scale: what is above is cut off."""
USUAL = 75.0
"""Where there is no band, so many in a hundred values fit into the scale."""
MARGIN = 1.25
ROUND = 4
"""Steps from nothing to the end of the scale, at most."""
RUG, LEAST_RUG, APART = 3.0, 2.0, 0.25
ONE_DAY = 0.5


@dataclass(frozen=True, slots=True)
class Field:
    """A curve of a panel, on the days `x` and the values `y`."""

    panel: str
    curve: Curve
    start: int
    x: Scale
    y: Scale

    @property
    def below(self) -> NDArray[np.bool_]:
        """The days on which the value is less than the band."""
        if self.curve.low is None:
            return np.zeros(len(self.curve.values), dtype=np.bool_)
        # a comparison with NaN is false
        return self.curve.values < self.curve.low * (1.0 - NOISE)

    @property
    def lowest(self) -> int | None:
        """The first day, counted from the start, on which the value is lowest; None for none."""
        values = self.curve.values
        return None if np.isnan(values).all() else int(np.nanargmin(values))

    @property
    def xs(self) -> Floats:
        """The pixel of each day."""
        return self.x.pixels(np.arange(self.start, self.start + len(self.curve.values)))


def top_of(curves: Sequence[Curve], others: Sequence[Curve]) -> float:
    """Where a scale from nothing for these curves ends.

    By their bands; where they have none by those of others; where there is none at all by what
    most values fit into. It goes no higher than the highest value.
    """
    values = np.concatenate([_known(curve.values) for curve in curves] or [np.zeros(0)])
    most = float(values.max(initial=0.0))
    bands = [_highest(curve) for curve in curves]
    limit = ROOM_ABOVE * max(bands, default=0.0)
    if not limit:
        limit = ROOM_ABOVE * max((_highest(curve) for curve in others), default=0.0)
    if not limit and len(values):
        limit = MARGIN * float(np.percentile(values, USUAL))
    return above(max(min(most, limit or most), max(bands, default=0.0)), ROUND)


def is_cut(curves: Sequence[Curve], top: float) -> bool:
    """True where a value does not fit into the scale."""
    return any(bool((_known(curve.values) > top * (1 + NOISE)).any()) for curve in curves)


def _known(values: Floats) -> Floats:
    return values[~np.isnan(values)]


def _highest(curve: Curve) -> float:
    edges = [_known(edge) for edge in (curve.low, curve.high) if edge is not None]
    return float(np.concatenate(edges or [np.zeros(0)]).max(initial=0.0))


# ---------------------------------------------------------------------------------------- drawn


def field_bands(fields: Sequence[Field], look: Look) -> Marks:
    """The bands of all fields, which lie behind everything else."""
    return shapes(_one_each(_bands, fields), fill=look.colour("band"))


def field_lines(fields: Sequence[Field], look: Look) -> tuple[list[Marks], Thinning]:
    """The curves of all fields with what they miss, and how much of them is drawn."""
    edges, falls, rug = (_one_each(part, fields) for part in (_edges, _falls, _rug))
    feet: list[Value] = [
        {"x": at.x.start, "x2": at.x.end, "y": at.y.start, "y2": at.y.start} for at in fields
    ]
    lines, thinning = list[Value](), Thinning()
    for field in fields:
        shape, drawn = _line(field)
        thinning += drawn
        if shape:
            lines.append({"shape": shape, "told": field_told(field, look)})
    layers = [
        rules(feet, stroke=look.colour("rule"), stroke_width=0.8),
        shapes(falls, fill=look.colour("alarm-fill")),
        shapes(edges, stroke=look.colour("rule"), stroke_width=0.8, stroke_dasharray="2,2"),
        shapes(lines, stroke=look.colour("ink"), stroke_width=1.3, stroke_linejoin="round"),
        shapes(rug, fill=look.colour("alarm-fill")),
    ]
    return layers, thinning


def _one_each(
    part: Callable[[Field], Iterator[str]], fields: Sequence[Field]
) -> list[dict[str, str | float]]:
    """The paths of a part, as one for each field that has any."""
    joined = ("".join(part(field)) for field in fields)
    return [{"shape": shape} for shape in joined if shape]


def _line(field: Field) -> tuple[str, Thinning]:
    """The curve through the points that are needed; a value that stands alone is a short dash."""
    parts, thinning = list[str](), Thinning()
    for run in runs(field.xs, field.y.pixels(field.curve.values)):
        points = thinned(run, WITHIN)
        thinning += Thinning(len(run), len(points))
        if len(points) == 1:
            [(x, y)] = points
            points = [(x - ONE_DAY, y), (x + ONE_DAY, y)]
        parts.append(path(points))
    return "".join(parts), thinning


def _bands(field: Field) -> Iterator[str]:
    """Areas from the lower to the upper edge; where one is missing, to the end of the scale."""
    low, high = field.curve.low, field.curve.high
    none = np.full(len(field.curve.values), np.nan)
    low, high = (none if edge is None else edge for edge in (low, high))
    there = ~(np.isnan(low) & np.isnan(high))
    lower = field.y.pixels(np.where(there, np.nan_to_num(low, nan=field.y.least), np.nan))
    upper = field.y.pixels(np.where(there, np.nan_to_num(high, nan=field.y.most), np.nan))
    for below, over in zip(runs(field.xs, lower), runs(field.xs, upper), strict=True):
        yield path([*thinned(over, WITHIN), *reversed(thinned(below, WITHIN))], close=True)


def _edges(field: Field) -> Iterator[str]:
    """The lower edge of the band: what the curve should not fall below."""
    if field.curve.low is None:
        return
    for run in runs(field.xs, field.y.pixels(field.curve.low)):
        yield path(thinned(run, WITHIN))


def _falls(field: Field) -> Iterator[str]:
    """What is missing between the curve and the band."""
    if field.curve.low is None or not field.below.any():
        return
    lower, upper = (
        field.y.pixels(np.where(field.below, values, np.nan))
        for values in (field.curve.values, field.curve.low)
    )
    for below, over in zip(runs(field.xs, lower), runs(field.xs, upper), strict=True):
        if len(over) > 1:  # a single day has no area; it is seen below the field
            yield path([*thinned(over, WITHIN), *reversed(thinned(below, WITHIN))], close=True)


def _rug(field: Field) -> Iterator[str]:
    """Below the field, the days on which the value is less than the band."""
    top, bottom = field.y.start + 1, field.y.start + 1 + RUG
    marks = list[list[float]]()
    for first, until in stretches(field.below):
        start, end = field.x(field.start + first), field.x(field.start + until)
        if marks and start - marks[-1][1] < APART:  # no eye sees a gap so small
            marks[-1][1] = end
        else:
            marks.append([start, max(end, start + LEAST_RUG)])
    for start, end in marks:
        yield path([(start, top), (end, top), (end, bottom), (start, bottom)], close=True)


def stretches(days: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """[first, until) of each stretch of days that are true."""
    edges = np.flatnonzero(np.diff(days, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


# ----------------------------------------------------------------------------------------- told


def field_told(field: Field, look: Look) -> str:
    """What is read where the curve is pointed at."""
    values = {"panel": field.panel, "curve": field.curve.name}
    if (low := lowest(field)) is None:
        return look.say(said("draw.curve", **values))
    told = short_of(field)
    if told is None:
        return look.say(said("draw.curve-lowest", **values, lowest=low))
    return look.say(said("draw.curve-below", **values, lowest=low, below=told))


def lowest(field: Field) -> Said | None:
    """The lowest value, and the first day on which it is so low; None without any value."""
    if (at := field.lowest) is None:
        return None
    value = quantity(float(field.curve.values[at]))
    return said("draw.lowest", value=value, day=short_day(field.start + at))


def short_of(field: Field) -> Said | None:
    """On how many days it is below the band, and from when; None where it never is."""
    days = np.flatnonzero(field.below)
    if not len(days):
        return None
    first = short_day(field.start + int(days[0]))
    return said("draw.below", number=quantity(len(days)), day=first)
