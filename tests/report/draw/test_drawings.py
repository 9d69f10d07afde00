"""Every kind of picture as a drawing: word by word, for everyone, harmless, and the same again."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from planner.errors import InputError
from planner.messages import Language
from planner.report.blocks import Curves, Map, Spans, WhatIf
from planner.report.draw import PALETTE, chart, drawing, png, svg
from tests.report.draw.support import (
    NAMES,
    NAMESPACE,
    drawn,
    elements,
    hostile,
    many_curves,
    many_heat,
    many_spans,
    sample,
    texts,
    titles,
)
from tests.report.samples import INFANTRY, SAMPLES
from tests.report.support import ROOT, matches_golden

COLOURED = ("fill", "stroke")
COLOUR = re.compile(r"var\(--([a-z0-9-]+), (#[0-9a-f]{6})\)")
PLAIN = ("none", "transparent")
TAGS = {"svg", "title", "desc", "g", "path", "text"}
# what symbols of units are made of beside that; their colours are fixed
SIGN_TAGS = {"symbol", "use", "rect"}
SIGN_ATTRIBUTES = {"href", "height", "rx", "fill-opacity", "transform"}
ATTRIBUTES = {
    "aria-describedby", "aria-labelledby", "class", "d", "fill", "font-family", "font-size",
    "font-weight", "id", "role", "stroke", "stroke-dasharray", "stroke-linejoin", "stroke-width",
    "text-anchor", "viewBox", "width", "x", "y",
}  # fmt: skip


def without_signs(made: str) -> list[ElementTree.Element]:
    """The elements of a drawing but for symbols of units."""
    root = ElementTree.fromstring(made)
    for sign in [e for e in root if e.tag in (f"{NAMESPACE}symbol", f"{NAMESPACE}use")]:
        root.remove(sign)
    return list(root.iter())


@pytest.mark.parametrize("name", NAMES)
def test_word_by_word(name: str) -> None:
    """The files can be opened in a browser."""
    root = ElementTree.fromstring(drawn(name))
    ElementTree.register_namespace("", NAMESPACE[1:-1])
    ElementTree.indent(root)
    assert matches_golden(ElementTree.tostring(root, "unicode") + "\n", f"draw-{name}.svg")


# ----------------------------------------------------------------------------------- for everyone


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_lies_on_another_or_leaves_the_drawing(name: str, language: Language) -> None:
    assert_texts_apart(drawn(name, language))


@pytest.mark.parametrize(
    "picture",
    [many_curves(6, 7), many_curves(1, 7), many_curves(2, 13), many_spans(40), many_heat(12, 60)],
    ids=["table", "panel", "panels", "spans", "heat"],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nor_in_larger_ones(picture: Spans | Curves, language: Language) -> None:
    assert_texts_apart(svg(picture, name="x", language=language))


def assert_texts_apart(made: str) -> None:
    placed = texts(made)
    assert len(placed) > 5
    on_another = [
        (one.text, other.text)
        for number, one in enumerate(placed)
        for other in placed[:number]
        if one.meets(other)
    ]
    assert on_another == []
    _, _, width, height = map(float, elements(made)[0].get("viewBox", "").split(" "))
    outside = [p for p in placed if p.left < -1 or p.right > width + 1 or p.top < 0]
    assert outside == []
    assert [p for p in placed if p.bottom > height] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_name_and_tells(name: str) -> None:
    root, title, told, *_ = elements(drawn(name))
    picture = sample(name)
    assert root.get("role") == "img"
    assert (title.text, told.text) == (picture.title, picture.told)
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == told.get("id")


@pytest.mark.parametrize("name", NAMES)
def test_every_colour_is_one_that_a_page_may_set(name: str) -> None:
    colours = [
        e.attrib[where]
        for e in without_signs(drawn(name))
        for where in COLOURED
        if where in e.attrib
    ]
    assert len(colours) > 5
    for colour in set(colours) - set(PLAIN):
        found = COLOUR.fullmatch(colour)
        assert found is not None, colour
        assert PALETTE[found[1]][0] == found[2]


def test_what_is_seen_is_told_where_it_is_pointed_at() -> None:
    spans = sample("spans")
    assert isinstance(spans, Spans)
    told = titles(drawn("spans"))
    assert sorted(told) == sorted(f"{r.name}: {s.told}" for r in spans.rows for s in r.spans)
    assert "Engineers, Verified: 0 % from D-10 until D+12" in titles(drawn("heat-map"))
    assert "nobody pledged it: −90 requirement-days" in titles(drawn("waterfall"))
    assert "Mission: personnel: 80 … 130" in titles(drawn("bars"))
    below = "Northern base, water: lowest 0.4 on D+29; days below: 7, from D+23"
    assert below in titles(drawn("curves"))
    assert "Main base: at most 400 t" in titles(drawn("layers"))


def test_in_french_the_drawers_own_words_are_french() -> None:
    words = {p.text for name in NAMES for p in texts(drawn(name, "fr"))}
    assert words >= {"J+0", "1 janv. 2030", "25 à 50 %", "jours en dessous", "en l’état : 100 t"}
    assert not any(re.match(r"D[+-]\d", word) for word in words)


def test_units_have_their_symbols_each_written_once() -> None:
    spans = sample("spans")
    assert isinstance(spans, Spans)
    rows = tuple(replace(row, symbol=code) for row in spans.rows for code in (INFANTRY, "unknown"))
    made = svg(replace(spans, rows=rows), name="x")
    found = [e.tag.removeprefix(NAMESPACE) for e in elements(made)]
    # one of infantry, and for each of three names its letters
    assert (found.count("symbol"), found.count("use")) == (4, 6)
    assert {"AOB", "BE", "HC"} <= {e.text for e in elements(made)}
    assert_texts_apart(svg(spans, name="x"))


def test_names_that_are_too_long_are_cut_but_told_whole() -> None:
    spans = many_spans(20)
    made = svg(spans, name="x")
    longest = max((row.name for row in spans.rows), key=len)
    assert not any(p.text == longest for p in texts(made))
    assert f"{longest}: on duty" in titles(made)


# --------------------------------------------------------------------------------------- harmless


@pytest.mark.parametrize("name", NAMES)
def test_texts_of_others_do_nothing(name: str) -> None:
    made = svg(hostile(name), name="x")
    found = elements(made)
    assert {e.tag for e in found} <= {f"{NAMESPACE}{tag}" for tag in TAGS | SIGN_TAGS}
    assert {attribute for e in found for attribute in e.attrib} <= ATTRIBUTES | SIGN_ATTRIBUTES
    assert "<script" not in made
    assert found[1].text == hostile(name).title


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched_and_no_style_is_set(name: str) -> None:
    found = without_signs(drawn(name))
    assert {e.tag for e in found} <= {f"{NAMESPACE}{tag}" for tag in TAGS}
    assert {attribute for e in found for attribute in e.attrib} <= ATTRIBUTES
    shown = [e.get("href") for e in elements(drawn(name)) if "href" in e.attrib]
    assert all(href and href.startswith(f"#d-{name}-sign-") for href in shown)
    assert drawn(name).count("://") == drawn(name).count("http://www.w3.org/2000/svg") == 1


# ------------------------------------------------------------------------------- the same again


@pytest.mark.parametrize("name", NAMES)
def test_ids_begin_with_the_name(name: str) -> None:
    ids = [e.attrib["id"] for e in elements(drawn(name)) if "id" in e.attrib]
    assert len(ids) == len(set(ids)) >= 2
    assert all(found.startswith(f"d-{name}-") for found in ids)
    other = svg(sample(name), name="other")
    assert other.replace("other-", f"d-{name}-") == drawn(name)


def test_another_process_draws_the_same_and_starts_without_the_libraries() -> None:
    program = """
