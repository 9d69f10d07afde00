"""The changes that a scenario states as possible, read as values of the scenario."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue.figure import Figure
from planner.scenario.document import KeyPath, path_of
from planner.scenario.replacing import written_at
from planner.scenario.rewriting import Written
from planner.scenario.schema.remedies import Remedy

Value = float | int | str


@dataclass(frozen=True)
class Change:
    """A value as it is and as far as it may go, both in the unit that the program keeps it in.

    `factor` is how many of these one unit of the remedy is: its step and its cost are for that.
    """

    path: KeyPath
    before: Value
    furthest: Value
    unit: str
    factor: float = 1.0

    @property
    def is_day(self) -> bool:
        """True for a day, which is a whole number without a unit."""
        return isinstance(self.before, int)


def change_of(written: Written, remedy: Remedy) -> Change | None:
    """What a remedy changes; None where its path leads to no number, day or word, or `to` is none
    that may stand there."""
    path = path_of(remedy.change)
    try:
        before = written_at(written.scenario, path)
    except (KeyError, IndexError, TypeError):
        return None
    if isinstance(before, Figure):
        return _of_figure(written, path, before, remedy)
    is_value = isinstance(before, int | str) and not isinstance(before, bool)
    furthest = written.read_as(path, remedy.to) if is_value else None
    if furthest is None or isinstance(remedy.to, float | int):
        return None
    return Change(path, before, furthest, "")


def _of_figure(written: Written, path: KeyPath, before: Figure, remedy: Remedy) -> Change | None:
    """A number as it stands, or in the unit of the remedy where that converts to its own."""
    unit = before.unit or ""
    plain = written.read_as(path, remedy.to)
    if isinstance(remedy.to, float | int) and remedy.unit:
        measured = written.read_as(path, f"{remedy.to:.15g} {remedy.unit}")
        if measured is not None and measured != plain:
            factor = float(measured) / remedy.to
            return Change(path, before.value, measured, unit, factor)
    return None if plain is None else Change(path, before.value, plain, unit)
