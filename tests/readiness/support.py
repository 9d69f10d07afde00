"""Small cases in round numbers: Blue needs two battalions of 100 over 100 days."""

from __future__ import annotations

from typing import Any

from planner.planning import Plan, plan_readiness
from planner.records.readiness import BenchmarkState, GateState, PhaseState, Readiness
from planner.scenario import Scenario, from_mapping

Data = dict[str, Any]
COUNCIL = {"title": "Talks", "evidence": {"kind": "stated", "by": "The envoy"}}
GREEN = {"green": 0.9, "amber": 0.5}


def stated(day: str | None = None, **fields: Any) -> Data:
    """A benchmark that is stated, as met from a day on."""
    met = {} if day is None else {"met": day, "assumption": "a test"}
    return {"title": "Talks", "evidence": {"kind": "stated", "by": "The envoy", **met}, **fields}


def computed(kind: str, **fields: Any) -> Data:
    """A benchmark of Blue, green from 90 % and amber from 50 % on."""
    evidence = {"kind": kind, "force": "blue", **fields}
    return {"title": kind, "evidence": evidence, **GREEN}


def pledge(**fields: Any) -> Data:
    """A verified battalion of 100 for Blue."""
    offered = {"title": "Offer", "contributor": "AAA", "force": "blue", "status": "verified"}
    return {**offered, "capability": "foot", "personnel": 100, **fields}


def need(**fields: Any) -> Data:
    wanted = {"title": "Foot", "force": "blue", "capability": "foot", "quantity": 1}
    return {**wanted, "from": "D+0", **fields}


def case(**sections: Any) -> Scenario:
    """The scenario that is written so."""
    return from_mapping(written(**sections))


def written(**sections: Any) -> Data:
    """100 days from 20 January 2013; Blue is 200 strong, with two battalions on the way."""
    data: Data = {
        "format": 1,
        "id": "case",
        "calendar": {"d_day": "2013-01-20", "start": "D-10", "end": "D+100"},
        "capabilities": {
            "foot": {"title": "Foot", "measure": "battalion"},
            "guns": {"title": "Guns", "measure": "battery"},
        },
        "forces": {
            "blue": {"title": "Blue", "personnel": 200},
            "red": {"title": "Red", "personnel": 100, "host_nation": True},
        },
        "requirements": {"one": need(), "two": need()},
        "pledges": {"first": pledge(), "second": pledge(available="D+30")},
    }
    return {**data, **sections}


def planned(**sections: Any) -> Plan:
    return plan_readiness(case(**sections))


def found(**sections: Any) -> Readiness:
    readiness = planned(**sections).readiness
    assert readiness is not None
    return readiness


def benchmark(readiness: Readiness, name: str = "b") -> BenchmarkState:
    [state] = [one for one in readiness.benchmarks if one.benchmark == name]
    return state


def gate(readiness: Readiness, name: str = "g") -> GateState:
    [state] = [one for one in readiness.gates if one.gate == name]
    return state


def phase(readiness: Readiness, name: str = "north") -> PhaseState:
    [state] = [one for one in readiness.phases if one.phase == name]
    return state


def north(**fields: Any) -> Data:
    """A phase behind the gate `g`."""
    return {"title": "North", "tempo": "offensive", "from": "D+10", "gates": ["g"], **fields}
