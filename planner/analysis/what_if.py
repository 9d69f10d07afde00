"""What the sliders of a scenario do: a plan at each of their positions, one slider at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.analysis.changed import Base, numbers_of, why_none
from planner.analysis.engine import engine_of, in_order, usual_size
from planner.analysis.headlines import headlines_of
from planner.analysis.unchanged import unchanged
from planner.errors import InputError, NoPlanError, fault
from planner.generation import with_phases_placed
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.provenance import Values
from planner.records.what_if import Position, Slider, WhatIf
from planner.scenario import Scenario, factbook_of
from planner.scenario.rewriting import Changes
from planner.scenario.what_if import Positions, positions_of
from planner.scenario.with_changes import with_changes

Progress = Callable[[str], None]


def what_if(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> WhatIf:
    """The numbers of the plan at every position of the sliders of a scenario.

    A position without a plan says why. With `workers` the plans are shared out among so many
    processes; the numbers are the same. Raises `InputError` where the scenario has no sliders or no
    number to move, `NoPlanError` where the scenario as it is has no plan.
    """
    engine = engine_of(workers)
    wanted = headlines_of(scenario, factbook_of(scenario))
    if not scenario.what_if:
        raise fault(said("no-sliders"), path=scenario.id)
    if not wanted:
        raise fault(said("nothing-to-swing"), path=scenario.id)
    scenario = with_phases_placed(scenario, options, progress)
    base = unchanged(scenario, wanted, options or SolveOptions(), progress).base
    sliders = {name: positions_of(scenario, slider) for name, slider in scenario.what_if.items()}
    tasks = [position.changes for of in sliders.values() for position in of.all if position.changes]
    found: list[Tried] = []
    with engine.ready(tried, base) as run:
        for one in in_order(run, tasks, usual_size(tasks)):
            found.append(one)
            progress(f"what if: {len(found)} of {len(tasks)}")
    answers = iter(found)
    made = (_slider(scenario, name, of, base, answers) for name, of in sliders.items())
    return WhatIf(wanted, base.values, tuple(made), base.asked.blocks)


@dataclass(frozen=True, slots=True)
class Tried:
    """The numbers at a position, or why there are none."""

    values: Values
    told: str = ""


def tried(base: Base, changes: Changes) -> Tried:
    """The numbers of the plan with changes, made as those of the plan without."""
    try:
        changed = with_changes(base.scenario, changes)
        return Tried(numbers_of(base, changed, solve=True).values)
    except (InputError, NoPlanError) as error:
        return Tried({}, why_none(error))


def _slider(
    scenario: Scenario, name: str, of: Positions, base: Base, answers: Iterator[Tried]
) -> Slider:
    """A slider with its numbers; `answers` are those of positions with changes, in their order."""
    positions = []
    for position in of.all:
        one = next(answers) if position.changes else Tried(base.values)
        positions.append(Position(position.label, one.values, one.told))
    return Slider(name, scenario.what_if[name].title, tuple(positions), of.base)
