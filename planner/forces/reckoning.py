"""A scenario with its pledges at the lowest or the highest strength that is still believable."""

from __future__ import annotations

from typing import Any, Literal

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.forces.worth import unit_quantity
from planner.scenario.schema.pledges import Pledge, Use
from planner.scenario.schema.scenario import Scenario

Strength = Literal["low", "base", "high"]


def at_strength(scenario: Scenario, book: Factbook, strength: Strength) -> Scenario:
    """The scenario with every unit at its low, base or high strength.

    A pledge without a range of its own has that of its standard unit; without any it stays as it
    is. What a unit under strength counts for falls with it, by its own word too, but for equipment
    without troops.
    """
    if strength == "base":
        return scenario
    pledges = {name: _at(pledge, book, strength) for name, pledge in scenario.pledges.items()}
    return scenario.model_copy(update={"pledges": pledges})


def _at(pledge: Pledge, book: Factbook, strength: Strength) -> Pledge:
    figure = pledge.personnel
    if figure is None and pledge.unit is not None and not pledge.in_kind:
        figure = book.units[pledge.unit].personnel
    if figure is None:
        return pledge
    value: float | None = getattr(figure, strength)
    if value is None:
        return pledge
    taken: Figure = figure.model_copy(update={"value": value})
    update: dict[str, Any] = {"personnel": taken}
    if not pledge.in_kind and value < figure.value:
        update |= _under_strength(pledge, book, value / figure.value)
    return pledge.model_copy(update=update)


def _under_strength(pledge: Pledge, book: Factbook, share: float) -> dict[str, Any]:
    """What one unit says of itself that it gives, with a share of its persons.

    What it has from its standard unit needs no word: that falls with its personnel anyway.
    """
    fields: dict[str, Any] = {
        "uses": {name: _less(use, share) for name, use in pledge.uses.items()},
    }
    if pledge.quantity is not None or pledge.unit is None:
        fields["quantity"] = Figure(value=unit_quantity(pledge, book) * share)
    return fields


def _less(use: Use, share: float) -> Use:
    if use.quantity is None:
        return use
    less = use.quantity.model_copy(update={"value": use.quantity.value * share})
    return use.model_copy(update={"quantity": less})
