"""Pages of the samples, with drawings that stand in for the real ones: quick, and easy to read."""

from __future__ import annotations

import pytest

from planner.messages import Language
from planner.report.blocks import Map, Picture
from planner.report.render.html import figures, tables


@pytest.fixture(autouse=True)
def drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawings that say no more than what they are of."""
    monkeypatch.setattr(figures, "drawing", drawing)
    monkeypatch.setattr(figures, "map_fragment", map_fragment)
    monkeypatch.setattr(tables, "symbol", symbol)


def drawing(picture: Picture, *, name: str, language: Language) -> str:
    """A drawing with two marks."""
    kind = type(picture).__name__
    return (
        f'<svg viewBox="0 0 600 200" role="img" aria-labelledby="{name}-title">'
        f'<title id="{name}-title">{kind}, {language}</title>'
        '<rect x="0" y="0" width="200" height="90" fill="var(--blue, #0b5f9e)" '
        'aria-label="the first mark"/>'
        '<rect x="300" y="100" width="200" height="90" fill="var(--blue, #0b5f9e)" '
        'aria-label="the second mark"/></svg>'
    )


def map_fragment(picture: Map, *, name: str, language: Language) -> str:
    """A map with nothing on it."""
    return f'<div id="{name}-map">{len(picture.places)} places, {language}</div>'


def symbol(code: str, *, name: str) -> str:
    """A symbol of which only the code is known."""
    return f'<svg viewBox="0 0 3 2" role="img" aria-label="{code}" id="{name}"></svg>'
