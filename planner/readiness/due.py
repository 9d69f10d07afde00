"""What falls due when: reports, events, and what the plan itself brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from planner.messages import number, said
from planner.readiness.facts import Facts
from planner.records.laydown import DeployedUnit
from planner.records.readiness import CalendarEntry, EntryKind, GateState, PhaseState
from planner.scenario import Scenario
from planner.scenario.reports import due_days
from planner.scenario.schema.contracts import Contract


def calendar(
    facts: Facts, phases: Iterable[PhaseState], gates: Iterable[GateState]
) -> tuple[CalendarEntry, ...]:
    """Everything that falls in the calendar, by day, kind and id."""
    found = (
        *_reports(facts.written),
        *_events(facts.written),
        *_phases(facts.scenario, phases),
        *(_one(g.opens, EntryKind.GATE, g.gate, g.title) for g in gates if g.opens is not None),
        *_contracts(facts),
        *_rotations(facts),
        *_hand_overs(facts),
    )
    inside = (entry for entry in found if facts.start <= entry.day < facts.end)
    return tuple(sorted(inside, key=lambda entry: (entry.day, entry.kind, entry.id, entry.until)))


def _one(day: int, kind: EntryKind, id_: str, title: str, detail: str = "") -> CalendarEntry:
    return CalendarEntry(day, day + 1, kind, id_, title, detail)


def _reports(scenario: Scenario) -> Iterator[CalendarEntry]:
    for name, report in scenario.reports.items():
        detail = said("readiness.by-to", by=report.by, to=report.to)
        for day in due_days(scenario, report):
            yield _one(day, EntryKind.REPORT, name, report.title, detail)


def _events(scenario: Scenario) -> Iterator[CalendarEntry]:
    for name, event in scenario.events.items():
        until = event.on + 1 if event.until is None else event.until
        assumed = "" if event.assumption is None else said("readiness.assumed-date")
        kind = EntryKind(event.kind.value)
        yield CalendarEntry(event.on, until, kind, name, event.title, event.source or assumed)


def _phases(scenario: Scenario, gated: Iterable[PhaseState]) -> Iterator[CalendarEntry]:
    """The first day of every phase that takes place."""
    assert scenario.calendar is not None
    never = {state.phase for state in gated if state.begins is None}
    for name, phase in scenario.phases.items():
        if name not in never:
            begins = scenario.calendar.start if phase.from_ is None else phase.from_
            yield _one(begins, EntryKind.PHASE, name, phase.title)


def _contracts(facts: Facts) -> Iterator[CalendarEntry]:
    """The day on which each contract first supplies anybody."""
    for name, contract in facts.scenario.contracts.items():
        days = [
            day
            for unit in facts.laydown.units
            if unit.force == contract.force
            for day in _supplied(contract, unit)
        ]
        if days:
            yield _one(min(days), EntryKind.CONTRACT, name, contract.title)


def _supplied(contract: Contract, unit: DeployedUnit) -> Iterator[int]:
    """The first day on which a contract supplies a unit, at each site that it covers."""
    begins = contract.begins(unit.arrival, unit.required_days, unit.late_days)
    for station in unit.stations:
        day = max(begins, station.start)
        until = station.until if contract.until is None else min(station.until, contract.until)
        if day < until and station.site in (contract.sites or (station.site,)):
            yield day


def _rotations(facts: Facts) -> Iterator[CalendarEntry]:
    """The first day on duty of each relief."""
    for line in facts.deployment.lines if facts.deployment else ():
        for relief in line.reliefs:
            yield _one(
                relief.arrives, EntryKind.ROTATION, line.pledge, line.title, line.requirement_title
            )


def _hand_overs(facts: Facts) -> Iterator[CalendarEntry]:
    """Days on which units of a force pass to external arrangements, and how many persons do."""
    persons: Counter[tuple[int, str]] = Counter()
    for unit in facts.laydown.units:
        if unit.required_days is not None and unit.hand_over < unit.until:
            persons[unit.hand_over, unit.force] += round(unit.personnel)
    for (day, force), count in persons.items():
        title = facts.scenario.forces[force].title  # type: ignore[index]
        told = said("readiness.persons-pass", persons=number(f"{count:,}", count))
        yield _one(day, EntryKind.HAND_OVER, force, title, told)
