"""What a pledge is worth, and when: caveats, equipment, reliefs, arrivals; calculated by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.records.forces import Assignment, ForcePlan
from tests.forces.strategies import AREAS, PHASES, SITES, TASKS
from tests.forces.support import fill, goal, need, of, offer, sent, standard

SECTIONS: dict[str, Any] = {"sites": SITES, "areas": AREAS, "phases": PHASES, "tasks": TASKS}


def the_one(plan: ForcePlan) -> Assignment:
    [entry] = plan.assignments
    return entry


def present(requirement: dict[str, Any], pledge: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    """The days on which one pledge counts for one requirement."""
    plan = fill({"r": requirement}, {"p": pledge}, **SECTIONS)
    return the_one(plan).present if plan.assignments else ()


# ------------------------------------------------------------------------------------- caveats


@pytest.mark.parametrize(
    ("caveat", "requirement", "counts"),
    [
        # inland are north and south; the units move there on D+45, and stop counting
        ({"areas": ["inland"]}, {"moves": [{"site": "north", "from": "D+45"}]}, ((0, 45),)),
        # the late phase begins on D+25
        ({"phases": ["late"]}, {}, ((0, 25),)),
        # inland from D+10, and only until the early phase ends on D+30
        (
            {"areas": ["inland"], "phases": ["early"]},
            {"moves": [{"site": "north", "from": "D+10"}]},
            ((0, 10), (30, 100)),
        ),
        ({"tasks": ["escort"]}, {"tasks": ["escort", "search"]}, ()),
        ({"tasks": ["escort"]}, {"tasks": ["search"]}, ((0, 100),)),
        ({"night": True}, {"night": True}, ()),
        ({"night": True}, {}, ((0, 100),)),
        ({"offensive": True}, {"offensive": True}, ()),
        # both must hold: by night, but no escort
        ({"night": True, "tasks": ["escort"]}, {"night": True}, ((0, 100),)),
    ],
)
def test_a_caveat_bars_the_days_on_which_all_that_it_names_holds(
    caveat: dict[str, Any], requirement: dict[str, Any], counts: tuple[tuple[int, int], ...]
) -> None:
    assert present(need(site="coast", **requirement), offer(caveats=[caveat])) == counts


def test_each_caveat_bars_on_its_own() -> None:
    # before D+30 the one, by night (that is, always here) the other
    caveats = [{"phases": ["early"]}, {"night": True}]
    assert present(need(), offer(caveats=caveats)) == ((30, 100),)
    assert present(need(night=True), offer(caveats=caveats)) == ()


def test_units_do_not_count_in_a_climate_that_they_are_not_fit_for() -> None:
    # saharan in the north until D+20, sudanian in the south until D+60; no climate on the coast
    moves = [{"site": "south", "from": "D+20"}, {"site": "coast", "from": "D+60"}]
    place = need(site="north", moves=moves)
    assert present(place, offer(adapted_to=["saharan"])) == ((0, 20), (60, 100))
    assert present(place, offer(adapted_to=[])) == ((60, 100),)
    assert present(place, offer()) == ((0, 100),)


def test_barred_units_are_in_theatre_all_the_same() -> None:
    # they do not count after D+25, and still take the room of the battery that is wanted then
    requirements = {"r": need(), "g": need(1, "guns", start="D+50", tier=2)}
    pledges = {"p": offer(caveats=[{"phases": ["late"]}]), "g": offer("guns")}
    plan = fill(requirements, pledges, ceiling=150, **SECTIONS)
    assert sent(plan) == {("p", "r"): 1}
    assert the_one(plan).theatre == ((0, 100),)


# ------------------------------------------------------------------------------------- equipment


@pytest.mark.parametrize(
    ("held", "serviceability", "share", "counts"),
    [
        # 8 of 10 in order count for 0.8; with a rule of 0.8 still, with one of 0.9 not at all
        (8, 1, None, 0.8),
        (8, 1, 0.8, 0.8),
        (8, 1, 0.9, 0),
        # 10 held, 0.6 of them in order
        (10, 0.6, 0.5, 0.6),
        # more than is needed counts as what is needed
        (20, 1, 0.9, 1),
    ],
)
def test_critical_equipment(held: float, serviceability: float, share: Any, counts: float) -> None:
    force = {"title": "Blue", "personnel": 1000}
    forces = {"blue": force if share is None else {**force, "critical_share": share}}
    holding = {"radio": {"held": held, "serviceability": serviceability}}
    pledge = offer(critical={"radio": 10}, equipment=holding)
    plan = fill({"r": need()}, {"p": pledge}, forces=forces)
    assert of(plan, "r").filled == pytest.approx(counts)


def test_the_worst_kind_of_equipment_tells() -> None:
    # radios 9 of 10; of the 4 trucks nothing is said, so none are held; then 2 of 4
    pledge = offer(critical={"radio": 10, "truck": 4}, equipment={"radio": {"held": 9}})
    assert of(fill({"r": need()}, {"p": pledge}), "r").filled == 0
    pledge["equipment"]["truck"] = {"held": 2}
    assert of(fill({"r": need()}, {"p": pledge}), "r").filled == pytest.approx(0.5)


def test_a_contributor_that_says_nothing_of_its_equipment_is_taken_at_its_word() -> None:
    assert of(fill({"r": need()}, {"p": offer(critical={"radio": 10})}), "r").filled == 1


def test_an_offer_in_kind_takes_no_room() -> None:
    # 2 batteries without troops beside the 100 persons who fill the ceiling
    requirements = {"r": need(), "g": need(2, "guns")}
    guns = offer("guns", units=2, in_kind=True)
    del guns["personnel"]
    plan = fill(requirements, {"p": offer(), "g": guns}, ceiling=100)
    assert plan.is_met
    assert goal(plan, "personnel") == 100


def test_a_standard_unit_in_kind_counts_in_full() -> None:
    pledge = standard("african-infantry-battalion", in_kind=True)
    plan = fill({"r": need(1, "infantry")}, {"p": pledge}, ceiling=0)
    assert of(plan, "r").filled == 1


# ------------------------------------------------------------------------------------- days


def test_training_movement_and_reception_add_up() -> None:
    # ready to train on D+2; 10 days of training, 5 of movement, 3 of reception: D+20
    pledge = offer(available="D+2", training="10 day", movement="5 day", reception="3 day")
    assert present(need(), pledge) == ((20, 100),)


def test_reliefs_lengthen_a_tour() -> None:
    # 30 days, and twice 30 more, less 5 of overlap each: 30 + 25 + 25 = 80
    assert present(need(), offer(tour="30 day", rotations=2, overlap="5 day")) == ((0, 80),)
    assert present(need(), offer(tour="30 day", rotations=2)) == ((0, 90),)


def test_both_contingents_count_under_the_ceiling_but_once_for_the_requirement() -> None:
    # 100 persons, 200 from D+45 to D+50 while the relief takes over. With room for 200 it serves
    # until D+95 and fills 1; with room for 199 it cannot come at all.
    pledge = offer(tour="50 day", rotations=1, overlap="5 day")
    plan = fill({"r": need(2)}, {"p": pledge}, ceiling=200)
    assert the_one(plan).present == ((0, 95),)
    # 1 of 2 missing for 95 days, 2 of 2 for 5: 47.5 + 5
    assert goal(plan, "unfilled", 1) == pytest.approx(52.5)
    assert fill({"r": need(2)}, {"p": pledge}, ceiling=199).assignments == ()


def test_an_overlap_on_days_when_nobody_is_required_takes_no_room() -> None:
    # the relief would come on D+45, and the requirement ends on D+45
    pledge = offer(tour="50 day", rotations=1, overlap="5 day")
    assert fill({"r": need(until="D+45")}, {"p": pledge}, ceiling=100).is_met


def test_the_plan_chooses_the_day_in_steps() -> None:
    # 40 days, from D+0 to D+28 in steps of 7. The other unit leaves on D+25: of D+21 (to D+61) and
    # D+28 (to D+68) the later one gives 40 days alone, the earlier 36.
    pledges = {
        "a": offer(tour="25 day"),
        "b": offer(contributor="BBB", tour="40 day", available="D+0", latest="D+28"),
    }
    plan = fill({"r": need()}, pledges)
    arrivals = {entry.pledge: entry.arrival for entry in plan.assignments}
    assert arrivals == {"a": 0, "b": 28}
    # 100 days less 25 less 40
    assert goal(plan, "unfilled", 1) == pytest.approx(35)


def test_the_step_is_that_of_the_calendar() -> None:
    # as above in steps of 5: D+25 fits, and leaves the same 35 days; D+28 is no choice
    calendar = {"start": "D+0", "end": "D+100", "relief_step": "5 day"}
    pledge = offer(tour="40 day", latest="D+28")
    plan = fill({"r": need(until="D+65", start="D+25")}, {"p": pledge}, calendar=calendar)
    assert (the_one(plan).arrival, the_one(plan).until) == (25, 65)
