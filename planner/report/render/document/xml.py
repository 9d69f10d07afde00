"""Pieces of a Word document: elements, runs of text, paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

Element = Any  # the package that writes documents has no types for its elements


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of WordprocessingML with its attributes, all of the same namespace."""
    make, namespace, prefixes = _making()
    made = make(
        namespace + tag,
        {namespace + name: str(value) for name, value in attributes.items()},
        prefixes,
    )
    made.extend(children)
    return made


@cache
def _making() -> tuple[Callable[..., Element], str, dict[str, str]]:
    """What makes elements, the namespace before their names, and how a file writes that: looked up
    once, for a document has a hundred thousand of them."""
    from docx.oxml.ns import nsmap, qn
    from docx.oxml.parser import oxml_parser

    return oxml_parser.makeelement, qn("w:_").removesuffix("_"), {"w": nsmap["w"]}


def run(text: str, *looks: Element, style: str | None = None) -> Element:
    """A run of text, with what makes it look otherwise than its paragraph."""
    properties = [*([w("rStyle", val=style)] if style else []), *looks]
    return w("r", *([w("rPr", *properties)] if properties else []), text_element(text))


def text_element(text: str) -> Element:
    """The text of a run as it is, spaces at its ends too."""
    made = w("t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(style: str | None, runs: Iterable[Element], *more: Element) -> Element:
    """A paragraph in a style; `more` stands among its properties."""
    properties = [*([w("pStyle", val=style)] if style else []), *more]
    return w("p", *([w("pPr", *properties)] if properties else []), *runs)


def field(instruction: str, shown: str) -> Element:
    """A field that a word processor works out anew, with what it shows until then."""
    return w("fldSimple", run(shown), instr=f" {instruction} ")


def link(anchor: str, *runs: Element) -> Element:
    """Text that leads to a bookmark of the document."""
    return w("hyperlink", *runs, anchor=anchor, history="1")


def bookmark(number: int, name: str, *runs: Element) -> list[Element]:
    """Runs that a link can lead to."""
    return [w("bookmarkStart", id=number, name=name), *runs, w("bookmarkEnd", id=number)]
