"""What the policies ask for, by hand: levels of stock at the end of each day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from planner.catalogue.ids import SiteId
from planner.records.laydown import DeployedUnit
from planner.sustainment.days import ENOUGH_DAYS
from tests.sustainment.support import (
    SAND,
    case,
    day,
    eats,
    goal,
    lane,
    planned,
    problem_of,
    site,
    solved,
    troops,
)

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


def test_days_of_supply_by_item() -> None:
    # two days of 10 t, and of wool one day of 20 t; at most three days of wool
    policy = {
        "kind": "days-of-supply",
        "items": ["sand", "wool"],
        "days": 2,
        "days_by_item": {"wool": 1},
        "maximum_days_by_item": {"wool": 3},
        "until": day(4),
    }
    scenario = case(
        sites=SITES,
        items={"sand": SAND, "wool": SAND},
        consumption=eats(0.1) | eats(0.2, "wool"),
        policies={"rule": policy},
    )
    floors = problem_of(scenario, [UNIT]).floors
    found = {
        (int(k), int(sign), int(t)): float(level)
        for k, sign, t, level in zip(
            floors.item, floors.sign, floors.period, floors.level, strict=True
        )
    }
    sand, wool = 0, 1
    assert found == pytest.approx(
        {
            (sand, 1, 2): 20,
            (sand, 1, 3): 20,
            (wool, 1, 2): 20,
            (wool, 1, 3): 20,
            (wool, -1, 2): 60,
            (wool, -1, 3): 60,
        }
    )


def test_days_by_item_alone_name_the_items() -> None:
    policy = {"kind": "days-of-supply", "days_by_item": {"sand": 2}, "items": []}
    assert levels(policy)[2] == pytest.approx(20)


def test_a_policy_of_an_echelon_holds_at_its_sites_and_at_those_named() -> None:
    # rear and camp are forward, base is not; base is named
    sites = {
        "base": site(),
        "camp": site(echelon="forward"),
        "rear": site(echelon="forward"),
    }
    policy = {"kind": "level", "least": {"sand": 5}, "echelons": ["forward"]}
    scenario = case(sites=sites, policies={"rule": policy})
    assert set(problem_of(scenario).floors.site.tolist()) == {1, 2}
    scenario = case(sites=sites, policies={"rule": policy | {"sites": ["base"]}})
    assert set(problem_of(scenario).floors.site.tolist()) == {0, 1, 2}


@pytest.mark.parametrize(
    ("terms", "least", "most"),
    [
        # on every day of the window, whoever is there; 10 kL and more, in units of issue
        ({"from": day(1), "until": day(4)}, {1: 5, 2: 5, 3: 5}, {1: 8, 2: 8, 3: 8}),
        # on the last day of the window alone, or of the plan
        ({"until": day(4), "at_end": True}, {3: 5}, {3: 8}),
        ({"at_end": True}, {9: 5}, {9: 8}),
    ],
)
def test_a_level_is_a_stated_quantity(terms: dict[str, Any], least: Levels, most: Levels) -> None:
    policy = {"kind": "level", "least": {"sand": 5}, "most": {"sand": 8}, "items": []}
    assert levels(policy | {"sites": ["base"]} | terms, where="base") == least
    assert levels(policy | {"sites": ["base"]} | terms, where="base", sign=-1) == most


def test_a_breach_of_a_closing_level_counts_once() -> None:
    # 30 t at the camp less 6 days x 10 t leave nothing: 12 t missing on the last day
    policies = {"end": {"kind": "level", "sites": ["camp"], "least": {"sand": 12}, "at_end": True}}
    answer = solved(case(sites=SITES, consumption=eats(0.1), policies=policies), [UNIT])
    assert goal(answer, "policy") == pytest.approx(12)


def test_a_level_of_what_nobody_draws_is_counted_all_the_same() -> None:
    # nothing brings sand: 5 t are missing on each of the ten days
    policies = {"level": {"kind": "level", "sites": ["base"], "least": {"sand": 5}}}
    assert goal(solved(case(sites=SITES, policies=policies)), "policy") == pytest.approx(50)


def test_ahead_of_troops_by_what_the_network_gives() -> None:
    # three days of 10 t from D+2 on, of which the unit brings the first: 20 t
    unit = troops([("camp", 2, 8)], planned=1)
    policy = {"kind": "ahead-of-troops", "days": 3, "counts": "network-demand"}
    assert levels(policy, unit) == pytest.approx({1: 20})


@pytest.mark.parametrize(
    ("yields_to", "sand", "wool", "breach"),
    [
        # to all: 20 t of each are met, as late as can be: each reserve lacks 10 t on D+2
        (9, 20, 20, 20),
        # to sand alone (priority 1): wool keeps its 20 t to the night before D+3, then gives 10 t
        (1, 20, 30, 10),
        # to none: nor does sand give more
        (0, 30, 30, 0),
        # unmet demand of priority 2 is the last, so a reserve that yields to it yields to all
        (2, 20, 20, 20),
    ],
)
def test_a_reserve_yields_to_some_priorities_and_not_to_others(
    yields_to: int, sand: float, wool: float, breach: float
) -> None:
    # 20 t of sand and of wool at the base, 10 t of each used on D+0 to D+3; a reserve of two days,
    # 20 t of each, is wanted at the end of D+0, D+1 and D+2
    reserve = {"kind": "reserve", "sites": ["base"], "items": ["sand", "wool"], "days": 2}
    heap = {"site": "base", "quantity": 20}
    scenario = case(
        end=4,
        sites=SITES,
        items={"sand": SAND, "wool": SAND | {"priority": 2}},
        consumption=eats(0.1) | eats(0.1, "wool"),
        stocks={"sand": heap | {"item": "sand"}, "wool": heap | {"item": "wool"}},
        policies={"rule": reserve | {"yields_to": yields_to}},
    )
    answer = solved(scenario, [troops([("base", 0, 4)])], exact=True)
    unmet = [goal.value for goal in answer.goals if goal.name == "unmet"]
    assert unmet == pytest.approx([sand, wool])
    assert goal(answer, "policy") == pytest.approx(breach)
    # the breach of a reserve that does not yield to wool is avoided before wool is
    order = [(entry.name, entry.priority) for entry in answer.goals]
    assert order.index(("unmet", 1)) < order.index(("unmet", 2))
    assert (("policy", 2) in order) == (yields_to == 1)
    assert (("policy", 1) in order) == (yields_to == 0)


def test_policies_that_come_first_need_no_order_of_their_own() -> None:
    policy = {"kind": "reserve", "sites": ["camp"], "items": ["sand"], "days": 1, "yields_to": 0}
    scenario = case(
        sites=SITES,
        consumption=eats(0.1),
        policies={"rule": policy},
        objective=["policy", "unmet"],
    )
    assert [entry.name for entry in solved(scenario, [UNIT]).goals] == ["policy", "unmet"]


def test_policies_are_told_by_the_day_whatever_the_grid() -> None:
    # 8 days of 2 t are to stand there; periods of nine days ask only for what stands at their ends.
    # By the day the plan on that grid breaks the policy, and says so; the plan by the day keeps it
    # longer, and its goal is what its breaches add up to.
    written: dict[str, Any] = {
        "end": 40,
        "sites": {"port": site(), "camp": site(30)},
        "lanes": {"road": lane("port", "camp", 3, cost=1)},
        "supplies": {"sand": {"site": "port", "item": "sand", "per_day": 10, "until": day(30)}},
        "demands": {"camp": {"site": "camp", "item": "sand", "per_day": 2, "from": day(4)}},
        "policies": {
            "cover": {"kind": "days-of-supply", "sites": ["camp"], "items": ["sand"], "days": 8}
        },
    }
    coarse = planned(case(**written, calendar={"fine": [], "long_step": 9}))
    broken = next(goal.value for goal in coarse.goals if goal.name == "policy")
    assert broken > 0
    assert broken == pytest.approx(sum(breach.tonne_days for breach in coarse.breaches))
    exact = planned(case(**written), exact=True)
    best = next(goal.value for goal in exact.goals if goal.name == "policy")
    assert best <= broken


def test_what_is_asked_is_told_in_days_of_supply_too() -> None:
    # 10 t a day on D+2..D+7: two days asked for, three at most; on D+7 nothing is asked for
    policy = {"kind": "days-of-supply", "items": ["sand"], "days": 2, "maximum_days": 3}
    scenario = case(sites=SITES, consumption=eats(0.1), policies={"rule": policy})
    curves = planned(scenario, [UNIT], exact=True).curves
    camp = curves.sites.index(SiteId("camp"))
    for asked, days, number in (
        (curves.low, curves.low_days, 2),
        (curves.high, curves.high_days, 3),
    ):
        assert (np.isnan(asked) == np.isnan(days)).all()
        assert days[camp, 0, 2 : 7 - number] == pytest.approx(number)
        assert np.isnan(days[camp, 0, [1, 7]]).all()
        # from then on what is asked for covers all that is still used: it lasts to the end
        assert (days[camp, 0, 7 - number : 7] == ENOUGH_DAYS).all()
