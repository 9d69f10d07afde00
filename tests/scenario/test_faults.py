"""Bad input: what is wrong, where, what was seen, what is allowed, and the nearest valid name."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from planner.errors import Fault, InputError
from planner.scenario import from_mapping, load
from planner.scenario.document import Document, KeyPath, dotted, read_document
from planner.scenario.loading import validate
from tests.scenario.helpers import SMALL, as_yaml, at, complete_data, faults_of, only, paths, write
from tests.scenario.network import BREAD, SAND, network, road, source

ORIGINAL = read_document(SMALL)
ALL_PATHS = list(paths(ORIGINAL.data))


def changed(path: KeyPath, value: Any) -> Document:
    """The small scenario with another value at `path`, and the places of the small scenario."""
    data = complete_data()
    at(data, path[:-1])[path[-1]] = value
    return Document(data, ORIGINAL.places)


def without(path: KeyPath) -> Document:
    """The small scenario without what stands at `path`."""
    data = complete_data()
    del at(data, path[:-1])[path[-1]]
    return Document(data, ORIGINAL.places)


def clear(fault: Fault) -> None:
    """Every fault says what and where."""
    assert fault.what, fault
    assert fault.path, fault
    assert fault.place.line, fault
    assert fault.place.column, fault
    assert len(str(fault)) < 1000, fault
    assert "\n" not in str(fault)


# ------------------------------------------------------------------------- every single field


@pytest.mark.parametrize("path", ALL_PATHS, ids=dotted)
def test_each_value_left_out_gives_a_scenario_or_clear_faults(path: KeyPath) -> None:
    for fault in faults_of(lambda: validate(without(path))):
        clear(fault)


WRONG: list[Any] = [
    None,
    True,
    "",
    "x y",
    "\x00",
    "20 parsec",
    -1,
    1e300,
    10**400,
    float("nan"),
    float("inf"),
    [],
    ["x"],
    [[1]],
    {},
    {"x": 1},
    {"value": True},
    {"value": "many"},
    {"value": 1, "unit": 5},
    {"value": 1, "unit": "kg**9**9**9"},
    {"value": 1, "low": 2},
    {"value": 1, "source": "nobody"},
    {"value": 1, "source": "doc", "assumption": "both"},
    "x" * 100_000,
]


@pytest.mark.parametrize("path", ALL_PATHS, ids=dotted)
def test_each_value_replaced_gives_a_scenario_or_clear_faults(path: KeyPath) -> None:
    for value in WRONG:
        for fault in faults_of(lambda value=value: validate(changed(path, value))):  # type: ignore[misc]
            clear(fault)


@pytest.mark.parametrize("path", ALL_PATHS, ids=dotted)
def test_each_mapping_with_a_key_too_many_names_it(path: KeyPath) -> None:
    value = at(ORIGINAL.data, path)
    if not isinstance(value, dict) or path[-1] == "critical":  # a planner names kinds freely
        return
    faults = faults_of(lambda: validate(changed(path, {**value, "zzz": 1})))
    assert dotted((*path, "zzz")) in {fault.path for fault in faults}
    for fault in faults:
        clear(fault)


def test_required_fields_are_missed_by_name() -> None:
    found = {
        "sites.port.title": ("sites", "port", "title"),
        "lanes.port-base.origin": ("lanes", "port-base", "origin"),
        "pledges.one.status": ("pledges", "one", "status"),
        "forces.blue.personnel": ("forces", "blue", "personnel"),
        "policies.dos.kind": ("policies", "dos", "kind"),
        "requirements.water.moves[0].from": ("requirements", "water", "moves", 0, "from"),
        "substitutions[0].for": ("substitutions", 0, "for"),
        "sources.doc.title": ("sources", "doc", "title"),
        "items.pipe.unit": ("items", "pipe", "unit"),
        "calendar.start": ("calendar", "start"),
        "format": ("format",),
        "id": ("id",),
    }
    for name, path in found.items():
        faults = faults_of(lambda path=path: validate(without(path)))  # type: ignore[misc]
        assert (name, "missing") in {(fault.path, fault.what) for fault in faults}, name


# ------------------------------------------------------------------------------- each kind once


@pytest.mark.parametrize(
    ("path", "value", "what", "allowed"),
    [
        (("format",), 2, "not one of the names", "1"),
        (("id",), "Small Case", "not a valid name", "small letters"),
        (("sites", "port", "latitude"), 95, "out of range", "at most 90"),
        (("sites", "port", "title"), 5, "not text", "text"),
        (("sites", "port", "title"), "", "an empty text", "at least one"),
        (("sites", "port"), "Dakar", "not a mapping", "a mapping"),
        (("sites",), ["port"], "not a mapping", "a mapping"),
        (("objective",), "unmet", "not a list", "a list"),
        (("objective",), [], "an empty list", "at least one"),
        (("requirements", "water", "tier"), 0, "out of range", "at least 1"),
        (("requirements", "water", "tier"), True, "not a whole number", "a whole number"),
        (("tempos", "brisk", "rank"), True, "not a whole number", "a whole number"),
        (("items", "pipe", "priority"), True, "not a whole number", "a whole number"),
        (("climates", "hill", "hot_months"), [True], "not a whole number", "a whole number"),
        (("requirements", "water", "tier"), 1.5, "not a whole number", "a whole number"),
        (("forces", "host", "host_nation"), "maybe", "not true or false", "true or false"),
        (("forces", "blue", "personnel"), -1, "out of range", "0 or more"),
        (("forces", "blue", "personnel"), 12.5, "not a whole number", "a whole number"),
        (("forces", "blue", "personnel"), True, "not a figure", "a number"),
        (("forces", "blue", "personnel"), {"value": True}, "not a figure", "a number"),
        (("forces", "blue", "personnel"), [1300], "not a figure", "a number"),
        (("forces", "blue", "personnel"), "1,300", "not a number", "a number"),
        (("forces", "blue", "personnel"), "1300 kg", "cannot be read", "person"),
        (("lanes", "port-base", "distance"), "600 L", "cannot be read", "km"),
        (("lanes", "port-base", "cost"), "5 EUR/t", "cannot be read", "USD/t"),
        (("lanes", "port-base", "loss"), 1, "out of range", "at most 0.99"),
        (("lanes", "port-base", "loss"), "1 t", "on a number that has none", "no unit, or %"),
        (("pledges", "one", "units"), "3 t", "on a number that has none", "battalion"),
        (("pledges", "one", "cost"), "3 t", "cannot be read", "USD"),
        (("fleets", "carts", "payload"), {"value": 0}, "out of range", "above 0"),
        (("lanes", "port-base", "mode"), "rode", "not one of the names", "'road'"),
        (("pledges", "one", "available"), "soon", "not a day", "D-30"),
        (("pledges", "one", "available"), 20130120, "not a day", "2013-01-20"),
        (("calendar", "d_day"), 20130120, "not a date", "2013-01-20"),
        (("calendar", "d_day"), "0001-01-01", "not a date", "1900"),
        (("calendar", "end"), "D-20", "is not after", None),
        (("calendar", "end"), "D+99999", "longer than", None),
        (("lanes", "base-post", "until"), "D-5", "is not after", None),
        (("lanes", "base-post", "destination"), "base", "same site", None),
        (("policies", "dos", "maximum_days"), 1, "below days", None),
        (("forces", "blue", "planned_days"), 50, "exceeds required_days", None),
        (("climates", "hill", "hot_months"), [13], "out of range", "at most 12"),
    ],
)
def test_the_fault_says_what_and_what_is_allowed(
    path: KeyPath, value: Any, what: str, allowed: str | None
) -> None:
    fault = only(faults_of(lambda: validate(changed(path, value))))
    assert what in fault.what
    if allowed is not None:
        assert allowed in str(fault.allowed)
    clear(fault)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({"value": 5, "low": 6}, "lies outside"),
        ({"value": 5, "high": 4}, "lies outside"),
        ({"value": 5, "source": "doc", "assumption": "x"}, "both source and assumption"),
        ({"value": 5, "source": "dok §1"}, "unknown source"),
        ({"value": 5, "assumption": ""}, "an empty text"),
        ({"value": 5, "year": 1066}, "out of range"),
        ({"low": 5}, "missing"),
        ({"value": 5, "valu": 6}, "unknown key"),
        ({"value": "5 kg"}, "cannot be read as 'day'"),
        ({"value": 5, "unit": "kg**9**9**9"}, "cannot be read"),
    ],
)
def test_a_figure_is_checked_as_a_whole(value: Any, what: str) -> None:
    fault = only(faults_of(lambda: validate(changed(("policies", "dos", "days"), value))))
    assert what in fault.what
    assert fault.path.startswith("policies.dos.days")


def test_a_mapping_of_texts_is_converted_as_one_of_numbers() -> None:
    # the cells of a CSV table are text: 20,000 kg a day are 20 t a day, not 20,000
    value = {"value": "20000", "unit": "kg/day", "low": "10000"}
    figure = (
        validate(changed(("lanes", "port-base", "capacity"), value))
        .scenario.lanes[
            "port-base"  # type: ignore[index]
        ]
        .capacity
    )
    assert figure is not None
    assert (figure.value, figure.low, figure.unit) == (20, 10, "t/day")


@pytest.mark.parametrize(
    ("path", "value", "what", "nearest"),
    [
        (("lanes", "port-base", "destination"), "bsae", "unknown site", "base"),
        (("lanes", "base-post", "items"), ["watr"], "unknown item", "water"),
        (("fleets", "carts", "vehicle"), "cartt", "unknown vehicle", "cart"),
        (("fleets", "carts", "lanes"), ["port-bas"], "unknown lane", "port-base"),
        (("pledges", "one", "force"), "blu", "unknown force", "blue"),
        (("pledges", "one", "unit"), "wel-team", "unknown unit", "well-team"),
        (("pledges", "two", "capability"), "well", "unknown capability", "wells"),
        (("phases", "deploy", "tempo"), "brsk", "unknown tempo", "brisk"),
        (("sites", "base", "climate"), "hil", "unknown climate", "hill"),
        (("items", "pipe", "storage"), "open-yrd", "unknown storage group", "open-yard"),
        (("storage_groups", "open-yard", "container"), "krate", "unknown container", "crate"),
        (("stocks", "pipes", "source"), "dok", "unknown source", "doc"),
        (("stocks", "pipes", "source"), "dok §12, table 3", "unknown source", "doc"),
        (("sites", "base", "storage"), {"watr": 5}, "unknown storage group", "water"),
        (("lanes", "port-base", "item_costs"), {"pipes": 5}, "unknown item", "pipe"),
        (("consumption", "water-person", "tempo"), {"brsk": 2}, "unknown tempo", "brisk"),
    ],
)
def test_an_unknown_id_names_the_nearest(
    path: KeyPath, value: Any, what: str, nearest: str
) -> None:
    fault = only(faults_of(lambda: validate(changed(path, value))))
    assert (fault.what, fault.nearest) == (what, nearest)
    clear(fault)


def test_an_unknown_key_names_the_nearest_of_its_own_model_only() -> None:
    # "destination" is a key of lanes; a site has none, and nothing near it
    fault = only(faults_of(lambda: validate(changed(("sites", "port", "destination"), "base"))))
    assert (fault.what, fault.nearest) == ("unknown key", None)
    assert "latitude" in str(fault.allowed)


def test_an_unknown_key_names_what_planners_mean_by_it() -> None:
    # a supply has a price and no cost, a lane a cost and no price
    fault = only(faults_of(lambda: from_mapping(network(supplies={"pit": source(cost=2)}))))
    assert (fault.path, fault.nearest) == ("supplies.pit.cost", "price")
    fault = only(faults_of(lambda: from_mapping(network(lanes={"road": road(price=2)}))))
    assert (fault.path, fault.nearest) == ("lanes.road.price", "cost")


def test_a_shelf_life_is_a_day_or_more() -> None:
    def with_life(days: int) -> dict[str, Any]:
        return network(items={"sand": SAND, "bread": BREAD | {"shelf_life": {"days": days}}})

    fault = only(faults_of(lambda: from_mapping(with_life(0))))
    assert fault.path == "items.bread.shelf_life.days"
    assert faults_of(lambda: from_mapping(with_life(1))) == ()
    fault = only(faults_of(lambda: validate(changed(("lanes", "port-base", "destnation"), "x"))))
    assert fault.nearest == "destination"
    fault = only(faults_of(lambda: validate(changed(("requirements", "water", "form"), "D+1"))))
    assert fault.nearest == "from"


def test_an_id_that_is_no_valid_name_is_pointed_at(tmp_path: Path) -> None:
    path = write(tmp_path, "format: 1\nid: a\nsites:\n  Base 1:\n    title: Base\n")
    fault = only(faults_of(lambda: load(path)))
    assert (fault.what, fault.path) == ("not a valid name", "sites.Base 1")
    assert (fault.place.line, fault.place.column) == (4, 3)


# ------------------------------------------------------------------- rules that span sections


@pytest.mark.parametrize(
    ("path", "value", "what", "place"),
    [
        (("consumption", "pipe-unit"), {"rate": 1}, "must say item, driver and rate", None),
        (
            ("lanes", "port-base", "mode"),
            "rail",
            "goes by road, the lane by rail",
            None,
        ),
        (("fleets", "carts", "lanes"), ["port-base", "port-base"], "named twice", None),
        (("policies", "reserve", "sites"), [], "must name its sites", None),
        (("objective",), ["unmet", "cost", "unmet"], "named twice", None),
        (("requirements", "water", "site"), None, "need a first site", None),
        (("requirements", "water", "quantity"), "2 companies", "another measure", "team"),
        (("pledges", "two", "quantity"), {"value": 1, "unit": "t"}, "another measure", "team"),
        (("units", "well-team", "quantity"), "1 battalion", "another measure", "team"),
        (("lanes", "base-post", "transit_days"), None, "transit", None),
        (("supplies", "water-port", "per_day"), "20 kg", "cannot be read", "L/day"),
        (("supplies", "water-port", "per_day"), "20 L/hour/day", "cannot be read", "L/day"),
        (("supplies", "water-port", "price"), "20 EUR/L", "cannot be read", "USD/L"),
        (("lanes", "port-base", "item_costs"), {"pipe": "3 USD/t"}, "cannot be read", "USD/pall"),
        (("stocks", "pipes", "quantity"), "20 t", "cannot be read", "pallet"),
        (("consumption", "water-person", "rate"), "20 kg", "cannot be read", "L"),
    ],
)
def test_broken_rules_are_faults_too(
    path: KeyPath, value: Any, what: str, place: str | None
) -> None:
    faults = faults_of(lambda: validate(changed(path, value)))
    assert faults
    assert all(what in fault.what or "length" in fault.what for fault in faults), faults
    for fault in faults:
        assert place is None or place in str(fault.allowed)
        assert fault.place.line


def test_sections_that_speak_of_days_need_a_calendar() -> None:
    data = {"format": 1, "id": "a", "sites": {"a": {"title": "A"}}}
    data["stocks"] = {"s": {"site": "a", "item": "water", "quantity": 1}}
    fault = only(faults_of(lambda: from_mapping(data)))
    assert (fault.path, fault.what) == ("stocks", "stocks need a calendar")


def test_a_section_with_every_entry_commented_out_is_empty(tmp_path: Path) -> None:
    path = write(tmp_path, "format: 1\nid: a\nsites:\n  # port: {title: Port}\nlanes:\n")
    assert load(path).sites == {}


def test_a_date_needs_a_d_day_and_a_bad_d_day_is_one_fault() -> None:
    faults = faults_of(lambda: validate(without(("calendar", "d_day"))))
    assert {fault.path for fault in faults} == {"calendar.end", "requirements.water.moves[0].from"}
    assert all("d_day" in str(fault) for fault in faults)


def test_moves_and_steps_go_forward() -> None:
    moves = [{"site": "post", "from": "D+20"}, {"site": "base", "from": "D+20"}]
    fault = only(faults_of(lambda: validate(changed(("requirements", "water", "moves"), moves))))
    assert (fault.path, fault.seen) == ("requirements.water.moves[1].from", "D+20")


# ----------------------------------------------------------------------------- all at once


BAD = """\
format: 1
id: bad
titel: Bad
calendar: {d_day: 2013-01-20, start: D-10, end: D+60}
calendar: {start: D-10, end: D+60}
sites:
  port: {title: !own Port, latitude: 95}
  base: {titel: Base}
