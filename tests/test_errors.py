"""Errors say what, where, seen, allowed and the nearest name, and survive pickling."""

from __future__ import annotations

import pickle

from planner.errors import Fault, InputError, Place, fault, in_reading_order, listed, nearest


def test_a_fault_says_everything_on_one_line() -> None:
    place = Place("a.yaml", 3, 5)
    found = Fault("unknown site", "lanes.a.origin", place, "'prot'", "port", "port")
    assert str(found) == (
        "a.yaml:3:5: lanes.a.origin: unknown site; seen: 'prot'; allowed: port; "
        "did you mean 'port'?"
    )


def test_a_fault_without_place_is_what_is_wrong() -> None:
    assert str(Fault("too large")) == "too large"
    assert str(Fault("too large", place=Place("a.yaml"))) == "a.yaml: too large"


def test_a_cell_is_named_as_in_a_spreadsheet() -> None:
    assert str(Place("a.xlsx", cell="pledges!C17")) == "a.xlsx!pledges!C17"


def test_an_input_error_survives_pickling() -> None:
    error = InputError([Fault("one", "a.b", Place("f", 1, 2), "x", "y", "z"), Fault("two")])
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, InputError)
    assert again.faults == error.faults
    assert str(again) == str(error)


def test_the_text_has_one_line_for_each_fault() -> None:
    error = InputError([Fault("one", seen="a\nb"), Fault("two")])
    assert str(error).splitlines() == ["one; seen: a\\nb", "two"]


def test_control_characters_and_lone_surrogates_do_not_reach_the_terminal() -> None:
    text = str(Fault("unknown key", "a\x1b[31m", seen="\ud800"))
    assert text == "a\\x1b[31m: unknown key; seen: \\ud800"
    text.encode("utf-8")
    assert str(Fault("Ménaka – ×")) == "Ménaka – ×"


def test_reading_order_goes_down_files_and_sheets() -> None:
    written = [
        Place("a.xlsx", cell="pledges!B2"),
        Place("a.xlsx", cell="pledges!AA2"),
        Place("a.xlsx", cell="pledges!A10"),
        Place("a.xlsx", cell="sites!A1"),
        Place("b.yaml", 2, 9),
        Place("b.yaml", 10, 1),
    ]
    shuffled = [Fault("x", place=place) for place in reversed(written)]
    assert [found.place for found in in_reading_order(shuffled)] == written


def test_one_fault_is_an_error_of_its_own() -> None:
    found = fault("bad", path="a", place=Place("f", 1), seen="s", allowed="t", nearest="n")
    assert found.faults == (Fault("bad", "a", Place("f", 1), "s", "t", "n"),)


def test_nearest_is_none_where_nothing_is_near() -> None:
    assert nearest("prot", ["port", "base"]) == "port"
    assert nearest("xyz", ["port", "base"]) is None
    assert nearest("port", []) is None


def test_ten_names_are_listed_and_the_rest_counted() -> None:
    names = [f"n{i:02}" for i in range(12)]
    assert listed(names).endswith("n09 and 2 more")
    assert listed([]) == "none is defined"
