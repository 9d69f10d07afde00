"""Benchmarks of each kind, against hand calculations."""

from __future__ import annotations

from typing import Any

import pytest

from planner.records.readiness import Light
from tests.readiness.support import (
    benchmark,
    computed,
    found,
    gate,
    need,
    north,
    pledge,
    stated,
)


def of(**sections: Any) -> Any:
    return benchmark(found(**sections))


def test_staffing_is_persons_in_theatre_of_the_authorised_strength() -> None:
    # 100 of 200 from D+0, 200 from D+30 on
    state = of(benchmarks={"b": computed("staffing")})
    assert [(s.day, s.share) for s in state.steps] == [(-10, 0), (0, 0.5), (30, 1)]
    assert (state.reached_on, state.met_on, state.at_end) == (30, 30, Light.GREEN)
    assert [state.light_on(day) for day in (-1, 0, 30)] == [Light.RED, Light.AMBER, Light.GREEN]
    assert [(lack.title, lack.there, lack.wanted) for lack in state.lacks] == [("Foot", 0, 1)]


def test_what_is_lost_again_is_not_met() -> None:
    # the first goes home on D+60: 100 of 200 are left
    pledges = {"first": pledge(tour=60), "second": pledge(available="D+30")}
    state = of(benchmarks={"b": computed("staffing")}, pledges=pledges)
    assert (state.reached_on, state.met_on, state.at_end) == (30, None, Light.AMBER)


def test_capabilities_are_as_good_as_the_least_filled() -> None:
    requirements = {"one": need(), "guns": need(capability="guns", quantity=2)}
    pledges = {"first": pledge(), "guns": pledge(capability="guns", available="D+20")}
    evidence = computed("capabilities", capabilities=["foot", "guns"])
    state = of(benchmarks={"b": evidence}, requirements=requirements, pledges=pledges)
    assert [(s.day, s.share) for s in state.steps] == [(-10, 0), (20, 0.5)]
    assert (state.met_on, state.at_end) == (None, Light.AMBER)
    assert "nobody pledged it" in state.lacks[0].why


def test_equipment_counts_each_entry_alike() -> None:
    # Red has 1 of 2 guns in order, and no battalion: (0.5 + 0) / 2
    entry = {"title": "Guns", "force": "red", "institution": "army", "capability": "guns"}
    equipment = {
        "guns": {**entry, "required": 2, "held": 2, "serviceability": 0.5},
        "foot": {**entry, "capability": "foot", "required": 1},
    }
    state = of(benchmarks={"b": computed("equipment", force="red")}, equipment=equipment)
    assert state.steps[-1].share == pytest.approx(0.25)
    one = computed("equipment", force="red", equipment=["guns"])
    assert of(benchmarks={"b": one}, equipment=equipment).at_end is Light.AMBER


def test_equipment_of_a_force_without_institutions_is_that_of_its_units() -> None:
    # the first holds half of its radios: (100 x 0.5 + 100 x 1) / 200 from D+30 on
    radios: dict[str, Any] = {"critical": {"radio": 2}, "equipment": {"radio": {"held": 1}}}
    pledges = {"first": pledge(**radios), "second": pledge(available="D+30")}
    state = of(benchmarks={"b": computed("equipment")}, pledges=pledges)
    assert [(s.day, s.share) for s in state.steps] == [(-10, 0), (0, 0.5), (30, 0.75)]


def test_climate_counts_persons_where_they_stand() -> None:
    # the first knows no desert, and moves there on D+50
    sites = {
        "wood": {"title": "Wood", "latitude": 10, "longitude": 0},
        "sand": {"title": "Sand", "latitude": 16, "longitude": 0, "climate": "sahelian"},
    }
    moves = [{"site": "sand", "from": "D+50"}]
    state = of(
        benchmarks={"b": computed("climate")},
        sites=sites,
        requirements={"one": need(site="wood", moves=moves), "two": need(site="sand")},
        pledges={"first": pledge(adapted_to=[]), "second": pledge(available="D+30")},
    )
    assert [(s.day, s.share) for s in state.steps][1:] == [(0, 1), (50, 0.5)]
    assert state.lacks[0].wanted == 100


def test_training_counts_graduates_and_who_was_trained_before() -> None:
    school = {
        "title": "School", "force": "red", "capability": "foot", "unit_strength": 30,
        "contributor": "AAA", "starts": "D+0", "length": 20, "courses": 2, "places": 30,
        "status": "verified",
    }  # fmt: skip
    evidence = computed("training", force="red", trained=20)
    state = of(benchmarks={"b": evidence}, training={"school": school})
    # 20, then 50 from D+20, then 80 from D+40, of 100
    assert [(s.day, s.share) for s in state.steps] == [(-10, 0.2), (20, 0.5), (40, 0.8)]
    fewer = computed("training", force="red", trained=20, wanted=80)
    assert of(benchmarks={"b": fewer}, training={"school": school}).met_on == 40
    offered = {"school": {**school, "status": "offered"}}
    assert of(benchmarks={"b": evidence}, training=offered).at_end is Light.RED


def test_a_statement_is_green_from_its_day_and_never_amber() -> None:
    state = of(benchmarks={"b": stated("D+7")})
    assert (state.met_on, state.at_end, state.is_assumed) == (7, Light.GREEN, True)
    assert state.light_on(6) is Light.RED
    assert of(benchmarks={"b": stated()}).met_on is None


def test_a_benchmark_tells_how_it_stands_when_its_phase_begins() -> None:
    sections: dict[str, Any] = {
        "benchmarks": {"b": computed("staffing")},
        "gates": {
            "g": {"title": "G", "needs_gates": ["inner"]},
            "inner": {"title": "I", "benchmarks": ["b"]},
        },
    }
    ready = found(**sections, phases={"north": north()})
    assert benchmark(ready).at_gate is Light.AMBER
    assert gate(ready).opens == 30
