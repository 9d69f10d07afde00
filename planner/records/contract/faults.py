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


class HardLimitPart(Part):
    """A value of the scenario that cannot be kept together with others."""

    path: str
    words: str
    file: str
    line: int | None
    column: int | None
    cell: str | None
    amount: float | None
    unit: str
    first: str | None
    """The first and the last day on which it stands in the way."""
    last: str | None
    missing: float | None
    """How much more it would have to be if the others were kept, below 0 how much less."""


class ContradictionPart(Part):
    """Hard limits that no plan keeps to."""

    members: list[HardLimitPart]
    irreducible: bool
    """True where it is proven that without any one of them the others can be kept."""
    smallest: bool
    """True where it is proven that no fewer limits contradict each other."""


class Trouble(Part):
    """Why a command gave no answer, or what `planner check` found."""

    status: Literal["sound", "doubtful", "bad-input", "infeasible", "limit"]
    text: str
    """What is said where there is no single fault to show."""
    errors: int
    warnings: int
    faults: list[FaultPart]
    contradictions: list[ContradictionPart]
    """Why there is no plan, where hard limits contradict each other."""
