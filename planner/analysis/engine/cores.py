"""The work is shared out among processes of this machine."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from planner.analysis.engine.engine import Run, Work
from planner.errors import NoPlanError
from planner.messages import said

# How many chunks wait for each process, so that none is idle and not all are sent at once.
WAITING = 2
# How often processes may go away one after another before any answer comes.
MOST_LOSSES = 3

_work: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Cores:
    """So many processes of this machine."""

    workers: int

    @contextmanager
    def ready(self, work: Work[Any, Any, Any], given: object) -> Iterator[Run[Any, Any]]:
        """As every engine does. Where a process goes away, others begin its chunks anew."""
        pool = _Pool(self.workers, work, given)
        try:
            yield pool.run
        finally:
            pool.close()


class _Pool:
    """Processes that know the work and what is given to all of it."""

    def __init__(self, workers: int, work: Work[Any, Any, Any], given: object) -> None:
        self.workers, self.begin = workers, (work, given)
        self.executor = self._executor()

    def run(self, chunks: Mapping[int, Sequence[Any]]) -> Iterator[tuple[int, list[Any]]]:
        """The chunks, each as soon as it is done."""
        left = dict(chunks)
        losses = 0
        while left:
            try:
                for number, answers in self._passed(left):
                    del left[number]
                    losses = 0
                    yield number, answers
            except BrokenProcessPool as error:
                losses += 1
                if losses >= MOST_LOSSES:
                    raise NoPlanError("limit", said("worker-lost")) from error
                self.close()
                self.executor = self._executor()

    def _passed(self, chunks: Mapping[int, Sequence[Any]]) -> Iterator[tuple[int, list[Any]]]:
        """The chunks, with a few under way at any time."""
        coming = iter(list(chunks.items()))
        under_way: dict[Future[list[Any]], int] = {}
        while True:
            while len(under_way) < WAITING * self.workers and (task := next(coming, None)):
                number, tasks = task
                with _deaf_to_interrupts():
                    under_way[self.executor.submit(_chunk, tasks)] = number
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=under_way.__getitem__):
                yield under_way.pop(future), future.result()

    def close(self) -> None:
        """Nothing more is begun, and what is under way is of no use to anyone."""
        processes = list((self.executor._processes or {}).values())
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()

    def _executor(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        with _deaf_to_interrupts():  # the one that keeps count of what they share is born here
            return ProcessPoolExecutor(self.workers, context, _begin, self.begin)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are begun inside do not hear an interrupt: it is for the one who waits for
    them, who hears it afterwards; none of them has anything to say about it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard: list[int] = []
    in_charge = threading.current_thread() is threading.main_thread()
    # a thread of a solver may hear it in place of this one: then it is only noted
    before = (
        signal.signal(signal.SIGINT, lambda *seen: heard.append(seen[0])) if in_charge else None
    )
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what they are born with
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if in_charge:
            signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


def _begin(work: Callable[[Any, Any], Any], given: object) -> None:
    global _work  # noqa: PLW0603 -- what a process is given once, not with each task
    _work = partial(work, given)


def _chunk(tasks: Sequence[Any]) -> list[Any]:
    assert _work is not None
    return [_work(task) for task in tasks]
