"""Units at the door: exact where people expect it, and never a calculator for hostile text."""

from __future__ import annotations

import math
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.units import COUNTS, UnitError, convert, parse_quantity, plural


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("20 m3", 20, "m3"),
        ("20m3/day", 20, "m3/day"),
        (" 1_300 ", 1300, ""),
        ("-2.5e3 kg", -2500, "kg"),
        (".5 t", 0.5, "t"),
        ("50 %", 50, "%"),
    ],
)
def test_a_quantity_is_a_number_and_its_unit(text: str, value: float, unit: str) -> None:
    assert parse_quantity(text) == (value, unit)


@pytest.mark.parametrize(
    "text", ["", "m3", "1,300", "1 300", "1.300.000", "12:30:00", "1-2", "1e", "nan", "inf", "0x1F"]
)
def test_what_is_no_number_is_refused_or_keeps_its_rest_as_a_unit(text: str) -> None:
    try:
        _, unit = parse_quantity(text)
    except UnitError:
        return
    with pytest.raises(UnitError):
        convert(1.0, unit, "t")


def test_a_thousands_comma_is_not_read_as_one() -> None:
    with pytest.raises(UnitError, match="1,300"):
        parse_quantity("1,300")


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        (20, "m3", "L", 20_000),  # exactly, not 19,999.999999999996
        (20, "m3/day", "L/day", 20_000),
        (20_000, "L", "m3", 20),
        (500, "kg", "t", 0.5),
        (0.1, "USD/kg", "USD/t", 100),
        (1, "week", "day", 7),
        (48, "hour", "day", 2),
        (80, "km/h", "km/hour", 80),
        (0.2, "L/km", "L/100km", 20),
        (30, "L/100km", "L/km", 0.3),
        (3, "companies", "company", 3),
        (3, "m³", "L", 3000),
        (3, "m**3", "L", 3000),
    ],
)
def test_conversion(value: float, unit: str, wanted: str, result: float) -> None:
    assert convert(value, unit, wanted) == result


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("kg", "L"),
        ("EUR", "USD"),
        ("apples", "t"),
        ("", "t"),
        ("t", ""),
        ("degC", "kelvin"),
        ("L/0km", "L/km"),
        ("person", "vehicle"),
        ("None", "t"),
        ("__class__", "t"),
        ("t.real", "t"),
        ("lambda: t", "t"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(unit: str, wanted: str) -> None:
    with pytest.raises(UnitError, match="cannot be read as"):
        convert(1.0, unit, wanted)


@pytest.mark.parametrize(
    "unit",
    [
        "kg**9**9**9",
        "kg**999999999",
        "9**9**9**9 kg",
        "(" * 10_000 + "kg",
        "kg*" * 100_000 + "kg",
        "m^3" * 30,
        "Qm^3*Qm^3*Qm^3*Qm^3",
        "1" * 100_000,
        " " * 100_000 + "\n",
    ],
)
def test_hostile_units_are_refused_at_once(unit: str) -> None:
    convert(1.0, "kg", "t")  # the registry is loaded before the clock starts
    start = time.perf_counter()
    with pytest.raises(UnitError) as raised:
        convert(1.0, unit, "t")
    with pytest.raises(UnitError):
        parse_quantity("1 " + unit + "\n" + unit)
    assert time.perf_counter() - start < 0.5
    assert len(str(raised.value)) < 200


def test_every_counted_thing_is_a_unit_in_both_numbers() -> None:
    for count in COUNTS:
        assert convert(2.0, f"{plural(count)}/week", f"{count}/week") == 2.0
    assert [plural(word) for word in ("company", "battalion", "aircraft")] == [
        "companies",
        "battalions",
        "aircraft",
    ]


@settings(deadline=None)  # the first conversion loads the registry
@given(st.text(max_size=60), st.sampled_from(["t", "L/day", "USD", "person"]))
def test_any_text_is_a_unit_or_a_unit_error(unit: str, wanted: str) -> None:
    with suppress(UnitError):
        assert math.isfinite(convert(1.0, unit, wanted))


@settings(deadline=None)  # the first conversion loads the registry
@given(st.text(alphabet="kgmL/*^t²³%123 ()-_.eE", max_size=60))
def test_any_text_of_unit_characters_is_a_quantity_or_a_unit_error(text: str) -> None:
    with suppress(UnitError):
        value, unit = parse_quantity(text)
        convert(value, unit, "t")


@settings(deadline=None)  # the first conversion loads the registry
@given(st.floats(min_value=1e-6, max_value=1e9))
def test_there_and_back_is_the_same_number(value: float) -> None:
    assert convert(convert(value, "m3", "L"), "L", "m3") == pytest.approx(value, rel=1e-11)


@pytest.mark.parametrize("unit", ["nm", "mt/day", "ton", "tons/day", "MT", "USD/ton"])
def test_a_unit_that_stands_for_several_things_is_no_unit(unit: str) -> None:
    """Nautical miles are no nanometres and metric tons no millitonnes; a ton is one of three."""
    with pytest.raises(UnitError, match="stands for several things"):
        convert(1.0, unit, "km")
    assert convert(1.0, "nautical_mile", "km") == 1.852
    assert convert(1.0, "short_ton", "t") == 0.90718474
    assert convert(1.0, "metric_ton", "kg") == 1000
