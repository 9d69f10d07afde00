"""Which figures move the numbers of a plan, and what they rest on.

Every figure of the register that has a low or a high is put there, alone, and the plan is made
again. What costs nothing is done for all: the gap, the fill, and whether the supply plan is touched
at all (see `planner.analysis.witness`). Of the figures that touch it, those are solved again that
move it most by an estimate; the others are told as estimated, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from planner.analysis.changed import Base
from planner.analysis.engine import Run, engine_of, in_order, usual_size
from planner.analysis.headlines import headlines_of
from planner.analysis.swings import Task, Tried, tried
from planner.analysis.tornado import tornado_of
from planner.analysis.unchanged import Unchanged, unchanged
from planner.errors import Place, fault, listed, nearest
from planner.forces.result import assignments
from planner.generation import with_phases_placed
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.provenance import Effort, End, Headline, How, Provenance, Swung
from planner.records.shares import Shares, weight_shares
from planner.scenario import Scenario, factbook_of
from planner.scenario.provenance import RegisteredFigure, register, used_entries
from planner.sustainment import self_sufficiency_gap

Progress = Callable[[str], None]
DEFAULT_TOP = 15


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
    engine = engine_of(workers)
    wanted = _headlines(scenario, headlines)
    scenario = with_phases_placed(scenario, options, progress)
    ground = unchanged(scenario, wanted, options or SolveOptions(), progress)
    book = factbook_of(scenario)
    every = register(scenario, book, used_entries(scenario, book, ground.items))
    ranged = _chosen(every, figures)
    with engine.ready(tried, ground.base) as run:
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


# ---------------------------------------------------------------------------------------- swings


def _swung(
    base: Base,
    ranged: Sequence[RegisteredFigure],
    top: int | None,
    run: Run[Task, Tried],
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


def _run(tasks: Sequence[Task], run: Run[Task, Tried], progress: Progress, what: str) -> Found:
    found: Found = {}
    coming = in_order(run, tasks, usual_size(tasks))
    for number, (task, made) in enumerate(zip(tasks, coming, strict=True), start=1):
        found[task.path, task.at] = made
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


def _shares(scenario: Scenario, ground: Unchanged, every: Sequence[RegisteredFigure]) -> Shares:
    book = factbook_of(scenario)
    found = ground.base.fielded
    assigned = assignments(found.filled) if found is not None else ()
    gap = self_sufficiency_gap(scenario, book)
    return weight_shares(scenario, book, every, gap, assigned, ground.prepositioned)
