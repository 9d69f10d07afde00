"""The answer of the room: what must stand where by when, what is unmet and why, what moves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue import Factbook
from planner.lp import SolveOptions
from planner.records.demand import SiteDemand
from planner.records.flow import Hop
from planner.records.supply import Breach, FirstFailure, PrepositionedStock, SupplyPlan, Unmet
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.sustainment.answer.activity import (
    SMALL_QUANTITY,
    departures,
    item_demand,
    movements,
    receipts,
    uses,
)
from planner.sustainment.answer.bottlenecks import bottlenecks
from planner.sustainment.answer.chosen import choices, costs, repositionings, turnovers
from planner.sustainment.answer.kept import Kept
from planner.sustainment.answer.reasons import Reasons
from planner.sustainment.answer.spending import spending
from planner.sustainment.answer.ways import cost_along, way_from_source
from planner.sustainment.days import stock_curves, unmet_by_day
from planner.sustainment.demand.daily import DailyDemand
from planner.sustainment.demand.lift import is_equipment
from planner.sustainment.goods.loads import load_of
from planner.sustainment.problem import Ints
from planner.sustainment.result import Answer, prepositioned

# beside a thousandth of a unit of issue, below a millionth of the demand nothing is worth a line
SMALL_SHARE = 1e-6


def supply_plan(
    scenario: Scenario,
    book: Factbook,
    demand: SiteDemand,
    daily: DailyDemand,
    answer: Answer,
    priced: Answer,
    kept: Kept,
    options: SolveOptions,
) -> SupplyPlan:
    """The records that other rooms and reports read.

    `priced` is the answer whose model has duals: `answer` itself, or the one on blocks of days
    that it was mended from.
    """
    tight = bottlenecks(scenario, book, priced, options)
    unmet = tuple(_unmet(book, daily, answer, Reasons(scenario, book, answer, priced)))
    return SupplyPlan(
        goals=answer.goals,
        demand=demand,
        prepositioned=tuple(_prepositioned(book, answer)),
        unmet=unmet,
        breaches=tuple(_breaches(answer, kept)),
        failures=tuple(_failures(daily, unmet)),
        movements=tuple(movements(answer)),
        departures=tuple(departures(answer)),
        receipts=tuple(receipts(book, answer)),
        uses=tuple(uses(scenario, answer)),
        item_demand=tuple(item_demand(book, daily)),
        curves=stock_curves(answer.problem, daily.net, answer.by_day, kept.floors),
        choices=tuple(choices(answer)),
        turnovers=tuple(turnovers(book, answer)),
        repositionings=tuple(repositionings(answer)),
        costs=tuple(costs(answer)) if GoalName.COST in scenario.objective else (),
        spending=tuple(spending(daily, answer)),
        bottlenecks=tight,
        size=answer.size,
        stopped_early=answer.stopped_early,
    )


def _prepositioned(book: Factbook, answer: Answer) -> Iterator[PrepositionedStock]:
    problem = answer.problem
    there = prepositioned(answer)
    for n, k in zip(*np.nonzero(there > SMALL_QUANTITY), strict=True):
        need_by = int(problem.before.day[n])
        way = way_from_source(answer, int(n), int(k), need_by)
        quantity = float(there[n, k])
        yield PrepositionedStock(
            site=problem.sites[n],
            load=load_of(book, problem.items[k], quantity),
            need_by=need_by,
            leave_by=need_by - 1 - way.days,
            source=None if way.source is None else problem.sites[way.source],
            leaves_from=way.first,
            others=tuple(problem.sites[other] for other in way.others),
            way=tuple(Hop(problem.legs[leg].lane, problem.legs[leg].fleet) for leg in way.legs),
            cost=cost_along(answer, way, int(k), quantity),
        )


def _unmet(book: Factbook, daily: DailyDemand, answer: Answer, why: Reasons) -> Iterator[Unmet]:
    problem, grid = answer.problem, answer.problem.grid
    worth = answer.unmet > SMALL_QUANTITY + SMALL_SHARE * problem.demand
    by_day = unmet_by_day(problem, daily.net, answer.unmet)
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
                reason=why.of(int(n), int(k), until),
                by_day=tuple(by_day[n, k, start - grid.start : until - grid.start].tolist()),
            )


def _runs(periods: Ints) -> list[Ints]:
    return np.split(periods, np.flatnonzero(np.diff(periods) > 1) + 1)


def _breaches(answer: Answer, kept: Kept) -> Iterator[Breach]:
    problem, floors = answer.problem, kept.floors
    tonne_days = kept.breach * problem.mass[floors.item] * floors.days
    broken = np.flatnonzero(kept.breach > 0)
    keys = np.stack([floors.policy, floors.site, floors.item])[:, broken]
    for policy, site, item in np.unique(keys, axis=1).T:
        mine = broken[(keys == np.array([[policy], [site], [item]])).all(axis=0)]
        yield Breach(
            policy=floors.policies[policy],
            site=problem.sites[site],
            item=problem.items[item],
            start=kept.start + int(floors.period[mine].min()),
            until=kept.start + int(floors.period[mine].max()) + 1,
            worst=float(kept.breach[mine].max()),
            tonne_days=float(tonne_days[mine].sum()),
        )


def _failures(daily: DailyDemand, unmet: tuple[Unmet, ...]) -> Iterator[FirstFailure]:
    first = daily.first_need()
    for n, k in zip(*np.nonzero(daily.net.any(axis=2)), strict=True):
        site, item = daily.sites[n], daily.items[k]
        if is_equipment(item):  # a site does not live on it
            continue
        planned = [entry.start for entry in unmet if (entry.site, entry.item) == (site, item)]
        yield FirstFailure(site, item, int(first[n, k]), min(planned, default=None))
