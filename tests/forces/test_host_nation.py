"""Holdings, courses and strength of the host nation, against hand calculations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.ids import ForceId
from planner.forces.host_nation import (
    courses,
    equipment_holdings,
    expanded,
    force_strength,
    trained_strength,
)
from planner.records.host_nation import Course, ForceStrength, IntakeLimit
from planner.scenario import Scenario, factbook_of, from_mapping, load
from planner.scenario.provenance import written_figures
from tests.forces.support import case, need, of, offer, planned, sent, why

MALI = Path(__file__).parents[2] / "scenarios" / "mali-2012.yaml"
BLUE = ForceId("blue")
END = 100
Data = dict[str, Any]

check = settings(max_examples=100, deadline=None)


def school(**fields: Any) -> Data:
    """Three verified courses of 10 days for 20 persons each, one after the other from D+0."""
    entry = {"title": "School", "force": "blue", "capability": "police", "contributor": "AAA"}
    days = {"starts": "D+0", "length": 10, "courses": 3, "places": 20, "status": "verified"}
    return {**entry, **days, **fields}


def trucks(**fields: Any) -> Data:
    """An army that needs 10 trucks and has none."""
    entry = {"title": "Trucks", "force": "blue", "institution": "army", "capability": "trucks"}
    return {**entry, "required": 10, **fields}


CAPABILITIES = {
    "trucks": {"title": "Trucks", "measure": "vehicle"},
    "foot": {"title": "Foot", "measure": "battalion"},
    "police": {"title": "Police officers", "measure": "person"},
}


def scenario(ceiling: float = 1_000, pledges: Data | None = None, **sections: Any) -> Scenario:
    """A scenario of 100 days with a blue force."""
    return case({}, pledges, ceiling=ceiling, capabilities=CAPABILITIES, **sections)


def taught(**fields: Any) -> tuple[Course, ...]:
    """The courses of such a school."""
    return courses(scenario(training={"school": school(**fields)}))


def intakes(**fields: Any) -> list[int]:
    return [course.intake for course in taught(**fields)]


def graduates(**fields: Any) -> list[int]:
    return [course.graduates for course in taught(**fields)]


def strength(made: Scenario) -> ForceStrength:
    return force_strength(made, factbook_of(made), BLUE)


def steps(made: Scenario) -> list[tuple[int, int]]:
    return [(step.day, step.persons) for step in strength(made).steps]


# --------------------------------------------------------------------------------------- courses


def test_courses_follow_each_other() -> None:
    assert [(c.number, c.start, c.graduates_on) for c in taught()] == [
        (1, 0, 10),
        (2, 10, 20),
        (3, 20, 30),
    ]
    assert intakes() == graduates() == [20, 20, 20]


def test_courses_overlap_where_they_begin_more_often() -> None:
    assert [(c.start, c.graduates_on) for c in taught(every=4)] == [(0, 10), (4, 14), (8, 18)]
    assert [(c.start, c.graduates_on) for c in taught(every=25)] == [(0, 10), (25, 35), (50, 60)]


def test_instructors_bind() -> None:
    # 3 instructors x 10 = 30 trainees at a time. Course 1 (D+0 to D+10) takes 20; course 2 (D+4)
    # what is left, 10; course 3 (D+8) finds no room; course 4 (D+12) the 20 whom course 1 left.
    found = taught(every=4, courses=4, instructors=3, trainees_per_instructor=10)
    assert [course.intake for course in found] == [20, 10, 0, 20]
    assert [course.limit for course in found] == [
        IntakeLimit.PLACES,
        IntakeLimit.INSTRUCTORS,
        IntakeLimit.INSTRUCTORS,
        IntakeLimit.PLACES,
    ]


def test_a_course_that_ends_leaves_its_instructors_to_the_one_that_begins() -> None:
    # 2 x 7.5 = 15 trainees at a time, and never two courses on one day
    assert intakes(instructors=2, trainees_per_instructor=7.5) == [15, 15, 15]


def test_attrition_takes_a_share_of_every_course() -> None:
    # 20 x (1 - 0.1) = 18
    assert graduates(attrition="10 %") == [18, 18, 18]
    assert graduates(attrition=1) == [0, 0, 0]


def test_fractions_of_graduates_are_not_lost() -> None:
    # 20 x 0.875 = 17.5 a course: in all 17.5, 35, 52.5, rounded down 17, 35, 52
    assert graduates(attrition=0.125) == [17, 18, 17]


def test_shares_are_taken_as_they_are_written() -> None:
    # 100 x (1 - 0.71) = 29, where the computer's own 1 - 0.71 would give 28.999999999999996
    assert graduates(places=100, courses=1, attrition=0.71) == [29]


def test_recruits_run_out() -> None:
    found = taught(recruits=45, courses=4)
    assert [course.intake for course in found] == [20, 20, 5, 0]
    assert [course.limit for course in found][2:] == [IntakeLimit.RECRUITS] * 2


def test_trained_strength_adds_up() -> None:
    made = scenario(training={"school": school(attrition=0.125), "b": school(status="offered")})
    first, second = trained_strength(made)
    assert (first.training, first.verified) == ("b", False)
    assert (second.training, second.verified) == ("school", True)
    assert [(s.day, s.persons) for s in second.steps] == [(10, 17), (20, 35), (30, 52)]


# -------------------------------------------------------------------------------------- holdings


@pytest.mark.parametrize(
    ("held", "serviceability", "serviceable", "gap"),
    [
        (7, 0.7, 4, 6),  # 4.9 trucks are 4
        (100, 0.29, 29, 0),  # more than enough
        (10, 1, 10, 0),
        (10, 0, 0, 10),
    ],
)
def test_what_is_serviceable_counts_in_whole_items(
    held: float, serviceability: float, serviceable: int, gap: float
) -> None:
    made = scenario(equipment={"t": trucks(held=held, serviceability=serviceability)})
    [entry] = equipment_holdings(made, factbook_of(made))
    assert (entry.required, entry.held, entry.measure) == (10, held, "vehicle")
    assert (entry.serviceable, entry.gap) == (serviceable, gap)


# -------------------------------------------------------------------------------------- strength


def test_strength_counts_verified_pledges_from_arrival_to_the_end_of_the_tour() -> None:
    pledges = {
        # 2 x 100 persons from D+5+7+3 = D+15, for 40 days
        "a": offer(units=2, available="D+5", movement=7, reception=3, tour=40),
        "b": offer(personnel=50),
        "c": offer(status="offered", personnel=900),
        "d": offer(available="D+100", personnel=900),
    }
    made = scenario(240, pledges)
    assert steps(made) == [(0, 50), (15, 250), (55, 50)]
    assert (strength(made).wanted, strength(made).reached_on) == (240, 15)


def test_strength_grows_with_verified_training() -> None:
    training = {"school": school(), "maybe": school(status="reconfirmed")}
    made = scenario(60, training=training)
    assert steps(made) == [(0, 0), (10, 20), (20, 40), (30, 60)]
    assert strength(made).reached_on == 30


def test_strength_that_is_never_reached() -> None:
    made = scenario(61, training={"school": school()})
    assert strength(made).reached_on is None
    assert strength(scenario(0)).reached_on == 0


def test_graduates_after_the_calendar_do_not_count() -> None:
    made = scenario(60, training={"school": school(starts="D+75")})
    assert steps(made) == [(0, 0), (85, 20), (95, 40)]


def test_strength_counts_a_relief_in_place_once() -> None:
    # 20 days, relieved once with 5 days together: D+0 to D+35
    made = scenario(100, {"a": offer(tour=20, rotations=1, overlap=5)})
    assert steps(made) == [(0, 100), (35, 0)]


def test_strength_heeds_the_windows_of_a_pledge() -> None:
    window = [{"from": "D+10", "until": "D+20"}, {"from": "D+30"}]
    assert steps(scenario(100, {"a": offer(windows=window)})) == [
        (0, 0),
        (10, 100),
        (20, 0),
        (30, 100),
    ]


# 4 x 575 = 2,300 there on D-day. 2 April 2013 is D+72; four courses of 63 days one after the other
# end on D+135, D+198, D+261 and D+324, with 675 each: 2,975, 3,650, 4,325 and 5,000.
MALIAN_STEPS = [(0, 2300), (135, 2975), (198, 3650), (261, 4325), (324, 5000)]


def malian(**training: Any) -> Scenario:
    """The Malian force with the courses of the European Union's mission."""
    there = {"title": "Battalion", "contributor": "MLI", "capability": "malian-infantry"}
    pledge = {**there, "force": "malian", "personnel": 575, "units": 4, "status": "assessed"}
    course = {
        "title": "Battalions trained by the European Union",
        "force": "malian",
        "unit": "malian-infantry-battalion",
        "contributor": "MLI",
        "trained_by": "European Union",
        "starts": "2013-04-02",
        "length": 63,
        "courses": 4,
        "places": 675,
        "status": "assessed",
        **training,
    }
    return from_mapping(
        {
            "format": 1,
            "id": "malian",
            "calendar": {"d_day": "2013-01-20", "start": "D+0", "end": "D+365"},
            "forces": {"malian": {"title": "Malian force", "personnel": 5000}},
            "pledges": {"existing": pledge},
            "training": {"eu": course},
        }
    )


