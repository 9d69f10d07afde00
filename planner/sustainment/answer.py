"""The answer of the room: what must stand where by when, what is unmet and why, what moves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue import Factbook
from planner.lp import Status
from planner.records.demand import SiteDemand
from planner.records.supply import (
    Breach,
    FirstFailure,
    Movement,
    PrepositionedStock,
    SupplyPlan,
    Unmet,
)
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.bottlenecks import bottlenecks
from planner.sustainment.days import stock_curves
from planner.sustainment.demand import DailyDemand
from planner.sustainment.loads import load_of
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.reach import NEVER
from planner.sustainment.result import Answer, prepositioned

# below a thousandth of a unit of issue and a millionth of the demand nothing is worth a line
SMALL_QUANTITY = 1e-3
SMALL_SHARE = 1e-6


def supply_plan(
    scenario: Scenario,
    book: Factbook,
    problem: SupplyProblem,
    daily: DailyDemand,
    answer: Answer,
    demand: SiteDemand,
) -> SupplyPlan:
    """The records that other rooms and reports read."""
    tight = bottlenecks(answer)
    unmet = tuple(_unmet(book, answer, [limit.id for limit in tight]))
    return SupplyPlan(
        goals=answer.goals,
        demand=demand,
        prepositioned=tuple(_prepositioned(book, answer)),
        unmet=unmet,
        breaches=tuple(_breaches(answer)),
        failures=tuple(_failures(daily, unmet)),
        movements=tuple(_movements(answer)),
        curves=stock_curves(problem, daily.net, answer.by_day),
        bottlenecks=tight,
        size=answer.size,
        stopped_early=answer.outcome.status is not Status.OPTIMAL,
    )


def _prepositioned(book: Factbook, answer: Answer) -> Iterator[PrepositionedStock]:
    problem = answer.problem
    there = prepositioned(answer)
    for n, k in zip(*np.nonzero(there > SMALL_QUANTITY), strict=True):
        need_by = int(problem.before.day[n])
        lead, source = _way_from_source(answer, int(n), int(k), need_by)
        yield PrepositionedStock(
            site=problem.sites[n],
            load=load_of(book, problem.items[k], float(there[n, k])),
            need_by=need_by,
            leave_by=need_by - 1 - lead,
            source=None if source is None else problem.sites[source],
        )


def _way_from_source(answer: Answer, site: int, item: int, need_by: int) -> tuple[int, int | None]:
    """Days of the fastest way that the plan uses before `need_by`, and the source it begins at.

    Backwards from the site: a label is the days still to go; the nearest source that gives the
    item before the day wins, and of equally near ones the first by name.
    """
    problem = answer.problem
    gives = answer.received[:, item, problem.grid.starts < need_by].sum(axis=1) > 0
    gives |= problem.opening[:, item] > 0
    used = _used_legs(answer, item, need_by)
    days = {site: 0}
    waiting = {site}
    while waiting:
        here = min(waiting, key=lambda n: (days[n], n))
        waiting.remove(here)
        if gives[here]:
            return days[here], here
        for origin, destination, transit in used:
            if destination == here and days[here] + transit < days.get(origin, NEVER):
                days[origin] = days[here] + transit
                waiting.add(origin)
    return 0, None


def _used_legs(answer: Answer, item: int, before: int) -> list[tuple[int, int, int]]:
    problem, flows = answer.problem, answer.problem.flows
    early = (answer.flow > SMALL_QUANTITY) & (flows.item == item)
    early &= problem.grid.starts[flows.period] < before
    fastest: dict[int, int] = {}
    for leg, period in zip(flows.leg[early], flows.period[early], strict=True):
        transit = int(problem.legs[leg].transit[problem.grid.starts[period] - problem.grid.start])
        fastest[int(leg)] = min(transit, fastest.get(int(leg), transit))
    return [
        (problem.legs[leg].origin, problem.legs[leg].destination, transit)
        for leg, transit in sorted(fastest.items())
    ]


def _unmet(book: Factbook, answer: Answer, tight: list[str]) -> Iterator[Unmet]:
    problem, grid = answer.problem, answer.problem.grid
    worth = answer.unmet > SMALL_QUANTITY + SMALL_SHARE * problem.demand
    for n, k in zip(*np.nonzero(worth.any(axis=2)), strict=True):
        for periods in _runs(np.flatnonzero(worth[n, k])):
            quantity = float(answer.unmet[n, k, periods].sum())
            start, until = int(grid.starts[periods[0]]), int(grid.edges[periods[-1] + 1])
            yield Unmet(
                site=problem.sites[n],
                item=problem.items[k],
                unit=book.items[problem.items[k]].unit,
                start=start,
                until=until,
                quantity=quantity,
                tonnes=quantity * float(problem.mass[k]),
                reason=_reason(answer, int(n), int(k), until, tight),
            )


def _reason(answer: Answer, n: int, k: int, until: int, tight: list[str]) -> str:
    earliest = int(answer.problem.earliest[n, k])
    if earliest >= NEVER:
        return "no lane and no source brings it there"
    if until <= earliest:
        return f"nothing can be there before {show_day(earliest)}"
    return f"limits that bind: {', '.join(tight[:3])}" if tight else "what is upstream runs out"


def _runs(periods: Ints) -> list[Ints]:
    return np.split(periods, np.flatnonzero(np.diff(periods) > 1) + 1)


def _breaches(answer: Answer) -> Iterator[Breach]:
    problem, floors = answer.problem, answer.problem.floors
    tonne_days = answer.breach * problem.mass[floors.item] * floors.days
    broken = np.flatnonzero(answer.breach > 0)
    keys = np.stack([floors.policy, floors.site, floors.item])[:, broken]
    for policy, site, item in np.unique(keys, axis=1).T:
        mine = broken[(keys == np.array([[policy], [site], [item]])).all(axis=0)]
        yield Breach(
            policy=floors.policies[policy],
            site=problem.sites[site],
            item=problem.items[item],
            start=int(problem.grid.starts[floors.period[mine].min()]),
            until=int(problem.grid.edges[floors.period[mine].max() + 1]),
            worst=float(answer.breach[mine].max()),
            tonne_days=float(tonne_days[mine].sum()),
        )


def _failures(daily: DailyDemand, unmet: tuple[Unmet, ...]) -> Iterator[FirstFailure]:
    first = daily.first_need()
    for n, k in zip(*np.nonzero(daily.net.any(axis=2)), strict=True):
        site, item = daily.sites[n], daily.items[k]
        planned = [entry.start for entry in unmet if (entry.site, entry.item) == (site, item)]
        yield FirstFailure(site, item, int(first[n, k]), min(planned, default=None))


def _movements(answer: Answer) -> Iterator[Movement]:
    problem, flows, grid = answer.problem, answer.problem.flows, answer.problem.grid
    for i in np.flatnonzero(answer.flow > SMALL_QUANTITY):
        leg, item, period = problem.legs[flows.leg[i]], int(flows.item[i]), int(flows.period[i])
        start = int(grid.starts[period])
        yield Movement(
            lane=leg.lane,
            fleet=leg.fleet,
            item=problem.items[item],
            start=start,
            until=int(grid.edges[period + 1]),
            arrives=start + int(leg.transit[start - grid.start]),
            quantity=float(answer.flow[i]),
            tonnes=float(answer.flow[i] * problem.mass[item]),
        )
