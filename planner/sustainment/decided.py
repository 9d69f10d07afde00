"""The model once it is decided what to open and when to run: linear; its limits have a worth."""

from __future__ import annotations

import numpy as np

from planner.lp import LinearModel
from planner.sustainment.demand.daily import Floats

# Rows that let goods pass only where something is opened or runs. Where it is, they say no more
# than the limits of the lane or the supply itself, and would hide what these are worth.
LINKS = ("opened_site", "opened_supply", "opened_conversion", "opened_lane", "joint_load", "runs")
# Rows that only shorten the search for decisions: once they are taken, these would hold on to what
# a limit was before it is relieved.
DONE = ("enough_opened",)
# a right-hand side so large, in tonnes, that the row says nothing
LOOSE = 1e9


def decided(model: LinearModel, values: Floats) -> LinearModel:
    """A copy of `model` with its whole decisions as in `values` (one for each column)."""
    fixed = model.decided(values)
    matrix = model.matrix()
    whole = np.where(matrix.integer, np.round(values), 0.0)
    for family in LINKS:
        rows = fixed.rows(family)
        entries = slice(*matrix.csr.starts[[rows.first, rows.first + rows.size]])
        lengths = np.diff(matrix.csr.starts[rows.first : rows.first + rows.size + 1])
        let = matrix.csr.values[entries] * whole[matrix.csr.indices[entries]]
        row = np.repeat(np.arange(rows.size), lengths)
        open_ = np.bincount(row, weights=let, minlength=rows.size) < 0
        fixed.set_rhs(rows, np.where(open_, LOOSE, 0.0))
    for family in DONE:
        fixed.set_rhs(fixed.rows(family), -LOOSE)
    return fixed
