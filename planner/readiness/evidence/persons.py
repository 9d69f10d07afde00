"""Evidence that counts persons: in theatre, and trained."""

from __future__ import annotations

from planner.readiness.evidence.filled import short_on
from planner.readiness.evidence.shares import Shown, ratio
from planner.readiness.facts import PERSON, Facts, Floats
from planner.records.readiness import Lacking
from planner.scenario.schema.readiness import Evidence


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
