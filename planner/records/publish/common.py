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
        contract.GoalPart(
            goal=g.name, value=g.value, unit=g.unit, priority=g.priority, bound=g.bound
        )
        for g in goals
    ]


def load_fields(load: Load) -> dict[str, object]:
    """The fields of a load, as every part that has one takes them."""
    return {name: getattr(load, name) for name in contract.LoadPart.model_fields}


def shown(day: int | None) -> str | None:
    """A day as text; None where there is none."""
    return None if day is None else show_day(day)


def alike[P: contract.Part](part: type[P], record: object, **changed: object) -> P:
    """A part whose fields are those of a record by the same names, but for those given.

    A day is given by its name: `alike(part, record, days=("start",))` shows `record.start`; the
    field `from_` shows the day `start`.
    """
    days = changed.pop("days", ())
    shown_days = {
        name: shown(getattr(record, {"from_": "start"}.get(name, name)))
        for name in days  # type: ignore[attr-defined]
    }
    fields = {
        name: getattr(record, name)
        for name in part.model_fields
        if name not in changed and name not in shown_days
    }
    return part(**fields, **shown_days, **changed)
