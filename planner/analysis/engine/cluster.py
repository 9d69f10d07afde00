"""The work is shared out among the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from planner.analysis.engine.engine import Run, Work
from planner.analysis.engine.program import program
from planner.errors import InputError, NoPlanError, Place, fault
from planner.messages import said

ENGINE = Place("--engine")
# Seconds until a scheduler that does not answer is said not to be there.
PATIENCE = 10
# How many chunks wait for each worker.
WAITING = 2

Client = Any  # what speaks to a scheduler has no types


@dataclass(frozen=True)
class Cluster:
    """The workers that a scheduler at host:port knows; each has this version of the program."""

    address: str

    @contextmanager
    def ready(self, work: Work[Any, Any, Any], given: object) -> Iterator[Run[Any, Any]]:
        """As every engine does. What a worker that goes away had begun others begin anew."""
        with self._client() as client:
            self._check(client)
            # a task of its own, so that it is there again after every worker has gone away
            shared = client.submit(_shared, work, given, pure=False)
            yield partial(_run, client, shared)

    def _client(self) -> Client:
        try:
            from distributed import Client
        except ImportError:
            raise fault(said("cluster-not-installed")) from None
        try:
            return Client(f"tcp://{self.address}", timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise fault(said("cluster-not-there", why=why), place=ENGINE) from None

    def _check(self, client: Client) -> None:
        """Raises `InputError` where nobody is there, or somebody has another program."""
        mine = dict(program())
        found = client.run(_seen, on_error="return")
        if not found:
            raise fault(said("cluster-empty"), place=ENGINE, seen=self.address)
        for worker, seen in sorted(found.items()):
            if seen != mine:
                raise _stranger(worker, seen, mine)


def _run(
    client: Client, shared: Any, chunks: Mapping[int, Sequence[Any]]
) -> Iterator[tuple[int, list[Any]]]:
    """The chunks, with a few under way at any time."""
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    coming, under_way, finished = (
        iter(chunks.items()),
        dict[Any, int](),
        as_completed(loop=client.loop),
    )

    def begin() -> None:
        if (chunk := next(coming, None)) is not None:
            future = client.submit(_chunk, shared, list(chunk[1]), pure=False)
            under_way[future] = chunk[0]
            finished.add(future)

    for _ in range(WAITING * max(1, sum(client.nthreads().values()))):
        begin()
    try:
        while under_way:
            future = next(finished)
            number = under_way.pop(future)
            try:
                answers = future.result()
            except KilledWorker as error:
                raise NoPlanError("limit", said("worker-lost")) from error
            begin()
            yield number, answers
    finally:
        client.cancel(list(under_way))


def _stranger(worker: str, seen: object, mine: Mapping[str, str]) -> InputError:
    """What is another at a worker, which would give other numbers."""
    if isinstance(seen, Mapping):
        other = {name: seen.get(name, "") for name in mine if seen.get(name) != mine[name]}
        allowed = ", ".join(f"{name} {mine[name][:12]}" for name in other)
        told = ", ".join(f"{name} {value[:12]}" for name, value in other.items())
    else:
        allowed, told = f"planner {mine['planner']}", str(seen).partition("\n")[0][:120]
    what = said("cluster-other-program", worker=worker, mine=allowed)
    return fault(what, place=ENGINE, seen=told)


def _seen() -> dict[str, str]:
    return dict(program())


def _shared[Given](work: Work[Any, Any, Any], given: Given) -> tuple[Work[Any, Any, Any], Given]:
    return work, given


def _chunk(shared: tuple[Work[Any, Any, Any], object], tasks: Sequence[Any]) -> list[Any]:
    work, given = shared
    return [work(given, task) for task in tasks]
