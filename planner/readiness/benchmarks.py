"""Benchmarks: how far each is by day, since when it is met, and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from planner.catalogue.ids import BenchmarkId
from planner.readiness.evidence import COMPUTED, Shown
from planner.readiness.facts import Facts, Floats
from planner.records.readiness import (
    ROUNDING,
    BenchmarkState,
    Lacking,
    Light,
    ShareStep,
    light_of,
)
from planner.scenario.schema.readiness import Benchmark, EvidenceKind

MOST_LACKS = 5


def benchmarks(
    facts: Facts, without: Collection[EvidenceKind] = ()
) -> dict[BenchmarkId, BenchmarkState]:
    """The state of every benchmark, but for kinds of evidence that are not to be looked at."""
    return {
        name: _state(facts, name, benchmark)
        for name, benchmark in sorted(facts.written.benchmarks.items())
        if benchmark.evidence.kind not in without
    }


def _state(facts: Facts, name: BenchmarkId, benchmark: Benchmark) -> BenchmarkState:
    if benchmark.evidence.is_stated:
        return _stated(facts, name, benchmark)
    return _computed(facts, name, benchmark)


def _stated(facts: Facts, name: BenchmarkId, benchmark: Benchmark) -> BenchmarkState:
    """A statement holds from its day on, to the end."""
    evidence = benchmark.evidence
    met = evidence.met
    last, gate = facts.end - 1, _gate_day(facts, name)
    return BenchmarkState(
        name, benchmark.title, evidence.kind, evidence.force, None, None,
        steps=() if met is None else (ShareStep(met, 1.0),),
        reached_on=met, met_on=met,
        at_gate=None if gate is None else _said_on(met, gate),
        at_end=_said_on(met, last),
        lacks=(), by=evidence.by, origin=evidence.source or evidence.assumption,
        is_assumed=evidence.is_assumed,
    )  # fmt: skip


def _said_on(met: int | None, day: int) -> Light:
    return Light.GREEN if met is not None and met <= day else Light.RED


def _computed(facts: Facts, name: BenchmarkId, benchmark: Benchmark) -> BenchmarkState:
    assert benchmark.green is not None
    assert benchmark.amber is not None
    green, amber = benchmark.green.value, benchmark.amber.value
    shown = COMPUTED[benchmark.evidence.kind](facts, benchmark.evidence)
    reached, met = _reached(facts, shown.share, green)
    gate = _gate_day(facts, name)
    return BenchmarkState(
        name, benchmark.title, benchmark.evidence.kind, benchmark.evidence.force, green, amber,
        steps=tuple(_steps(facts, shown.share)),
        reached_on=reached, met_on=met,
        at_gate=None if gate is None else light_of(_on(facts, shown.share, gate), green, amber),
        at_end=light_of(float(shown.share[-1]), green, amber),
        lacks=tuple(_lacks(facts, shown, met)), by=None, origin=None, is_assumed=False,
        unstated=0.0 if shown.unstated is None else float(shown.unstated[-1]),
    )  # fmt: skip


def _reached(facts: Facts, share: Floats, green: float) -> tuple[int | None, int | None]:
    """The first day on which a share is green, and the first from which it stays so."""
    is_green = share >= green - ROUNDING
    days = np.flatnonzero(is_green)
    if not len(days):
        return None, None
    others = np.flatnonzero(~is_green)
    stays = int(others[-1]) + 1 if len(others) else 0
    met = facts.start + stays if stays < len(share) else None
    return facts.start + int(days[0]), met


def _steps(facts: Facts, share: Floats) -> Iterator[ShareStep]:
    changes = np.flatnonzero(np.diff(share, prepend=np.nan))
    yield from (ShareStep(facts.start + d, float(share[d])) for d in changes.tolist())


def _lacks(facts: Facts, shown: Shown, met: int | None) -> Sequence[Lacking]:
    """What is missing on the day before it is met, or on the last day where it never is."""
    day = facts.end - 1 if met is None else met - 1
    return () if day < facts.start else tuple(shown.lacks(day))[:MOST_LACKS]


def _on(facts: Facts, share: Floats, day: int) -> float:
    """The share on a day before the end of the calendar; nothing before its start."""
    return 0.0 if day < facts.start else float(share[day - facts.start])


def _gate_day(facts: Facts, benchmark: BenchmarkId) -> int | None:
    """The day of the calendar on which the first phase begins whose gates need a benchmark."""
    days = [
        facts.start if phase.from_ is None else phase.from_
        for phase in facts.scenario.phases.values()
        if benchmark in _needed(facts, phase.gates)
    ]
    return min((day for day in days if day < facts.end), default=None)


def _needed(facts: Facts, gates: Sequence[str]) -> set[str]:
    """The benchmarks that gates need, directly or through others."""
    found: set[str] = set()
    waiting, seen = list(gates), set(gates)
    while waiting:
        gate = facts.written.gates[waiting.pop()]  # type: ignore[index]
        found.update(gate.benchmarks)
        further = set(gate.needs_gates) - seen
        seen |= further
        waiting.extend(further)
    return found
