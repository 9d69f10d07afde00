"""The changes that a scenario states itself, each with its price."""

from __future__ import annotations

from planner.analysis.explain.levers import DAY, Lever, step_of
from planner.catalogue.figure import Figure
from planner.scenario import Scenario
from planner.scenario.remedies import kind_of_change, path_of, value_of
from planner.scenario.replacing import value_at, written_at
from planner.scenario.schema.remedies import Remedy


def stated_levers(scenario: Scenario) -> tuple[Lever, ...]:
    """The section `remedies` as values that may be changed, in the order of their names."""
    return tuple(_lever(scenario, name) for name in sorted(scenario.remedies))


def _lever(scenario: Scenario, name: str) -> Lever:
    remedy = scenario.remedies[name]
    path = path_of(remedy.change)
    before = value_at(scenario, path)
    written = written_at(scenario, path)
    kept = written.unit if isinstance(written, Figure) else None
    unit = DAY if kind_of_change(scenario, remedy) == "day" else remedy.unit or kept or ""
    cost = None if remedy.cost is None else remedy.cost.value
    furthest = value_of(scenario, remedy)
    return Lever(
        path,
        remedy.title or remedy.change,
        unit,
        before,
        furthest,
        _step(remedy, before, furthest),
        cost,
    )


def _step(remedy: Remedy, before: object, furthest: object) -> float:
    """The smallest change of a value that makes sense."""
    if remedy.step is not None:
        return remedy.step.value
    numbers = [float(n) for n in (before, furthest) if isinstance(n, int | float)]
    whole = all(number.is_integer() for number in numbers)
    return 1.0 if whole or not numbers else step_of(numbers[0])


def without_remedies(scenario: Scenario) -> Scenario:
    """The scenario alone: once one of its remedies is applied, there is nothing left to change."""
    return scenario.model_copy(update={"remedies": {}})
