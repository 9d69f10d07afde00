"""One instance of the force-generation model: frozen arrays, no solver, no file format.

Days are cut into periods at every day on which something changes, so that within a period
everything is constant and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId, PledgeId, RequirementId
from planner.forces.pairs import Pair, View, calendar_of, pairs_of, unit_personnel
from planner.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spell:
    """Periods in which a requirement asks for the same and could have the same units."""

    requirement: int
    period: int
    """The first of them; it stands for all."""
    days: int
    """Days in all of them."""


@dataclass(frozen=True)
class ForceProblem:
    """Index sets and coefficients; R requirements, P pledges, K pairs, T periods, F forces."""

    requirements: tuple[RequirementId, ...]
    pledges: tuple[PledgeId, ...]
    contributors: tuple[str, ...]
    forces: tuple[ForceId, ...]
    starts: Ints
    """[T] first day of each period."""
    lengths: Ints
    """[T] days in each period."""
    required: Floats
    """[R, T] quantity required, in the measure of the capability."""
    tier: Ints
    """[R] priority, 1 first."""
    units: Floats
    """[P] units pledged."""
    personnel: Floats
    """[P] persons in one unit."""
    cost: Floats
    """[P] US dollars for one unit and its tour."""
    divisible: Bools
    """[P] true where parts of a unit are of use."""
    contributor: Ints
    """[P] index of who pledged it."""
    force: Ints
    """[P] index of the force it joins."""
    pairs: tuple[Pair, ...]
    present: Bools
    """[K, T] true where the pair's units are in theatre throughout the period."""
    ceiling: Floats
    """[F] most persons in theatre."""

    @cached_property
    def peak(self) -> Floats:
        """[R] largest quantity required."""
        return np.asarray(self.required.max(axis=1, initial=0.0))

    @cached_property
    def pair_pledge(self) -> Ints:
        """[K] pledge of each pair."""
        return np.array([pair.pledge for pair in self.pairs], dtype=np.int64)

    @cached_property
    def pair_requirement(self) -> Ints:
        """[K] requirement of each pair."""
        return np.array([pair.requirement for pair in self.pairs], dtype=np.int64)

    @cached_property
    def pair_quantity(self) -> Floats:
        """[K] quantity that one unit counts for."""
        return np.array([pair.quantity for pair in self.pairs], dtype=np.float64)

    @cached_property
    def most_units(self) -> Floats:
        """[K] most units of the pair that can be of use: what was pledged, or enough alone.

        A pledge that earns money (a negative cost) may be of use beyond that.
        """
        pledge = self.pair_pledge
        needed = self.required[self.pair_requirement] * self.present
        enough = needed.max(axis=1, initial=0.0) / self.pair_quantity
        enough = np.where(self.divisible[pledge], enough, np.ceil(enough))
        return np.minimum(self.units[pledge], np.where(self.cost[pledge] < 0, np.inf, enough))

    @cached_property
    def whole(self) -> Bools:
        """[R] true where only whole quantities can be missing."""
        pledge, requirement = self.pair_pledge, self.pair_requirement
        parts = self.divisible[pledge] | (self.pair_quantity % 1 != 0)
        whole = (self.required % 1 == 0).all(axis=1)
        whole[requirement[parts]] = False
        return np.asarray(whole)

    @property
    def contents(self) -> Hashable:
        """Equal for two problems made from one scenario that have the same answer."""
        limits = {(force, float(self.ceiling[force])) for force, _ in self.crowded}
        return self.pairs, tuple(np.flatnonzero(self.peak > 0).tolist()), frozenset(limits)

    @cached_property
    def crowded(self) -> tuple[tuple[int, int], ...]:
        """(force, period) where a ceiling could bind, and no other period says as much or more."""
        found: list[tuple[int, int]] = []
        for f, ceiling in enumerate(self.ceiling):
            mine = self.force[self.pair_pledge] == f
            here = self.present[mine]
            useful = np.zeros((len(self.pledges), len(self.starts)))
            np.add.at(useful, self.pair_pledge[mine], self.most_units[mine][:, None] * here)
            most = self.personnel @ np.minimum(useful, self.units[:, None])
            periods = _largest(here)
            found.extend((f, t) for t in periods if most[t] > ceiling)
        return tuple(found)

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """Periods of one requirement that need not be told apart; by requirement, then day."""
        found: dict[tuple[int, float, bytes], list[int]] = {}
        for r, required in enumerate(self.required):
            here = self.present[self.pair_requirement == r]
            for t in np.flatnonzero(required > 0).tolist():
                found.setdefault((r, float(required[t]), here[:, t].tobytes()), []).append(t)
        return tuple(
            Spell(r, periods[0], int(self.lengths[periods].sum()))
            for (r, _, _), periods in found.items()
        )


