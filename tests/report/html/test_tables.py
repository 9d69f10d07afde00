"""Tables on a page: what they are sorted by, marked with and called."""

from __future__ import annotations

import pytest

from planner.messages import Number
from planner.report.blocks import Column, Heading, Line, Table, Tone
from planner.report.numbers import quantity, short_day
from planner.report.render.html.tables import FILTERED, SORTED, sort_value
from tests.report.html.support import read_page

NAMED = Column("Name", wraps=True)


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows of one cell."""
    return tuple((f"row {i}",) for i in range(count))


def test_a_number_is_sorted_by_its_value_in_either_language() -> None:
    assert sort_value(quantity(1234567.8)) == "1234567.8"
    assert sort_value(quantity(1234567.8).spelled("fr")) == "1234567.8"
    assert sort_value(short_day(-45)) == "-45"
    assert sort_value(quantity(1e-9)) == "0"
    assert sort_value("1,234") == ""
    assert sort_value(Number("–", "–", float("nan"))) == ""


def test_large_tables_are_sorted_and_filtered() -> None:
    def of(count: int) -> tuple[bool, bool]:
        shown = read_page(Table((NAMED,), rows(count)))
        return bool(shown.all("table", class_="sorts")), bool(shown.all("input", type="search"))

    assert of(SORTED - 1) == (False, False)
    assert of(SORTED) == (True, False)
    assert of(FILTERED - 1) == (True, False)
    assert of(FILTERED) == (True, True)


@pytest.mark.parametrize(
    ("columns", "text", "look"),
    [
        (4, "a", "table slim"),
        (5, "a", "table"),
        (8, "a", "table wide"),
        (11, "a", "table widest"),
        (8, "a text that is rather long " * 2, "table wide broad"),
        (7, "a text that is rather long " * 2, "table"),
    ],
)
def test_many_columns_are_set_smaller_or_lie_across(columns: int, text: str, look: str) -> None:
    shown = read_page(Table((NAMED,) * columns, ((text,) * columns,)))
    assert shown.all("div", class_="table")[0]["class"] == look


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("a" * 22, "short"),
        ("a text of some words, long", ""),
        ("forces.international.personnel", "long"),
    ],
)
def test_short_texts_stay_on_a_line_and_long_words_are_broken(text: str, look: str) -> None:
    shown = read_page(Table((NAMED,), ((text,),)))
    assert shown.one("tbody").one("th").get("class") == look


def test_a_row_that_is_bad_has_a_sign_and_a_word() -> None:
    table = Table((NAMED,), rows(4), (Tone.BAD, Tone.WARNING, Tone.PLAIN, Tone.GOOD))
    heads = read_page(table).one("tbody").all("th")
    assert [head.words for head in heads] == [
        "Problem. row 0",
        "Caution. row 1",
        "row 2",
        "In order. row 3",
    ]
    icons = [[use["href"] for use in head.all("use")] for head in heads]
    assert icons == [["#icon-bad"], ["#icon-warning"], [], ["#icon-good"]]


def test_a_row_that_sums_up_is_told_apart() -> None:
    shown = read_page(Table((NAMED,), rows(4), totals=(1, 3)))
    assert [row.get("class") for row in shown.one("tbody").all("tr")] == ["", "total", "", "total"]


def test_a_symbol_stands_before_the_name() -> None:
    shown = read_page(Table((NAMED,), rows(2), symbols=("1234", "")))
    first, second = shown.one("tbody").all("th")
    assert first.one("svg")["aria-label"] == "1234"
    assert second.all("svg") == []


def test_a_caption_is_the_line_that_leads_in_or_the_heading() -> None:
    table = Table((NAMED,), rows(1))
    shown = read_page(
        Heading("Plan", 1),
        Heading("Stocks"),
        table,
        Line("By site :"),
        table,
        Heading("Lanes", 3),
        Line("a sentence"),
        table,
        Line("urgent:", Tone.BAD),
        table,
    )
    assert [caption.words for caption in shown.all("caption")] == [
        "Table 1. Stocks",
        "Table 2. By site",
        "Table 3. Lanes",
        "Table 4. Lanes",
    ]
    assert [line.words for line in shown.all("p", class_="line")] == [
        "a sentence",
        "Problem. urgent:",
    ]


def test_a_column_without_a_name_has_one_for_those_who_listen() -> None:
    shown = read_page(Table((Column(""), Column("Used", number=True)), (("Trucks", "1"),)))
    assert [head.words for head in shown.one("thead").all("th")] == ["What", "Used"]


def test_a_table_with_nothing_in_it_says_so() -> None:
    assert "Nothing to show." in read_page(Table((NAMED,), ())).one("main").text


def test_each_note_has_one_number() -> None:
    shown = read_page(
        Line("a", notes=("one", "two")),
        Line("b", notes=("two", "", "two")),
        Table((NAMED,), rows(2), notes=(("three",), ("one",))),
    )
    cited = [(a["id"], a.text) for a in shown.all("a", role="doc-noteref")]
    assert cited == [
        ("cited-1-1", "1"),
        ("cited-2-1", "2"),
        ("cited-2-2", "2"),
        ("cited-3-1", "3"),
        ("cited-1-2", "1"),
    ]
    notes = shown.one("section", class_="sources").all("li")
    assert [(note["id"], note.words.split()[0]) for note in notes] == [
        ("note-1", "one"),
        ("note-2", "two"),
        ("note-3", "three"),
    ]
    assert [a["href"] for a in notes[1].all("a", role="doc-backlink")] == [
        "#cited-2-1",
        "#cited-2-2",
    ]
