"""What computed evidence comes to: a share by day, and what is missing on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.readiness.facts import Floats
from planner.records.readiness import Lacking


@dataclass(frozen=True)
class Shown:
    """The share of what is wanted, by day of the calendar, and what is missing on a day."""

    share: Floats
    lacks: Callable[[int], Sequence[Lacking]]
    unstated: Floats | None = None
    """The share of which nobody has stated anything; None where all of it is counted."""


def ratio(part: Floats, whole: Floats) -> Floats:
    """What part is of the whole, by day, at most 1.

    On days on which nothing is wanted it stays as it was the day before; before anything is wanted
    for the first time it is 0.
    """
    wanted = whole > 0
    found = np.zeros(len(whole))
    np.divide(part, whole, out=found, where=wanted)
    last = np.maximum.accumulate(np.where(wanted, np.arange(len(whole)), -1))
    return np.where(last < 0, 0.0, np.minimum(found[last], 1.0))
