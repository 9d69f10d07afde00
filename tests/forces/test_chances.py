"""What counts on average when pledges come with a chance; calculated by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forces.support import fill, need, of, offer


def expected(quantity: float, **pledges: dict[str, Any]) -> float:
    return of(fill({"r": need(quantity)}, pledges), "r").expected


def test_two_that_may_come() -> None:
    # 0.5 + 0.8
    p, q = offer(probability=0.5), offer(contributor="BBB", probability=0.8)
    assert expected(2, p=p, q=q) == pytest.approx(1.3)


def test_no_more_counts_than_is_required() -> None:
    # one unit of 4 for a need of 2: 2 with a chance of a half
    assert expected(2, p=offer(quantity=4, probability=0.5)) == pytest.approx(1)


def test_all_units_of_a_pledge_come_or_stay_away_together() -> None:
    # 3 of p with 0.5 beside 1 of q for certain, 4 wanted: 4 or 1
    p, q = offer(units=3, probability=0.5), offer(contributor="BBB", quantity=1)
    found = fill({"r": need(4)}, {"p": p, "q": q})
    assert of(found, "r").expected == pytest.approx(0.5 * 4 + 0.5 * 1)


def test_what_comes_for_certain_is_what_counts() -> None:
    assert expected(3, p=offer(units=2)) == 2
    assert expected(3, p=offer(units=2, probability=0)) == 0
