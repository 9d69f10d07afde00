"""Paper: how much a line holds, and the pages that stand upright or across."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from planner.report.render.document.xml import Element, Markup, read, w

Document = Any

# the width of a letter, as a share of the size of its type: in the type of our own template, and in
# any that another one may have
LETTER, ANY_LETTER = 0.52, 0.62
TWIPS_A_POINT = 20
# of a page of which a template says nothing, in twentieths of a point: its sides, its margins
A4, MARGIN = (11906, 16838), 1440
EMU_A_TWIP = 635


@dataclass(frozen=True, slots=True)
class Paper:
    """The page that the report stands on, upright, with its margins; in twentieths of a point."""

    section: Element
    """What the template says of its pages."""
    width: int
    height: int
    margins: tuple[int, int, int, int]
    """Above, right, below, left."""
    letter: float = LETTER
    """The width of a letter, as a share of the size of its type."""

    def room(self, *, across: bool) -> int:
        """Width of the text."""
        above, right, below, left = self.margins
        # turned to the left: what was above is now at the left
        return self.height - above - below if across else self.width - left - right

    def depth(self, *, across: bool) -> int:
        """Height of the text."""
        above, right, below, left = self.margins
        return self.width - left - right if across else self.height - above - below

    def letters(self, size: float, *, across: bool) -> int:
        """How many letters of a size in points stand on a line."""
        return int(self.room(across=across) / (size * self.letter * TWIPS_A_POINT))


def paper_of(document: Document, place: Element, *, own: bool) -> Paper:
    """The page on which the paragraph `place` stands; of our `own` template the type is known."""
    properties = next(_later_sections(document, place))
    section = next(s for s in document.sections if s._sectPr is properties)
    sides = (section.page_width, section.page_height)
    width, height = map(_twips, sides, A4)
    edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    margins = tuple(map(_twips, edges, (MARGIN,) * 4))
    if width > height:  # a template that lies across: its upright pages are turned
        width, height = height, width
        margins = (margins[3], margins[0], margins[1], margins[2])
    assert len(margins) == 4
    return Paper(properties, width, height, margins, LETTER if own else ANY_LETTER)


def _twips(length: int | None, otherwise: int) -> int:
    """A length of a template in twentieths of a point."""
    return otherwise if length is None else length // EMU_A_TWIP


def _later_sections(document: Document, place: Element) -> Any:
    body = document.element.body
    every = [section._sectPr for section in document.sections]
    order = {id(element): i for i, element in enumerate(body.iter())}
    return (found for found in every if order[id(found)] > order[id(place)])


def section_end(paper: Paper, *, across: bool) -> Markup:
    """A paragraph that ends a section whose pages stand upright, or lie across.

    What a template wants of its first page holds for the section that has it, and no later one.
    """
    properties = copy.deepcopy(paper.section)
    _drop(paper.section, "titlePg")
    for numbers in paper.section.findall(_name(paper.section, "pgNumType")):
        numbers.attrib.pop(_name(numbers, "start"), None)
    _turn(properties, paper, across=across)
    line = w("spacing", before=0, after=0, line=TWIPS_A_POINT, lineRule="exact")
    return w("p", w("pPr", line, properties.xml))


def _turn(properties: Element, paper: Paper, *, across: bool) -> None:
    above, right, below, left = paper.margins
    sides = (left, above, right, below) if across else (above, right, below, left)
    margins = properties.find(_name(properties, "pgMar"))
    for name, value in zip(("top", "right", "bottom", "left"), sides, strict=True):
        margins.set(_name(properties, name), str(value))
    size = {"w": paper.height, "h": paper.width, "orient": "landscape"}
    if not across:
        size = {"w": paper.width, "h": paper.height}
    for name in ("type", "pgSz"):
        _drop(properties, name)
    margins.addprevious(read(w("type", val="nextPage")))
    margins.addprevious(read(w("pgSz", **size)))


def _drop(properties: Element, name: str) -> None:
    for found in properties.findall(_name(properties, name)):
        properties.remove(found)


def _name(element: Element, name: str) -> str:
    return f"{{{element.nsmap['w']}}}{name}"
