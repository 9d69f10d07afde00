"""The changes that a scenario states itself, each with its price."""

from __future__ import annotations

from dataclasses import replace

from planner.analysis.explain.levers import DAY, Lever, step_of
from planner.scenario import Scenario
from planner.scenario.remedies import Change, change_of
from planner.scenario.rewriting import Written
from planner.scenario.schema.remedies import Remedy


def stated_levers(scenario: Scenario) -> tuple[Lever, ...]:
    """The section `remedies` as values that may be changed, in the order of their names, but for
    those that are in place already. Where one has no price none counts: a sum of dollars and
    shares would say nothing."""
    written = Written(scenario)
    found = [_lever(written, scenario.remedies[name]) for name in sorted(scenario.remedies)]
    levers = [lever for lever in found if lever.before != lever.furthest]
    if any(lever.cost is None for lever in levers):
        levers = [replace(lever, cost=None) for lever in levers]
    return tuple(levers)


def _lever(written: Written, remedy: Remedy) -> Lever:
    change = change_of(written, remedy)
    assert change is not None  # a rule of the scenario says so
    unit = change.unit if change.unit or change.factor != 1.0 else remedy.unit or ""
    return Lever(
        path=change.path,
        title=remedy.title or remedy.change,
        unit=DAY if change.is_day else unit,
        before=change.before,
        furthest=change.furthest,
        step=_step(remedy, change),
        cost=None if remedy.cost is None else remedy.cost.value / change.factor,
    )


def _step(remedy: Remedy, change: Change) -> float:
    """The smallest change of a value that makes sense."""
    if remedy.step is not None:
        return remedy.step.value * change.factor
    ends = (change.before, change.furthest)
    numbers = [float(end) for end in ends if isinstance(end, int | float)]
    whole = all(number.is_integer() for number in numbers)
    return 1.0 if whole or not numbers else step_of(numbers[0])


def without_remedies(scenario: Scenario) -> Scenario:
    """The scenario alone: once one of its remedies is applied, there is nothing left to change."""
    return scenario.model_copy(update={"remedies": {}})
