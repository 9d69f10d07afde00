"""The door to what is drawn: pictures, maps and unit symbols."""

from __future__ import annotations

from planner.messages import Language
from planner.report.blocks import Map, Picture


def drawing(picture: Picture, *, name: str, language: Language) -> str:
    """A picture as an `<svg>` element."""
    from planner.report.draw import svg

    return svg(picture, name=name, language=language)


def map_fragment(picture: Map, *, name: str, language: Language) -> str:
    """A map with its slider over the days and its table."""
    from planner.report.render.html.map import map_html

    return map_html(picture, name=name, language=language)


def symbol(code: str, *, name: str) -> str:
    """An APP-6 symbol as an `<svg>` element."""
    from planner.report.draw.symbol import symbol_svg

    return symbol_svg(code, name=name)
