"""The parts of a section as a page has them, in reading order: words, tables, figures, sliders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planner.messages import Language, in_language, said
from planner.report.blocks import Block, Heading, Line, Table, Tone, WhatIf
from planner.report.blocks.block import Picture
from planner.report.render.html.figures import Figure, figure
from planner.report.render.html.notes import Footnotes
from planner.report.render.html.sentences import Sentences, leads_in, led_in, sentences_of
from planner.report.render.html.tables import TableView, table_view
from planner.report.render.html.what_if import WhatIfView, what_if_view


@dataclass(frozen=True, slots=True)
class SubHeading:
    """A heading inside a section."""

    id: str
    text: str
    level: int
    kind: str = "heading"


Part = SubHeading | Sentences | TableView | Figure | WhatIfView


@dataclass
class Numbering:
    """What is counted through a page while it is made."""

    language: Language
    notes: Footnotes = field(default_factory=Footnotes)
    tables: int = 0
    figures: int = 0
    headings: int = 0


def parts_of(title: str, blocks: Iterable[Block], numbering: Numbering) -> Iterator[Part]:
    """The parts below a heading. A line that only leads in a table becomes its caption."""
    heading, lines, level = title, list[Line](), 2
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        caption = _caption(lines) if isinstance(block, Table) else ""
        yield from sentences_of(lines, numbering.notes)
        lines = []
        match block:
            case Heading():
                heading, level = block.text, min(block.level, level + 1)
                numbering.headings += 1
                yield SubHeading(f"part-{numbering.headings}", block.text, level)
            case Table():
                yield _table(block, caption or heading, numbering)
            case WhatIf():
                yield _what_if(block, numbering)
            case _ if isinstance(block, Picture):
                yield _figure(block, numbering)
    yield from sentences_of(lines, numbering.notes)


def _caption(lines: list[Line]) -> str:
    """The last line where it leads in what follows; it is taken from the lines."""
    if lines and leads_in(lines[-1].text) and not lines[-1].notes and lines[-1].tone is Tone.PLAIN:
        return led_in(lines.pop().text)
    return ""


def _table(block: Table, caption: str, numbering: Numbering) -> TableView:
    numbering.tables += 1
    name = said("page.table", number=numbering.tables)
    return table_view(
        block,
        f"table-{numbering.tables}",
        _numbered(name, caption, numbering.language),
        numbering.notes,
    )


def _figure(block: Picture, numbering: Numbering) -> Figure:
    return figure(block, *_next_figure(block.title, numbering), numbering.language)


def _what_if(block: WhatIf, numbering: Numbering) -> WhatIfView:
    return what_if_view(block, *_next_figure(block.title, numbering), numbering.language)


def _next_figure(title: str, numbering: Numbering) -> tuple[str, str]:
    """Id and caption."""
    numbering.figures += 1
    name = said("page.figure", number=numbering.figures)
    return f"figure-{numbering.figures}", _numbered(name, title, numbering.language)


def _numbered(name: str, caption: str, language: Language) -> str:
    name = in_language(name, language)
    return f"{name}. {caption}" if caption else name
