"""Near-best plans that differ most from the best and from each other, so that there is a choice.

Each is solved as one model and not part by part: all parts share what may be given up of a tier.
The first goal is to be unlike the plan found before that is nearest, the next to be unlike all of
them together, and the last ones are those of the best plan, so that an alternative is a good plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.catalogue import Factbook
from planner.catalogue.ids import PledgeId, RequirementId
from planner.errors import fault
from planner.forces.instance import force_problem
from planner.forces.merging import Merged, merged
from planner.forces.objective import ForceGoal, goals
from planner.forces.problem import Floats, ForceProblem, Ints
from planner.forces.result import WHOLE, Filled, assignments, filled_by, read_back, recomputed
from planner.forces.solve import build, outcome_of, solve
from planner.forces.variables import ForceVariables, axes
from planner.forces.views import View
from planner.lp import Columns, Goal, LinearModel, Sense, SolveOptions, Terms
from planner.messages import said
from planner.records.alternatives import Alternative, Alternatives, Reassigned
from planner.scenario.schema.scenario import Scenario

# Units of a plan, or of one unit where it has fewer, by which another must differ: what keeps a
# tier near its best, and a solver's rows, have slack enough to shift some millionths of them.
DIFFERS = 1e-5


def alternatives(
    scenario: Scenario, book: Factbook, options: SolveOptions, *, count: int, within: float
) -> Alternatives:
    """The best deployable plan and up to `count` others that differ most.

    Each keeps the requirement-days unfilled of every tier within the share `within` of its best
    value; a tier that is filled stays filled. Where the cost is the first goal, it is kept so too.
    Fewer are found where nothing else differs. Raises `InputError` for a count or share below 0,
    `NoPlanError` where a limit is reached before any assignment is found. Units that are alike in
    all but their name are one: that they change places is no other plan.
    """
    _check(count, within)
    like = merged(force_problem(scenario, book, View()))
    best = solve(like.problem, options)
    found = [best]
    others: list[Alternative] = []
    while len(others) < count and best.units.any():
        other = _another(found, within, options)
        if not all(_is_another(before, other) for before in found):
            break
        shared = [_shared(before, other) for before in found]
        others.append(_alternative(like, best, other, shared))
        found.append(other)
    early = any(filled.stopped_early for filled in found)
    spread = assignments(like.spread_out(best))
    return Alternatives(within, best.goals, spread, tuple(others), early)


def _check(count: int, within: float) -> None:
    if count < 0:
        raise fault(said("how-many-alternatives"), path="count", seen=str(count))
    if not 0 <= within < np.inf:
        raise fault(said("how-near-the-best"), path="within", seen=str(within))


# --------------------------------------------------------------------------------------- a model


@dataclass(frozen=True)
class _Likeness:
    """Columns that say how much of each plan found before is in the new one."""

    nearest: Columns
    """Largest share of the units of any plan that the new one shares with it."""
    shared: Columns
    """By plan and pair: units that both have there."""
    of_plan: Floats
    """By column of `shared`: one over the units of the plan, to make it a share."""


def _another(found: Sequence[Filled], within: float, options: SolveOptions) -> Filled:
    """The plan near the best that is least like those found."""
    problem = found[0].problem
    labels = tuple(str(number) for number in range(len(found)))
    model = LinearModel("alternatives", {**axes(problem), "plan": labels}, options.max_variables)
    variables = build(model, problem)
    ordered = goals(problem, variables)
    _stay_near(model, ordered, found[0], within)
    likeness = _liken(model, problem, variables, found)
    first = (
        Goal("nearest", likeness.nearest.ids, np.ones(1)),
        Goal("shared", likeness.shared.ids, likeness.of_plan),
    )
    outcome = outcome_of(model, [*first, *(goal.goal for goal in ordered)], options)
    own = replace(outcome, goals=outcome.goals[len(first) :])
    units = read_back(problem, variables, own, ordered)
    return filled_by(problem, units, stopped_early=not outcome.status.is_settled)


def _stay_near(
    model: LinearModel, ordered: Sequence[ForceGoal], best: Filled, within: float
) -> None:
    """Rows that keep the first goal, and the requirement-days of each tier, near the best."""
    for entry in ordered:
        if entry.kind.tier is not None or entry is ordered[0]:
            goal, value = entry.goal, recomputed(entry.kind, best)
            spare = abs(value) * (within + WHOLE + within * WHOLE)
            limit = value + spare if abs(value) > WHOLE else 0.0
            rows = np.zeros(goal.columns.size, dtype=np.int64)
            terms = Terms(rows, goal.columns, goal.coefficients)
            model.add_rows(f"near {goal.name}", {}, Sense.LE, limit * entry.per_unit, [terms])


def _liken(
    model: LinearModel, problem: ForceProblem, variables: ForceVariables, found: Sequence[Filled]
) -> _Likeness:
    """Columns for the units that the new plan shares with those found, and the rows behind them.

    shared[i, p, r] is the smaller of the units of pledge p on requirement r in plan i and in the
    new one; nearest is the largest of the sums over p and r of shared[i, p, r] over units[i].
    """
    per_plan = np.stack([_by_pair(filled) for filled in found])
    plan, pair = np.nonzero(per_plan)
    units = per_plan[plan, pair]
    of_plan = 1.0 / per_plan.sum(axis=1)[plan]
    keys = {
        "plan": plan,
        "pledge": problem.pairs[0][pair],
        "requirement": problem.pairs[1][pair],
    }
    shared = model.add_columns("shared", keys, upper=units)
    nearest = model.add_columns("nearest", {})
    model.add_rows(
        "nearest",
        {"plan": np.arange(len(found))},
        Sense.GE,
        0.0,
        [
            Terms(np.arange(len(found)), np.full(len(found), nearest.first), 1.0),
            Terms(plan, shared.ids, -of_plan),
        ],
    )
    _share(model, problem, variables, shared, pair, units)
    return _Likeness(nearest, shared, of_plan)


def _share(
    model: LinearModel,
    problem: ForceProblem,
    variables: ForceVariables,
    shared: Columns,
    pair: Ints,
    units: Floats,
) -> None:
    """Rows that make `shared` the smaller of `units` and of what the new plan has of its pair.

    shared >= units there - (most - units) * reached, and shared >= units * reached: only where
    there could be more than `units` a column `reached` says whether there are at least as many.
    """
    spare = _most(problem)[pair] - units
    roomy = np.flatnonzero(spare > WHOLE)
    keys = {axis: codes[roomy] for axis, codes in shared.keys.items()}
    reached = model.add_columns("reached", keys, upper=1.0, integer=True)
    row, tour = np.nonzero(pair[:, None] == problem.pairs[2][None, :])
    ids = np.arange(shared.size)
    model.add_rows(
        "shared",
        shared.keys,
        Sense.GE,
        0.0,
        [
            Terms(ids, shared.ids, 1.0),
            Terms(row, variables.assigned.ids[tour], -1.0),
            Terms(roomy, reached.ids, spare[roomy]),
        ],
    )
    model.add_rows(
        "reached",
        keys,
        Sense.GE,
        0.0,
        [
            Terms(np.arange(len(roomy)), shared.ids[roomy], 1.0),
            Terms(np.arange(len(roomy)), reached.ids, -units[roomy]),
        ],
    )


def _most(problem: ForceProblem) -> Floats:
    """[pairs] most units of a pledge that could serve on a requirement."""
    most = np.bincount(problem.pairs[2], problem.most_units, len(problem.pairs[0]))
    return np.asarray(np.minimum(most, problem.units[problem.pairs[0]]))


# --------------------------------------------------------------------------------------- records


def _by_pair(filled: Filled) -> Floats:
    """[pairs] units of each pledge on each requirement."""
    pledges, _, pair_of_tour = filled.problem.pairs
    return np.bincount(pair_of_tour, filled.units, len(pledges))


def _shared(before: Filled, after: Filled) -> float:
    """Share of the units of one plan that serve in the same place in another.

    A plan without units shares all with another of that kind, and nothing with any other.
    """
    one, other = _by_pair(before), _by_pair(after)
    if not one.any():
        return 0.0 if other.any() else 1.0
    return float(np.minimum(one, other).sum() / one.sum())


def _is_another(before: Filled, after: Filled) -> bool:
    """Whether more of a plan serves elsewhere in another one than slack alone would move."""
    one, other = _by_pair(before), _by_pair(after)
    if not one.any():
        return bool(other.any())
    elsewhere = (one - np.minimum(one, other)).sum()
    return bool(elsewhere > DIFFERS * max(1.0, one.sum()))


def _alternative(like: Merged, best: Filled, other: Filled, shared: Sequence[float]) -> Alternative:
    return Alternative(
        goals=other.goals,
        assignments=assignments(like.spread_out(other)),
        moves=tuple(moves(like.spread_out(best), like.spread_out(other))),
        difference=1 - shared[0],
        nearest=1 - max(shared),
    )


def moves(before: Filled, after: Filled) -> Iterator[Reassigned]:
    """Pairs with other units than before, by pledge and requirement."""
    one, other = _named(before), _named(after)
    for pair in sorted({*one, *other}):
        units = one.get(pair, 0.0), other.get(pair, 0.0)
        if abs(units[0] - units[1]) > WHOLE:
            yield Reassigned(*pair, *units)


def _named(filled: Filled) -> dict[tuple[PledgeId, RequirementId], float]:
    problem, units = filled.problem, _by_pair(filled).tolist()
    pairs = zip(problem.pairs[0].tolist(), problem.pairs[1].tolist(), units, strict=True)
    return {(problem.pledges[p], problem.requirements[r]): n for p, r, n in pairs if n}
