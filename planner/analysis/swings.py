"""Figures at their ends: what is known at once, and what a plan must be made for."""

from __future__ import annotations

from dataclasses import dataclass

from planner.analysis.changed import Base, numbers_of, why_none
from planner.errors import InputError, NoPlanError
from planner.records.provenance import End, How
from planner.scenario.with_figure import with_figure


@dataclass(frozen=True, slots=True)
class Task:
    """One figure at one value; `solve` makes its supply plan whatever is known without it."""

    path: str
    at: float
    solve: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a task, and by how much the unchanged plan does not fit it."""

    end: End
    misfit: float = 0.0


def tried(base: Base, task: Task) -> Tried:
    """The numbers of the plan with one figure at another value."""
    try:
        changed = with_figure(base.scenario, task.path, task.at)
        found = numbers_of(base, changed, solve=task.solve)
    except (InputError, NoPlanError) as error:
        return Tried(End(task.at, How.NONE, {}, {}, why_none(error)))
    return Tried(End(task.at, found.how, found.values, found.estimates), found.misfit)
