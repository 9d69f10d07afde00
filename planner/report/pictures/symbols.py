"""The APP-6 codes of what stands in a picture; blank where none is known."""

from __future__ import annotations

from planner.records.deployment import ForceListLine
from planner.scenario import Scenario
from planner.scenario.symbols import symbol_of


def symbol_of_line(scenario: Scenario, line: ForceListLine) -> str:
    """The code of the units of one line of the force list."""
    return symbol_of(scenario, line.capability)
