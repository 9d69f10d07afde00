"""How far a solve is, told while it runs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Where the solve for one goal stands.

    `value` is the goal at the best point so far and `bound` what no point can be below; each is
    None as long as there is none. An interior point has its last point and its last prices for
    them, once these miss rows and costs by no more than a millionth of their size; a simplex has
    neither. `gap` is relative, as in `relative_gap`; `seconds` count from the start of this goal.
    `method` is the one at work, as in `Solution`, and `iterations` are its own; None where they
    are not counted, as in branch and bound.
    """

    goal: str
    value: float | None
    bound: float | None
    gap: float | None
    seconds: float
    method: str = ""
    iterations: int | None = None


type Listener = Callable[[Progress], None]


def relative_gap(value: float, bound: float | None) -> float | None:
    """|value - bound| / |value|: 0 where both are 0; None without a bound or without a value."""
    if bound is None or math.isnan(value):
        return None
    return abs(value - bound) / max(1e-9, abs(value))


def in_words(told: Progress) -> str:
    """One line, with what is known: the goal, how it is solved, value, bound, gap, seconds."""
    parts = [
        told.goal,
        told.method,
        "" if told.iterations is None else f"iteration {told.iterations:,}",
        "" if told.value is None else f"value {told.value:,.6g}",
        "" if told.bound is None else f"bound {told.bound:,.6g}",
        "" if told.gap is None else f"gap {told.gap:.1%}",
        f"{told.seconds:.0f} s",
    ]
    return ", ".join(part for part in parts if part)


def telling(progress: Callable[[str], None], what: str) -> Listener:
    """A listener that tells in words how far a long solve is, and of what."""
    return lambda told: progress(f"{what}: {in_words(told)}")
