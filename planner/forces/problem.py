"""One instance of the force-generation model: frozen arrays, no solver, no file format.

Days are cut into periods at every day on which something changes, so that within a period
everything is constant and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import ForceId, PledgeId, RequirementId
from planner.forces.tours import UNLIMITED, Tour

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
    """Index sets and coefficients.

    R requirements, P pledges, C contributors, F forces, K tours, T periods, L substitutions.
    """

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
    state_quantity: Floats
    """[R, S] quantity required in each state of a requirement that has some."""
    state_probability: Floats
    """[R, S] chance of each; 0 where there is no such state."""
    shortage_cost: Floats
    """[R] US dollars for one unit of measure missing for one day."""
    most_contributors: Floats
    """[R] largest number of contributors; infinite where any number may share it."""
    least_share: Floats
    """[R] smallest share of the largest quantity that a contributor on it must bring."""
    needs: tuple[tuple[int, int], ...]
    """Requirement, and another without which it is of no use."""
    units: Floats
    """[P] units pledged."""
    personnel: Floats
    """[P] persons in one unit."""
    probability: Floats
    """[P] chance that it comes."""
    divisible: Bools
    """[P] true where parts of a unit are of use."""
    contributor: Ints
    """[P] index of who pledged it."""
    force: Ints
    """[P] index of the force it joins."""
    tours: tuple[Tour, ...]
    present: Bools
    """[K, T] true where the tour's units count throughout the period."""
    theatre: Ints
    """[K, T] contingents in theatre: 0, 1, or 2 where one relieves the other."""
    ceiling: Floats
    """[F] most persons in theatre."""
    largest_contribution: Floats
    """[F] most persons of one contributor in theatre."""
    at_most: Floats
    """[L] largest share of a requirement that a substitution may fill."""
    fixed: tuple[tuple[int, int, float], ...]
    """Pledge, requirement, and the units of it that must stay there."""
    objective: tuple[str, ...]
    """Goals in their order, by name."""

    @cached_property
    def peak(self) -> Floats:
        """[R] largest quantity required."""
        return np.asarray(self.required.max(axis=1, initial=0.0))

    @cached_property
    def tour_pledge(self) -> Ints:
        """[K] pledge of each tour."""
        return np.array([tour.pledge for tour in self.tours], dtype=np.int64)

    @cached_property
    def tour_requirement(self) -> Ints:
        """[K] requirement of each tour."""
        return np.array([tour.requirement for tour in self.tours], dtype=np.int64)

    @cached_property
    def tour_quantity(self) -> Floats:
        """[K] quantity that one unit counts for."""
        return np.array([tour.quantity for tour in self.tours], dtype=np.float64)

    @cached_property
    def tour_cost(self) -> Floats:
        """[K] US dollars for one unit."""
        return np.array([tour.cost for tour in self.tours], dtype=np.float64)

    @cached_property
    def uncertain(self) -> Bools:
        """[R] true for requirements with states."""
        return np.asarray(self.state_probability.any(axis=1))

    @cached_property
    def tour_rule(self) -> Ints:
        """[K] limited substitution by which it counts, or UNLIMITED."""
        return np.array([tour.rule for tour in self.tours], dtype=np.int64)

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Ints]:
        """Pledge and requirement of each pair that has a tour, and [K] the pair of each tour."""
        count = max(1, len(self.requirements))
        pairs, pair_of_tour = np.unique(
            self.tour_pledge * count + self.tour_requirement, return_inverse=True
        )
        return pairs // count, pairs % count, pair_of_tour

    @cached_property
    def most_units(self) -> Floats:
        """[K] most units of the tour that can be of use: what was pledged, or enough alone.

        A pledge that earns money (a negative cost) may be of use beyond that, and so may units
        that a decision fixes.
        """
        pledge, requirement = self.tour_pledge, self.tour_requirement
        needed = (self.required[requirement] * self.present).max(axis=1, initial=0.0)
        shared = self.least_share[requirement] > 0
        enough = np.where(shared, self.peak[requirement], needed) / self.tour_quantity
        enough = np.where(self.divisible[pledge], enough, np.ceil(enough))
        for p, r, units in self.fixed:
            mine = (pledge == p) & (requirement == r)
            enough[mine] = np.maximum(enough[mine], units)
        return np.minimum(self.units[pledge], np.where(self.tour_cost < 0, np.inf, enough))

    @cached_property
    def dependent(self) -> Bools:
        """[R] true for requirements that need others."""
        found = np.zeros(len(self.requirements), dtype=np.bool_)
        found[[r for r, _ in self.needs]] = True
        return found

    @cached_property
    def in_order_of_need(self) -> tuple[int, ...]:
        """Requirements with those that they need before them; needs make no circle."""
        order: dict[int, None] = {}

        def put(r: int) -> None:
            for dependent, needed in self.needs:
                if dependent == r and needed not in order:
                    put(needed)
            order[r] = None

        for r in range(len(self.requirements)):
            put(r)
        return tuple(order)

    @cached_property
    def whole(self) -> Bools:
        """[R] true where only whole quantities can be missing."""
        pledge, requirement = self.tour_pledge, self.tour_requirement
        parts = self.divisible[pledge] | (self.tour_quantity % 1 != 0)
        parts |= self.tour_rule != UNLIMITED
        whole = (self.required % 1 == 0).all(axis=1) & ~self.dependent
        whole[requirement[parts]] = False
        return np.asarray(whole)

    @property
    def contents(self) -> Hashable:
        """Equal for two problems made from one scenario that have the same answer."""
        limits = {(force, float(self.ceiling[force])) for force, _ in self.crowded}
        shares = {(c, f, float(self.largest_contribution[f])) for c, f, _ in self.concentrated}
        wanted = np.flatnonzero(self.peak > 0)
        cohesion = np.stack([self.most_contributors[wanted], self.least_share[wanted]])
        units = self.units[self.tour_pledge].tobytes()
        rest = (self.active_needs, self.fixed, frozenset(shares), cohesion.tobytes(), units)
        return self.tours, tuple(wanted.tolist()), frozenset(limits), self.objective, rest

    @cached_property
    def active_needs(self) -> tuple[tuple[int, int], ...]:
        """Needs of requirements that are wanted, for others that are."""
        peak = self.peak
        return tuple((r, d) for r, d in self.needs if peak[r] > 0 and peak[d] > 0)

    @cached_property
    def crowded(self) -> tuple[tuple[int, int], ...]:
        """(force, period) where a ceiling could bind, and no other period says as much or more."""
        found: list[tuple[int, int]] = []
        for f, ceiling in enumerate(self.ceiling.tolist()):
            mine = self.force[self.tour_pledge] == f
            found.extend((f, t) for t in self._full_periods(mine, ceiling))
        return tuple(found)

    @cached_property
    def concentrated(self) -> tuple[tuple[int, int, int], ...]:
        """(contributor, force, period) where one contributor could be too large a part."""
        found: list[tuple[int, int, int]] = []
        for f in np.flatnonzero(np.isfinite(self.largest_contribution)).tolist():
            most = float(self.largest_contribution[f])
            for c in range(len(self.contributors)):
                pledge = self.tour_pledge
                mine = (self.force[pledge] == f) & (self.contributor[pledge] == c)
                found.extend((c, f, t) for t in self._full_periods(mine, most))
        return tuple(found)

    def _full_periods(self, mine: Bools, most: float) -> list[int]:
        """Periods in which more than `most` persons could be in theatre on the tours `mine`."""
        if not np.isfinite(most) or not mine.any():
            return []
        pledge, order = self.tour_pledge[mine], np.argsort(self.tour_pledge[mine], kind="stable")
        pledges, first = np.unique(pledge[order], return_index=True)
        here = self.theatre[mine][order]
        useful = np.add.reduceat(self.most_units[mine][order][:, None] * (here > 0), first)
        useful = np.minimum(useful, self.units[pledges][:, None])
        useful *= np.maximum.reduceat(here, first)
        persons = self.personnel[pledges] @ useful
        return [t for t in _largest(here) if persons[t] > most]

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """Periods of one requirement that need not be told apart, in the order of need."""
        return self._spells[0]

    @cached_property
    def spell_at(self) -> Ints:
        """[R, T] the spell of each requirement and period; -1 where nothing is required."""
        return self._spells[1]

    @cached_property
    def _spells(self) -> tuple[tuple[Spell, ...], Ints]:
        spells: list[Spell] = []
        at = np.full(self.required.shape, -1, dtype=np.int64)
        by_requirement = np.argsort(self.tour_requirement, kind="stable")
        ends = np.searchsorted(
            self.tour_requirement[by_requirement], np.arange(len(self.requirements) + 1)
        )
        for r in self.in_order_of_need:
            wanted = np.flatnonzero(self.required[r] > 0)
            if not wanted.size:
                continue
            here = self.present[np.ix_(by_requirement[ends[r] : ends[r + 1]], wanted)]
            needed = at[np.ix_([d for dependent, d in self.needs if dependent == r], wanted)]
            first, spell = _alike(here, needed, self.required[r, wanted])
            days = np.bincount(spell, self.lengths[wanted], len(first)).astype(np.int64)
            at[r, wanted] = len(spells) + spell
            spells.extend(map(Spell, [r] * len(first), wanted[first].tolist(), days.tolist()))
        return tuple(spells), at

    def part(self, mine: Bools) -> tuple[ForceProblem, Ints]:
        """The requirements `mine` [R] with their tours and nothing else; [K] which those are."""
        tours = np.flatnonzero(mine[self.tour_requirement])
        part = replace(
            self,
            required=np.where(mine[:, None], self.required, 0.0),
            tours=tuple(self.tours[k] for k in tours),
            present=self.present[tours],
            theatre=self.theatre[tours],
            needs=tuple((r, d) for r, d in self.needs if mine[r]),
            fixed=tuple((p, r, units) for p, r, units in self.fixed if mine[r]),
        )
        return part, tours


def _alike(here: Bools, needed: Ints, required: Floats) -> tuple[Ints, Ints]:
    """Columns that are alike in all three: the first of each kind, in order, and [T] its kind."""
    bits = np.packbits(here, axis=0)
    numbers = np.concatenate([needed.astype(np.float64), required[None, :]])
    rows = np.concatenate([bits.T, np.ascontiguousarray(numbers.T).view(np.uint8)], axis=1)
    keys = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1]))).ravel()
    _, first, kind = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return first[order], np.argsort(order)[kind]


def _largest(theatre: Ints) -> list[int]:
    """The columns whose set of contingents lies in no other column's; of equal ones the first."""
    sets = np.concatenate([theatre > 0, theatre > 1]).astype(np.float64)
    size, shared = sets.sum(axis=0), sets.T @ sets
    inside = shared == size[:, None]
    earlier = np.arange(len(size))[None, :] < np.arange(len(size))[:, None]
    beaten = inside & ((size[None, :] > size[:, None]) | earlier)
    return [int(t) for t in np.flatnonzero(~beaten.any(axis=1))]
