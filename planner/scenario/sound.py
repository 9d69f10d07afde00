"""Whether a scenario whose values were replaced is still one that can be planned."""

from __future__ import annotations

from planner.scenario.loading import from_mapping
from planner.scenario.schema.scenario import Scenario


def proven_sound(scenario: Scenario) -> Scenario:
    """The scenario, checked against the schema and every rule as if it had been written so after
    values were replaced; raises `InputError`."""
    written = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings="none")
    written.pop("what_if", None)  # its sliders would be read beside what was replaced
    return from_mapping(written)
