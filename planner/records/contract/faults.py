"""What is wrong with the input, as JSON: the object that `--errors json` prints."""

from __future__ import annotations

from typing import Literal

from planner.records.contract.part import Part


class FaultPart(Part):
    """One fault, or one thing that a careful reader would ask about."""

    severity: Literal["error", "warning"]
    code: str | None
    """The code of its message, the same in every language; null where it has none."""
    check: str | None
    """The name of the check that found it; null for what is wrong with a value by itself."""
    what: str
    path: str
    """The dotted path of the value in the scenario; empty where it has none."""
    file: str
    """The file, or the option of the command line; empty where neither is known."""
    line: int | None
    column: int | None
    cell: str | None
    """Sheet and cell, where it stands in a workbook or a table."""
    seen: str | None
    allowed: str | None
    nearest: str | None
    """The valid name that looks most like what was written."""
    remedy: str | None


class Trouble(Part):
    """Why a command gave no answer, or what `planner check` found."""

    status: Literal["sound", "doubtful", "bad-input", "infeasible", "limit"]
    text: str
    """What is said where there is no single fault to show."""
    errors: int
    warnings: int
    faults: list[FaultPart]
