"""What giving way would bring: the supply model with values of the scenario as columns.

A shortage, a stock or a cost is asked about by minimising it alone: goals that count before it stay
as good as they are, and what is short elsewhere gets no shorter. A value whose column has no price
there cannot help by itself, however far it goes: that is linear programming duality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.catalogue.ids import ItemId, SiteId
from planner.lp import (
    Columns,
    Goal,
    Relief,
    Rows,
    Session,
    Solution,
    SolveOptions,
    dot,
    relief_of,
    relieved,
)
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import Grid
from planner.sustainment.problem import Bools, Ints
from planner.sustainment.proof.attempt import Attempt, Case, Modelled, attempt, modelled

# What is smaller is rounding: tonnes, tonne-days or US dollars beside a value of 1.
SMALL = 1e-6
# By how much more than it was a goal may come to that is held where it is.
HELD = 1e-7


@dataclass(frozen=True)
class Target:
    """What is asked about: a sum of columns, in `unit`; `before` the place of its goal in the order
    of goals, `others` columns that get no larger than they are."""

    ids: Ints
    weights: Floats
    unit: str
    before: int
    others: Ints


@dataclass(frozen=True, eq=False)
class Strain:
    """A solved case, to be asked about."""

    case: Case
    grid: Grid
    options: SolveOptions
    found: Attempt

    @cached_property
    def built(self) -> Modelled:
        """The model as it was before it was solved."""
        return modelled(self.case, self.grid)

    @property
    def values(self) -> Floats:
        """[columns] the plan, in tonnes."""
        return self.found.outcome.solution.values

    def relief(self, changed: Case, amount: float) -> Relief | None:
        """What one unit of a value does, of which `amount` is changed in another case; None where
        it does more than move limits."""
        return relief_of(
            self.built.model.matrix(), modelled(changed, self.grid).model.matrix(), amount
        )

    def reached(self, target: Target) -> float:
        """What a target comes to in the plan."""
        return dot(self.values[target.ids], target.weights)

    def unmet(
        self, sites: Iterable[SiteId], items: Iterable[ItemId], first: int, until: int
    ) -> Target:
        """Demand of items at sites that is not met in periods touching the days [first, until)."""
        problem, keys = self.built.problem, self.built.variables.unmet.keys
        mine = np.isin(keys["site"], [problem.sites.index(site) for site in sites])
        mine &= np.isin(keys["item"], [problem.items.index(item) for item in items])
        starts, ends = self.grid.edges[:-1], self.grid.edges[1:]
        mine &= (starts[keys["period"]] < until) & (ends[keys["period"]] > first)
        priority = problem.priority[keys["item"]]
        worst = int(priority[mine].max(initial=0))
        others = ~mine & (priority <= worst)
        ids = self.built.variables.unmet.ids
        before = self._place(GoalName.UNMET, worst)
        return Target(
            ids[mine], self.built.solved.mass[keys["item"][mine]], "t", before, ids[others]
        )

    def breach(self, policy: str) -> Target:
        """By how much a policy is missed, tonne-days."""
        floors = self.built.solved.floors
        mine = floors.policy == floors.policies.index(policy)
        weights = (self.built.solved.mass[floors.item] * floors.days)[mine]
        ids = self.built.variables.breach.ids
        before = self._place(GoalName.POLICY, None)
        return Target(ids[mine], weights, "t-days", before, ids[~mine])

    def standing(self, site: SiteId, item: ItemId) -> Target:
        """Stock of an item that stands at a site before the first troops come, tonnes."""
        problem, variables = self.built.problem, self.built.variables
        n, period = problem.sites.index(site), problem.before.period
        batches = np.flatnonzero(problem.issued_as == problem.items.index(item))
        columns = variables.stock_at_end[n, batches, period[n]]
        kept = columns >= 0
        mass = self.built.solved.mass[batches[kept]]
        before = self._place(GoalName.PREPOSITIONED_TONNES, None)
        return Target(columns[kept], mass, "t", before, np.empty(0, np.int64))

    def cost(self, families: Sequence[str]) -> Target:
        """US dollars of the columns of some families, as the goal of cost counts them. Cost as a
        whole does not rise: a line that falls because another rises is not what is asked."""
        place = self._place(GoalName.COST, None)
        costs = self.built.ordered[place].goal.costs(self.built.model.num_columns)
        ids = np.concatenate([self.built.model.columns(family).ids for family in families])
        ids = ids[costs[ids] != 0]
        return Target(ids, costs[ids], "USD", place + 1, np.empty(0, np.int64))

    def _place(self, name: GoalName, priority: int | None) -> int:
        """The place of a goal in their order; after the last where the scenario has none such."""
        names = [
            (goal.name, goal.priority if name is GoalName.UNMET else None)
            for goal in self.built.ordered
        ]
        wanted = (name, priority)
        places = [i for i, found in enumerate(names) if found == wanted]
        return places[-1] if places else len(names)


def strain_of(case: Case, grid: Grid, options: SolveOptions, near: Strain | None = None) -> Strain:
    """Solve a case on a grid, from where one `near` it ended; raises `NoPlanError` where there is
    no plan."""
    found = attempt(case, grid, options, near=None if near is None else near.found)
    return Strain(case, grid, options, found)


class Question:
    """One target, and values that may be changed: how far each helps, alone or together.

    `most` [reliefs] is how far each may go. `slopes` [reliefs] is what the first unit of each takes
    off the target; None where the model has whole decisions, which have no prices.
    """

    def __init__(
        self, strain: Strain, target: Target, reliefs: Sequence[Relief], most: Sequence[float]
    ) -> None:
        self.target, self.most = target, np.asarray(most, dtype=np.float64)
        self._strain, self._reliefs = strain, tuple(reliefs)
        self._ways = relieved(strain.built.model.matrix(), reliefs)
        self._session = Session(self._ways.model, strain.options)
        self._size = self._ways.model.num_columns
        self._goal = Goal("target", target.ids, target.weights)
        self._hold(strain)
        base = self._minimise(np.zeros(len(reliefs)))
        self.least = base.objective
        self.slopes = self._slopes(base)
        self._duals = base.duals

    def _hold(self, strain: Strain) -> None:
        """Goals before the target, and what is short elsewhere, stay as good as they are."""
        for held in strain.built.ordered[: self.target.before]:
            whole = held.name is GoalName.COST
            if whole or not np.isin(held.goal.columns, self.target.ids).any():
                value = held.goal.value(strain.values)
                self._session.hold(held.goal, value + HELD * (1 + abs(value)))
        others = self.target.others
        upper = strain.values[others] + HELD
        lower = np.zeros(others.size)
        self._ways.model.set_column_bounds(others, lower, np.maximum(upper, 0.0))

    def _slopes(self, base: Solution) -> Floats | None:
        if base.reduced_costs is None:
            return None
        return np.maximum(-base.reduced_costs[self._ways.ways], 0.0)

    def _minimise(self, most: Floats, goal: Goal | None = None) -> Solution:
        ways = self._ways.ways
        self._ways.model.set_column_bounds(ways, np.zeros(ways.size), most)
        return self._session.minimise(goal or self._goal)

    def days(self, number: int) -> tuple[int, int] | None:
        """The days [first, until) on which limits of a value bind; None where they are of none."""
        if self._duals is None:
            return None
        relief, grid, model = self._reliefs[number], self._strain.grid, self._strain.built.model
        rows = np.flatnonzero((relief.rhs != 0) & (np.abs(self._duals[: relief.rhs.size]) > SMALL))
        prices = self._duals[relief.rhs.size : relief.rhs.size + self._ways.bounded.size]
        columns = self._ways.bounded[np.abs(prices) > SMALL]
        columns = columns[relief.upper[columns] != 0]
        found = [*_periods(model.row_families, rows, grid)]
        found += _periods(model.column_families, columns, grid)
        if not found:
            return None
        return int(grid.edges[min(found)]), int(grid.edges[max(found) + 1])

    def helps(self, which: Bools) -> float:
        """What the target comes to where the values `which` [reliefs] may go as far as they can."""
        return self._minimise(np.where(which, self.most, 0.0)).objective

    def amounts(self, which: Bools, weights: Floats, goal: float) -> Floats | None:
        """[reliefs] the least that has to be changed, counted with `weights`, to bring the target
        down to `goal`; None where it does not go so far."""
        if self.helps(which) > goal + SMALL * (1 + abs(goal)):
            return None
        self._session.hold(self._goal, goal + SMALL * (1 + abs(goal)))
        least = Goal("changes", self._ways.ways, weights)
        found = self._minimise(np.where(which, self.most, 0.0), least)
        self._session.hold(self._goal, 10 * (1 + abs(self.least)))
        return found.values[self._ways.ways] if found.status.has_solution else None


def _periods(
    families: Sequence[Rows] | Sequence[Columns], numbers: Ints, grid: Grid
) -> Iterator[int]:
    """The periods that rows or columns speak of; nothing for those of the whole plan."""
    for block in families:
        mine = numbers[(numbers >= block.first) & (numbers < block.first + block.size)]
        mine = mine - block.first
        if "period" in block.keys:
            yield from block.keys["period"][mine].tolist()
        elif "day" in block.keys:
            yield from grid.period_of_day[block.keys["day"][mine]].tolist()
