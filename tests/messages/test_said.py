"""A message is its English text, and can be said again in French, whole, wherever it went."""

from __future__ import annotations

import errno
import os
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Fault, InputError, NoPlanError, listed, os_reason
from planner.lp.errors import SolverError
from planner.messages import (
    Number,
    Said,
    allowed_of,
    capital,
    code_of,
    in_language,
    joined,
    number,
    remedy_of,
    said,
)
from planner.scenario.rules import Broken
from planner.units import UnitError, convert

DEFAULT = said("remedy.default-solver", name="HiGHS")
NO_SOLVER = SolverError(said("no-such-solver"), "'x'", "HiGHS", DEFAULT)


def test_a_message_is_its_english_text() -> None:
    text = said("stock-never-expires", item="bread")
    assert text == "bread has no shelf life, so it never expires"
    assert allowed_of(text) == "items.bread.shelf_life, or no expires"
    assert in_language(text, "en") == text
    assert in_language(text, "fr").startswith("bread n’a pas de durée de conservation")


def test_what_is_no_message_stays_as_it_is() -> None:
    assert (code_of("x"), allowed_of("x"), remedy_of("x")) == (None, None, None)
    assert in_language("x", "fr") == "x"


def test_unknown_codes_and_missing_values_are_told() -> None:
    with pytest.raises(KeyError):
        said("no-such-code")
    with pytest.raises(KeyError, match="item"):
        said("stock-never-expires")


def test_messages_inside_messages_are_said_in_the_same_language() -> None:
    inner = said("barred.airfield", site="gao", vehicle="c-130")
    many = listed(f"site-{i:02}" for i in range(12))
    text = said("fleet-barred-from-lane", why=inner)
    assert text == "it cannot use the lane: the airfield of gao does not take c-130"
    assert in_language(text, "fr") == (
        "elle ne peut pas emprunter l’axe : l’aérodrome de gao n’admet pas c-130"
    )
    assert in_language(said("missing.at-origins", site="gao", origins=many), "fr").endswith(
        "site-09 et 2 de plus, où rien n’arrive non plus"
    )


def test_large_numbers_are_set_apart_as_the_language_does() -> None:
    allowed = allowed_of(said("limit.file", most=20_000_000))
    assert allowed == "at most 20,000,000 bytes"
    assert in_language(allowed, "fr") == "au plus 20 000 000 octets"


def test_a_decimal_point_stays_as_it_is_written_in_a_scenario() -> None:
    told = said("number.above", number=said("number.any"), least=0.5)
    assert in_language(told, "fr") == "un nombre supérieur à 0.5"


@given(st.lists(st.text(max_size=5), max_size=40))
def test_parts_are_joined_in_their_order_in_every_language(parts: list[str]) -> None:
    assert joined("list.comma", parts) == ", ".join(parts)
    assert in_language(joined("list.semicolon", parts), "fr") == " ; ".join(parts)


@pytest.mark.parametrize("count", range(1, 5))
def test_messages_that_are_joined_are_each_said_in_french(count: int) -> None:
    parts = [said("barred.closed")] * count
    french = "l’axe est fermé tous les jours du calendrier"
    assert in_language(joined("list.semicolon", parts), "fr") == " ; ".join([french] * count)


def test_a_message_may_begin_with_a_capital_letter_in_every_language() -> None:
    text = capital(said("barred.closed"))
    assert text == "The lane is closed on every day of the calendar"
    assert in_language(text, "fr") == "L’axe est fermé tous les jours du calendrier"
    again = pickle.loads(pickle.dumps(text))
    assert (again, in_language(again, "fr")) == (text, in_language(text, "fr"))
    assert [capital(word) for word in ("", "été", "A")] == ["", "Été", "A"]


def test_a_number_is_read_as_the_language_has_it() -> None:
    told = number("1,234.5", 1234.5)
    assert (told, told.value) == ("1,234.5", 1234.5)
    french = in_language(told, "fr")
    assert french == "1\u202f234,5"
    assert isinstance(french, Number)
    assert french.spelled("en") == told
    # inside a message too
    inside = said("explained.met", now=told)
    assert in_language(inside, "fr").startswith("Valeur actuelle : 1\u202f234,5 ;")


def test_a_message_survives_pickling_with_what_is_inside_it() -> None:
    inner = said("unit-unreadable", unit="'x'", wanted="'t'")
    again = pickle.loads(pickle.dumps(said("file-unreadable", why=inner)))
    assert isinstance(again, Said)
    assert again == "cannot be read: unit 'x' cannot be read as 't'"
    assert in_language(again, "fr") == (
        "lecture impossible : l’unité 'x' ne peut être convertie en 't'"
    )


@pytest.mark.parametrize(
    "error",
    [
        InputError([Fault(said("unknown-site"), "lanes.a", seen="x")]),
        NoPlanError("limit", said("no-supply-plan", why=said("status.limit"))),
        UnitError(said("not-a-quantity", text="'x'")),
        NO_SOLVER,
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_survives_pickling_with_its_message(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    told = again.faults[0].what if isinstance(again, InputError) else again.what
    assert isinstance(told, Said)


def test_a_solver_error_is_said_in_french() -> None:
    assert str(NO_SOLVER) == (
        "no solver has this name; seen: 'x'; allowed: HiGHS; remedy: the default is 'HiGHS'"
    )
    assert NO_SOLVER.text("fr") == (
        "aucun solveur ne porte ce nom; vu : 'x'; admis : HiGHS; "
        "remède : le solveur par défaut est « HiGHS »"
    )


def test_a_broken_rule_knows_what_is_allowed() -> None:
    assert Broken((), said("limit-on-nothing")).allowed == allowed_of(said("limit-on-nothing"))
    assert Broken((), said("limit-on-nothing"), allowed="a").allowed == "a"


def test_a_unit_that_cannot_be_read_is_said_in_french() -> None:
    with pytest.raises(UnitError) as caught:
        convert(1, "parsec", "t")
    assert in_language(caught.value.what, "fr") == "l’unité 'parsec' ne peut être convertie en 't'"


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR])
def test_what_the_operating_system_says_is_said_in_french(number: int) -> None:
    reason = os_reason(OSError(number, os.strerror(number)))
    assert reason == os.strerror(number)
    assert in_language(reason, "fr") != reason


def test_the_rest_of_what_the_operating_system_says_stays() -> None:
    assert os_reason(OSError(errno.EBADF, "Bad file descriptor")) == "Bad file descriptor"
    assert os_reason(OSError("odd")) == "odd"
