"""Unit symbols of APP-6 as SVG; a plain box with letters where one cannot be drawn."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from planner.catalogue.symbol import WHOLE
from planner.report.blocks import Block, Spans, Table
from planner.report.draw.elements import element, number, text

DRAWN = re.compile(r'<svg[^>]* viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)
ID = re.compile(r'(?<= id=")[^"]+(?=")|(?<=url\(#)[^)]+(?=\))')
# of what stands in for a symbol: a frame of the usual size, in the colour of friends
FRAME = "M25 50H175V150H25z"
FRIEND = "#80e0ff"
LETTERS = 3
PAPER_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is inside a symbol, and the rectangle that it takes: left, top, width, height."""

    inside: str
    box: tuple[float, float, float, float]


def symbol_svg(code: str, *, name: str, size: float = 40.0, title: str = "") -> str:
    """A symbol as an `<svg>` element; a frame 150 wide is drawn 1.5 times `size` wide.

    Every id begins with `name`. With a `title` it is a picture of that name; without one it is
    decoration, for the name stands beside it.
    """
    _, _, width, height = _of(code, title).box
    view, inside = symbol_inside(code, name=name, title=title)
    return element(
        "svg",
        element("title", text(title)) if title else "",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        width=width * size / 100,
        height=height * size / 100,
        viewBox=view,
        class_="app6",
        role="img" if title else None,
        aria_hidden=None if title else "true",
        focusable="false",
    )


def symbol_inside(code: str, *, name: str, title: str = "") -> tuple[str, str]:
    """The view box of a symbol, and what is inside it.

    Every id begins with `name`; letters of the `title` stand in for an unknown code. The ground is
    white, for the colours of symbols are fixed.
    """
    drawn = _of(code, title)
    left, top, width, height = drawn.box
    paper = element("rect", x=left, y=top, width=width, height=height, rx=6, fill="#ffffff")
    renamed = ID.sub(lambda id_: f"{name}-{id_[0]}", drawn.inside)
    return " ".join(map(number, drawn.box)), paper + renamed


def _of(code: str, title: str) -> Drawn:
    return _drawn(code) or _box(title)


def draw_symbols(blocks: Iterable[Block]) -> None:
    """Draw the symbols of a report before all else: the table of all symbols, which the library
    reads for the first of them, is four times as large as the report, and is let go afterwards."""
    for block in blocks:
        match block:
            case Table(symbols=codes):
                every = codes
            case Spans(rows=rows):
                every = tuple(row.symbol for row in rows)
            case _:
                continue
        for code in every:
            _drawn(code)
    library = sys.modules.get("milsymbol.symbol")
    if library is not None:
        library.__dict__.update(_number_data=None)  # as it was before the first symbol


@cache
def _drawn(code: str) -> Drawn | None:
    """A symbol as the library draws it; None for a code that it does not know."""
    try:
        from milsymbol import Symbol
    except ImportError:
        return None
    if len(code) != WHOLE or not code.isdecimal():
        return None
    symbol = Symbol(code, size=100)
    found = DRAWN.search(symbol.as_svg()) if symbol.is_valid() else None
    if found is None or not found[2]:
        return None
    left, top, width, height = map(float, found[1].split())
    gap = PAPER_GAP
    return Drawn(found[2], (left - gap, top - gap, width + 2 * gap, height + 2 * gap))


def _box(title: str) -> Drawn:
    """A frame with the first letters of the words of a title."""
    letters = "".join(word[0] for word in title.split() if word[0].isalnum())[:LETTERS].upper()
    frame = element("path", d=FRAME, fill=FRIEND, stroke="#000000", stroke_width=4)
    told = element(
        "text",
        text(letters or "?"),
        x=100,
        y=116,
        font_size=46,
        font_family="sans-serif",
        font_weight="bold",
        text_anchor="middle",
    )
    return Drawn(frame + told, (17.0, 42.0, 166.0, 116.0))
