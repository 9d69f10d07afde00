"""Alternatives and the price of decisions in the words of the result contract."""

from __future__ import annotations

from planner.records import contract
from planner.records.alternatives import Alternative, Alternatives, Price
from planner.records.publish.common import alike, goal_parts
from planner.records.publish.forces import assignment_part


def alternatives_part(found: Alternatives) -> contract.AlternativesPart:
    """The best plan's goals, and every other plan."""
    return contract.AlternativesPart(
        within=found.within,
        goals=goal_parts(found.goals),
        others=[_other(other) for other in found.others],
    )


def _other(other: Alternative) -> contract.AlternativePart:
    return alike(
        contract.AlternativePart,
        other,
        goals=goal_parts(other.goals),
        assignments=[assignment_part(entry) for entry in other.assignments],
        moves=[alike(contract.MovePart, move) for move in other.moves],
    )


def price_part(price: Price) -> contract.PricePart:
    """What decisions cost, goal by goal."""
    return contract.PricePart(
        goals=[alike(contract.GoalChangePart, change, goal=change.name) for change in price.goals],
        requirements=[alike(contract.ShortfallChangePart, entry) for entry in price.requirements],
        moves=[alike(contract.MovePart, move) for move in price.moves],
    )
