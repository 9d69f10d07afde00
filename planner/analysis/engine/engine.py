"""What every engine does: chunks of tasks, anywhere and in any order, with the same answers.

Each answer is made from what is given to all and from its own task, so it does not matter who makes
it, or after which other. What is given, the tasks and the answers travel between processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

type Work[Given, Task, Answer] = Callable[[Given, Task], Answer]
"""A function of a module, so that another process finds it by its name."""
type Run[Task, Answer] = Callable[
    [Mapping[int, Sequence[Task]]], Iterator[tuple[int, list[Answer]]]
]
"""Does chunks of tasks by number; yields the number of each and its answers as they are made."""


# Tasks that a worker takes at once where there are many: one takes a tenth of a second where
# nothing is solved.
CHUNK = 8
TRIED_AT_ONCE = 64


class Engine(Protocol):
    """Somebody who does the work."""

    def ready(
        self, work: Work[Any, Any, Any], given: object
    ) -> AbstractContextManager[Run[Any, Any]]:
        """The function that does chunks of tasks, as long as the context lasts.

        Raises `NoPlanError` where those who do the work go away and do not come back, `InputError`
        where they cannot be reached.
        """
        ...


def chunks_of[Task](tasks: Iterable[Task], size: int) -> dict[int, list[Task]]:
    """Tasks in chunks of a size, by the number of each chunk from 0."""
    every = list(tasks)
    return {n: every[at : at + size] for n, at in enumerate(range(0, len(every), size))}


def usual_size(tasks: Sequence[object]) -> int:
    """How many tasks go together where one takes from a tenth of a second to many seconds."""
    return 1 if len(tasks) < TRIED_AT_ONCE else CHUNK


def in_order[Task, Answer](
    run: Run[Task, Answer], tasks: Sequence[Task], size: int = 1
) -> Iterator[Answer]:
    """The answers in the order of their tasks, each as soon as those before it are there."""
    waiting: dict[int, list[Answer]] = {}
    due = 0
    for number, answers in run(chunks_of(tasks, size)):
        waiting[number] = answers
        while due in waiting:
            yield from waiting.pop(due)
            due += 1
