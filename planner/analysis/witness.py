"""What the plan without any change proves about one with a change, without solving it again.

A plan that still fits shows that the best cannot be worse than it. Prices of the limits (duals)
show that none can be better: at any prices, what each limit is worth and what each column would
earn add up to a value that no plan is below. Where the two meet, the plan is still the best, and
its numbers are known. Both are worked out from the changed problem's own arrays, so nothing rests
on how the solver found the plan or its prices.

Goals come in order, and so do the proofs: of the first goal, then of the sum of the first two with
the second weighing less, and so on. If the first goal is at its best and so is the sum, the second
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
from planner.lp import Goal, LinearModel, Outcome, Session, SolveOptions
from planner.lp.blocks import Columns, Rows
from planner.lp.matrix import Matrix
from planner.sustainment.demand.daily import Floats

Ints = NDArray[np.int64]
Key = tuple[str, ...]
# How much less each goal weighs than the one before it, for a typical coefficient of each.
FALL = 30.0
# A limit may be missed by so much of its size, and by so much in all: what a solver takes for kept.
FITS = 1e-6
# What a column would earn below this is the solver's rounding.
EARNS = 1e-7
# A value within this share of another is the same.
SAME = 1e-7


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


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a witness says of a changed model: [goals] `values` where they are known, else an
    estimate; by how much its plan does not fit, as a share of the limits that it breaks."""

    known: bool
    values: Floats
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
    weights = _weights(costs, nought)
    prices = _prices(supply, nought, weights, options, outcome)
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
    )
    return witness, outcome.solution.values


def _is_nought(matrix: Matrix, costs: Floats, value: float) -> bool:
    """Whether a goal is nothing and, as none of its columns can be below, cannot be less."""
    used = costs != 0
    return abs(value) <= FITS and bool((costs >= 0).all() and (matrix.lower[used] == 0).all())


def _weights(costs: Floats, nought: NDArray[np.bool_]) -> Floats:
    """[proofs, goals] a proof for each goal that is not nought: of it and of those before it."""
    counted = np.flatnonzero(~nought)
    weights = np.zeros((len(counted), len(costs)))
    for place, goal in enumerate(counted):
        used = np.abs(costs[goal][costs[goal] != 0])
        weights[place:, goal] = FALL**-place / (float(np.median(used)) if used.size else 1.0)
    return weights


def _prices(
    supply: SupplyModel,
    nought: NDArray[np.bool_],
    weights: Floats,
    options: SolveOptions,
    outcome: Outcome,
) -> Floats | None:
    """[proofs, rows] the prices of each sum; None where the plan is not the best by one of them,
    or a model of whole decisions has none."""
    if supply.model.has_integers:
        return None
    model, costs, point = supply.model.copy(), supply.costs, outcome.solution.values
    basis = outcome.by_goal[supply.ordered[-1].goal.name].basis
    zero = np.flatnonzero((costs[nought] != 0).any(axis=0))
    model.set_column_bounds(zero, np.zeros(len(zero)), np.zeros(len(zero)))
    session, prices = Session(model, options), []
    everything = np.arange(model.num_columns)
    for number, sums in reversed(list(enumerate(weights @ costs))):
        found = session.minimise(Goal(f"sum {number}", everything, sums), basis=basis)
        if found.duals is None or not _meets(float(sums @ point), found.objective):
            return None
        prices.append(found.duals)
    return np.array(prices[::-1]).reshape(len(weights), model.num_rows)


def _meets(value: float, bound: float) -> bool:
    return value - bound <= SAME * (1.0 + abs(value))


def is_same(witness: Witness, supply: SupplyModel) -> bool:
    """Whether a model is that of the witness, to the last digit."""
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
    count = len(supply.ordered)
    if witness.point is None or count != len(witness.values):
        return Verdict(False, np.full(count, np.nan), np.inf)
    point, prices = _carried(witness, supply)
    matrix, costs = _at_nought(witness, supply), supply.costs
    misfit = _misfit(matrix, point)
    reached = costs @ point
    sums = witness.weights @ costs
    bounds = [_bound(matrix, *pair) for pair in zip(sums, prices, strict=True)]
    proven = misfit <= FITS and all(
        _meets(float(total @ point), strict)
        for total, (strict, _) in zip(sums, bounds, strict=True)
    )
    if proven:
        return Verdict(True, reached + supply.constants, misfit)
    moved = np.array([about for _, about in bounds]) - witness.weights @ witness.values
    return Verdict(False, _estimate(witness, moved) + supply.constants, misfit)


def _estimate(witness: Witness, moved: Floats) -> Floats:
    """[goals] the values to first order: each sum moves by what it moves more than the last."""
    values = witness.values.copy()
    counted = np.flatnonzero(~witness.nought)
    for place, goal in enumerate(counted):
        before = moved[place - 1] if place else 0.0
        values[goal] += (moved[place] - before) / witness.weights[place, goal]
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
    about = float(worth @ matrix.rhs + earned.sum())
    return (about if limited.all() else -np.inf), about


def _carried(witness: Witness, supply: SupplyModel) -> tuple[Floats, Floats]:
    """The plan and its prices in the columns and rows of another model, by what they are."""
    assert witness.point is not None
    model = supply.model
    columns = witness.columns.of(_layout(model, model.column_families))
    rows = witness.rows.of(_layout(model, model.row_families))
    point = np.where(columns >= 0, witness.point[columns], 0.0)
    return point, np.where(rows >= 0, witness.prices[:, rows], 0.0)