def malian_strength(made: Scenario) -> ForceStrength:
    return force_strength(made, factbook_of(made), ForceId("malian"))


def test_the_malian_force_reaches_5000_with_its_last_course() -> None:
    found = malian_strength(malian())
    assert [(step.day, step.persons) for step in found.steps] == MALIAN_STEPS
    assert found.reached_on == 324


def test_the_shipped_scenario_says_the_same() -> None:
    found = malian_strength(load(MALI))
    assert [(s.day, s.persons) for s in found.steps if s.day >= 0][-5:] == MALIAN_STEPS
    assert found.reached_on == 324


def test_the_malian_force_with_attrition_stays_short() -> None:
    # 675 x 0.9 = 607.5 a course, 2,430 in all: 4,730 of 5,000. A fifth course, on D+387, would be
    # after the calendar.
    assert malian_strength(malian(attrition=0.1)).steps[-1].persons == 4730
    assert malian_strength(malian(attrition=0.1, courses=5)).reached_on is None


def test_two_courses_at_a_time_need_twice_the_instructors() -> None:
    # courses every 32 days, so that two of 63 overlap; 90 instructors x 7.5 = 675 trainees
    ratio = {"every": 32, "trainees_per_instructor": 7.5}
    assert malian_strength(malian(instructors=180, **ratio)).reached_on == 72 + 3 * 32 + 63
    # course 1 takes all 90, so that courses 2 and 4 find nobody: 2,300 + 2 x 675
    few = malian_strength(malian(instructors=90, **ratio))
    assert few.reached_on is None
    assert few.steps[-1].persons == 3650


