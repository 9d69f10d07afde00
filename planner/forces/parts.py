"""A problem cut into parts that have nothing to do with each other.

Requirements hang together where one pledge could fill either, where one needs the other, or where
they share a limit on persons that could bind. Every goal is a sum over the parts, so the best of
each part is the best of the whole: exact, and far cheaper, for the time of a search grows much
faster than the size of a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.forces.problem import ForceProblem, Ints


@dataclass(frozen=True)
class Part:
    """Some requirements of a problem, with all their tours."""

    problem: ForceProblem
    """The same index sets, but nothing else is required and no other tour is there."""
    tours: Ints
    """Where its tours stand in the whole problem."""


def parts(problem: ForceProblem) -> Iterator[Part]:
    """The parts of `problem`, by their first requirement; one without tours cannot be filled."""
    group = _groups(problem)
    for first in np.unique(group[problem.tour_requirement]):
        yield Part(*problem.part(group == first))


def _groups(problem: ForceProblem) -> Ints:
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
    for force in {force for force, _ in problem.crowded}:
        yield requirement[problem.force[pledge] == force]
    for contributor, force in {(c, f) for c, f, _ in problem.concentrated}:
        mine = (problem.force[pledge] == force) & (problem.contributor[pledge] == contributor)
        yield requirement[mine]
    for pair in problem.active_needs:
        yield np.array(pair)
