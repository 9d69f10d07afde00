"""One instance of the force-generation model: frozen arrays, no solver, no file format.

The same scenario is looked at in several ways (`View`): the three fills, and the counterfactuals
that give each shortfall its reason. Days are cut into periods at every day on which something
changes, so that within a period everything is constant and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import CapabilityId, ForceId, PledgeId, RequirementId
from planner.records.forces import Cause, Fill
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.forces import Pledge, Requirement
from planner.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class View:
    """What is taken for granted when pledges are counted."""

    unverified: bool = False
    """Pledges that are not verified count too."""
    undated: bool = False
    """Every pledge is there whenever it is needed."""
    no_ceiling: bool = False
    """No ceiling on personnel."""
    only: RequirementId | None = None
    """Only this requirement wants units."""

    def lifting(self, cause: Cause, requirement: RequirementId) -> View:
        """This view with one cause of shortfall taken away."""
        match cause:
            case Cause.UNVERIFIED:
                return replace(self, unverified=True)
            case Cause.LATE:
                return replace(self, undated=True)
            case Cause.CEILING:
                return replace(self, no_ceiling=True)
            case Cause.PRIORITY:
                return replace(self, only=requirement)
        return self


VIEWS = {
    Fill.PLEDGED: View(unverified=True, undated=True),
    Fill.VERIFIED: View(undated=True),
    Fill.DEPLOYABLE: View(),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A pledge that could work on a requirement, and the days on which it would count."""

    pledge: int
    requirement: int
    quantity: float
    present: tuple[tuple[int, int], ...]

    @property
    def arrival(self) -> int:
        """First day on which it counts."""
        return self.present[0][0]

    @property
    def until(self) -> int:
        """First day on which it is gone."""
        return self.present[-1][1]


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

    @property
    def peak(self) -> Floats:
        """[R] largest quantity required."""
        return np.asarray(self.required.max(axis=1, initial=0.0))

    @property
    def pair_pledge(self) -> Ints:
        """[K] pledge of each pair."""
        return np.array([pair.pledge for pair in self.pairs], dtype=np.int64)

    @property
    def pair_requirement(self) -> Ints:
        """[K] requirement of each pair."""
        return np.array([pair.requirement for pair in self.pairs], dtype=np.int64)

    @property
    def pair_quantity(self) -> Floats:
        """[K] quantity that one unit counts for."""
        return np.array([pair.quantity for pair in self.pairs], dtype=np.float64)


def force_problem(scenario: Scenario, book: Factbook, view: View) -> ForceProblem:
    """The arrays of `scenario` as `view` looks at it; needs a calendar."""
    assert scenario.calendar is not None
    requirement_ids = tuple(sorted(scenario.requirements))
    pledge_ids = tuple(sorted(scenario.pledges))
    pledges = [scenario.pledges[p] for p in pledge_ids]
    forces = tuple(sorted(scenario.forces))
    contributors = tuple(sorted({pledge.contributor for pledge in pledges}))
    pairs = tuple(_pairs(scenario, book, view, requirement_ids, pledge_ids))
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


def unit_personnel(pledge: Pledge, book: Factbook) -> float:
    """Persons in one unit of a pledge."""
    if pledge.personnel is not None:
        return pledge.personnel.value
    assert pledge.unit is not None
    return book.units[pledge.unit].personnel.value


def capability_of(pledge: Pledge, book: Factbook) -> CapabilityId:
    """What a pledge gives: its own word, or its standard unit's."""
    if pledge.capability is not None:
        return pledge.capability
    assert pledge.unit is not None
    return book.units[pledge.unit].capability


def unit_quantity(pledge: Pledge, book: Factbook) -> float:
    """What one unit gives of its capability.

    Its own word; else the standard unit's quantity, less in proportion where the unit is under
    strength and never more where it is over; else 1.
    """
    if pledge.quantity is not None:
        return pledge.quantity.value
    if pledge.unit is None:
        return 1.0
    standard = book.units[pledge.unit]
    full = standard.personnel.value
    strength = min(1.0, unit_personnel(pledge, book) / full) if full else 1.0
    return standard.quantity.value * strength


def _ceiling(scenario: Scenario, force: ForceId, view: View) -> float:
    return float("inf") if view.no_ceiling else scenario.forces[force].personnel.value


def _efficiency(scenario: Scenario) -> dict[tuple[CapabilityId, CapabilityId], float]:
    return {(s.capability, s.for_): s.efficiency.value for s in scenario.substitutions}


def _pairs(
    scenario: Scenario,
    book: Factbook,
    view: View,
    requirement_ids: tuple[RequirementId, ...],
    pledge_ids: tuple[PledgeId, ...],
) -> Iterator[Pair]:
    efficiency = _efficiency(scenario)
    for p, pledge_id in enumerate(pledge_ids):
        pledge = scenario.pledges[pledge_id]
        if not (view.unverified or pledge.status.is_verified):
            continue
        gives = capability_of(pledge, book)
        for r, requirement_id in enumerate(requirement_ids):
            requirement = scenario.requirements[requirement_id]
            same = gives == requirement.capability
            share = 1.0 if same else efficiency.get((gives, requirement.capability), 0.0)
            present = presence(pledge, requirement, scenario.calendar, undated=view.undated)
            if pledge.force == requirement.force and share > 0 and present:
                yield Pair(p, r, share * unit_quantity(pledge, book), present)


def presence(
    pledge: Pledge, requirement: Requirement, calendar: Calendar | None, *, undated: bool
) -> tuple[tuple[int, int], ...]:
    """The days [start, until) on which units of a pledge would count for a requirement.

    A unit arrives on the later of the day it can and the day it is asked for, and leaves at the
    end of its tour or of the requirement.
    """
    assert calendar is not None
    start, end = requirement.span(calendar.start, calendar.end)
    if undated:
        return ((start, end),) if end > start else ()
    travel = int(pledge.movement.value + pledge.reception.value)
    start = max(start, pledge.available + travel)
    if pledge.tour is not None:
        end = min(end, start + int(pledge.tour.value))
    spans = [window.span(start, end) for window in pledge.windows] or [(start, end)]
    return tuple(sorted((first, last) for first, last in spans if last > first))


def _edges(scenario: Scenario, pairs: tuple[Pair, ...]) -> list[int]:
    calendar = scenario.calendar
    assert calendar is not None
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
    calendar = scenario.calendar
    assert calendar is not None
    required = np.zeros((len(requirement_ids), len(starts)))
    for r, requirement_id in enumerate(requirement_ids):
        if view.only not in (None, requirement_id):
            continue
        requirement = scenario.requirements[requirement_id]
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