# ---------------------------------------------------------------- as requirements and as pledges


def test_a_scenario_with_neither_stays_as_it_is() -> None:
    made = scenario(pledges={"a": offer()})
    assert expanded(made, factbook_of(made)) is made


def test_expanding_twice_is_expanding_once() -> None:
    made = scenario(equipment={"t": trucks(held=3)}, training={"school": school()})
    once = expanded(made, factbook_of(made))
    assert expanded(once, factbook_of(once)) == once
    assert strength(once) == strength(made)


def test_the_scenario_as_written_keeps_its_figures() -> None:
    made = scenario(equipment={"t": trucks(held=3)}, training={"school": school()})
    before = dict(written_figures(made))
    expanded(made, factbook_of(made))
    assert dict(written_figures(made)) == before
    assert {"equipment.t.held", "training.school.places"} <= set(before)


def test_equipment_is_a_requirement_and_a_pledge_of_what_is_held() -> None:
    entry = trucks(held=7, serviceability=0.7, tier=3, **{"from": "D+5", "until": "D+50"})
    made = scenario(equipment={"t": entry, "none": trucks()})
    both = expanded(made, factbook_of(made))
    wanted = both.requirements["t"]  # type: ignore[index]
    assert (wanted.quantity.value, wanted.tier, wanted.from_, wanted.until) == (10, 3, 5, 50)
    assert set(both.pledges) == {"t-held"}
    held = both.pledges["t-held"]  # type: ignore[index]
    assert held.quantity is not None
    assert (held.units.value, held.quantity.value, held.available) == (4, 1, 0)


@pytest.mark.parametrize(
    ("fields", "units", "quantity", "personnel"),
    [
        # 20 police officers are 20 of one
        ({}, 20, 1, 1),
        # 135 of 675 are a fifth of a battalion
        ({"unit": "malian-infantry-battalion", "capability": None, "places": 135}, 1, 0.2, 135),
        # 700 are one battalion over strength, 1,351 two of 675.5 on average
        ({"unit": "malian-infantry-battalion", "capability": None, "places": 700}, 1, 1, 700),
        ({"unit": "malian-infantry-battalion", "capability": None, "places": 1351}, 2, 1, 675.5),
        ({"capability": "foot", "unit_strength": 500, "places": 250}, 1, 0.5, 250),
    ],
)
def test_graduates_make_up_units(
    fields: Data, units: int, quantity: float, personnel: float
) -> None:
    entry = {key: value for key, value in school(**fields).items() if value is not None}
    made = scenario(training={"school": entry})
    pledges = expanded(made, factbook_of(made)).pledges
    assert list(pledges) == ["school-1", "school-2", "school-3"]
    pledge = pledges["school-2"]  # type: ignore[index]
    assert pledge.quantity is not None
    assert pledge.personnel is not None
    assert (pledge.units.value, pledge.personnel.value) == (units, personnel)
    assert pledge.quantity.value == pytest.approx(quantity)
    assert pledge.available == 20


def test_one_model_matches_offers_in_kind_to_gaps() -> None:
    # 7 trucks at 70 % are 4; of 10 are 6 missing, a donor has 5, and another's come on D+40
    pledges = {
        "gift": offer("trucks", units=5, personnel=0),
        "late": offer("trucks", units=3, personnel=0, available="D+40"),
    }
    made = scenario(pledges=pledges, equipment={"t": trucks(held=7, serviceability=0.7)})
    plan = planned(expanded(made, factbook_of(made)))
    entry = of(plan, "t")
    assert (entry.required, entry.deployable, entry.shortfall) == (10, 9, 1)
    assert entry.closed_on == 40
    assert sent(plan)["t-held", "t"] == 4


