"""Readiness of a plan: benchmarks, gates, due diligence and the calendar, from its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.readiness.benchmarks import benchmarks
from planner.readiness.due import calendar
from planner.readiness.facts import Facts
from planner.readiness.gates import broken, delays, gates, phases
from planner.records.readiness import Assessment, Delay, Readiness
from planner.scenario.schema.due_diligence import DueDiligence
from planner.scenario.schema.readiness import EvidenceKind
from planner.scenario.support import is_held

LATER = (EvidenceKind.STOCK,)
"""Evidence that hangs on the days of the phases: it is looked at once these are known."""


def readiness(facts: Facts, waited: Sequence[Delay] = ()) -> Readiness:
    """Everything that readiness tells of a plan whose phases have waited as they had to."""
    states = benchmarks(facts)
    opened = gates(facts.written, states)
    found = phases(facts.scenario, opened, waited)
    return Readiness(
        broken=broken(found, opened),
        benchmarks=tuple(states.values()),
        gates=tuple(opened.values()),
        phases=found,
        assessments=tuple(_assessments(facts)),
        calendar=calendar(facts, found, opened.values()),
    )


def waiting(facts: Facts) -> tuple[Delay, ...]:
    """The phases that have to wait, by what force generation gives and people state."""
    return delays(facts.written, gates(facts.written, benchmarks(facts, without=LATER)))


def _assessments(facts: Facts) -> Iterator[Assessment]:
    for name, entry in sorted(facts.written.due_diligence.items()):
        yield Assessment(
            name, entry.title, entry.force, entry.contributor, entry.risk, entry.measures,
            entry.decision, entry.on, entry.opens, tuple(_held(facts, entry)), entry.is_assumed,
        )  # fmt: skip


def _held(facts: Facts, entry: DueDiligence) -> Iterator[str]:
    """Pledges of equipment that an assessment holds back, or held back for a time."""
    late = entry.opens is None or entry.opens > facts.start
    for name, pledge in sorted(facts.written.pledges.items()):
        concerned = entry.force == pledge.force and entry.contributor in (None, pledge.contributor)
        if late and concerned and is_held(facts.written, pledge):
            yield name
