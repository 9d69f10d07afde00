"""The JSON Schema that editors read: true to the models, and draft 07."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from planner.scenario.document import read_document
from planner.scenario.jsonschema import scenario_schema
from planner.scenario.tables import TABLE_SECTIONS
from tests.scenario.helpers import SMALL, at, complete_data


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    return Draft7Validator(scenario_schema())


def test_it_is_a_schema_of_draft_07() -> None:
    schema = scenario_schema()
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "definitions" in schema
    newer = {"$defs", "prefixItems", "dependentRequired", "unevaluatedProperties", "$dynamicRef"}
    for part in _mappings(schema):
        assert not newer & set(part)
        assert "$ref" not in part or list(part) == ["$ref"] or isinstance(part["$ref"], dict)


def test_every_reference_leads_somewhere() -> None:
    schema = scenario_schema()
    found = {part["$ref"] for part in _mappings(schema) if isinstance(part.get("$ref"), str)}
    assert found <= {f"#/definitions/{name}" for name in schema["definitions"]}
    assert len(found) > 20


def test_it_is_the_same_every_time() -> None:
    assert scenario_schema() == scenario_schema()
    assert str(scenario_schema()) == str(scenario_schema())


def test_the_manual_entries_are_in_it() -> None:
    schema = scenario_schema()
    for name, part in schema["properties"].items():
        assert part.get("description"), name
    lane = schema["definitions"]["Lane"]["properties"]
    assert lane["from"]["description"] == "First day; from the start of the calendar where absent."


def test_the_small_scenario_is_valid(validator: Draft7Validator) -> None:
    errors = [error.message for error in validator.iter_errors(read_document(SMALL).data)]
    assert errors == []


@pytest.mark.parametrize("section", sorted(TABLE_SECTIONS))
def test_a_section_may_stand_in_a_table(validator: Draft7Validator, section: str) -> None:
    assert validator.is_valid({"format": 1, "id": "a", section: {"table": "a.csv"}})
    assert validator.is_valid({"format": 1, "id": "a", section: {"table": "a.xlsx", "sheet": "b"}})
    assert validator.is_valid({"format": 1, "id": "a", section: None})
    assert not validator.is_valid({"format": 1, "id": "a", section: {"table": "a.txt"}})
    assert not validator.is_valid({"format": 1, "id": "a", section: {"table": "a.csv", "shet": 1}})


def test_a_file_of_changes_needs_no_section(validator: Draft7Validator) -> None:
    changes = {"forces.blue.required_days": {"value": 90}, "pledges.two": None}
    assert validator.is_valid({"format": 1, "id": "a", "extends": "b.yaml", "changes": changes})


@pytest.mark.parametrize("figure", [5, 5.5, "20 m3", {"value": 5}, {"value": 5, "source": "doc"}])
def test_a_figure_is_a_number_a_text_or_a_mapping(validator: Draft7Validator, figure: Any) -> None:
    data = complete_data()
    data["sites"]["port"]["throughput"] = figure
    assert validator.is_valid(data)


@pytest.mark.parametrize("figure", [[5], True, {"valu": 5}, {"value": 5, "sauce": "doc"}])
def test_anything_else_is_no_figure(validator: Draft7Validator, figure: Any) -> None:
    data = complete_data()
    data["sites"]["port"]["throughput"] = figure
    assert not validator.is_valid(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("id",), "Small Case"),
        (("titel",), "x"),
        (("sites",), ["port"]),
        (("sites", "port"), "Dakar"),
        (("sites", "Port 1"), {"title": "Port"}),
        (("sites", "port", "titel"), "x"),
        (("sites", "port", "latitude"), 95),
        (("lanes", "port-base", "mode"), "rode"),
        (("lanes", "base-post", "from"), 5),
        (("lanes", "base-post", "until"), "soon"),
        (("requirements", "water", "tier"), 0),
        (("calendar", "d_day"), 20130120),
        (("objective",), ["unmett"]),
        (("objective",), []),
        (("extends",), 5),
        (("changes",), []),
    ],
)
def test_what_is_obviously_wrong_is_not_valid(
    validator: Draft7Validator, path: tuple[str, ...], value: Any
) -> None:
    data = complete_data()
    at(data, path[:-1])[path[-1]] = value
    assert not validator.is_valid(data)


@pytest.mark.parametrize("name", ["format", "id"])
def test_format_and_id_are_all_that_is_required(validator: Draft7Validator, name: str) -> None:
    assert validator.is_valid({"format": 1, "id": "a"})
    data = {"format": 1, "id": "a"}
    del data[name]
    assert not validator.is_valid(data)


def _mappings(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _mappings(value)
    elif isinstance(part, list):
        for value in part:
            yield from _mappings(value)
