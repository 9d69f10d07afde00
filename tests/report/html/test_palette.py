"""Whatever is read or looked for on a page stands out from what lies behind it, light and dark."""

from __future__ import annotations

import re

import pytest

from planner.report.render.html.assets import asset
from planner.report.render.html.palette import PAGE, SHAPE_ON, TEXT_ON, palette_rules

# of WCAG 2.2, 1.4.3 and 1.4.11, level AA
TEXT, SHAPE = 4.5, 3.0


def contrast(one: str, other: str) -> float:
    """The ratio of two colours as #rrggbb."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_measured_as_it_should_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_ON)
def test_text_is_readable(front: str, back: str, theme: int) -> None:
    assert contrast(PAGE[front][theme], PAGE[back][theme]) >= TEXT


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPE_ON)
def test_edges_are_seen(front: str, back: str, theme: int) -> None:
    assert contrast(PAGE[front][theme], PAGE[back][theme]) >= SHAPE


def test_every_colour_of_the_style_is_one_of_the_palette() -> None:
    css = asset("page.css")
    used = set(re.findall(r"var\(--([a-z-]+)\)", css))
    assert used <= PAGE.keys()
    assert {name for pair in (*TEXT_ON, *SHAPE_ON) for name in pair} <= PAGE.keys()
    # on paper, where the browser prints the banners of the screen
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", css)) <= {"#fff", "#000"}


def test_the_rules_set_every_colour_in_each_theme() -> None:
    rules = palette_rules({"a": ("#111111", "#eeeeee")})
    assert rules.count("--a:#111111;") == 3  # at first, chosen, on paper
    assert rules.count("--a:#eeeeee;") == 2  # asked for by the machine, chosen
