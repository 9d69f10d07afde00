"""What one unit of a pledge is: strength, quantity, cost, share of critical equipment."""

from __future__ import annotations

from planner.catalogue import Factbook
from planner.catalogue.ids import RequirementId
from planner.scenario.pledged import equipment_share, standard_of
from planner.scenario.schema.forces import Force
from planner.scenario.schema.pledges import Pledge


def unit_personnel(pledge: Pledge, book: Factbook) -> float:
    """Persons in one unit: its own word, nobody with an offer in kind, else the standard unit's."""
    if pledge.personnel is not None:
        return pledge.personnel.value
    return 0.0 if pledge.in_kind else standard_of(pledge, book).personnel.value


def unit_quantity(pledge: Pledge, book: Factbook) -> float:
    """What one unit gives of its capability.

    Its own word; else the standard unit's quantity, less in proportion where the unit is under
    strength and never more where it is over; else 1.
    """
    if pledge.quantity is not None:
        return pledge.quantity.value
    if pledge.unit is None:
        return 1.0
    standard = book.units[pledge.unit]
    full = standard.personnel.value
    people = full if pledge.in_kind else unit_personnel(pledge, book)
    return standard.quantity.value * (min(1.0, people / full) if full else 1.0)


def unit_cost(pledge: Pledge, requirement: RequirementId) -> float:
    """US dollars for one unit and its tour on a requirement: by its use there, else its own."""
    use = pledge.uses.get(requirement)
    cost = pledge.cost if use is None or use.cost is None else use.cost
    return 0.0 if cost is None else cost.value


def stated_use(pledge: Pledge, requirement: RequirementId) -> float | None:
    """What one unit gives on a requirement where the pledge says so for that one alone."""
    use = pledge.uses.get(requirement)
    return None if use is None or use.quantity is None else use.quantity.value


def readiness(pledge: Pledge, book: Factbook, force: Force) -> float:
    """What a unit counts for by its equipment: nothing below the force's critical share."""
    share = equipment_share(pledge, book)
    if force.critical_share is not None and share < force.critical_share.value:
        return 0.0
    return share
