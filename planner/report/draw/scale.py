"""From values to places in pixels, and the round values that an axis names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.report.blocks.picture import Floats


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `least` to `most`, laid out from the pixel `start` to the pixel `end`."""

    least: float
    most: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value; one that lies outside is put on the edge."""
        if self.most <= self.least:
            return self.start
        share = (min(max(value, self.least), self.most) - self.least) / (self.most - self.least)
        return round(self.start + share * (self.end - self.start), 2)

    def pixels(self, values: NDArray[Any]) -> Floats:
        """The pixels of many values; NaN where there is none."""
        if self.most <= self.least:
            return np.where(np.isnan(values), np.nan, self.start)
        share = (np.clip(values, self.least, self.most) - self.least) / (self.most - self.least)
        return np.asarray(self.start + share * (self.end - self.start), dtype=np.float64)


def ticks(least: float, most: float, count: int) -> list[float]:
    """At most so many round values, evenly apart, from `least` to `most`."""
    step = _round_step((most - least) / max(1, count - 1))
    if step <= 0 or not math.isfinite(step):
        return [least]
    first, last = math.ceil(least / step - 1e-9), math.floor(most / step + 1e-9)
    # from a whole number each, so that no error adds up
    return [_plain(number * step) for number in range(first, last + 1)]


def _round_step(step: float) -> float:
    """The least of 1, 2, 5, 10, 20, ... that is not below `step`."""
    if step <= 0 or not math.isfinite(step):
        return 0.0
    power = 10.0 ** math.floor(math.log10(step))
    return next(
        (_plain(m * power) for m in (1.0, 2.0, 5.0) if m * power >= step * (1 - 1e-9)),
        _plain(10.0 * power),
    )


def _plain(value: float) -> float:
    """Without the error of the last digit."""
    return float(f"{value:.12g}")


def above(value: float, count: int) -> float:
    """The least round value that is not below `value`, where a scale from 0 may end."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    step = _round_step(value / count)
    return _plain(math.ceil(value / step - 1e-9) * step)
