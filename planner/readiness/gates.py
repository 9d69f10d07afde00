"""Gates: when each opens, which phases have to wait, and which begin too early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.catalogue.ids import BenchmarkId, GateId, PhaseId
from planner.records.readiness import (
    BenchmarkState,
    BrokenGate,
    Delay,
    GateState,
    Need,
    NeedKind,
    PhaseState,
)
from planner.scenario import Scenario
from planner.scenario.schema.readiness import Gate
from planner.scenario.support import EARLIEST

Benchmarks = Mapping[BenchmarkId, BenchmarkState]
Gates = Mapping[GateId, GateState]


def gates(scenario: Scenario, states: Benchmarks) -> Gates:
    """Every gate, by id. Benchmarks that have no state are not looked at."""
    found: dict[GateId, GateState] = {}
    for name in sorted(scenario.gates):
        _open(scenario, states, name, found)
    return {name: found[name] for name in sorted(found)}


def _open(
    scenario: Scenario, states: Benchmarks, name: GateId, found: dict[GateId, GateState]
) -> GateState:
    """A gate, and first those that it needs: none of them leads back to it."""
    if name not in found:
        gate = scenario.gates[name]
        for other in gate.needs_gates:
            _open(scenario, states, other, found)
        needs = tuple(_needs(scenario, gate, states, found))
        found[name] = GateState(name, gate.title, last_of(needs), needs, holding(needs))
    return found[name]


def _needs(scenario: Scenario, gate: Gate, states: Benchmarks, found: Gates) -> Iterator[Need]:
    for name in sorted(set(gate.benchmarks) & set(states)):
        state = states[name]
        yield Need(NeedKind.BENCHMARK, name, state.title, state.met_on, state.is_assumed)
    for entry in sorted(set(gate.due_diligence)):
        one = scenario.due_diligence[entry]
        yield Need(NeedKind.DUE_DILIGENCE, entry, one.title, one.opens, one.is_assumed)
    for other in sorted(set(gate.needs_gates)):
        yield Need(NeedKind.GATE, other, found[other].title, found[other].opens)
    if gate.confirmation is not None:
        given = gate.confirmation
        yield Need(NeedKind.CONFIRMATION, "confirmation", given.by, given.on, given.is_assumed)


def last_of(needs: Sequence[Need]) -> int | None:
    """The day on which the last of some needs is so; None where one never is."""
    days = [need.opens for need in needs if need.opens is not None]
    return max(days, default=EARLIEST) if len(days) == len(needs) else None


def holding(needs: Sequence[Need]) -> tuple[Need, ...]:
    """The needs that are so last, or never."""
    last = last_of(needs)
    return tuple(need for need in needs if need.opens == last)


def delays(scenario: Scenario, opened: Gates) -> tuple[Delay, ...]:
    """The phases that wait and whose gates open later than they were to begin."""
    return tuple(_delays(scenario, opened))


def _delays(scenario: Scenario, opened: Gates) -> Iterator[Delay]:
    calendar = scenario.calendar
    assert calendar is not None
    for name, phase in sorted(scenario.phases.items()):
        if not phase.waits or phase.from_ is None:
            continue
        opens = _opens(opened, phase.gates)
        if opens is None or opens >= calendar.end:
            yield Delay(name, phase.from_, None)
        elif opens > phase.from_:
            yield Delay(name, phase.from_, opens)


def _opens(opened: Gates, names: Sequence[GateId]) -> int | None:
    """The day on which the last of some gates opens; None where one never does."""
    days = [opened[name].opens for name in names]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def phases(scenario: Scenario, opened: Gates, waited: Sequence[Delay]) -> tuple[PhaseState, ...]:
    """The phases that have gates, as they are planned, after any that had to wait."""
    assert scenario.calendar is not None
    moved = {delay.phase: delay for delay in waited}
    found = []
    for name, phase in sorted(scenario.phases.items()):
        if not phase.gates:
            continue
        begins = scenario.calendar.start if phase.from_ is None else phase.from_
        delay = moved.get(name, Delay(name, begins, begins))
        opens = _opens(opened, phase.gates)
        state = PhaseState(
            name, phase.title, delay.written, delay.begins, tuple(sorted(set(phase.gates))), opens
        )
        found.append(state)
    return tuple(sorted(found, key=_order))


def _order(state: PhaseState) -> tuple[int, PhaseId]:
    return state.written, state.phase


def broken(states: Sequence[PhaseState], opened: Gates) -> tuple[BrokenGate, ...]:
    """Each phase that begins before a gate of it is open, with each such gate."""
    return tuple(
        BrokenGate(
            state.phase,
            state.title,
            state.begins,
            gate.gate,
            gate.title,
            gate.opens,
            gate.held_by,
        )
        for state in states
        if state.begins is not None
        for gate in (opened[name] for name in state.gates)
        if gate.opens is None or gate.opens > state.begins
    )
