"""The plan day by day: what is even over a period is spread over its days and rolled forward."""

from __future__ import annotations

import numpy as np

from planner.records.supply import StockCurves
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.policies import Floors
from planner.sustainment.problem import SupplyProblem

ENOUGH_DAYS = 999.0
NOISE = 1e-7


def stock_curves(
    problem: SupplyProblem, net: Floats, stock: Floats, nightly: Floors
) -> StockCurves:
    """Stock at the end of every day, and the days of supply it covers; [N, K, D].

    Days of supply is how long the stock would last with nothing coming in: the days of demand
    ahead that it covers, at most `ENOUGH_DAYS` where demand ends first. `nightly` is what policies
    ask for at the end of every day, [nightly.period].
    """
    noise = NOISE * (1 + problem.demand.max(initial=0.0))
    clean = np.where(np.abs(stock) < noise, 0.0, stock)
    kept = np.zeros(stock.shape[:2], dtype=np.bool_)
    np.logical_or.at(kept, problem.steps.site, problem.keeps)
    items = int((problem.issued_as == np.arange(len(problem.items))).sum())  # batches come last
    used, periods = net[:, :items], problem.grid.period_of_day
    low, high = (
        # a policy speaks of the end of a period; it is shown on every day of it
        _asked(problem.floors, problem.demand.shape, sign)[:, :items, periods]
        for sign in (1.0, -1.0)
    )
    low_days, high_days = (
        _days_asked(_asked(nightly, net.shape, sign)[:, :items], used) for sign in (1.0, -1.0)
    )
    return StockCurves(
        sites=problem.sites,
        items=problem.items[:items],
        start=problem.grid.start,
        stock=clean[:, :items],
        days_of_supply=_days_of_supply(clean[:, :items], used),
        low=low,
        high=high,
        low_days=low_days,
        high_days=high_days,
        kept=kept[:, :items],
    )


def _days_asked(asked: Floats, net: Floats) -> Floats:
    """[N, K, D] days of supply that the stock asked for would cover; NaN where none is."""
    unknown = np.isnan(asked)
    days = _days_of_supply(np.where(unknown, 0.0, asked), net)
    return np.where(unknown, np.nan, days)


def _asked(floors: Floors, shape: tuple[int, ...], sign: float) -> Floats:
    """[N, K, T] the most that floors ask for (sign 1), or the least that ceilings allow (-1), at
    the end of each period; NaN where none speaks."""
    extreme = np.full(shape, -np.inf)
    mine = floors.sign == sign
    cells = (floors.site[mine], floors.item[mine], floors.period[mine])
    np.maximum.at(extreme, cells, sign * floors.level[mine])
    return np.where(np.isfinite(extreme), sign * extreme, np.nan)


def daily_stock(
    problem: SupplyProblem, net: Floats, flow: Floats, passed: Floats, unmet: Floats
) -> Floats:
    """[N, K, D] stock at the end of each day, rolled forward from the first.

    `net` [N, K, D] is the demand of each day; `flow` [flows], `passed` (received less sold) and
    `unmet` [N, K, T] are those of the periods. Unmet demand is the same share of each day's.
    """
    period = problem.grid.period_of_day
    even = 1.0 / problem.grid.lengths[period]
    change = passed[:, :, period] * even - (net - unmet_by_day(problem, net, unmet))
    _add_movements(problem, flow, change, even)
    change[:, :, 0] += problem.opening
    stock: Floats = np.cumsum(change, axis=2)
    return stock


def unmet_by_day(problem: SupplyProblem, net: Floats, unmet: Floats) -> Floats:
    """[N, K, D] unmet demand of each day: the same share of each day's, for `unmet` [N, K, T]."""
    wanted = problem.demand > 0
    share = np.divide(unmet, problem.demand, out=np.zeros_like(unmet), where=wanted)
    daily: Floats = net * share[:, :, problem.grid.period_of_day]
    return daily


def _add_movements(problem: SupplyProblem, flow: Floats, change: Floats, even: Floats) -> None:
    flows, period = problem.flows, problem.grid.period_of_day
    days = np.arange(len(period))
    by_leg = np.zeros((len(problem.legs), len(problem.items), problem.demand.shape[2]))
    by_leg[flows.leg, flows.item, flows.period] = flow
    for number, leg in enumerate(problem.legs):
        leaving = by_leg[number][:, period] * even
        change[leg.origin] -= leaving
        arrival = days + leg.transit
        sent = (leg.transit >= 0) & (arrival < len(days))
        # two departures may arrive on one day where a season ends, so add one by one
        np.add.at(change[leg.destination].T, arrival[sent], leaving[:, sent].T * (1.0 - leg.loss))


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
