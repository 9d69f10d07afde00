"""How the cells of a scenario's workbook look, and how wide its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.scenario.fields import Form, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK, PALE_INK = "#1F2A37", "#5B6572"
NEEDED, USUAL, ORIGIN = "#1F4E79", "#D6E0EC", "#ECE7DA"
WHOLE_NUMBERS, NUMBERS, DATES, TEXT = "#,##0", "General", "yyyy-mm-dd", "@"
HEAD: dict[str, Any] = {
    "bold": True,
    "text_wrap": True,
    "valign": "top",
    "bottom": 1,
    "num_format": TEXT,
}
LOOKS: dict[str, dict[str, Any]] = {
    # not by colour alone: the second row says what must be filled in
    "needed": {**HEAD, "bg_color": NEEDED, "font_color": "#FFFFFF"},
    "usual": {**HEAD, "bg_color": USUAL, "font_color": INK},
    "origin": {**HEAD, "bg_color": ORIGIN, "font_color": INK, "bold": False},
    "about": {
        "italic": True,
        "font_size": 9,
        "font_color": PALE_INK,
        "text_wrap": True,
        "valign": "top",
        "bottom": 4,
        "num_format": TEXT,
    },
    "title": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"},
    "prose": {"text_wrap": True, "valign": "top"},
    "text": {"num_format": TEXT, "valign": "top"},
    "wrapped": {"num_format": TEXT, "valign": "top", "text_wrap": True},
    # stays a text when somebody edits the cell
    "guarded": {"num_format": TEXT, "valign": "top", "quote_prefix": True},
    "left": {"num_format": NUMBERS, "valign": "top", "align": "left"},
    "number": {"num_format": NUMBERS, "valign": "top"},
    "whole": {"num_format": WHOLE_NUMBERS, "valign": "top"},
    "date": {"num_format": DATES, "valign": "top", "align": "left"},
}
ORIGINS = frozenset({"source", "assumption", "note"})
WIDE, MIDDLE, NARROW = 34, 20, 15
LINE_HEIGHT, SMALL_LINE_HEIGHT = 15.0, 12.5


def formats(book: Workbook) -> dict[str, Format]:
    """Every look, in the workbook that uses them."""
    return {name: book.add_format(look) for name, look in LOOKS.items()}


def look_of(kind: Kind) -> str:
    """The look of the cells of a column, filled or not: what is typed there is taken for that."""
    if kind.form is Form.FIGURE:
        return "whole" if kind.measure is not None and kind.measure.whole else "number"
    if kind.form in (Form.NUMBER, Form.WHOLE):
        return "number"
    if kind.form in (Form.DAY, Form.DATE):
        return "date"
    return "number" if kind.form in (Form.FLAG, Form.ANY) else "text"


def head_of(name: str, *, needed: bool) -> str:
    """The look of the name of a column."""
    if needed:
        return "needed"
    return "origin" if name.rpartition(".")[2] in ORIGINS else "usual"


def width_of(name: str, kind: Kind) -> int:
    """Width of a column in characters."""
    before, _, last = name.rpartition(".")
    if last in ("title", "note", "locator") or (last == "source" and not before):
        return WIDE
    if last in ("id", *ORIGINS) or kind.form in (Form.NAME, Form.CHOICE) or kind.is_short_list:
        return MIDDLE
    return NARROW


def lines_in(text: str, width: int) -> int:
    """Lines that a text takes in a column, reckoned with care: a spreadsheet does not say."""
    lines, used = 1, 0
    for word in text.split():
        pieces = max(1, -(-len(word) // width))
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        lines += pieces - 1
        used += len(word) % width + 1
    return lines
