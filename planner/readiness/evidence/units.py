"""Evidence that counts the persons of units in theatre by what is stated of their units.

Force generation takes a contributor that states nothing at its word. A benchmark does not: what
nobody has stated is not shown, and counts as not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.catalogue.ids import SiteId
from planner.messages import said
from planner.readiness.evidence.shares import Shown, ratio
from planner.readiness.facts import PERSON, Facts
from planner.records.forces import Assignment
from planner.records.readiness import Lacking
from planner.scenario.pledged import critical_list, equipment_share
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.readiness import Evidence


@dataclass(frozen=True, slots=True)
class _Stay:
    """Days [first, until) on which units of a pledge are in theatre."""

    pledge: str
    first: int
    until: int
    personnel: float
    shown: float | None
    """Which share of what is wanted of them is shown; None where nothing is stated."""
    why: str
    """Why it is not all of it."""


def equipment_of_units(facts: Facts, evidence: Evidence) -> Shown:
    """The share of their critical equipment that units hold in working order, by strength."""
    return _by_strength(facts, tuple(_equipped(facts, evidence)))


def climate(facts: Facts, evidence: Evidence) -> Shown:
    """Persons whose units are adapted to the climate of where they are required to stand, of all
    who are required to stand somewhere. A plan leaves units that are not where they were."""
    return _by_strength(facts, tuple(_adapted(facts, evidence)))


def _by_strength(facts: Facts, stays: Sequence[_Stay]) -> Shown:
    shown, unstated, there = facts.nothing(), facts.nothing(), facts.nothing()
    for stay in stays:
        facts.add(there, stay.first, stay.until, stay.personnel)
        facts.add(shown, stay.first, stay.until, stay.personnel * (stay.shown or 0.0))
        if stay.shown is None:
            facts.add(unstated, stay.first, stay.until, stay.personnel)
    return Shown(ratio(shown, there), lambda day: _lacks(stays, day), ratio(unstated, there))


def _lacks(stays: Sequence[_Stay], day: int) -> list[Lacking]:
    """What is not shown on a day: what is known to be missing, then what nobody states; of each the
    largest first."""
    persons: defaultdict[tuple[str, float | None, str], float] = defaultdict(float)
    for stay in stays:
        if stay.first <= day < stay.until and stay.shown != 1:
            persons[stay.pledge, stay.shown, stay.why] += stay.personnel
    found = sorted(persons.items(), key=lambda one: (one[0][1] is None, -one[1], one[0][0]))
    return [
        Lacking(pledge, None if share is None else share * count, count, PERSON, why)
        for (pledge, share, why), count in found
    ]


def _of_force(facts: Facts, evidence: Evidence) -> Iterator[tuple[Assignment, Pledge]]:
    for one in facts.forces.assignments if facts.forces else ():
        pledge = facts.scenario.pledges[one.pledge]
        if pledge.force == evidence.force:
            yield one, pledge


def _equipped(facts: Facts, evidence: Evidence) -> Iterator[_Stay]:
    for one, pledge in _of_force(facts, evidence):
        share, why = _holds(facts, pledge)
        for first, until in one.theatre:
            yield _Stay(pledge.title, first, until, one.personnel, share, why)


def _holds(facts: Facts, pledge: Pledge) -> tuple[float | None, str]:
    """The share of its critical equipment that a unit holds; None where it is not stated."""
    if not critical_list(pledge, facts.book):
        return None, said("readiness.no-critical-equipment")
    if pledge.equipment is None:
        return None, said("readiness.no-holdings")
    return equipment_share(pledge, facts.book), said("readiness.not-equipped")


def _adapted(facts: Facts, evidence: Evidence) -> Iterator[_Stay]:
    for one, pledge in _of_force(facts, evidence):
        for site, begin, end in _stations(facts, facts.scenario.requirements[one.requirement]):
            share, why = _suits(facts, pledge, site)
            for first, until in one.theatre:
                a, b = max(first, begin), min(until, end)
                if a < b:
                    yield _Stay(pledge.title, a, b, one.personnel, share, why)


def _suits(facts: Facts, pledge: Pledge, site: SiteId) -> tuple[float | None, str]:
    """1 where units are adapted to the climate of a site, else 0; None where it is not stated."""
    where = facts.scenario.sites[site]
    if where.climate is None:
        return None, said("readiness.no-climate-of-site", site=where.title)
    if pledge.adapted_to is None:
        return None, said("readiness.no-climates-of-unit")
    suits = where.climate in pledge.adapted_to
    return float(suits), said("readiness.not-adapted", site=where.title)


def _stations(facts: Facts, requirement: Requirement) -> Iterator[tuple[SiteId, int, int]]:
    """Where a requirement has its units stand, and when."""
    if requirement.site is None:
        return
    sites = [requirement.site, *(move.site for move in requirement.moves)]
    days = [facts.start, *(move.from_ for move in requirement.moves), facts.end]
    yield from zip(sites, days, days[1:], strict=False)
