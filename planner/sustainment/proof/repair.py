"""A plan on blocks made better by the day: windows of days solved again, the rest as it is.

What a plan on blocks of days cannot say (more on one day than on the next) is put right where it
matters. The days on which a goal is worse than it might be, and those before them on which that can
be helped, are solved again with every goal in its order, on the daily model, while all other days
stay as the plan has them. Each window can only make the list of goals better.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.lp import Goal, LinearModel, SolveOptions, part_of, solve_in_order
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Bools, Ints
from planner.sustainment.proof.expansion import Daily, fits_all_rows
from planner.sustainment.proof.relaxation import last_days

# Share of all signs that the days to be solved again have together.
COVERED = 0.98
# A window of so many columns is solved in a quarter of a minute, and about as long as it is large.
LARGEST = 100_000
# Goals are sums that are right to about so much.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Window:
    """The days `first` to `last`, counted from the start of the plan; both are in it."""

    first: int
    last: int


def repaired(
    daily: Daily,
    goals: Sequence[Goal],
    point: Floats,
    signs: Floats,
    options: SolveOptions,
    enough: Callable[[Floats], bool] = lambda _: False,
) -> Floats:
    """[daily columns] a point at least as good as `point`, goal after goal, with the days solved
    again that have most of `signs` [D], until the values of all goals are `enough`."""
    days, columns = days_of_columns(daily), np.arange(daily.model.num_columns)
    whole = daily.model.matrix().integer
    began = time.perf_counter()
    for window in windows(daily, days, signs):
        inside = (days >= window.first) & (days <= window.last) & ~whole
        left = options.time_limit
        left = None if left is None else max(0.0, left - (time.perf_counter() - began))
        point = _solved_again(
            daily, goals, point, columns[inside], replace(options, time_limit=left)
        )
        if enough(daily.costs @ point):
            break
    return point


def windows(daily: Daily, days: Ints, signs: Floats) -> list[Window]:
    """The days with most of the signs and those before on which it can be helped; cut where they
    have too many columns, each part with half of the one before it. Most signs come first."""
    size = np.bincount(days[days >= 0], minlength=len(signs))
    marked = _marked(signs, lead_days(daily))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    found = [
        window
        for first, after in edges.reshape(-1, 2).tolist()
        for window in _cut(first, after, size)
    ]
    return sorted(found, key=lambda window: -signs[window.first : window.last + 1].sum())


def lead_days(daily: Daily) -> int:
    """Days in which goods are there, and vehicles back, on every leg: the longest round trip."""
    legs = daily.problem.legs
    longest = [max(leg.round_trip.max(initial=0.0), leg.transit.max(initial=0)) for leg in legs]
    return int(np.ceil(max(longest, default=0.0)))


def days_of_columns(daily: Daily) -> Ints:
    """[daily columns] the last day of each, counted from the start; -1 where it has none."""
    days = np.full(daily.model.num_columns, -1, dtype=np.int64)
    for columns in daily.model.column_families:
        found = last_days(columns, daily.grid)
        if found is not None:
            days[columns.part] = found - daily.grid.start
    return days


def _marked(signs: Floats, lead: int) -> Bools:
    """[D] the fewest days that have `COVERED` of the signs, and `lead` days before each of them."""
    order = np.argsort(-signs, kind="stable")
    many = int(np.searchsorted(np.cumsum(signs[order]), COVERED * signs.sum())) + 1
    marked = np.zeros(len(signs), dtype=np.bool_)
    for day in order[:many][signs[order[:many]] > 0]:
        marked[max(0, day - lead) : day + 1] = True
    return marked


def _cut(first: int, after: int, size: Ints) -> Iterator[Window]:
    """Windows of at most `LARGEST` columns over the days from `first` to before `after`."""
    while True:
        room = int(np.searchsorted(np.cumsum(size[first:after]), LARGEST, side="right"))
        last = min(after, first + max(2, room)) - 1
        yield Window(first, last)
        if last + 1 >= after:
            return
        first = (first + last + 1) // 2


def _solved_again(
    daily: Daily, goals: Sequence[Goal], point: Floats, free: Ints, options: SolveOptions
) -> Floats:
    """The point with its columns `free` at their best; as it was where that is not better."""
    model = LinearModel.of_matrix("window", part_of(daily.model.matrix(), free, point))
    wanted = [
        replace(goal, columns=np.flatnonzero(costs), coefficients=costs[np.flatnonzero(costs)])
        for goal, costs in zip(goals, daily.costs[:, free], strict=True)
        if costs.any()
    ]
    if not wanted:
        return point
    found = solve_in_order(model, wanted, options)
    if not found.status.has_solution:
        return point
    better = point.copy()
    better[free] = np.clip(found.solution.values, *_bounds(daily, free))
    is_better = comes_first(daily.costs @ better, daily.costs @ point)
    return better if is_better and fits_all_rows(daily.model, better) else point


def _bounds(daily: Daily, free: Ints) -> tuple[Floats, Floats]:
    matrix = daily.model.matrix()
    return matrix.lower[free], matrix.upper[free]


def comes_first(one: Floats, other: Floats) -> bool:
    """Whether the first goal in which two plans differ is less in the one."""
    apart = np.flatnonzero(np.abs(one - other) > ROUNDING * (1.0 + np.abs(other)))
    return bool(apart.size) and bool(one[apart[0]] < other[apart[0]])
