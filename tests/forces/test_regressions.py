"""Mistakes that were made once, each the smallest case by hand."""

from __future__ import annotations

import numpy as np
import pytest

from planner.forces.instance import force_problem
from planner.forces.merging import merged
from planner.forces.reckoning import Strength, at_strength
from planner.forces.views import View
from planner.scenario import factbook_of
from planner.scenario.checks import doubts
from tests.forces.support import case, fill, need, of, offer, planned, unused, why

FORBIDDEN = [{"pledge": "p", "requirement": "r", "forbid": True}]


def test_what_a_requirement_needs_is_short_whatever_has_a_higher_priority() -> None:
    # Without tier 1 at all p would go to r, but r is of no use without guns, and nobody has any.
    requirements = {"guns": need(1, "guns"), "q": need(), "r": need(tier=2, needs=["guns"])}
    plan = fill(requirements, {"p": offer()})
    assert why(plan, "r") == {"DEPENDENCY": 0.5, "PRIORITY": 0.5}


def test_what_a_requirement_needs_may_have_gone_to_a_higher_priority() -> None:
    # The guns go to tier 1; without it they make r useful, for p is there.
    requirements = {
        "q": need(1, "guns"),
        "guns": need(1, "guns", tier=2),
        "r": need(tier=2, needs=["guns"]),
    }
    plan = fill(requirements, {"g": offer("guns"), "p": offer()})
    assert why(plan, "guns") == {"PRIORITY": 1}
    assert why(plan, "r") == {"DEPENDENCY": 1}


def test_a_pledge_that_a_decision_forbids_is_said_to_be_forbidden() -> None:
    plan = fill({"r": need()}, {"p": offer()}, decisions=FORBIDDEN)
    assert unused(plan) == {"p": "forbidden by a decision"}


def test_units_left_over_are_forbidden_where_they_would_be_of_use() -> None:
    # One of two goes to s; the other may not go to r, which is short of one.
    plan = fill({"r": need(), "s": need()}, {"p": offer(units=2)}, decisions=FORBIDDEN)
    assert unused(plan) == {"p": "forbidden by a decision"}


def test_units_left_over_are_too_many_where_the_forbidden_requirement_is_filled() -> None:
    pledges = {"p": offer(units=2), "q": offer(contributor="BBB")}
    plan = fill({"r": need(), "s": need()}, pledges, decisions=FORBIDDEN)
    assert unused(plan) == {"p": "more than is required"}


def test_a_millionth_of_a_divisible_unit_is_not_left_unused() -> None:
    # BBB brings 6 of 10, AAA not the half that is of use; the last goal spares a hair of BBB.
    pledges = {
        "p": offer(units=4, divisible=True),
        "q": offer(units=6, divisible=True, contributor="BBB"),
    }
    assert set(unused(fill({"r": need(10, least_share=0.5)}, pledges))) == {"p"}


@pytest.mark.parametrize("turn", [1, -1])
def test_of_two_rules_that_are_alike_the_one_without_a_limit_holds(turn: int) -> None:
    # 8 batteries that count for half each fill all 4, not the tenth that one rule allows.
    rule = {"capability": "guns", "for": "foot", "efficiency": 0.5}
    rules = [{**rule, "at_most": 0.1}, rule][::turn]
    plan = fill({"r": need(4)}, {"p": offer("guns", units=8)}, substitutions=rules)
    assert of(plan, "r").filled == 4


@pytest.mark.parametrize(("strength", "there"), [("low", 0.5), ("base", 2), ("high", 2)])
def test_a_unit_counts_for_less_at_its_low_strength_by_its_own_word_too(
    strength: Strength, there: float
) -> None:
    # 25 of 100 persons are a quarter of a unit that says it counts for 2.
    people = {"value": 100, "low": 25, "high": 120}
    scenario = case({"r": need(2)}, {"p": offer(personnel=people, quantity=2)})
    plan = planned(at_strength(scenario, factbook_of(scenario), strength))
    assert of(plan, "r").filled == there


def test_nobody_counts_for_nothing_at_low_strength() -> None:
    uses = {"r": {"quantity": 2}}
    pledges = {"p": offer(personnel={"value": 100, "low": 0}, uses=uses)}
    scenario = case({"r": need(2)}, pledges)
    plan = planned(at_strength(scenario, factbook_of(scenario), "low"))
    assert of(plan, "r").filled == 0


def test_a_hair_of_merged_units_is_spread_to_nobody() -> None:
    # p and q are one pledge of 6 units to the search; 3 and a hair are all of p, and none of q.
    three = offer(units=3, divisible=True)
    scenario = case({"r": need(6)}, {"p": three, "q": three})
    like = merged(force_problem(scenario, factbook_of(scenario), View()))
    assert like.spread(np.array([3 + 5e-7])).tolist() == [3, 0]
    assert like.spread(np.array([4.5])).tolist() == [3, 1.5]


def test_check_tells_of_a_decision_on_units_that_are_not_verified() -> None:
    # No fill heeds it, and the plan says nothing of it.
    fixed = [{"pledge": "p", "requirement": "r", "units": 1}]
    scenario = case({"r": need()}, {"p": offer(status="offered")}, decisions=fixed)
    told = [doubt for doubt in doubts(scenario) if doubt.path == ("decisions", 0)]
    assert [doubt.seen for doubt in told] == ["offered"]
