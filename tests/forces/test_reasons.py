"""Why a requirement is short: each cause alone, and causes that overlap; calculated by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.forces.views import ORDER, View
from planner.records.forces import Cause, ForcePlan, RequirementFill
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


def test_equal_requirements_stay_in_place_while_another_force_gains() -> None:
    # Three companies stand in for 1.35 of the 3 battalions that a and b want each. The units of
    # red come late; without that red is better filled, but nothing of it is a reason of a.
    forces = {name: {"title": name, "personnel": 1000} for name in ("blue", "red")}
    rule = [{"capability": "sappers", "for": "foot", "efficiency": 0.5}]
    blue = {name: need(3, start="D+40") for name in ("a", "b")}
    pledges = {
        "p": offer("sappers", available="D+40"),
        "q": offer("sappers", available="D+40"),
        "s": offer("sappers", available="D+40", quantity=0.7, personnel=130, contributor="BBB"),
    }
    late = offer(force="red", units=2, personnel=60, available="D+20", tour=30)
    alone = fill(blue, pledges, forces=forces, substitutions=rule)
    requirements = {**blue, "x": need(2, force="red")}
    plan = fill(requirements, {**pledges, "late": late}, forces=forces, substitutions=rule)
    assert {*why(plan, "x")} >= {"LATE"}
    for name in blue:
        assert why(plan, name) == why(alone, name)
        assert {*why(plan, name)} == {"NOT_PLEDGED"}


def test_filled_requirement_has_no_reasons() -> None:
    entry = of(fill({"r": need()}, {"p": offer()}), "r")
    assert entry.reasons == ()
    assert (entry.first_gap, entry.closed_on) == (None, None)


def test_every_cause_but_one_can_be_lifted() -> None:
    assert {*ORDER, Cause.NOT_PLEDGED} == set(Cause)
    assert len({View().lifting(cause, 1) for cause in ORDER}) == len(ORDER)
    with pytest.raises(ValueError, match="cannot be lifted"):
        View().lifting(Cause.NOT_PLEDGED, 1)


# --------------------------------------------------------------------- what binds pledges and plans

BARRED: dict[str, Any] = {"caveats": [{"night": True}]}
UNEQUIPPED: dict[str, Any] = {"critical": {"radio": 10}, "equipment": {"radio": {"held": 4}}}


def blue(**limits: Any) -> dict[str, Any]:
    return {"blue": {"title": "Blue", "personnel": 1000, **limits}}


def test_barred_by_a_caveat() -> None:
    # two battalions by night: one contributor will not
    pledges = {"p": offer(), "q": offer(**BARRED)}
    assert why(fill({"r": need(2, night=True)}, pledges), "r") == {"CAVEAT": 1}


def test_climate_is_told_as_a_caveat() -> None:
    sites = {"north": {"title": "North", "climate": "saharan"}}
    plan = fill({"r": need(site="north")}, {"p": offer(adapted_to=[])}, sites=sites)
    assert why(plan, "r") == {"CAVEAT": 1}


def test_below_the_equipment_rule() -> None:
    # 4 of 10 radios: below 0.5 it counts for nothing, without a rule for 0.4
    strict = fill({"r": need()}, {"p": offer(**UNEQUIPPED)}, forces=blue(critical_share=0.5))
    assert why(strict, "r") == {"EQUIPMENT": 1}
    assert why(fill({"r": need()}, {"p": offer(**UNEQUIPPED)}), "r") == pytest.approx(
        {"EQUIPMENT": 0.6}
    )


def test_too_many_contributors() -> None:
    # of three battalions by two contributors, AAA's two may fill it
    pledges = {"p": offer(units=2), "q": offer(contributor="BBB")}
    plan = fill({"r": need(3, most_contributors=1)}, pledges)
    assert why(plan, "r") == {"COHESION": 1}


def test_too_small_a_share() -> None:
    # 0.5 of 4 are 2: AAA's one is of no use; nobody pledged the other three
    plan = fill({"r": need(4, least_share=0.5)}, {"p": offer()})
    assert why(plan, "r") == {"NOT_PLEDGED": 3, "COHESION": 1}


def test_too_large_a_part_of_the_force() -> None:
    # 0.25 of 1,000 are 250 persons: 2 of 3
    plan = fill({"r": need(3)}, {"p": offer(units=3)}, forces=blue(largest_contribution=0.25))
    assert why(plan, "r") == {"COHESION": 1}


def test_more_substitutes_than_allowed() -> None:
    # 0.5 of 2 may be sappers
    rule = [{"capability": "sappers", "for": "foot", "efficiency": 1, "at_most": 0.5}]
    plan = fill({"r": need(2)}, {"p": offer("sappers", units=2)}, substitutions=rule)
    assert why(plan, "r") == {"SUBSTITUTION": 1}


def test_what_it_needs_is_not_there() -> None:
    plan = fill({"g": need(1, "guns"), "r": need(needs=["g"])}, {"p": offer()})
    assert why(plan, "g") == {"NOT_PLEDGED": 1}
    assert why(plan, "r") == {"DEPENDENCY": 1}


def test_a_decision_forbade_it() -> None:
    forbidden = [{"pledge": "p", "requirement": "r", "forbid": True}]
    assert why(fill({"r": need()}, {"p": offer()}, decisions=forbidden), "r") == {"DECISION": 1}


def test_a_decision_fixed_it_elsewhere() -> None:
    fixed = [{"pledge": "p", "requirement": "other", "units": 1}]
    plan = fill({"r": need(), "other": need(tier=2)}, {"p": offer()}, decisions=fixed)
    assert why(plan, "r") == {"DECISION": 1}


def test_a_tour_that_ends() -> None:
    # with one relief and 10 days of overlap from D+0 to D+70
    plan = fill({"r": need()}, {"p": offer(tour=40, rotations=1, overlap=10)})
    assert why(plan, "r") == {"ROTATION": 1}


def test_no_room_for_the_relief() -> None:
    # 200 persons would be there while the relief takes over; 150 may. Without its tour (or without
    # the ceiling, to D+70) it would fill: one cause clears it all, and that is told.
    plan = fill({"r": need()}, {"p": offer(tour=40, rotations=1, overlap=10)}, ceiling=150)
    assert why(plan, "r") == {"ROTATION": 1}


def test_barred_and_below_the_equipment_rule() -> None:
    # 0.4 of it where no caveat barred it; the rest with its radios too, and neither alone does more
    pledge = offer(**BARRED, **UNEQUIPPED)
    assert why(fill({"r": need(night=True)}, {"p": pledge}), "r") == pytest.approx(
        {"CAVEAT": 0.4, "EQUIPMENT": 0.6}
    )


def test_two_causes_that_only_work_together() -> None:
    # with a rule of 0.5 it counts for nothing until both are lifted
    forces = blue(critical_share=0.5)
    plan = fill({"r": need(night=True)}, {"p": offer(**BARRED, **UNEQUIPPED)}, forces=forces)
    assert why(plan, "r") == {"CAVEAT": 0.5, "EQUIPMENT": 0.5}


def test_one_cause_for_each_of_three_units() -> None:
    # of four: one bars the night, one is unverified, one forbidden, and nobody pledged the fourth
    pledges = {"p": offer(**BARRED), "q": offer(status="offered"), "x": offer()}
    forbidden = [{"pledge": "x", "requirement": "r", "forbid": True}]
    assert why(fill({"r": need(4, night=True)}, pledges, decisions=forbidden), "r") == {
        "NOT_PLEDGED": 1,
        "CAVEAT": 1,
        "DECISION": 1,
        "UNVERIFIED": 1,
    }


def test_the_needed_is_late() -> None:
    # the battery comes on D+5: that is why it is short, and the battalion for want of it
    requirements = {"g": need(1, "guns"), "r": need(needs=["g"])}
    plan = fill(requirements, {"g": offer("guns", available="D+5"), "p": offer()})
    assert why(plan, "g") == {"LATE": 1}
    assert why(plan, "r") == {"LATE": 1}


def days(plan: ForcePlan, requirement: str) -> dict[str, float]:
    """Requirement-days unfilled by the name of their cause."""
    return {reason.cause.name: reason.days for reason in of(plan, requirement).reasons}


@pytest.mark.parametrize(
    ("quantity", "pledges", "expected"),
    [
        # half of it for ever, and the other half until it arrives
        (2, {"p": offer(available="D+10")}, {"NOT_PLEDGED": 50, "LATE": 5}),
        # 10 days until it arrives, and 30 after it has left: each for its own days
        (1, {"p": offer(available="D+10", tour=60)}, {"LATE": 10, "ROTATION": 30}),
        # the date alone brings nothing; verified it comes on D+10, and with the date on D+0
        (1, {"p": offer(status="offered", available="D+10")}, {"LATE": 10, "UNVERIFIED": 90}),
        # neither alone brings it: together they do
        (1, {"p": offer(status="offered", available="D+200")}, {"LATE": 50, "UNVERIFIED": 50}),
        # verified it would come on D+10: the days after are the verification's alone
        (
            2,
            {"p": offer(status="offered"), "q": offer(available="D+10")},
            {"UNVERIFIED": 50, "LATE": 5},
        ),
    ],
)
def test_requirement_days_of_each_cause(
    quantity: float, pledges: dict[str, Any], expected: dict[str, float]
) -> None:
    plan = fill({"r": need(quantity)}, pledges)
    assert days(plan, "r") == pytest.approx(expected)
    entry = of(plan, "r")
    assert entry.required_days == pytest.approx(100)
    assert entry.unfilled_days == pytest.approx(sum(expected.values()))


def test_requirement_days_of_a_need_with_states_count_on_average() -> None:
    states = [{"quantity": 1, "probability": 0.5}, {"quantity": 3, "probability": 0.5}]
    entry = of(fill({"r": need(3, states=states)}, {"p": offer()}), "r")
    # two thirds wanted on average; the one that is there leaves two of three, in every second case
    assert entry.required_days == pytest.approx(100 * 2 / 3)
    assert entry.unfilled_days == pytest.approx(100 / 3)
    assert days_sum(entry) == pytest.approx(100 / 3)


def days_sum(entry: RequirementFill) -> float:
    """Requirement-days of all causes together."""
    return sum(reason.days for reason in entry.reasons)
