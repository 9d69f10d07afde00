"""What commands of many plans share: who does the work, and where it is kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.options import workers_of
from planner.cli.reading import LEDGER
from planner.cli.trouble import tell_faults
from planner.errors import Place, fault
from planner.messages import said

if TYPE_CHECKING:
    from planner.analysis.engine import Engine
    from planner.analysis.ledger import Ledger


@dataclass(frozen=True)
class Doing:
    """The engine that does the work, and the ledger that keeps it, where one is asked for."""

    engine: Engine
    ledger: Ledger | None

    def tell_doubts(self) -> None:
        """Name on standard error what of the ledger was damaged."""
        if self.ledger is not None and self.ledger.doubts:
            tell_faults(self.ledger.doubts, sys.stderr, "doubtful")


def check_apart(ledger: Path | None, outputs: Sequence[Path]) -> None:
    """Raises `InputError` for a ledger that is one of the reports: they would be one file."""
    if ledger is not None and ledger.resolve() in {path.resolve() for path in outputs}:
        raise fault(said("ledger-is-output"), place=LEDGER, seen=str(ledger))


def doing(workers: int | None, engine: str | None, ledger: Path | None) -> Doing:
    """Who does the work and where it is kept; raises `InputError` for what cannot be used."""
    from planner.analysis.engine import engine_of
    from planner.analysis.ledger import Ledger

    if workers is not None and engine is not None:
        raise fault(said("sweep.engine-alone"), place=Place("--engine"), seen=engine)
    doer = engine_of(workers_of(workers), engine)
    return Doing(doer, None if ledger is None else Ledger(ledger))
