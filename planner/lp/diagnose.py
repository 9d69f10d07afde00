"""Why a model has no solution: let its rows give way, as little as possible, and see which do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Columns, Flags, Floats, Sense, Terms
from planner.lp.errors import SolverError
from planner.lp.matrix import Matrix, sense_sign
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.solution import Solution
from planner.lp.solve import Session

# Smaller misses are the solver's own tolerance.
SMALLEST_MISS = 1e-6
SMALLEST_PRICE = 1e-7


@dataclass(frozen=True)
class Conflict:
    """A row that cannot be kept together with the others; `amount` in the row's own unit.

    An amount of 0 marks a row that is kept, but stands in the way of those that are not.
    """

    family: str
    label: str
    amount: float


def conflict(
    model: LinearModel,
    options: SolveOptions | None = None,
    *,
    soft: Collection[str] | None = None,
    partners: bool = False,
) -> tuple[Conflict, ...]:
    """The rows to give way, by the least total amount, so that a model has a solution.

    `soft` names the families of rows that may give way (all of them without it): leave balances
    out, or the answer may be goods from nowhere. With `partners`, rows that are kept but stand in
    the way come too (linear models only). In the order of the rows; empty where the model has a
    solution. Raises SolverError where there is none however far the soft rows give way, or the
    time limit comes first.
    """
    matrix = model.matrix()
    elastic, ways = _elastic(matrix, _may_give_way(model, soft))
    goal = Goal("misses", ways.ids, np.ones(ways.size))
    solution = Session(elastic, options or SolveOptions()).minimise(goal)
    if not solution.status.has_solution:
        raise SolverError(
            f"no reason was found why model {model.name!r} has no solution",
            seen=f"status {solution.status.name}",
            remedy="let more families of rows give way, or allow more time",
        )
    amounts = _amounts(solution.of(ways), matrix)
    named = amounts > 0
    if partners and named.any() and solution.duals is not None:
        named |= np.abs(_in_row_order(elastic, solution)) > SMALLEST_PRICE
    return tuple(
        Conflict(block.family, model.label(block, i - block.first), float(amounts[i]))
        for block in model.row_families
        for i in (block.first + np.flatnonzero(named[block.part])).tolist()
    )


def _may_give_way(model: LinearModel, soft: Collection[str] | None) -> Flags:
    """One yes or no per row of the model; raises ModelError for a family that is not there."""
    allowed = np.full(model.num_rows, soft is None)
    for family in soft or ():
        allowed[model.rows(family).part] = True
    return allowed


def _elastic(matrix: Matrix, allowed: Flags) -> tuple[LinearModel, Columns]:
    """The same model with two more columns per row: by how much it falls short, or goes over."""
    columns, rows = matrix.lower.size, matrix.rhs.size
    model = LinearModel("elastic", {"column": _numbers(columns), "row": _numbers(rows)})
    model.add_columns(
        "same",
        {"column": np.arange(columns)},
        lower=matrix.lower,
        upper=matrix.upper,
        integer=matrix.integer,
    )
    short = np.where(allowed & (matrix.senses >= 0), np.inf, 0.0)
    over = np.where(allowed & (matrix.senses <= 0), np.inf, 0.0)
    both = np.tile(np.arange(rows), 2)
    ways = model.add_columns("ways", {"row": both}, upper=np.concatenate([short, over]))
    for sense in Sense:
        _add_rows(model, matrix, sense, ways)
    return model, ways


def _add_rows(model: LinearModel, matrix: Matrix, sense: Sense, ways: Columns) -> None:
    """The rows of one sense, each with its two ways to be missed."""
    members = np.flatnonzero(matrix.senses == sense_sign(sense))
    position = np.full(matrix.rhs.size, -1)
    position[members] = inside = np.arange(members.size)
    row_of_entry = position[np.repeat(np.arange(matrix.rhs.size), matrix.csr.lengths)]
    entries = row_of_entry >= 0
    terms = [
        Terms(row_of_entry[entries], matrix.csr.indices[entries], matrix.csr.values[entries]),
        Terms(inside, ways.first + members, 1.0),
        Terms(inside, ways.first + matrix.rhs.size + members, -1.0),
    ]
    model.add_rows(sense.name, {"row": members}, sense, matrix.rhs[members], terms)


def _amounts(ways: Floats, matrix: Matrix) -> Floats:
    """By how much each row is missed; 0 where that is no more than the solver's tolerance."""
    missed = ways.reshape(2, -1).sum(axis=0)
    return np.where(missed > SMALLEST_MISS * np.maximum(1.0, np.abs(matrix.rhs)), missed, 0.0)


def _in_row_order(elastic: LinearModel, solution: Solution) -> Floats:
    duals = np.zeros(elastic.num_rows)
    for block in elastic.row_families:
        duals[block.keys["row"]] = solution.dual_of(block)
    return duals


def _numbers(count: int) -> list[str]:
    return [str(i) for i in range(count)]