lanes:
  a: {origin: port, destination: bse, mode: road, distance: .inf, transit_days: 1.5}
forces:
  blue: {title: Blue, personnel: 10 t}
"""


def test_all_faults_of_a_file_come_at_once_in_reading_order(tmp_path: Path) -> None:
    path = write(tmp_path, BAD)
    faults = faults_of(lambda: load(path))
    found = [(fault.place.line, fault.place.column, fault.path, fault.what) for fault in faults]
    assert found == [
        (3, 1, "titel", "unknown key"),
        (5, 1, "calendar", "duplicate key"),
        (7, 17, "sites.port.title", "a tag that the format does not know"),
        (7, 38, "sites.port.latitude", "out of range"),
        (8, 9, "sites.base.title", "missing"),
        (8, 10, "sites.base.titel", "unknown key"),
        (10, 34, "lanes.a.destination", "unknown site"),
        (10, 61, "lanes.a.distance", "not a finite number"),
        (10, 81, "lanes.a.transit_days", "not a whole number"),
        (12, 34, "forces.blue.personnel", "unit 't' cannot be read as 'person'"),
    ]
    assert all(fault.place.file == str(path) for fault in faults)


def test_faults_survive_pickling(tmp_path: Path) -> None:
    path = write(tmp_path, BAD)
    with pytest.raises(InputError) as raised:
        load(path)
    again = pickle.loads(pickle.dumps(raised.value))
    assert again.faults == raised.value.faults


def test_rules_are_reported_in_reading_order(tmp_path: Path) -> None:
    data = complete_data()
    data["objective"] = ["unmet", "unmet"]
    data["policies"]["reserve"]["sites"] = []
    data["stocks"]["pipes"]["quantity"] = "3 t"
    path = write(tmp_path, as_yaml(data))
    lines = [fault.place.line or 0 for fault in faults_of(lambda: load(path))]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_in_memory_the_path_is_all_there_is() -> None:
    data = complete_data()
    data["sites"]["port"]["latitude"] = 95
    assert str(only(faults_of(lambda: from_mapping(data)))).startswith("sites.port.latitude: out")


def test_a_key_that_is_no_text_is_a_fault_in_memory() -> None:
    for data in ({"format": 1, "id": "a", 5: 1}, {"format": 1, "id": "a", "sites": {5: {}}}):
        assert faults_of(lambda data=data: from_mapping(data))  # type: ignore[misc]


def test_an_empty_mapping_of_changes_is_no_list() -> None:
    data = network(disruptions={"cut": {"title": "Cut", "chance": 0.1, "changes": {}}})
    fault = only(faults_of(lambda: from_mapping(data)))
    assert fault.what == "an empty mapping"
