"""What is written in the place of the report: words, tables, pictures, and where figures come from.

A subsection with a table that has no room on an upright page stands on pages that lie across.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.messages import Language, in_language, said
from planner.report.blocks import Block, Heading, Line, Marking, Table, Tone, WhatIf
from planner.report.draw.palette import on_white
from planner.report.render.document.paper import Paper, paper_of, section_end
from planner.report.render.document.pictures import picture_run
from planner.report.render.document.styles import paragraph_styles, table_style
from planner.report.render.document.tables import (
    Cell,
    cell_run,
    fit,
    table_element,
    without_blanks,
)
from planner.report.render.document.what_if import tables_of
from planner.report.render.document.xml import Markup, bookmark, link, paragraph, read, run, w
from planner.report.render.document.xml import field as changing
from planner.report.render.footnotes import Footnotes
from planner.report.render.outline import Outline

Document = Any
URGENT = (Tone.BAD, Tone.WARNING)
SIGN = "! "
ALARM = on_white("alarm").removeprefix("#")
LEVELS = {1: "section", 2: "section", 3: "subsection"}


@dataclass
class Writing:
    """A report while it is written before the paragraph `place`, which then goes."""

    document: Document
    place: Any
    language: Language
    own_template: bool = True
    paper: Paper = field(init=False)
    styles: dict[str, str] = field(init=False)
    footnotes: Footnotes = field(default_factory=Footnotes)
    across: bool = False
    figures: int = 0

    def __post_init__(self) -> None:
        self.paper = paper_of(self.document, self.place, own=self.own_template)
        self.styles = paragraph_styles(self.document)

    def write(self, report: Outline) -> None:
        """Every block of a report, its title aside."""
        for group in _groups(report):
            self._turn(across=any(self._lies(block) for block in group))
            for block in group:
                self._block(block)

    def sources(self) -> None:
        """The notes that were cited, by number."""
        notes = list(self.footnotes.listed())
        if not notes:
            return
        self._turn(across=False)
        self._heading(self.word(said("document.sources")), 2)
        for number, note in notes:
            marked = bookmark(number, f"source_{number}", run(f"[{number}]"))
            self._add(self._paragraph("source", [*marked, run(f" {note}")]))

    def stamp(self, stamp: Sequence[tuple[str, str]]) -> None:
        """What made the report, and from what."""
        if not stamp:
            return
        self._turn(across=False)
        self._heading(self.word(said("document.run")), 2)
        for name, value in stamp:
            lead = self.word(said("document.tone", tone=name))
            told = [run(lead, w("b")), run(self.word(value))]
            self._add(self._paragraph("source", told))

    def finish(self) -> None:
        """The paragraph that stood for the report goes."""
        self._turn(across=False)
        self.place.getparent().remove(self.place)

    def word(self, text: str) -> str:
        """A text of the document itself in its language."""
        return in_language(text, self.language)

    # ---------------------------------------------------------------------------------- blocks

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, level):
                self._heading(text, level)
            case Line():
                self._line(block)
            case Table():
                self._table(block)
            case WhatIf():
                self._what_if(block)
            case Marking():  # stands at the head and foot of every page
                pass
            case _:
                self._picture(block)

    def _heading(self, text: str, level: int) -> None:
        self._add(self._paragraph(LEVELS.get(level, "minor"), [run(text)]))

    def _line(self, line: Line) -> None:
        word = self._tone(line.tone)
        lead = [run(self.word(said("document.tone", tone=word)), w("b"))] if word else []
        self._add(
            self._paragraph(line.tone.value, [*lead, run(line.text), *self._cited(line.notes)])
        )

    def _table(self, table: Table, told: str = "") -> None:
        table = without_blanks(table)
        fitted = fit(table, self.paper)
        size = fitted.size
        header = [
            Cell((cell_run(column.name, size, bold=True),), column.number)
            for column in table.columns
        ]
        rows = [self._row(table, r, size) for r in range(len(table.rows))]
        style = table_style(self.document)
        self._add(table_element(fitted, header, rows, self.styles, style, told))
        # without it two tables after one another become one
        self._add(self._paragraph("cell", []))

    def _row(self, table: Table, r: int, size: float) -> list[Cell]:
        """A row; the first cell has the sign of what is urgent, and the numbers of its notes."""
        tone = table.tones[r] if table.tones else Tone.PLAIN
        sign = [cell_run(SIGN, size, bold=True, colour=ALARM)] if tone in URGENT else []
        cited = self._cited(table.notes[r] if table.notes else ())
        cells = [
            [cell_run(text, size, bold=r in table.totals or bool(sign and not c))]
            for c, text in enumerate(table.rows[r])
        ]
        cells[:1] = [[*sign, *cells[0], *cited]]
        return [
            Cell(tuple(runs), column.number)
            for runs, column in zip(cells, table.columns, strict=True)
        ]

    def _what_if(self, block: WhatIf) -> None:
        self._line(Line(block.told))
        for name, table in tables_of(block, self.language):
            self._add(self._paragraph("caption", [run(name)], w("keepNext")))
            self._table(table, name)

    def _picture(self, block: Any) -> None:
        self.figures += 1
        room, depth = (size(across=self.across) for size in (self.paper.room, self.paper.depth))
        drawn = picture_run(self.document, block, self.language, room, depth)
        self._add(self._paragraph("body", [drawn], w("keepNext")))
        number = changing("SEQ Figure \\* ARABIC", str(self.figures))
        before, _, after = self.word(said("document.figure", number="\0")).partition("\0")
        told = run(f"{after}{block.title.rstrip('.')}. {block.told}")
        self._add(self._paragraph("caption", [run(before), number, told]))

    def _lies(self, block: Block) -> bool:
        """Whether a block has no room on an upright page."""
        return isinstance(block, Table) and fit(without_blanks(block), self.paper).across

    # ---------------------------------------------------------------------------------- pieces

    def _tone(self, tone: Tone) -> str:
        """How urgent something is, in a word; blank for what is plain."""
        words = {
            Tone.GOOD: said("document.good"),
            Tone.WARNING: said("document.warning"),
            Tone.BAD: said("document.bad"),
            Tone.NOTE: said("document.note"),
        }
        return self.word(words[tone]) if tone in words else ""

    def _cited(self, notes: Iterable[str]) -> Iterator[Markup]:
        """The numbers of notes, raised, each a link to its source."""
        numbers = self.footnotes.numbers(notes)
        for place, number in enumerate(numbers):
            yield run(", " if place else "[", _raised())
            yield link(f"source_{number}", run(str(number), _raised()))
        if numbers:
            yield run("]", _raised())

    def _paragraph(self, purpose: str, runs: Iterable[Markup], *more: Markup) -> Markup:
        return paragraph(self.styles.get(purpose), runs, *more)

    def _turn(self, *, across: bool) -> None:
        """From here on pages lie across, or stand upright."""
        if across is not self.across:
            self._add(section_end(self.paper, across=self.across))
            self.across = across

    def _add(self, markup: Markup) -> None:
        self.place.addprevious(read(markup))


def _raised() -> Markup:
    return w("vertAlign", val="superscript")


def _groups(report: Outline) -> Iterator[list[Block]]:
    """What stands together: up to each heading."""
    yield from _split(report.lead)
    for section in report.sections:
        yield from _split([Heading(section.title), *section.blocks])


def _split(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        # a section and its first subsection stay on one page
        if isinstance(block, Heading) and any(not isinstance(b, Heading) for b in group):
            yield group
            group = []
        group.append(block)
    if group:
        yield group
