"""Why a requirement is short: each cause alone, and causes that overlap; calculated by hand."""

from __future__ import annotations

import pytest

from planner.forces.views import ORDER, View
from planner.records.forces import Cause
from tests.forces.support import fill, need, of, offer, sent, why


def test_nobody_pledged_it() -> None:
    assert why(fill({"r": need(2)}), "r") == {"NOT_PLEDGED": 2}


def test_nobody_pledged_all_of_it() -> None:
    assert why(fill({"r": need(3)}, {"p": offer(units=2)}), "r") == {"NOT_PLEDGED": 1}


def test_unverified() -> None:
    assert why(fill({"r": need(2)}, {"p": offer(units=2, status="offered")}), "r") == {
        "UNVERIFIED": 2
    }


def test_late() -> None:
    assert why(fill({"r": need()}, {"p": offer(available="D+1")}), "r") == {"LATE": 1}


def test_too_late_for_the_whole_requirement() -> None:
    plan = fill({"r": need(until="D+20")}, {"p": offer(available="D+50", tour=5)})
    assert why(plan, "r") == {"LATE": 0.5, "ROTATION": 0.5}


def test_tour_too_short() -> None:
    assert why(fill({"r": need()}, {"p": offer(tour=99)}), "r") == {"ROTATION": 1}


def test_ceiling() -> None:
    assert why(fill({"r": need(3)}, {"p": offer(units=3)}, ceiling=100), "r") == {"CEILING": 2}


def test_used_on_a_higher_priority() -> None:
    plan = fill({"top": need(), "low": need(tier=2)}, {"p": offer()})
    assert why(plan, "top") == {}
    assert why(plan, "low") == {"PRIORITY": 1}


def test_ceiling_used_on_a_higher_priority() -> None:
    # Lifting the ceiling clears it, and so does dropping tier 1: the first of the two is named.
    plan = fill(
        {"top": need(1, "guns"), "low": need(tier=2)},
        {"p": offer(), "g": offer("guns")},
        ceiling=100,
    )
    assert why(plan, "low") == {"CEILING": 1}


def test_same_tier_is_no_higher_priority() -> None:
    # Two battalions wanted, one pledged: whichever goes short, nobody pledged the second.
    plan = fill({"a": need(), "b": need()}, {"p": offer()})
    assert sorted([*why(plan, "a").items(), *why(plan, "b").items()]) == [("NOT_PLEDGED", 1)]
    assert [(ask.quantity, ask.latest_arrival) for ask in plan.asks] == [(1, 0)]


def test_two_causes_side_by_side() -> None:
    # Three wanted: one unverified, one late, one that nobody pledged.
    pledges = {"p": offer(status="offered"), "q": offer(available="D+10")}
    assert why(fill({"r": need(3)}, pledges), "r") == {
        "NOT_PLEDGED": 1,
        "UNVERIFIED": 1,
        "LATE": 1,
    }


def test_pledge_both_unverified_and_late() -> None:
    # Neither alone clears anything: both are named, with half of it each.
    plan = fill({"r": need()}, {"p": offer(status="offered", available="D+10")})
    assert why(plan, "r") == {"UNVERIFIED": 0.5, "LATE": 0.5}


def test_one_cause_alone_and_one_with_it() -> None:
    # p is unverified, q unverified and late: verified, 1 comes by day 0; with the date too 2.
    pledges = {"p": offer(status="offered"), "q": offer(status="offered", available="D+10")}
    assert why(fill({"r": need(2)}, pledges), "r") == {"UNVERIFIED": 1, "LATE": 1}


def test_the_smallest_set_is_reported() -> None:
    # Either the late unit or the unverified one would clear it: one cause, and of the two the one
    # that stands in the way of a verified pledge.
    pledges = {"p": offer(status="offered"), "q": offer(available="D+10")}
    assert why(fill({"r": need()}, pledges), "r") == {"LATE": 1}


def test_unverified_under_a_full_ceiling() -> None:
    # 100 persons allowed and there; the second battalion is unverified, and has no room.
    pledges = {"p": offer(), "q": offer(status="offered")}
    assert why(fill({"r": need(2)}, pledges, ceiling=100), "r") == {
        "UNVERIFIED": 0.5,
        "CEILING": 0.5,
    }


def test_window_is_not_lateness() -> None:
    # Nothing is pledged for the days before D+40: whatever is waited for, they stay empty.
    plan = fill({"r": need()}, {"p": offer(windows=[{"from": "D+40"}])})
    assert why(plan, "r") == {"NOT_PLEDGED": 1}
    assert [ask.latest_arrival for ask in plan.asks] == [0]


def test_late_into_a_window() -> None:
    # Its window opens on D+0, but it arrives on D+5.
    pledge = offer(windows=[{"until": "D+100"}], available="D+5")
    assert why(fill({"r": need()}, {"p": pledge}), "r") == {"LATE": 1}


def test_relief_that_comes_late() -> None:
    # The first leaves on D+50, its relief comes on D+60: a longer tour or a prompter relief.
    pledges = {"p": offer(tour=50), "q": offer(available="D+60")}
    plan = fill({"r": need()}, pledges)
    assert why(plan, "r") == {"LATE": 1}


@pytest.mark.parametrize("status", ["offered", "verified"])
def test_trouble_of_another_force_is_no_reason(status: str) -> None:
    # Two equal requirements want one battalion. Lifting what keeps red short must not move it.
    forces = {name: {"title": name, "personnel": 1000} for name in ("blue", "red")}
    requirements = {"a": need(), "b": need(), "x": need(force="red")}
    pledges = {"p": offer(), "q": offer(force="red", status=status, available="D+5", tour=30)}
    plan = fill(requirements, pledges, forces=forces)
    assert {*why(plan, "a"), *why(plan, "b")} == {"NOT_PLEDGED"}


def test_equal_requirements_do_not_change_places() -> None:
    # p on a and s on b leave 1 of 2 in each: 50 + 50 requirement-days. Both on b leave 100 on a:
    # equal, and one contributor less, so a goes short of 2. The gun that is late, of the same
    # tier, must not move p back to a and be the reason for it.
    rule = [{"capability": "foot", "for": "sappers", "efficiency": 1}]
    requirements = {"a": need(2), "b": need(2, "sappers"), "g": need(1, "guns")}
    pledges = {"p": offer(), "s": offer("sappers"), "late": offer("guns", available="D+3")}
    plan = fill(requirements, pledges, substitutions=rule)
    assert sent(plan) == {("late", "g"): 1, ("p", "b"): 1, ("s", "b"): 1}
    assert why(plan, "g") == {"LATE": 1}
    assert why(plan, "a") == {"NOT_PLEDGED": 2}


def test_filled_requirement_has_no_reasons() -> None:
    entry = of(fill({"r": need()}, {"p": offer()}), "r")
    assert entry.reasons == ()
    assert (entry.first_gap, entry.closed_on) == (None, None)


def test_every_cause_but_one_can_be_lifted() -> None:
    assert {*ORDER, Cause.NOT_PLEDGED} == set(Cause)
    assert len({View().lifting(cause, 1) for cause in ORDER}) == len(ORDER)
    with pytest.raises(ValueError, match="cannot be lifted"):
        View().lifting(Cause.NOT_PLEDGED, 1)
