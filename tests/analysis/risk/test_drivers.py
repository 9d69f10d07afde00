"""What drives a number: ranks by hand, and shares of the variance in closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from planner.analysis.risk import risk
from planner.analysis.risk.drivers import rank_correlation
from planner.records.risk import Drivers, Risk
from planner.scenario import Scenario
from planner.scenario.schema.scenario import Scenario as Record
from tests.forces.support import case, need, offer


def late(pledge: str, most: float, **fields: Any) -> dict[str, Any]:
    """Units that come up to so many days late, any number as likely."""
    spread = {"value": most / 2, "low": 0, "high": most}
    fields = {"pledges": [pledge], **fields}
    return {"title": pledge, "days_late": spread, "shape": "uniform", **fields}


def apart(**uncertainty: dict[str, Any]) -> Scenario:
    """Three requirements, each served by one pledge: what is missing adds up."""
    names = ("a", "b", "c")
    goods = ("foot", "guns", "sappers")
    needs = {f"need-{n}": need(1, good) for n, good in zip(names, goods, strict=True)}
    pledges = {
        n: offer(good, contributor=n.upper() * 3) for n, good in zip(names, goods, strict=True)
    }
    return case(needs, pledges, uncertainty=uncertainty)


def drivers_of(scenario: Record, draws: int = 2_000) -> Drivers:
    found: Risk = risk(scenario, draws, 3, supply_draws=0)
    [drivers] = found.drivers
    return drivers


def shares(drivers: Drivers) -> dict[tuple[str, ...], tuple[float, float]]:
    return {one.unknowns: (one.first, one.total) for one in drivers.shares}


def test_ranks_by_hand() -> None:
    """Ranks of 3, 1, 1, 2 are 4, 1.5, 1.5, 3, and of 9, 5, 7, 6 they are 4, 1, 3, 2: less their
    means 1.5, -1, -1, 0.5 and 1.5, -1.5, 0.5, -0.5, so 3.0 / √(4.5 · 5)."""
    found = rank_correlation(np.array([3.0, 1, 1, 2]), np.array([9.0, 5, 7, 6]))
    assert found == pytest.approx(3.0 / (4.5 * 5) ** 0.5)
    assert rank_correlation(np.array([1.0, 2, 3]), np.array([2.0, 4, 9])) == pytest.approx(1)
    assert rank_correlation(np.array([1.0, 2, 3]), np.array([5.0, 5, 5])) is None


def test_shares_of_a_sum_in_closed_form() -> None:
    """Up to 40, 30 and 10 days late each on its own: variances as 16 to 9 to 1 of 26."""
    found = shares(drivers_of(apart(one=late("a", 40), two=late("b", 30), three=late("c", 10))))
    for name, part in (("one", 16 / 26), ("two", 9 / 26), ("three", 1 / 26)):
        first, total = found[name,]
        assert first == pytest.approx(part, abs=0.08)
        assert total == pytest.approx(part, abs=0.08)


def test_what_one_unknown_concerns_is_told_apart() -> None:
    """One unknown of three pledges, each on its own, beside one of one thing alone."""
    both = late("a", 30) | {"pledges": ["a", "b"]}
    found = drivers_of(apart(both=both, one=late("c", 30)))
    told = {(one.unknowns, one.member): one.total for one in found.shares}
    assert told.keys() == {(("both",), "a"), (("both",), "b"), (("one",), "c")}
    assert list(told.values()) == pytest.approx([1 / 3] * 3, abs=0.08)


def test_a_correlated_pair_counts_as_one_beside_a_third() -> None:
    """Two that go together entirely make four times the variance of the third: 0.8 to 0.2; at half
    they make 2 + 2 · 0.483 times it, as numbers that are as likely anywhere correlate by
    6 / π · asin(0.25)."""
    for size, part in ((1.0, 0.8), (0.5, 0.748), (-1.0, 0.0)):
        scenario = apart(
            one=late("a", 30), two=late("b", 30, correlated={"one": size}), three=late("c", 30)
        )
        found = shares(drivers_of(scenario))
        assert found.get(("one", "two"), (0.0, 0.0))[1] == pytest.approx(part, abs=0.1)
        assert found["three",][1] == pytest.approx(1 - part, abs=0.1)


def test_what_goes_with_something_that_does_not_matter_keeps_its_share() -> None:
    """The hand-over of a force moves no requirement, though a pledge goes with it."""
    scenario = apart(
        one=late("a", 30, correlated={"hand-over": 0.9}),
        two=late("b", 30),
        **{"hand-over": {"title": "Hand-over", "hand_over_late": {"value": 5, "high": 30}}},
    )
    found = shares(drivers_of(scenario))
    assert found["hand-over", "one"][1] == pytest.approx(0.5, abs=0.1)
    assert found["two",][1] == pytest.approx(0.5, abs=0.1)


def test_states_are_ranked_and_shared_too() -> None:
    states = [{"quantity": 1, "probability": 0.5}, {"quantity": 2, "probability": 0.5}]
    scenario = case(
        {"foot": {**need(2), "states": states}, "guns": need(1, "guns")},
        {"a": offer(), "b": offer("guns", contributor="BBB")},
        uncertainty={"late": late("b", 10)},
    )
    found = drivers_of(scenario)
    assert (found.ranked[0].unknown, found.ranked[0].member) == ("(states)", "foot")
    assert found.shares[0].unknowns == ("(states)",)
    # half of 100 days in one of two draws: a variance of 625; of up to ten days 100 / 12
    assert found.shares[0].total == pytest.approx(625 / (625 + 100 / 12), abs=0.08)


def test_nobody_who_serves_is_no_crash() -> None:
    found = risk(
        case(
            {"guns": need(1, "guns")},
            {"a": offer(movement={"value": 3, "low": 1, "high": 9})},
        ),
        50,
        supply_draws=0,
    )
    assert found.forces is not None
    assert (found.forces.requirements, found.forces.never) == ((), 1)
    assert found.drivers[0].ranked == ()
