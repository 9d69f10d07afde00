"""Figures at their ends: what is known at once, and what a plan must be made for.

Each end is a trial of its own, made from the scenario and the unchanged plan alone, so the numbers
are the same however the trials are shared out among processes.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from planner.analysis.headlines import supply_values
from planner.analysis.trial import (
    Asked,
    Fielded,
    SupplyModel,
    fielded,
    quick_values,
    supply_case,
    supply_model,
    supply_outcome,
)
from planner.analysis.witness import Witness, is_same, verdict
from planner.errors import InputError, NoPlanError, listed
from planner.messages import joined, said
from planner.records.laydown import Laydown
from planner.records.provenance import End, How, Values
from planner.scenario import Scenario, factbook_of
from planner.scenario.with_figure import with_figure
from planner.sustainment.demand.daily import Floats

# Trials that a worker process takes at once: one is a tenth of a second where nothing is solved.
CHUNK = 8
TRIED_AT_ONCE = 64


@dataclass(frozen=True)
class Base:
    """The plan without any change."""

    scenario: Scenario
    asked: Asked
    values: Values
    fielded: Fielded | None
    witness: Witness | None


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
        return _tried(base, task)
    except InputError as error:
        told = [fault.what for fault in error.faults]
        why = said("swing.not-possible", why=told[0] if len(told) == 1 else listed(told))
    except NoPlanError as error:
        words = joined("list.semicolon", error.why) or error.what
        late = error.status == "limit"
        why = said("swing.limit") if late else said("swing.no-plan", why=words)
    return Tried(End(task.at, How.NONE, {}, {}, why))


def _tried(base: Base, task: Task) -> Tried:
    scenario, asked = with_figure(base.scenario, task.path, task.at), base.asked
    book, found, laydown = factbook_of(scenario), None, Laydown(())
    if asked.forces:
        found, laydown = fielded(scenario, book, asked.options, base.fielded)
    values = quick_values(scenario, book, found)
    how = How.UNCHANGED if found is base.fielded else How.SOLVED
    if base.witness is None:
        return Tried(End(task.at, how, values, {}))
    supply = supply_model(supply_case(scenario, laydown), asked)
    if is_same(base.witness, supply):
        return Tried(End(task.at, how, base.values | values, {}))
    if task.solve:
        outcome = supply_outcome(supply, asked.options)
        reached = [goal.value for goal in outcome.goals] + supply.constants
        return Tried(End(task.at, How.SOLVED, values | _supply(supply, reached), {}))
    return _judged(base.witness, supply, task, values)


def _judged(witness: Witness, supply: SupplyModel, task: Task, values: Values) -> Tried:
    """What the unchanged plan says of the changed one."""
    told = verdict(witness, supply)
    found = {} if told.values is None else _supply(supply, told.values)
    if told.known:
        return Tried(End(task.at, How.PROVEN, values | found, {}))
    return Tried(End(task.at, How.ESTIMATED, values, found), told.misfit)


def _supply(supply: SupplyModel, reached: Floats) -> Values:
    return supply_values(supply.ordered, reached.tolist())


# ------------------------------------------------------------------------------------- processes

_base: Base | None = None


def _begin(base: Base) -> None:
    global _base  # noqa: PLW0603 -- what a worker process is given once, not with each task
    _base = base


def _in_worker(task: Task) -> Tried:
    assert _base is not None
    return tried(_base, task)


Run = Callable[[Sequence[Task]], Iterator[Tried]]


@contextmanager
def pool(base: Base, workers: int) -> Iterator[Run]:
    """Yields a function that tries tasks in their order: here, or in so many other processes."""
    if workers == 1:
        yield lambda tasks: (tried(base, task) for task in tasks)
        return
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, context, _begin, (base,))
    try:
        yield lambda tasks: executor.map(_in_worker, tasks, chunksize=_chunk(tasks))
    except BrokenProcessPool as error:
        raise NoPlanError("limit", said("worker-lost")) from error
    finally:
        executor.shutdown(cancel_futures=True)


def _chunk(tasks: Sequence[Task]) -> int:
    return 1 if len(tasks) < TRIED_AT_ONCE else CHUNK
