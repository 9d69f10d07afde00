"""The workbook while it is made: its sheets, its language, its sources, and what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.messages import Language, Number, in_language, said
from planner.report.blocks import Tone
from planner.report.render.book.looks import LOOKS, TABS
from planner.report.render.footnotes import Footnotes
from planner.report.render.xlsx import LINE, Sheets, cell_text, lines_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST_MARK = 200
LANDSCAPE_A4 = 9
NORMAL_WIDTH = 8.43
# characters of a table that are read with ease across one page
PAGE = 220
PLAIN_NUMBER = re.compile(r"-?\d[\d,]*(?:\.(\d+))?")
PERCENT = re.compile(r"-?\d+ %")


class Part(StrEnum):
    """The parts of the workbook after the summary, in their order."""

    SECTION = "section"
    PICTURE = "picture"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet in the list of the summary."""

    part: Part
    sheet: str
    told: str


@dataclass
class Making:
    """What the makers of sheets share."""

    language: Language
    title: str
    marking: str
    sheets: Sheets = field(init=False)
    footnotes: Footnotes = field(default_factory=Footnotes)
    entries: list[Entry] = field(default_factory=list)
    _widths: dict[tuple[str, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheets = Sheets(LOOKS, title=self.title[:LONGEST_MARK], author="planner")

    def word(self, text: str) -> str:
        """A text of the workbook itself in its language, fit for a cell."""
        return cell_text(in_language(text, self.language))

    def add(self, title: str, part: Part, told: str) -> Worksheet:
        """A sheet that the summary lists."""
        sheet = self.sheets.add(title)
        sheet.set_tab_color(TABS[part])
        self.entries.append(Entry(part, self.sheets.names[-1], told))
        return sheet

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: str = "text") -> None:
        """A text that is in its language already."""
        self.sheets.text(sheet, row, column, text, look)

    def head(self, sheet: Worksheet, title: str, told: str = "", *, width: int = 10) -> int:
        """Title, way back and what is to be seen, over `width` columns; the first row below."""
        self.text(sheet, 0, 0, title, "title")
        self.link(sheet, 1, 0, self.sheets.names[0], self.word(said("plan-book.back")))
        if not told:
            return 3
        self.paragraph(sheet, 2, told, "wrapped", width)
        return 4

    def paragraph(self, sheet: Worksheet, row: int, text: str, look: str, width: int) -> None:
        """A text over `width` columns, in as many lines as it takes."""
        text = cell_text(text)
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", self.sheets.looks[look])
        self.text(sheet, row, 0, text, look)
        room = sum(self.width(sheet, column) for column in range(width))
        sheet.set_row(row, LINE * lines_of(text, room))

    def wide(self, sheet: Worksheet, first: int, last: int, width: float) -> None:
        """Make columns so many characters wide."""
        sheet.set_column(first, last, width)
        name = sheet.get_name()
        self._widths.update({(name, column): width for column in range(first, last + 1)})

    def width(self, sheet: Worksheet, column: int) -> float:
        """How many characters a column is wide."""
        return self._widths.get((sheet.get_name(), column), NORMAL_WIDTH)

    def link(self, sheet: Worksheet, row: int, column: int, to: str, text: str) -> None:
        """A link to a sheet of this workbook."""
        place = "'" + to.replace("'", "''") + "'"
        look = self.sheets.looks["link"]
        sheet.write_url(row, column, f"internal:{place}!A1", look, string=cell_text(text))

    def number(self, sheet: Worksheet, row: int, column: int, text: str, look: str) -> None:
        """A text of a report; as a number where a spreadsheet would show it in the same way."""
        shown = number_format(text)
        if shown is None:
            self.text(sheet, row, column, text, look)
            return
        assert isinstance(text, Number)
        name = f"{look} {shown}"
        if name not in self.sheets.looks:
            like = {**LOOKS[look], "num_format": shown}
            self.sheets.looks[name] = self.sheets.book.add_format(like)
        sheet.write_number(row, column, text.value, self.sheets.looks[name])

    def print_on_a4(self, sheet: Worksheet, *, header: int | None = None, across: int = 1) -> None:
        """A4, long side down, all columns on `across` pages, the marking on each, and the
        row `header` on each; where it takes several across, each begins with the first column."""
        sheet.set_landscape()
        sheet.set_paper(LANDSCAPE_A4)
        sheet.fit_to_pages(across, 0)
        if across > 1:
            sheet.repeat_columns(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
        page = self.word(said("plan-book.page", page="&P", pages="&N"))
        # a spreadsheet has room for 255 characters in each
        sheet.set_header(f'&C&"-,Bold"&12 {_cut(self.marking, 230)}')
        title, mark = _cut(self.title, 70), _cut(self.marking, 110)
        sheet.set_footer(f'&L&8 {title}&C&"-,Bold"&10 {mark}&R&8 {page}')
        if header is not None:
            sheet.repeat_rows(header)

    def cited(self, notes: Iterable[str]) -> str:
        """[2, 5]: the numbers of notes as they stand behind what rests on them; blank for none."""
        told = ", ".join(map(str, self.footnotes.numbers(notes)))
        return f"[{told}]" if told else ""

    def tone(self, tone: Tone) -> str:
        """How urgent something is, in a word; blank for what is plain."""
        words = {
            Tone.GOOD: said("plan-book.good"),
            Tone.WARNING: said("plan-book.warning"),
            Tone.BAD: said("plan-book.bad"),
            Tone.NOTE: said("plan-book.note"),
        }
        return self.word(words[tone]) if tone in words else ""


def number_format(text: str) -> str | None:
    """How a spreadsheet shows the value of a `Number` as the report does; None where it cannot."""
    if not isinstance(text, Number):
        return None
    if PERCENT.fullmatch(text.english):
        return "0 %"
    if found := PLAIN_NUMBER.fullmatch(text.english):
        decimals = len(found[1] or "")
        return "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return None


def _cut(text: str, most: int) -> str:
    """A text for the head or foot of a page, where & begins a command; at most so long."""
    doubled = cell_text(text).replace("&", "&&")
    if len(doubled) <= most:
        return doubled
    cut = doubled[: most - 1]
    ends = len(cut) - len(cut.rstrip("&"))
    return (cut[:-1] if ends % 2 else cut) + "…"
