"""Days of a scenario that move with a phase which has to wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from planner.catalogue.ids import PhaseId
from planner.scenario.document import KeyPath, dotted
from planner.scenario.rewriting import BESIDE
from planner.scenario.schema.days import OFFSET
from planner.scenario.schema.scenario import Scenario

# Sections whose days no phase carries: the calendar, and what a phase waits for.
HELD = frozenset({"calendar", "benchmarks", "gates", "due_diligence", "reports", "events", *BESIDE})
OWN = ("from", "until")


def days_in(scenario: Scenario) -> dict[str, int]:
    """Every day that is written in a scenario, by its dotted path."""
    shown = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    held = scenario.model_dump(mode="python", by_alias=True, exclude_unset=True)
    return {dotted(path): day for path, day in _days(shown, held, ())}


def _days(shown: Any, held: Any, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    """A day is held as a number and shown as an offset from D-day."""
    if isinstance(held, dict):
        for key, value in held.items():
            if key in shown and not (not path and key in HELD):
                yield from _days(shown[key], value, (*path, key))
    elif isinstance(held, tuple | list):
        for place, value in enumerate(held):
            yield from _days(shown[place], value, (*path, place))
    elif isinstance(held, int) and isinstance(shown, str) and OFFSET.fullmatch(shown):
        yield path, held


def matching(days: Mapping[str, int], pattern: str) -> dict[str, int]:
    """The days whose paths a pattern names: `*` stands for anything."""
    exact = pattern.replace("[", "[[]")
    return {path: day for path, day in days.items() if fnmatchcase(path, exact)}


def own_days(phase: PhaseId) -> tuple[str, ...]:
    """The paths of the days on which a phase begins and ends."""
    return tuple(dotted(("phases", phase, name)) for name in OWN)


def carried_days(scenario: Scenario, phase: PhaseId) -> dict[str, int]:
    """Every day that moves with a phase, by its dotted path: its own, and those that it carries."""
    days = days_in(scenario)
    found = {path: days[path] for path in own_days(phase) if path in days}
    for pattern in scenario.phases[phase].carries:
        found |= matching(days, pattern)
    return found
