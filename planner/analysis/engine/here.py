"""The work is done in this process, one chunk after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from planner.analysis.engine.engine import Run, Work


@dataclass(frozen=True)
class Here:
    """This process."""

    @contextmanager
    def ready(self, work: Work[Any, Any, Any], given: object) -> Iterator[Run[Any, Any]]:
        """As every engine does."""

        def run(chunks: Mapping[int, Sequence[Any]]) -> Iterator[tuple[int, list[Any]]]:
            for number, tasks in chunks.items():
                yield number, [work(given, task) for task in tasks]

        yield run
