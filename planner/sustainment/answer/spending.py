"""When the lines of the cost fall due, and for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from planner.records.chosen import Spending
from planner.scenario.schema.funding import Spent
from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.objective import cost_of_move, cost_of_run, cost_of_trip
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.result import Answer

SMALL_COST = 1e-4
# what a line names, and [names, T] US dollars
ByPeriod = tuple[Spent, Sequence[str], Floats]


def spending(daily: DailyDemand, answer: Answer) -> Iterator[Spending]:
    """Every line of the cost by what it is for and by period; a hundredth of a cent is nothing."""
    grid = answer.problem.grid
    for line, names, paid in _by_period(daily, answer):
        for n, period in zip(*np.nonzero(np.abs(paid) >= SMALL_COST), strict=True):
            start, until = int(grid.starts[period]), int(grid.edges[period + 1])
            yield Spending(line, names[n], start, until, float(paid[n, period]))
    for line, name, cost in _at_once(answer):
        if abs(cost) >= SMALL_COST:
            yield Spending(line, name, grid.start, grid.start + 1, cost)


def _by_period(daily: DailyDemand, answer: Answer) -> Iterator[ByPeriod]:
    problem, choices = answer.problem, answer.choices
    yield _bought(answer)
    flows = problem.flows
    lane = problem.lane_of_leg[flows.leg]
    moving = problem.costs.lane[lane, flows.item] * answer.flow
    shape = (len(problem.lanes), len(problem.grid.lengths))
    yield Spent.MOVING, problem.lanes, _summed(shape, lane, flows.period, moving)
    yield Spent.VEHICLES, problem.fleets, _vehicles(answer)
    nights = np.einsum("nkd,nk->nd", np.maximum(answer.by_day, 0.0), problem.costs.holding)
    yield Spent.HOLDING, problem.sites, _in_periods(problem, nights)
    names = [name or "emptied" for name in problem.conversions.entries]
    yield Spent.CONVERTING, names, problem.conversions.cost[:, None] * choices.converted
    yield Spent.RUNNING, problem.lanes, cost_of_run(problem) * choices.ran
    paid = np.array(list(daily.paid.values())).reshape(len(daily.paid), answer.by_day.shape[2])
    yield Spent.EXTERNAL, tuple(daily.paid), _in_periods(problem, paid)


def _bought(answer: Answer) -> ByPeriod:
    """What sources give, by the entry of the scenario."""
    problem, columns = answer.problem, answer.variables.received
    sources = problem.supplies
    amounts = answer.outcome.solution.of(columns) if columns.size else np.zeros(0)
    which = columns.keys["supply"]
    prices = np.array([source.price for source in sources])
    names = tuple(dict.fromkeys(source.entry for source in sources))
    row = np.array([names.index(source.entry) for source in sources], dtype=np.int64)
    shape = (len(names), len(problem.grid.lengths))
    paid = np.maximum(amounts, 0.0) * prices[which]
    return Spent.BUYING, names, _summed(shape, row[which], columns.keys["period"], paid)


def _vehicles(answer: Answer) -> Floats:
    """[fleets, T] of laden and of empty vehicles."""
    problem, basing = answer.problem, answer.problem.basing
    paid = np.zeros((len(problem.fleets), len(problem.grid.lengths)))
    carried = problem.fleet_of_leg >= 0
    trips = answer.trips * cost_of_trip(problem)
    np.add.at(paid, problem.fleet_of_leg[carried], trips[carried])
    move, period = np.nonzero(basing.there >= 0)
    moved = answer.choices.moved[move, period] * cost_of_move(problem)
    np.add.at(paid, (problem.fleet_of_leg[basing.leg[move]], period), moved)
    return paid


def _at_once(answer: Answer) -> Iterator[tuple[Spent, str, float]]:
    """What is opened and added, for the whole plan."""
    problem, choices = answer.problem, answer.choices
    openings, more = problem.openings, problem.expansions
    for n, cost in zip(openings.sites, openings.site_cost * choices.opened_site, strict=True):
        yield Spent.OPENING, problem.sites[n], float(cost)
    for n, cost in zip(openings.lanes, openings.lane_cost * choices.opened_lane, strict=True):
        yield Spent.OPENING, problem.lanes[n], float(cost)
    for name, cost in zip(more.labels, more.cost * choices.expanded, strict=True):
        yield Spent.ADDING, name, float(cost)


def _summed(shape: tuple[int, int], row: Ints, period: Ints, paid: Floats) -> Floats:
    found = np.zeros(shape)
    np.add.at(found, (row, period), paid)
    return found


def _in_periods(problem: SupplyProblem, daily: Floats) -> Floats:
    """[names, T] of what is paid by day."""
    found: Floats = np.add.reduceat(daily, problem.grid.edges[:-1] - problem.grid.start, axis=1)
    return found
