"""A job of many tasks of one kind: done by an engine, and kept in a ledger as it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.analysis.engine.engine import Engine, Work, chunks_of
from planner.analysis.ledger import Ledger, run_key

Progress = Callable[[str], None]
# Seconds between two notices of how far it is.
NOTICE = 0.25


@dataclass(frozen=True)
class Job[Given, Task, Answer]:
    """What is to be done, and everything that the answers depend on (`about`).

    `out` makes plain data of an answer, of which `back` makes the same answer: every answer goes
    that way, whether it was kept or not.
    """

    work: Work[Given, Task, Answer]
    given: Given
    tasks: Sequence[Task]
    about: Mapping[str, object]
    size: int
    out: Callable[[Answer], Any]
    back: Callable[[Any], Answer]
    name: str


def answers[Given, Task, Answer](
    job: Job[Given, Task, Answer],
    engine: Engine,
    ledger: Ledger | None = None,
    progress: Progress = lambda _: None,
) -> list[Answer]:
    """The answers in the order of their tasks; what the ledger has of the same job is taken from
    there, and each chunk is kept as soon as it is done."""
    chunks = chunks_of(job.tasks, job.size)
    run = run_key({**job.about, "size": job.size})
    found: dict[int, list[Any]] = {}
    if ledger is not None:
        ledger.begin(run, job.about)
        kept = ledger.kept(run)
        found = {n: a for n, a in kept.chunks.items() if n in chunks and len(a) == len(chunks[n])}
    left = {number: tasks for number, tasks in chunks.items() if number not in found}
    if left:
        meter = Meter(job.name, len(job.tasks), sum(map(len, found.values())), progress)
        with engine.ready(job.work, job.given) as do:
            for number, made in do(left):
                plain = [job.out(answer) for answer in made]
                if ledger is not None:
                    ledger.keep(run, number, plain)
                found[number] = plain
                meter.more(len(plain))
    return [job.back(plain) for number in sorted(chunks) for plain in found[number]]


class Meter:
    """How far a job is, how fast it goes, and how long it will still take."""

    def __init__(self, name: str, of: int, before: int, tell: Progress) -> None:
        self.name, self.of, self.done, self.before, self.tell = name, of, before, before, tell
        self.began = self.told = time.monotonic()

    def more(self, count: int) -> None:
        """Note that so many more are done."""
        self.done += count
        now = time.monotonic()
        if now - self.told < NOTICE and self.done < self.of:
            return
        self.told = now
        rate = (self.done - self.before) / max(now - self.began, 1e-9)
        left = (self.of - self.done) / rate
        told = f"{self.name}: {self.done:,} of {self.of:,}, {rate:.3g} a second"
        self.tell(f"{told}, {_clock(left)} left" if self.done < self.of else told)


def _clock(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
