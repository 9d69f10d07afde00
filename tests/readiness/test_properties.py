"""What holds of every gate: earlier is never later, and order is nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.planning import plan_readiness
from planner.records.readiness import Readiness
from planner.scenario import from_mapping
from planner.scenario.schema.days import show_day

NAMES = ("a", "b", "c", "d")
days = st.integers(-20, 70)
check = settings(max_examples=100, deadline=None)


@st.composite
def gated(draw: st.DrawFn) -> dict[str, Any]:
    """Statements, gates that need them and gates before them, and phases that may wait."""
    met = {name: draw(st.none() | days) for name in NAMES}
    gates: dict[str, Any] = {}
    for place, name in enumerate(NAMES):
        before = draw(st.lists(st.sampled_from(NAMES[:place]), unique=True)) if place else []
        on = draw(st.none() | days)
        entry: dict[str, Any] = {"title": name, "needs_gates": before, "benchmarks": [name]}
        if draw(st.booleans()):
            given_on = {} if on is None else {"on": show_day(on), "assumption": "a test"}
            entry["confirmation"] = {"by": "The Council", **given_on}
        gates[name] = entry
    phases = {
        f"phase-{name}": {
            "title": name,
            "tempo": "normal",
            "from": show_day(draw(days)),
            "gates": [name],
            "waits": draw(st.booleans()),
        }
        for name in NAMES
    }
    return scenario(met, gates, phases)


def scenario(met: dict[str, int | None], gates: Any, phases: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "id": "case",
        "calendar": {"start": "D-30", "end": "D+60"},
        "benchmarks": {name: statement(day) for name, day in met.items()},
        "gates": gates,
        "phases": phases,
    }


def statement(day: int | None) -> dict[str, Any]:
    when = {} if day is None else {"met": show_day(day), "assumption": "a test"}
    return {"title": "Said", "evidence": {"kind": "stated", "by": "The envoy", **when}}


def readiness(data: dict[str, Any]) -> Readiness:
    found = plan_readiness(from_mapping(data)).readiness
    assert found is not None
    return found


def starts(found: Readiness) -> dict[str, float]:
    """The day on which each phase begins; endless where it does not take place."""
    return {p.phase: float("inf") if p.begins is None else p.begins for p in found.phases}


@check
@given(gated(), st.sampled_from(NAMES), days)
def test_a_benchmark_met_earlier_never_makes_a_phase_later(
    data: dict[str, Any], name: str, earlier: int
) -> None:
    before = starts(readiness(data))
    written = data["benchmarks"][name]["evidence"].get("met")
    if written is not None:
        earlier = min(earlier, int(written.removeprefix("D")))
    after = starts(readiness({**data, "benchmarks": {
        **data["benchmarks"], name: statement(earlier)
    }}))  # fmt: skip
    assert all(after[phase] <= before[phase] for phase in before)


@check
@given(gated(), st.sampled_from(NAMES))
def test_a_gate_that_needs_less_never_makes_a_phase_later(data: dict[str, Any], name: str) -> None:
    before = starts(readiness(data))
    entry = {key: value for key, value in data["gates"][name].items() if key != "confirmation"}
    fewer = {**data["gates"], name: {**entry, "needs_gates": []}}
    after = starts(readiness({**data, "gates": fewer}))
    assert all(after[phase] <= before[phase] for phase in before)


@check
@given(gated(), st.randoms(use_true_random=False))
def test_the_order_of_entries_is_nothing(data: dict[str, Any], random: Any) -> None:
    def shuffled(entries: dict[str, Any]) -> dict[str, Any]:
        names = list(entries)
        random.shuffle(names)
        return {name: entries[name] for name in names}

    turned = {**data, **{n: shuffled(data[n]) for n in ("benchmarks", "gates", "phases")}}
    for entry in turned["gates"].values():
        random.shuffle(entry["needs_gates"])
    assert readiness(turned) == readiness(data)


@check
@given(gated())
def test_a_plan_breaks_a_gate_exactly_where_a_phase_begins_before_it(data: dict[str, Any]) -> None:
    found = readiness(data)
    opens = {gate.gate: gate.opens for gate in found.gates}
    early = {
        (phase.phase, gate)
        for phase in found.phases
        for gate in phase.gates
        if phase.begins is not None and (opens[gate] is None or (opens[gate] or 0) > phase.begins)
    }
    assert {(one.phase, one.gate) for one in found.broken} == early
    waiting = {name for name, phase in data["phases"].items() if phase["waits"]}
    assert not waiting & {one.phase for one in found.broken}
