"""What a hard limit is: one value of the scenario, the rows it stands behind, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.catalogue import Factbook
from planner.lp import Group, Part, Rows
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.contradiction.model import HardModel
from planner.sustainment.demand.daily import Floats
from planner.sustainment.goods.loads import mass_t
from planner.sustainment.problem import Ints, SupplyProblem

type Path = tuple[str | int, ...]
type Days = tuple[Ints, Ints]


@dataclass(frozen=True, eq=False)
class Limit:
    """One value that stands behind limits of the model.

    `path` leads to the value, `code` and `values` are its words in the catalogue, with its
    `amount` in `unit`; what gives way by 1 in the model is `per_way` of that. `sign` is -1 where
    it gives way by getting smaller. `days` are the first and the last day of each row, then of
    each column; None where it is of all days. With `gated` the limit holds only where a whole
    decision is taken, and nobody can say how far it alone would have to give way.
    """

    path: Path
    code: str
    values: dict[str, object]
    amount: float | None
    unit: str
    group: Group
    per_way: float = 1.0
    sign: float = 1.0
    days: Days | None = None
    gated: bool = False


@dataclass(frozen=True, eq=False)
class Source:
    """What limits are made from."""

    scenario: Scenario
    book: Factbook
    hard: HardModel

    @cached_property
    def tonnes(self) -> Floats:
        """[K] tonnes of one unit of issue; 1 for an item without mass, which keeps its unit."""
        mass = np.array([mass_t(self.book, item) for item in self.problem.items])
        return np.where(mass > 0, mass, 1.0)

    @property
    def problem(self) -> SupplyProblem:
        """The problem in tonnes."""
        return self.hard.problem

    def rows(self, family: str) -> Rows:
        """A family of rows of the model."""
        return self.hard.model.rows(family)

    def days_of(self, rows: Rows, members: Ints) -> Days:
        """First and last day of rows that have a day or a period among their keys.

        The day of a site is that on which a step of it ends; that of vehicles is one day.
        """
        problem, keys = self.problem, rows.keys
        if "period" in keys:
            return self.days_of_periods(keys["period"][members])
        last = keys["day"][members]
        if "site" not in keys or rows.family == "based":
            return last + problem.grid.start, last + problem.grid.start
        step = problem.steps.of_day[keys["site"][members], last]
        return last - problem.steps.days[step] + 1 + problem.grid.start, last + problem.grid.start

    def days_of_periods(self, period: Ints) -> Days:
        """First and last day of periods."""
        edges = self.problem.grid.edges
        return edges[period], edges[period + 1] - 1


def by_key(*keys: Ints) -> Iterator[tuple[tuple[int, ...], Ints]]:
    """Each combination of keys that there is, with the positions that have it."""
    if not keys or not keys[0].size:
        return
    table = np.stack(keys)
    found, which = np.unique(table, axis=1, return_inverse=True)
    which = which.reshape(-1)
    for number, key in enumerate(found.T.tolist()):
        yield tuple(key), np.flatnonzero(which == number)


def rows_part(rows: Rows, members: Ints, weights: Floats | float = 1.0) -> Part:
    """Some rows of a family; a weight of nought counts as 1, as a lifted limit is lifted all."""
    each = np.broadcast_to(np.asarray(weights, dtype=np.float64), members.shape)
    return Part(rows.first + members, np.where(each > 0, each, 1.0))