def test_holdings_of_one_institution_fill_no_gap_of_another() -> None:
    army, police = trucks(held=10, tier=2), trucks(institution="police", tier=1)
    made = scenario(equipment={"army": army, "police": police})
    plan = planned(expanded(made, factbook_of(made)))
    assert of(plan, "army").shortfall == 0
    assert of(plan, "police").shortfall == 10


def test_what_another_institution_holds_is_no_reason_for_a_gap() -> None:
    # the army has two trucks to spare: nobody pledged any of the ten that the police lack
    made = scenario(
        equipment={"army": trucks(held=12), "police": trucks(institution="police")},
    )
    assert why(planned(expanded(made, factbook_of(made))), "police") == {"NOT_PLEDGED": 10}


def test_graduates_fill_requirements_from_their_graduation_on() -> None:
    made = case(
        {"patrols": need(40, "police")},
        capabilities=CAPABILITIES,
        training={"school": school()},
    )
    entry = of(planned(expanded(made, factbook_of(made))), "patrols")
    assert [(s.start, s.filled) for s in entry.stretches] == [(0, 0), (10, 20), (20, 40)]


# ------------------------------------------------------------------------------------ properties


@st.composite
def schools(draw: st.DrawFn) -> Data:
    """A training programme with any of its limits."""
    entry = school(
        starts=f"D{draw(st.integers(-20, 40)):+d}",
        length=draw(st.integers(1, 30)),
        courses=draw(st.integers(1, 8)),
        places=draw(st.integers(0, 40)),
        attrition=draw(st.sampled_from((0, 0.1, 0.125, 0.37, 0.5, 0.99, 1))),
        status=draw(st.sampled_from(("verified", "offered"))),
    )
    if draw(st.booleans()):
        entry["every"] = draw(st.integers(1, 40))
    if draw(st.booleans()):
        entry["instructors"] = draw(st.integers(0, 12))
        entry["trainees_per_instructor"] = draw(st.sampled_from((0.5, 2.5, 7, 10)))
    if draw(st.booleans()):
        entry["recruits"] = draw(st.integers(0, 150))
    return entry


def in_all(entry: Data) -> list[int]:
    """Graduates in all after each course."""
    found = courses(scenario(training={"school": entry}))
    return [sum(c.graduates for c in found[: n + 1]) for n in range(len(found))]


@check
@given(schools(), st.sampled_from(("places", "instructors", "recruits")), st.integers(1, 20))
def test_more_of_anything_never_gives_fewer_graduates(entry: Data, what: str, more: int) -> None:
    richer = {**entry, what: entry[what] + more} if what in entry else entry
    assert all(a <= b for a, b in zip(in_all(entry), in_all(richer), strict=True))


@check
@given(schools())
def test_no_limit_is_broken(entry: Data) -> None:
    found = courses(scenario(training={"school": entry}))
    assert all(0 <= c.graduates <= c.intake <= entry["places"] for c in found)
    assert sum(c.intake for c in found) <= entry.get("recruits", 10_000)
    if "instructors" in entry:
        most = entry["instructors"] * entry["trainees_per_instructor"]
        for day in {c.start for c in found}:
            assert sum(c.intake for c in found if c.start <= day < c.graduates_on) <= most


@check
@given(schools())
def test_a_longer_course_never_gives_graduates_earlier(entry: Data) -> None:
    longer = {**entry, "length": entry["length"] + 5}
    longer.setdefault("every", entry["length"])
    entry = {**entry, "every": longer["every"]}
    assert all(a >= b for a, b in zip(in_all(entry), in_all(longer), strict=True))


@check
@given(
    st.lists(schools(), max_size=3),
    st.lists(
        st.builds(
            lambda day, units: offer(available=f"D{day:+d}", units=units),
            st.integers(-20, 120),
            st.integers(0, 3),
        ),
        max_size=3,
    ),
)
def test_strength_never_falls_while_no_tour_ends(entries: list[Data], pledges: list[Data]) -> None:
    made = scenario(
        pledges={f"p{i}": pledge for i, pledge in enumerate(pledges)},
        training={f"t{i}": entry for i, entry in enumerate(entries)},
    )
    persons = [step.persons for step in strength(made).steps]
    assert persons == sorted(persons)
    verified = [entry for entry in entries if entry["status"] == "verified"]
    trained = courses(scenario(training={f"t{i}": e for i, e in enumerate(verified)}))
    arrived = sum(100 * p["units"] for p in pledges if int(p["available"][1:]) < END)
    assert persons[-1] == arrived + sum(c.graduates for c in trained if c.graduates_on < END)