def _largest(present: Bools) -> list[int]:
    """The columns whose set of rows lies in no other column's; of equal ones the first."""
    sets = present.astype(np.int64)
    size, shared = sets.sum(axis=0), sets.T @ sets
    inside = shared == size[:, None]
    earlier = np.arange(len(size))[None, :] < np.arange(len(size))[:, None]
    beaten = inside & ((size[None, :] > size[:, None]) | earlier)
    return [int(t) for t in np.flatnonzero(~beaten.any(axis=1))]


def force_problem(scenario: Scenario, book: Factbook, view: View) -> ForceProblem:
    """The arrays of `scenario` as `view` looks at it; needs a calendar."""
    requirement_ids = tuple(sorted(scenario.requirements))
    pledge_ids = tuple(sorted(scenario.pledges))
    pledges = [scenario.pledges[p] for p in pledge_ids]
    forces = tuple(sorted(scenario.forces))
    contributors = tuple(sorted({pledge.contributor for pledge in pledges}))
    pairs = tuple(pairs_of(scenario, book, view, requirement_ids, pledge_ids))
    edges = _edges(scenario, pairs)
    starts = np.array(edges[:-1], dtype=np.int64)
    ends = np.array(edges[1:], dtype=np.int64)
    strength = [unit_personnel(pledge, book) for pledge in pledges]
    return ForceProblem(
        requirements=requirement_ids,
        pledges=pledge_ids,
        contributors=contributors,
        forces=forces,
        starts=starts,
        lengths=ends - starts,
        required=_required(scenario, view, requirement_ids, starts),
        tier=np.array([scenario.requirements[r].tier for r in requirement_ids], dtype=np.int64),
        units=np.array([pledge.units.value for pledge in pledges]),
        personnel=np.array(strength, dtype=np.float64),
        cost=np.array([pledge.cost.value if pledge.cost else 0.0 for pledge in pledges]),
        divisible=np.array([pledge.divisible for pledge in pledges], dtype=np.bool_),
        contributor=np.array([contributors.index(p.contributor) for p in pledges], dtype=np.int64),
        force=np.array([forces.index(p.force) for p in pledges], dtype=np.int64),
        pairs=pairs,
        present=_presence(pairs, starts, ends),
        ceiling=np.array([_ceiling(scenario, f, view) for f in forces], dtype=np.float64),
    )


def _ceiling(scenario: Scenario, force: ForceId, view: View) -> float:
    return float("inf") if view.no_ceiling else scenario.forces[force].personnel.value


def _edges(scenario: Scenario, pairs: tuple[Pair, ...]) -> list[int]:
    calendar = calendar_of(scenario)
    days = {calendar.start, calendar.end}
    for requirement in scenario.requirements.values():
        days.update(requirement.span(calendar.start, calendar.end))
        days.update(step.from_ for step in requirement.profile)
    for pair in pairs:
        days.update(day for span in pair.present for day in span)
    return sorted(day for day in days if calendar.start <= day <= calendar.end)


def _required(
    scenario: Scenario, view: View, requirement_ids: tuple[RequirementId, ...], starts: Ints
) -> Floats:
    calendar = calendar_of(scenario)
    required = np.zeros((len(requirement_ids), len(starts)))
    for r, requirement_id in enumerate(requirement_ids):
        requirement = scenario.requirements[requirement_id]
        if view.tier not in (None, requirement.tier):
            continue
        first, last = requirement.span(calendar.start, calendar.end)
        quantity = np.full(len(starts), requirement.quantity.value)
        for step in requirement.profile:
            quantity[starts >= step.from_] = step.quantity.value
        required[r] = np.where((starts >= first) & (starts < last), quantity, 0.0)
    return required


def _presence(pairs: tuple[Pair, ...], starts: Ints, ends: Ints) -> Bools:
    present = np.zeros((len(pairs), len(starts)), dtype=np.bool_)
    for k, pair in enumerate(pairs):
        for first, last in pair.present:
            present[k] |= (starts >= first) & (ends <= last)
    return present
