"""Every kind of block in every renderer of text, word by word.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/report/test_blocks.py`, read what changed, and commit it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from planner.report.blocks import Block, Picture
from planner.report.render import FORMATS, render
from planner.report.render.characters import ASCII, UNICODE, Strips, in_characters
from planner.report.render.plain import plain
from tests.report.samples import HOSTILE, SAMPLES, renamed
from tests.report.support import matches_golden, on_screen
from tests.report.test_hostile import NAMES, acts

PICTURES = {name: block for name, block in SAMPLES.items() if isinstance(block, get_args(Picture))}
WIDTHS = (60, 80, 100, 120, 160)


def each(show: Callable[[Block], str], blocks: Mapping[str, Block] = SAMPLES) -> str:
    """What a renderer makes of each block, under its name."""
    return "\n".join(f"== {name}\n{show(block)}" for name, block in blocks.items())


@pytest.mark.parametrize(("format_", "suffix"), [("text", "txt"), ("markdown", "md")])
def test_as_text(format_: str, suffix: str) -> None:
    assert matches_golden(each(lambda block: render([block], format_)), f"blocks.{suffix}")


@pytest.mark.parametrize("width", WIDTHS)
def test_on_a_terminal(width: int) -> None:
    shown = each(lambda block: on_screen((block,), width))
    assert matches_golden(shown, f"blocks-{width}.txt")
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_in_french() -> None:
    assert matches_golden(each(lambda block: plain([block], "fr")), "blocks-fr.txt")


@pytest.mark.parametrize("width", [40, *WIDTHS])
def test_hostile_names_fit_and_do_nothing(width: int) -> None:
    for block in HOSTILE.values():
        shown = on_screen((block,), width)
        assert acts(shown) == []
        assert max(cell_len(line) for line in shown.splitlines()) <= width


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_names_in_text(name: str, format_: str) -> None:
    blocks = [renamed(block, name) for block in SAMPLES.values()]
    text = render(blocks, format_)
    assert acts(text) == []
    harmless = render([renamed(block, "harmless") for block in SAMPLES.values()], format_)
    assert len(text.splitlines()) == len(harmless.splitlines())


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_its_title_and_what_it_tells(name: str) -> None:
    picture = PICTURES[name]
    assert isinstance(picture, get_args(Picture))
    for text in (render([picture], "text"), on_screen((picture,), 160)):
        for said in (picture.title, picture.told):
            assert said in text


def test_what_is_drawn_in_ascii_is_ascii() -> None:
    for name, block in PICTURES.items():
        for part in in_characters([block], ASCII):
            if isinstance(part, Strips):
                for row in part.rows:
                    assert (row.draw(60) if row.draw else "").isascii(), name


@settings(max_examples=25)
@given(st.integers(1, 200))
def test_a_strip_is_as_wide_as_it_is_asked_to_be(width: int) -> None:
    for name, block in PICTURES.items():
        for part in in_characters([block], UNICODE):
            if isinstance(part, Strips):
                drawn = {cell_len(row.draw(width)) for row in part.rows if row.draw}
                # panels side by side are of one width, which may leave a few cells over
                assert max(drawn) <= max(width, 7), name
                assert name == "heat-map" or drawn == {width}, name


def test_notes_of_text_stand_in_the_end_where_they_are_asked_for() -> None:
    blocks = [SAMPLES["line"], SAMPLES["table"]]
    with_notes, without = plain(blocks, notes=True), plain(blocks)
    assert "[" not in without
    assert with_notes.startswith(
        "! The mission brings 10 days of supply of the 60 it needs. [1, 2]"
    )
    [*_, one, two, three, four, _] = with_notes.split("\n")
    assert one == "[1] Mandate §2"
    assert two == "[2] assumption: what contributors say their units bring"
    # rows that rest on the same have the same number
    assert "Main base [3]  " in with_notes
    assert "Northern base [3, 4]" in with_notes
    assert (three, four) == ("[3] Mandate §1", "[4] assumption: four trucks in five drive")


def test_notes_of_markdown_are_footnotes() -> None:
    text = render([SAMPLES["line"], SAMPLES["table"], SAMPLES["line"]], "markdown")
    assert text.count("it needs.**[^1][^2]\n") == 2
    assert "| Northern base[^3][^4] |" in text
    assert text.endswith(
        "[^1]: Mandate §2\n\n"
        "[^2]: assumption: what contributors say their units bring\n\n"
        "[^3]: Mandate §1\n\n"
        "[^4]: assumption: four trucks in five drive\n"
    )
