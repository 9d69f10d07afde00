"""The time limit of a whole two-stage solve."""

from __future__ import annotations

import time

from planner.lp.solution import Solution, Status


class StoppedError(Exception):
    """A solve ended without an answer: the time was up, or the solver broke down."""

    def __init__(self, status: Status) -> None:
        super().__init__(status)
        self.status = status


class Clock:
    """Seconds since it was made, and until a limit."""

    def __init__(self, limit: float | None) -> None:
        self._limit, self._began = limit, time.perf_counter()

    @property
    def gone(self) -> float:
        """Seconds since the clock was made."""
        return time.perf_counter() - self._began

    @property
    def left(self) -> float | None:
        """Seconds until the limit, never below 0; None without one."""
        return None if self._limit is None else max(0.0, self._limit - self.gone)

    @property
    def is_up(self) -> bool:
        """Whether the limit has come."""
        return self.left == 0.0


def answered(solution: Solution) -> Solution:
    """The solution itself; raises StoppedError where it is neither a point nor a proof."""
    if solution.status in (Status.LIMIT, Status.ERROR, Status.FEASIBLE):
        raise StoppedError(solution.status)
    return solution
