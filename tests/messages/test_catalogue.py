"""The catalogue of messages: each code once, both languages whole, and the same values in both."""

from __future__ import annotations

import re
import tomllib

import pytest

from planner.messages import LANGUAGES, PARTS, catalogue, values_of
from planner.messages.catalogue import (
    _half,
    _plain_entries,
    entries_of,
    files_of_catalogue,
    message,
)

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?")
VALUE = re.compile(r"\{[^}]*\}")
# French that is English on purpose: keys and options as a scenario or a command has them, signs
ALIKE = {
    "unit.sites.what": "the same word",
    "compare.site.what": "the same word",
    "pandas-not-installed.allowed": "as it is to be typed",
    "section-needs-calendar.allowed": "as it is to be written",
    "sections-need-calendar.allowed": "as it is to be written",
    "policies-without-goal.allowed": "the name of a goal",
    "allowed.policy-least.what": "a key",
    "pledge-fixed-beyond.allowed": "a number",
    "list.comma.what": "a sign",
    "number.in-unit.what": "a sign",
    "seen.phase-in.what": "a sign",
    "risk.chance-unit.what": "the same word",
    "funding.contribution.what": "the same word",
    "funding.base.what": "the same word",
    "funding.contributions.what": "the same word",
    "note.date.what": "the same word",
    "risk.sites.what": "the same word",
    "status.optimal.what": "the same word",
    "counted.one-site.what": "the same word",
    "counted.sites.what": "the same word",
    "share.percent.what": "a sign",
    "day.dated.what": "a sign",
    "draw.amount.what": "a sign",
    "draw.cut.what": "a sign",
    "draw.date.what": "a sign",
    "draw.date-year.what": "a sign",
    "draw.scale.what": "a sign",
    "page.figure.what": "the same word",
    "page.note.what": "the same word",
    "page.note-number.what": "the same word",
    "page.position.what": "the same word",
    "page.sources.what": "the same word",
    "page.with-unit.what": "a sign",
    "note.source.what": "a sign",
    "text.legend.what": "a sign",
    "text.mark.what": "a sign",
    "what-if.times.what": "a sign",
    "map.value.what": "a sign",
    "map.pause.what": "the same word",
    "map.site.what": "the same word",
    "document.note.what": "the same word",
    "document.position.what": "the same word",
    "document.sources.what": "the same word",
    "document.with-unit.what": "a sign",
    "export.and.what": "a sign",
    "export.equipment.what": "a sign",
    "export.no-phase.what": "the same word",
    "plan-book.comma.what": "a sign",
    "plan-book.date.what": "the same word",
    "plan-book.latitude.what": "the same word",
    "plan-book.longitude.what": "the same word",
    "plan-book.mark.what": "a sign",
    "plan-book.mode.what": "the same word",
    "plan-book.note.what": "the same word",
    "plan-book.position.what": "the same word",
    "plan-book.source.what": "the same word",
    "plan-book.sources.what": "the same word",
    "plan-book.with-unit.what": "a sign",
    "column.institution.what": "the same word",
    "column.points.what": "the same word",
    "column.service.what": "the same word",
    "column.site.what": "the same word",
    "column.sorties.what": "the same word",
    "column.source-alone.what": "the same word",
    "column.tonnes.what": "the same word",
    "counted.one-point.what": "the same word",
    "counted.points.what": "the same word",
    "counted.one-service.what": "the same word",
    "counted.services.what": "the same word",
    "counted.one-sortie.what": "the same word",
    "counted.sorties.what": "the same word",
    "gap.total.what": "the same word",
    "goal.points.what": "the same word",
    "kind.document.what": "the same word",
    "transport.heading.what": "the same word",
    "unit.points.what": "the same word",
    "unit.ration.what": "the same word",
    "unit.sortie.what": "the same word",
    "binding.source.what": "the same word",
    "explained.size-usd.what": "a currency",
    "saves.cost.what": "a currency",
}
TEXTS = {
    f"{code}.{part}": tuple(message.text(part, language) for language in LANGUAGES)
    for code, message in catalogue().items()
    for part in PARTS
    if any(message.text(part, language) is not None for language in LANGUAGES)
}


def test_codes_are_short_and_plain() -> None:
    assert [code for code in catalogue() if not CODE.fullmatch(code) or len(code) > 40] == []


def test_every_message_says_what_it_is_about() -> None:
    assert [code for code in catalogue() if f"{code}.what" not in TEXTS] == []


def test_both_languages_have_the_same_parts() -> None:
    assert [name for name, texts in TEXTS.items() if not all(texts)] == []


def test_both_languages_speak_of_the_same_values() -> None:
    values = {name: {values_of(text or "") for text in texts} for name, texts in TEXTS.items()}
    assert [name for name, found in values.items() if len(found) > 1] == []


def test_french_is_french_but_for_what_is_alike_on_purpose() -> None:
    alike = {name for name, (english, french) in TEXTS.items() if english == french}
    signs = {
        name for name in alike if not re.search("[A-Za-z]", VALUE.sub("", TEXTS[name][0] or ""))
    }
    assert alike - signs == set(ALIKE) - signs


def test_french_has_its_own_marks() -> None:
    """The apostrophe ’ and the quotation marks « », but in what is to be typed as it stands."""
    extras = ("xlsx", "report", "risk", "cluster")
    typed = {f"{extra}-not-installed.allowed" for extra in extras}
    marks = {name for name, (_, french) in TEXTS.items() if {"'", '"'} & set(french or "")}
    assert marks == typed


@pytest.mark.parametrize("name", dict(files_of_catalogue()))
def test_a_file_is_read_line_by_line_as_toml_has_it(name: str) -> None:
    """All files keep to the plain form, so that tomllib is never waited for."""
    text = dict(files_of_catalogue())[name]
    assert _plain_entries(text) == tomllib.loads(text) == entries_of(text)


@pytest.mark.parametrize(
    "text",
    [
        '[spaced]\nen.what = "a"\n',
        '["table"]\nen = { what = "a" }\n',
        "[\"single\"]\nen.what = 'a \\ b'\n",
        '["lines"]\nen.what = """\na\nb"""\n',
        '["nested".en]\nwhat = "a"\n',
        '["escaped"]\nen.what = "\\U0001F600"\n',
        '["after"]\nen.what = "a" # said of it\n',
    ],
)
def test_any_other_toml_is_left_to_tomllib(text: str) -> None:
    assert entries_of(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    ['["twice"]\nen.what = "a"\n["twice"]\n', '["a"]\nen.what = "a"\nen.what = "b"\n', "en.what ="],
)
def test_what_toml_refuses_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        entries_of(text)


def test_a_code_in_two_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [("a.toml", '["one"]\nen.what = "a"\n'), ("b.toml", '["one"]\nen.what = "b"\n')]
    monkeypatch.setitem(catalogue.__wrapped__.__globals__, "files_of_catalogue", lambda: twice)
    with pytest.raises(ValueError, match=r"'one' stands in b\.toml"):
        catalogue.__wrapped__()


def test_texts_of_reports_are_read_only_for_a_code_that_no_other_file_has() -> None:
    _half.cache_clear()
    assert message("list.none").code == "list.none"
    assert _half.cache_info().currsize == 1
    assert message("item.water").code == "item.water"
    assert _half.cache_info().currsize == 2
    with pytest.raises(KeyError):
        message("no-such-code")


def test_both_halves_are_the_whole_catalogue() -> None:
    halves = [_half(of_reports=half) for half in (False, True)]
    assert {**halves[0], **halves[1]} == catalogue()
    assert not halves[0].keys() & halves[1].keys()
