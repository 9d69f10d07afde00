"""A linear model whose columns and rows are families held by key, on a real PuLP problem."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pulp
import numpy as np
from pulp import _rustcore

from planner.errors import listed, nearest
from planner.lp import check, mirror
from planner.lp.blocks import Columns, Flags, Floats, Ids, Ints, Reals, Rows, Sense, Terms
from planner.lp.errors import ModelError
from planner.lp.growing import Growing
from planner.lp.matrix import Csr, Matrix, compress, sense_sign
from planner.lp.room import require_room
from planner.messages import said

__all__ = ["Columns", "LinearModel", "Rows", "Sense", "Terms"]


class LinearModel:
    """A model to be minimised, built block by block from numpy index arrays.

    `axes` names each index set and its labels; the keys of a family are codes into them.
    `problem` is an ordinary PuLP problem, complete whenever it is looked at and kept in step from
    then on; its variables have blank names until a file is written. Add to it only through this
    class.
    """

    def __init__(
        self, name: str, axes: Mapping[str, Sequence[str]], most: int | None = None
    ) -> None:
        """With `most`, `add_columns` raises `InputError` for more columns than that."""
        self.name = name
        self._most = most
        self.axes = MappingProxyType({axis: tuple(labels) for axis, labels in axes.items()})
        self._problem: pulp.LpProblem | None = None
        self._objective: tuple[Ids, Floats, str] | None = None
        self._columns: dict[str, Columns] = {}
        self._rows: dict[str, Rows] = {}
        self._lower = Growing(np.float64)
        self._upper = Growing(np.float64)
        self._integer = Growing(np.bool_)
        self._senses = Growing(np.float64)
        self._rhs = Growing(np.float64)
        self._lengths = Growing(np.int64)
        self._indices = Growing(np.int64)
        self._values = Growing(np.float64)
        self._handles: list[_rustcore.Constraint] = []

    @classmethod
    def of_matrix(cls, name: str, matrix: Matrix) -> LinearModel:
        """A model with the contents of a matrix: its columns and rows have ids, but no families."""
        model = cls(name, {})
        for growing, array in (
            (model._lower, matrix.lower),
            (model._upper, matrix.upper),
            (model._integer, matrix.integer),
            (model._senses, matrix.senses),
            (model._rhs, matrix.rhs),
            (model._lengths, matrix.csr.lengths),
            (model._indices, matrix.csr.indices),
            (model._values, matrix.csr.values),
        ):
            growing.append(array.copy())
        return model

    @property
    def problem(self) -> pulp.LpProblem:
        """The PuLP problem; it is filled when it is first asked for.

        Its objects, one for each row, take several times as long to make as all arrays.
        """
        if self._problem is None:
            problem, matrix = self.bare_problem(), self.matrix()
            mirror.add_columns(problem, matrix.lower, matrix.upper, matrix.integer)
            mirror.add_rows(problem, matrix.senses, matrix.rhs, matrix.csr)
            if self._objective is not None:
                mirror.set_objective(problem, *self._objective)
            self._problem = problem
        return self._problem

    def bare_problem(self) -> pulp.LpProblem:
        """A PuLP problem of this name, with nothing in it: for a solver that reads the arrays."""
        return pulp.LpProblem(self.name.replace(" ", "_"))

    @property
    def problem_is_filled(self) -> bool:
        """Whether the PuLP problem was asked for, and others may have changed it."""
        return self._problem is not None

    @property
    def num_columns(self) -> int:
        """How many columns there are."""
        return self._lower.size

    @property
    def num_rows(self) -> int:
        """How many rows there are."""
        return self._rhs.size

    @property
    def num_entries(self) -> int:
        """How many coefficients other than zero the rows have."""
        return self._values.size

    @property
    def has_integers(self) -> bool:
        """Whether any column must be a whole number."""
        return bool(self._integer.array.any())

    @property
    def column_families(self) -> tuple[Columns, ...]:
        """All families of columns, in the order they were added."""
        return tuple(self._columns.values())

    @property
    def row_families(self) -> tuple[Rows, ...]:
        """All families of rows, in the order they were added."""
        return tuple(self._rows.values())

    def add_columns(
        self,
        family: str,
        keys: Mapping[str, Ints],
        *,
        lower: float | Reals = 0.0,
        upper: float | Reals = math.inf,
        integer: bool | Flags = False,
    ) -> Columns:
        """Add a family of columns: one for each position of the arrays in `keys`.

        `keys` maps axes to codes, all of one length (possibly 0); without any key the family has
        one member. Bounds and `integer` are one for all, or one each. Raises ModelError, naming
        the family, where its name is taken or an array does not fit; SolverError where the PuLP
        problem was changed behind the model's back.
        """
        self.check_untouched()
        codes, size = check.keys(family, keys, self.axes, self._columns)
        if self._most is not None:
            what, remedy = said("limit.model", name=self.name), said("limit.model-remedy")
            require_room(self.num_columns + size, self._most, what, remedy)
        low = check.each(family, "lower", lower, size)
        high = check.each(family, "upper", upper, size)
        block = Columns(family, codes, self.num_columns, size)
        check.bounds(low, high, lambda i: self.label(block, i))
        whole = check.flags(family, integer, size)
        if self._problem is not None:
            mirror.add_columns(self._problem, low, high, whole)
        self._lower.append(low)
        self._upper.append(high)
        self._integer.append(whole)
        self._columns[family] = block
        return block

    def add_rows(
        self,
        family: str,
        keys: Mapping[str, Ints],
        sense: Sense,
        rhs: float | Reals,
        terms: Sequence[Terms],
    ) -> Rows:
        """Add a family of rows: one for each position of the arrays in `keys`.

        A row without terms is a row whose sum is 0: it makes the model infeasible where its
        right-hand side forbids 0. Raises as `add_columns` does.
        """
        self.check_untouched()
        codes, size = check.keys(family, keys, self.axes, self._rows)
        right = check.finite(family, "rhs", check.each(family, "rhs", rhs, size))
        csr = compress(family, size, self.num_columns, terms)
        senses = np.full(size, sense_sign(sense))
        if self._problem is not None:
            mirror.add_rows(self._problem, senses, right, csr)
        block = Rows(family, codes, self.num_rows, size)
        self._senses.append(senses)
        self._rhs.append(right)
        self._lengths.append(csr.lengths)
        self._indices.append(csr.indices)
        self._values.append(csr.values)
        self._rows[family] = block
        return block

    def columns(self, family: str) -> Columns:
        """The family of columns with this name; raises ModelError where there is none."""
        return _found(family, self._columns, "columns")

    def rows(self, family: str) -> Rows:
        """The family of rows with this name; raises ModelError where there is none."""
        return _found(family, self._rows, "rows")

    def label(self, block: Columns | Rows, i: int) -> str:
        """Member `i` of a family in words: the family, then its labels in brackets."""
        labels = [self.axes[axis][codes[i]] for axis, codes in block.keys.items()]
        return f"{block.family}[{','.join(labels)}]" if labels else block.family

    def set_rhs(self, rows: Rows, rhs: float | Reals) -> Floats:
        """Give a family of rows new right-hand sides; returns them one each, shape (size,)."""
        right = check.finite(rows.family, "rhs", check.each(rows.family, "rhs", rhs, rows.size))
        old = self._rhs.array[rows.part]
        changed = np.flatnonzero(right != old)
        if self._problem is not None:
            mirror.change_rhs(self._rows_of(self._problem), rows.first + changed, right[changed])
        old[:] = right
        return right

    def set_bounds(
        self, columns: Columns, lower: float | Reals, upper: float | Reals
    ) -> tuple[Floats, Floats]:
        """Give a family of columns new bounds; returns (lower, upper), one each."""
        low = check.each(columns.family, "lower", lower, columns.size)
        high = check.each(columns.family, "upper", upper, columns.size)
        check.bounds(low, high, lambda i: self.label(columns, i))
        old_low, old_high = self._lower.array[columns.part], self._upper.array[columns.part]
        changed = np.flatnonzero((low != old_low) | (high != old_high))
        if self._problem is not None:
            ids = columns.first + changed
            mirror.change_bounds(self._problem, ids, low[changed], high[changed])
        old_low[:], old_high[:] = low, high
        return low, high

    def set_column_bounds(self, ids: Ids, lower: Floats, upper: Floats) -> None:
        """Give the columns `ids`, of any families, new bounds; three arrays of equal length."""
        if self._problem is not None:
            mirror.change_bounds(self._problem, ids, lower, upper)
        self._lower.array[ids], self._upper.array[ids] = lower, upper

    def tighten_rows(self, ids: Ids) -> None:
        """Make equations of the rows `ids`, of any families, at their right-hand sides."""
        if self._problem is not None:
            mirror.make_equations(self._rows_of(self._problem), ids)
        self._senses.array[ids] = sense_sign(Sense.EQ)

    def set_objective(self, ids: Ids, coefficients: Floats, name: str = "OBJ") -> None:
        """Make the PuLP problem minimise the sum of coefficient times column."""
        self._objective = ids, coefficients, name
        if self._problem is not None:
            mirror.set_objective(self._problem, ids, coefficients, name)

    def _rows_of(self, problem: pulp.LpProblem) -> list[_rustcore.Constraint]:
        if len(self._handles) != self.num_rows:
            self._handles = problem.toRustModel().list_constraints()
        return self._handles

    def matrix(self) -> Matrix:
        """The whole model as arrays: views to read, not to write."""
        starts = np.concatenate([[0], np.cumsum(self._lengths.array)])
        return Matrix(
            lower=self._lower.array,
            upper=self._upper.array,
            integer=self._integer.array,
            senses=self._senses.array,
            rhs=self._rhs.array,
            csr=Csr(starts, self._indices.array, self._values.array),
        )

    def check_untouched(self) -> None:
        """Raise SolverError where columns or rows of `problem` came or went by another way."""
        if self._problem is not None:
            mirror.check_untouched(self._problem, self.num_columns, self.num_rows)

    def decided(self, values: Floats) -> LinearModel:
        """A copy in which each integer column stands at its value and is one no more.

        What is left is linear, and has duals: they say what relief is worth once it is decided.
        `values` has one for each column.
        """
        other = self.copy()
        other._problem = None
        whole = np.flatnonzero(other._integer.array)
        stands = np.round(values[whole])
        other.set_column_bounds(whole, stands, stands)
        other._integer.array[:] = False
        return other

    def copy(self) -> LinearModel:
        """A model of its own with the same contents; blocks of this one fit the copy too."""
        other = object.__new__(LinearModel)
        other.__dict__.update(self.__dict__)
        other._problem = None if self._problem is None else self._problem.deepcopy()
        other._columns, other._rows = dict(self._columns), dict(self._rows)
        for name, value in self.__dict__.items():
            if isinstance(value, Growing):
                setattr(other, name, value.copy())
        other._handles = []
        return other


def _found[Block: (Columns, Rows)](family: str, blocks: Mapping[str, Block], kind: str) -> Block:
    if family not in blocks:
        near = nearest(family, blocks)
        raise ModelError(
            f"the model has no family of {kind} with this name",
            seen=repr(family),
            allowed=listed(blocks),
            remedy=f"did you mean {near!r}?" if near else "",
        )
    return blocks[family]
