"""Nothing of pydantic's own English reaches a planner: each of its errors has a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from planner.catalogue import Factbook
from planner.messages import code_of, in_language
from planner.scenario import Scenario, from_mapping
from planner.scenario.faults import CODES
from tests.scenario.helpers import at, complete_data, faults_of, paths

# by kind of schema, the errors of pydantic that it can raise on plain data
RAISED: dict[str, tuple[str, ...]] = {
    "str": ("string_type", "string_unicode"),
    "int": ("int_type", "int_parsing", "int_parsing_size", "int_from_float"),
    "float": ("float_type", "float_parsing", "finite_number"),
    "bool": ("bool_type", "bool_parsing"),
    "literal": ("literal_error",),
    "enum": ("enum",),
    "dict": ("dict_type",),
    "tuple": ("tuple_type",),
    "model": ("model_type",),
    "model-fields": ("missing", "extra_forbidden", "invalid_key"),
    "date": (),  # our own validator stands before it and gives it dates alone
    # these add no error of their own; what they hold is looked at by itself
    "any": (),
    "model-field": (),
    "default": (),
    "nullable": (),
    "definitions": (),
    "definition-ref": (),
    "function-before": (),
    "function-after": (),
    "function-wrap": (),
}
# by constraint of a schema
LIMITED: dict[tuple[str, str], str] = {
    ("str", "min_length"): "string_too_short",
    ("str", "max_length"): "string_too_long",
    ("str", "pattern"): "string_pattern_mismatch",
    ("int", "ge"): "greater_than_equal",
    ("int", "le"): "less_than_equal",
    ("float", "ge"): "greater_than_equal",
    ("float", "le"): "less_than_equal",
    ("tuple", "min_length"): "too_short",
    ("dict", "min_length"): "too_short",
}
LIMITS = frozenset(
    {"min_length", "max_length", "pattern", "ge", "gt", "le", "lt", "multiple_of", "strict"}
)
HALF = "\ud800"
WRONG: list[Any] = [
    None, True, "", "x y", HALF, "x" * 600, "9" * 5000, -1, 10**400, 1.5, float("nan"),
    float("inf"), "inf", [], ["x"], [[1]], {}, {"x": 1}, {1: 1}, {"value": None}, {"value": "nan"},
]  # fmt: skip


def schemas(node: object) -> Iterator[Mapping[str, Any]]:
    """Every schema at and below `node`."""
    if isinstance(node, Mapping):
        if isinstance(node.get("type"), str):
            yield node
        for key, inner in node.items():
            if key not in ("metadata", "serialization", "ref", "function"):
                yield from schemas(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from schemas(inner)


ALL = [
    schema for model in (Scenario, Factbook) for schema in schemas(model.__pydantic_core_schema__)
]


def test_the_schemas_are_found() -> None:
    assert len(ALL) > 500
    assert {schema["type"] for schema in ALL} == set(RAISED)


def test_every_error_that_the_schema_can_raise_has_a_message() -> None:
    kinds = {kind for schema in ALL for kind in RAISED[schema["type"]]}
    kinds |= {LIMITED[schema["type"], limit] for schema in ALL for limit in LIMITS & schema.keys()}
    assert kinds == set(CODES)


DEPTHS = range(1, max(map(len, paths(complete_data()))) + 1)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: ascii(wrong)[:20])
def test_no_wrong_value_brings_words_of_pydantic(wrong: Any, depth: int) -> None:
    """At all places of one depth at once, of a scenario with every section."""
    data = complete_data()
    for path in [path for path in paths(data) if len(path) == depth]:
        at(data, path[:-1])[path[-1]] = wrong
    for fault in faults_of(lambda: from_mapping(data)):
        assert code_of(fault.what) not in (None, "not-valid"), fault
        assert in_language(fault.what, "fr") != fault.what
        assert "Input should" not in str(fault)


def test_an_empty_mapping_is_no_list() -> None:
    data = complete_data()
    data["conversions"]["press"]["gives"] = {}
    [fault] = faults_of(lambda: from_mapping(data))
    assert (fault.what, fault.allowed) == ("an empty mapping", "a mapping with at least one entry")


def test_a_key_that_is_no_text() -> None:
    data: dict[Any, Any] = complete_data()
    data["sites"]["port"][1] = 2
    [fault] = faults_of(lambda: from_mapping(data))
    assert fault.what == "a key must be a name"
