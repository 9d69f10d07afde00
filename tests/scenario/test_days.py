"""Days: ISO dates and offsets from D-day, and nothing that only looks like one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.scenario import Scenario, from_mapping
from planner.scenario.schema.days import Window, show_day
from tests.scenario.helpers import faults_of, only

D_DAY = dt.date(2013, 1, 20)


def starting(start: Any, d_day: Any = "2013-01-20") -> Scenario:
    calendar = {"d_day": d_day, "start": start, "end": "D+3000"}
    return from_mapping({"format": 1, "id": "a", "calendar": calendar})


def start_of(scenario: Scenario) -> int:
    assert scenario.calendar is not None
    return scenario.calendar.start


@settings(deadline=None)  # the first scenario loads the catalogue
@given(st.integers(min_value=-600, max_value=2999))
def test_a_date_and_its_offset_are_the_same_day(offset: int) -> None:
    date = D_DAY + dt.timedelta(days=offset)
    for start in (f"D{offset:+d}", show_day(offset), date.isoformat(), date):
        assert start_of(starting(start)) == offset


def test_d_is_d_day_itself() -> None:
    assert start_of(starting("D")) == start_of(starting("2013-01-20")) == 0
    assert show_day(0) == "D+0"
    assert show_day(-12) == "D-12"


def test_a_date_with_a_time_made_in_memory_is_that_date() -> None:
    assert start_of(starting(dt.datetime(2013, 1, 21, 6), dt.datetime(2013, 1, 20, 18))) == 1


@pytest.mark.parametrize(
    "start",
    [
        *("D 5", "D+", "D+1.5", "d+5", "5", "D²", "D+9999999", "soon"),
        *("20130120", "2013-W03-7", "2013-02-30", "2013-1-20", "20/01/2013", "2013-01-20T00:00"),
        *(5, 5.0, 1358640000, True, None, [], {}),
    ],
)
def test_what_only_looks_like_a_day_is_refused(start: Any) -> None:
    fault = only(faults_of(lambda: starting(start)))
    assert (fault.path, fault.what) == ("calendar.start", "not a day")
    assert "D-30" in str(fault.allowed)


@pytest.mark.parametrize("d_day", ["20130120", 20130120, "D+0", "2013-02-30", "1358640000", True])
def test_a_d_day_is_a_date(d_day: Any) -> None:
    fault = only(faults_of(lambda: starting("2013-01-20", d_day)))
    assert (fault.path, fault.what) == ("calendar.d_day", "not a date")


def test_without_a_d_day_offsets_are_all_there_is() -> None:
    assert start_of(starting("D-5", None)) == -5
    fault = only(faults_of(lambda: starting("2013-01-20", None)))
    assert fault.what == "a date needs calendar.d_day"


@given(st.integers(-50, 50), st.integers(0, 50), st.integers(-50, 50), st.integers(0, 50))
def test_a_span_is_the_window_cut_to_the_calendar(a: int, long: int, b: int, wide: int) -> None:
    window = Window.model_construct(from_=a, until=a + long)
    first, last = window.span(b, b + wide)
    inside = set(range(a, a + long)) & set(range(b, b + wide))
    assert set(range(first, last)) == inside


def test_a_window_without_ends_is_the_whole_calendar() -> None:
    assert Window().span(-10, 60) == (-10, 60)
