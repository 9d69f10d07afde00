"""What the plan without any change proves about one with a change, without solving it again.

A plan that still fits shows that the best cannot be worse than it. Prices of the limits (duals)
show that none can be better: at any prices, what each limit is worth and what each column would
earn add up to a value that no plan is below. Where the two meet, the plan is still the best, and
its numbers are known. Both are worked out from the changed problem's own arrays, so nothing rests
on how the solver found the plan or its prices.

Goals come in order, and so do the proofs: of the first goal, then of the sum of the first two with
the first weighing more, and so on. If the first goal is at its best and so is the sum, the second
is at its best among the plans that are best by the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.analysis.alike import alike
from planner.analysis.trial import SupplyModel, supply_outcome
from planner.lp import Goal, LinearModel, Outcome, SolveOptions, dot, dots
from planner.lp.blocks import Columns, Rows
from planner.lp.matrix import Matrix
from planner.lp.solution import BASIC, Basis
from planner.sustainment.demand.daily import Floats

Ints = NDArray[np.int64]
Statuses = NDArray[np.int8]
Key = tuple[str, ...]
# A limit may be missed by so much of its size, and by so much in all: what a solver takes for kept.
FITS = 1e-6
# What a column would earn below this is the solver's rounding.
EARNS = 1e-7
# A value within this share of another is the same: what the goals are held to as well.
SAME = 1e-6
# A column at its lower bound, as the solver numbers it.
AT_LOWER = 0
# A price below this is the solver's rounding, and keeps no later goal from anything.
PRICED = 2e-7


@dataclass(frozen=True, eq=False)
class Layout:
    """What each column, or each row, of a model is: the codes of its families, and their labels."""

    families: tuple[tuple[str, dict[str, Ints]], ...]
    axes: dict[str, tuple[str, ...]]
    sizes: tuple[int, ...]

    @cached_property
    def places(self) -> dict[Key, int]:
        """The place of each by its family and labels."""
        return {key: number for number, key in enumerate(self.members())}

    def members(self) -> Iterator[Key]:
        """The family and the labels of each; a mere number of a row is left out, for other models
        give it to other rows."""
        for (family, codes), size in zip(self.families, self.sizes, strict=True):
            named = [(axis, code) for axis, code in codes.items() if axis != "row"]
            labels = [np.array(self.axes[axis], dtype=object)[code] for axis, code in named]
            yield from zip([family] * size, *labels, strict=True)

    def of(self, other: Layout) -> Ints:
        """The place here of each of the other's; -1 where it is not here."""
        if alike(self.families, other.families) and alike(self.axes, other.axes):
            return np.arange(sum(self.sizes))
        return np.array([self.places.get(key, -1) for key in other.members()], dtype=np.int64)


def _layout(model: LinearModel, blocks: Sequence[Columns | Rows]) -> Layout:
    families = tuple((block.family, dict(block.keys)) for block in blocks)
    used = {axis for _, codes in families for axis in codes}
    axes = {axis: labels for axis, labels in model.axes.items() if axis in used}
    return Layout(families, axes, tuple(block.size for block in blocks))


@dataclass(frozen=True, eq=False)
class Witness:
    """The best plan of a supply model, and prices that prove it.

    `point` [columns]; `prices` [proofs, rows] and `weights` [proofs, goals] of the sums that they
    belong to. `nought` [goals] are the goals that come to nothing and cannot come to less. By
    `columns` and `rows`, which say what each is, a model of another shape can be looked at.
    """

    matrix: Matrix
    costs: Floats
    constants: Floats
    values: Floats
    columns: Layout
    rows: Layout
    point: Floats | None
    prices: Floats
    weights: Floats
    nought: NDArray[np.bool_]
    basis: Basis | None = None

    def start_for(self, supply: SupplyModel) -> Basis | None:
        """Where the solve of a model that is much like this one begins: with the basis of this
        plan, as far as its columns and rows are there too. Always from this one plan, so that the
        answer does not depend on what was solved before; None where there is no basis."""
        if self.basis is None:
            return None
        columns = _layout(supply.model, supply.model.column_families)
        rows = _layout(supply.model, supply.model.row_families)
        return Basis(
            _statuses(self.basis.columns, self.columns.of(columns), AT_LOWER),
            _statuses(self.basis.rows, self.rows.of(rows), BASIC),
        )


