"""Cases of the rules and questions on due diligence, benchmarks, gates, reports and events."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import due_diligence, readiness
from tests.scenario.checks.case import Case, Data, forces

STATED = {"kind": "stated", "by": "The Council"}
STATEMENT = {"title": "Progress", "evidence": STATED}
SCHOOL = {
    "title": "School",
    "force": "red",
    "capability": "scouts",
    "unit_strength": 5,
    "contributor": "A",
    "starts": "D+0",
    "length": 3,
    "courses": 1,
    "places": 10,
    "status": "verified",
}


def assessed(**fields: Any) -> Data:
    entry = {"title": "Red", "force": "red", "risk": "high", "decision": "cleared", "on": "D+1"}
    return forces(due_diligence={"red": {**entry, "assumption": "A test", **fields}})


def gated(*needs: tuple[str, list[str]]) -> Data:
    """Gates, each with the gates that it needs."""
    return forces(
        benchmarks={"progress": STATEMENT},
        gates={
            name: {"title": name, "benchmarks": ["progress"], "needs_gates": needed}
            for name, needed in needs
        },
    )


def phase(gate: bool = True, **fields: Any) -> Data:
    """Two phases, the second with a gate."""
    first = {"title": "First", "tempo": "normal", "from": "D+0"}
    second = {"title": "North", "tempo": "normal", **({"gates": ["open"]} if gate else {})}
    return forces(
        phases={"first": first, "north": {**second, "from": "D+5", **fields}},
        benchmarks={"progress": STATEMENT},
        gates={"open": {"title": "Open", "benchmarks": ["progress"]}},
    )


def evidence(kind: str, **fields: Any) -> Data:
    mark = {"title": "Ready", "green": 0.9, "amber": 0.5}
    return forces(
        training={"school": SCHOOL},
        policies={
            "ahead": {"kind": "ahead-of-troops", "items": ["sand"], "days": 1},
            "keep": {"kind": "days-of-supply", "items": ["sand"], "days": 1},
        },
        benchmarks={"ready": {**mark, "evidence": {"kind": kind, **fields}}},
    )


def report(**fields: Any) -> Data:
    return forces(
        reports={"au": {"title": "Report", "by": "A", "to": "B", "from": "D+0", **fields}}
    )


def event(day: str) -> Data:
    return forces(events={"vote": {"title": "Vote", "on": day}})


def stated(day: str) -> Data:
    evidence = {"kind": "stated", "by": "A", "met": day, "assumption": "A test"}
    return {"title": "Talks", "evidence": evidence}


def confirmed(day: str) -> Data:
    council = {"by": "The Council", "on": day, "assumption": "A test"}
    return guarding(["open"]) | {"gates": {"open": {"title": "Open", "confirmation": council}}}


def guarding(gates: list[str]) -> Data:
    return gated(("open", [])) | {
        "phases": {"first": {"title": "First", "tempo": "normal", "gates": gates}}
    }


CASES = (
    Case(
        readiness.gates_open_one_way,
        "gates.two.needs_gates[0]",
        "gates wait for each other, so that none ever opens; seen: one -> two -> one",
        "one",
        gated(("one", ["two"]), ("two", ["one"])),
        gated(("one", ["two"]), ("two", [])),
    ),
    Case(
        readiness.gates_open_one_way,
        "gates.one.needs_gates[0]",
        "a gate waits for itself",
        "one",
        gated(("one", ["one"]), ("two", [])),
        gated(("one", ["two"]), ("two", [])),
    ),
    Case(
        readiness.phases_wait_for_gates,
        "phases.north.waits",
        "a phase waits without a gate",
        "true",
        phase(gate=False, waits=True),
        phase(waits=True),
    ),
    Case(
        readiness.phases_wait_for_gates,
        "phases.north.carries",
        "a phase carries days and never waits",
        "- phases.first.from",
        phase(carries=["phases.first.from"]),
        phase(carries=["phases.first.from"], waits=True),
    ),
    Case(
        readiness.carried_paths_are_days,
        "phases.north.carries[0]",
        "the path names no day that a phase may carry; seen: lanes.*.from",
        "lanes.*.from",
        phase(carries=["lanes.*.from"], waits=True),
        phase(carries=["phases.first.fr*"], waits=True),
    ),
    Case(
        readiness.evidence_is_of_its_force,
        "benchmarks.ready.evidence.training[0]",
        "what is counted is of another force, red; seen: school",
        "school",
        evidence("training", force="blue", training=["school"]),
        evidence("training", force="red", training=["school"]),
    ),
    Case(
        readiness.evidence_is_of_its_force,
        "benchmarks.ready.evidence.policies[0]",
        "a policy of kind days-of-supply tells nothing of stock ahead of the troops",
        "keep",
        evidence("stock", policies=["keep"]),
        evidence("stock", policies=["ahead"]),
    ),
    Case(
        readiness.evidence_can_be_computed,
        "benchmarks.ready.evidence",
        "nothing that the benchmark is computed from is in requirements",
        "force: red",
        evidence("staffing", force="red"),
        evidence("staffing", force="blue"),
    ),
    Case(
        readiness.evidence_can_be_computed,
        "benchmarks.ready.evidence",
        "nothing that the benchmark is computed from is in training",
        "force: blue",
        evidence("training", force="blue"),
        evidence("training", force="blue", trained=3),
    ),
    Case(
        readiness.gates_guard_something,
        "gates.open",
        "no phase and no other gate waits for it",
        "open:",
        guarding([]),
        guarding(["open"]),
    ),
    Case(
        readiness.reports_fall_due,
        "reports.au.every",
        "the report falls due on no day of the calendar, counted from D+0; seen: 10",
        "10",
        report(every=10),
        report(every=9),
    ),
    Case(
        readiness.events_fall_in_the_calendar,
        "events.vote.on",
        "the event lies outside the calendar, D+0 to D+10; seen: D+10",
        "D+10",
        event("D+10"),
        event("D+9"),
    ),
    Case(
        readiness.words_are_given_in_the_calendar,
        "due_diligence.red.on",
        "the day comes after the calendar, whose last day is D+9; seen: D+10",
        "D+10",
        assessed(on="D+10", measures=["Vetting"]),
        assessed(on="D+9", measures=["Vetting"]),
    ),
    Case(
        readiness.words_are_given_in_the_calendar,
        "benchmarks.progress.evidence.met",
        "the day comes after the calendar, whose last day is D+9; seen: D+11",
        "D+11",
        forces(benchmarks={"progress": stated("D+11")}),
        forces(benchmarks={"progress": stated("D+9")}),
    ),
    Case(
        readiness.words_are_given_in_the_calendar,
        "gates.open.confirmation.on",
        "the day comes after the calendar, whose last day is D+9; seen: D+12",
        "D+12",
        confirmed("D+12"),
        confirmed("D+3"),
    ),
    Case(
        due_diligence.high_risks_are_reduced,
        "due_diligence.red.decision",
        "a recipient of high risk is cleared and nothing is done about the risk",
        "cleared",
        assessed(),
        assessed(measures=["Vetting"]),
    ),
    Case(
        due_diligence.contributors_give_support,
        "due_diligence.red.contributor",
        "concerns support by a contributor of whom nothing else is said; seen: B",
        "B",
        assessed(contributor="B", measures=["Vetting"]),
        assessed(contributor="A", measures=["Vetting"]),
    ),
)
