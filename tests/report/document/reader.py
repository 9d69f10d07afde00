"""Documents read back: what stands in which style, and what is at the head and foot of pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn


def opened(made: bytes) -> Any:
    """A document as the package sees it."""
    return docx.Document(io.BytesIO(made))


def told(made: bytes) -> str:
    """The structure of a document: a line a paragraph, with its style, and a line a row."""
    document = opened(made)
    names = {style.style_id: style.name for style in document.styles}
    return "\n".join(_lines(document.element.body, names)) + "\n"


def _lines(body: Any, names: dict[str, str]) -> Iterator[str]:
    for element in body:
        if element.tag == qn("w:p"):
            yield from _paragraph(element, names)
        elif element.tag == qn("w:tbl"):
            yield from _table(element)
        elif element.tag == qn("w:sectPr"):
            yield f"--- {_page(element)}"


def _paragraph(element: Any, names: dict[str, str]) -> Iterator[str]:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = "" if style is None else names[style.get(qn("w:val"))]
    text = text_of(element)
    for picture in element.iter(qn("wp:docPr")):
        text += f"<picture: {picture.get('descr')}>"
    if text:
        yield f"[{name}] {text}"
    for section in element.iter(qn("w:sectPr")):
        yield f"--- {_page(section)}"


def _table(element: Any) -> Iterator[str]:
    for row in element.iter(qn("w:tr")):
        cells = (text_of(cell) for cell in row.iter(qn("w:tc")))
        mark = "=" if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None else "|"
        yield f"{mark} " + " | ".join(cells)


def _page(section: Any) -> str:
    size = section.find(qn("w:pgSz"))
    return "across" if size.get(qn("w:orient")) == "landscape" else "upright"


def text_of(element: Any) -> str:
    """All text below an element."""
    return "".join(found.text or "" for found in element.iter(qn("w:t")))


def running(made: bytes) -> list[tuple[str, str]]:
    """Head and foot of the pages of each section."""
    return [
        (text_of(section.header._element), text_of(section.footer._element))
        for section in opened(made).sections
    ]


def names(made: bytes) -> list[str]:
    """The files in a document."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.namelist()
