"""What could be asked for: standard units, said as pledges, so that one model decides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId, ForceId, PledgeId, RequirementId, UnitTypeId
from planner.forces.needs import wanted_days
from planner.forces.problem import Bools, ForceProblem
from planner.forces.result import Filled
from planner.forces.tours import Days
from planner.scenario.schema.days import show_day
from planner.scenario.schema.pledges import Pledge, Status
from planner.scenario.schema.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit that could be asked for on behalf of a force."""

    force: ForceId
    capability: CapabilityId
    unit: UnitTypeId | None
    """None for one unit of the capability's measure, where no standard unit gives it."""
    title: str
    quantity: float
    """What one unit gives, in the measure of the capability."""
    personnel: float
    """Persons in one unit; 0 where no standard unit tells."""
    cost: float | None
    """US dollars for one unit and its tour."""

    def outdoes(self, other: Kind) -> bool:
        """True where nothing speaks for the other: it gives no more, and needs and costs no less.

        A cost that is not stated is no reason against a unit. Of two equals the first by id.
        """
        if (self.force, self.capability) != (other.force, other.capability) or self == other:
            return False
        mine = (-self.quantity, self.personnel, self.cost or 0.0)
        theirs = (-other.quantity, other.personnel, other.cost or 0.0)
        first = (self.unit or "") < (other.unit or "")
        return all(a <= b for a, b in zip(mine, theirs, strict=True)) and (mine != theirs or first)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hypothetical pledge: units of one kind that are in theatre by a day."""

    pledge: PledgeId
    line: str
    """Candidates of one line differ by their contributor alone."""
    kind: Kind
    day: int
    units: int
    """As many as could be of use."""


def kinds_for(scenario: Scenario, book: Factbook, base: Filled) -> tuple[Kind, ...]:
    """Every kind of unit for the requirements that are short in `base`, by force and id."""
    wanted = {
        (entry.force, entry.capability)
        for entry in (scenario.requirements[name] for name, _ in _short(base))
    }
    return tuple(kind for key in sorted(wanted) for kind in kinds_of(book, *key))


def kinds_of(book: Factbook, force: ForceId, capability: CapabilityId) -> list[Kind]:
    """Every kind of unit that gives a capability to a force, by id."""
    known = [
        Kind(
            force,
            capability,
            unit_id,
            unit.title,
            unit.quantity.value,
            unit.personnel.value,
            unit.cost.value if unit.cost else None,
        )
        for unit_id, unit in sorted(book.units.items())
        if unit.capability == capability and unit.quantity.value > 0
    ]
    title = book.capabilities[capability].title
    return known or [Kind(force, capability, None, title, 1.0, 0.0, None)]


def candidates_for(
    scenario: Scenario, kinds: Iterable[Kind], base: Filled
) -> tuple[Candidate, ...]:
    """Units of each kind for each day on which they could first be of use.

    Those are the first days of stretches on which what they give is short, and of requirements
    that they could fill: for what is there may be moved, and then less will do, or later. Where
    one contributor may only have a share of the force, a line comes from several.
    """
    kinds = tuple(kinds)
    best = [kind for kind in kinds if not any(other.outdoes(kind) for other in kinds)]
    return tuple(
        candidate
        for kind in best
        for day in _days(scenario, kind, base)
        for candidate in _from_each(scenario, base, kind, day)
    )


def _days(scenario: Scenario, kind: Kind, base: Filled) -> list[int]:
    short = ((scenario.requirements[name], start) for name, start in _short(base))
    days = {
        start
        for entry, start in short
        if (entry.force, entry.capability) == (kind.force, kind.capability)
    }
    for name in _worth(scenario, kind):
        days.update(first for first, _ in wanted_days(scenario, scenario.requirements[name]))
    return sorted(days)


def _short(base: Filled) -> Iterator[tuple[RequirementId, int]]:
    """Requirement and first day of each stretch on which it is short."""
    problem, shortfall = base.problem, base.shortfall
    for r in np.flatnonzero(base.worst > 0).tolist():
        for t in np.flatnonzero(shortfall[r] > 0).tolist():
            before = t - 1 if t else t
            same = shortfall[r, t] == shortfall[r, before]
            if not t or not same or problem.required[r, t] != problem.required[r, before]:
                yield problem.requirements[r], int(problem.starts[t])


def _from_each(scenario: Scenario, base: Filled, kind: Kind, day: int) -> Iterator[Candidate]:
    units = _of_use(scenario, base, kind)
    line = f"ask-{kind.unit or kind.capability}-{kind.force}-{show_day(day).lower()}"
    for number in range(_contributors(scenario, kind, units)):
        name = line if not number else f"{line}-{number + 1}"
        while name in scenario.pledges:
            name = f"{name}-new"
        yield Candidate(PledgeId(name), line, kind, day, units)


def _of_use(scenario: Scenario, base: Filled, kind: Kind) -> int:
    """Units of a kind that would fill alone whatever they can."""
    peak = dict(zip(base.problem.requirements, base.problem.peak.tolist(), strict=True))
    worth = _worth(scenario, kind)
    return sum(math.ceil(peak[name] / quantity) for name, quantity in worth.items())


def _worth(scenario: Scenario, kind: Kind) -> dict[RequirementId, float]:
    """By requirement that it could fill: what one unit counts for."""
    counts = {kind.capability: 1.0}
    for rule in scenario.substitutions:
        if rule.capability == kind.capability:
            counts[rule.for_] = max(counts.get(rule.for_, 0.0), rule.efficiency.value)
    return {
        name: kind.quantity * counts[entry.capability]
        for name, entry in scenario.requirements.items()
        if entry.force == kind.force and entry.capability in counts
    }


def _contributors(scenario: Scenario, kind: Kind, units: int) -> int:
    """How many contributors it takes to bring so many units, each within its largest share."""
    force = scenario.forces[kind.force]
    if force.largest_contribution is None or not kind.personnel:
        return 1
    each = math.floor(force.largest_contribution.value * force.personnel.value / kind.personnel)
    return math.ceil(units / each) if each else 1


def with_candidates(scenario: Scenario, candidates: Iterable[Candidate]) -> Scenario:
    """The scenario with the candidates among its pledges."""
    offers = {candidate.pledge: _pledge(candidate) for candidate in candidates}
    return scenario.model_copy(update={"pledges": {**scenario.pledges, **offers}})


def _pledge(candidate: Candidate) -> Pledge:
    kind = candidate.kind
    return Pledge.model_construct(
        title=kind.title,
        contributor=candidate.pledge,
        force=kind.force,
        capability=kind.capability,
        units=Figure(value=candidate.units),
        quantity=Figure(value=kind.quantity),
        personnel=Figure(value=kind.personnel, unit="person"),
        status=Status.VERIFIED,
        available=candidate.day,
    )


def latest_of_equals(problem: ForceProblem, candidates: Iterable[Candidate]) -> Bools:
    """[K] false for tours of candidates that a later one of the same kind serves alike."""
    mine = {candidate.pledge: candidate for candidate in candidates}
    latest: dict[tuple[Kind, str, int, Days], tuple[int, int]] = {}
    kept = np.ones(len(problem.tours), dtype=np.bool_)
    for k, tour in enumerate(problem.tours):
        candidate = mine.get(problem.pledges[tour.pledge])
        if candidate is None:
            continue
        number = candidate.pledge.removeprefix(candidate.line)
        key = candidate.kind, number, tour.requirement, tour.days
        day, other = latest.get(key, (candidate.day, k))
        if candidate.day < day:
            kept[k] = False
            continue
        kept[other] = other == k
        latest[key] = candidate.day, k
    return kept
