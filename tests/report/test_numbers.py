"""How numbers look."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.report.numbers import NONE, counted, day, item_name, quantity, share, short_day


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (-0.0, "0"),
        (7, "7"),
        (7.0, "7"),
        (-7, "-7"),
        (1234567.8, "1,234,568"),
        (264000, "264,000"),
        (100.4, "100"),
        (99.94, "99.9"),
        (12.34, "12.3"),
        (10.04, "10.0"),
        (9.996, "10.0"),
        (9.99, "9.99"),
        (0.769, "0.77"),
        (2.5, "2.5"),
        (0.005, "0.01"),
        (0.0049, "< 0.01"),
        (0.004957633914094928, "< 0.01"),  # rounded twice it would be 0.01
        (-0.0049, "> -0.01"),
        (0.996, "1"),
        # what a solver leaves of a whole number, and of nothing
        (12.00000001, "12"),
        (11.99999999, "12"),
        (1e-9, "0"),
        (-1e-9, "0"),
        (1e15, "1,000,000,000,000,000"),
    ],
)
def test_quantity(value: float, shown: str) -> None:
    assert quantity(value) == shown


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_a_quantity_is_within_half_of_its_last_digit(value: float) -> None:
    shown = quantity(value)
    if shown.startswith(("<", ">")):
        assert 0 < abs(value) < 0.005
    else:
        size = abs(value)
        last = 1 if size >= 100 else 0.1 if size >= 9.99 else 0.01
        assert abs(float(shown.replace(",", "")) - value) <= last / 2 * 1.001


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0 %"),
        (0.0001, "under 1 %"),
        (0.005, "under 1 %"),
        (0.0051, "1 %"),
        (0.345, "34 %"),
        (0.346, "35 %"),
        (0.9949, "99 %"),
        (0.995, "over 99 %"),
        (0.9999, "over 99 %"),
        (1, "100 %"),
    ],
)
def test_share(value: float, shown: str) -> None:
    assert share(value) == shown


@pytest.mark.parametrize(
    ("value", "d_day", "shown"),
    [
        (None, None, NONE),
        (None, dt.date(2013, 7, 1), NONE),
        (0, None, "D+0"),
        (-12, None, "D-12"),
        (0, dt.date(2013, 7, 1), "D+0 (1 Jul 2013)"),
        (-30, dt.date(2013, 7, 1), "D-30 (1 Jun 2013)"),
        (366, dt.date(2012, 1, 1), "D+366 (1 Jan 2013)"),
    ],
)
def test_day(value: int | None, d_day: dt.date | None, shown: str) -> None:
    assert day(value, d_day) == shown


def test_words() -> None:
    assert short_day(None) == NONE
    assert short_day(5) == "D+5"
    assert counted(1, "site") == "1 site"
    assert counted(0, "site") == "0 sites"
    assert counted(1200, "person") == "1,200 people"
    assert item_name("general-stores") == "general stores"
