"""Gates and the phases behind them: broken, waited for, never open."""

from __future__ import annotations

from typing import Any

import planner
from planner.records.readiness import NeedKind
from planner.scenario import Scenario
from planner.scenario.schema.days import show_day
from tests.readiness.support import (
    Data,
    benchmark,
    case,
    computed,
    found,
    gate,
    need,
    north,
    phase,
    planned,
    pledge,
)
from tests.readiness.support import stated as said_met

A_TEST = {"assumption": "A test"}
RED = {"title": "Red", "force": "red", "risk": "low"}
CLEARED = {**RED, "decision": "cleared", "on": "D+40", **A_TEST}


def gated(day: str | None, **fields: Any) -> Data:
    """A phase of D+10 behind a gate that opens on a day."""
    return {
        "benchmarks": {"b": said_met(day)},
        "gates": {"g": {"title": "Council", "benchmarks": ["b"]}},
        "phases": {"north": north(**fields)},
    }


def test_a_gate_opens_with_the_last_of_its_needs() -> None:
    council = {"by": "The Council", "on": "D+20", **A_TEST}
    needs = {"benchmarks": ["b"], "due_diligence": ["red"], "confirmation": council}
    sections = gated("D+30") | {"due_diligence": {"red": CLEARED}}
    ready = found(**sections | {"gates": {"g": {"title": "Council", **needs}}})
    assert gate(ready).opens == 40
    assert [(n.kind, n.opens) for n in gate(ready).held_by] == [(NeedKind.DUE_DILIGENCE, 40)]
    assert [n.opens for n in gate(ready).needs] == [30, 40, 20]


def test_a_gate_that_lacks_one_thing_never_opens() -> None:
    sections = gated("D+5")
    sections["gates"]["g"]["confirmation"] = {"by": "The Council"}
    assert gate(found(**sections)).opens is None
    assert [need.id for need in gate(found(**sections)).held_by] == ["confirmation"]


def test_a_plan_that_breaks_a_gate_says_so() -> None:
    made = planned(**gated("D+30"))
    assert made.readiness is not None
    [broken] = made.readiness.broken
    assert (broken.phase, broken.begins, broken.opens) == ("north", 10, 30)
    assert made.status == "unmet"
    first = made.to_dict()["readiness"]["broken"][0]
    assert (first["begins"], first["opens"]) == ("D+10", "D+30")


def test_a_plan_that_keeps_its_gates_breaks_none() -> None:
    for day in ("D-3", "D+10"):
        made = planned(**gated(day), requirements={"one": need()})
        assert made.readiness is not None
        assert made.readiness.broken == ()
        assert made.status == "met"


def test_a_phase_that_waits_begins_when_its_gate_opens() -> None:
    # three weeks later, and so do its end and the move that it carries
    fields = {"waits": True, "until": "D+50", "carries": ["requirements.*.moves*.from"]}
    sites = {"a": {"title": "A"}, "b": {"title": "B"}}
    moves = [{"site": "b", "from": "D+12"}]
    required = {"one": need(site="a", moves=moves), "two": need()}
    made = planned(**gated("D+31", **fields), sites=sites, requirements=required)
    assert made.readiness is not None
    state = phase(made.readiness)
    assert (state.written, state.begins, state.waited_days) == (10, 31, 21)
    assert made.readiness.broken == ()
    moved = made.scenario
    assert moved.phases["north"].until == 71  # type: ignore[index]
    assert moved.requirements["one"].moves[0].from_ == 33  # type: ignore[index]
    stations = [unit.stations for unit in made.laydown.units if unit.requirement == "one"]
    assert [(s.site, s.start) for s in stations[0]] == [("a", 0), ("b", 33)]


def test_a_phase_whose_gate_is_open_before_begins_as_written() -> None:
    made = planned(**gated("D+3", waits=True))
    assert made.waited == ()
    assert phase(made.readiness).begins == 10  # type: ignore[arg-type]


def test_a_phase_whose_gate_never_opens_does_not_take_place() -> None:
    for day in (None, "D+100"):
        made = planned(
            **gated(day, waits=True, carries=["requirements.late.from"]),
            requirements={"one": need(), "late": need(**{"from": "D+40"})},
        )
        assert made.readiness is not None
        assert phase(made.readiness).begins is None
        assert benchmark(made.readiness).at_gate is None
        assert made.readiness.broken == ()
        assert made.scenario.phases["north"].span(-10, 100) == (100, 100)  # type: ignore[index]
        assert [e.id for e in made.readiness.calendar if e.kind == "phase"] == []


