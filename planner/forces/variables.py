"""The variable families of force generation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.forces.problem import ForceProblem, Ints
from planner.lp import Columns, LinearModel


@dataclass(frozen=True)
class ForceVariables:
    """Handles by key.

    assigned[k]: units of pair k's pledge on its requirement, for their whole tour; whole unless
    the pledge is divisible.
    short[r, t]: quantity of requirement r missing in the spell that begins with period t; declared
    whole where it can be nothing else, which makes the search shorter.
    works[c, r]: 1 where contributor c works on requirement r.
    """

    assigned: Columns
    short: Columns
    works: Columns
    short_index: tuple[Ints, Ints]
    works_of_pair: Ints


def axes(problem: ForceProblem) -> dict[str, tuple[str, ...]]:
    """Labels of the index sets, for names that people read."""
    return {
        "pledge": problem.pledges,
        "requirement": problem.requirements,
        "contributor": problem.contributors,
        "force": problem.forces,
        "period": tuple(f"D{day:+d}" for day in problem.starts),
    }


def declare(model: LinearModel, problem: ForceProblem) -> ForceVariables:
    """Add the variables of `problem` to `model`."""
    pledge, requirement = problem.pair_pledge, problem.pair_requirement
    assigned = model.add_columns(
        "assigned",
        {"pledge": pledge, "requirement": requirement},
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
    contributor = problem.contributor[pledge]
    links, works_of_pair = np.unique(
        np.stack([contributor, requirement]), axis=1, return_inverse=True
    )
    works = model.add_columns(
        "works",
        {"contributor": links[0], "requirement": links[1]},
        upper=1.0,
        integer=True,
    )
    return ForceVariables(assigned, short, works, (wanted, period), works_of_pair.ravel())
