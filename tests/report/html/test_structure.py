"""The page holds together: ids, links, labels, headings, landmarks; and is the same each time."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from planner.messages import LANGUAGES, Language
from planner.report.blocks import Heading, Line, Marking, Tone
from planner.report.render.html import page
from tests.report.html.reader import Element
from tests.report.html.support import STAMP, read_page, read_sample, sample_blocks, sample_page

# attributes that name other elements of the page
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list")
ALL = [(language, hostile) for language in LANGUAGES for hostile in (False, True)]


@pytest.fixture(params=ALL, ids=lambda of: f"{of[0]}-{'hostile' if of[1] else 'plain'}")
def tree(request: pytest.FixtureRequest) -> Element:
    """The page of the samples, in each language, harmless and hostile."""
    language, hostile = request.param
    return read_sample(language, hostile=hostile)


def test_ids_are_of_one_element_each(tree: Element) -> None:
    ids = Counter(element["id"] for element in tree.walk() if "id" in element.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", name) for name in ids)


def test_whatever_is_named_is_there(tree: Element) -> None:
    ids = {element.get("id") for element in tree.walk()}
    for element in tree.walk():
        for name in REFERENCES:
            assert set(element.get(name).split()) <= ids, (element.tag, name, element.get(name))
        if "href" in element.attributes:
            assert element["href"].startswith("#"), element["href"]
            assert element["href"][1:] in ids, element["href"]


def test_headings_go_down_one_by_one(tree: Element) -> None:
    levels = [int(element.tag[1]) for element in tree.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_heading_that_leaves_a_level_out_does_not(tree: Element) -> None:
    shown = read_page(Heading("A", 1), Heading("B", 2), Heading("C", 4), Heading("D", 3))
    assert [(e.tag, e.text) for e in shown.one("main").all("h1", "h2", "h3", "h4")] == [
        ("h1", "A"),
        ("h2", "B"),
        ("h3", "C"),
        ("h3", "D"),
    ]


def test_all_stands_in_landmarks(tree: Element) -> None:
    body = tree.one("body")
    tree.one("main")
    tree.one("nav")
    outside = [
        part
        for part in body.content
        if isinstance(part, Element)
        and part.tag not in ("header", "footer", "script", "div")
        and part.get("class") not in ("skip", "sprite", "unseen")
    ]
    assert outside == []
    skip = next(part for part in body.content if isinstance(part, Element) and part.tag == "a")
    assert skip["href"] == "#main"


def test_every_control_has_a_name(tree: Element) -> None:
    labelled = {label["for"] for label in tree.all("label")}
    for control in tree.all("input", "select"):
        assert control["id"] in labelled
    for element in tree.all("button", "a", "summary", "label", "option", "th"):
        assert element.words or element.get("aria-label") or element.get("label"), element.tag
    for element in tree.walk():
        if element.get("tabindex") == "0" or element.get("role") == "region":
            assert element.get("aria-label") or element.get("aria-labelledby")


def test_every_drawing_is_told_or_hidden(tree: Element) -> None:
    for svg in tree.all("svg"):
        if svg.get("aria-hidden") != "true":
            assert svg["role"] == "img"
            assert svg.get("aria-label") or svg.get("aria-labelledby")


def test_tables_are_whole(tree: Element) -> None:
    tables = tree.all("table")
    assert len(tables) >= 8
    for table in tables:
        table.one("caption")
        columns = len(table.one("thead").all("th", scope="col"))
        for row in table.all("tr"):
            cells = row.all("th", "td")
            assert sum(int(cell.get("colspan") or 1) for cell in cells) == columns


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_blocks_give_the_same_bytes(language: Language) -> None:
    again = page(sample_blocks(), language=language, stamp=STAMP)
    assert again.encode() == sample_page(language).encode()


def test_the_contents_list_sections_and_their_parts() -> None:
    shown = read_page(
        Heading("Plan", 1),
        Line("a", Tone.BAD),
        Heading("First"),
        Heading("inside", 3),
        Heading("deeper", 4),
        Heading("Second"),
    )
    links = shown.one("nav").all("a")
    assert [link.text for link in links] == ["First", "inside", "Second"]
    targets = {e["id"]: e.text for e in shown.all("h2", "h3")}
    assert [targets[link["href"][1:]] for link in links] == ["First", "inside", "Second"]


def test_a_report_without_title_or_sections() -> None:
    shown = read_page(Line("only this"))
    assert shown.one("title").text == shown.one("h1").text == "Plan"
    assert shown.one("ul", class_="keys").words == "Fact. only this"
    assert shown.all(class_="marking") == []


def test_the_marking_stands_above_and_below_and_in_the_margins() -> None:
    html = page((Heading("A", 1), Marking("TOP «SECRET»")))
    shown = read_page(Heading("A", 1), Marking("TOP «SECRET»"))
    assert [e.words for e in shown.all(class_="marking")] == ["Classification: TOP «SECRET»"] * 2
    style = shown.one("style").text
    assert style.count('content:"TOP \\0000abSECRET\\0000bb"') == 2
    assert "@top-center" in style
    assert "@bottom-center" in style
    assert html.count("TOP «SECRET»") == 2


def test_reports_of_two_markings_have_both() -> None:
    shown = read_page(Marking("A"), Line("x"), Marking("B"), Marking("A"))
    assert shown.all(class_="marking")[0].words == "Classification: A / B"


def test_a_further_title_begins_a_section() -> None:
    shown = read_page(Heading("A", 1), Line("x"), Heading("B", 1), Line("y"))
    assert [(e.tag, e.text) for e in shown.all("h1", "h2")] == [("h1", "A"), ("h2", "B")]
