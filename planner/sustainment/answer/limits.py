"""Limits that bind: what a first small relief of each would save, from the duals of a solution.

A dual is a slope: it says what the first small relief would bring, not what a large one would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from planner.lp import Rows, Solution
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Bools, Ints, SupplyProblem
from planner.sustainment.result import Answer
from planner.sustainment.tonnes import tonnes_per_unit

SMALL = 1e-6


@dataclass(frozen=True)
class Limit:
    """The rows (or, of kind "supply", columns) that speak of one thing.

    `key` are the indices of that thing; `which` [R] its rows, counted inside the family; `period`
    [R] their periods; `a_day` [R] by how much a row is relieved by one more unit a day; `saves` [R]
    what that saves. Quantities of an item are in tonnes of it.
    """

    kind: str
    key: tuple[int, ...]
    which: Ints
    period: Ints
    a_day: Floats
    saves: Floats

    @property
    def binding(self) -> Ints:
        """The periods in which relief saves anything, in order."""
        return np.unique(self.period[self.saves > SMALL])

    @property
    def value(self) -> float:
        """What one more unit a day, over the whole window, saves at the first rate."""
        return float(self.saves[self.saves > SMALL].sum())

    @property
    def inside(self) -> Bools:
        """[R] true for the rows of the window from the first binding period to the last."""
        binding = self.binding
        inside: Bools = (self.period >= binding[0]) & (self.period <= binding[-1])
        return inside


def limits_of(answer: Answer, solution: Solution) -> tuple[Limit, ...]:
    """Every limit that binds in a solution with duals, in the order of the model."""
    found = [
        limit
        for rows in answer.rows
        if rows.family in READ
        for limit in _of_rows(rows, answer.problem, solution)
    ]
    return (*found, *_of_sources(answer, solution))


def _of_rows(rows: Rows, problem: SupplyProblem, solution: Solution) -> Iterator[Limit]:
    axes, when = READ[rows.family]
    period, a_day = when(rows, problem)
    keys = np.stack([rows.keys[axis] for axis in axes])
    # the dual is for one more unit in the row: of a rate, a row has as many as it has days
    yield from _by_key(rows.family, keys, period, a_day, -solution.dual_of(rows) * a_day)


def _of_sources(answer: Answer, solution: Solution) -> Iterator[Limit]:
    """Daily limits of sources are bounds of columns: a reduced cost below zero says they bind."""
    columns, problem = answer.variables.received, answer.problem
    if not columns.size:
        return
    which, period = columns.keys["supply"], columns.keys["period"]
    most: Floats = np.array([source.most for source in problem.supplies])[which, period]
    tonnes = tonnes_per_unit(problem)[[source.item for source in problem.supplies]]
    # the solution is in units of issue again, a limit in tonnes
    priced = np.where(np.isfinite(most), -solution.reduced_cost_of(columns), 0.0) / tonnes[which]
    a_day = problem.grid.lengths[period].astype(np.float64)
    yield from _by_key("supply", which[None], period, a_day, np.maximum(priced, 0.0) * a_day)


def _by_key(kind: str, keys: Ints, period: Ints, a_day: Floats, saves: Floats) -> Iterator[Limit]:
    things, row = np.unique(keys, axis=1, return_inverse=True)
    total = np.bincount(row, weights=np.where(saves > SMALL, saves, 0.0), minlength=things.shape[1])
    for thing in np.flatnonzero(total > SMALL):
        mine = np.flatnonzero(row == thing)
        key = tuple(int(index) for index in things[:, thing])
        yield Limit(kind, key, mine, period[mine], a_day[mine], saves[mine])


When = Callable[[Rows, SupplyProblem], tuple[Ints, Floats]]


def _each_day(rows: Rows, problem: SupplyProblem) -> tuple[Ints, Floats]:
    """A row speaks of one day, or of the end of it."""
    return problem.grid.period_of_day[rows.keys["day"]], np.ones(rows.size)


def _each_period(rows: Rows, problem: SupplyProblem) -> tuple[Ints, Floats]:
    period = rows.keys["period"]
    return period, problem.grid.lengths[period].astype(np.float64)


def _each_step(rows: Rows, problem: SupplyProblem) -> tuple[Ints, Floats]:
    step = problem.steps.of_day[rows.keys["site"], rows.keys["day"]]
    return problem.steps.period[step], problem.steps.days[step].astype(np.float64)


def _in_all(rows: Rows, problem: SupplyProblem) -> tuple[Ints, Floats]:
    """A row speaks of the whole plan; it is told as of its last day."""
    return np.full(rows.size, len(problem.grid.lengths) - 1), np.ones(rows.size)


# by family of rows: the axes that say what a row speaks of, and when it does
READ: dict[str, tuple[tuple[str, ...], When]] = {
    "fleet": (("fleet",), _each_day),
    "based": (("fleet", "site"), _each_day),
    "convoy": (("lane",), _each_period),
    "lane_capacity": (("lane",), _each_period),
    "shared_limit": (("limit",), _each_period),
    "storage": (("site", "group"), _each_day),
    "throughput": (("site",), _each_step),
    "handling": (("site", "mode"), _each_step),
    "sorties": (("site",), _each_step),
    "supply_total": (("supply",), _in_all),
}


@dataclass(frozen=True)
class Upstream:
    """What an item can come through on its way to a site: sites, legs (both true where so)."""

    item: int
    sites: Bools
    legs: Bools

    def touches(self, limit: Limit, problem: SupplyProblem) -> bool:
        """Could relief of the limit bring more of the item to the site?"""
        first, lanes = limit.key[0], problem.lane_of_leg[self.legs]
        match limit.kind:
            case "fleet":
                return bool((problem.fleet_of_leg[self.legs] == first).any())
            case "based":
                fleets = problem.fleet_of_leg[self.legs]
                return bool((fleets == first).any()) and bool(self.sites[limit.key[1]])
            case "lane_capacity" | "convoy":
                return bool((lanes == first).any())
            case "shared_limit":
                shared = problem.limits
                drawn = problem.supplies
                mine = [s for s, source in enumerate(drawn) if self._gives(problem, s)]
                through = shared.lanes[first, lanes].any() or shared.supplies[first, mine].any()
                return bool(shared.uses[first, self.item] != 0 and through)
            case "supply" | "supply_total":
                return self._gives(problem, first)
            case "storage":
                return bool(self.sites[first]) and limit.key[1] == problem.group[self.item]
            case _:
                return bool(self.sites[first])

    def _gives(self, problem: SupplyProblem, supply: int) -> bool:
        source = problem.supplies[supply]
        return source.item == self.item and bool(self.sites[source.site])


def upstream_of(problem: SupplyProblem, site: int, item: int) -> Upstream:
    """Backwards from a site over every leg that can carry the item."""
    sites = np.zeros(len(problem.sites), dtype=np.bool_)
    sites[site] = True
    carries = np.array([item in leg.items for leg in problem.legs], dtype=np.bool_)
    origin = np.array([leg.origin for leg in problem.legs], dtype=np.int64)
    ends = np.array([leg.destination for leg in problem.legs], dtype=np.int64)
    reached = -1
    while reached != sites.sum():
        reached = int(sites.sum())
        sites[origin[carries & sites[ends]]] = True
    return Upstream(item, sites, carries & sites[ends])
