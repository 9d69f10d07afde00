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

from planner.lp import (
    Goal,
    LinearModel,
    Listener,
    SolveOptions,
    Status,
    dot,
    dots,
    part_of,
    solve_in_order,
    telling,
)
from planner.scenario.schema.days import show_day
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Bools, Ints, SupplyProblem
from planner.sustainment.proof.expansion import Daily, fill_breaches, fits_all_rows
from planner.sustainment.proof.relaxation import last_days

# Share of all signs that the days to be solved again have together.
MARKED = 0.98
# A window of so many columns is solved in a quarter of a minute, and about as long as it is large.
LARGEST = 100_000
# A window pays where it takes away so much of what its days have of the whole; so many that do not,
# one after the other, say that no more can be had.
PAYS, PATIENCE = 0.1, 2
# Windows are compared on one model, so what they bring counts down to so little.
TRIFLE = 1e-9


@dataclass(frozen=True)
class Window:
    """The days `first` to `last`, counted from the start of the plan; both are in it."""

    first: int
    last: int

    def share(self, signs: Floats) -> float:
        """Which part of all signs [D] its days have."""
        return float(signs[self.first : self.last + 1].sum() / signs.sum())

    def shown(self, start: int) -> str:
        """The days as a planner reads them, of a plan that begins on the day `start`."""
        return f"{show_day(start + self.first)} to {show_day(start + self.last)}"


@dataclass(frozen=True, eq=False)
class Short:
    """A goal that is not near enough to its bound: its number, how far it is from that, and the
    days [D] that this is due to."""

    goal: int
    away: float
    signs: Floats


def repaired(
    daily: Daily,
    goals: Sequence[Goal],
    point: Floats,
    short: Short,
    options: SolveOptions,
    enough: Callable[[Floats], bool] = lambda _: False,
    progress: Callable[[str], None] = lambda _: None,
) -> Floats:
    """[daily columns] a point at least as good as `point`, goal after goal, with the days solved
    again that a goal is short by, until the values of all goals are `enough`, windows bring no more
    or the limit of time comes. Whole decisions stay as they are."""
    days, columns = days_of_columns(daily), np.arange(daily.model.num_columns)
    whole = daily.model.matrix().integer
    began, idle = time.perf_counter(), 0
    for window in windows(daily, days, short.signs):
        shown = f"sustainment: {window.shown(daily.grid.start)} by the day"
        progress(shown)
        inside = (days >= window.first) & (days <= window.last) & ~whole
        limited, told = _until(options, began), telling(progress, shown)
        found = _solved_again(daily, goals, point, columns[inside], limited, told)
        brought = dot(daily.costs[short.goal], point - found)
        hoped = short.away * window.share(short.signs)
        point, idle = found, 0 if brought > PAYS * hoped else idle + 1
        if idle == PATIENCE or limited.time_limit == 0.0 or enough(dots(daily.costs, point)):
            break
    return point


def _until(options: SolveOptions, began: float) -> SolveOptions:
    """The options with what is left of their time."""
    if options.time_limit is None:
        return options
    return replace(options, time_limit=max(0.0, options.time_limit - time.perf_counter() + began))


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
    """Days in which goods come from a source to wherever they can, and vehicles are back on every
    leg: the longest way and the longest round trip."""
    problem = daily.problem
    back = max((float(leg.round_trip.max(initial=0.0)) for leg in problem.legs), default=0.0)
    return max(int(np.ceil(back)), _longest_way(problem))


def _longest_way(problem: SupplyProblem) -> int:
    """Days of the quickest way from a source or a stock to the site that is furthest from any."""
    days = np.full(len(problem.sites), np.inf)
    days[[source.site for source in problem.supplies]] = 0.0
    days[(problem.opening > 0).any(axis=1)] = 0.0
    ends = np.array([(leg.origin, leg.destination) for leg in problem.legs], dtype=np.int64)
    ends = ends.reshape(-1, 2)
    open_days = [leg.transit[leg.transit >= 0] for leg in problem.legs]
    takes = np.array([leg.min() if leg.size else np.inf for leg in open_days])
    for _ in problem.sites:
        there = days.copy()
        np.minimum.at(there, ends[:, 1], days[ends[:, 0]] + takes)
        if np.array_equal(there, days):
            break
        days = there
    return int(days[np.isfinite(days)].max(initial=0.0))


def days_of_columns(daily: Daily) -> Ints:
    """[daily columns] the last day of each, counted from the start; -1 where it has none."""
    days = np.full(daily.model.num_columns, -1, dtype=np.int64)
    for columns in daily.model.column_families:
        found = last_days(columns, daily.grid)
        if found is not None:
            days[columns.part] = found - daily.grid.start
    return days


def _marked(signs: Floats, lead: int) -> Bools:
    """[D] the fewest days that have `MARKED` of the signs, and `lead` days before each of them."""
    order = np.argsort(-signs, kind="stable")
    many = int(np.searchsorted(np.cumsum(signs[order]), MARKED * signs.sum())) + 1
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
    daily: Daily,
    goals: Sequence[Goal],
    point: Floats,
    free: Ints,
    options: SolveOptions,
    on_progress: Listener,
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
    found = solve_in_order(model, wanted, options, on_progress=on_progress)
    if found.status is not Status.OPTIMAL:  # goals that were not reached may be anything
        return point
    better = point.copy()
    better[free] = np.clip(found.solution.values, *_bounds(daily, free))
    fill_breaches(daily.model, better)
    is_better = comes_first(dots(daily.costs, better), dots(daily.costs, point))
    return better if is_better and fits_all_rows(daily.model, better) else point


def _bounds(daily: Daily, free: Ints) -> tuple[Floats, Floats]:
    matrix = daily.model.matrix()
    return matrix.lower[free], matrix.upper[free]


def comes_first(one: Floats, other: Floats) -> bool:
    """Whether the first goal in which two plans differ is less in the one."""
    apart = np.flatnonzero(np.abs(one - other) > TRIFLE * (1.0 + np.abs(other)))
    return bool(apart.size) and bool(one[apart[0]] < other[apart[0]])
