"""A two-stage problem: what is decided before the uncertain is known, and what it costs after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.errors import fault
from planner.lp.blocks import Floats, Ids
from planner.lp.errors import ModelError
from planner.lp.matrix import Csr, Matrix
from planner.messages import said

# Probabilities are read from decimals: 1/3 three times is not quite 1.
SUM_TO_ONE = 1e-9


@dataclass(frozen=True, eq=False)
class Recourse:
    """The second stage of one realisation: min q'y with W y + T x (<=, =, >=) h, l <= y <= u.

    `costs` is q, shape (columns,); `matrix` has W in its `csr`, h in its `rhs`, the senses of the
    rows, l, u and the whole columns; `technology` is T, as many rows as W, over the columns of the
    first stage. (Birge & Louveaux, Introduction to Stochastic Programming, 3.1.)
    """

    costs: Floats
    matrix: Matrix
    technology: Csr

    def varied(
        self,
        *,
        costs: Floats | None = None,
        rhs: Floats | None = None,
        lower: Floats | None = None,
        upper: Floats | None = None,
        technology: Csr | None = None,
    ) -> Recourse:
        """The same with other numbers; what is not given is shared, W always.

        Shapes are those of the fields. Realisations that share W are solved on one model.
        """
        matrix = replace(
            self.matrix,
            rhs=self.matrix.rhs if rhs is None else rhs,
            lower=self.matrix.lower if lower is None else lower,
            upper=self.matrix.upper if upper is None else upper,
        )
        return Recourse(
            costs=self.costs if costs is None else costs,
            matrix=matrix,
            technology=self.technology if technology is None else technology,
        )

    @property
    def size(self) -> int:
        """How many columns y has."""
        return self.costs.size

    def left(self, x: Floats) -> Floats:
        """h - T x, what the first stage leaves to y; shape (rows,). `x` is (first columns,)."""
        return self.matrix.rhs - times(self.technology, x)

    def slope(self, duals: Floats, first_columns: int) -> Floats:
        """-T'pi: how the value rises with x, where the rows have these duals; (first columns,)."""
        weights = self.technology.values * duals[rows_of(self.technology)]
        slope = np.bincount(self.technology.indices, weights, minlength=first_columns)
        return -slope.astype(np.float64)


@dataclass(frozen=True, eq=False)
class Realisation:
    """One way in which the uncertain may turn out; `name` is for people."""

    probability: float
    recourse: Recourse
    name: str = ""


@dataclass(frozen=True, eq=False)
class TwoStage:
    """min c'x + sum_s p_s Q_s(x) with A x (<=, =, >=) b, where Q_s is the least cost of `Recourse`.

    `costs` is c, shape (columns,); `matrix` has A, b, the bounds and the whole columns of the first
    stage. Raises InputError where there is no realisation, a probability is below 0, or they do
    not sum to 1 within 1e-9; ModelError where an array does not fit.
    """

    costs: Floats
    matrix: Matrix
    realisations: tuple[Realisation, ...]

    def __post_init__(self) -> None:
        _check_probabilities(self.probabilities)
        _check_stage("the first stage", self.costs, self.matrix)
        for number, realisation in enumerate(self.realisations):
            _check_recourse(label(realisation, number), realisation.recourse, self.costs.size)

    @property
    def probabilities(self) -> Floats:
        """One for each realisation; shape (realisations,)."""
        return np.array([realisation.probability for realisation in self.realisations])

    @property
    def recourses(self) -> tuple[Recourse, ...]:
        """The second stage of each realisation."""
        return tuple(realisation.recourse for realisation in self.realisations)

    @property
    def has_whole_recourse(self) -> bool:
        """Whether some column of a second stage must be a whole number."""
        return any(recourse.matrix.integer.any() for recourse in self.recourses)

    def relaxed(self) -> TwoStage:
        """The same without whole numbers, in either stage."""
        kept: dict[int, Matrix] = {}
        realisations = tuple(
            replace(r, recourse=replace(r.recourse, matrix=_relaxed(r.recourse.matrix, kept)))
            for r in self.realisations
        )
        return TwoStage(self.costs, _relaxed(self.matrix, kept), realisations)

    def alone(self) -> Iterator[TwoStage]:
        """Each realisation as a problem of its own, in which it is certain."""
        for realisation in self.realisations:
            yield replace(self, realisations=(replace(realisation, probability=1.0),))


