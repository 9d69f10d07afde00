"""What sources give."""

from __future__ import annotations

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Bools, SupplyProblem
from planner.sustainment.variables import SupplyVariables


def supply_total(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A source gives no more in all than it has.

    sum over t of received[s,t] <= total[s], for every supply with a total; units of issue. The dual
    is the worth of one more unit. Violated, it reads: "supply s gives more than it has".
    """
    totals = np.array([source.total for source in problem.supplies])
    limited = np.isfinite(totals)
    return _in_all(model, problem, variables, "supply_total", totals, limited, Sense.LE)


def supply_least(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A source is drawn on for at least what must be taken.

    sum over t of received[s,t] >= least[s], for every supply with a least; units of issue. The dual
    is the worth of one unit less to take. Violated, it reads: "less than it must be is taken from
    supply s".
    """
    least = np.array([source.least for source in problem.supplies])
    return _in_all(model, problem, variables, "supply_least", least, least > 0, Sense.GE)


def _in_all(
    model: LinearModel,
    problem: SupplyProblem,
    variables: SupplyVariables,
    family: str,
    amount: Floats,
    limited: Bools,
    sense: Sense,
) -> Rows:
    entries = [source.entry for source in problem.supplies]
    first = np.array([entries.index(entry) for entry in entries], dtype=np.int64)
    which = np.flatnonzero(limited & (first == np.arange(len(first))))
    row_of = np.full(len(amount), -1, dtype=np.int64)
    row_of[which] = np.arange(len(which))
    row = row_of[first[variables.received.keys["supply"]]]
    kept = row >= 0
    terms = Terms(row[kept], variables.received.ids[kept], 1.0)
    return model.add_rows(family, {"supply": which}, sense, amount[which], [terms])
