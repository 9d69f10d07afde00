"""Evidence that counts persons: in theatre, adapted to the climate, trained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalogue.ids import SiteId
from planner.messages import said
from planner.readiness.evidence.filled import short_on
from planner.readiness.evidence.shares import Shown, ratio
from planner.readiness.facts import Facts, Floats
from planner.records.readiness import Lacking
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.readiness import Evidence

PERSON = "person"


def staffing(facts: Facts, evidence: Evidence) -> Shown:
    """Persons in theatre as a share of the authorised strength."""
    assert evidence.force is not None
    wanted = facts.scenario.forces[evidence.force].personnel.value
    there = _in_theatre(facts, evidence)
    entries = facts.forces.requirements if facts.forces else ()
    own = [entry for entry in entries if entry.force == evidence.force]
    return Shown(ratio(there, facts.nothing() + wanted), lambda day: short_on(own, day))


def _in_theatre(facts: Facts, evidence: Evidence) -> Floats:
    """Persons by day: of the host nation all that it has and trains, of others who is sent."""
    for strength in facts.host.strength if facts.host else ():
        if strength.force == evidence.force:
            return facts.steps((step.day, float(step.persons)) for step in strength.steps)
    steps = facts.deployment.strength if facts.deployment else ()
    return facts.steps((step.day, step.personnel) for step in steps if step.force == evidence.force)


def climate(facts: Facts, evidence: Evidence) -> Shown:
    """Persons whose units are adapted to the climate of where they are required to stand, of all
    who are required to stand somewhere. A plan leaves units that are not where they were."""
    adapted, there = facts.nothing(), facts.nothing()
    for stay in _stays(facts, evidence):
        facts.add(there, stay.first, stay.until, stay.personnel)
        if stay.suits:
            facts.add(adapted, stay.first, stay.until, stay.personnel)
    return Shown(ratio(adapted, there), lambda day: list(_unsuited(facts, evidence, day)))


@dataclass(frozen=True, slots=True)
class _Stay:
    """Days [first, until) on which units of a pledge are required at a site."""

    pledge: str
    site: SiteId
    first: int
    until: int
    personnel: float
    suits: bool
    """Whether the units are adapted to its climate."""


def _stays(facts: Facts, evidence: Evidence) -> Iterator[_Stay]:
    for one in facts.forces.assignments if facts.forces else ():
        pledge = facts.scenario.pledges[one.pledge]
        if pledge.force != evidence.force:
            continue
        for site, begin, end in _stations(facts, facts.scenario.requirements[one.requirement]):
            climate = facts.scenario.sites[site].climate
            known = pledge.adapted_to
            suits = known is None or climate is None or climate in known
            for first, until in one.theatre:
                a, b = max(first, begin), min(until, end)
                if a < b:
                    yield _Stay(pledge.title, site, a, b, one.personnel, suits)


def _stations(facts: Facts, requirement: Requirement) -> Iterator[tuple[SiteId, int, int]]:
    """Where a requirement has its units stand, and when."""
    if requirement.site is None:
        return
    sites = [requirement.site, *(move.site for move in requirement.moves)]
    days = [facts.start, *(move.from_ for move in requirement.moves), facts.end]
    yield from zip(sites, days, days[1:], strict=False)


def _unsuited(facts: Facts, evidence: Evidence, day: int) -> Iterator[Lacking]:
    """Units that are required on a day where they are not adapted to the climate."""
    for stay in _stays(facts, evidence):
        if stay.first <= day < stay.until and not stay.suits:
            why = said("readiness.not-adapted", site=facts.scenario.sites[stay.site].title)
            yield Lacking(stay.pledge, 0.0, stay.personnel, PERSON, why)


def training(facts: Facts, evidence: Evidence) -> Shown:
    """Persons trained so far, graduates of verified programmes among them, of those wanted."""
    assert evidence.force is not None
    force = facts.scenario.forces[evidence.force]
    wanted = (evidence.wanted or force.personnel).value
    trained = facts.nothing() + evidence.trained.value
    for programme in facts.host.trained if facts.host else ():
        counts = programme.training in evidence.training or not evidence.training
        if programme.force == evidence.force and programme.verified and counts:
            trained += facts.steps((step.day, float(step.persons)) for step in programme.steps)

    def lacks(day: int) -> list[Lacking]:
        there = float(trained[day - facts.start])
        missing = [Lacking(force.title, there, wanted, PERSON, "")]
        return missing if there < wanted else []

    return Shown(ratio(trained, facts.nothing() + wanted), lacks)
