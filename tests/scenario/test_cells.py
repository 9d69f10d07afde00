"""One cell: what is written comes back, and every spreadsheet keeps it."""

from __future__ import annotations

import datetime as dt
from types import NoneType
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from planner.errors import InputError
from planner.scenario.cell_json import NOT_PLAIN
from planner.scenario.cells import cell_of, number_of, quoted, value_in
from planner.scenario.fields import SCENARIO, Form, Kind, fields
from planner.scenario.limits import LONGEST_TEXT
from planner.scenario.plain import plain, plain_scenario

QUICK = settings(max_examples=100, deadline=None)
SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"'\\#=+-@[]{},;:\t\n\r\x00\x1b\x7f\u2028\u202e\ufeff\ufffe_xX0041 Dé"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
TEXTS = st.one_of(
    SIGNS,
    SIGNS.map(lambda text: f'"{text}"'),
    st.sampled_from(
        ["_x0041_", "_x0041_x0042_", "a_x000D_", '"\\u0041"', "[]", "{}", "001", "1e5", "true"]
    ),
)
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e299, max_value=1e299),
    st.integers(-(10**29), 10**29),
)


def models(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """The models that a scenario is made of."""
    if model not in seen:
        seen.add(model)
        for _, kind in fields(model):
            held = kind.entry if kind.inner is not None else kind
            if held.model is not None:
                models(held.model, seen)
    return seen


@QUICK
@given(TEXTS)
def test_a_text_comes_back(text: str) -> None:
    cell = cell_of(text, Kind(Form.TEXT))
    assert isinstance(cell, str)
    assert value_in(cell, Kind(Form.TEXT)) == text
    # what a workbook holds, and no spreadsheet changes
    assert cell == cell.strip() != ""
    assert NOT_PLAIN.search(cell) is None


@QUICK
@given(NUMBERS)
def test_a_number_comes_back_from_a_spreadsheet_that_keeps_fifteen_digits(number: float) -> None:
    cell = cell_of(number, Kind(Form.NUMBER))
    if isinstance(cell, str):
        assert number_of(cell) == number
    else:
        assert float(f"{cell:.15G}") == number


@QUICK
@given(NUMBERS)
def test_a_number_written_as_text_is_a_number(number: float) -> None:
    kind = Kind(Form.NUMBER)
    assert cell_of(repr(number), kind) == cell_of(number, kind)
    assert plain(repr(number), kind) == number
    assert plain(repr(number), Kind(Form.TEXT)) == repr(number)


@pytest.mark.parametrize(
    "text", ["1_000", "20 m3", "60 %", "1,5", "nan", "inf", "1e999", "0x10", "٣"]
)
def test_what_is_not_plainly_a_number_stays_a_text(text: str) -> None:
    assert cell_of(text, Kind(Form.NUMBER)) == text
    assert plain(text, Kind(Form.NUMBER)) == text


@QUICK
@given(st.dates())
def test_a_date_is_a_date_where_all_spreadsheets_agree_on_it(date: dt.date) -> None:
    for form in (Form.DAY, Form.DATE):
        cell = cell_of(date.isoformat(), Kind(form))
        assert cell == (date if 1901 <= date.year <= 9998 else date.isoformat())
    assert cell_of(date.isoformat(), Kind(Form.TEXT)) == date.isoformat()
    assert plain(date, Kind(Form.DATE)) == date.isoformat()


def test_a_day_is_a_text() -> None:
    assert [cell_of(day, Kind(Form.DAY)) for day in ("D+5", "D", "2013-02-30")] == [
        *("D+5", "D", "2013-02-30")
    ]


def test_lists_and_mappings_without_entries_have_a_sign() -> None:
    months = SCENARIO.at("climates").at("a").at("hot_months")  # type: ignore[union-attr]
    for value in ([], [7], [7, 8, 9]):
        assert value_in(cell_of(value, months), months) == value
    opening = SCENARIO.at("sites").at("a").at("opening")  # type: ignore[union-attr]
    assert value_in(cell_of({}, opening), opening) == {}
    # a text remains one
    for text in ("[]", "{}", "a, b"):
        assert value_in(cell_of(text, Kind(Form.TEXT)), Kind(Form.TEXT)) == text


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)


