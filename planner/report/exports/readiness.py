"""Readiness as typed tables: benchmarks, what gates need, due diligence, the calendar."""

from __future__ import annotations

from planner.records.readiness import Readiness
from planner.report.exports.flows import Rows
from planner.report.exports.typed import data_table
from planner.report.render.tables import DataTable
from planner.scenario import Scenario

BENCHMARKS = (
    "benchmark",
    "title",
    "evidence",
    "force",
    "green#",
    "amber#",
    "reached_on@",
    "met_on@",
    "at_gate",
    "at_end",
    "by",
    "origin",
    "unstated#",
)
NEEDS = ("gate", "gate_title", "gate_opens@", "kind", "id", "title", "opens@")
DUE_DILIGENCE = (
    "id",
    "title",
    "force",
    "contributor",
    "risk",
    "measures",
    "decision",
    "on@",
    "opens@",
    "holds",
)
CALENDAR = ("from@", "until@", "kind", "id", "title", "detail")


def readiness_tables(found: Readiness, scenario: Scenario) -> tuple[DataTable, ...]:
    """Benchmarks, what gates need, due diligence, the calendar."""
    return (
        data_table("benchmarks", scenario, BENCHMARKS, _benchmarks(found)),
        data_table("gates", scenario, NEEDS, _needs(found)),
        data_table("due-diligence", scenario, DUE_DILIGENCE, _assessments(found)),
        data_table("calendar", scenario, CALENDAR, _calendar(found)),
    )


def _benchmarks(found: Readiness) -> Rows:
    for state in found.benchmarks:
        gate = None if state.at_gate is None else state.at_gate.value
        head = (state.benchmark, state.title, state.kind.value, state.force)
        days = (state.green, state.amber, state.reached_on, state.met_on)
        yield (*head, *days, gate, state.at_end.value, state.by, state.origin, state.unstated)


def _needs(found: Readiness) -> Rows:
    for gate in found.gates:
        for need in gate.needs:
            head = (gate.gate, gate.title, gate.opens)
            yield (*head, need.kind.value, need.id, need.title, need.opens)


def _assessments(found: Readiness) -> Rows:
    for one in found.assessments:
        head = (one.id, one.title, one.force, one.contributor, one.risk.value)
        measures, holds = "; ".join(one.measures) or None, " ".join(one.holds) or None
        yield (*head, measures, one.decision.value, one.on, one.opens, holds)


def _calendar(found: Readiness) -> Rows:
    for one in found.calendar:
        yield (one.day, one.until, one.kind.value, one.id, one.title, one.detail or None)
