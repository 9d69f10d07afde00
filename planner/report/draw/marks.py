"""The marks that drawings are made of, in layers.

Places are in pixels from the upper left corner. A value of a box, a rule or a shape may have a
`told`, which is shown where it is pointed at, and a `fill` of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

Value = Mapping[str, float | str]
Looks = Mapping[str, float | str | None]
"""Attributes of SVG, an underscore in the place of each hyphen."""

WIDTH = 720.0
"""Of every drawing, as it is on a page; it grows and shrinks as a whole."""
SIZE, SMALL = 13.0, 12.0
"""Of letters."""
TEXT_DOWN = 4.3
"""From the middle of a line of text to its foot."""


class Kind(Enum):
    """What marks are, and with it what their values hold."""

    BOXES = "boxes"
    RULES = "rules"
    TEXTS = "texts"
    SHAPES = "shapes"


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of one kind that look the same."""

    kind: Kind
    values: tuple[Value, ...]
    look: Looks


@dataclass(frozen=True, slots=True)
class Sign:
    """An APP-6 symbol in a box from (x, y); letters of the name stand in for an unknown one."""

    code: str
    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Layers from the lowest up, how high they are together, and the signs that lie on them."""

    height: float
    layers: tuple[Marks, ...]
    signs: tuple[Sign, ...] = ()


def boxes(values: Iterable[Value], **look: float | str) -> Marks:
    """Rectangles from (x, y) to (x2, y2)."""
    return Marks(Kind.BOXES, tuple(values), look)


def rules(values: Iterable[Value], **look: float | str) -> Marks:
    """Straight lines from (x, y) to (x2, y2)."""
    return Marks(Kind.RULES, tuple(values), look)


def texts(values: Iterable[Value], **look: float | str) -> Marks:
    """Each `text` on the line y, from x on; or to x, or around it, as `text_anchor` says."""
    return Marks(Kind.TEXTS, tuple(values), {"font_size": SIZE, **look})


def shapes(values: Iterable[Value], **look: float | str | None) -> Marks:
    """Each `shape`, a path of SVG: lines with a stroke, areas with a fill."""
    return Marks(Kind.SHAPES, tuple(values), look)


def together(parts: Iterable[Iterable[Marks]]) -> list[Marks]:
    """The layers of parts that do not overlap: marks that look the same in one."""
    found = dict[tuple[Kind, str], Marks]()
    for part in parts:
        for marks in part:
            key = (marks.kind, repr(marks.look))
            same = found.get(key)
            values = marks.values if same is None else same.values + marks.values
            found[key] = replace(marks, values=values)
    return list(found.values())


def path(points: Sequence[tuple[float, float]], close: bool = False) -> str:
    """Points as a path of SVG, to a tenth of a pixel."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + ("Z" if close else "")
