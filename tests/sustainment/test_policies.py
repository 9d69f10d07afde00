"""What the policies ask for, by hand: levels of stock at the end of each day."""

from __future__ import annotations

from typing import Any

import pytest

from planner.records.laydown import DeployedUnit
from tests.sustainment.support import case, day, eats, goal, problem_of, site, solved, troops

SITES = {"base": site(), "camp": site()}
# 10 t a day at the camp from D+2 to the night before D+8
UNIT = troops([("camp", 2, 8)])
Levels = dict[int, float]


def levels(
    policy: dict[str, Any], unit: DeployedUnit = UNIT, where: str = "camp", sign: int = 1
) -> Levels:
    """Level asked for at the end of each period."""
    scenario = case(
        sites=SITES, consumption=eats(0.1), policies={"rule": {"items": ["sand"], **policy}}
    )
    problem = problem_of(scenario, [unit])
    floors, here = problem.floors, problem.sites.index(where)
    entries = zip(floors.site, floors.sign, floors.period, floors.level, strict=True)
    return {int(t): float(q) for n, s, t, q in entries if n == here and s == sign}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        # two days of 10 t; the last use is on D+7, so D+6 asks for one day and D+7 for none
        ({"days": 2}, {2: 20, 3: 20, 4: 20, 5: 20, 6: 10}),
        ({"days": 1.5}, {2: 15, 3: 15, 4: 15, 5: 15, 6: 10}),
        ({"days": 2, "from": day(4), "until": day(6)}, {4: 20, 5: 20}),
        ({"days": 0}, {}),
    ],
)
def test_days_of_supply(policy: dict[str, Any], expected: Levels) -> None:
    assert levels({"kind": "days-of-supply", **policy}) == pytest.approx(expected)


def test_days_of_supply_counts_what_the_network_must_give() -> None:
    # own stock on D+2 and D+3, handed over on D+2 + 4 = D+6: the network gives D+4 and D+5
    unit = troops([("camp", 2, 8)], planned=2, required=4)
    expected = {2: 10, 3: 20, 4: 10}
    assert levels({"kind": "days-of-supply", "days": 2}, unit) == pytest.approx(expected)


def test_most_days_of_supply() -> None:
    policy = {"kind": "days-of-supply", "days": 1, "maximum_days": 3}
    expected = {2: 30, 3: 30, 4: 30, 5: 20, 6: 10}
    assert levels(policy, sign=-1) == pytest.approx(expected)
    assert levels(policy) == pytest.approx(dict.fromkeys(range(2, 7), 10))


def test_days_of_supply_of_the_sites_that_it_feeds() -> None:
    policy = {"kind": "days-of-supply", "days": 2, "sites": ["base"], "covers": ["camp"]}
    assert levels(policy, where="base") == pytest.approx({2: 20, 3: 20, 4: 20, 5: 20, 6: 10})


def test_reserve_is_of_the_average_day() -> None:
    # 10 t a day on D+2..D+4 and, with the second station, on no other: 3 days x 10 t
    policy = {"kind": "reserve", "days": 3, "sites": ["base"], "covers": ["camp"]}
    unit = troops([("camp", 2, 5)])
    assert levels(policy, unit, where="base") == pytest.approx({2: 30, 3: 30})


@pytest.mark.parametrize(
    ("unit", "days", "expected"),
    [
        # the night before D+2: three days of 10 t, though the unit brings one of them
        (troops([("camp", 2, 8)], planned=1), 3, {1: 30}),
        # no more than the unit uses there
        (UNIT, 30, {1: 60}),
        # the plan begins with the troops there: too late to be ahead of them
        (troops([("camp", 0, 8)]), 3, {}),
    ],
)
def test_ahead_of_troops(unit: DeployedUnit, days: int, expected: Levels) -> None:
    assert levels({"kind": "ahead-of-troops", "days": days}, unit) == pytest.approx(expected)


def test_ahead_of_troops_that_come_after_the_plan() -> None:
    policy = {"kind": "ahead-of-troops", "days": 3}
    assert levels(policy, troops([("camp", 20, 30)])) == {}


def test_a_breach_is_counted_day_by_day() -> None:
    # nothing can be brought: 20 t missing on D+2..D+5 and 10 t on D+6 = 90 tonne-days
    policies = {"rule": {"kind": "days-of-supply", "items": ["sand"], "days": 2}}
    answer = solved(case(sites=SITES, consumption=eats(0.1), policies=policies), [UNIT])
    assert goal(answer, "policy") == pytest.approx(90)


def test_a_reserve_is_touched_only_to_prevent_unmet_demand() -> None:
    # base holds 30 t and feeds the camp, which uses 10 t on D+2..D+4; a reserve of two days of 10 t
    # is wanted on D+2 and D+3. All is met (10 t left on D+3, 0 on D+4): the reserve lacks 10 t on
    # D+3 where 20 t have left, so goods stay at the base as long as they can (transit 0 days).
    policy = {"kind": "reserve", "items": ["sand"], "days": 2, "sites": ["base"]}
    road = {"origin": "base", "destination": "camp", "mode": "road", "transit_days": 0}
    scenario = case(
        sites=SITES,
        consumption=eats(0.1),
        lanes={"road": {**road, "distance": 0}},
        stocks={"first": {"site": "base", "item": "sand", "quantity": 30}},
        policies={"rule": {**policy, "covers": ["camp"]}},
    )
    answer = solved(scenario, [troops([("camp", 2, 5)])])
    assert goal(answer, "unmet") == pytest.approx(0)
    assert goal(answer, "policy") == pytest.approx(10)
