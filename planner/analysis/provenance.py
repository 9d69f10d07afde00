"""Which figures move the numbers of a plan, and what they rest on.

Every figure of the register that has a low or a high is put there, alone, and the plan is made
again. What costs nothing is done for all: the gap, the fill, and whether the supply plan is touched
at all (see `planner.analysis.witness`). Of the figures that touch it, those are solved again that
move it most by an estimate; the others are told as estimated, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.headlines import headlines_of, supply_values
from planner.analysis.swings import Base, Run, Task, Tried, pool
from planner.analysis.tornado import tornado_of
from planner.analysis.trial import (
    Asked,
    Fielded,
    SupplyModel,
    fielded,
    quick_values,
    supply_case,
    supply_model,
)
from planner.analysis.witness import witness_of
from planner.catalogue.ids import ItemId
from planner.errors import NoPlanError, Place, fault, listed, nearest
from planner.forces.result import assignments
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.provenance import Effort, End, Headline, How, Provenance, Swung
from planner.records.shares import Shares, weight_shares
from planner.scenario import Scenario, factbook_of
from planner.scenario.provenance import RegisteredFigure, register, used_entries
from planner.sustainment import self_sufficiency_gap
from planner.sustainment.contradiction import contradiction
from planner.sustainment.demand.daily import Floats
from planner.sustainment.demand.lift import UNIT_EQUIPMENT
from planner.sustainment.goods.batches import item_of
from planner.sustainment.proof.attempt import Case
from planner.sustainment.proof.size import daily_size
from planner.sustainment.solve import SMALL_PLAN

Progress = Callable[[str], None]
DEFAULT_TOP = 15
# The longest block of days of a large supply plan: the same for the plan and for every swing.
BLOCKS = 30


@dataclass(frozen=True)
class _Ground:
    """The plan without any change, the items that move in it, and the tonnes that stand before."""

    base: Base
    items: frozenset[ItemId]
    prepositioned: tuple[tuple[ItemId, float], ...]


def provenance(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    headlines: Sequence[str] = (),
    figures: Sequence[str] = (),
    top: int | None = DEFAULT_TOP,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> Provenance:
    """The register of a scenario's plan, and what each figure with a range does to its numbers.

    Only for the numbers named in `headlines`, all where it is empty, and only of the `figures` at
    these paths or below them. The supply plan is made again for the `top` figures that move it most
    by an estimate; for every one with None, and for every one that is named. With `workers` the
    trials are shared out among so many processes; the numbers are the same.
    Raises `InputError` for a name that is none, or where there is no number to move, `NoPlanError`
    where the scenario as it is has no plan.
    """
    if workers < 1:
        raise fault(said("workers-below-one"), place=Place("--workers"), seen=str(workers))
    wanted = _headlines(scenario, headlines)
    ground = _ground(scenario, wanted, options or SolveOptions(), progress)
    book = factbook_of(scenario)
    every = register(scenario, book, used_entries(scenario, book, ground.items))
    ranged = _chosen(every, figures)
    with pool(ground.base, workers) as run:
        swung = _swung(ground.base, ranged, None if figures else top, run, progress)
    return Provenance(
        figures=every,
        swung=swung,
        unranged=tuple(entry for entry in every if not _has_range(entry)),
        tornadoes=tuple(tornado_of(name, ground.base.values[name], swung) for name in wanted),
        shares=_shares(scenario, ground, every),
        effort=_effort(ground.base, swung),
    )


def _headlines(scenario: Scenario, names: Sequence[str]) -> tuple[Headline, ...]:
    there = headlines_of(scenario, factbook_of(scenario))
    if not there:
        raise fault(said("nothing-to-swing"), path=scenario.id)
    known = [name.value for name in there]
    for name in names:
        if name not in known:
            place, near = Place("--headline"), nearest(name, known)
            what, allowed = said("unknown-headline"), listed(known)
            raise fault(what, place=place, seen=name, allowed=allowed, nearest=near)
    return tuple(name for name in there if not names or name in names)


def _chosen(
    every: Sequence[RegisteredFigure], paths: Sequence[str]
) -> tuple[RegisteredFigure, ...]:
    """The figures with a range; of named ones, all at or below each path."""
    ranged = tuple(entry for entry in every if _has_range(entry))
    if not paths:
        return ranged
    known = [entry.path for entry in every]
    for path in paths:
        if not any(_is_below(entry.path, path) for entry in every):
            near = nearest(path, known)
            what = said("no-such-figure")
            raise fault(what, place=Place("--figure"), seen=path, nearest=near)
        if not any(_is_below(entry.path, path) for entry in ranged):
            raise fault(said("figure-without-range"), place=Place("--figure"), seen=path)
    return tuple(e for e in ranged if any(_is_below(e.path, path) for path in paths))


def _is_below(path: str, above: str) -> bool:
    return path == above or path.startswith((f"{above}.", f"{above}["))


def _has_range(entry: RegisteredFigure) -> bool:
    ends = (entry.figure.low, entry.figure.high)
    return any(end is not None and end != entry.figure.value for end in ends)


# ------------------------------------------------------------------------------ the unchanged plan


def _ground(
    scenario: Scenario, wanted: tuple[Headline, ...], options: SolveOptions, progress: Progress
) -> _Ground:
    asked, book = Asked(wanted, options, None), factbook_of(scenario)
    found: Fielded | None = None
    if not asked.forces:
        return _without_supply(scenario, asked, None)
    progress("force generation")
    found, laydown = fielded(scenario, book, options)
    if not asked.supply:
        return _without_supply(scenario, asked, found)
    progress("sustainment: the plan as it is")
    case = supply_case(scenario, laydown)
    if daily_size(case)["daily"] > SMALL_PLAN:
        asked = Asked(wanted, options, BLOCKS)
    return _with_supply(scenario, asked, found, case)


def _without_supply(scenario: Scenario, asked: Asked, found: Fielded | None) -> _Ground:
    values = quick_values(scenario, factbook_of(scenario), found)
    return _Ground(Base(scenario, asked, values, found, None), frozenset(), ())


def _with_supply(scenario: Scenario, asked: Asked, found: Fielded | None, case: Case) -> _Ground:
    book = factbook_of(scenario)
    supply = supply_model(case, asked)
    try:
        witness, point = witness_of(supply, asked.options)
    except NoPlanError as error:
        if error.status != "infeasible":
            raise
        raise contradiction(case.scenario, case.book, supply.problem, asked.options) from None
    reached = (witness.values + witness.constants).tolist()
    values = quick_values(scenario, book, found) | supply_values(supply.ordered, reached)
    issued = {item_of(item) for item in supply.problem.items}
    items = frozenset(item if item in book.items else UNIT_EQUIPMENT for item in issued)
    tonnes = tuple(_prepositioned(supply, point))
    return _Ground(Base(scenario, asked, values, found, witness), items, tonnes)


def _prepositioned(supply: SupplyModel, point: Floats) -> Iterator[tuple[ItemId, float]]:
    """Tonnes of each item that stand at a site before the first troops reach it."""
    period = supply.problem.before.period
    sites = np.flatnonzero(period >= 0)
    columns = supply.variables.stock_at_end[sites, :, period[sites]]
    for site, item in zip(*np.nonzero(columns >= 0), strict=True):
        tonnes = float(point[columns[site, item]] * supply.problem.mass[item])
        yield item_of(supply.problem.items[item]), tonnes


# ---------------------------------------------------------------------------------------- swings


def _swung(
    base: Base,
    ranged: Sequence[RegisteredFigure],
    top: int | None,
    run: Run,
    progress: Progress,
) -> tuple[Swung, ...]:
    """Every figure at its ends: first what is known without a supply plan, then those chosen."""
    tasks = [Task(entry.path, at, top is None) for entry in ranged for at in _ends(entry)]
    found = _run(tasks, run, progress, "figures at their ends")
    if top is not None:
        again = [Task(t.path, t.at, True) for t in _most(base, tasks, found, top)]
        found |= _run(again, run, progress, "supply plans made again")
    return tuple(_figure(entry, found) for entry in ranged)


Found = dict[tuple[str, float], Tried]


def _run(tasks: Sequence[Task], run: Run, progress: Progress, what: str) -> Found:
    found: Found = {}
    for number, (task, tried) in enumerate(zip(tasks, run(tasks), strict=True), start=1):
        found[task.path, task.at] = tried
        progress(f"{what}: {number} of {len(tasks)}")
    return found


def _ends(entry: RegisteredFigure) -> Iterator[float]:
    ends = (entry.figure.low, entry.figure.high)
    yield from (end for end in ends if end is not None and end != entry.figure.value)


def _figure(entry: RegisteredFigure, found: Found) -> Swung:
    low, high = (
        found[entry.path, at].end
        if at is not None and (entry.path, at) in found
        else End(at, How.AS_IT_IS, {}, {})
        for at in (entry.figure.low, entry.figure.high)
    )
    return Swung(entry, low, high)


def _most(base: Base, tasks: Sequence[Task], found: Found, top: int) -> list[Task]:
    """The tasks of the figures that move the supply plan most, by what is estimated of them.

    What is estimated of each number counts as a share of the most that is estimated of it for any
    figure; where it is the same, the figure that the unchanged plan fits worse comes first.
    """
    open_ = [t for t in tasks if found[t.path, t.at].end.how is How.ESTIMATED]
    most = {name: _largest(base, open_, found, name) for name in base.asked.headlines}
    rank: dict[str, tuple[float, float]] = {}
    for task in open_:
        tried = found[task.path, task.at]
        moved = (_moved(base, tried, name) / most[name] for name in most if most[name] > 0)
        mine = (max(moved, default=0.0), tried.misfit)
        rank[task.path] = max(mine, rank.get(task.path, mine))
    chosen = set(sorted(rank, key=lambda path: (*(-part for part in rank[path]), path))[:top])
    return [task for task in open_ if task.path in chosen]


def _largest(base: Base, tasks: Sequence[Task], found: Found, name: Headline) -> float:
    return max((_moved(base, found[t.path, t.at], name) for t in tasks), default=0.0)


def _moved(base: Base, tried: Tried, name: Headline) -> float:
    return abs(tried.end.estimates.get(name, base.values[name]) - base.values[name])


# ------------------------------------------------------------------------------------- the answer


def _effort(base: Base, swung: Sequence[Swung]) -> Effort:
    ends: dict[str, int] = {}
    for figure in swung:
        for end in figure.ends:
            if end.how is not How.AS_IT_IS:
                ends[end.how.value] = ends.get(end.how.value, 0) + 1
    return Effort(
        figures=len(swung),
        ends=dict(sorted(ends.items())),
        blocks=base.asked.blocks,
        left_open=sum(figure.is_open for figure in swung),
    )


def _shares(scenario: Scenario, ground: _Ground, every: Sequence[RegisteredFigure]) -> Shares:
    book = factbook_of(scenario)
    found = ground.base.fielded
    assigned = assignments(found.filled) if found is not None else ()
    gap = self_sufficiency_gap(scenario, book)
    return weight_shares(scenario, book, every, gap, assigned, ground.prepositioned)
