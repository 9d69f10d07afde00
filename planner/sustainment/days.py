"""The plan day by day: what is even over a period is spread over its days and rolled forward."""

from __future__ import annotations

import numpy as np

from planner.records.supply import StockCurves
from planner.sustainment.demand import Floats
from planner.sustainment.result import NOISE, Answer

ENOUGH_DAYS = 999.0


def stock_curves(answer: Answer) -> StockCurves:
    """Stock at the end of every day, and the days of supply it covers; [N, K, D].

    Days of supply is how long the stock would last with nothing coming in: the days of demand
    ahead that it covers, at most `ENOUGH_DAYS` where demand ends first.
    """
    stock = daily_stock(answer)
    net = answer.daily.net
    return StockCurves(
        sites=answer.problem.sites,
        items=answer.problem.items,
        start=answer.problem.grid.start,
        stock=stock,
        days_of_supply=_days_of_supply(stock, net),
        kept=answer.problem.keeps.any(axis=2),
    )


def daily_stock(answer: Answer) -> Floats:
    """[N, K, D] stock at the end of each day."""
    problem, grid = answer.problem, answer.problem.grid
    period = grid.period_of_day
    even = 1.0 / grid.lengths[period]
    change = (answer.received - answer.sold)[:, :, period] * even
    share_met = 1.0 - np.divide(
        answer.unmet, problem.demand, out=np.zeros_like(answer.unmet), where=problem.demand > 0
    )
    change -= answer.daily.net * share_met[:, :, period]
    _add_movements(answer, change, even)
    change[:, :, 0] += problem.opening
    stock: Floats = np.cumsum(change, axis=2)
    return np.where(np.abs(stock) < NOISE * (1 + problem.demand.max(initial=0.0)), 0.0, stock)


def _add_movements(answer: Answer, change: Floats, even: Floats) -> None:
    problem = answer.problem
    flows, period = problem.flows, problem.grid.period_of_day
    days = np.arange(len(period))
    by_leg = np.zeros((len(problem.legs), len(problem.items), problem.demand.shape[2]))
    by_leg[flows.leg, flows.item, flows.period] = answer.flow
    for number, leg in enumerate(problem.legs):
        leaving = by_leg[number][:, period] * even
        change[leg.origin] -= leaving
        arrival = days + leg.transit
        sent = (leg.transit >= 0) & (arrival < len(days))
        # two departures may arrive on one day where a season ends, so add one by one
        np.add.at(
            change[leg.destination].T, arrival[sent], leaving[:, sent].T * (1.0 - leg.loss)
        )


def _days_of_supply(stock: Floats, net: Floats) -> Floats:
    days = np.full(stock.shape, ENOUGH_DAYS)
    ahead = np.arange(net.shape[2] + 1, dtype=np.float64)
    for n, k in zip(*np.nonzero(net.any(axis=2)), strict=True):
        total = np.concatenate([[0.0], np.cumsum(net[n, k])])
        reached = total[1:] + np.maximum(stock[n, k], 0.0)
        # of equal totals the last counts: days without demand are covered for nothing
        last = np.searchsorted(total, reached * (1 + 1e-12) + 1e-12, side="right") - 1
        below = np.minimum(last, len(total) - 2)
        step = total[below + 1] - total[below]
        part = np.divide(reached - total[below], step, out=np.zeros_like(step), where=step > 0)
        covered = ahead[below] + np.clip(part, 0.0, 1.0) - ahead[1:]
        days[n, k] = np.where(last >= len(total) - 1, ENOUGH_DAYS, np.maximum(0.0, covered))
    return days
