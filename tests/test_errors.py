"""Errors say what, where, seen, allowed and the nearest name, and survive pickling."""

from __future__ import annotations

import pickle

from planner.errors import (
    Fault,
    HardLimit,
    InputError,
    LimitConflict,
    NoPlanError,
    Place,
    fault,
    in_reading_order,
    listed,
    nearest,
    six_digits,
)
from planner.messages import LANGUAGES, catalogue, said, values_of


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


STORE = HardLimit(
    ("sites", "gao", "storage", "dry"),
    said("limits.storage", group="dry", site="gao", amount=120.0),
    120.0,
    "m3",
    (-30, -30),
    180.0,
    Place("a.yaml", 3, 5),
)
DECISION = HardLimit(
    ("decisions", 2), said("limits.decision", units="1", pledge="p", requirement="r")
)
NO_PLAN = NoPlanError(
    "infeasible",
    said("limits.contradict"),
    [STORE.words, "something else"],
    [LimitConflict((STORE, DECISION), is_smallest=True), LimitConflict((DECISION,), False)],
    are_all=False,
)


def test_no_plan_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(NO_PLAN))
    assert isinstance(again, NoPlanError)
    assert (again.status, again.what, again.why) == (NO_PLAN.status, NO_PLAN.what, NO_PLAN.why)
    assert (again.conflicts, again.are_all) == (NO_PLAN.conflicts, False)
    assert again.conflict == (STORE, DECISION)
    assert (str(again), again.text("fr")) == (str(NO_PLAN), NO_PLAN.text("fr"))


def test_no_plan_shows_a_limit_a_line() -> None:
    assert str(NO_PLAN).splitlines() == [
        "the scenario's hard limits contradict each other; no plan keeps to all of these:",
        "  a.yaml:3:5: sites.gao.storage.dry: the store for dry at gao holds 120 m3 on D-30; "
        "180 m3 more would do",
        "  decisions[2]: at least 1 of p on r",
        "  (without any one of these the others can be kept; "
        "no fewer limits contradict each other)",
        "and, apart from these:",
        "  decisions[2]: at least 1 of p on r",
        "  (not all of these need be part of it: the search was ended before that was proven)",
        "there may be others, which show once these are settled",
        "  something else",
    ]


def test_no_plan_in_french() -> None:
    lines = NO_PLAN.text("fr").splitlines()
    assert lines[0].startswith("les limites impératives du scénario se contredisent")
    assert lines[1].endswith("est de 120 m3 à D-30; il suffirait de 180 m3 de plus")


def test_a_limit_that_is_too_large_and_one_over_days() -> None:
    limit = HardLimit(("stocks", "old", "quantity"), "much", 9.0, "t", (-2, 3), -1234567.8)
    assert str(limit) == "stocks.old.quantity: much from D-2 to D+3; 1,234,570 t less would do"


def test_no_plan_without_a_conflict_is_what_is_known() -> None:
    error = NoPlanError("limit", "no plan", [f"reason {n}" for n in range(12)])
    assert error.conflict == ()
    assert str(error).splitlines() == [
        "no plan",
        *(f"  reason {n}" for n in range(10)),
        "  and 2 more",
    ]


def test_six_digits_count() -> None:
    numbers = (120.0, 0.1 + 0.2, 1234567.0, 2 / 3, 0.0)
    assert [six_digits(n) for n in numbers] == [120, 0.3, 1234570, 0.666667, 0]


def test_every_limit_has_its_words_in_both_languages() -> None:
    for code, message in catalogue().items():
        if code.startswith("limits."):
            english, french = (message.text("what", language) for language in LANGUAGES)
            assert english is not None
            assert french is not None
            assert english != french
            assert values_of(english) == values_of(french), code
