"""How far a search is, told while it runs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Where the search for one goal stands.

    `value` is the goal at the best point so far and `bound` what no point can be below; each is
    None as long as there is none. `gap` is relative, as in `relative_gap`; `seconds` count from
    the start of this goal.
    """

    goal: str
    value: float | None
    bound: float | None
    gap: float | None
    seconds: float


type Listener = Callable[[Progress], None]


def relative_gap(value: float, bound: float | None) -> float | None:
    """|value - bound| / |value|: 0 where both are 0; None without a bound or without a value."""
    if bound is None or math.isnan(value):
        return None
    return abs(value - bound) / max(1e-9, abs(value))
