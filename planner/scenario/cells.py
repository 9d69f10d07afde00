"""What one cell of a table says, and how a value is said in one cell.

A cell is a text, a number, a truth value or a date, and an empty one says nothing. Three things
need a notation: a list of names stands in one cell with commas between; `[]` is an empty list and
`{}` an empty mapping, and what may hold anything is written as JSON; and a text in double quotes is
what stands between them, as in YAML and with the same escapes, for the few texts that a cell cannot
hold as they are (an empty one, one with blanks at its ends, one with control characters).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from planner.errors import fault
from planner.messages import said
from planner.scenario.cell_json import NOT_PLAIN, as_json, from_json
from planner.scenario.document import KeyPath, dotted
from planner.scenario.fields import SEVERAL, Form, Kind
from planner.scenario.limits import LONGEST_TEXT, MOST_DIGITS

Cell = str | float | bool | dt.date

NOTE = "#"
"""What a row or a column of notes begins with."""
NUMBERS = frozenset({Form.NUMBER, Form.WHOLE, Form.FIGURE})
NOTHING = {"[]": frozenset({Form.LIST}), "{}": SEVERAL}
"""How a list or mapping without entries is written, and where it may be."""
PLAIN_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
BETWEEN = re.compile(r"[,;]")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Excel shows 15 digits of a number and keeps 17; LibreOffice saves 15.
DIGITS, LARGEST = 15, 1e300
# Before 1901 spreadsheets do not agree on how days are counted.
FIRST_YEAR, LAST_YEAR = 1901, 9998


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
    if text in NOTHING and kind is not None and kind.form in NOTHING[text]:
        return [] if text == "[]" else {}
    if kind is not None and kind.is_free and text[0] in "[{":
        return text if (found := from_json(text)) is None else found
    return _names(text, kind.entry) if kind is not None and listed else text


def text_in_quotes(text: str) -> str | None:
    """What stands between double quotes; None where the text is no such."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    found = from_json(text)  # none where quotes are part of the text: "A" and "B"
    return found if isinstance(found, str) else None


def _names(text: str, kind: Kind) -> list[Any]:
    parts = [part for piece in BETWEEN.split(text) if (part := piece.strip())]
    return [_number_or_name(part, kind) for part in parts]


def _number_or_name(part: str, kind: Kind) -> Any:
    number = number_of(part) if kind.form in (Form.WHOLE, Form.ANY) else None
    return part if number is None else number


# ------------------------------------------------------------------------------------- writing


def cell_of(value: Any, kind: Kind | None, path: KeyPath = ()) -> Cell:
    """The cell that says a value: one that `value_in` reads as the same.

    Raises `InputError` for a text that is too long for a cell.
    """
    form = Form.ANY if kind is None else kind.form
    if isinstance(value, dict | list | tuple):
        return _short_enough(_together(value, kind), path)
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


def _together(value: Any, kind: Kind | None) -> str:
    """A list or a mapping in one cell."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    return ", ".join(map(str, value)) if is_short(value, kind) else as_json(value)


def is_short(value: Any, kind: Kind | None) -> bool:
    """True for a list that comes back as it is from a cell with commas between its entries."""
    if kind is None or not kind.is_short_list or not isinstance(value, list | tuple):
        return False
    return all(_stands_among_commas(part, kind.entry) for part in value)


def _stands_among_commas(part: Any, kind: Kind) -> bool:
    if not isinstance(part, str):
        return isinstance(part, int | float) and not isinstance(part, bool)
    is_plain = quoted(part) == part and not BETWEEN.search(part) and part[0] not in "[{"
    return is_plain and _number_or_name(part, kind) == part


def quoted(text: str) -> str:
    """The text as a cell holds it: in quotes where it would not come back as it is."""
    plain = text and text == text.strip() and text_in_quotes(text) is None
    return text if plain and NOT_PLAIN.search(text) is None else as_json(text)


def number_of(text: str) -> float | int | None:
    """The number that a text is, written as in a table; None where it is none."""
    if PLAIN_NUMBER.fullmatch(text) is None:
        return None
    digits = text.lstrip("+-")
    if digits.isdigit():
        return int(text) if len(digits) <= MOST_DIGITS else None
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
