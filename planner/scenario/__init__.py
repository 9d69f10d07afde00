"""What a planner writes: schema, provenance, loading with positions, rules, changes."""

from planner.scenario.book import factbook_of
from planner.scenario.checks import doubts as check
from planner.scenario.loading import Loaded, from_mapping, load, load_with_places
from planner.scenario.located import located, located_faults
from planner.scenario.schema.scenario import Scenario
from planner.scenario.yaml_out import to_yaml

__all__ = [
    "Loaded",
    "Scenario",
    "check",
    "factbook_of",
    "from_mapping",
    "load",
    "load_with_places",
    "located",
    "located_faults",
    "to_yaml",
]
