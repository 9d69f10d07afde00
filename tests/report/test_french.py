"""Reports in French: word by word, with the numbers, days and marks of the language.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/report/test_french.py`, read what changed, and commit it.
"""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from planner.messages import in_language, joined, said
from planner.report import render
from planner.report.blocks import Heading, Line, Table, harmless_text, spoken
from planner.report.numbers import (
    COUNTED,
    as_written,
    counted,
    day,
    fine_share,
    quantity,
    share,
    short_day,
)
from planner.report.render.terminal import show
from tests.report import test_services
from tests.report.support import blocks_of, matches_golden, on_screen

THIN = "\u202f"
HARD = "\u00a0"


@pytest.mark.parametrize("name", ["short", "forces"])
def test_a_report_word_by_word(name: str) -> None:
    assert matches_golden(render(blocks_of(name), "text", "fr"), f"{name}.fr.txt")


def test_the_report_of_services_word_by_word() -> None:
    text = render(test_services.blocks(), "text", "fr")
    assert matches_golden(text, "services.fr.txt")


def test_numbers_in_french() -> None:
    numbers = [quantity(1234567.8), quantity(12.34), quantity(0.001), share(0.345), share(0.999)]
    assert [in_language(number, "fr") for number in numbers] == [
        f"1{THIN}234{THIN}568",
        "12,3",
        "< 0,01",
        "34 %",
        "plus de 99 %",
    ]
    assert in_language(as_written(0.00035), "fr") == "0,00035"
    assert (fine_share(0.0123), in_language(fine_share(0.0123), "fr")) == ("1.2%", "1,2 %")


def test_days_in_french() -> None:
    assert in_language(short_day(-3), "fr") == "J-3"
    told = day(12, dt.date(2029, 12, 20))
    assert (told, in_language(told, "fr")) == ("D+12 (1 Jan 2030)", "J+12 (1er janv. 2030)")


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "0 sites", "0 site"),
        (1, "1 site", "1 site"),
        (1.5, "1.5 sites", "1,5 site"),
        (2, "2 sites", "2 sites"),
        (1200, "1,200 sites", f"1{THIN}200 sites"),
    ],
)
def test_counts_in_french(number: float, english: str, french: str) -> None:
    told = counted(number, "site")
    assert (told, in_language(told, "fr")) == (english, french)


@pytest.mark.parametrize("one", COUNTED)
def test_every_word_that_can_be_counted_is_said_in_both_languages(one: str) -> None:
    single, several = counted(1, one), counted(2, one)
    assert single == f"1 {one}"
    assert several != f"2 {one}"
    assert in_language(single, "fr")[1:] != in_language(several, "fr")[1:]


def test_a_word_that_has_no_message_cannot_be_counted() -> None:
    with pytest.raises(KeyError):
        counted(2, "spoon")


def test_no_break_spaces_stay_and_french_marks_are_set_apart_by_them() -> None:
    line = Line(said("text.named", name="Gao", text=joined("list.semicolon", ["a", "b ! « c »"])))
    [french] = spoken([line], "fr")
    assert french == Line(f"Gao{HARD}: a{HARD}; b{HARD}! «{HARD}c{HARD}»")
    # what a scenario has is shown as it is written, without spaces at its ends
    [title] = spoken([Heading(f"{HARD}=1{THIN}000 km : Gao\n")], "fr")
    assert title == Heading(f"=1{THIN}000 km : Gao")
    assert harmless_text(f"1{THIN}000{HARD}t\u2028\x00") == f"1{THIN}000{HARD}t \\x00"


@pytest.mark.parametrize("width", range(8, 24))
def test_no_line_of_a_terminal_ends_inside_a_number(width: int) -> None:
    shown = on_screen((Line(f"En tout 1{THIN}234 t, soit 12{THIN}345 L{HARD}: x"),), width)
    for whole in (f"1{THIN}234", f"12{THIN}345", f"L{HARD}:"):
        assert whole in shown


@pytest.mark.parametrize("width", [40, 80, 160])
def test_a_french_terminal_of_any_width_loses_nothing(width: int) -> None:
    blocks = blocks_of("short")
    screen = Console(width=width, force_terminal=False, color_system=None, file=StringIO())
    show(blocks, screen, "fr")
    assert isinstance(screen.file, StringIO)
    shown = screen.file.getvalue()
    assert max(map(cell_len, shown.splitlines())) <= width
    assert ("Largeur insuffisante pour" in shown) == (width == 80)
    tables = [block for block in spoken(blocks, "fr") if isinstance(block, Table)]
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if column.number and not column.sheds:
                    assert cell in shown, column.name