@QUICK
@given(st.lists(ANYTHING, max_size=4), st.dictionaries(TEXTS, ANYTHING, max_size=4))
def test_what_may_hold_anything_comes_back(values: list[Any], changes: dict[str, Any]) -> None:
    slider = SCENARIO.at("what_if").at("a")  # type: ignore[union-attr]
    free = (slider.at("values"), slider.at("steps").at(0).at("changes"))  # type: ignore[union-attr]
    for value, kind in zip((values, changes), free, strict=True):
        cell = cell_of(value, kind)
        assert isinstance(cell, str)
        assert NOT_PLAIN.search(cell) is None
        again = value_in(cell, kind)
        assert again == value
        assert repr(again) == repr(value)  # True is not 1, nor "1"
        assert plain(value, kind) == value


@pytest.mark.parametrize(
    "text",
    [
        *('{"a": 1, "a": 2}', '{"a": NaN}', '{"a": 1e999}', '{"a": "\\ud800"}', "{a: 1}", "{"),
        *("[" * 5_000, '{"a":' * 31 + "1" + "}" * 31),
    ],
)
def test_what_is_no_json_that_a_scenario_may_hold_stays_a_text(text: str) -> None:
    changes = SCENARIO.at("what_if").at("a").at("steps").at(0).at("changes")  # type: ignore[union-attr]
    assert value_in(text, changes) == text


def test_truth_values_stay_what_they_are() -> None:
    assert [cell_of(value, Kind(Form.FLAG)) for value in (True, False)] == [True, False]
    assert [value_in(value, Kind(Form.FLAG)) for value in (True, False)] == [True, False]


@pytest.mark.parametrize("extra", ["", " ", "\x01"])
def test_a_text_that_is_too_long_is_refused(extra: str) -> None:
    text = "x" * LONGEST_TEXT
    assert cell_of(text, Kind(Form.TEXT)) == text
    text = text[1:] if extra else f"{text}x"
    with pytest.raises(InputError) as refused:
        cell_of(text + extra, Kind(Form.TEXT), ("title",))
    [fault] = refused.value.faults
    assert (fault.code, fault.path) == ("cell-text-too-long", "title")


def test_half_a_character_is_not_taken_from_quotes() -> None:
    assert value_in('"\\ud83d"', Kind(Form.TEXT)) == '"\\ud83d"'
    assert value_in('"\\ud83d\\ude00"', Kind(Form.TEXT)) == "😀"


# ------------------------------------------------------------- what the notation stands on


def test_null_means_the_same_as_nothing() -> None:
    # null is left out of a workbook: no field may be absent by default and mean something by null
    for model in models(SCENARIO.model, set()):  # type: ignore[arg-type]
        for name, info in model.model_fields.items():
            if NoneType in get_args(info.annotation):
                assert info.default is None, f"{model.__name__}.{name}"


def test_a_name_never_has_a_dot_where_a_column_needs_it() -> None:
    # keys inside an entry become parts of a column's name
    for model in models(SCENARIO.model, set()) - {SCENARIO.model}:  # type: ignore[arg-type]
        for name, kind in fields(model):
            if kind.form is Form.MAPPING and not kind.is_free:
                assert kind.key.form in (Form.NAME, Form.CHOICE) or kind.key.is_slug, name


def test_sections_of_a_variant_are_left_out() -> None:
    data: dict[str, Any] = {"format": 1, "extends": "a.yaml", "changes": {"id": "b"}, "note": None}
    assert plain_scenario(data) == {"format": 1}


def test_a_text_in_quotes_is_as_in_yaml() -> None:
    assert quoted("a\u202eb") == '"a\\u202eb"'
    assert quoted('say "so"') == 'say "so"'


@pytest.mark.parametrize("digits", [31, 5000])
def test_a_number_of_more_digits_than_any_has_is_a_text(digits: int) -> None:
    assert number_of("9" * digits) is None
    assert number_of("9" * 30) == int("9" * 30)