import hashlib, sys
from planner.report.draw import svg
assert not {"altair", "vl_convert"} & sys.modules.keys()
from tests.report.draw.support import NAMES, drawn
for name in reversed(NAMES):
    print(name, hashlib.sha256(drawn(name).encode()).hexdigest())
"""
    made = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    hashes = dict(line.split() for line in made.stdout.splitlines())
    assert hashes == {name: hashlib.sha256(drawn(name).encode()).hexdigest() for name in NAMES}


# -------------------------------------------------------------------------------------- on paper


@pytest.mark.parametrize(("width", "language"), [(1600, "en"), (400, "fr")])
def test_a_png_is_as_wide_as_asked(width: int, language: Language) -> None:
    made = png(sample("bars"), language=language, width=width)
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(made[16:20]) == width
    _, _, across, down = map(float, elements(drawn("bars"))[0].get("viewBox", "").split(" "))
    assert abs(int.from_bytes(made[20:24]) - width * down / across) <= 1


def test_a_png_that_would_be_too_high_is_narrower(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_PIXELS", 100)
    made = png(sample("bars"))
    across, down = int.from_bytes(made[16:20]), int.from_bytes(made[20:24])
    assert down == 100
    assert 100 < across < 400


def test_a_map_has_a_png_too() -> None:
    block = SAMPLES["map"]
    assert isinstance(block, Map)
    assert int.from_bytes(png(block, width=600)[16:20]) == 600


# ---------------------------------------------------------------------------------- in notebooks


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_can_be_pointed_at(name: str) -> None:
    made = chart(sample(name), "fr").to_dict()  # checked against the schema of Vega-Lite
    layers = made.get("layer", [made])
    assert any("tooltip" in layer.get("encoding", made.get("spec", {})) for layer in layers)
    assert "://" not in str({key: value for key, value in made.items() if key != "$schema"})


def test_rows_of_one_name_stay_apart_in_a_chart() -> None:
    spans = sample("spans")
    assert isinstance(spans, Spans)
    twice = replace(spans, rows=(spans.rows[0], spans.rows[0]))
    made = chart(twice).to_dict()
    rows = {row["row"] for row in made["data"]["values"]}
    assert rows == {"Alpha, one battalion (1)", "Alpha, one battalion (2)"}


@pytest.mark.parametrize("name", ["map", "what-if"])
def test_others_have_no_chart(name: str) -> None:
    picture = SAMPLES[name]
    assert isinstance(picture, Map | WhatIf)
    with pytest.raises(TypeError, match="has no chart"):
        chart(picture)


DRAWN: dict[str, Callable[[], object]] = {
    "vl_convert": lambda: png(sample("bars")),
    "altair": lambda: chart(sample("bars")),
}


@pytest.mark.parametrize("missing", DRAWN)
def test_without_the_libraries_one_line_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError) as caught:
        DRAWN[missing]()
    [fault] = caught.value.faults
    install = "pip install '.[report]' in the folder of the project"
    assert fault.allowed == f"{install}, or another format"
