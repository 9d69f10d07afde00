"""The changes that a scenario states as possible, read as values of the scenario."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue.figure import Figure
from planner.scenario.document import KeyPath, as_index
from planner.scenario.replacing import read_as, written_at
from planner.scenario.schema.remedies import Remedy
from planner.scenario.schema.scenario import Scenario

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


def path_of(change: str) -> KeyPath:
    """The steps of a dotted path; positions in lists stand as numbers."""
    steps = change.replace("[", ".").replace("]", "").split(".")
    return tuple(step if (index := as_index(step)) is None else index for step in steps)


def change_of(scenario: Scenario, remedy: Remedy) -> Change | None:
    """What a remedy changes; None where its path leads to no number, day or word, or `to` is none
    that may stand there."""
    path = path_of(remedy.change)
    try:
        written = written_at(scenario, path)
    except (KeyError, IndexError, TypeError):
        return None
    if isinstance(written, Figure):
        return _of_figure(scenario, path, written, remedy)
    is_value = isinstance(written, int | str) and not isinstance(written, bool)
    furthest = read_as(scenario.model_copy(), path, remedy.to) if is_value else None
    if furthest is None or isinstance(remedy.to, float | int):
        return None
    return Change(path, written, furthest, "")


def _of_figure(scenario: Scenario, path: KeyPath, written: Figure, remedy: Remedy) -> Change | None:
    """A number as it stands, or in the unit of the remedy where that converts to its own."""
    whole, unit = scenario.model_copy(), written.unit or ""
    plain = read_as(whole, path, remedy.to)
    if isinstance(remedy.to, float | int) and remedy.unit:
        measured = read_as(whole, path, f"{remedy.to:.15g} {remedy.unit}")
        if measured is not None and measured != plain:
            factor = float(measured) / remedy.to
            return Change(path, written.value, measured, unit, factor)
    return None if plain is None else Change(path, written.value, plain, unit)
