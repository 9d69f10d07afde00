"""The constraint families of funding, in reading order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.funding.problem import FundingProblem
from planner.funding.variables import FundingVariables
from planner.lp import LinearModel, Rows, Sense, Terms
from planner.records.funding import CENTS

Family = Callable[[LinearModel, FundingProblem, FundingVariables], Rows | None]


def due(model: LinearModel, problem: FundingProblem, variables: FundingVariables) -> Rows:
    """What falls due is paid by somebody, or by nobody.

    sum over m that may pay l of paid[l, m] + unfunded[l] = cost[l], for every line l; US dollars.
    Violated, it reads: "line l is not accounted for".
    """
    lines = np.arange(len(problem.lines))
    return model.add_rows(
        "due",
        {"line": lines},
        Sense.EQ,
        problem.costs / CENTS,
        [
            Terms(problem.line, variables.paid.ids, 1.0),
            Terms(lines, variables.unfunded.ids, 1.0),
        ],
    )


def money(model: LinearModel, problem: FundingProblem, variables: FundingVariables) -> Rows:
    """A contribution pays no more than it is.

    sum over l of paid[l, m] <= money[m], for every purse m; US dollars.
    Violated, it reads: "contribution m is overspent".
    """
    purses = np.arange(len(problem.purses))
    terms = [Terms(problem.purse, variables.paid.ids, 1.0)]
    return model.add_rows("money", {"purse": purses}, Sense.LE, problem.money / CENTS, terms)


def transfers(
    model: LinearModel, problem: FundingProblem, variables: FundingVariables
) -> Rows | None:
    """A purse pays of an entry of the costs only where that is counted as a transfer.

    sum over l of entry e of paid[l, m] - min(cost of those lines, money[m]) * used[m, e] <= 0, for
    every purse m and entry e; US dollars. Left out where transfers are not counted.
    Violated, it reads: "purse m pays of entry e without a transfer".
    """
    if variables.used is None:
        return None
    rows = variables.entry_of
    most = np.bincount(rows, problem.costs[problem.line], variables.used.size)
    most = np.minimum(most, problem.money[variables.used.keys["purse"]]) / CENTS
    return model.add_rows(
        "transfers",
        variables.used.keys,
        Sense.LE,
        0.0,
        [
            Terms(rows, variables.paid.ids, 1.0),
            Terms(np.arange(variables.used.size), variables.used.ids, -most),
        ],
    )


FAMILIES: tuple[Family, ...] = (due, money, transfers)
