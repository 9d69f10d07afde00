"""Evidence from what force generation fills: equipment of institutions, and capabilities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from planner.catalogue.ids import CapabilityId
from planner.readiness.evidence.shares import Shown, ratio
from planner.readiness.evidence.units import equipment_of_units
from planner.readiness.facts import Facts, Floats
from planner.records.forces import RequirementFill
from planner.records.readiness import Lacking
from planner.scenario.host_checks import requirement_of
from planner.scenario.schema.readiness import Evidence


def capabilities(facts: Facts, evidence: Evidence) -> Shown:
    """The least filled of the capabilities named: with one missing there are no joint operations
    (S/RES/2085 §10). What a capability's requirements of the force want together counts."""
    fills = [list(_of(facts, evidence, one)) for one in evidence.capabilities]
    shares = [_together(facts, entries) for entries in fills]
    every = [entry for entries in fills for entry in entries]
    return Shown(np.minimum.reduce(shares), lambda day: short_on(every, day))


def equipment(facts: Facts, evidence: Evidence) -> Shown:
    """What institutions of the force need and have in working order, each entry counting alike; of
    a force without such entries, the critical equipment of its units in theatre, by strength."""
    written = facts.written.equipment
    own = [name for name, entry in written.items() if entry.force == evidence.force]
    names = {requirement_of(name) for name in evidence.equipment or own}
    if not names:
        return equipment_of_units(facts, evidence)
    entries = [entry for entry in _fills(facts) if entry.requirement in names]
    total, count = facts.nothing(), facts.nothing()
    for entry in entries:
        for stretch in entry.stretches:
            if stretch.required > 0:
                there = min(1.0, stretch.filled / stretch.required)
                facts.add(total, stretch.start, stretch.until, there)
                facts.add(count, stretch.start, stretch.until, 1.0)
    return Shown(ratio(total, count), lambda day: short_on(entries, day))


def _fills(facts: Facts) -> Sequence[RequirementFill]:
    return facts.forces.requirements if facts.forces else ()


def _of(facts: Facts, evidence: Evidence, capability: CapabilityId) -> Iterator[RequirementFill]:
    for entry in _fills(facts):
        if entry.force == evidence.force and entry.capability == capability:
            yield entry


def _together(facts: Facts, entries: Iterable[RequirementFill]) -> Floats:
    filled, required = facts.nothing(), facts.nothing()
    for entry in entries:
        for stretch in entry.stretches:
            there = min(stretch.filled, stretch.required)
            facts.add(filled, stretch.start, stretch.until, there)
            facts.add(required, stretch.start, stretch.until, stretch.required)
    return ratio(filled, required)


def short_on(entries: Iterable[RequirementFill], day: int) -> list[Lacking]:
    """What is short on a day, and why; what is required later counts as nothing filled."""
    found = []
    for entry in sorted(entries, key=lambda one: (one.tier, one.requirement)):
        before = [stretch for stretch in entry.stretches if stretch.start <= day]
        filled, wanted = (
            (before[-1].filled, before[-1].required) if before else (0.0, entry.required)
        )
        if wanted > filled:
            why = entry.reasons[0].cause.words if entry.reasons and before else ""
            found.append(Lacking(entry.title, filled, wanted, entry.measure, why))
    return found
