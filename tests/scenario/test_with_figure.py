"""A figure of another value: of the scenario, of the catalogue, and nothing beside it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.scenario import Scenario, factbook_of, from_mapping
from planner.scenario.provenance import register, used_entries
from planner.scenario.with_figure import with_figure
from tests.scenario.network import carts, network, road, source


def made(**sections: Any) -> Scenario:
    return from_mapping(network(**sections))


def values(scenario: Scenario) -> dict[str, float]:
    """Every figure of the register by its path."""
    book = factbook_of(scenario)
    entries = register(scenario, book, used_entries(scenario, book, ()))
    return {entry.path: entry.figure.value for entry in entries}


def test_a_figure_of_the_scenario() -> None:
    before = made()
    after = with_figure(before, "demands.works.per_day", 7)
    assert values(after) == values(before) | {"demands.works.per_day": 7}


def test_a_figure_in_a_list_keeps_its_source() -> None:
    season = {"months": [1], "capacity": {"value": 0.5, "assumption": "rain", "low": 0.2}}
    calendar = {"start": "D+0", "end": "D+10", "d_day": "2013-01-20"}
    before = made(calendar=calendar, lanes={"road": road(capacity=9, seasons=[season])})
    after = with_figure(before, "lanes.road.seasons[0].capacity", 0.2)
    figure = after.lanes[next(iter(after.lanes))].seasons[0].capacity
    assert figure is not None
    assert (figure.value, figure.low, figure.assumption) == (0.2, 0.2, "rain")
    assert after.calendar == before.calendar


CATALOGUE = {
    "items.diesel.mass": 0.85,
    "consumption.water-person.rate": 11.0,
    "consumption.water-person.cool": 0.7,
    "consumption.ammunition-person.tempo.offensive": 3.0,
    "vehicles.rigid-truck.payload": 8.5,
    "units.african-infantry-battalion.personnel": 700.0,
    "containers.iso-20ft.volume": 25.0,
}


@pytest.mark.parametrize(("path", "value"), CATALOGUE.items(), ids=CATALOGUE)
def test_a_figure_of_the_catalogue_and_nothing_else(path: str, value: float) -> None:
    # every rate of the catalogue in force again
    before = from_mapping({**network(), "consumption": {}})
    after = with_figure(before, f"catalogue.{path}", value)
    old, new = factbook_of(before), factbook_of(after)
    assert _at(new.model_dump(), path) == value
    changed = {
        (section, name)
        for section in type(old).model_fields
        for name in getattr(new, section)
        if getattr(new, section)[name] != getattr(old, section).get(name)
    }
    section, name = path.split(".")[:2]
    assert changed == {(section, name)}


def _at(data: Any, path: str) -> float:
    for step in path.split("."):
        data = data[step]
    value: float = data["value"]
    return value


def test_a_change_of_a_rate_keeps_the_others_of_it() -> None:
    before = from_mapping({**network(), "consumption": {"water-person": {"rate": 15}}})
    after = with_figure(before, "catalogue.consumption.water-person.cool", 0.7)
    rate = factbook_of(after).consumption[next(r for r in after.consumption)]
    assert rate.rate.value == 15
    assert rate.cool is not None
    assert rate.cool.value == 0.7


@pytest.mark.parametrize(
    "path",
    [
        "demands.works.nothing",
        "demands.nothing.per_day",
        "demands.works",
        "demands",
        "title",
        "catalogue",
        "catalogue.items",
        "catalogue.items.nothing.mass",
        "catalogue.sources.QM-4923.title",
        "lanes.road.seasons[3].capacity",
        "",
        "demands..per_day",
    ],
)
def test_a_path_that_leads_to_no_figure(path: str) -> None:
    with pytest.raises(InputError) as raised:
        with_figure(made(), path, 1)
    [fault] = raised.value.faults
    assert fault.code == "no-such-figure"
    assert fault.path == path


def test_a_value_that_breaks_a_rule() -> None:
    scenario = made(fleets={"carts": carts("road", count=2)})
    with pytest.raises(InputError) as raised:
        with_figure(scenario, "fleets.carts.count", -1)
    assert raised.value.faults[0].path.startswith("fleets.carts.count")


@given(st.floats(0, 1e6))
def test_the_same_value_is_the_same_scenario(amount: float) -> None:
    scenario = made(demands={"works": source("camp", per_day=amount)})
    assert with_figure(scenario, "demands.works.per_day", amount) == scenario
