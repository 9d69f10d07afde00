"""Pieces of a Word document as markup: elements, runs of text, paragraphs.

A document has a hundred thousand elements: they are put together as text, and read at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

Element = Any  # the package that writes documents has no types for its elements
Markup = str
START = re.compile(r"<w:\w+")


def w(tag: str, *inside: Markup, **attributes: object) -> Markup:
    """An element of WordprocessingML with its attributes, all of the same namespace."""
    written = "".join([f' w:{name}="{escape(str(told))}"' for name, told in attributes.items()])
    return f"<w:{tag}{written}>{''.join(inside)}</w:{tag}>"


def read(markup: Markup) -> Element:
    """An element of a document, to be put into its place."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    # with a namespace of its own it is put into its place 45 times as fast as with one above it
    return parse_xml(START.sub(rf"\g<0> {nsdecls('w')}", markup, count=1))


def run(text: str, *looks: Markup, style: str | None = None) -> Markup:
    """A run of text, with what makes it look otherwise than its paragraph."""
    properties = [*([w("rStyle", val=style)] if style else []), *looks]
    return w("r", *([w("rPr", *properties)] if properties else []), text_element(text))


def text_element(text: str) -> Markup:
    """The text of a run as it is, spaces at its ends too."""
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def paragraph(style: str | None, runs: Iterable[Markup], *more: Markup) -> Markup:
    """A paragraph in a style; `more` stands among its properties."""
    properties = [*([w("pStyle", val=style)] if style else []), *more]
    return w("p", *([w("pPr", *properties)] if properties else []), *runs)


def field(instruction: str, shown: str) -> Markup:
    """A field that a word processor works out anew, with what it shows until then."""
    return w("fldSimple", run(shown), instr=f" {instruction} ")


def link(anchor: str, *runs: Markup) -> Markup:
    """Text that leads to a bookmark of the document."""
    return w("hyperlink", *runs, anchor=anchor, history="1")


def bookmark(number: int, name: str, *runs: Markup) -> list[Markup]:
    """Runs that a link can lead to."""
    return [w("bookmarkStart", id=number, name=name), *runs, w("bookmarkEnd", id=number)]
