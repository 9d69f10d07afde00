"""The numbers of a plan over the points of a sweep, each plan made from the scenario alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from planner.analysis.changed import Base, Numbers, numbers_of, why_none
from planner.analysis.engine import Engine, engine_of
from planner.analysis.engine.job import Job, answers
from planner.analysis.engine.program import program
from planner.analysis.headlines import headlines_of
from planner.analysis.ledger import Ledger
from planner.analysis.sweep.points import Points
from planner.analysis.unchanged import unchanged
from planner.errors import Fault, InputError, NoPlanError, fault
from planner.generation import with_phases_placed
from planner.lp import SolveOptions
from planner.messages import said
from planner.messages.plain import text_from, text_out
from planner.records.provenance import Headline, How, Values
from planner.records.publish import meta_part
from planner.records.sweep import Sweep, SweepPoint
from planner.scenario import Scenario, factbook_of
from planner.scenario.rewriting import Written
from planner.scenario.with_changes import with_changes

Progress = Callable[[str], None]
# Points that a worker takes at once where there are many. Where there are few each goes by itself,
# so that no worker waits for another's last ones. How they are put together hangs on nothing else.
CHUNK, MANY = 4, 64
# Values of a path that are looked at before anything is planned.
MOST_CHECKED = 200
# One in so many points is solved from nothing too, to see that the start changes no number.
CHECKED = 20


def sweep(
    scenario: Scenario,
    points: Points,
    options: SolveOptions | None = None,
    *,
    engine: Engine | None = None,
    ledger: Ledger | None = None,
    progress: Progress = lambda _: None,
) -> Sweep:
    """The numbers of the plan at every point of a sweep.

    A point without a plan says why. A value that cannot stand at its path, whatever the others are,
    is refused with `InputError` before anything is planned. The numbers are the same whatever the
    engine and however many workers it has; what a ledger has of the same sweep is not made again.
    Raises `InputError` where the scenario has no number to move, and `NoPlanError` where it has no
    plan as it is.
    """
    wanted = headlines_of(scenario, factbook_of(scenario))
    if not wanted:
        raise fault(said("nothing-to-swing"), path=scenario.id)
    _check_values(scenario, points)
    scenario = with_phases_placed(scenario, options, progress)
    made = unchanged(scenario, wanted, options or SolveOptions(), progress).base
    job = Job(
        work=at_point,
        given=Given(made, points.paths),
        tasks=[Put(put, number % CHECKED == CHECKED // 2) for number, put in enumerate(points.put)],
        about=_about(scenario, made, points),
        size=CHUNK if len(points.put) >= MANY else 1,
        out=_out,
        back=_back,
        name="sweep",
    )
    found = answers(job, engine or engine_of(), ledger, progress)
    return Sweep(
        design=points.design,
        paths=points.paths,
        headlines=wanted,
        base=made.values,
        points=tuple(found),
        blocks=made.asked.blocks,
        seed=points.seed,
        as_it_is=_as_it_is(scenario, points),
    )


def _as_it_is(scenario: Scenario, points: Points) -> int | None:
    """The number of the point that puts at each path what stands there."""
    written = Written(scenario)
    stands = {
        (path, repr(value)): written.is_as_it_is({path: value})
        for place, path in enumerate(points.paths)
        for value in _distinct(points, place)
    }
    for number, put in enumerate(points.put):
        at = zip(points.paths, map(repr, put), strict=True)
        if all(stands.get(key, False) for key in at):
            return number
    return None


def _distinct(points: Points, place: int) -> list[object]:
    """The values of a path, the first ones where they are very many."""
    found = {repr(put[place]): put[place] for put in points.put}
    return list(found.values())[:MOST_CHECKED]


def _check_values(scenario: Scenario, points: Points) -> None:
    """Raises `InputError` for every value that cannot stand at its path."""
    faults: dict[str, Fault] = {}
    for place, path in enumerate(points.paths):
        for value in _distinct(points, place):
            try:
                with_changes(scenario, {path: value})
            except InputError as error:
                faults |= {str(found): found for found in error.faults}
    if faults:
        raise InputError(list(faults.values()))


@dataclass(frozen=True)
class Given:
    """What every point is made from: the plan as it is, and the paths that are moved."""

    base: Base
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """What stands at each path, and whether the numbers are checked by a solve from nothing."""

    values: tuple[object, ...]
    checked: bool


def at_point(given: Given, put: Put) -> SweepPoint:
    """The numbers of the plan with these values at the paths, made as those of the plan without."""
    changes = dict(zip(given.paths, put.values, strict=True))
    try:
        changed = with_changes(given.base.scenario, changes)
        found = numbers_of(given.base, changed, solve=True)
        if put.checked and found.how is How.SOLVED and given.base.witness is not None:
            return _checked(given.base, changed, put, found)
    except (InputError, NoPlanError) as error:
        return SweepPoint(put.values, How.NONE, {}, why_none(error))
    return SweepPoint(put.values, found.how, found.values)


def _checked(base: Base, changed: Scenario, put: Put, found: Numbers) -> SweepPoint:
    """The point with its numbers solved from nothing, and how far from them the others were."""
    assert base.witness is not None
    alone = replace(base, witness=replace(base.witness, basis=None))
    again = numbers_of(alone, changed, solve=True)
    apart = max(
        (
            abs(found.values[name] - value) / max(1.0, abs(value))
            for name, value in again.values.items()
        ),
        default=0.0,
    )
    return SweepPoint(put.values, again.how, again.values, apart=apart)


def _about(scenario: Scenario, base: Base, points: Points) -> Mapping[str, object]:
    """Everything that the answers depend on."""
    meta = meta_part(scenario, base.asked.options)
    return {
        "kind": "sweep",
        "meta": meta.model_dump(mode="json"),
        "program": dict(program()),
        "options": asdict(base.asked.options),
        "blocks": base.asked.blocks,
        "paths": points.paths,
        "points": [list(put) for put in points.put],
        "seed": points.seed,
    }


def _out(point: SweepPoint) -> Any:
    values = {name.value: value for name, value in point.values.items()}
    return [list(point.put), point.how.value, values, text_out(point.told), point.apart]


def _back(seen: Any) -> SweepPoint:
    put, how, values, told, apart = seen
    known: Values = {Headline(name): float(value) for name, value in values.items()}
    return SweepPoint(tuple(put), How(how), known, text_from(told), apart)
