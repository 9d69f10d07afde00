"""A model whose limits can give way, group by group: who has to, and who stands against it.

What one value of the user stands behind is a `Group`: rows and bounds of columns that give way
together, as the value does. Each group has a column of its own for that, so one HiGHS session
answers every question by its costs and its bounds alone, from the last basis.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.lp.blocks import Flags, Floats, Ids, Sense, Terms
from planner.lp.dot import dot
from planner.lp.engine import FEASIBILITY
from planner.lp.errors import ModelError
from planner.lp.matrix import Matrix, compress, sense_sign
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.solution import Solution, Status
from planner.lp.solve import Session
from planner.lp.solvers import HIGHS

NONE: Ids = np.zeros(0, dtype=np.int64)
# A value that gives way by a smaller part of itself does so by the solver's rounding.
NOTHING = 10 * FEASIBILITY
# Branches after which a search for a good point is content with the one that it has, and those
# after which nobody can say whether there is a point: unlike seconds the same on every machine.
ENOUGH, ALL = 500, 20_000


@dataclass(frozen=True, eq=False)
class Part:
    """Rows, or columns, by id; where the value gives way by 1, each gives way by its weight."""

    ids: Ids = field(default_factory=lambda: NONE)
    weights: Floats | float = 1.0

    @property
    def each(self) -> Floats:
        """One weight each."""
        return np.broadcast_to(np.asarray(self.weights, dtype=np.float64), self.ids.shape)


@dataclass(frozen=True, eq=False)
class Group:
    """The limits that one value stands behind; lifted, none of them holds.

    `size` is the value itself: how far it gives way is counted in parts of it. An equation gives
    way both ways: its right-hand side rises without an end, and falls by `less` at most. Of
    columns, `upper` and `lower` bounds give way where they are finite.
    """

    rows: Part = field(default_factory=Part)
    upper: Part = field(default_factory=Part)
    lower: Part = field(default_factory=Part)
    size: float = 1.0
    less: float = np.inf

    @property
    def scale(self) -> float:
        """What counts as one part of the value."""
        return abs(self.size) or 1.0


class TimeIsUp(Exception):  # noqa: N818 - no error: what is known until then is told
    """The time limit came before an answer."""


@dataclass(frozen=True, eq=False)
class Trial:
    """One answer; [groups] each.

    `more` and `less` say by how much each value gave way, in parts of it; `used` is true where the
    limits of a group are among those that together forbid to give way any less (linear only).
    `solution` is that of the elastic model.
    """

    value: float
    more: Floats
    less: Floats
    used: Flags
    solution: Solution

    @property
    def gave_way(self) -> Flags:
        """[groups] which had to."""
        return np.maximum(self.more, self.less) > NOTHING


class Elastic:
    """A model in which each group can be kept, closed or lifted, on one session.

    `rows_of` has for each group its rows in the elastic model: its own, then one for each bound.
    """

    def __init__(self, matrix: Matrix, groups: Sequence[Group], options: SolveOptions) -> None:
        """Raises ModelError where a weight is not above 0."""
        self.count = len(groups)
        self.columns = matrix.lower.size
        self.scales = tuple(group.scale for group in groups)
        self.solves = 0
        built = _Built(matrix, groups)
        self.rows_of = built.rows_of
        self._ends = built.ends
        model = LinearModel.of_matrix("elastic", built.matrix)
        self.has_integers = model.has_integers
        self._limit, self._began = options.time_limit, time.perf_counter()
        own = replace(options, solver=HIGHS, time_limit=None, gap=0.0, crossover=True)
        self._session = Session(model, own)

    def least(
        self, costs: Floats, closed: Flags | None = None, *, whole: bool, enough: bool = False
    ) -> Trial | None:
        """The point with the least cost of giving way; None where there is none.

        `costs` [groups] for one part of each value; `closed` groups give way by nothing. Without
        `whole`, columns may be anything between their bounds. With `enough`, a search over whole
        numbers may end at a good point. Raises TimeIsUp, also where a search has no end.
        """
        self._close(np.zeros(self.count, dtype=np.bool_) if closed is None else closed)
        ids = np.arange(self.columns, self.columns + 2 * self.count)
        goal = Goal("misses", ids, np.repeat(costs, 2), nodes=ENOUGH if enough else ALL)
        self.solves += 1
        found = self._session.minimise(goal, time_limit=self.left(), relaxed=not whole)
        if found.status is Status.INFEASIBLE:
            return None
        if not found.status.has_solution:
            raise TimeIsUp
        return self._read(found, costs)

    def _read(self, found: Solution, costs: Floats) -> Trial:
        ways = np.maximum(found.values[self.columns :].reshape(self.count, 2), 0.0)
        used = np.zeros(self.count, dtype=np.bool_)
        if found.reduced_costs is not None:
            # what a way would cost if nothing stood against it, less what it does cost
            worth = costs[:, None] - found.reduced_costs[self.columns :].reshape(self.count, 2)
            used = (worth > NOTHING).any(axis=1)
        value = dot(costs, ways.sum(axis=1))
        return Trial(value, ways[:, 0], ways[:, 1], used, found)

    def _close(self, closed: Flags) -> None:
        ids = np.arange(self.columns, self.columns + 2 * self.count)
        upper = np.where(np.repeat(closed, 2), 0.0, self._ends)
        self._session.model.set_column_bounds(ids, np.zeros(ids.size), upper)

    def left(self) -> float | None:
        """Seconds until the time limit; None without one. Raises `TimeIsUp` where none are."""
        if self._limit is None:
            return None
        left = self._limit - (time.perf_counter() - self._began)
        if left <= 0:
            raise TimeIsUp
        return left


class _Built:
    """The elastic matrix: the columns, two ways of each group, the rows, a row for each bound."""

    def __init__(self, matrix: Matrix, groups: Sequence[Group]) -> None:
        columns = matrix.lower.size
        self._matrix = matrix
        self._size = columns + 2 * len(groups)
        self._terms = [_terms_of(matrix)]
        self._senses, self._rhs = [matrix.senses], [matrix.rhs]
        self._lower, self._upper = matrix.lower.copy(), matrix.upper.copy()
        self._rows = matrix.rhs.size
        self.ends = np.tile([np.inf, 0.0], len(groups))
        self.rows_of = tuple(
            self._group(group, columns + 2 * number, number) for number, group in enumerate(groups)
        )

    @property
    def matrix(self) -> Matrix:
        """All of it."""
        ways = self.ends.size
        csr = compress("elastic", self._rows, self._size, self._terms)
        return Matrix(
            lower=np.concatenate([self._lower, np.zeros(ways)]),
            upper=np.concatenate([self._upper, self.ends]),
            integer=np.concatenate([self._matrix.integer, np.zeros(ways, dtype=np.bool_)]),
            senses=np.concatenate(self._senses),
            rhs=np.concatenate(self._rhs),
            csr=csr,
        )

    def _group(self, group: Group, way: int, number: int) -> Ids:
        if any((part.each <= 0).any() for part in (group.rows, group.upper, group.lower)):
            what = f"group {number}: each weight of what gives way must be above 0"
            raise ModelError(what, allowed="above 0")
        senses = self._matrix.senses[group.rows.ids]
        step = group.rows.each * group.scale
        self._terms.append(
            Terms(group.rows.ids, np.array([way]), np.where(senses > 0, 1, -1) * step)
        )
        equal = senses == 0
        if equal.any():
            self.ends[2 * number + 1] = group.less / group.scale
            self._terms.append(Terms(group.rows.ids[equal], np.array([way + 1]), step[equal]))
        above = self._bounds(group.upper, way, group.scale, Sense.LE)
        below = self._bounds(group.lower, way, group.scale, Sense.GE)
        return np.concatenate([group.rows.ids, above, below])

    def _bounds(self, part: Part, way: int, scale: float, sense: Sense) -> Ids:
        """Bounds as rows, which can give way; those that are infinite never hold."""
        sign = sense_sign(sense)
        bounds, none = (self._lower, -np.inf) if sign > 0 else (self._upper, np.inf)
        rows = np.arange(self._rows, self._rows + part.ids.size)
        rhs = bounds[part.ids]
        finite = np.isfinite(rhs)
        self._terms.append(Terms(rows[finite], part.ids[finite], 1.0))
        self._terms.append(Terms(rows, np.array([way]), sign * part.each * scale))
        self._senses.append(np.full(rows.size, sign))
        self._rhs.append(np.where(finite, rhs, 0.0))
        self._rows += rows.size
        bounds[part.ids] = none
        return rows


def _terms_of(matrix: Matrix) -> Terms:
    rows = np.repeat(np.arange(matrix.rhs.size), matrix.csr.lengths)
    return Terms(rows, matrix.csr.indices, matrix.csr.values)
