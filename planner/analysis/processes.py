"""Many trials of one thing, here or shared out among processes: the answers are the same.

Each trial is made from what is given to all and from its own task, so it does not matter who makes
it, or after which other.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import Any

from planner.errors import NoPlanError, Place, fault
from planner.messages import said

# Trials that a worker process takes at once: one is a tenth of a second where nothing is solved.
CHUNK = 8
TRIED_AT_ONCE = 64

_work: Callable[[Any], Any] | None = None


def require_workers(workers: int) -> None:
    """Raises `InputError` where nobody is to do the work."""
    if workers < 1:
        raise fault(said("workers-below-one"), place=Place("--workers"), seen=str(workers))


@contextmanager
def pool[Given, Task, Tried](
    work: Callable[[Given, Task], Tried], given: Given, workers: int
) -> Iterator[Callable[[Sequence[Task]], Iterator[Tried]]]:
    """Yields a function that does tasks in their order: here, or in so many other processes.

    Raises `NoPlanError` where a process comes to an end before its answer.
    """
    if workers == 1:
        yield lambda tasks: (work(given, task) for task in tasks)
        return
    context = multiprocessing.get_context("spawn")
    with _deaf_to_interrupts():  # the one that keeps count of what they share is born here
        executor = ProcessPoolExecutor(workers, context, _begin, (work, given))

    def run(tasks: Sequence[Task]) -> Iterator[Tried]:
        with _deaf_to_interrupts():  # as its processes are born, and so remain
            coming = executor.map(_in_worker, tasks, chunksize=_chunk(tasks))
        return coming

    try:
        yield run
    except BrokenProcessPool as error:
        raise NoPlanError("limit", said("worker-lost")) from error
    finally:
        executor.shutdown(cancel_futures=True)


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
    global _work  # noqa: PLW0603 -- what a worker process is given once, not with each task
    _work = partial(work, given)


def _in_worker(task: Any) -> Any:
    assert _work is not None
    return _work(task)


def _chunk(tasks: Sequence[object]) -> int:
    return 1 if len(tasks) < TRIED_AT_ONCE else CHUNK
