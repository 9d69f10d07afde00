"""The variable families of funding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.funding.problem import FundingProblem, Ints
from planner.lp import Columns, LinearModel


@dataclass(frozen=True)
class FundingVariables:
    """Handles by key. Amounts are in US dollars.

    paid[l, m]: what purse m pays of line l.
    unfunded[l]: what nobody pays of line l.
    used[m, e]: 1 where purse m pays anything of entry e of the costs; whole.
    """

    paid: Columns
    unfunded: Columns
    used: Columns | None
    """None where transfers are not counted."""
    entry_of: Ints
    """[P] the column of `used` of each pair of a line and a purse."""


def axes(problem: FundingProblem) -> dict[str, tuple[str, ...]]:
    """Labels of the index sets, for names that people read."""
    entries = sorted({(line.cost, line.force or "") for line in problem.lines})
    return {
        "line": tuple(f"{n}-{line.cost}" for n, line in enumerate(problem.lines)),
        "purse": tuple(purse.id for purse in problem.purses),
        "entry": tuple("-".join(filter(None, entry)) for entry in entries),
    }


def declare(
    model: LinearModel, problem: FundingProblem, *, count_transfers: bool
) -> FundingVariables:
    """Add the variables of `problem` to `model`."""
    paid = model.add_columns("paid", {"line": problem.line, "purse": problem.purse})
    unfunded = model.add_columns("unfunded", {"line": np.arange(len(problem.lines))})
    width = len(problem.lines) + 1
    keys, entry_of = np.unique(problem.purse * width + problem.entry, return_inverse=True)
    used = None
    if count_transfers:
        purse, entry = keys // width, keys % width
        used = model.add_columns("used", {"purse": purse, "entry": entry}, upper=1.0, integer=True)
    return FundingVariables(paid, unfunded, used, entry_of)
