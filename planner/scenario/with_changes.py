"""A scenario with changes, checked as if it had been written so."""

from __future__ import annotations

from planner.scenario.loading import from_mapping
from planner.scenario.rewriting import Changes, Written
from planner.scenario.schema.scenario import Scenario


def with_changes(scenario: Scenario, changes: Changes) -> Scenario:
    """The scenario with other values at dotted paths, without its sliders.

    Raises `InputError` where a path names nothing, or the scenario then breaks a rule.
    """
    return from_mapping(Written(scenario).changed(changes))
