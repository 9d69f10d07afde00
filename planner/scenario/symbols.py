"""The unit symbols of a scenario: of its own capabilities and of those of the catalogue."""

from __future__ import annotations

from planner.catalogue import factbook
from planner.catalogue.ids import CapabilityId
from planner.catalogue.symbol import whole_code
from planner.scenario.schema.scenario import Scenario


def symbol_of(scenario: Scenario, capability: CapabilityId) -> str:
    """The APP-6D code of a capability, twenty digits with its echelon; blank where it has none."""
    own = scenario.capabilities.get(capability)
    entry = own or factbook().capabilities.get(capability)
    if entry is None or entry.symbol is None:
        return ""
    return whole_code(entry.symbol, entry.measure)
