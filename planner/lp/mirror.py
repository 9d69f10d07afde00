"""Keeps a `pulp.LpProblem` in step with the arrays of a model.

Only this module uses names of PuLP that are not in its manual: its compiled core takes a block of
rows many times faster than PuLP expressions do. A test pins each of these names.
"""

from __future__ import annotations

import itertools

import pulp
import numpy as np
from pulp import _rustcore as core

from planner.lp.blocks import Flags, Floats, Ids
from planner.lp.errors import SolverError
from planner.lp.matrix import Csr

_SENSES = {-1.0: core.Sense.LessEqual, 1.0: core.Sense.GreaterEqual, 0.0: core.Sense.Equal}


def check_untouched(problem: pulp.LpProblem, columns: int, rows: int) -> None:
    """Raise SolverError unless `problem` still has what was put there, and is minimised."""
    inner = problem.toRustModel()
    # PuLP adds a column of its own when it writes or solves a problem without an objective.
    own = 0 if problem.dummyVar is None else 1  # type: ignore[redundant-expr]
    seen = (inner.num_variables - own, inner.num_constraints)
    if seen == (columns, rows) and problem.sense == pulp.LpMinimize and not problem.has_sos():
        return
    direction = "minimised" if problem.sense == pulp.LpMinimize else "maximised"
    raise SolverError(
        f"problem {problem.name!r} was changed behind the back of its LinearModel",
        seen=f"{seen[0]} columns and {seen[1]} rows, {direction}",
        allowed=f"{columns} columns and {rows} rows, minimised, no special ordered sets",
        remedy="add columns and rows through LinearModel, or edit a copy: problem.deepcopy()",
    )


def add_columns(problem: pulp.LpProblem, lower: Floats, upper: Floats, integer: Flags) -> None:
    """Add one variable per element of the three arrays (equal lengths); names stay blank."""
    if not lower.size:
        return
    # One call makes them all alike, like the first; only those that differ are touched again.
    alike = (float(lower[0]), float(upper[0]), bool(integer[0]))
    category = core.Category.Integer if alike[2] else core.Category.Continuous
    inner = problem.toRustModel()
    variables = inner.add_variables_batch([""] * lower.size, alike[0], alike[1], category)
    _set_bounds(variables, lower, upper, alike[0], alike[1])
    other = core.Category.Continuous if alike[2] else core.Category.Integer
    for i in np.flatnonzero(integer != alike[2]).tolist():
        variables[i].set_category(other)


def _set_bounds(
    variables: list[core.Variable],
    lower: Floats,
    upper: Floats,
    old_lower: Floats | float,
    old_upper: Floats | float,
) -> None:
    for i in np.flatnonzero(lower != old_lower).tolist():
        variables[i].set_lb(float(lower[i]))
    for i in np.flatnonzero(upper != old_upper).tolist():
        variables[i].set_ub(float(upper[i]))


def change_bounds(problem: pulp.LpProblem, ids: Ids, lower: Floats, upper: Floats) -> None:
    """Give the columns `ids` new bounds; three arrays of equal length."""
    variables = problem.toRustModel().list_variables_by_ids(ids.tolist())
    _set_bounds(variables, lower, upper, np.full(ids.size, np.nan), np.full(ids.size, np.nan))


def change_rhs(constraints: list[core.Constraint], ids: Ids, rhs: Floats) -> None:
    """Give the rows `ids` new right-hand sides; `constraints` are those of the whole problem."""
    for i, value in zip(ids.tolist(), rhs.tolist(), strict=True):
        constraints[i].set_rhs(value)


def make_equations(constraints: list[core.Constraint], ids: Ids) -> None:
    """Make equations of the rows `ids`; `constraints` are those of the whole problem."""
    for i in ids.tolist():
        constraints[i].set_sense(core.Sense.Equal)


def add_rows(problem: pulp.LpProblem, senses: Floats, rhs: Floats, csr: Csr) -> None:
    """Add one constraint per element of `rhs`; senses are -1 at most, 0 equal, 1 at least."""
    inner = problem.toRustModel()
    add, new = inner.add_constraint, core.AffineExpr
    # Slices of a memoryview cost less than slices of an array.
    ids, values = memoryview(csr.indices.astype(np.uint64)), memoryview(csr.values)
    starts = csr.starts.tolist()
    rows = zip(itertools.pairwise(starts), senses.tolist(), rhs.tolist(), strict=True)
    for (start, end), sense, right in rows:
        row = new()
        row.add_term_ids_coeffs(inner, ids[start:end], values[start:end])
        row.set_sense(_SENSES[sense])
        if right:
            row.set_constant(-right)
        add(row)


def set_objective(
    problem: pulp.LpProblem, ids: Ids, coefficients: Floats, name: str = "OBJ"
) -> None:
    """Minimise the sum of coefficient times column."""
    inner = problem.toRustModel()
    if not ids.size and inner.num_variables:
        # PuLP would add a column of its own to an objective without terms.
        ids, coefficients = np.zeros(1, dtype=np.int64), np.zeros(1)
    objective = core.AffineExpr()
    objective.add_term_ids_coeffs(inner, ids.astype(np.uint64), coefficients)
    objective.set_name(name)
    inner.set_objective(objective)
