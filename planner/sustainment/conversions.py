"""Items made into others at a site, and capacities that lanes or supplies share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import ItemId, LaneId, SiteId, SupplyId
from planner.scenario.schema.days import Window
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand import Floats
from planner.sustainment.grid import Grid

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Conversions:
    """C conversions: `site` [C]; `gives` [C, K] units of issue that one run gives, below zero for
    what it takes; `most` [C, T] runs in a period; `cost` [C] US dollars a run."""

    ids: tuple[str, ...]
    site: Ints
    gives: Floats
    most: Floats
    cost: Floats
    first_day: Ints
    """[C] the first day on which it can run."""


@dataclass(frozen=True)
class SharedLimits:
    """S limits: `most` [S, T] in a period, infinite outside the limit's days; `uses` [S, K] by one
    unit of issue; `lanes` [S, lanes] and `supplies` [S, supplies] true where their goods count."""

    ids: tuple[str, ...]
    most: Floats
    uses: Floats
    lanes: NDArray[np.bool_]
    supplies: NDArray[np.bool_]


def conversions_of(
    scenario: Scenario, sites: tuple[SiteId, ...], items: tuple[ItemId, ...], grid: Grid
) -> Conversions:
    """The conversions of a scenario, in the order of ids."""
    names = tuple(sorted(scenario.conversions))
    entries = [scenario.conversions[name] for name in names]
    gives = np.zeros((len(entries), len(items)))
    for c, entry in enumerate(entries):
        for item, figure in entry.gives.items():
            gives[c, items.index(item)] += figure.value
        for item, figure in entry.takes.items():
            gives[c, items.index(item)] -= figure.value
    return Conversions(
        ids=names,
        site=np.array([sites.index(entry.site) for entry in entries], dtype=np.int64),
        gives=gives,
        most=_rows(
            [_inside(e, grid, e.per_day.value if e.per_day else np.inf, 0.0) for e in entries], grid
        ),
        cost=np.array([entry.cost.value if entry.cost else 0.0 for entry in entries]),
        first_day=np.array(
            [entry.span(grid.start, int(grid.edges[-1]))[0] for entry in entries], dtype=np.int64
        ),
    )


def shared_limits_of(
    scenario: Scenario,
    items: tuple[ItemId, ...],
    lanes: tuple[LaneId, ...],
    supplies: tuple[SupplyId, ...],
    grid: Grid,
) -> SharedLimits:
    """The shared limits of a scenario, in the order of ids."""
    names = tuple(sorted(scenario.limits))
    entries = [scenario.limits[name] for name in names]
    uses = [[e.uses[item].value if item in e.uses else 0.0 for item in items] for e in entries]
    return SharedLimits(
        ids=names,
        most=_rows([_inside(e, grid, e.per_day.value, np.inf) for e in entries], grid),
        uses=np.array(uses).reshape(len(entries), len(items)),
        lanes=_named([[lane in e.lanes for lane in lanes] for e in entries], len(lanes)),
        supplies=_named([[s in e.supplies for s in supplies] for e in entries], len(supplies)),
    )


def _inside(window: Window, grid: Grid, a_day: float, outside: float) -> Floats:
    first, last = window.span(grid.start, int(grid.edges[-1]))
    inside = (grid.starts >= first) & (grid.edges[1:] <= last)
    return np.where(inside, a_day * grid.lengths if np.isfinite(a_day) else np.inf, outside)


def _rows(rows: list[Floats], grid: Grid) -> Floats:
    return np.array(rows).reshape(len(rows), len(grid.lengths))


def _named(rows: list[list[bool]], width: int) -> NDArray[np.bool_]:
    return np.array(rows, dtype=np.bool_).reshape(len(rows), width)
