"""What one cell of a table says, and how a value is said in one cell.

A cell is a text, a number, a truth value or a date, and an empty one says nothing. Three things
need a notation: a list of names stands in one cell with commas between; `[]` is an empty list and
`{}` an empty mapping; and a text in double quotes is what stands between them, as in YAML and with
the same escapes, for the few texts that a cell cannot hold as they are (an empty one, one with
blanks at its ends, one with control characters).
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from typing import Any

from planner.errors import fault
from planner.messages import said
from planner.scenario.document import KeyPath, dotted
from planner.scenario.fields import SEVERAL, Form, Kind
from planner.scenario.limits import LONGEST_TEXT

Cell = str | float | bool | dt.date

NOTE = "#"
"""What a row or a column of notes begins with."""
NUMBERS = frozenset({Form.NUMBER, Form.WHOLE, Form.FIGURE})
PLAIN_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
BETWEEN = re.compile(r"[,;]")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Excel shows 15 digits of a number and keeps 17; LibreOffice saves 15.
DIGITS, LARGEST = 15, 1e300
# Before 1901 spreadsheets do not agree on how days are counted.
FIRST_YEAR, LAST_YEAR = 1901, 9998
# Control characters, halves of characters and what is no character: a workbook cannot hold them.
# Marks that turn the direction of a text: shown as what they are. The first sign of _x0041_: a
# spreadsheet's own escape, which some programs read and some do not.
NOT_PLAIN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
HALF = re.compile("[\ud800-\udfff]")


def is_empty(cell: Any) -> bool:
    """True for a cell that says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_note(cell: Any) -> bool:
    """True for a cell with which a row or a column of notes begins."""
    return isinstance(cell, str) and cell.lstrip().startswith(NOTE)


# ------------------------------------------------------------------------------------- reading


def value_in(cell: Any, kind: Kind | None) -> Any:
    """The value that a cell says where `kind` may stand; None for an empty one.

    What cannot stand there is left as it is: the models say what is wrong with it.
    """
    if is_empty(cell):
        return None
    listed = kind is not None and kind.is_short_list
    if not isinstance(cell, str):
        return [cell] if listed else cell
    text = cell.strip()
    if (unquoted := text_in_quotes(text)) is not None:
        return unquoted
    if text == "[]" and kind is not None and kind.form is Form.LIST:
        return []
    if text == "{}" and kind is not None and kind.form in SEVERAL:
        return {}
    return _names(text, kind.entry) if kind is not None and listed else text


def text_in_quotes(text: str) -> str | None:
    """What stands between double quotes; None where the text is no such."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    try:
        found = json.loads(text, strict=False)
    except ValueError:  # quotes that are part of the text: "A" and "B"
        return None
    return found if isinstance(found, str) and HALF.search(found) is None else None


def _names(text: str, kind: Kind) -> list[Any]:
    parts = (part.strip() for part in BETWEEN.split(text))
    whole = kind.form is Form.WHOLE
    return [int(p) if whole and p.isdecimal() and p.isascii() else p for p in parts if p]


# ------------------------------------------------------------------------------------- writing


def cell_of(value: Any, kind: Kind | None, path: KeyPath = ()) -> Cell:
    """The cell that says a value: one that `value_in` reads as the same.

    Raises `InputError` for a text that is too long for a cell.
    """
    form = Form.ANY if kind is None else kind.form
    if isinstance(value, dict | list | tuple):
        if value and kind is not None and kind.is_short_list:
            return ", ".join(map(str, value))
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, bool | dt.date):
        return value
    if isinstance(value, int | float):
        return _number(value)
    text = str(value)
    if form in NUMBERS and PLAIN_NUMBER.fullmatch(text.strip()):
        return _number_of(text.strip())
    if form in (Form.DAY, Form.DATE) and (date := _date(text.strip())) is not None:
        return date
    return _short_enough(quoted(text), path)


def quoted(text: str) -> str:
    """The text as a cell holds it: in quotes where it would not come back as it is."""
    plain = text and text == text.strip() and text_in_quotes(text) is None
    if plain and NOT_PLAIN.search(text) is None:
        return text
    return NOT_PLAIN.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def number_of(text: str) -> float | int | None:
    """The number that a text is, written as in a table; None where it is none."""
    if PLAIN_NUMBER.fullmatch(text) is None:
        return None
    if text.lstrip("+-").isdigit():
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else None


def _number_of(text: str) -> str | float:
    number = number_of(text)
    return text if number is None else _number(number)


def _number(number: float) -> str | float:
    """The number; as text where it has more digits than every spreadsheet keeps."""
    is_kept = abs(number) < LARGEST and float(f"{number:.{DIGITS}G}") == number
    return number if is_kept else repr(number)


def _date(text: str) -> dt.date | None:
    if not ISO_DATE.fullmatch(text):
        return None
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return date if FIRST_YEAR <= date.year <= LAST_YEAR else None


def _short_enough(text: str, path: KeyPath) -> str:
    if len(text) > LONGEST_TEXT:
        what = said("cell-text-too-long", most=LONGEST_TEXT)
        raise fault(what, path=dotted(path), seen=text[:40])
    return text
