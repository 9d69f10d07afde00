"""What a planner may write about the host nation's equipment and training."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import Fault
from planner.scenario import from_mapping
from planner.scenario.checks import doubts
from tests.scenario.helpers import faults_of, only


def carriers(**fields: Any) -> dict[str, Any]:
    """An army that needs 40 carriers and has 10."""
    entry = {"title": "Carriers", "force": "host", "institution": "army", "capability": "carriers"}
    return {**entry, "required": 40, "held": 10, **fields}


def school(**fields: Any) -> dict[str, Any]:
    """Four courses of 60 days for 100 police officers each, from D+10."""
    entry = {"title": "School", "force": "host", "capability": "police", "contributor": "MLI"}
    courses = {"starts": "D+10", "length": 60, "courses": 4, "places": 100, "status": "verified"}
    return {**entry, **courses, **fields}


def case(**sections: Any) -> dict[str, Any]:
    """A scenario of 300 days with a host-nation force."""
    return {
        "format": 1,
        "id": "host",
        "calendar": {"start": "D-10", "end": "D+300"},
        "capabilities": {
            "carriers": {"title": "Carriers", "measure": "vehicle"},
            "police": {"title": "Police officers", "measure": "person"},
            "foot": {"title": "Infantry", "measure": "battalion"},
        },
        "forces": {"host": {"title": "Host", "personnel": 5000, "host_nation": True}},
        **sections,
    }


def fault_of(**sections: Any) -> Fault:
    """The one fault of such a scenario."""
    return only(faults_of(lambda: from_mapping(case(**sections))))


def equipment_fault(**fields: Any) -> Fault:
    return fault_of(equipment={"carriers": carriers(**fields)})


def training_fault(**fields: Any) -> Fault:
    entry = {name: value for name, value in school(**fields).items() if value is not None}
    return fault_of(training={"school": entry})


# ------------------------------------------------------------------------------------- equipment


def test_units_and_defaults_of_equipment() -> None:
    written = carriers(required="40 vehicles", serviceability="70 %")
    made = from_mapping(case(equipment={"apc": written, "bare": {**carriers(), "held": 0}}))
    apc, bare = made.equipment.values()
    assert (apc.required.value, apc.held.value, apc.serviceability.value) == (40, 10, 0.7)
    assert (bare.held.value, bare.serviceability.value, bare.tier) == (0, 1, 1)


def test_more_held_than_required_is_no_fault() -> None:
    assert from_mapping(case(equipment={"apc": carriers(held=90)})).equipment


@pytest.mark.parametrize(
    ("field", "value"),
    [("serviceability", 1.1), ("serviceability", "110 %"), ("held", -1), ("required", 2e6)],
)
def test_impossible_numbers_of_equipment_are_refused(field: str, value: object) -> None:
    fault = equipment_fault(**{field: value})
    assert (fault.what, fault.path) == ("out of range", f"equipment.carriers.{field}")


@pytest.mark.parametrize("field", ["required", "held"])
def test_equipment_is_counted_in_the_measure_of_its_capability(field: str) -> None:
    fault = equipment_fault(**{field: "12 aircraft"})
    assert fault.what == "carriers is counted in another measure"
    assert fault.path == f"equipment.carriers.{field}.unit"
    assert (fault.seen, fault.allowed) == ("aircraft", "vehicle, or no unit")


def test_a_window_that_runs_backwards_is_refused() -> None:
    fault = equipment_fault(**{"from": "D+20", "until": "D+10"})
    assert fault.what == "until D+10 is not after from D+20"


def test_unknown_names_are_refused() -> None:
    assert equipment_fault(force="hots").what == "unknown force"
    assert equipment_fault(capability="carrier").nearest == "carriers"
    assert training_fault(capability="polise").nearest == "police"


# -------------------------------------------------------------------------------------- training


@pytest.mark.parametrize("field", ["length", "every", "courses", "trainees_per_instructor"])
def test_what_must_be_above_zero(field: str) -> None:
    fault = training_fault(**{"instructors": 5, "trainees_per_instructor": 10, field: 0})
    assert (fault.what, fault.path) == ("out of range", f"training.school.{field}")


@pytest.mark.parametrize(
    ("given", "missing"),
    [("instructors", "trainees_per_instructor"), ("trainees_per_instructor", "instructors")],
)
def test_instructors_and_their_ratio_come_together(given: str, missing: str) -> None:
    fault = training_fault(**{given: 10})
    assert fault.what == f"{given} says nothing without {missing}"
    assert (fault.path, fault.seen) == (f"training.school.{given}", "10")
    assert fault.allowed == "both, or neither"


def test_training_says_what_it_gives() -> None:
    fault = training_fault(capability=None)
    assert (fault.what, fault.path) == ("it does not say what graduates are", "training.school")
    assert fault.allowed == "a standard unit, or a capability"


def test_training_says_how_firm_it_is() -> None:
    fault = training_fault(status=None)
    assert (fault.what, fault.path) == ("missing", "training.school.status")


def test_graduates_of_something_that_is_not_persons_need_a_unit_strength() -> None:
    fault = training_fault(capability="foot")
    assert fault.what == "how many graduates make one battalion cannot be told"
    assert (fault.path, fault.allowed) == ("training.school", "unit_strength, or a standard unit")
    for told in ({"unit_strength": 650}, {"unit": "malian-infantry-battalion"}):
        assert from_mapping(case(training={"school": school(capability="foot", **told)})).training


# ---------------------------------------------------------------------------------- both together


@pytest.mark.parametrize(
    ("section", "entry"), [("equipment", carriers()), ("training", school(starts="D+10"))]
)
def test_both_need_a_calendar(section: str, entry: dict[str, Any]) -> None:
    data = case(**{section: {"one": entry}})
    del data["calendar"]
    fault = only(faults_of(lambda: from_mapping(data)))
    assert (fault.path, fault.what[-16:]) == (section, "needs a calendar")


def test_names_that_others_have_are_refused() -> None:
    wanted = {"title": "R", "force": "host", "capability": "carriers", "quantity": 1}
    offered = {"title": "P", "force": "host", "contributor": "A", "capability": "carriers"}
    pledge = {**offered, "personnel": 0, "status": "offered"}
    data = case(
        requirements={"apc": wanted},
        pledges={"apc-held": pledge, "school-4": pledge, "school-5": pledge},
        equipment={"apc": carriers()},
        training={"school": school()},
    )
    found = faults_of(lambda: from_mapping(data))
    assert sorted((fault.path, fault.what) for fault in found) == [
        ("equipment.apc", "its pledge would be named apc-held, as another is"),
        ("equipment.apc", "its requirement would be named apc, as another is"),
        ("training.school", "its pledge would be named school-4, as another is"),
    ]


def test_courses_that_end_after_the_calendar_raise_a_doubt() -> None:
    # courses of 60 days from D+10 end on D+70, D+130, D+190, D+250; with 80 days between their
    # starts on D+70, D+150, D+230, D+310, and the calendar ends on D+300
    in_time = from_mapping(case(training={"school": school()}))
    late = from_mapping(case(training={"school": school(every=80)}))
    mine = [
        [d for d in doubts(made) if d.path == ("training", "school")] for made in (in_time, late)
    ]
    assert mine[0] == []
    [doubt] = mine[1]
    assert doubt.what.startswith("1 of 4 courses end after the calendar, the last on D+310")
    assert doubt.allowed == "a calendar to D+311 or later, or fewer courses"


def test_no_contributor_has_the_name_of_what_is_held() -> None:
    offered = {"title": "P", "force": "host", "contributor": "own holdings"}
    pledge = {**offered, "capability": "carriers", "personnel": 0, "status": "offered"}
    fault = only(faults_of(lambda: from_mapping(case(pledges={"p": pledge}))))
    assert (fault.path, fault.seen) == ("pledges.p.contributor", "own holdings")
