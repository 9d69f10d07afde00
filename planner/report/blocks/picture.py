"""Blocks of pictures: what is to be seen, as plain values. How it is drawn is for the renderers.

Every picture has a `title`, and is `told` in a sentence for those who do not see it. Series over
days have one value for each day of their `Days`, the first for its `start`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Days:
    """The days [start, until) of an axis, counted from D-day; `d_day` is its date where known."""

    start: int
    until: int
    d_day: dt.date | None = None

    def __len__(self) -> int:
        return self.until - self.start


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day that is marked on an axis."""

    day: int
    name: str


# ------------------------------------------------------------------------------------------- bars


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of `Bars`: its name, where its two ends are, and the same in words.

    An end that is not known is None.
    """

    name: str
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale, each to the left and right of `base`: a tornado, the longest first.

    `legend` says what the two ends are: that of `low`, then that of `high`.
    """

    base: float
    legend: tuple[str, str]
    rows: tuple[Bar, ...]
    title: str = ""
    told: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row of `Groups`: a value for each series, None where it has none, and each in words."""

    name: str
    values: tuple[float | None, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The same amounts of several plans side by side, row by row; `of` is what a row is."""

    title: str
    told: str
    of: str
    unit: str
    series: tuple[str, ...]
    rows: tuple[GroupRow, ...]


class StepKind(StrEnum):
    """What a step of a waterfall does to the sum."""

    TOTAL = "total"
    """It is the sum itself, from nothing."""
    LESS = "less"
    """It takes away from the sum so far."""
    MORE = "more"
    """It adds to the sum so far."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a waterfall; `amount` is never negative."""

    name: str
    amount: float
    kind: StepKind


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From one total to another, step by step."""

    title: str
    told: str
    unit: str
    steps: tuple[Step, ...]


# ------------------------------------------------------------------------------------ over days


@dataclass(frozen=True, slots=True)
class Span:
    """Days [start, until) of a row; `kind` is a place in the legend."""

    start: int
    until: int
    kind: int
    told: str


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A row of `Spans`; `symbol` is an APP-6 code, blank for none."""

    name: str
    group: str
    spans: tuple[Span, ...]
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of spans on one axis of days: a Gantt chart; rows of a group stand together."""

    title: str
    told: str
    days: Days
    legend: tuple[str, ...]
    rows: tuple[SpanRow, ...]
    marks: tuple[DayMark, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of a heat map: a value for each column, None where there is nothing to say."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class HeatPanel:
    """Rows that are read together, under one name."""

    name: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Shares from 0 to 1 by row and time, in panels of the same rows.

    Column i covers the days [edges[i], edges[i + 1]).
    """

    title: str
    told: str
    days: Days
    edges: tuple[int, ...]
    unit: str
    panels: tuple[HeatPanel, ...]


@dataclass(frozen=True, eq=False)
class Curve:
    """A value for each day, NaN where there is none, and the band that it should keep to."""

    name: str
    values: Floats
    low: Floats | None = None
    high: Floats | None = None


@dataclass(frozen=True, eq=False)
class CurvePanel:
    """Curves that are read together, under one name; a panel that is `urgent` is shown first."""

    name: str
    curves: tuple[Curve, ...]
    urgent: bool = False


@dataclass(frozen=True, eq=False)
class Curves:
    """Curves over days in panels of one unit."""

    title: str
    told: str
    days: Days
    unit: str
    panels: tuple[CurvePanel, ...]
    band: str = ""
    """What the band is."""


@dataclass(frozen=True, eq=False)
class Layers:
    """Amounts over days that lie on one another: how a sum builds up."""

    title: str
    told: str
    days: Days
    unit: str
    layers: tuple[Curve, ...]
    marks: tuple[DayMark, ...] = ()


# ------------------------------------------------------------------------------------------- map


@dataclass(frozen=True, eq=False)
class Outline:
    """Areas (`closed`) or lines on the ground; each part is [P, 2]: longitude, latitude, degrees.

    The first part of an area is its edge, and so is any that does not lie within another.
    """

    name: str
    parts: tuple[Floats, ...]
    closed: bool = True


@dataclass(frozen=True, eq=False)
class MapPlace:
    """A site: where it lies, in degrees, and its value for each day (NaN where it has none).

    `cause` is, for each day, the place in the map's `causes` of what the value is of (-1 for
    none); `alarm` is true on days on which something that was asked for is not kept there.
    """

    id: str
    name: str
    longitude: float
    latitude: float
    values: Floats
    told: str = ""
    symbol: str = ""
    cause: Indices | None = None
    alarm: NDArray[np.bool_] | None = None


@dataclass(frozen=True, eq=False)
class MapWay:
    """A lane between two places: what flows on it each day, and the share used of what it could
    carry (NaN without a limit).

    `mode` is road, rail, river, air or sea; `limit` is, for each day, the place in the map's
    `limits` of what the share is of (-1 for none).
    """

    name: str
    origin: str
    destination: str
    mode: str
    flow: Floats
    share: Floats
    limit: Indices | None = None


@dataclass(frozen=True, eq=False)
class Map:
    """Places and ways between them, day by day.

    `value_unit` is that of the places, `flow_unit` that of the ways; `scale` has the least value
    of each class of places, from the worst class up. `outlines` are drawn behind them; those of
    the world's countries where they are None.
    """

    title: str
    told: str
    days: Days
    value_unit: str
    flow_unit: str
    scale: tuple[float, ...]
    places: tuple[MapPlace, ...]
    ways: tuple[MapWay, ...]
    causes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    outlines: tuple[Outline, ...] | None = None


# ---------------------------------------------------------------------------------------- what if


@dataclass(frozen=True, slots=True)
class WhatIfNumber:
    """A number that a slider moves, as it is in the plan."""

    name: str
    unit: str
    base: float | None


@dataclass(frozen=True, slots=True)
class WhatIfStep:
    """A position of a slider: the numbers there, or why there are none."""

    label: str
    values: tuple[float | None, ...]
    told: str = ""


@dataclass(frozen=True, slots=True)
class WhatIfSlider:
    """What is moved, and its positions; `base` is the one that the plan has."""

    name: str
    steps: tuple[WhatIfStep, ...]
    base: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Sliders, each moved alone, over plans that were made beforehand."""

    title: str
    told: str
    numbers: tuple[WhatIfNumber, ...]
    sliders: tuple[WhatIfSlider, ...]