def _statuses(before: Statuses, places: Ints, otherwise: int) -> Statuses:
    """The statuses of members by their places in the old model; of those that are new another."""
    found = np.full(places.size, otherwise, dtype=np.int8)
    there = places >= 0
    found[there] = before[places[there]]
    return found


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a witness says of a changed model: [goals] `values` where they are known, else an
    estimate, or None; by how much its plan does not fit, as a share of the limits it breaks."""

    known: bool
    values: Floats | None
    misfit: float


def witness_of(supply: SupplyModel, options: SolveOptions) -> tuple[Witness, Floats]:
    """The witness of a supply model and the [columns] of its plan; raises `NoPlanError` without a
    plan. Of the best plans it is one that moves and keeps little, so that it fits more often."""
    columns = np.arange(supply.model.num_columns)
    least = Goal("least use", columns, np.ones(len(columns)))
    outcome = supply_outcome(supply, options, *([] if supply.model.has_integers else [least]))
    count, costs = len(supply.ordered), supply.costs
    values = np.array([goal.value for goal in outcome.goals[:count]])
    matrix = supply.matrix
    nought = np.array([_is_nought(matrix, *pair) for pair in zip(costs, values, strict=True)])
    proofs = _proofs(supply, nought, outcome)
    weights, prices = proofs if proofs is not None else (np.zeros((0, count)), None)
    witness = Witness(
        matrix=matrix.snapshot(),
        costs=costs,
        constants=supply.constants,
        values=values,
        columns=_layout(supply.model, supply.model.column_families),
        rows=_layout(supply.model, supply.model.row_families),
        point=None if prices is None else outcome.solution.values,
        prices=np.zeros((0, matrix.rhs.size)) if prices is None else prices,
        weights=weights,
        nought=nought,
        basis=_basis(supply, options, outcome),
    )
    return witness, outcome.solution.values


def _basis(supply: SupplyModel, options: SolveOptions, outcome: Outcome) -> Basis | None:
    """Where the plan ends when nothing but its goals is asked for, as of a changed model.

    The plan that moves and keeps little is another corner, from which every changed model has to
    find its way back: of mali-2012 820 steps, and none or few from this one.
    """
    start = _first_basis(outcome)
    if start is None:
        return None
    return _first_basis(supply_outcome(supply, options, start=start))


def _first_basis(outcome: Outcome) -> Basis | None:
    return next((s.basis for s in outcome.by_goal.values() if s.basis is not None), None)


def _is_nought(matrix: Matrix, costs: Floats, value: float) -> bool:
    """Whether a goal is nothing and, as none of its columns can be below, cannot be less."""
    used = costs != 0
    return abs(value) <= FITS and bool((costs >= 0).all() and (matrix.lower[used] == 0).all())


def _proofs(
    supply: SupplyModel, nought: NDArray[np.bool_], outcome: Outcome
) -> tuple[Floats, Floats] | None:
    """[proofs, goals] weights and [proofs, rows] prices, one proof for each goal that is not
    nought: of the goals before it and of it. None where the solver gave no prices.

    A goal was solved among the best plans by the goals before it, so its own prices may ask for
    what would make an earlier goal worse. That goal weighs so much more that it cannot be.
    """
    weights, prices = np.zeros(len(supply.ordered)), np.zeros(supply.model.num_rows)
    left, found = np.zeros(supply.model.num_columns), list[tuple[Floats, Floats]]()
    for goal in np.flatnonzero(~nought):
        own = outcome.by_goal[supply.ordered[goal].goal.name]
        if own.duals is None or own.reduced_costs is None or own.duals.size != prices.size:
            return None
        times = max(_times(left, own.reduced_costs), _times(prices, own.duals))
        weights, prices = times * weights, times * prices + own.duals
        left, weights[goal] = times * left + own.reduced_costs, 1.0
        found.append((weights, prices))
    return (
        np.array([weighed for weighed, _ in found]).reshape(len(found), len(supply.ordered)),
        np.array([priced for _, priced in found]).reshape(len(found), supply.model.num_rows),
    )


def _times(before: Floats, own: Floats) -> float:
    """How often what came before must count for nothing of it to be outweighed; 1 at least."""
    against = (np.abs(before) > PRICED) & (before * own < 0)
    return float(max(1.0, np.max(np.abs(own[against] / before[against]), initial=0.0)))


def is_same(witness: Witness | SupplyModel, supply: SupplyModel) -> bool:
    """Whether a model is that of the witness, or another one, to the last digit."""
    mine, other = witness.matrix, supply.matrix
    if mine.lower.size != other.lower.size or mine.rhs.size != other.rhs.size:
        return False
    pairs = (
        (mine.lower, other.lower),
        (mine.upper, other.upper),
        (mine.senses, other.senses),
        (mine.rhs, other.rhs),
        (mine.integer, other.integer),
        (mine.csr.starts, other.csr.starts),
        (mine.csr.indices, other.csr.indices),
        (mine.csr.values, other.csr.values),
        (witness.costs, supply.costs),
        (witness.constants, supply.constants),
    )
    return all(np.array_equal(one, two) for one, two in pairs)


def verdict(witness: Witness, supply: SupplyModel) -> Verdict:
    """What the witness says of a changed model.

    Where it cannot say what its goals come to, they are estimated to first order: by what the
    changes are worth at the prices of the unchanged plan.
    """
    if witness.point is None or len(supply.ordered) != len(witness.values):
        return Verdict(False, None, np.inf)
    point, prices = _carried(witness, supply)
    matrix, costs = _at_nought(witness, supply), supply.costs
    misfit = _misfit(matrix, point)
    reached = dots(costs, point)
    sums = witness.weights @ costs
    bounds = [_bound(matrix, *pair) for pair in zip(sums, prices, strict=True)]
    near = SAME * (1.0 + np.abs(witness.values[~witness.nought]))
    proven = misfit <= FITS and all(
        dot(total, point) - strict <= enough
        for total, (strict, _), enough in zip(sums, bounds, near, strict=True)
    )
    if proven:
        return Verdict(True, reached + supply.constants, misfit)
    moved = np.array([about for _, about in bounds]) - witness.weights @ witness.values
    return Verdict(False, _estimate(witness, moved) + supply.constants, misfit)


def _estimate(witness: Witness, moved: Floats) -> Floats:
    """[goals] the values to first order: what each sum moves by beyond the sum before it."""
    values = witness.values.copy()
    counted = np.flatnonzero(~witness.nought)
    for place, goal in enumerate(counted):
        before = 0.0
        if place:
            last = counted[place - 1]
            times = witness.weights[place, last] / witness.weights[place - 1, last]
            before = times * moved[place - 1]
        values[goal] += moved[place] - before
    return values


def _at_nought(witness: Witness, supply: SupplyModel) -> Matrix:
    """The model with the goals that were nought kept there: a plan that does so cannot be beaten
    by them."""
    matrix = supply.matrix.snapshot()
    zero = (supply.costs[witness.nought] != 0).any(axis=0)
    matrix.upper[zero] = 0.0
    return matrix


def _misfit(matrix: Matrix, point: Floats) -> float:
    """The most by which a limit is missed, as a share of its size."""
    rows = matrix.row_violation(point) / (1.0 + np.abs(matrix.rhs))
    low, high = matrix.lower - point, point - matrix.upper
    columns = np.maximum(low, high) / (1.0 + np.abs(point))
    return float(max(rows.max(initial=0.0), columns.max(initial=0.0)))


def _bound(matrix: Matrix, costs: Floats, prices: Floats) -> tuple[float, float]:
    """What no plan is below at these prices; and the same without columns that have no limit and
    would earn something, which makes an estimate of it."""
    at_most, at_least = np.minimum(prices, 0.0), np.maximum(prices, 0.0)
    worth = np.where(matrix.senses < 0, at_most, np.where(matrix.senses > 0, at_least, prices))
    rows = np.repeat(np.arange(matrix.rhs.size), matrix.csr.lengths)
    spent = np.bincount(matrix.csr.indices, matrix.csr.values * worth[rows], minlength=costs.size)
    left = costs - spent
    left = np.where(np.abs(left) <= EARNS * (1.0 + np.abs(costs)), 0.0, left)
    limit = np.where(left > 0, matrix.lower, matrix.upper)
    limited = np.isfinite(limit) | (left == 0)
    earned = left * np.where(limited & (left != 0), limit, 0.0)
    about = dot(worth, matrix.rhs) + float(earned.sum())
    return (about if limited.all() else -np.inf), about


def _carried(witness: Witness, supply: SupplyModel) -> tuple[Floats, Floats]:
    """The plan and its prices in the columns and rows of another model, by what they are."""
    assert witness.point is not None
    model = supply.model
    columns = witness.columns.of(_layout(model, model.column_families))
    rows = witness.rows.of(_layout(model, model.row_families))
    point = np.where(columns >= 0, witness.point[columns], 0.0)
    return point, np.where(rows >= 0, witness.prices[:, rows], 0.0)
