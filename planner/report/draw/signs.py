"""APP-6 symbols inside a drawing: each is written once, and shown wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from planner.report.draw.marks import Sign
from planner.report.draw.symbol import symbol_svg

Element = ElementTree.Element
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def place_signs(root: Element, signs: Sequence[Sign], name: str) -> None:
    """Adds the signs to a drawing, above the rest; every id begins with `name`."""
    codes, known = dict[str, int](), dict[str, str]()
    for sign in signs:
        number = codes.setdefault(sign.code, len(codes) + 1)
        drawn = symbol_svg(sign.code, name=f"{name}-code-{number}", title=sign.name)
        symbol = _symbol(drawn)
        inside = ElementTree.tostring(symbol, encoding="unicode")
        if inside not in known:
            known[inside] = f"{name}-sign-{len(known) + 1}"
            symbol.set("id", known[inside])
            root.append(symbol)
        place = {"x": sign.x, "y": sign.y, "width": sign.width, "height": sign.height}
        shown = {key: f"{value:g}" for key, value in place.items()}
        root.append(ElementTree.Element("use", {"href": f"#{known[inside]}", **shown}))


def _symbol(drawn: str) -> Element:
    """What is inside a symbol, to be shown elsewhere; its name is told by what it stands beside."""
    read = ElementTree.fromstring(drawn.replace(NAMESPACE, "", 1))
    symbol = ElementTree.Element("symbol", {"viewBox": read.get("viewBox", "")})
    symbol.extend(child for child in read if child.tag != "title")
    return symbol