def test_a_computed_benchmark_makes_a_phase_wait() -> None:
    sections = gated("D+5", waits=True)
    sections["benchmarks"]["b"] = computed("staffing")
    assert phase(found(**sections)).begins == 30


def two_phases(**fields: Any) -> Data:
    """The first phase waits for talks until D+31 and brings the second battalion with it; the
    second waits for staffing, and was written for D+15."""
    first = north(waits=True, carries=["requirements.two.from"])
    second = north(**{"from": "D+15", "gates": ["s"], "waits": True, **fields})
    return {
        "benchmarks": {"b": said_met("D+31"), "staff": computed("staffing")},
        "gates": {
            "g": {"title": "Talks", "benchmarks": ["b"]},
            "s": {"title": "Staffed", "benchmarks": ["staff"]},
        },
        "phases": {"north": first, "south": second},
        "requirements": {"one": need(), "two": need(**{"from": "D+10"})},
        "pledges": {"first": pledge(), "second": pledge()},
    }


def test_a_phase_waits_for_what_another_that_waits_brings() -> None:
    # as written both battalions are there on D+10: only once the first phase has moved to D+31, and
    # the second battalion with it, is it seen that the second phase has to wait too
    ready = found(**two_phases())
    assert [(one.phase, one.begins) for one in ready.phases] == [("north", 31), ("south", 31)]
    assert phase(ready, "south").written == 15
    assert ready.broken == ()


def test_a_phase_does_not_take_place_without_what_another_would_bring() -> None:
    # units of the woods stand in the sand until the first phase, which never begins, moves them
    sites = {
        name: {"title": name, "climate": climate}
        for name, climate in (("sand", "sahelian"), ("wood", "sudanian"))
    }
    sections = two_phases()
    sections["phases"]["north"]["carries"] = ["requirements.*.moves*.from"]
    sections["benchmarks"] = {"b": said_met(None), "staff": computed("climate")}
    sections["requirements"] = {"one": need(site="sand", moves=[{"site": "wood", "from": "D+12"}])}
    sections["pledges"] = {"first": pledge(adapted_to=["sudanian"])}
    ready = found(**sections, sites=sites)
    assert [(one.phase, one.begins) for one in ready.phases] == [("north", None), ("south", None)]
    assert ready.broken == ()


def test_a_gate_that_moves_with_its_phase_is_broken_and_said_to_be() -> None:
    # the second battalion comes 5 days after the phase begins, whenever that is
    sections = two_phases()
    del sections["phases"]["south"]
    sections["phases"]["north"] = north(gates=["s"], waits=True, carries=["requirements.two.from"])
    sections["requirements"]["two"] = need(**{"from": "D+15"})
    ready = found(**sections)
    assert phase(ready).begins == 15
    assert [(one.begins, one.opens) for one in ready.broken] == [(15, 20)]


def test_a_plan_made_of_a_plan_that_waited_is_the_same() -> None:
    made = planned(**gated("D+31", waits=True))
    again = planner.ready(made.scenario)
    assert again.broken == ()
    assert phase(again).begins == 31


def test_stock_is_looked_at_once_the_phase_has_its_day() -> None:
    """A phase does not wait for stock: where that is not there, the plan breaks the gate."""
    sections = stocked()
    made = planner.plan(sections)
    assert made.readiness is not None
    assert made.waited == ()
    assert [one.phase for one in made.readiness.broken] == ["north"]
    [state] = made.readiness.benchmarks
    assert state.lacks[0].wanted > 0


def stocked() -> Scenario:
    """Blue stands at A, and nobody can bring water there before it comes."""
    sections = gated(None, waits=True)
    evidence = {"kind": "stock"}
    sections["benchmarks"] = {
        "b": {"title": "Stock", "evidence": evidence, "green": 1, "amber": 0.5}
    }
    return case(
        **sections,
        sites={"a": {"title": "A", "storage": {"water": 100}, "climate": "sahelian"}},
        supplies={"well": {"site": "a", "item": "water", "from": show_day(5)}},
        policies={"ahead": {"kind": "ahead-of-troops", "items": ["water"], "days": 7}},
        requirements={"one": need(site="a")},
        pledges={"first": {
            "title": "Offer", "contributor": "AAA", "force": "blue", "status": "verified",
            "capability": "foot", "personnel": 100,
        }},
    )  # fmt: skip
