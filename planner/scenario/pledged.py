"""What one unit of a pledge is by its own word, or by that of its standard unit."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId
from planner.catalogue.schema import UnitType
from planner.scenario.schema.pledges import Pledge


def standard_of(pledge: Pledge, book: Factbook) -> UnitType:
    """The standard unit of a pledge that does not say for itself what it is."""
    # the schema lets no pledge pass that neither names a standard unit nor says what it is
    if pledge.unit is None:
        raise ValueError("a pledge without a standard unit must say what it is")
    return book.units[pledge.unit]


def capability_of(pledge: Pledge, book: Factbook) -> CapabilityId:
    """What a pledge gives: its own word, or its standard unit's."""
    return pledge.capability or standard_of(pledge, book).capability


def critical_list(pledge: Pledge, book: Factbook) -> Mapping[str, Figure]:
    """The critical equipment of one unit: its own list, or its standard unit's."""
    if pledge.critical or pledge.unit is None:
        return pledge.critical
    return book.units[pledge.unit].critical
