"""Reads what HiGHS logs of an interior point: the only place where it tells how far that is.

Its callbacks hand over no objective of a linear model. The log has a line for each iteration, and
before them one that says whether HiGHS works on the dual of the model:

        Dualized model:                                     no
     Iter       primal obj         dual obj       pinf       dinf       gap      time
       14    9.25654515e+03   9.25587526e+03   1.16e-14   7.31e-09  7.24e-05       0.7

Of a dual the objectives have another sign and leave out what is constant, so they are not told.

The log of simplex has an objective too, every five seconds; but it is that of costs or bounds which
HiGHS has changed by a hair (perturbed), so neither a value nor a bound, and is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# By how much rows, or reduced costs, may be missed, relative to their size. On a supply plan of
# 104 thousand columns it took half of all iterations to come there; before, objectives say nothing.
MISSED = 1e-6
_DUALIZED = re.compile(r"Dualized model:\s*yes")


@dataclass(frozen=True)
class InteriorStep:
    """One iteration, with what it says of the goal, in the goal's unit.

    `value` is the goal at a point that keeps to all rows, `bound` what no point can be below; each
    but for a millionth of the size of rows or of costs, and None as long as that is missed.
    """

    iterations: int
    value: float | None = None
    bound: float | None = None


class InteriorLog:
    """The last iteration that was logged."""

    def __init__(self) -> None:
        self.step: InteriorStep | None = None
        self._dualized = False

    def read(self, message: str) -> None:
        """Take in what was logged."""
        self._dualized |= _DUALIZED.search(message) is not None
        step = interior_step(message)
        if step is not None:
            self.step = InteriorStep(step.iterations) if self._dualized else step


def interior_step(line: str) -> InteriorStep | None:
    """The iteration that a line of the log tells of; None for any other line."""
    words = line.split()
    if len(words) != 7:
        return None
    try:
        # The last iterations, which work from a basis, have a star behind their number.
        number = int(words[0].rstrip("*"))
        value, bound, rows_missed, costs_missed = (float(word) for word in words[1:5])
    except ValueError:
        return None
    return InteriorStep(
        number,
        value if rows_missed <= MISSED else None,
        bound if costs_missed <= MISSED else None,
    )
