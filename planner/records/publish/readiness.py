"""Readiness in the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from planner.records import contract
from planner.records.publish.common import alike, shown
from planner.records.readiness import (
    Assessment,
    BenchmarkState,
    BrokenGate,
    GateState,
    Need,
    PhaseState,
    Readiness,
)
from planner.scenario.schema.days import show_day


def readiness_result(meta: contract.Meta, found: Readiness) -> contract.ReadinessResult:
    """The answer of `planner readiness`; unmet where a gate is broken or a benchmark not met."""
    is_met = found.is_met and found.all_benchmarks_met
    status: Literal["met", "unmet"] = "met" if is_met else "unmet"
    return contract.ReadinessResult(meta=meta, status=status, readiness=readiness_part(found))


def readiness_part(found: Readiness) -> contract.ReadinessPart:
    """Benchmarks, gates, due diligence and the calendar; what the plan breaks first."""
    return contract.ReadinessPart(
        broken=[_broken(one) for one in found.broken],
        all_met_on=shown(found.all_met_on),
        held_by=[state.benchmark for state in found.holding],
        benchmarks=[_benchmark(state) for state in found.benchmarks],
        gates=[_gate(state) for state in found.gates],
        phases=[_phase(state) for state in found.phases],
        due_diligence=[_assessment(one) for one in found.assessments],
        calendar=[
            alike(
                contract.CalendarEntryPart,
                entry,
                days=("until",),
                from_=show_day(entry.day),
                kind=entry.kind.value,
            )
            for entry in found.calendar
        ],
    )


def _benchmark(state: BenchmarkState) -> contract.BenchmarkPart:
    return alike(
        contract.BenchmarkPart, state,
        days=("reached_on", "met_on"),
        evidence=state.kind.value,
        shares=[contract.SharePart(day=show_day(s.day), share=s.share) for s in state.steps],
        at_gate=None if state.at_gate is None else state.at_gate.value,
        at_end=state.at_end.value,
        lacks=[alike(contract.LackingPart, lack) for lack in state.lacks],
        assumed=state.is_assumed,
    )  # fmt: skip


def _needs(needs: Iterable[Need]) -> list[contract.NeedPart]:
    return [
        alike(
            contract.NeedPart, one,
            days=("opens",), kind=one.kind.value, assumed=one.is_assumed,
        )
        for one in needs
    ]  # fmt: skip


def _gate(state: GateState) -> contract.GatePart:
    needs, held = _needs(state.needs), _needs(state.held_by)
    return alike(contract.GatePart, state, days=("opens",), needs=needs, held_by=held)


def _phase(state: PhaseState) -> contract.GatedPhasePart:
    gates = list(state.gates)
    return alike(contract.GatedPhasePart, state, days=("written", "begins", "opens"), gates=gates)


def _broken(one: BrokenGate) -> contract.BrokenGatePart:
    held = _needs(one.held_by)
    return alike(contract.BrokenGatePart, one, days=("begins", "opens"), held_by=held)


def _assessment(one: Assessment) -> contract.AssessmentPart:
    return alike(
        contract.AssessmentPart, one,
        days=("on", "opens"), risk=one.risk.value, decision=one.decision.value,
        measures=list(one.measures), holds=list(one.holds), assumed=one.is_assumed,
    )  # fmt: skip
