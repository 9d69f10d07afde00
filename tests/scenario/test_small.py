"""A scenario that uses every section: what the planner wrote is what the program holds."""

from __future__ import annotations

from typing import Any

import pytest

from planner.catalogue import factbook
from planner.catalogue.figure import Kind
from planner.catalogue.ids import SupplyId
from planner.scenario import Scenario, factbook_of, from_mapping, load, load_with_places
from planner.scenario.document import dotted
from planner.scenario.provenance import register, written_figures
from planner.units import UnitError, parse_quantity
from tests.scenario.helpers import SMALL, as_yaml, at, complete_data, paths, write

PLAIN = Kind.UNSOURCED


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load(SMALL)


def test_uses_every_section(small: Scenario) -> None:
    left_out = {"extends", "changes"}
    assert set(Scenario.model_fields) - set(complete_data()) == left_out
    assert all(getattr(small, name) for name in complete_data())


@pytest.mark.parametrize(
    ("path", "value", "unit"),
    [
        # 20 m3 are 20,000 L exactly, and so are the ends of the range
        ("supplies.water-port.per_day", 20_000, "L/day"),
        ("supplies.water-port.total", 900_000, "L"),
        ("supplies.water-port.price", 0.002, "USD/L"),
        ("consumption.water-person.rate", 20, "L"),
        ("sites.port.storage.water", 500, "m3"),
        ("lanes.port-base.capacity", 500, "t/day"),
        ("lanes.port-base.cost", 100, "USD/t"),  # 0.1 USD/kg
        ("fleets.carts.payload", 0.8, "t"),
        ("fleets.carts.loading_days", 1, "day"),
        ("pledges.one.movement", 7, "day"),
        ("substitutions[0].efficiency", 0.5, None),  # 50 %
        ("items.pipe.mass", 400, "kg"),
        ("forces.blue.personnel", 1300, None),
    ],
)
def test_figures_are_in_the_unit_of_their_field(
    small: Scenario, path: str, value: float, unit: str | None
) -> None:
    figure = dict(written_figures(small))[path]
    assert (figure.value, figure.unit) == (value, unit)


def test_low_and_high_are_converted_with_the_value(small: Scenario) -> None:
    figure = small.supplies[SupplyId("water-port")].per_day
    assert figure is not None
    assert (figure.low, figure.value, figure.high) == (10_000, 20_000, 30_000)


def test_days_count_from_d_day(small: Scenario) -> None:
    assert small.calendar is not None
    assert (small.calendar.start, small.calendar.end) == (-10, 60)  # 21 March is 60 days on
    assert small.requirements["water"].moves[0].from_ == 20  # type: ignore[index]


def test_a_country_code_stays_text(small: Scenario) -> None:
    assert small.pledges["one"].contributor == "NO"  # type: ignore[index]


def test_every_written_figure_reaches_the_register_with_its_kind(small: Scenario) -> None:
    book = factbook_of(small)
    found = {entry.path: entry.kind for entry in register(small, book, frozenset())}
    expected = {}
    for path, value in _figure_mappings(complete_data()):
        assert path in found, f"{path} was written and is not in the register"
        expected[path] = _kind(value)
    assert expected.items() <= found.items()
    # whatever is left was written without an origin
    assert {kind for path, kind in found.items() if path not in expected} == {PLAIN}
    assert set(expected.values()) == {Kind.DOCUMENT, Kind.EXTERNAL, Kind.ASSUMPTION}
    assert found["forces.host.personnel"] is PLAIN


def test_plain_numbers_and_texts_reach_the_register_too(small: Scenario) -> None:
    data = complete_data()
    written = [_figure_path(data, path) for path in paths(data) if _is_figure(data, path)]
    assert sorted(path for path, _ in written_figures(small)) == sorted(written)


def test_the_register_names_the_catalogue_figures_that_are_used() -> None:
    book = factbook()
    empty = from_mapping({"format": 1, "id": "empty"})
    assert register(empty, book, frozenset()) == ()
    used = frozenset({"consumption.water-person", "items.water"})
    found = {entry.path for entry in register(empty, book, used)}
    assert {"catalogue.consumption.water-person.rate", "catalogue.items.water.mass"} <= found


def test_of_a_changed_rate_only_the_changed_fields_replace_the_catalogue() -> None:
    data = {"format": 1, "id": "x", "consumption": {"water-person": {"cool": 0.5}}}
    scenario = from_mapping(data)
    found = {
        entry.path
        for entry in register(
            scenario, factbook_of(scenario), frozenset({"consumption.water-person"})
        )
    }
    assert "consumption.water-person.cool" in found
    assert "catalogue.consumption.water-person.rate" in found
    assert "catalogue.consumption.water-person.cool" not in found


def test_every_value_has_a_place() -> None:
    places = load_with_places(SMALL).places
    for path in paths(complete_data()):
        assert places.values[path].line is not None, path
        assert places.values[path].file == str(SMALL)


def test_a_scenario_made_in_memory_is_the_same(small: Scenario) -> None:
    assert from_mapping(complete_data()) == small


def test_dumped_and_loaded_again_it_is_the_same(small: Scenario, tmp_path: Any) -> None:
    dumped = small.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert load(write(tmp_path, as_yaml(dumped))) == small
    assert load(write(tmp_path, as_yaml(complete_data()))) == small


def test_a_scenario_may_be_next_to_empty() -> None:
    assert from_mapping({"format": 1, "id": "empty"}).sites == {}


NO_FIGURE = {
    "format",
    "tier",
    "priority",
    "rank",
    "latitude",
    "longitude",
    "year",
    "low",
    "high",
    "to",
}
NO_FIGURES = {
    *("hot_months", "months", "sources", "tiers", "most_lanes_in", "most_lanes_out"),
    "what_if",  # its values are what may be written elsewhere
}


def _is_figure(data: dict[str, Any], path: tuple[str | int, ...]) -> bool:
    value = at(data, path)
    if isinstance(value, bool) or path[-1] in NO_FIGURE or NO_FIGURES & set(path):
        return False
    if not isinstance(value, str):
        return isinstance(value, int | float)
    try:
        parse_quantity(value)
    except UnitError:
        return False
    return True


def _figure_path(data: dict[str, Any], path: tuple[str | int, ...]) -> str:
    return dotted(path[:-1] if path[-1] == "value" else path)


def _figure_mappings(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in paths(data):
        value = at(data, path)
        if isinstance(value, dict) and "value" in value:
            found.append((dotted(path), value))
    return found


def _kind(value: dict[str, Any]) -> Kind:
    if "assumption" in value:
        return Kind.ASSUMPTION
    return Kind.DOCUMENT if value["source"].startswith("doc") else Kind.EXTERNAL
