"""The constraint families of force generation, in reading order (formulation, section 1)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.forces.problem import ForceProblem
from planner.forces.variables import ForceVariables
from planner.lp import LinearModel, Rows, Sense, Terms

Family = Callable[[LinearModel, ForceProblem, ForceVariables], Rows]


def assignment(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """No more units of a pledge are assigned than were pledged.

    sum over r of assigned[p, r] <= n[p], for every pledge p with a requirement it can fill; units.
    Violated, it reads: "pledge p has only n units".
    """
    pledges, row = np.unique(problem.pair_pledge, return_inverse=True)
    return model.add_rows(
        "assignment",
        {"pledge": pledges},
        Sense.LE,
        problem.units[pledges],
        [Terms(row, variables.assigned.ids, 1.0)],
    )


def coverage(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """What stands there, and what is missing, make up what is required.

    sum over p of quantity[p, r] * present[p, r, t] * assigned[p, r] + short[r, t] >= Q[r, t], for
    every requirement r and period t in its window, where periods with the same Q and the same
    units present share one row, under the first of them; in the measure of the capability.
    Violated, it reads: "requirement r is not filled in period t".
    """
    wanted, period = variables.short_index
    there = problem.present[:, period] & (problem.pair_requirement[:, None] == wanted)
    pair, row = np.nonzero(there)
    return model.add_rows(
        "coverage",
        {"requirement": wanted, "period": period},
        Sense.GE,
        problem.required[wanted, period],
        [
            Terms(row, variables.assigned.ids[pair], problem.pair_quantity[pair]),
            Terms(np.arange(len(wanted)), variables.short.ids, 1.0),
        ],
    )


def ceiling(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """No more persons of a force are in theatre than it is authorised.

    sum over p in force f and r of h[p] * present[p, r, t] * assigned[p, r] <= C[f], for every
    force f and period t in which its pledges could exceed the ceiling, without the periods in
    which no other units could be there than in one that has a row; persons.
    Violated, it reads: "force f is above its authorised strength in period t".
    """
    force, period = np.array(problem.crowded, dtype=np.int64).reshape(-1, 2).T
    pledge = problem.pair_pledge
    there = problem.present[:, period] & (problem.force[pledge][:, None] == force)
    pair, row = np.nonzero(there)
    return model.add_rows(
        "ceiling",
        {"force": force, "period": period},
        Sense.LE,
        problem.ceiling[force],
        [Terms(row, variables.assigned.ids[pair], problem.personnel[pledge[pair]])],
    )


def cohesion(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """Units of a contributor stand on a requirement only where it is counted as working there.

    assigned[p, r] <= m[p, r] * works[c(p), r], for every pledge p and requirement r it can fill,
    m the most units that can be of use there; units.
    Violated, it reads: "contributor c works on requirement r without being counted".
    """
    rows = np.arange(len(problem.pairs))
    return model.add_rows(
        "cohesion",
        {"pledge": problem.pair_pledge, "requirement": problem.pair_requirement},
        Sense.LE,
        np.zeros(len(rows)),
        [
            Terms(rows, variables.assigned.ids, 1.0),
            Terms(rows, variables.works.ids[variables.works_of_pair], -problem.most_units),
        ],
    )


# what decides how far requirements are filled; the rest only chooses between equal fills
FILLING: tuple[Family, ...] = (assignment, coverage, ceiling)
FAMILIES: tuple[Family, ...] = (*FILLING, cohesion)