def label(realisation: Realisation, number: int) -> str:
    """A realisation for people: its name, or its number from 1."""
    return realisation.name or str(number + 1)


def rows_of(csr: Csr) -> Ids:
    """The row of each entry; shape (entries,)."""
    return np.repeat(np.arange(csr.lengths.size), csr.lengths)


def times(csr: Csr, x: Floats) -> Floats:
    """Each row's sum at `x`; shape (rows,)."""
    products = csr.values * x[csr.indices]
    return np.bincount(rows_of(csr), products, minlength=csr.lengths.size).astype(np.float64)


def _relaxed(matrix: Matrix, kept: dict[int, Matrix]) -> Matrix:
    """Without whole columns; one matrix stays one, however many share it."""
    if not matrix.integer.any():
        return matrix
    if id(matrix) not in kept:
        kept[id(matrix)] = replace(matrix, integer=np.zeros_like(matrix.integer))
    return kept[id(matrix)]


def _check_probabilities(probabilities: Floats) -> None:
    if not probabilities.size:
        raise fault(said("two-stage.no-realisation"))
    # a comparison with NaN is false, so NaN counts as wrong
    wrong = np.flatnonzero(~(probabilities >= 0))
    if wrong.size:
        raise fault(said("two-stage.probability"), seen=f"{probabilities[wrong[0]]:g}")
    total = float(probabilities.sum())
    if not abs(total - 1) <= SUM_TO_ONE:
        raise fault(said("two-stage.probabilities"), seen=f"{total:.12g}")


def _check_stage(what: str, costs: Floats, matrix: Matrix) -> None:
    columns, rows = costs.size, matrix.rhs.size
    _check_shapes(what, "column", columns, _columns_of(matrix))
    _check_shapes(what, "row", rows, {"senses": matrix.senses, "csr": matrix.csr.lengths})
    _check_indices(what, matrix.csr, columns)
    finite = np.isfinite(costs).all() and np.isfinite(matrix.rhs).all()
    if not finite or not np.isfinite(matrix.csr.values).all():
        raise ModelError(f"{what} has a cost, right-hand side or coefficient that is not finite")
    if not (matrix.lower <= matrix.upper).all():
        raise ModelError(f"{what} has a column with no value between its bounds")


def _columns_of(matrix: Matrix) -> Mapping[str, np.ndarray]:
    return {"lower": matrix.lower, "upper": matrix.upper, "integer": matrix.integer}


def _check_recourse(name: str, recourse: Recourse, first_columns: int) -> None:
    what = f"the recourse of realisation {name}"
    _check_stage(what, recourse.costs, recourse.matrix)
    given = {"technology": recourse.technology.lengths}
    _check_shapes(what, "row", recourse.matrix.rhs.size, given)
    _check_indices(what, recourse.technology, first_columns)


def _check_shapes(what: str, kind: str, size: int, arrays: Mapping[str, np.ndarray]) -> None:
    for name, array in arrays.items():
        if array.shape != (size,):
            raise ModelError(
                f"{what}: {name} has the wrong length",
                seen=f"shape {array.shape}",
                allowed=f"one for each of {size} {kind}s",
            )


def _check_indices(what: str, csr: Csr, columns: int) -> None:
    if csr.indices.size and not 0 <= csr.indices.min() <= csr.indices.max() < columns:
        raise ModelError(
            f"{what}: a coefficient names a column that does not exist",
            seen=f"{csr.indices.min()}..{csr.indices.max()}",
            allowed=f"0..{columns - 1}",
        )
