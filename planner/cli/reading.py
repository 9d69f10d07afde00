"""Reading a scenario that is to be solved, and saying where limits that contradict were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import NoPlanError

if TYPE_CHECKING:
    from planner.scenario import Loaded


def read(scenario: Path, changes: Iterable[str] | None) -> Loaded:
    """A checked scenario, with the places of its values."""
    from planner.scenario import load_with_places

    return load_with_places(scenario, changes or ())


@contextmanager
def places_told(loaded: Loaded) -> Iterator[None]:
    """Limits that contradict each other in what is done inside are told with their places."""
    from planner.scenario import located

    try:
        yield
    except NoPlanError as error:
        raise located(error, loaded.places) from None
