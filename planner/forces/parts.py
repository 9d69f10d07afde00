"""A problem cut into parts that have nothing to do with each other.

Requirements hang together where one pledge could fill either, where one needs the other, or where
their units count against one limit on persons that could bind. Every goal is a sum over the parts,
so the best of each part is the best of the whole: exact, and far cheaper, for the time of a search
grows much faster than the size of a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.forces.problem import Bools, ForceProblem, Ints


@dataclass(frozen=True)
class Part:
    """Some requirements of a problem, with all their tours."""

    problem: ForceProblem
    """The same index sets, but nothing else is required and no other tour is there."""
    tours: Ints
    """Where its tours stand in the whole problem."""


def parts(problem: ForceProblem) -> Iterator[Part]:
    """The parts of `problem`, by their first requirement; one without tours cannot be filled."""
    group = groups(problem)
    for first in np.unique(group[problem.tour_requirement]):
        yield Part(*problem.part(group == first))


def with_tours(problem: ForceProblem, kept: Bools) -> tuple[ForceProblem, Ints]:
    """`problem` with the tours `kept` [K] and no other; and where they stand in it."""
    tours = np.flatnonzero(kept)
    smaller = replace(
        problem,
        tours=tuple(problem.tours[k] for k in tours),
        present=problem.present[tours],
        theatre=problem.theatre[tours],
    )
    return smaller, tours


def groups(problem: ForceProblem) -> Ints:
    """[R] the first requirement of the group that each belongs to."""
    group = np.arange(len(problem.requirements))
    for bond in _bonds(problem):
        joined = np.isin(group, group[bond])
        group[joined] = group[joined].min()
    return group


def _bonds(problem: ForceProblem) -> Iterator[Ints]:
    """Requirements that hang together."""
    pledge, requirement = problem.tour_pledge, problem.tour_requirement
    order = np.argsort(pledge, kind="stable")
    if order.size:
        yield from np.split(requirement[order], np.flatnonzero(np.diff(pledge[order])) + 1)
    counts = (problem.theatre > 0) & (problem.personnel[pledge] > 0)[:, None]
    for force, period in problem.crowded:
        yield requirement[counts[:, period] & (problem.force[pledge] == force)]
    for contributor, force, period in problem.concentrated:
        mine = (problem.force[pledge] == force) & (problem.contributor[pledge] == contributor)
        yield requirement[counts[:, period] & mine]
    for pair in problem.active_needs:
        yield np.array(pair)
