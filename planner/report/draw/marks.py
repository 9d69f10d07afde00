"""The marks that drawings are made of, as layers of a Vega-Lite chart.

Places are in pixels from the upper left corner. A value of a layer may have a `told`, which is
shown where it is pointed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Spec = dict[str, Any]
Value = Mapping[str, float | str]

WIDTH = 720.0
"""Of every drawing, as it is on a page; it grows and shrinks as a whole."""
SIZE, SMALL = 13.0, 12.0
"""Of letters."""
MOST_AT_ONCE, ONE_VALUE = 300_000, 50
"""Characters that Vega is given at once, for it takes much memory over many; and those of a value
beside its texts."""
TEXT_DOWN = 4.3
"""From the middle of a line of text to its foot."""


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
    layers: tuple[Spec, ...]
    signs: tuple[Sign, ...] = ()


def boxes(values: Iterable[Value], **look: Any) -> Spec:
    """Rectangles from (x, y) to (x2, y2)."""
    return _layer("rect", values, look)


def rules(values: Iterable[Value], **look: Any) -> Spec:
    """Straight lines from (x, y) to (x2, y2)."""
    return _layer("rule", values, look)


def texts(values: Iterable[Value], **look: Any) -> Spec:
    """Each `text` on the line y, from x on; or to x, or around it, as `align` says."""
    plain = {"align": "left", "baseline": "alphabetic", "fontSize": SIZE, "limit": 0}
    return _layer("text", values, plain | look)


def shapes(values: Iterable[Value], **look: Any) -> Spec:
    """Each `shape`, a path of SVG: lines with a stroke, areas with a fill."""
    placed = [{"x": 0, "y": 0, **value} for value in values]
    # a symbol of size 4 is drawn as its path is written
    plain = {"size": 4, "opacity": 1, "fill": None, "stroke": None}
    return _layer("point", placed, plain | look)


def together(parts: Iterable[Iterable[Spec]]) -> list[Spec]:
    """The layers of parts that do not overlap: those that look the same in one.

    A chart takes long over many layers, and hardly longer over many values.
    """
    found = dict[str, Spec]()
    for part in parts:
        for layer in part:
            values = layer["data"]["values"]
            if not values:
                continue
            key = repr((layer["mark"], layer["encoding"]))
            if key in found:
                found[key]["data"]["values"] += values
            else:
                found[key] = {**layer, "data": {"values": list(values)}}
    return list(found.values())


def sheets(drawing: Drawing) -> Iterator[Drawing]:
    """A drawing as drawings that lie on one another, each of them not too much to draw at once."""
    layers, size = list[Spec](), 0
    for layer in drawing.layers:
        for part in _parts(layer):
            added = _size(part["data"]["values"])
            if layers and size + added > MOST_AT_ONCE:
                yield replace(drawing, layers=tuple(layers))
                layers, size = [], 0
            layers.append(part)
            size += added
    yield replace(drawing, layers=tuple(layers))


def _parts(layer: Spec) -> Iterator[Spec]:
    """A layer as layers of no more than what is drawn at once."""
    values, first, size = layer["data"]["values"], 0, 0
    for number, value in enumerate(values):
        size += (added := _size([value]))
        if number > first and size > MOST_AT_ONCE:
            yield {**layer, "data": {"values": values[first:number]}}
            first, size = number, added
    yield {**layer, "data": {"values": values[first:]}}


def _size(values: Sequence[Value]) -> int:
    """About how many characters the values take."""
    texts_of = (text for value in values for text in value.values() if isinstance(text, str))
    return ONE_VALUE * len(values) + sum(map(len, texts_of))


def chart_of(drawing: Drawing) -> Spec:
    """The drawing as a Vega-Lite chart, with nothing around it."""
    return {
        "width": WIDTH,
        "height": drawing.height,
        "padding": 0,
        "autosize": "none",
        "background": "transparent",
        "layer": [layer for layer in drawing.layers if layer["data"]["values"]],
        "config": {"view": {"stroke": None}, "font": "Liberation Sans, sans-serif"},
    }


def _layer(kind: str, values: Iterable[Value], look: Mapping[str, Any]) -> Spec:
    rows = [dict(value) for value in values]
    fields = rows[0].keys() if rows else ()
    told = "told" in fields
    return {
        "data": {"values": rows},
        "mark": {"type": kind, "aria": told, "tooltip": None, **look},
        "encoding": dict(_encoding(fields)),
    }


def _encoding(fields: Iterable[str]) -> Iterator[tuple[str, Spec]]:
    """How each field of the values is read."""
    for field in fields:
        if field in ("x", "y"):
            place = {"field": field, "type": "quantitative", "scale": None, "axis": None}
            yield field, place
        elif field in ("x2", "y2"):
            yield field, {"field": field}
        elif field in ("fill", "stroke", "shape"):
            look = {"field": field, "type": "nominal", "scale": None, "legend": None}
            yield field, look
        elif field == "text":
            yield field, {"field": field, "type": "nominal"}
        elif field == "told":
            yield "description", {"field": field, "type": "nominal"}
            yield "tooltip", {"field": field, "type": "nominal"}


def path(points: Sequence[tuple[float, float]], close: bool = False) -> str:
    """Points as a path of SVG, to a tenth of a pixel."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + ("Z" if close else "")
