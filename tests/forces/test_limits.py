"""Limits on who shares what, dependencies, decisions and phases; calculated by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import InputError, NoPlanError
from tests.forces.strategies import PHASES
from tests.forces.support import case, fill, filled, goal, need, of, offer, sent

HALF = [{"capability": "sappers", "for": "foot", "efficiency": 1, "at_most": 0.5}]


def blue(**limits: Any) -> dict[str, Any]:
    return {"blue": {"title": "Blue", "personnel": 400, **limits}}


def three(**fields: Any) -> dict[str, dict[str, Any]]:
    """One battalion from each of three contributors."""
    return {name.lower(): offer(contributor=name, **fields) for name in ("AAA", "BBB", "CCC")}


# ------------------------------------------------------------------------------------- cohesion


def test_no_more_contributors_than_may_share_it() -> None:
    # three battalions of three contributors, of which two may share it
    plan = fill({"r": need(3, most_contributors=2)}, three())
    assert of(plan, "r").filled == 2
    assert goal(plan, "contributors") == 2


def test_one_contributor_with_more_units_is_taken_where_only_one_may_share() -> None:
    # AAA has 1, BBB 2 in two pledges: BBB alone fills 2 of 3
    pledges = {"a": offer(), "b": offer(contributor="BBB"), "c": offer(contributor="BBB")}
    plan = fill({"r": need(3, most_contributors=1)}, pledges)
    assert sent(plan) == {("b", "r"): 1, ("c", "r"): 1}


def test_the_limit_holds_over_all_days() -> None:
    # two in turn are two contributors, though never at once: the one that stays longer, 60 days
    pledges = {"a": offer(tour=40), "b": offer(contributor="BBB", available="D+40")}
    plan = fill({"r": need(most_contributors=1)}, pledges)
    assert sent(plan) == {("b", "r"): 1}


def test_smallest_useful_share() -> None:
    # 0.5 of 4 are 2: the single battalions of AAA are of no use, the pair of BBB is
    pledges = {"a": offer(), "b": offer(contributor="BBB", units=2)}
    plan = fill({"r": need(4, least_share=0.5)}, pledges)
    assert sent(plan) == {("b", "r"): 2}
    assert of(plan, "r").shortfall == 2


def test_two_pledges_of_one_contributor_make_up_its_share() -> None:
    plan = fill({"r": need(4, least_share=0.5)}, {"a": offer(), "b": offer()})
    assert of(plan, "r").filled == 2


def test_smallest_share_is_of_the_largest_quantity() -> None:
    # 1 until D+50 and 4 from then on: 0.5 of 4 are 2, and one battalion is of no use on any day
    entry = need(1, least_share=0.5, profile=[{"from": "D+50", "quantity": 4}])
    assert fill({"r": entry}, {"a": offer()}).assignments == ()
    assert of(fill({"r": entry}, {"a": offer(units=2)}), "r").shortfall == 2


def test_largest_part_of_the_force() -> None:
    # 0.5 of 400 are 200 persons: two of the three battalions of AAA, and one of BBB beside them
    pledges = {"a": offer(units=3), "b": offer("guns", contributor="BBB")}
    requirements = {"r": need(3), "g": need(1, "guns")}
    plan = fill(requirements, pledges, forces=blue(largest_contribution=0.5))
    assert sent(plan) == {("a", "r"): 2, ("b", "g"): 1}


def test_largest_part_counts_over_all_requirements_at_once() -> None:
    # 0.25 of 400 are one battalion of AAA at a time: in turn both serve, at once only one
    limit = blue(largest_contribution=0.25)
    pledges = {"a": offer(), "g": offer("guns")}
    early, late = need(until="D+50"), need(1, "guns", start="D+50")
    assert fill({"r": early, "g": late}, pledges, forces=limit).is_met
    assert len(fill({"r": need(), "g": late}, pledges, forces=limit).assignments) == 1


# ------------------------------------------------------------------------------------- stand-ins


def test_substitutes_fill_no_more_than_their_share() -> None:
    # 0.5 of 4 may be sappers: 2 of the 3 there count, with 1 battalion 3 of 4
    plan = fill({"r": need(4)}, {"s": offer("sappers", units=3), "f": offer()}, substitutions=HALF)
    assert of(plan, "r").filled == 3
    assert sent(plan) == {("s", "r"): 2, ("f", "r"): 1}


def test_the_share_is_of_what_is_required_on_the_day() -> None:
    # 0.5 of 2 until D+50, then of 4: 1 and 2 count; missing 50 x 1/4 + 50 x 2/4 = 37.5
    entry = need(2, profile=[{"from": "D+50", "quantity": 4}])
    plan = fill({"r": entry}, {"s": offer("sappers", units=3)}, substitutions=HALF)
    assert goal(plan, "unfilled", 1) == pytest.approx(37.5)


# ------------------------------------------------------------------------------------- needs


def test_what_is_missing_of_the_needed_is_missing_of_the_dependent() -> None:
    # 1 of 2 batteries is there: of 4 battalions 2 count, though 4 stand there for the asking
    requirements = {"g": need(2, "guns"), "r": need(4, needs=["g"])}
    plan = fill(requirements, {"g": offer("guns"), "f": offer(units=4)})
    assert of(plan, "r").filled == 2
    assert sent(plan) == {("g", "g"): 1, ("f", "r"): 2}
    # half of each for 100 days
    assert goal(plan, "unfilled", 1) == pytest.approx(100)


def test_the_worst_of_several_needs_tells_and_needs_add_no_more() -> None:
    # guns 1 of 2, sappers 1 of 4: of 4 battalions 1 counts
    requirements = {
        "g": need(2, "guns"),
        "s": need(4, "sappers"),
        "r": need(4, needs=["g", "s"]),
    }
    pledges = {"g": offer("guns"), "s": offer("sappers"), "f": offer(units=4)}
    assert of(fill(requirements, pledges), "r").filled == 1


def test_needs_go_on_from_one_to_the_next() -> None:
    # nothing of a: nothing counts of b that needs it, nor of c that needs b
    requirements = {
        "a": need(1, "guns"),
        "b": need(1, "sappers", needs=["a"]),
        "c": need(1, needs=["b"]),
    }
    plan = fill(requirements, {"s": offer("sappers"), "f": offer()})
    assert of(plan, "c").filled == 0
    assert plan.assignments == ()


def test_needs_hold_day_by_day() -> None:
    # the battery comes on D+30: the battalion counts from then on
    requirements = {"g": need(1, "guns"), "r": need(1, needs=["g"])}
    plan = fill(requirements, {"g": offer("guns", available="D+30"), "f": offer()})
    assert [s.shortfall for s in of(plan, "r").stretches] == [1, 0]
    assert of(plan, "r").closed_on == 30


# ------------------------------------------------------------------------------------- decisions


def decided(*decisions: dict[str, Any], **pledges: dict[str, Any]) -> dict[tuple[str, str], float]:
    """Who is sent where of two requirements, the first before the second."""
    requirements = {"first": need(), "second": need(tier=2)}
    return sent(fill(requirements, pledges, decisions=decisions))


def test_fixed_units_stay_whatever_is_missing_elsewhere() -> None:
    fixed = {"pledge": "p", "requirement": "second", "units": 1}
    assert decided(p=offer()) == {("p", "first"): 1}
    assert decided(fixed, p=offer()) == {("p", "second"): 1}


def test_more_than_is_fixed_may_serve() -> None:
    fixed = {"pledge": "p", "requirement": "r", "units": 1}
    plan = fill({"r": need(2)}, {"p": offer(units=2)}, decisions=[fixed])
    assert sent(plan) == {("p", "r"): 2}


def test_fixed_units_stay_though_they_are_more_than_required() -> None:
    fixed = {"pledge": "p", "requirement": "r", "units": 2}
    plan = fill({"r": need(1)}, {"p": offer(units=2)}, decisions=[fixed])
    assert sent(plan) == {("p", "r"): 2}


def test_a_forbidden_pair_is_never_used() -> None:
    forbidden = {"pledge": "p", "requirement": "first", "forbid": True}
    assert decided(forbidden, p=offer()) == {("p", "second"): 1}


def test_decisions_that_no_plan_can_keep() -> None:
    fixed = {"pledge": "p", "requirement": "r", "units": 2}
    with pytest.raises(NoPlanError):
        fill({"r": need(2)}, {"p": offer(units=2)}, ceiling=100, decisions=[fixed])


@pytest.mark.parametrize(
    ("pledge", "why"),
    [
        ({"status": "offered"}, "not verified, only offered"),
        ({"available": "D+200"}, "come too late"),
        ({"caveats": [{"night": True}]}, "a caveat or the climate bars them"),
    ],
)
def test_units_that_cannot_serve_cannot_be_fixed(pledge: dict[str, Any], why: str) -> None:
    fixed = {"pledge": "q", "requirement": "r", "units": 1}
    with pytest.raises(InputError, match=why):
        fill({"r": need(night=True)}, {"q": offer(**pledge)}, decisions=[fixed])


# ------------------------------------------------------------------------------------- phases


def test_a_requirement_of_phases_is_required_in_them_alone() -> None:
    # early until D+30; the 100 persons are free for the battery after it
    requirements = {"r": need(phases=["early"], start="D+10"), "g": need(1, "guns", start="D+30")}
    plan = fill(requirements, {"p": offer(), "g": offer("guns")}, ceiling=100, phases=PHASES)
    assert plan.is_met
    [stretch] = of(plan, "r").stretches
    assert (stretch.start, stretch.until) == (10, 30)


def test_phases_that_overlap_are_counted_once() -> None:
    # early to D+30, late from D+25: 100 days, not 105
    scenario = case({"r": need(phases=["early", "late"])}, phases=PHASES)
    assert filled(scenario).unfilled == {1: pytest.approx(100)}
