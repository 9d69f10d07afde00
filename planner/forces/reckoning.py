"""A scenario with its pledges at the lowest or the highest strength that is still believable."""

from __future__ import annotations

from typing import Literal

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario

Strength = Literal["low", "base", "high"]


def at_strength(scenario: Scenario, book: Factbook, strength: Strength) -> Scenario:
    """The scenario with every unit at its low, base or high strength.

    A pledge without a range of its own has that of its standard unit; without any it stays as it
    is. What a unit under strength counts for falls with it.
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
    return pledge.model_copy(update={"personnel": taken})
