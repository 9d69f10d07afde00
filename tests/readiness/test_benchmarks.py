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


RADIOS: dict[str, Any] = {"critical": {"radio": 2}}
SITES = {
    "wood": {"title": "Wood", "latitude": 10, "longitude": 0, "climate": "sudanian"},
    "sand": {"title": "Sand", "latitude": 16, "longitude": 0, "climate": "sahelian"},
}


def of_units(kind: str, first: dict[str, Any], second: dict[str, Any], **sections: Any) -> Any:
    """A benchmark of two battalions, the second from D+30 on."""
    pledges = {"first": pledge(**first), "second": pledge(available="D+30", **second)}
    return of(benchmarks={"b": computed(kind)}, pledges=pledges, **sections)


def lacks(state: Any) -> list[tuple[float | None, float]]:
    return [(one.there, one.wanted) for one in state.lacks]


def test_equipment_of_a_force_without_institutions_is_that_of_its_units() -> None:
    # the first holds half of its radios: (100 x 0.5 + 100 x 1) / 200 from D+30 on
    half, all_ = ({**RADIOS, "equipment": {"radio": {"held": held}}} for held in (1, 2))
    state = of_units("equipment", half, all_)
    assert [(s.day, s.share) for s in state.steps] == [(-10, 0), (0, 0.5), (30, 0.75)]
    assert lacks(state) == [(50, 100)]
    assert state.unstated == 0


def test_equipment_of_which_nothing_is_stated_is_not_shown() -> None:
    # force generation takes the second at its word: it is there, and shows nothing
    all_ = {**RADIOS, "equipment": {"radio": {"held": 2}}}
    state = of_units("equipment", all_, RADIOS)
    assert [(s.day, s.share) for s in state.steps] == [(-10, 0), (0, 1), (30, 0.5)]
    assert (state.met_on, state.unstated) == (None, 0.5)
    assert lacks(state) == [(None, 100)]
    assert "equipment not stated" in state.lacks[0].why
    unlisted = of_units("equipment", all_, {})
    assert unlisted.unstated == 0.5
    assert "critical equipment not listed" in unlisted.lacks[0].why


def test_climate_counts_persons_where_they_stand() -> None:
    # the first knows no desert, and moves there on D+50
    moves = [{"site": "sand", "from": "D+50"}]
    requirements = {"one": need(site="wood", moves=moves), "two": need(site="sand")}
    wood, both = {"adapted_to": ["sudanian"]}, {"adapted_to": ["sudanian", "sahelian"]}
    state = of_units("climate", wood, both, sites=SITES, requirements=requirements)
    assert [(s.day, s.share) for s in state.steps][1:] == [(0, 1), (50, 0.5)]
    assert lacks(state) == [(0, 100)]
    assert state.unstated == 0


@pytest.mark.parametrize("kind", ["equipment", "climate"])
def test_what_nobody_has_stated_is_never_green(kind: str) -> None:
    requirements = {"one": need(site="wood"), "two": need(site="sand")}
    state = of_units(kind, {}, {}, sites=SITES, requirements=requirements)
    assert (state.at_end, state.met_on, state.unstated) == (Light.RED, None, 1)
    assert lacks(state) == [(None, 200)]


def test_a_site_whose_climate_is_not_stated_shows_nothing() -> None:
    wood = {"title": "Wood", "latitude": 10, "longitude": 0}
    adapted = {"adapted_to": ["sahelian"]}
    requirements = {"one": need(site="wood"), "two": need(site="sand")}
    sites = {**SITES, "wood": wood}
    state = of_units("climate", adapted, adapted, sites=sites, requirements=requirements)
    assert (state.steps[-1].share, state.unstated) == (0.5, 0.5)
    assert "climate of Wood not stated" in state.lacks[0].why


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


def test_what_is_stated_for_a_day_after_the_calendar_is_not_met_in_it() -> None:
    ready = found(benchmarks={"b": stated("D+100"), "c": stated("D+5")})
    assert benchmark(ready).met_on == 100
    assert not benchmark(ready).is_met
    assert ready.all_met_on is None
    assert [state.benchmark for state in ready.holding] == ["b"]
    assert found(benchmarks={"b": stated("D+99"), "c": stated("D+5")}).all_met_on == 99


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
