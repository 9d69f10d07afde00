"""Colours that can be read, light and dark, and that nothing is said by alone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from planner.report.draw.palette import PALETTE, SHAPES, TEXTS, for_pages, on_white
from planner.report.draw.spans import FORMS
from planner.report.pictures.gantt import Shown

# the contrast that texts, and shapes that tell something, should have at least (WCAG 2.2, AA)
OF_TEXT, OF_SHAPES = 4.5, 3.0
# neighbours that are told apart in grey too
OF_NEIGHBOURS = 1.25


def lightness(colour: str) -> float:
    """Relative luminance, from 0 for black to 1 for white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """From 1, for the same, to 21."""
    less, more = sorted((lightness(one), lightness(other)))
    return (more + 0.05) / (less + 0.05)


def series(prefix: str, mode: int) -> list[str]:
    """The colours whose names are the prefix and a number, in their order."""
    return [pair[mode] for name, pair in PALETTE.items() if name.startswith(prefix)]


def test_the_measure_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("mode", [0, 1])
@pytest.mark.parametrize("name", TEXTS)
def test_texts_can_be_read(name: str, mode: int) -> None:
    assert contrast(PALETTE[name][mode], PALETTE["paper"][mode]) >= OF_TEXT


@pytest.mark.parametrize("mode", [0, 1])
@pytest.mark.parametrize("name", SHAPES)
def test_shapes_can_be_seen(name: str, mode: int) -> None:
    assert contrast(PALETTE[name][mode], PALETTE["paper"][mode]) >= OF_SHAPES


@pytest.mark.parametrize("mode", [0, 1])
def test_lines_are_seen_on_the_band(mode: int) -> None:
    assert contrast(PALETTE["ink"][mode], PALETTE["band"][mode]) >= OF_TEXT


@pytest.mark.parametrize("mode", [0, 1])
@pytest.mark.parametrize("prefix", ["share-", "layer-"])
def test_neighbours_differ_in_lightness(prefix: str, mode: int) -> None:
    colours = [PALETTE["paper"][mode], *series(prefix, mode)]
    assert [pair for pair in pairwise(colours) if contrast(*pair) < OF_NEIGHBOURS] == []


@pytest.mark.parametrize("mode", [0, 1])
def test_the_more_of_a_share_the_farther_from_the_paper(mode: int) -> None:
    paper = PALETTE["paper"][mode]
    distances = [contrast(colour, paper) for colour in series("share-", mode)]
    assert distances == sorted(distances)


def test_names_and_colours_are_plain() -> None:
    for name, pair in PALETTE.items():
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name)
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in pair)


def test_a_page_may_set_a_colour_and_paper_has_the_light_one() -> None:
    assert for_pages("ink") == f"var(--ink, {PALETTE['ink'][0]})"
    assert on_white("ink") == PALETTE["ink"][0]


def test_kinds_of_spans_differ_without_colour() -> None:
    looks = [(form.height, form.fill is None, form.stroke is None, form.dashed) for form in FORMS]
    assert len(set(looks)) == len(FORMS)


def test_the_forms_are_in_the_order_of_what_a_gantt_chart_shows() -> None:
    forms = dict(zip(Shown, FORMS, strict=False))
    assert forms[Shown.MOVEMENT].height == min(form.height for form in FORMS)
    assert forms[Shown.ON_DUTY].fill == "blue"
    assert forms[Shown.WANTED].stroke == "alarm-fill"
    assert forms[Shown.BARRED].fill == forms[Shown.RELIEF].fill == "paper"
