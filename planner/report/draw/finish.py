"""From what Vega writes to what stands in a report: small, named, told, and the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from planner.report.draw.marks import Sign
from planner.report.draw.signs import place_signs

Element = ElementTree.Element

DROPPED = frozenset({"class", "role", "aria-roledescription", "font-family", "pointer-events"})
# looks that a group may have for all that is in it
SHARED = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap",
    "font-size", "font-weight", "text-anchor", "fill-opacity",
)  # fmt: skip
PLAIN = {
    "opacity": "1",
    "transform": "translate(0,0)",
    "font-weight": "normal",
    "text-anchor": "start",
}
PLACES = ("d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height")
NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
REFERENCE = re.compile(r"(?<=url\(#)[^)]+(?=\))")
SETTABLE = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")
NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing is called and tells; `name` begins every id in it, `kind` is its class."""

    name: str
    kind: str
    title: str
    told: str


def finished(made: Iterable[str], caption: Caption, signs: Sequence[Sign] = ()) -> str:
    """Drawings of Vega that lie on one another, all of one size, as an `<svg>` element for a page:
    as wide as there is room."""
    sheets = [_read(sheet, number) for number, sheet in enumerate(made)]
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "width": "100%",
            "viewBox": f"0 0 {sheets[0].get('width')} {sheets[0].get('height')}",
            "class": f"drawing drawing-{caption.kind}",
            "role": "img",
            "font-family": FONT,
            "aria-labelledby": f"{caption.name}-title",
            "aria-describedby": f"{caption.name}-told",
        },
    )
    _said(root, "title", f"{caption.name}-title", caption.title)
    _said(root, "desc", f"{caption.name}-told", caption.told)
    for sheet in sheets:
        root.extend(sheet)
    _rename(root, caption.name)
    place_signs(root, signs, caption.name)
    return ElementTree.tostring(root, encoding="unicode")


def on_paper(drawing: str, paper: str) -> tuple[str, float, float]:
    """A drawing for a page as one that needs none, with its width and height in pixels.

    It has paper behind it, and of each colour that a page may set the one that is set by none.
    """
    root = ElementTree.fromstring(SETTABLE.sub(lambda colour: colour[1], drawing))
    _, _, width, height = root.get("viewBox", "").split(" ")
    root.set("width", width)
    root.set("height", height)
    root.insert(
        0,
        ElementTree.Element(
            f"{{{NAMESPACE}}}rect", {"width": width, "height": height, "fill": paper}
        ),
    )
    ElementTree.register_namespace("", NAMESPACE)
    return ElementTree.tostring(root, encoding="unicode"), float(width), float(height)


def _read(made: str, number: int) -> Element:
    """A drawing of Vega with what is seen of it; its ids are told from those of the others."""
    read = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", made, count=1))
    clean = ElementTree.Element("svg", read.attrib)
    clean.extend(part for child in read for part in _cleaned(child))
    _rename(clean, f"sheet{number}")
    return clean


def _said(parent: Element, tag: str, id_: str, text: str) -> None:
    ElementTree.SubElement(parent, tag, {"id": id_}).text = text


def _cleaned(element: Element) -> Iterator[Element]:
    """The element without what is not seen; a group that does nothing becomes what is in it."""
    # Vega's own rectangle is the paper behind all
    if element.get("class") in ("foreground", "background") or element.tag == "rect":
        return
    children = [part for child in element for part in _cleaned(child)]
    kept = {name: _short(name, value) for name, value in element.attrib.items()}
    looks = {
        name: value
        for name, value in kept.items()
        if name not in DROPPED and PLAIN.get(name) != value and not name.startswith("aria-")
    }
    if element.tag == "g":
        if not children:
            return
        _share(looks, children)
        if kept.get("aria-hidden") == "true":
            looks["aria-hidden"] = "true"
        if not looks:
            yield from children
            return
    clean = ElementTree.Element(element.tag, looks)
    clean.text = element.text
    if told := kept.get("aria-label"):
        ElementTree.SubElement(clean, "title").text = told
    clean.extend(children)
    yield clean


def _short(name: str, value: str) -> str:
    """Places to a hundredth of a pixel."""
    if name not in PLACES:
        return value
    return NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), value)


def _share(group: dict[str, str], children: list[Element]) -> None:
    """Gives a group the looks that all of its children have."""
    for name in SHARED:
        looks = {child.get(name) for child in children}
        if len(looks) == 1 and (look := looks.pop()) is not None:
            group[name] = look
            for child in children:
                del child.attrib[name]


def _rename(root: Element, name: str) -> None:
    """Ids that begin with the name of the drawing, numbered as they appear."""
    renamed: dict[str, str] = {}
    for element in root.iter():
        if (old := element.get("id")) and not old.startswith(f"{name}-"):
            renamed[old] = f"{name}-{len(renamed) + 1}"
            element.set("id", renamed[old])
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if "url(#" in value:
                element.set(attribute, REFERENCE.sub(lambda at: renamed[at[0]], value))
