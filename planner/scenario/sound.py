"""Whether a scenario whose values were replaced is still one that can be planned."""

from __future__ import annotations

from planner.scenario.loading import from_mapping
from planner.scenario.rewriting import BESIDE
from planner.scenario.schema.scenario import Scenario


def proven_sound(scenario: Scenario) -> Scenario:
    """The scenario, checked against the schema and every rule as if it had been written so after
    values were replaced; raises `InputError`."""
    written = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings="none")
    # sliders and disruptions are no part of what is planned, and would be read beside what was
    # replaced
    kept = {name: getattr(scenario, name) for name in BESIDE if written.pop(name, None)}
    return from_mapping(written).model_copy(update=kept)
