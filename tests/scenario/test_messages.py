"""Messages that a new user must be able to act on: what, where, as written, and what to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.errors import Fault
from planner.scenario import from_mapping, load
from planner.scenario.document import KeyPath, dotted
from tests.scenario.helpers import as_yaml, at, complete_data, faults_of, only, write

PLEDGE = ("pledges", "one")
HELD = (*PLEDGE, "equipment", "drill")
SCHOOL = {
    "title": "School",
    "force": "host",
    "capability": "infantry",
    "contributor": "MLI",
    "starts": "D+10",
    "length": 60,
    "courses": 4,
    "places": 100,
    "status": "verified",
}
TROOPLESS = {
    "title": "Drills",
    "contributor": "B",
    "force": "blue",
    "capability": "wells",
    "status": "verified",
}
SHARE = "a number of 0 or more and at most 1, such as 0.8 or 80 %"
UNITS = "a unit with each of value, low and high, or once under unit; each converts to the other"


def put(path: KeyPath, value: Any) -> dict[str, Any]:
    """The small scenario with another value at `path`."""
    data = complete_data()
    at(data, path[:-1])[path[-1]] = value
    return data


def loaded_fault(folder: Path, data: dict[str, Any]) -> tuple[Fault, str]:
    """The one fault of the scenario, and the text of the file at its place."""
    path = write(folder, as_yaml(data))
    fault = only(faults_of(lambda: load(path)))
    line = path.read_text(encoding="utf-8").splitlines()[(fault.place.line or 0) - 1]
    return fault, line[(fault.place.column or 0) - 1 :]


@pytest.mark.parametrize(
    ("path", "value", "below", "what", "text", "seen", "allowed"),
    [
        # ---------------------------------------------------------------- numbers as they stand
        (
            (*PLEDGE, "tour"),
            "6 months",
            "",
            "not a whole number: 182.625 day",
            "6 months",
            "'6 months'",
            "a whole number of 1 or more and at most 100000 (day)",
        ),
        (
            (*PLEDGE, "tour"),
            {"value": 6, "unit": "months"},
            ".value",
            "not a whole number: 182.625 day",
            "6",
            "'6 months'",
            "a whole number of 1 or more and at most 100000 (day)",
        ),
        (
            (*PLEDGE, "tour"),
            {"value": 30, "low": 2.5},
            ".low",
            "not a whole number",
            "2.5",
            "2.5",
            "a whole number of 1 or more and at most 100000 (day)",
        ),
        (
            (*PLEDGE, "tour"),
            "6 days",
            "",
            "the tour is shorter than the movement",
            "6 days",
            "'6 days'",
            "7 days or more",
        ),
        (
            (*PLEDGE, "latest"),
            "2013-01-17",
            "",
            "the latest day is before the first",
            "'2013-01-17'",
            "'2013-01-17'",
            "D-2, when it is available, or later",
        ),
        ((*HELD, "serviceability"), "110 %", "", "out of range", "110 %", "'110 %'", SHARE),
        # -------------------------------------------------------------- a mapping with its keys
        (
            HELD,
            2,
            "",
            "not a mapping",
            "2",
            "2",
            "a mapping with held and, where wanted, serviceability",
        ),
        (
            (*PLEDGE, "equipment"),
            "drills",
            "",
            "not a mapping",
            "drills",
            "'drills'",
            "a mapping from each name to a mapping with held and, where wanted, serviceability",
        ),
        (
            (*PLEDGE, "caveats"),
            ["night"],
            "[0]",
            "not a mapping",
            "night",
            "'night'",
            "a mapping with any of areas, night, offensive, phases, source, tasks",
        ),
        (
            (*PLEDGE, "critical"),
            4,
            "",
            "not a mapping",
            "4",
            "4",
            "a mapping from each name to a number",
        ),
        # ----------------------------------------------------------------- one unit in a figure
        (
            (*PLEDGE, "probability"),
            {"value": "60 %", "low": 0.5},
            ".low",
            "a unit on one number and not on all",
            "0.5",
            "0.5",
            UNITS,
        ),
        (
            (*PLEDGE, "probability"),
            {"value": 0.6, "low": "50 %"},
            ".low",
            "a unit on one number and not on all",
            "50 %",
            "'50 %'",
            UNITS,
        ),
        (
            (*PLEDGE, "movement"),
            {"value": "2 weeks", "high": "3 kg"},
            ".high",
            "two units in one figure",
            "3 kg",
            "'3 kg'",
            UNITS,
        ),
        (
            (*PLEDGE, "probability"),
            {"value": "60 %", "unit": "t"},
            ".value",
            "two units in one figure",
            "60 %",
            "'60 %'",
            UNITS,
        ),
        (
            (*PLEDGE, "movement"),
            {"value": "2 kg"},
            "",
            "unit 'kg' cannot be read as 'day'",
            "2 kg",
            None,
            "day, or a unit that converts to it",
        ),
        (
            (*PLEDGE, "movement"),
            {"value": True},
            ".value",
            "not a figure",
            "true",
            "true",
            "a number of days, or 2 weeks",
        ),
        # ----------------------------------------------------------------- entries at their field
        (
            ("lanes", "base-post", "until"),
            "D-5",
            "",
            "until D-5 is not after from D+0",
            "D-5",
            "'D-5'",
            "D+1 or later",
        ),
        (
            ("calendar", "end"),
            "2013-01-05",
            "",
            "end D-15 is not after start D-10",
            "'2013-01-05'",
            "'2013-01-05'",
            "D-9 or later",
        ),
        (
            ("calendar", "end"),
            "D+9999",
            "",
            "the calendar is longer than 3660 days",
            "D+9999",
            "'D+9999'",
            "D+3650 or earlier",
        ),
        (
            ("lanes", "base-post", "destination"),
            "base",
            "",
            "origin and destination are the same site",
            "base",
            "'base'",
            "another site",
        ),
        (
            ("policies", "dos", "maximum_days"),
            "1 day",
            "",
            "maximum_days is below days",
            "1 day",
            "'1 day'",
            "5 days, those of days, or more",
        ),
        (
            ("policies", "reserve", "maximum_days"),
            90,
            "",
            "maximum_days goes with kind days-of-supply",
            "90",
            "90",
            "nothing with kind reserve",
        ),
        (
            ("training",),
            {"drillers": {**SCHOOL, "instructors": 5}},
            ".drillers.instructors",
            "instructors says nothing without trainees_per_instructor",
            "5",
            "5",
            "both, or neither",
        ),
        # ------------------------------------------------------------- what a pledge does not say
        (
            ("pledges", "drills"),
            TROOPLESS,
            "",
            "it does not say what it is",
            "capability: wells",
            None,
            "a standard unit; or a capability with the personnel of one unit, or with in_kind: "
            "true for equipment without troops",
        ),
        # ------------------------------------------------------------------ true is not a number
        (("sites", "port", "latitude"), True, "", "not a number", "true", "true", "a number"),
        (("sites", "port", "longitude"), False, "", "not a number", "false", "false", "a number"),
    ],
)
def test_a_message_says_what_where_seen_and_allowed(
    tmp_path: Path,
    path: KeyPath,
    value: Any,
    below: str,
    what: str,
    text: str,
    seen: str | None,
    allowed: str,
) -> None:
    fault, pointed_at = loaded_fault(tmp_path, put(path, value))
    said = (fault.what, fault.path, fault.seen, fault.allowed)
    assert said == (what, dotted(path) + below, seen, allowed)
    assert pointed_at.startswith(text)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ((*PLEDGE, "movement"), "a number of days, or 2 weeks"),
        ((*PLEDGE, "probability"), "a number, or 80 %"),
        ((*PLEDGE, "cost"), "a number, or 20 USD"),
        ((*PLEDGE, "units"), "a number, or a number of what is counted: 20 vehicles"),
        (("forces", "blue", "personnel"), "a number, or 20 persons"),
        (("lanes", "port-base", "capacity"), "a number, or 20 t/day"),
        (("fleets", "carts", "trips_per_day"), "a number"),
        (("sites", "base", "storage", "water"), "a number, or 20 m3"),
        (("stocks", "pipes", "quantity"), "a number, or a number and its unit: 20 m3"),
        (("supplies", "water-port", "price"), "a number, or a number and its unit: 3 USD/L"),
    ],
)
def test_a_text_that_is_no_number_is_told_an_example_in_the_fields_own_unit(
    tmp_path: Path, path: KeyPath, allowed: str
) -> None:
    for value, below in (("ten days", ""), ({"value": "ten days"}, ".value")):
        fault, pointed_at = loaded_fault(tmp_path, put(path, value))
        assert fault.what == "'ten days' is not a number, nor a number and its unit"
        assert (fault.path, fault.seen) == (dotted(path) + below, "'ten days'")
        assert fault.allowed == allowed
        assert pointed_at.startswith("ten days")


def test_a_text_that_is_no_day_is_told_how_days_are_written(tmp_path: Path) -> None:
    fault, pointed_at = loaded_fault(tmp_path, put((*PLEDGE, "available"), "ten days"))
    assert (fault.what, fault.seen, pointed_at) == ("not a day", "'ten days'", "ten days")
    assert str(fault.allowed).startswith("an offset from D-day such as D-30")


@pytest.mark.parametrize(
    ("value", "near"),
    [(80, "80 %"), (2.5, "2.5 %"), ({"value": 80}, "80 %"), (1.2, None), (101, None), (-5, None)],
)
def test_a_share_above_one_is_asked_whether_it_is_a_percentage(value: Any, near: str) -> None:
    fault = only(faults_of(lambda: from_mapping(put((*HELD, "serviceability"), value))))
    assert (fault.allowed, fault.nearest) == (SHARE, near)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ({"value": "60 %"}, (0.6, None, None)),
        ({"value": "60 %", "low": "50 %", "high": "70 %"}, (0.6, 0.5, 0.7)),
        ({"value": "60 %", "low": 50, "high": "70", "unit": "%"}, (0.6, 0.5, 0.7)),
        ({"value": 0.6, "low": "0.5"}, (0.6, 0.5, None)),
    ],
)
def test_a_number_in_a_mapping_may_have_its_unit_with_it(
    value: dict[str, Any], read: tuple[float | None, ...]
) -> None:
    data = put((*PLEDGE, "probability"), {**value, "source": "doc"})
    figure = from_mapping(data).pledges["one"].probability  # type: ignore[index]
    assert figure is not None
    assert (figure.value, figure.low, figure.high) == read
    assert (figure.unit, figure.source) == (None, "doc")


def test_units_that_convert_may_stand_in_one_figure() -> None:
    weeks = {"value": "2 weeks", "low": "1 week", "high": "20 days"}
    movement = from_mapping(put((*PLEDGE, "movement"), weeks)).pledges["one"].movement  # type: ignore[index]
    assert (movement.value, movement.low, movement.high) == (14, 7, 20)
    held = {"value": "3 pallets", "low": "2 pallets"}
    stock = from_mapping(put(("stocks", "pipes", "quantity"), held)).stocks["pipes"].quantity
    assert (stock.value, stock.low, stock.unit) == (3, 2, "pallet")


def test_equipment_without_a_critical_list_is_told_where_to_give_one(tmp_path: Path) -> None:
    data = complete_data()
    del data["pledges"]["one"]["critical"]
    del data["units"]["well-team"]["critical"]
    fault, pointed_at = loaded_fault(tmp_path, data)
    assert fault.what == "equipment that is not on the critical list of the unit"
    assert (fault.path, fault.seen) == ("pledges.one.equipment.drill", "drill")
    assert pointed_at.startswith("drill:")
    listless = "none: the unit has no such list; the pledge itself can give one, under critical"
    assert fault.allowed == listless
    data["pledges"]["one"]["critical"] = {"drill": 1}
    assert from_mapping(data).pledges
