"""The constraint families of force generation, in reading order (formulation, section 1)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.forces.problem import Floats, ForceProblem, Ints
from planner.forces.tours import UNLIMITED
from planner.forces.variables import ForceVariables
from planner.lp import LinearModel, Rows, Sense, Terms

Family = Callable[[LinearModel, ForceProblem, ForceVariables], Rows]


def assignment(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """No more units of a pledge are assigned than were pledged.

    sum over r and tours k of assigned[p, r, k] <= n[p], for every pledge p with a requirement it
    can fill; units. Violated, it reads: "pledge p has only n units".
    """
    pledges, row = np.unique(problem.tour_pledge, return_inverse=True)
    return model.add_rows(
        "assignment",
        {"pledge": pledges},
        Sense.LE,
        problem.units[pledges],
        [Terms(row, variables.assigned.ids, 1.0)],
    )


def coverage(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """What stands there, and what is missing, make up what is required.

    sum over p and tours k of quantity[p, r] * present[k, t] * assigned[p, r, k] + sum over limited
    substitutions l of stand_in[l, r, t] + short[r, t] >= Q[r, t], for every requirement r and
    period t in its window, where periods with the same Q and the same units present share one row,
    under the first of them; in the measure of the capability.
    Violated, it reads: "requirement r is not filled in period t".
    """
    wanted, period = variables.short_index
    tour, row = _present(problem, variables, limited=False)
    return model.add_rows(
        "coverage",
        {"requirement": wanted, "period": period},
        Sense.GE,
        problem.required[wanted, period],
        [
            Terms(row, variables.assigned.ids[tour], problem.tour_quantity[tour]),
            Terms(variables.stand_in_index[1], variables.stand_in.ids, 1.0),
            Terms(np.arange(len(wanted)), variables.short.ids, 1.0),
        ],
    )


def substitution(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """What a limited substitution fills, units of the capability that stands in are there for.

    stand_in[l, r, t] - sum over p of l and tours k of quantity[p, r] * present[k, t] *
    assigned[p, r, k] <= 0, for every limited substitution l, requirement r and period t;
    stand_in[l, r, t] is at most the share of Q[r, t] that l allows; in the measure of the
    capability. Violated, it reads: "nobody is there to stand in for requirement r in period t".
    """
    rule, spell = variables.stand_in_index
    wanted, period = variables.short_index
    tour, at = _present(problem, variables, limited=True)
    spells = len(wanted) or 1
    row = np.searchsorted(rule * spells + spell, problem.tour_rule[tour] * spells + at)
    return model.add_rows(
        "substitution",
        {"substitution": rule, "requirement": wanted[spell], "period": period[spell]},
        Sense.LE,
        np.zeros(len(rule)),
        [
            Terms(np.arange(len(rule)), variables.stand_in.ids, 1.0),
            Terms(row, variables.assigned.ids[tour], -problem.tour_quantity[tour]),
        ],
    )


def states(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """What is there counts alike in every state: in a smaller one so much less is missing.

    missing[r, t, s] - short[r, t] >= q[r, s] - Q[r, t], for every requirement r with states, period
    t in its window and state s of it, Q the quantity of the largest; in the measure of the
    capability. Nothing but the goals pushes missing[r, t, s] down, and they push it to the larger
    of this and 0, for a probability is never negative: their sum over s, each by its probability,
    is what is missing on average. So no state needs assignments of its own.
    Violated, it reads: "more counts on requirement r in state s than is there in period t".
    """
    state, spell = variables.missing_index
    wanted, period = variables.short_index[0][spell], variables.short_index[1][spell]
    rows = np.arange(len(state))
    return model.add_rows(
        "states",
        {"requirement": wanted, "period": period, "state": state},
        Sense.GE,
        problem.state_quantity[wanted, state] - problem.required[wanted, period],
        [
            Terms(rows, variables.missing.ids, 1.0),
            Terms(rows, variables.short.ids[spell], -1.0),
        ],
    )


def dependency(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """Of a requirement at least that share is missing which is missing of one that it needs.

    short[r, t] / Q[r, t] - short[d, t] / Q[d, t] >= 0, for every requirement r, every d that it
    needs and every period t in which both are required; a share.
    Violated, it reads: "requirement r counts though d, which it needs, is not filled in period t".
    """
    wanted, period = variables.short_index
    spells = [
        (i, int(problem.spell_at[d, t]))
        for r, d in problem.active_needs
        for i, t in zip(np.flatnonzero(wanted == r).tolist(), period[wanted == r], strict=True)
        if problem.spell_at[d, t] >= 0
    ]
    mine, needed = np.array(spells, dtype=np.int64).reshape(-1, 2).T
    rows, required = np.arange(len(mine)), problem.required[wanted, period]
    return model.add_rows(
        "dependency",
        {"requirement": wanted[mine], "period": period[mine]},
        Sense.GE,
        np.zeros(len(rows)),
        [
            Terms(rows, variables.short.ids[mine], 1.0 / required[mine]),
            Terms(rows, variables.short.ids[needed], -1.0 / required[needed]),
        ],
    )


def ceiling(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """No more persons of a force are in theatre than it is authorised.

    sum over p in force f, r and tours k of h[p] * theatre[k, t] * assigned[p, r, k] <= C[f], for
    every force f and period t in which its pledges could exceed the ceiling, without the periods
    in which no other units could be there than in one that has a row; a unit counts twice while it
    is relieved in place; persons.
    Violated, it reads: "force f is above its authorised strength in period t".
    """
    force, period = np.array(problem.crowded, dtype=np.int64).reshape(-1, 2).T
    mine = problem.force[problem.tour_pledge][:, None] == force
    row, tour = np.nonzero((problem.theatre[:, period] * mine).T)
    return model.add_rows(
        "ceiling",
        {"force": force, "period": period},
        Sense.LE,
        problem.ceiling[force],
        [Terms(row, variables.assigned.ids[tour], _persons(problem, tour, period[row]))],
    )


def concentration(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """No contributor has more persons in theatre than its largest share of the force.

    sum over p of c in force f, r and tours k of h[p] * theatre[k, t] * assigned[p, r, k] <= B[f],
    for every contributor c, force f with such a share and period t in which c could exceed it, B
    the share of the authorised strength; persons.
    Violated, it reads: "contributor c is too large a part of force f in period t".
    """
    contributor, force, period = np.array(problem.concentrated, dtype=np.int64).reshape(-1, 3).T
    pledge = problem.tour_pledge
    mine = (problem.force[pledge][:, None] == force) & (
        problem.contributor[pledge][:, None] == contributor
    )
    row, tour = np.nonzero((problem.theatre[:, period] * mine).T)
    return model.add_rows(
        "concentration",
        {"contributor": contributor, "force": force, "period": period},
        Sense.LE,
        problem.largest_contribution[force],
        [Terms(row, variables.assigned.ids[tour], _persons(problem, tour, period[row]))],
    )


def decision(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """Units that a decision fixes stay where it puts them.

    sum over tours k of assigned[p, r, k] >= fixed[p, r], for every decision that fixes units of
    pledge p on requirement r; units.
    Violated, it reads: "the units of pledge p that are fixed on requirement r cannot all serve".
    """
    pledge, requirement, units = np.array(problem.fixed, dtype=np.float64).reshape(-1, 3).T
    tours = [
        (row, k)
        for row, (p, r, _) in enumerate(problem.fixed)
        for k in np.flatnonzero((problem.tour_pledge == p) & (problem.tour_requirement == r))
    ]
    row, tour = np.array(tours, dtype=np.int64).reshape(-1, 2).T
    return model.add_rows(
        "decision",
        {"pledge": pledge.astype(np.int64), "requirement": requirement.astype(np.int64)},
        Sense.GE,
        units,
        [Terms(row, variables.assigned.ids[tour], 1.0)],
    )


def cohesion(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """Units of a contributor stand on a requirement only where it is counted as working there.

    sum over tours k of assigned[p, r, k] <= m[p, r] * works[c(p), r], for every pledge p and
    requirement r it can fill, m the most units that can be of use there; units.
    Violated, it reads: "contributor c works on requirement r without being counted".
    """
    pledge, requirement, pair_of_tour = problem.pairs
    rows = np.arange(len(pledge))
    most = np.zeros(len(pledge))
    np.add.at(most, pair_of_tour, problem.most_units)
    most = np.minimum(most, problem.units[pledge])
    return model.add_rows(
        "cohesion",
        {"pledge": pledge, "requirement": requirement},
        Sense.LE,
        np.zeros(len(rows)),
        [
            Terms(pair_of_tour, variables.assigned.ids, 1.0),
            Terms(rows, variables.works.ids[variables.works_of_pair], -most),
        ],
    )


def contributors(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """No more contributors share a requirement than it allows.

    sum over c of works[c, r] <= K[r], for every requirement r with such a limit that more could
    share; contributors.
    Violated, it reads: "more than K contributors share requirement r".
    """
    _, requirement = variables.works_index
    could = np.bincount(requirement, minlength=len(problem.requirements))
    limited = np.flatnonzero(could > problem.most_contributors)
    mine = np.isin(requirement, limited)
    return model.add_rows(
        "contributors",
        {"requirement": limited},
        Sense.LE,
        problem.most_contributors[limited],
        [Terms(np.searchsorted(limited, requirement[mine]), variables.works.ids[mine], 1.0)],
    )


def minimum(model: LinearModel, problem: ForceProblem, variables: ForceVariables) -> Rows:
    """A contributor on a requirement brings at least the smallest share that is of use.

    sum over p of c and tours k of quantity[p, r] * assigned[p, r, k] - a[r] * Q[r] * works[c, r]
    >= 0, for every requirement r with such a share a and contributor c that could work on it, Q
    its largest quantity; in the measure of the capability.
    Violated, it reads: "contributor c brings less to requirement r than is of use".
    """
    contributor, requirement = variables.works_index
    least = problem.least_share * problem.peak
    link = np.flatnonzero(least[requirement] > 0)
    link_of_tour = variables.works_of_pair[problem.pairs[2]]
    mine = np.flatnonzero(np.isin(link_of_tour, link))
    return model.add_rows(
        "minimum",
        {"contributor": contributor[link], "requirement": requirement[link]},
        Sense.GE,
        np.zeros(len(link)),
        [
            Terms(
                np.searchsorted(link, link_of_tour[mine]),
                variables.assigned.ids[mine],
                problem.tour_quantity[mine],
            ),
            Terms(np.arange(len(link)), variables.works.ids[link], -least[requirement[link]]),
        ],
    )


def _present(
    problem: ForceProblem, variables: ForceVariables, *, limited: bool
) -> tuple[Ints, Ints]:
    """Tour and spell, wherever a tour counts in a spell of its requirement.

    Either the tours that count by a limited substitution, or the others.
    """
    mine = (problem.tour_rule != UNLIMITED) == limited
    wanted, period = variables.short_index
    tour_order = np.argsort(problem.tour_requirement, kind="stable")
    tour_order = tour_order[mine[tour_order]]
    spell_order = np.argsort(wanted, kind="stable")
    every = np.arange(len(problem.requirements) + 1)
    tours = np.searchsorted(problem.tour_requirement[tour_order], every)
    spells = np.searchsorted(wanted[spell_order], every)
    found_tours, found_rows = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for r in np.unique(problem.tour_requirement[mine]).tolist():
        of_r = tour_order[tours[r] : tours[r + 1]]
        rows = spell_order[spells[r] : spells[r + 1]]
        # row by row, which is the order in which the model keeps them
        row, tour = problem.present[of_r][:, period[rows]].T.nonzero()
        found_tours.append(of_r[tour])
        found_rows.append(rows[row])
    return np.concatenate(found_tours), np.concatenate(found_rows)


def _persons(problem: ForceProblem, tour: Ints, period: Ints) -> Floats:
    """Persons of one unit on a tour in a period."""
    return problem.personnel[problem.tour_pledge[tour]] * problem.theatre[tour, period]


# what decides how far requirements are filled; the rest only chooses between equal fills
FILLING: tuple[Family, ...] = (
    assignment,
    coverage,
    states,
    substitution,
    dependency,
    ceiling,
    concentration,
    decision,
)
SHARING: tuple[Family, ...] = (cohesion, contributors, minimum)
FAMILIES: tuple[Family, ...] = (*FILLING, *SHARING)


def filling(problem: ForceProblem) -> tuple[Family, ...]:
    """The families that decide how far the requirements of `problem` are filled."""
    wanted = problem.peak > 0
    shared = np.isfinite(problem.most_contributors) | (problem.least_share > 0)
    return FAMILIES if (shared & wanted).any() else FILLING
