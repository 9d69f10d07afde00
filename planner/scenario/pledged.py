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


def equipment_share(pledge: Pledge, book: Factbook) -> float:
    """Share of its critical equipment that a unit holds in working order: that of the worst kind.

    1 where the contributor has not said what the unit holds: it is taken at its word.
    """
    critical = critical_list(pledge, book)
    if pledge.equipment is None or not critical:
        return 1.0
    shares = []
    for kind, needed in critical.items():
        holding = pledge.equipment.get(kind)
        working = holding.held.value * holding.serviceability.value if holding else 0.0
        shares.append(min(1.0, working / needed.value) if needed.value else 1.0)
    return min(shares)
