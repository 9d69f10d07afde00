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
        problem.units[pledges] if len(pledges) else np.zeros(0),
        [Terms(row, variables.assigned.ids, 1.0)],
    )


def coverage(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """What stands there, and what is missing, make up what is required.

    sum over p of quantity[p, r] * present[p, r, t] * assigned[p, r] + short[r, t] >= Q[r, t], for
    every requirement r and period t in its window; in the measure of the capability.
    Violated, it reads: "requirement r is not filled in period t".
    """
    wanted, period = variables.short_index
    row_of = np.full(problem.required.shape, -1, dtype=np.int64)
    row_of[wanted, period] = np.arange(len(wanted))
    pair, when = np.nonzero(problem.present)
    row = row_of[problem.pair_requirement[pair], when]
    kept = row >= 0
    return model.add_rows(
        "coverage",
        {"requirement": wanted, "period": period},
        Sense.GE,
        problem.required[wanted, period],
        [
            Terms(
                row[kept],
                variables.assigned.ids[pair[kept]],
                problem.pair_quantity[pair[kept]],
            ),
            Terms(np.arange(len(wanted)), variables.short.ids, 1.0),
        ],
    )


def ceiling(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """No more persons of a force are in theatre than it is authorised.

    sum over p in force f and r of h[p] * present[p, r, t] * assigned[p, r] <= C[f], for every
    force f with a ceiling and period t in which any of its pledges could be there; persons.
    Violated, it reads: "force f is above its authorised strength in period t".
    """
    pair, when = np.nonzero(problem.present)
    pledge = problem.pair_pledge[pair]
    force = problem.force[pledge] if len(pledge) else pledge
    kept = np.isfinite(problem.ceiling[force]) if len(force) else np.zeros(0, dtype=np.bool_)
    pair, when, pledge, force = pair[kept], when[kept], pledge[kept], force[kept]
    keys, row = np.unique(np.stack([force, when]), axis=1, return_inverse=True)
    return model.add_rows(
        "ceiling",
        {"force": keys[0], "period": keys[1]},
        Sense.LE,
        problem.ceiling[keys[0]] if keys.size else np.zeros(0),
        [Terms(row.ravel(), variables.assigned.ids[pair], problem.personnel[pledge])],
    )


def cohesion(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """Units of a contributor stand on a requirement only where it is counted as working there.

    assigned[p, r] <= n[p] * works[c(p), r], for every pledge p and requirement r it can fill;
    units. Violated, it reads: "contributor c works on requirement r without being counted".
    """
    rows = np.arange(len(problem.pairs))
    return model.add_rows(
        "cohesion",
        {"pledge": problem.pair_pledge, "requirement": problem.pair_requirement},
        Sense.LE,
        np.zeros(len(rows)),
        [
            Terms(rows, variables.assigned.ids, 1.0),
            Terms(
                rows,
                variables.works.ids[variables.works_of_pair],
                -problem.units[problem.pair_pledge] if len(rows) else np.zeros(0),
            ),
        ],
    )


FAMILIES: tuple[Family, ...] = (assignment, coverage, ceiling, cohesion)
