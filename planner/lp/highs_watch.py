"""Listens while HiGHS runs: tells of progress, and hears that the user wants to stop.

Python handles a signal only between two of its own instructions, and a run of HiGHS is a single
one, however long. HiGHS calls back while it searches, so the signal is handled there: it is kept,
the run is asked to end, and what would have followed the signal follows once HiGHS has put its
data in order. An exception must never leave a callback: nothing in HiGHS expects one.

Simplex and interior point call back at each iteration (about 1 µs each), branch and bound at each
check of its limits; what an interior point has reached is read from its log, which goes to the
callback alone. Crossover calls back at each push, and is told as the interior point that it ends.
Presolve and the first relaxation of branch and bound do not call back: there nothing is told, and a
signal waits until they are done.
"""

from __future__ import annotations

import contextlib
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import highspy
from highspy import cb

from planner.lp.highs_log import InteriorLog
from planner.lp.progress import Listener, Progress, relative_gap

# A listener that prints must not slow the search down.
EVERY_SECONDS = 0.25

_Kind = cb.HighsCallbackType
_METHODS = {
    _Kind.kCallbackSimplexInterrupt: "simplex",
    _Kind.kCallbackIpmInterrupt: "interior point",
    _Kind.kCallbackMipInterrupt: "branch and bound",
}


class Watch:
    """What is heard during the runs for one goal, and what is told of them."""

    def __init__(self, goal: str, listener: Listener | None, *, whole: bool) -> None:
        """With `whole`, branch and bound is told of; else the linear methods."""
        self._goal = goal
        self._listener = listener
        self._whole = whole
        self._began = time.perf_counter()
        self._next = self._began + EVERY_SECONDS
        self._stop: Callable[[], object] | None = None
        self._log = InteriorLog()

    @contextlib.contextmanager
    def over(self, highs: highspy.Highs) -> Iterator[None]:
        """Listen to what is run inside; afterwards raise what was kept back."""
        logged = self._listener is not None and not self._whole
        self._log = InteriorLog()
        with self._signals_kept():
            highs.setCallback(self._heard, None)
            for kind in (*_METHODS, *([_Kind.kCallbackLogging] if logged else [])):
                highs.startCallback(kind)
            try:
                # Lines are made only with the flag; none goes to the console.
                highs.setOptionValue("log_to_console", False)
                highs.setOptionValue("output_flag", logged)
                yield
            finally:
                highs.setOptionValue("output_flag", False)
                # HiGHS would keep this object alive, and neither could ever be collected.
                highs.setCallback(None, None)
        if self._stop is not None:
            self._stop()

    def _heard(
        self,
        kind: cb.HighsCallbackType,
        message: str,
        out: cb.HighsCallbackOutput,
        answer: cb.HighsCallbackInput,
        data: Any,
    ) -> None:
        """What HiGHS calls; nothing may be raised here."""
        if kind == _Kind.kCallbackLogging:
            self._log.read(message)
            return
        if self._stop is None and self._listener:
            try:
                self._tell(self._listener, kind, out)
            except BaseException as error:  # raised again after the run
                self._stop = _raiser(error)
        if self._stop is not None:
            answer.user_interrupt = True

    def _tell(
        self, listener: Listener, kind: cb.HighsCallbackType, out: cb.HighsCallbackOutput
    ) -> None:
        now = time.perf_counter()
        if now < self._next or (kind == _Kind.kCallbackMipInterrupt) is not self._whole:
            return
        self._next = now + EVERY_SECONDS
        value, bound, iterations = self._reached(kind, out)
        gap = None if value is None else relative_gap(value, bound)
        seconds = now - self._began
        listener(Progress(self._goal, value, bound, gap, seconds, _METHODS[kind], iterations))

    def _reached(
        self, kind: cb.HighsCallbackType, out: cb.HighsCallbackOutput
    ) -> tuple[float | None, float | None, int | None]:
        """The value, the bound and the iterations, as far as HiGHS tells."""
        if kind == _Kind.kCallbackMipInterrupt:
            return _known(out.mip_primal_bound), _known(out.mip_dual_bound), None
        if kind == _Kind.kCallbackSimplexInterrupt:
            return None, None, max(0, out.simplex_iteration_count)
        step = self._log.step
        return (None, None, None) if step is None else (step.value, step.bound, step.iterations)

    @contextlib.contextmanager
    def _signals_kept(self) -> Iterator[None]:
        """Keep an interrupt back, where Python would handle it: in the main thread."""
        usual = signal.getsignal(signal.SIGINT)
        if threading.current_thread() is not threading.main_thread() or not callable(usual):
            yield
            return

        def keep(number: int, frame: FrameType | None) -> None:
            self._stop = lambda: usual(number, frame)

        signal.signal(signal.SIGINT, keep)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, usual)


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _raiser(error: BaseException) -> Callable[[], object]:
    def again() -> None:
        raise error

    return again
