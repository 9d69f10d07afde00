"""What of a plan costs count, by hand."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

import planner
from planner.errors import InputError
from planner.records.funding import FundingPlan, Level
from tests.funding.support import CHANNELS, PHASES

GUARD = {"title": "Guard", "capability": "guards", "quantity": 1, "personnel": 100}


def manned(
    costs: dict[str, Any],
    factors: dict[str, Any] | None = None,
    gift: dict[str, Any] | None = None,
    money: dict[str, Any] | None = None,
    training: dict[str, Any] | None = None,
    **pledge: Any,
) -> FundingPlan:
    """A company of 100 of Blue in theatre on the thirty-day months D+0 to D+90."""
    data = {
        "format": 1,
        "id": "manned",
        "calendar": {"start": "D+0", "end": "D+90"},
        "phases": PHASES,
        "channels": CHANNELS,
        "forces": {
            "blue": {"title": "Blue", "personnel": 500},
            "green": {"title": "Green", "personnel": 500, "host_nation": True},
        },
        "training": training or {},
        "capabilities": {"guards": {"title": "Guards", "measure": "company"}},
        "units": {"guard": GUARD},
        "requirements": {
            "guards": {"title": "Guards", "force": "blue", "capability": "guards", "quantity": 1}
        },
        "pledges": {
            "one": {
                "title": "Guards",
                "contributor": "A",
                "force": "blue",
                "unit": "guard",
                "status": "verified",
                **pledge,
            }
        },
        "costs": costs,
        "mission_factors": factors or {},
        "contributions": {
            "free": {"title": "Guards", "channel": "gifts", "pledges": ["one"], **(gift or {})},
            **(money or {}),
        },
    }
    return planner.fund(planner.from_mapping(data))


def cost(per: str, rate: object, **fields: Any) -> dict[str, Any]:
    """A cost of Blue."""
    return {
        "title": "It",
        "purpose": "personnel",
        "force": "blue",
        "per": per,
        "rate": rate,
        **fields,
    }


def by_month(plan: FundingPlan) -> dict[int, int]:
    """Whole US dollars by month."""
    found: dict[int, int] = defaultdict(int)
    for line in plan.lines:
        found[line.month] += line.cents
    return {month: cents // 100 for month, cents in sorted(found.items())}


def test_persons_and_units_by_the_month() -> None:
    """100 persons at 10 a month are 1,000 in each whole month; 4 carriers at 50, of which 90 % are
    paid, raised by 10 % on half of the rate: 4 x 50 x 0.9 x 1.05 = 189."""
    assert by_month(manned({"pay": cost("person-month", 10)})) == {0: 1000, 1: 1000, 2: 1000}
    carriers = cost("unit-month", 50, number=4, share=0.9, factors=["heat"], raised=0.5)
    plan = manned({"carriers": carriers}, {"heat": {"title": "Heat", "increase": 0.1}})
    assert by_month(plan) == {0: 189, 1: 189, 2: 189}


def test_half_a_month() -> None:
    """There on D+15 to D+45: half of the first month and half of the second."""
    plan = manned({"pay": cost("person-month", 10)}, available="D+15", tour=30)
    assert by_month(plan) == {0: 500, 1: 500}


def test_who_is_trained() -> None:
    """Two courses of 100 over 40 days from D+0 and D+40, at 3 a person: 300 each, 30 of 40 days of
    the first in the first month; nobody asks for the graduates, and none are paid."""
    course = {
        "title": "Course", "force": "green", "contributor": "C", "starts": "D+0", "length": 40,
        "courses": 2, "every": 40, "places": 100, "status": "verified",
        "capability": "guards", "unit": "guard",
    }  # fmt: skip
    costs = {
        "train": cost("trainee", 3, force="green"),
        "pay": cost("person-month", 30, force="green"),
    }
    plan = manned(costs, training={"course": course})
    found: dict[str, dict[int, int]] = {"train": {}, "pay": {}}
    for line in plan.lines:
        found[line.cost][line.month] = line.cents // 100
        assert line.force == "green"
    assert found["train"] == {0: 225, 1: 75 + 150, 2: 150}
    assert not found["pay"]


def test_a_lump_without_a_day_falls_due_on_the_first_of_its_window() -> None:
    """500 from D+35 on fall due in the second month, and without a window in the first."""
    plan = manned({"late": cost("once", 500, **{"from": "D+35"}), "first": cost("once", 70)})
    assert by_month(plan) == {0: 70, 1: 500}


def test_who_comes_and_who_goes() -> None:
    """100 come on D+0 and go on the last day, D+89."""
    plan = manned({"in": cost("arrival", 3), "out": cost("departure", 5)})
    assert by_month(plan) == {0: 300, 2: 500}


def test_a_relief_in_place_comes_and_goes_too() -> None:
    """Tours of 50 days, the first relieved in place with 5 days of overlap: 100 more come and go,
    and for the days of overlap both are paid."""
    tours: dict[str, Any] = {"tour": 50, "rotations": 1, "overlap": 5}
    plan = manned({"in": cost("arrival", 1), "out": cost("departure", 1)}, **tours)
    came = sum(line.cents for line in plan.lines if line.cost == "in")
    went = sum(line.cents for line in plan.lines if line.cost == "out")
    assert came == went == 2 * 100_00
    alone = manned({"pay": cost("person-month", 30)})
    both = manned({"pay": cost("person-month", 30)}, **tours)
    assert both.cost - alone.cost == 5 * 100 * 100


def test_what_is_given_covers_what_it_would_cost_and_nothing_else() -> None:
    """The company comes free: its pay is covered, and the lump is not."""
    lump = {"title": "Lump", "purpose": "other", "per": "once", "rate": 70}
    plan = manned({"pay": cost("person-month", 10), "lump": lump})
    assert plan.missing == 70_00
    [use] = plan.uses
    assert (use.cents, use.used) == (3000_00, 3000_00)
    assert plan.levels[0].level is Level.PLEDGED


def test_no_money_is_spent_on_what_is_given() -> None:
    """The company comes free, and its pay is covered by that, though money could pay it: all of
    the money is left. Where the company counts for 1,200 alone, money pays the other 1,800."""
    pay = {"pay": cost("person-month", 10)}
    money = {"a": {"title": "Money", "channel": "gifts", "pledged": 5000}}
    for worth, spent in ((None, 0), (1200, 1800_00)):
        plan = manned(pay, gift={"pledged": worth}, money=money)
        assert {str(use.contribution): use.used for use in plan.uses}["a"] == spent
        assert plan.missing == 0
        assert sum(month.spent for month in plan.cash) == spent
        assert sum(month.in_kind for month in plan.cash) == 3000_00 - spent
        assert [plan.cash[0].received, plan.cash[-1].closing] == [5000_00, 5000_00 - spent]


def test_what_is_given_has_a_range_and_levels() -> None:
    """A company whose pay is 3,000 (2,400 to 3,600): pledged, it counts for that; of it 500 were
    handed over, which is confirmed, too."""
    pay = {"pay": cost("person-month", {"value": 10, "low": 8, "high": 12})}
    plan = manned(pay, gift={"paid": 500})
    pledged, confirmed, paid = plan.levels
    assert (pledged.money_low, pledged.money, pledged.money_high) == (2400_00, 3000_00, 3600_00)
    assert (pledged.low, pledged.base, pledged.high) == (0, 0, 0)
    assert confirmed.money == paid.money == 500_00
    assert confirmed.base == 2500_00
    [use] = plan.uses
    assert (use.pledged, use.confirmed, use.paid) == (3000_00, 500_00, 500_00)


def test_a_dry_lease_is_a_share_of_a_wet_one() -> None:
    """Of 50 a month 60 % (55 to 65) are 30 (27.5 to 32.5); a factor of the catalogue, 5 %, raises
    it by 1.50 (1.375 and 1.625, cents to the even one)."""
    lease = cost("unit-month", 50, rate_share="dry-lease-share", factors=["hot"])
    factors = {"hot": {"title": "Hot", "figure": "mission-factor-environment"}}
    line = manned({"lease": lease}, factors).lines[0]
    assert (line.low, line.cents, line.high) == (28_88, 31_50, 34_12)


def test_the_range_of_a_cost_is_that_of_all_its_figures() -> None:
    """10 (8 to 12) times 2 (1 to 3) times half (0.4 to 0.5) for 100 persons."""
    pay = cost(
        "person-month",
        {"value": 10, "low": 8, "high": 12},
        number={"value": 2, "low": 1, "high": 3},
        share={"value": 0.5, "low": 0.4},
    )
    line = manned({"pay": pay}).lines[0]
    assert (line.low, line.cents, line.high) == (320_00, 1000_00, 1800_00)


def test_a_cost_narrows_only_what_it_counts() -> None:
    with pytest.raises(InputError, match="`capabilities` says nothing of what this cost counts"):
        manned({"pay": cost("month", 10, capabilities=["guards"])})
    with pytest.raises(InputError, match="`on` says nothing of what this cost counts"):
        manned({"pay": cost("month", 10, on="D+0")})
    with pytest.raises(InputError, match="share of a rate that factors raise, and there are none"):
        manned({"pay": cost("month", 10, raised=0.5)})
    with pytest.raises(InputError, match="has no rate beside them"):
        manned({"prices": cost("priced", 10)})
