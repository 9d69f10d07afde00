"""Stretches of days, against sets of days."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.forces.spans import Span, Spans, common, joined, without

ANY = st.lists(st.tuples(st.integers(-5, 20), st.integers(-5, 20)), max_size=5)
APART = ANY.map(joined)


def days(spans: Iterable[Span]) -> set[int]:
    return {day for first, until in spans for day in range(first, until)}


def in_order(spans: Spans) -> bool:
    """Each of at least a day, and after the one before it."""
    return all(a < b for a, b in spans) and all(b <= c for (_, b), (c, _) in pairwise(spans))


@given(ANY)
def test_joined_has_every_day_once_in_as_few_spans_as_can_be(spans: list[Span]) -> None:
    found = joined(spans)
    assert days(found) == days(spans)
    assert in_order(found)
    assert all(until < first for (_, until), (first, _) in pairwise(found))


@given(APART, APART)
def test_common_has_the_days_in_both(one: Spans, other: Spans) -> None:
    assert days(common(one, other)) == days(one) & days(other)
    assert in_order(common(one, other))


@given(APART, ANY)
def test_without_leaves_the_other_days(spans: Spans, taken: list[Span]) -> None:
    left = without(spans, taken)
    assert days(left) == days(spans) - days(taken)
    assert in_order(left)


def test_spans_that_touch_are_one() -> None:
    assert joined([(5, 9), (0, 5), (7, 7)]) == ((0, 9),)


def test_a_day_out_of_the_middle_leaves_two_spans() -> None:
    assert without(((0, 10),), [(4, 5)]) == ((0, 4), (5, 10))
