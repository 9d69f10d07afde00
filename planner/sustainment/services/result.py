"""From a solution to records; every goal is recomputed from these, without the solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.lp import check_goal
from planner.records.forces import Goal
from planner.records.services import Served, ServicePlan, ServicePoint, Unserved
from planner.sustainment.services.objective import ServiceGoal
from planner.sustainment.services.problem import ServiceProblem
from planner.sustainment.services.reach import Floats, Ints
from planner.sustainment.services.reasons import Reasons

# A share of the persons at a site below it is rounding of the solver.
NOISE = 1e-7


@dataclass(frozen=True)
class Placed:
    """A solved problem: `points` [P] placed, `share` [K] served, `uncovered` [G] share without."""

    points: Floats
    share: Floats
    uncovered: Floats


@dataclass(frozen=True)
class Entries:
    """[E] each: the persons of one cell who are served from one point."""

    cell: Ints
    point: Ints
    hours: Floats
    persons: Floats
    person_days: Floats


def entries_of(problem: ServiceProblem, placed: Placed) -> Entries:
    """Every cell beside every point that serves some of it, in the order of cells."""
    cells, links = problem.cells, problem.links
    used = np.flatnonzero(placed.share > NOISE)
    used = used[np.argsort(links.group[used], kind="stable")]
    first = np.searchsorted(links.group[used], cells.group, side="left")
    count = np.searchsorted(links.group[used], cells.group, side="right") - first
    cell = np.repeat(np.arange(len(cells.group)), count)
    within = np.arange(len(cell)) - np.repeat(np.cumsum(count) - count, count)
    link = used[first[cell] + within]
    share = np.minimum(placed.share[link], 1.0)
    return Entries(
        cell=cell,
        point=links.point[link],
        hours=links.hours[link],
        persons=share * cells.persons[cell],
        person_days=share * cells.person_days[cell],
    )


def read_back(
    problem: ServiceProblem, placed: Placed, reasons: Reasons, size: dict[str, int]
) -> ServicePlan:
    """The records of a solution, without its goals."""
    entries = entries_of(problem, placed)
    return ServicePlan(
        goals=(),
        points=tuple(_points(problem, placed, entries)),
        served=tuple(_served(problem, entries)),
        unserved=tuple(_unserved(problem, placed, reasons)),
        size=size,
        stopped_early=False,
    )


def checked_goals(
    plan: ServicePlan, ordered: Sequence[ServiceGoal], values: Sequence[float]
) -> Iterator[Goal]:
    """The goals recomputed from the records; `SolverError` where one is not the solver's value."""
    for goal, value in zip(ordered, values, strict=False):
        mine = recomputed(goal.goal.name, plan)
        check_goal(goal.goal.name, mine + goal.standing, value)
        yield Goal(goal.goal.name, mine, goal.unit, None)


def recomputed(name: str, plan: ServicePlan) -> float:
    """The value of a goal, from the records alone."""
    match name:
        case "uncovered":
            return sum(entry.person_days for entry in plan.unserved)
        case "cost":
            return sum(point.cost for point in plan.points)
        case "points":
            return float(sum(point.points - point.standing for point in plan.points))
    return sum(entry.person_days * entry.hours for entry in plan.served)


def _points(problem: ServiceProblem, placed: Placed, entries: Entries) -> Iterator[ServicePoint]:
    points, cells = problem.points, problem.cells
    for p in np.flatnonzero(placed.points > 0):
        mine = np.flatnonzero(entries.point == p)
        served = entries.cell[mine]
        periods = cells.period[served]
        persons = np.bincount(periods, weights=entries.persons[mine])
        standing, number = points.standing[p], placed.points[p]
        yield ServicePoint(
            service=problem.services[points.service[p]],
            site=problem.sites[points.site[p]],
            points=int(number),
            standing=int(standing),
            needed_from=int(problem.edges[periods.min()]) if len(mine) else None,
            until=int(problem.edges[periods.max() + 1]) if len(mine) else None,
            serves=tuple(problem.sites[n] for n in np.unique(cells.site[served])),
            persons=float(persons.max(initial=0.0)),
            person_days=float(entries.person_days[mine].sum()),
            farthest_hours=float(entries.hours[mine].max(initial=0.0)),
            cost=float((number - standing) * points.cost[p]),
        )


def _served(problem: ServiceProblem, entries: Entries) -> Iterator[Served]:
    cells, points = problem.cells, problem.points
    period, site = cells.period[entries.cell], cells.site[entries.cell]
    keys = (cells.service[entries.cell], site, points.site[entries.point])
    for run in _runs(keys, period, entries.hours):
        first = run[0]
        yield Served(
            service=problem.services[keys[0][first]],
            site=problem.sites[site[first]],
            point=problem.sites[keys[2][first]],
            start=int(problem.edges[period[first]]),
            until=int(problem.edges[period[run[-1]] + 1]),
            persons=float(entries.persons[run].max()),
            person_days=float(entries.person_days[run].sum()),
            hours=float(entries.hours[first]),
        )


def _unserved(problem: ServiceProblem, placed: Placed, reasons: Reasons) -> Iterator[Unserved]:
    cells = problem.cells
    share = placed.uncovered[cells.group]
    without = np.flatnonzero(share > NOISE)
    told = [reasons.of(int(cell), placed.points) for cell in without]
    number = {why: i for i, why in enumerate(dict.fromkeys(told))}
    why = np.array([number[entry] for entry in told], dtype=np.float64)
    keys = (cells.service[without], cells.site[without])
    for run in _runs(keys, cells.period[without], why):
        mine = without[run]
        cause, reason = told[run[0]]
        yield Unserved(
            service=problem.services[cells.service[mine[0]]],
            site=problem.sites[cells.site[mine[0]]],
            start=int(problem.edges[cells.period[mine[0]]]),
            until=int(problem.edges[cells.period[mine[-1]] + 1]),
            persons=float((share * cells.persons)[mine].max()),
            person_days=float((share * cells.person_days)[mine].sum()),
            cause=cause,
            reason=reason,
        )


def _runs(keys: tuple[Ints, ...], period: Ints, same: Floats) -> Iterator[Ints]:
    """Indices of entries with the same keys and the same value in periods without a gap."""
    if not len(period):
        return
    order = np.lexsort((period, *reversed(keys)))
    changes = np.diff(period[order]) != 1
    for key in (*keys, same):
        changes |= np.diff(key[order]) != 0
    yield from np.split(order, np.flatnonzero(changes) + 1)
