"""The time grid: short periods where days matter, longer ones elsewhere.

A long period never reaches over a day on which something changes (an arrival, a hand-over, a phase,
the opening of a lane, a season, a supply), and whatever leaves, comes from a source or is used in
it is spread evenly over its days. What arrives may come in a part of it only: see `steps`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.records.laydown import Laydown
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.days import Window
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.external import change_days
from planner.sustainment.demand.lift import is_equipment
from planner.sustainment.demand.rates import months_by_day
from planner.sustainment.goods.batches import batch_days

Ints = NDArray[np.int64]
MARGIN_DAYS = 3


@dataclass(frozen=True)
class Grid:
    """Periods of the plan; T periods over D days."""

    edges: Ints
    """[T + 1] first day of each period, then the first day after the plan."""

    @property
    def start(self) -> int:
        """First day of the plan."""
        return int(self.edges[0])

    @property
    def starts(self) -> Ints:
        """[T] first day of each period."""
        return self.edges[:-1]

    @cached_property
    def lengths(self) -> Ints:
        """[T] days in each period."""
        return np.diff(self.edges)

    @property
    def days(self) -> range:
        """Every day of the plan."""
        return range(self.start, int(self.edges[-1]))

    @cached_property
    def period_of_day(self) -> Ints:
        """[D] the period that each day lies in."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def ending_on(self, day: int) -> int:
        """The period that ends with the night before `day`, or the last one before it; -1 where the
        plan starts later."""
        return int(np.searchsorted(self.edges[1:], day, side="right")) - 1


def grid_of(scenario: Scenario, laydown: Laydown, *, exact: bool = False) -> Grid:
    """The grid of a scenario; with `exact`, short periods throughout."""
    calendar = scenario.calendar
    assert calendar is not None
    short, long = int(calendar.step.value), int(calendar.long_step.value)
    fine = np.ones(calendar.end - calendar.start, dtype=np.bool_)
    if not exact:
        fine = _fine_days(scenario, laydown, calendar)
    changes = sorted(set(_changes(scenario, laydown, calendar)) | {calendar.end})
    edges = [calendar.start]
    while edges[-1] < calendar.end:
        day = edges[-1]
        is_fine = bool(fine[day - calendar.start])
        stop = min(change for change in changes if change > day)
        if not is_fine:
            ahead = np.flatnonzero(fine[day - calendar.start :])
            stop = min(stop, day + int(ahead[0])) if len(ahead) else stop
        edges.append(min(stop, day + (short if is_fine else long)))
    return Grid(np.array(edges, dtype=np.int64))


def coarse_grid(scenario: Scenario, laydown: Laydown, longest: int) -> Grid:
    """Blocks of about equal length, none longer than `longest` days nor over a day of change."""
    calendar = scenario.calendar
    assert calendar is not None
    exact = grid_of(scenario, laydown, exact=True)
    turns = np.array(sorted({calendar.start, *_changes(scenario, laydown, calendar), calendar.end}))
    turns = turns[(turns >= calendar.start) & (turns <= calendar.end)]
    count = -(-np.diff(turns) // longest)
    parts = [
        first + (np.arange(blocks) * (last - first)) // blocks
        for first, last, blocks in zip(turns[:-1], turns[1:], count, strict=True)
    ]
    edges = np.concatenate([*parts, turns[-1:]])
    return Grid(np.unique(np.concatenate([edges[np.isin(edges, exact.edges)], turns])))


def cut_at(grid: Grid, days: Iterable[int]) -> Grid:
    """A grid with an edge on these days too, as far as they lie in it."""
    inside = [day for day in days if grid.start < day < int(grid.edges[-1])]
    return Grid(np.union1d(grid.edges, np.array(inside, dtype=np.int64)))


def _fine_days(scenario: Scenario, laydown: Laydown, calendar: Calendar) -> NDArray[np.bool_]:
    fine = np.zeros(calendar.end - calendar.start, dtype=np.bool_)
    windows = calendar.fine
    if windows is None:
        windows = tuple(_where_it_matters(scenario, laydown, calendar))
    for window in windows:
        first, last = window.span(calendar.start, calendar.end)
        fine[first - calendar.start : last - calendar.start] = True
    return fine


def _where_it_matters(scenario: Scenario, laydown: Laydown, calendar: Calendar) -> Iterator[Window]:
    stated = [demand for demand in scenario.demands.values() if not is_equipment(demand.item)]
    if stated or not laydown.units:
        yield _window(calendar.start, calendar.end)
        return
    moving = [s.span(calendar.start, calendar.end)[0] for s in scenario.supplies.values()]
    first = calendar.start if scenario.stocks else min(moving, default=calendar.start)
    handed_over = [unit.hand_over for unit in laydown.units if unit.required_days is not None]
    last = max(handed_over, default=calendar.end)
    yield _window(first, max(first + 1, last))
    for phase in scenario.phases.values():
        for day in (phase.from_, phase.until):
            if day is not None:
                yield _window(day - MARGIN_DAYS, day + MARGIN_DAYS)


def _window(first: int, last: int) -> Window:
    return Window.model_construct(from_=first, until=last)


def _changes(scenario: Scenario, laydown: Laydown, calendar: Calendar) -> Iterator[int]:
    yield 0
    for unit in laydown.units:
        yield from (unit.own_stock_ends, *change_days(scenario, unit))
        for station in unit.stations:
            yield from (station.start, station.until)
    sections = (
        scenario.phases,
        scenario.lanes,
        scenario.fleets,
        scenario.supplies,
        scenario.demands,
        scenario.outlets,
        scenario.policies,
        scenario.conversions,
        scenario.limits,
    )
    windows: list[Window] = [window for section in sections for window in section.values()]
    lanes = scenario.lanes.values()
    shut: list[Window] = [part for lane in lanes for part in (*lane.seasons, *lane.closures)]
    for window in [*windows, *shut]:
        yield from (day for day in (window.from_, window.until) if day is not None)
    yield from batch_days(scenario)
    months = months_by_day(calendar)
    if months is not None:
        yield from (np.flatnonzero(np.diff(months)) + calendar.start + 1).tolist()
