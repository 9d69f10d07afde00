"""The time-phased force list, closures, milestones and strength, against calculations by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.forces.deployment import deployment_of
from planner.forces.strength import strength_steps
from planner.forces.tours import days_of
from planner.forces.views import View
from planner.records.deployment import (
    Closure,
    Deployment,
    ForceListLine,
    Lack,
    MilestoneReached,
    Relief,
    Way,
)
from planner.records.forces import Assignment
from planner.scenario import Scenario, factbook_of
from tests.forces.support import case, need, offer, planned

SITES = {name: {"title": name.title()} for name in ("coast", "hub", "north")}


def deployed(scenario: Scenario) -> Deployment:
    return deployment_of(scenario, factbook_of(scenario), planned(scenario))


def line_of(requirement: dict[str, Any], pledge: dict[str, Any], **sections: Any) -> ForceListLine:
    [line] = deployed(case({"r": requirement}, {"p": pledge}, **sections)).lines
    return line


def lines_of(requirement: dict[str, Any], **pledges: dict[str, Any]) -> dict[str, ForceListLine]:
    return {line.pledge: line for line in deployed(case({"r": requirement}, pledges)).lines}


def closure_of(found: Deployment, requirement: str) -> Closure:
    [closure] = [c for c in found.requirements if c.requirement == requirement]
    return closure


def milestone_of(
    requirements: dict[str, Any],
    pledges: dict[str, Any],
    ceiling: float = 1000,
    /,
    **criteria: Any,
) -> MilestoneReached:
    said = {"title": "Initial", "force": "blue", **criteria}
    scenario = case(requirements, pledges, ceiling=ceiling, milestones={"initial": said})
    [milestone] = deployed(scenario).milestones
    return milestone


def strength(found: Deployment) -> list[tuple[int, float]]:
    return [(step.day, step.personnel) for step in found.strength]


# --------------------------------------------------------------------------------- the clock


def test_a_late_unit_leaves_as_soon_as_it_can() -> None:
    # ready D+2 + 5 = D+7; movement 6: theatre D+13; reception 4: in place D+17; wanted from D+10
    line = line_of(
        need(start="D+10"),
        offer(available="D+2", training="5 day", movement="6 day", reception="4 day"),
    )
    assert (line.ready, line.departs, line.arrives, line.in_place) == (7, 7, 13, 17)
    assert (line.slack_days, line.required_by, line.late_days, line.until) == (0, 10, 7, 100)


def test_an_early_unit_leaves_so_that_it_is_there_on_the_day() -> None:
    # wanted on D+40: in theatre D+40 - 4 = D+36, leaves D+36 - 6 = D+30; ready since D+7
    line = line_of(
        need(start="D+40"),
        offer(available="D+2", training="5 day", movement="6 day", reception="4 day"),
    )
    assert (line.ready, line.departs, line.arrives, line.in_place) == (7, 30, 36, 40)
    assert (line.slack_days, line.required_by, line.late_days) == (23, 40, 0)


def test_a_unit_may_leave_before_the_calendar_begins() -> None:
    # wanted on D+0, 12 days on the way, ready on D-30: leaves D-12, slack 18
    line = line_of(need(), offer(available="D-30", movement="12 day"))
    assert (line.ready, line.departs, line.arrives, line.slack_days) == (-30, -12, 0, 18)


def test_what_a_line_says_of_its_pledge() -> None:
    route = {"origin": "Home", "embarkation": "Quay", "port": "coast", "reception": "hub"}
    moves = [{"site": "north", "from": "D+20"}]
    line = line_of(
        need(site="hub", moves=moves, start="D+5"),
        offer(units=2, quantity=0.5, tour="30 day", route=route, planned_days="12 day"),
        sites=SITES,
    )
    assert (line.units, line.personnel, line.capability) == (2, 200, "foot")
    assert line.way == Way("Home", "Quay", "coast", None, "hub")  # type: ignore[arg-type]
    stays = [(stay.site, stay.start, stay.until) for stay in line.stays]
    assert stays == [("hub", 5, 20), ("north", 20, 35)]
    assert (line.status.value, line.readiness_level, line.supply_days) == ("verified", 3, 12)


def test_days_of_supply_are_those_of_the_force_where_the_pledge_has_none() -> None:
    force = {"blue": {"title": "Blue", "personnel": 500, "planned_days": "9 day"}}
    assert line_of(need(), offer(), forces=force).supply_days == 9


# ------------------------------------------------------------------------- who is late for what


def test_a_contingent_that_relieves_another_is_not_late() -> None:
    # first: D+0 to D+60; second is ready on D+60 and takes over
    lines = lines_of(need(), first=offer(tour="60 day"), second=offer(available="D+60"))
    assert lines["second"].in_place == 60
    assert (lines["second"].required_by, lines["second"].late_days) == (60, 0)


def test_a_contingent_that_relieves_after_a_break_is_late_by_the_break() -> None:
    # first: D+10 to D+50; nobody D+50 to D+60: late by 10, not by the first gap of D+0
    lines = lines_of(
        need(), first=offer(available="D+10", tour="40 day"), second=offer(available="D+60")
    )
    assert (lines["first"].required_by, lines["first"].late_days) == (0, 10)
    assert (lines["second"].required_by, lines["second"].late_days) == (50, 10)


def test_units_for_a_later_step_are_due_from_that_step() -> None:
    # one from D+0, two from D+50; the second comes on D+55
    profile = [{"from": "D+50", "quantity": 2}]
    lines = lines_of(need(profile=profile), first=offer(), second=offer(available="D+55"))
    assert (lines["first"].required_by, lines["first"].late_days) == (0, 0)
    assert (lines["second"].required_by, lines["second"].late_days) == (50, 5)


def test_one_shortage_goes_on_over_partial_fills_and_days_off() -> None:
    # three wanted D+0 to D+20 and from D+40; they come on D+0, D+10 and D+45
    phases = {
        "one": {"title": "One", "tempo": "normal", "from": "D+0", "until": "D+20"},
        "two": {"title": "Two", "tempo": "normal", "from": "D+40", "until": "D+100"},
    }
    pledges = {f"p{day}": offer(available=f"D+{day}") for day in (0, 10, 45)}
    scenario = case({"r": need(3, phases=["one", "two"])}, pledges, phases=phases)
    late = {line.pledge: (line.required_by, line.late_days) for line in deployed(scenario).lines}
    assert late == {"p0": (0, 0), "p10": (0, 10), "p45": (0, 45)}


# ------------------------------------------------------------------------ reliefs and strength


def test_reliefs_in_place_and_strength_with_overlap() -> None:
    # tour 30, overlap 5: reliefs come on D+25 and D+50, the relieved leave on D+30 and D+55;
    # the last tour ends on D+50 + 30 = D+80
    pledge = offer(tour="30 day", rotations=2, overlap="5 day")
    found = deployed(case({"r": need()}, {"p": pledge}))
    [line] = found.lines
    assert line.reliefs == (Relief(25, 30), Relief(50, 55))
    assert line.until == 80
    assert strength(found) == [(0, 100), (25, 200), (30, 100), (50, 200), (55, 100), (80, 0)]


def test_reliefs_end_with_the_requirement() -> None:
    # wanted to D+52: the second relief of D+50 comes, both leave on D+52
    pledge = offer(tour="30 day", rotations=2, overlap="5 day")
    found = deployed(case({"r": need(until="D+52")}, {"p": pledge}))
    assert found.lines[0].reliefs == (Relief(25, 30), Relief(50, 52))
    assert strength(found) == [(0, 100), (25, 200), (30, 100), (50, 200), (52, 0)]


def test_a_relief_that_falls_between_windows_comes_with_the_next() -> None:
    # there D+0 to D+20 and from D+60; tour 50 and no overlap: the relief of D+50 comes on D+60
    windows = [{"until": "D+20"}, {"from": "D+60"}]
    found = deployed(case({"r": need()}, {"p": offer(tour="50 day", rotations=1, windows=windows)}))
    assert found.lines[0].reliefs == (Relief(60, 60),)
    assert strength(found) == [(0, 100), (20, 0), (60, 100)]


def test_the_curve_begins_with_the_calendar_and_adds_up() -> None:
    # 100 on D+10, 250 more on D+20, the 100 leave on D+40
    requirements = {"a": need(start="D+10", until="D+40"), "b": need(start="D+20")}
    pledges = {
        "a": offer(windows=[{"until": "D+40"}]),
        "b": offer(personnel=250, available="D+20"),
    }
    found = deployed(case(requirements, pledges))
    assert strength(found) == [(0, 0), (10, 100), (20, 350), (40, 250)]


@st.composite
def rotating(draw: st.DrawFn) -> Scenario:
    """One pledge with tours, reliefs and perhaps windows, on one requirement."""
    tour = draw(st.integers(1, 40))
    edges = sorted(draw(st.sets(st.integers(0, 100), min_size=0, max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    pledge = offer(
        available=f"D+{draw(st.integers(0, 60))}",
        tour=f"{tour} day",
        rotations=draw(st.integers(0, 5)),
        overlap=f"{draw(st.integers(0, tour - 1))} day",
        windows=[{"from": f"D+{first}", "until": f"D+{until}"} for first, until in pairs],
    )
    start = draw(st.integers(0, 50))
    return case({"r": need(start=f"D+{start}", until=f"D+{start + 50}")}, {"p": pledge})


@settings(max_examples=150, deadline=None)
@given(rotating())
def test_strength_is_what_the_ceilings_of_the_model_count(scenario: Scenario) -> None:
    [(pledge_id, pledge)], [(name, requirement)] = (
        scenario.pledges.items(),
        scenario.requirements.items(),
    )
    [fill] = planned(scenario).requirements
    for days in days_of(scenario, pledge, requirement, View()):
        first, until = days.theatre[0][0], days.theatre[-1][1]
        entry = Assignment(pledge_id, name, 1, 100, first, until, days.theatre, days.present)
        plan = replace(planned(scenario), requirements=(fill,), assignments=(entry,))
        steps = list(strength_steps(scenario, plan))
        for day in range(100):
            there = sum(a <= day < b for a, b in (*days.theatre, *days.relief))
            [*_, persons] = (step.personnel for step in steps if step.day <= day)
            assert persons == 100 * there, day


# --------------------------------------------------------------------------------- closures


def test_a_requirement_closes_when_the_last_unit_is_in_place() -> None:
    # two wanted from D+5; they come on D+5 and D+12; the sappers are there from D+30
    found = deployed(
        case(
            {"foot": need(2, start="D+5"), "sappers": need(1, "sappers", start="D+30")},
            {"a": offer(), "b": offer(available="D+12"), "s": offer("sappers")},
        )
    )
    foot, sappers = closure_of(found, "foot"), closure_of(found, "sappers")
    assert (foot.required_by, foot.closed_on, foot.late_days) == (5, 12, 7)
    assert (foot.required, foot.in_place, foot.missing) == (2, 2, 0)
    assert (sappers.required_by, sappers.closed_on, sappers.late_days) == (30, 30, 0)
    [force] = found.forces
    assert (force.required_by, force.closed_on, force.late_days) == (30, 30, 0)
    assert (force.required, force.in_place, force.missing) == (2, 2, 0)


def test_what_is_not_there_on_the_last_day_never_closes() -> None:
    # there D+0 to D+90, wanted to D+100
    found = deployed(case({"r": need()}, {"p": offer(tour="90 day")}))
    closure = closure_of(found, "r")
    assert (closure.closed_on, closure.late_days, closure.missing) == (None, None, 1)
    [force] = found.forces
    assert (force.closed_on, force.in_place, force.missing) == (None, 0, 1)


def test_a_requirement_beyond_the_calendar_has_no_closure() -> None:
    found = deployed(case({"r": need(), "later": need(start="D+100")}, {"p": offer()}))
    assert [closure.requirement for closure in found.requirements] == ["r"]
    assert found.forces[0].required == 1


# ------------------------------------------------------------------------------- milestones


def test_a_milestone_is_reached_with_the_share_that_is_asked() -> None:
    # four wanted, one each on D+0, D+10, D+20, D+30: half on D+10, three quarters on D+20
    pledges = {f"p{day}": offer(available=f"D+{day}") for day in (0, 10, 20, 30)}
    half = milestone_of({"r": need(4)}, pledges, filled=0.5)
    assert (half.reached_on, half.held_until) == (10, None)
    assert half.held_back_by == (Lack("r", "Need", 2, 1, "battalion"),)  # type: ignore[arg-type]
    assert milestone_of({"r": need(4)}, pledges, filled=0.75).reached_on == 20
    assert milestone_of({"r": need(4)}, pledges).reached_on == 30


def test_personnel_in_theatre_hold_a_milestone_back() -> None:
    # 300 of an authorised 500 are 60 %: 100 on D+0, 200 more on D+15
    requirements = {"r": need(), "s": need(1, "sappers", tier=2)}
    pledges = {"p": offer(), "s": offer("sappers", personnel=200, available="D+15")}
    milestone = milestone_of(requirements, pledges, 500, tiers=[1], personnel=0.6)
    assert milestone.reached_on == 15
    assert milestone.held_back_by == (Lack(None, "personnel in theatre", 300, 100, "person"),)
    assert milestone.criteria == (
        "requirements of tier 1 filled; 60 % of the authorised strength of 500 in theatre"
    )
    one_more = milestone_of(requirements, pledges, 500, tiers=[1], personnel=0.61)
    assert one_more.reached_on is None
    assert one_more.held_back_by == (Lack(None, "personnel in theatre", 305, 300, "person"),)


def test_a_milestone_is_lost_and_regained() -> None:
    # there D+0 to D+40, relieved on D+55
    pledges = {"a": offer(tour="40 day"), "b": offer(available="D+55")}
    milestone = milestone_of({"r": need()}, pledges)
    assert (milestone.reached_on, milestone.held_until, milestone.regained_on) == (0, 40, 55)
    assert milestone.held_back_by == ()
    assert [lack.there for lack in milestone.lost_by] == [0]


def test_a_milestone_that_is_lost_for_good() -> None:
    milestone = milestone_of({"r": need()}, {"a": offer(tour="40 day")})
    assert (milestone.reached_on, milestone.held_until, milestone.regained_on) == (0, 40, None)


def test_a_milestone_never_reached_says_what_is_nearest() -> None:
    # foot on D+0 and sappers on D+20, but of three guns only two ever
    requirements = {"foot": need(), "guns": need(3, "guns"), "sappers": need(1, "sappers")}
    pledges = {
        "f": offer(),
        "g": offer("guns", units=2),
        "s": offer("sappers", available="D+20"),
    }
    milestone = milestone_of(requirements, pledges)
    assert milestone.reached_on is None
    assert [(x.requirement, x.there, x.wanted) for x in milestone.held_back_by] == [("guns", 2, 3)]
    assert milestone.criteria == "every requirement filled"


def test_it_is_not_reached_before_anything_of_it_is_required() -> None:
    # wanted from D+30 only: before that its criteria hold, but nobody asks
    milestone = milestone_of({"r": need(start="D+30")}, {"p": offer()})
    assert (milestone.reached_on, milestone.held_back_by) == (30, ())


def test_a_requirement_that_has_not_begun_does_not_hold_it_back() -> None:
    # one from D+0; the other, from D+50, comes on D+60: held again from then
    requirements = {"r": need(), "s": need(1, "sappers", start="D+50")}
    pledges = {"p": offer(), "s": offer("sappers", available="D+60")}
    milestone = milestone_of(requirements, pledges)
    assert (milestone.reached_on, milestone.held_until, milestone.regained_on) == (0, 50, 60)
    assert (milestone.counted, milestone.required_then) == (2, 1)


@pytest.mark.parametrize(
    ("criteria", "reached"),
    [
        ({}, 30),
        ({"tiers": [1]}, 10),
        ({"tiers": [1, 2]}, 20),
        ({"requirements": ["three"]}, 30),
        ({"tiers": [2], "requirements": ["one"]}, 20),
    ],
)
def test_which_requirements_count(criteria: dict[str, Any], reached: int) -> None:
    # tier 1 is filled on D+10, tier 2 on D+20, tier 3 on D+30
    kinds = {"one": (1, "foot"), "two": (2, "guns"), "three": (3, "sappers")}
    requirements = {name: need(1, kind, tier=tier) for name, (tier, kind) in kinds.items()}
    pledges = {
        name: offer(kind, available=f"D+{10 * tier}") for name, (tier, kind) in kinds.items()
    }
    assert milestone_of(requirements, pledges, **criteria).reached_on == reached


def test_milestones_stand_in_the_order_of_their_days() -> None:
    milestones = {
        "a-full": {"title": "Full", "force": "blue"},
        "b-initial": {"title": "Initial", "force": "blue", "filled": 0.5},
        "c-never": {"title": "Never", "force": "blue", "personnel": 1},
    }
    pledges = {"a": offer(), "b": offer(available="D+20")}
    found = deployed(case({"r": need(2)}, pledges, milestones=milestones))
    days = [(milestone.id, milestone.reached_on) for milestone in found.milestones]
    assert days == [("b-initial", 0), ("a-full", 20), ("c-never", None)]


def test_personnel_alone_can_be_a_milestone_of_a_force_that_requires_nothing_of_it() -> None:
    # what counts is required after the calendar only; 100 of 100 are there from D+8
    requirements = {"r": need(), "later": need(start="D+100", tier=9)}
    pledges = {"p": offer(available="D+8")}
    milestone = milestone_of(requirements, pledges, 100, tiers=[9], personnel=1)
    assert (milestone.reached_on, milestone.counted) == (8, 0)
    assert milestone.held_back_by == (Lack(None, "personnel in theatre", 100, 0, "person"),)


def test_a_milestone_of_which_nothing_is_required_is_never_reached() -> None:
    requirements = {"r": need(), "later": need(start="D+100", tier=9)}
    milestone = milestone_of(requirements, {"p": offer()}, tiers=[9])
    assert (milestone.reached_on, milestone.held_back_by) == (None, ())


def test_nothing_in_the_force_list_depends_on_the_order_of_the_scenario() -> None:
    requirements = {"r": need(2), "s": need(1, "sappers", site="hub", start="D+7")}
    pledges = {"a": offer(units=2), "b": offer("sappers")}
    backwards = [dict(reversed(list(part.items()))) for part in (requirements, pledges)]
    assert deployed(case(requirements, pledges, sites=SITES)) == deployed(
        case(*backwards, sites=SITES)
    )
