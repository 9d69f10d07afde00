"""The variable families of force generation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.forces.problem import ForceProblem, Ints
from planner.forces.tours import UNLIMITED
from planner.lp import Columns, LinearModel


@dataclass(frozen=True)
class ForceVariables:
    """Handles by key.

    assigned[k]: units of tour k's pledge that serve it from beginning to end; whole unless the
    pledge is divisible.
    short[r, t]: quantity of requirement r missing in the spell that begins with period t; declared
    whole where it can be nothing else, which makes the search shorter.
    works[c, r]: 1 where contributor c works on requirement r.
    stand_in[l, r, t]: quantity of requirement r filled by limited substitution l in that spell.
    missing[r, t, s]: quantity of requirement r missing in that spell in state s of it.
    """

    assigned: Columns
    short: Columns
    works: Columns
    stand_in: Columns
    missing: Columns
    short_index: tuple[Ints, Ints]
    works_index: tuple[Ints, Ints]
    works_of_pair: Ints
    stand_in_index: tuple[Ints, Ints]
    """Substitution, and spell."""
    missing_index: tuple[Ints, Ints]
    """State, and spell."""


def axes(problem: ForceProblem) -> dict[str, tuple[str, ...]]:
    """Labels of the index sets, for names that people read."""
    tours = np.bincount(problem.pairs[2]).max(initial=1)
    return {
        "pledge": problem.pledges,
        "requirement": problem.requirements,
        "tour": tuple(str(number + 1) for number in range(tours)),
        "contributor": problem.contributors,
        "force": problem.forces,
        "period": tuple(f"D{day:+d}" for day in problem.starts),
        "substitution": tuple(str(number + 1) for number in range(len(problem.at_most))),
        "state": tuple(str(number + 1) for number in range(problem.state_quantity.shape[1])),
    }


def declare(model: LinearModel, problem: ForceProblem) -> ForceVariables:
    """Add the variables of `problem` to `model`."""
    pledge = problem.tour_pledge
    assigned = model.add_columns(
        "assigned",
        _tour_keys(problem),
        upper=problem.most_units,
        integer=~problem.divisible[pledge],
    )
    wanted = np.array([spell.requirement for spell in problem.spells], dtype=np.int64)
    period = np.array([spell.period for spell in problem.spells], dtype=np.int64)
    short = model.add_columns(
        "short",
        {"requirement": wanted, "period": period},
        upper=problem.required[wanted, period],
        integer=problem.whole[wanted],
    )
    works_index, works_of_pair = _links(problem)
    works = model.add_columns(
        "works",
        {"contributor": works_index[0], "requirement": works_index[1]},
        upper=1.0,
        integer=True,
    )
    rule, spell = _stand_ins(problem)
    stand_in = model.add_columns(
        "stand_in",
        {"substitution": rule, "requirement": wanted[spell], "period": period[spell]},
        upper=problem.at_most[rule] * problem.required[wanted[spell], period[spell]],
    )
    at, state = np.nonzero(problem.state_probability[wanted])
    missing = model.add_columns(
        "missing",
        {"requirement": wanted[at], "period": period[at], "state": state},
        upper=problem.state_quantity[wanted[at], state],
    )
    return ForceVariables(
        assigned,
        short,
        works,
        stand_in,
        missing,
        (wanted, period),
        works_index,
        works_of_pair,
        (rule, spell),
        (state, at),
    )


def _tour_keys(problem: ForceProblem) -> dict[str, Ints]:
    """Pledge and requirement, and the number of the tour where a pair has several."""
    keys = {"pledge": problem.tour_pledge, "requirement": problem.tour_requirement}
    pairs, _, pair_of_tour = problem.pairs
    if len(pairs) == len(problem.tours):
        return keys
    number = np.zeros(len(problem.tours), dtype=np.int64)
    order = np.argsort(pair_of_tour, kind="stable")
    first = np.searchsorted(pair_of_tour[order], np.arange(len(pairs)))
    number[order] = np.arange(len(order)) - first[pair_of_tour[order]]
    return {**keys, "tour": number}


def _links(problem: ForceProblem) -> tuple[tuple[Ints, Ints], Ints]:
    """Contributor and requirement of each link, and the link of each pair."""
    pledge, requirement, _ = problem.pairs
    count = max(1, len(problem.requirements))
    links, works_of_pair = np.unique(
        problem.contributor[pledge] * count + requirement, return_inverse=True
    )
    return (links // count, links % count), works_of_pair


def _stand_ins(problem: ForceProblem) -> tuple[Ints, Ints]:
    """Limited substitution and spell, wherever a tour that counts by it could be present."""
    limited = np.flatnonzero(problem.tour_rule != UNLIMITED)
    if not limited.size:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    tour, period = np.nonzero(problem.present[limited])
    spell = problem.spell_at[problem.tour_requirement[limited[tour]], period]
    keys = np.stack([problem.tour_rule[limited[tour]], spell])[:, spell >= 0]
    found = np.unique(keys, axis=1)
    return found[0], found[1]
