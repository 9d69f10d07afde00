"""From marks to an `<svg>` element: small, named, told, and the same every time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.report.draw.elements import element, number, text
from planner.report.draw.marks import WIDTH, Drawing, Kind, Marks, Value
from planner.report.draw.palette import on_white
from planner.report.draw.signs import signs_of

SETTABLE = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")
VIEW = re.compile(r' viewBox="0 0 (\S+) (\S+)"')
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing is called and tells; `name` begins every id in it, `kind` is its class."""

    name: str
    kind: str
    title: str
    told: str


def svg_of(drawing: Drawing, caption: Caption, *, on_paper: bool = False) -> str:
    """A drawing as an `<svg>` element."""
    marks = (_group(marks) for marks in drawing.layers)
    # what has no fill is open
    inside = element("g", *marks, fill="none")
    signs = signs_of(drawing.signs, caption.name)
    return framed((inside, *signs), caption, drawing.height, on_paper=on_paper)


def framed(
    inside: Iterable[str], caption: Caption, height: float, *, on_paper: bool = False
) -> str:
    """An `<svg>` element for a page, as wide as there is room, in colours that the page may set.

    `on_paper` it has a size of its own, and the colours of white paper, which lies behind it.
    """
    title, told = f"{caption.name}-title", f"{caption.name}-told"
    paper = element("rect", width=WIDTH, height=height, fill=on_white("paper")) if on_paper else ""
    made = element(
        "svg",
        element("title", text(caption.title), id=title),
        element("desc", text(caption.told), id=told),
        paper,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH if on_paper else "100%",
        height=height if on_paper else None,
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        class_=f"drawing drawing-{caption.kind}",
        role="img",
        font_family=FONT,
        aria_labelledby=title,
        aria_describedby=told,
    )
    return SETTABLE.sub(lambda colour: colour[1], made) if on_paper else made


def size_of(drawn: str) -> tuple[float, float]:
    """How wide and how high a drawing is, in pixels."""
    found = VIEW.search(drawn)
    assert found is not None
    return float(found[1]), float(found[2])


def _group(marks: Marks) -> str:
    """Marks of one kind, with the looks of all of them written once."""
    inside = "".join(_texts(marks) if marks.kind is Kind.TEXTS else _paths(marks))
    return element("g", inside, **marks.look) if inside else ""


def _texts(marks: Marks) -> Iterator[str]:
    for value in marks.values:
        yield element("text", text(str(value["text"])), x=value["x"], y=value["y"])


def _paths(marks: Marks) -> Iterator[str]:
    """A path each, for those of their own look and those that are told; one path for all others."""
    together = list[str]()
    for value in marks.values:
        drawn, fill, told = OUTLINES[marks.kind](value), value.get("fill"), value.get("told")
        if fill is None and told is None:
            together.append(drawn)
        else:
            title = element("title", text(str(told))) if told else ""
            yield element("path", title, d=drawn, fill=fill)
    if together:
        yield element("path", d="".join(together))


def _box(value: Value) -> str:
    """A rectangle; its edges are rounded one by one, so that neighbours meet."""
    x, y, x2, y2 = (number(float(value[at])) for at in ("x", "y", "x2", "y2"))
    return f"M{x},{y}H{x2}V{y2}H{x}Z"


def _rule(value: Value) -> str:
    x, y, x2, y2 = (number(float(value[at])) for at in ("x", "y", "x2", "y2"))
    return f"M{x},{y}V{y2}" if x == x2 else f"M{x},{y}H{x2}" if y == y2 else f"M{x},{y}L{x2},{y2}"


def _shape(value: Value) -> str:
    return str(value["shape"])


OUTLINES: Mapping[Kind, Callable[[Value], str]] = {
    Kind.BOXES: _box,
    Kind.RULES: _rule,
    Kind.SHAPES: _shape,
}
