"""Reading a scenario that is to be solved, and saying where limits that contradict were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import InputError, NoPlanError, Place
from planner.writing import check_not_read

if TYPE_CHECKING:
    from planner.scenario import Loaded

LEDGER = Place("--ledger")


def read(
    scenario: Path,
    changes: Iterable[str] | None,
    outputs: Iterable[Path | None] = (),
    ledger: Path | None = None,
) -> Loaded:
    """A checked scenario, with the places of its values; raises `InputError` also where an output,
    or the ledger, is one of the files that it was read from, such as its parent or a table."""
    from planner.scenario import load_with_places

    loaded = load_with_places(scenario, changes or ())
    for output in outputs:
        if output is not None:
            check_not_read(output, *map(Path, loaded.files))
    if ledger is not None:
        check_not_read(ledger, *map(Path, loaded.files), place=LEDGER)
    return loaded


@contextmanager
def places_told(loaded: Loaded) -> Iterator[None]:
    """Limits that contradict each other in what is done inside are told with their places, and so
    are faults that name a path of the scenario alone."""
    from planner.scenario import located, located_faults

    try:
        yield
    except NoPlanError as error:
        raise located(error, loaded.places) from None
    except InputError as error:
        raise located_faults(error, loaded.places) from None
