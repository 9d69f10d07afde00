"""The changes that a scenario states as possible, read as values of the scenario."""

from __future__ import annotations

from typing import Literal

from planner.catalogue.figure import Figure
from planner.scenario.document import KeyPath, as_index
from planner.scenario.replacing import written_at
from planner.scenario.schema.days import day_named
from planner.scenario.schema.remedies import Remedy
from planner.scenario.schema.scenario import Scenario
from planner.units import UnitError, convert, parse_quantity

Change = Literal["number", "day", "word"]


def path_of(change: str) -> KeyPath:
    """The steps of a dotted path; positions in lists stand as numbers."""
    steps = change.replace("[", ".").replace("]", "").split(".")
    return tuple(step if (index := as_index(step)) is None else index for step in steps)


def kind_of_change(scenario: Scenario, remedy: Remedy) -> Change | None:
    """What kind of value a remedy changes; None where its path leads to no such value, or `to` is
    none that could stand there."""
    try:
        before = written_at(scenario, path_of(remedy.change))
    except (KeyError, IndexError, TypeError):
        return None
    if isinstance(before, Figure):
        return None if _number(before, remedy) is None else "number"
    if isinstance(remedy.to, float | int):
        return None
    if isinstance(before, int) and not isinstance(before, bool):
        return None if _day(scenario, remedy.to) is None else "day"
    return "word" if isinstance(before, str) else None


def value_of(scenario: Scenario, remedy: Remedy) -> float | int | str:
    """How far a remedy may go, as a value of the scenario."""
    before = written_at(scenario, path_of(remedy.change))
    if isinstance(before, Figure):
        number = _number(before, remedy)
        assert number is not None
        return number
    if kind_of_change(scenario, remedy) == "day":
        day = _day(scenario, str(remedy.to))
        assert day is not None
        return day
    to: float | str = remedy.to
    return to


def _number(before: Figure, remedy: Remedy) -> float | None:
    """A number as it stands, or with a unit that converts to that of the figure."""
    if isinstance(remedy.to, float | int):
        return float(remedy.to)
    try:
        number, unit = parse_quantity(str(remedy.to))
        return number if not unit else convert(number, unit, before.unit or "")
    except UnitError:
        return None


def _day(scenario: Scenario, text: str) -> int | None:
    calendar = scenario.calendar
    return day_named(text, None if calendar is None else calendar.d_day)
