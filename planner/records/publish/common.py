"""Goals, loads and days in the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable

from planner.records import contract
from planner.records.forces import Goal
from planner.records.supply import Load
from planner.scenario.schema.days import show_day


def goal_parts(goals: Iterable[Goal]) -> list[contract.GoalPart]:
    """Goals in the order of the solve."""
    return [
        contract.GoalPart(goal=g.name, value=g.value, unit=g.unit, priority=g.priority)
        for g in goals
    ]


def load_fields(load: Load) -> dict[str, object]:
    """The fields of a load, as every part that has one takes them."""
    return {name: getattr(load, name) for name in contract.LoadPart.model_fields}


def shown(day: int | None) -> str | None:
    """A day as text; None where there is none."""
    return None if day is None else show_day(day)
