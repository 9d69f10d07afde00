"""Small two-stage problems, written as dense arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.lp import Sense, Terms
from planner.lp.matrix import Csr, Matrix, compress, sense_sign
from planner.lp.two_stage import Realisation, Recourse, TwoStage

Table = Sequence[Sequence[float]]


def csr(table: Table, columns: int) -> Csr:
    """A dense table as compressed rows."""
    dense = np.array(table, dtype=float).reshape(len(table), columns)
    row, column = np.nonzero(dense)
    return compress("table", len(table), columns, [Terms(row, column, dense[row, column])])


def matrix(
    table: Table,
    senses: str,
    rhs: Sequence[float],
    *,
    columns: int,
    lower: float | Sequence[float] = 0.0,
    upper: float | Sequence[float] = np.inf,
    whole: bool | Sequence[bool] = False,
) -> Matrix:
    """Rows with their senses, written as "<", ">" or "="."""
    kinds = {"<": Sense.LE, ">": Sense.GE, "=": Sense.EQ}
    return Matrix(
        lower=np.full(columns, lower, dtype=float),
        upper=np.full(columns, upper, dtype=float),
        integer=np.full(columns, whole, dtype=np.bool_),
        senses=np.array([sense_sign(kinds[sense]) for sense in senses], dtype=float),
        rhs=np.array(rhs, dtype=float),
        csr=csr(table, columns),
    )


def free(columns: int, upper: float = np.inf, *, whole: bool = False) -> Matrix:
    """A first stage without rows."""
    return matrix([], "", [], columns=columns, upper=upper, whole=whole)


def cases(recourses: Sequence[Recourse], chances: Sequence[float]) -> tuple[Realisation, ...]:
    return tuple(Realisation(p, r) for p, r in zip(chances, recourses, strict=True))


def newsvendor(*, whole_sales: bool = False) -> TwoStage:
    """Papers are bought at 2 and sold at 5: y <= x, and y <= demand as a bound.

    Demand is 10, 20, 30 or 40 with chances of 0.2, 0.3, 0.3 and 0.2.
    """
    sales = matrix([[1.0]], "<", [0.0], columns=1, whole=whole_sales)
    template = Recourse(np.array([-5.0]), sales, csr([[-1.0]], 1))
    demands = np.array([10.0, 20.0, 30.0, 40.0])
    recourses = [template.varied(upper=np.array([demand])) for demand in demands]
    return TwoStage(np.array([2.0]), free(1), cases(recourses, [0.2, 0.3, 0.3, 0.2]))


def stores(most: float = np.inf) -> TwoStage:
    """Room x at 3 a tonne must hold what comes, 4 or 7 t at 1 a tonne: y >= what comes, y <= x.

    There is no recourse for less room than what comes.
    """
    rows = matrix([[1.0], [1.0]], "><", [0.0, 0.0], columns=1)
    template = Recourse(np.array([1.0]), rows, csr([[0.0], [-1.0]], 1))
    recourses = [template.varied(rhs=np.array([come, 0.0])) for come in (4.0, 7.0)]
    return TwoStage(np.array([3.0]), free(1, most), cases(recourses, [0.5, 0.5]))
