"""Titles come from anyone: on a page they are shown as they are written, and do nothing."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone, harmless_text
from planner.report.render.html import page
from planner.report.render.html.sentences import led_in
from planner.report.render.html.style import css_string
from tests.report.html.reader import Element, read
from tests.report.html.support import read_sample
from tests.report.samples import ATTACK

NAMES = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&amp;",
    "<!--",
    "]]>",
    "a\\22 ; } body { display: none }",
    "x\x00y\x1b[2J\u202ez",
)


def blocks_of(name: str) -> tuple[Block, ...]:
    """A name wherever words can stand."""
    columns = (Column(name), Column(name, number=True))
    return (
        Heading(name, 1),
        Marking(name),
        Line(name, Tone.BAD, (name,)),
        Heading(name),
        Line(f"{name}:"),
        Table(columns, ((name, name), ("b", "1"), ("c", "2")), (Tone.BAD,) * 3, ((name,), (), ())),
        Heading(name, 3),
    )


def shape(element: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The tags and the names of the attributes, in order: what a name must not change. Its length
    may change how a column is set, and a number with a name before it is none."""
    return [
        (each.tag, tuple(name for name in each.attributes if name not in ("class", "data-value")))
        for each in element.walk()
    ]


def page_of(name: str) -> Element:
    """The page with that name wherever words can stand."""
    return read(page(blocks_of(name), stamp=[(name, name)]))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    tree = page_of(name)
    assert shape(tree) == shape(page_of("harmless"))
    if name.isprintable():
        assert tree.one("h1").text == tree.one("title").text == name
        assert tree.one("tbody").all(class_="text")[0].text == name


# a name of which nothing is left to be seen gives a line that is left out
@given(st.text(min_size=1, max_size=40).filter(lambda text: led_in(harmless_text(text))))
@example("\x1fa:")
@settings(max_examples=25, deadline=None)
def test_any_name_at_all(name: str) -> None:
    html = page(blocks_of(name))
    assert shape(read(html)) == shape(read(page(blocks_of("harmless"))))
    bad = [c for c in html if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]
    assert bad == []


def test_a_hostile_report_has_the_shape_of_a_harmless_one() -> None:
    assert shape(read_sample(hostile=True)) == shape(read_sample())
    texts = [script.text for script in read_sample(hostile=True).all("script")]
    assert texts == [script.text for script in read_sample().all("script")]
    assert not any("a()" in json.dumps(text) and "<script>" in text for text in texts)


@given(st.text(max_size=60))
def test_a_string_of_css_holds_nothing_but_letters_and_numbers(text: str) -> None:
    inside = css_string(text)[1:-1]
    assert set(inside) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \\")
    assert css_string(ATTACK).count('"') == 2
