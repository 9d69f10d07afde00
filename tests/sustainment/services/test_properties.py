"""What holds wherever services are put, on small random cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.records.laydown import DeployedUnit
from planner.records.services import ServicePlan
from planner.scenario import Scenario
from tests.sustainment.services import plain
from tests.sustainment.services.support import goals, placed, road, towns
from tests.sustainment.support import day, troops

NAMES = "abcd"
DAYS = 6
Case = tuple[Scenario, list[DeployedUnit]]


@st.composite
def windows(draw: Callable[..., Any]) -> dict[str, str]:
    first = draw(st.integers(0, DAYS - 1))
    until = draw(st.integers(first + 1, DAYS))
    return {"from": day(first), "until": day(until)}


@st.composite
def roads(draw: Callable[..., Any]) -> dict[str, Any]:
    pairs = [a + b for a in NAMES for b in NAMES if a < b]
    found = {}
    for pair in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=5)):
        fields = draw(st.one_of(st.just({}), windows()))
        if draw(st.booleans()):
            effect = draw(st.sampled_from([{"capacity": 0}, {"time": 2}]))
            fields = {**fields, "seasons": [draw(windows()) | effect]}
        found[pair] = road(pair[0], pair[1], draw(st.integers(1, 4)), **fields)
    return found


@st.composite
def services(draw: Callable[..., Any]) -> dict[str, Any]:
    sites = st.lists(st.sampled_from(NAMES), unique=True, max_size=3)
    fields: dict[str, Any] = {
        "title": "Service",
        "within_hours": draw(st.integers(0, 6)),
        "sites": draw(sites),
        "at": draw(sites.map(lambda found: found[:1])),
        "cost": draw(st.sampled_from([0, 100])),
        "site_costs": {},
        "least": draw(st.integers(0, 1)),
    }
    if draw(st.booleans()):
        fields |= {"most": draw(st.integers(1, 3))}
    if draw(st.booleans()):
        fields |= {"capacity": draw(st.sampled_from([50, 100, 130]))}
    if draw(st.booleans()):
        fields |= draw(windows())
    may = fields["sites"] or NAMES
    fields["site_costs"] = {site: draw(st.sampled_from([30, 250])) for site in may[:1]}
    return fields


@st.composite
def cases(draw: Callable[..., Any]) -> Case:
    units = []
    for number in range(draw(st.integers(0, 3))):
        first = draw(st.integers(0, DAYS - 2))
        until = draw(st.integers(first + 1, DAYS))
        persons = draw(st.sampled_from([40, 100, 150]))
        stays = [(draw(st.sampled_from(NAMES)), first, until)]
        units.append(troops(stays, persons, name=f"unit-{number}"))
    entries = {f"s-{i}": draw(services()) for i in range(draw(st.integers(1, 2)))}
    return towns(NAMES, entries, draw(roads()), end=DAYS), units


@settings(max_examples=120, deadline=None)
@given(cases())
def test_no_layout_at_all_is_better(given_case: Case) -> None:
    scenario, units = given_case
    found = goals(placed(scenario, units))
    uncovered, cost, points, travel = plain.best(scenario, units)
    assert found.get("uncovered", 0) == pytest.approx(uncovered, abs=1e-6)
    assert found.get("cost", 0) == pytest.approx(cost)
    assert found.get("points", 0) == pytest.approx(points)
    if all(service.capacity is None for service in scenario.services.values()):
        assert found.get("travel", 0) == pytest.approx(travel, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_everybody_is_served_or_counted_as_without(given_case: Case) -> None:
    scenario, units = given_case
    plan = placed(scenario, units)
    for name, service in scenario.services.items():
        first, last = service.span(0, DAYS)
        there = sum(
            unit.personnel * max(0, min(s.until, last) - max(s.start, first))
            for unit in units
            for s in unit.stations
        )
        told = sum(e.person_days for e in plan.served if e.service == name)
        told += sum(e.person_days for e in plan.unserved if e.service == name)
        assert told == pytest.approx(there)
        limit = service.within_hours.value
        assert all(e.hours <= limit + 1e-9 for e in plan.served if e.service == name)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_points_told_are_those_that_serve(given_case: Case) -> None:
    scenario, units = given_case
    plan = placed(scenario, units)
    for point in plan.points:
        mine = [e for e in plan.served if (e.service, e.point) == (point.service, point.site)]
        assert point.person_days == pytest.approx(sum(e.person_days for e in mine))
        assert point.needed_from == min((e.start for e in mine), default=None)
        assert point.until == max((e.until for e in mine), default=None)
        assert point.serves == tuple(sorted({e.site for e in mine}))
    places = {(point.service, point.site) for point in plan.points}
    assert all((e.service, e.point) in places for e in plan.served)


@settings(max_examples=40, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(given_case: Case, random: Any) -> None:
    scenario, units = given_case
    turned = scenario.model_copy(
        update={
            name: dict(reversed(list(getattr(scenario, name).items())))
            for name in ("sites", "lanes", "services")
        }
    )
    assert placed(turned, units) == placed(scenario, units)


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(1, 3))
def test_more_time_or_another_site_is_never_worse(given_case: Case, more: int) -> None:
    scenario, units = given_case
    longer = {
        name: entry.model_copy(
            update={
                "within_hours": entry.within_hours.model_copy(
                    update={"value": entry.within_hours.value + more}
                )
            }
        )
        for name, entry in scenario.services.items()
    }
    wider = scenario.model_copy(update={"services": longer})
    assert _first(placed(wider, units)) <= _first(placed(scenario, units)) + 1e-6


def _first(plan: ServicePlan) -> float:
    return goals(plan).get("uncovered", 0.0)
