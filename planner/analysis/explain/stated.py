"""The changes that a scenario states itself, each with its price."""

from __future__ import annotations

from planner.analysis.explain.levers import DAY, Lever
from planner.scenario import Scenario
from planner.scenario.remedies import kind_of_change, path_of, value_of
from planner.scenario.replacing import value_at


def stated_levers(scenario: Scenario) -> tuple[Lever, ...]:
    """The section `remedies` as values that may be changed, in the order of their names."""
    return tuple(_lever(scenario, name) for name in sorted(scenario.remedies))


def _lever(scenario: Scenario, name: str) -> Lever:
    remedy = scenario.remedies[name]
    path = path_of(remedy.change)
    before = value_at(scenario, path)
    unit = DAY if kind_of_change(scenario, remedy) == "day" else remedy.unit or ""
    cost = None if remedy.cost is None else remedy.cost.value
    furthest = value_of(scenario, remedy)
    return Lever(
        path, remedy.title or remedy.change, unit, before, furthest, remedy.step.value, cost
    )


def without_remedies(scenario: Scenario) -> Scenario:
    """The scenario alone: once one of its remedies is applied, there is nothing left to change."""
    return scenario.model_copy(update={"remedies": {}})
