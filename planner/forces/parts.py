"""A problem cut into parts that have nothing to do with each other.

Requirements hang together where one pledge could fill either, or where they share a ceiling that
could bind. Every goal is a sum over the parts, so the best of each part is the best of the whole:
exact, and far cheaper, for the time of a search grows much faster than the size of a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.forces.problem import ForceProblem, Ints


@dataclass(frozen=True)
class Part:
    """Some requirements of a problem, with all their pairs."""

    problem: ForceProblem
    """The same index sets, but nothing else is required and no other pair is there."""
    pairs: Ints
    """Where its pairs stand in the whole problem."""


def parts(problem: ForceProblem) -> Iterator[Part]:
    """The parts of `problem`, by their first requirement; one without pairs cannot be filled."""
    group = _groups(problem)
    for first in np.unique(group[problem.pair_requirement]):
        mine = group == first
        pairs = np.flatnonzero(mine[problem.pair_requirement])
        part = replace(
            problem,
            required=np.where(mine[:, None], problem.required, 0.0),
            pairs=tuple(problem.pairs[k] for k in pairs),
            present=problem.present[pairs],
        )
        yield Part(part, pairs)


def _groups(problem: ForceProblem) -> Ints:
    """[R] the first requirement of the group that each belongs to."""
    group = np.arange(len(problem.requirements))
    pledge, requirement = problem.pair_pledge, problem.pair_requirement
    bonds = [requirement[pledge == p] for p in np.unique(pledge)]
    for force in {force for force, _ in problem.crowded}:
        bonds.append(requirement[problem.force[pledge] == force])
    for bond in bonds:
        joined = np.isin(group, group[bond])
        group[joined] = group[joined].min()
    return group
