"""The cells of one sheet of an XLSX workbook, read without ever computing anything.

An XLSX file is a zip of XML parts. Only the parts that matter are opened, each only up to a size,
and a stray cell at the far end of a sheet costs nothing: rows are kept as they are written.
"""

from __future__ import annotations

import datetime as dt
import gc
import io
import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from planner.errors import Fault, InputError, Place, fault
from planner.messages import Said, said
from planner.scenario.document import vanishes
from planner.scenario.limits import (
    LARGEST_FILE_BYTES,
    LARGEST_PART_BYTES,
    LARGEST_SMALL_PART_BYTES,
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_DIGITS,
    MOST_ENTRIES,
    MOST_ROWS,
)
from planner.scenario.reading import read_bytes
from planner.scenario.sheet_xml import DAMAGED, NotAWorkbookError, elements, part_bytes

LONGEST_SEEN = 40

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 50, 57})
NOT_A_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# of halves of a character nothing is made
ESCAPE = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
ENTRY = b"PK\x01\x02"
ROOTS = {
    "xl/workbook.xml": "workbook",
    "xl/_rels/workbook.xml.rels": "Relationships",
    "xl/styles.xml": "styleSheet",
}
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATED = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass
class Workbook:
    """An open workbook: its sheets in order, and where each is kept."""

    path: Path
    archive: zipfile.ZipFile
    sheets: dict[str, str]
    first_day: dt.date

    def rows(self, sheet: str) -> list[list[Any]]:
        """The cells of a sheet, row by row, from its first row on; an empty cell is None.

        Raises `InputError` with every cell that holds an error value such as #N/A.
        """
        with _uncollected():
            reader = _SheetReader(self, sheet, self._shared_texts, self._date_styles)
            part = self.sheets[sheet]
            rows = reader.rows(elements(self._bytes(part), part, "c", within="row"))
        if reader.faults:
            raise InputError(reader.faults)
        return rows

    @cached_property
    def _shared_texts(self) -> list[str]:
        part = "xl/sharedStrings.xml"
        if part not in self.archive.namelist():
            return []
        return [_text(entry) for entry in elements(self._bytes(part), part, "si")]

    @cached_property
    def _date_styles(self) -> frozenset[int]:
        if "xl/styles.xml" not in self.archive.namelist():
            return frozenset()
        root = _parsed(self.archive, "xl/styles.xml")
        own = {
            _int(code.get("numFmtId"))
            for code in root.iterfind("{*}numFmts/{*}numFmt")
            if _shows_a_date(code.get("formatCode") or "")
        }
        styles = root.iterfind("{*}cellXfs/{*}xf")
        return frozenset(
            i for i, style in enumerate(styles) if _int(style.get("numFmtId")) in DATE_FORMATS | own
        )

    def _bytes(self, part: str) -> bytes:
        return part_bytes(self.archive, part, LARGEST_PART_BYTES)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection: a million cells, none of them garbage, are walked each time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def open_workbook(path: Path) -> Workbook:
    """The workbook at `path`, or one fault that says why it cannot be read."""
    raw = read_bytes(path, LARGEST_FILE_BYTES)
    try:
        if raw.count(ENTRY) > MOST_ENTRIES:
            raise NotAWorkbookError(said("workbook.too-many-parts", most=MOST_ENTRIES))
        archive = zipfile.ZipFile(io.BytesIO(raw))
        root = _parsed(archive, "xl/workbook.xml")
        parts = _related_parts(archive)
    except (OSError, ValueError, *DAMAGED, NotAWorkbookError) as error:
        raise unreadable(path, error) from None
    sheets = {}
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        part = parts.get(entry.get(RELATED) or entry.get(STRICT_RELATED) or "")
        if part is not None:
            sheets[entry.get("name") or ""] = part
    properties = root.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return Workbook(
        path, archive, sheets, dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)
    )


def unreadable(path: Path, error: Exception) -> InputError:
    """The fault of a workbook that cannot be read."""
    why = error.why if isinstance(error, NotAWorkbookError) else str(error)
    return fault(said("workbook-unreadable", why=why), place=Place(str(path)))


def column_letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class _SheetReader:
    """Turns the cells of one sheet into plain values, and collects what cannot be one."""

    def __init__(
        self, workbook: Workbook, sheet: str, shared: list[str], dates: frozenset[int]
    ) -> None:
        self.file = str(workbook.path)
        self.sheet = sheet
        self.shared = shared
        self.dates = dates
        self.first_day = workbook.first_day
        self.faults: list[Fault] = []

    def rows(self, pieces: Iterator[ET.Element]) -> list[list[Any]]:
        """The values of all cells; `pieces` are the rows, each before its cells."""
        rows: list[list[Any]] = []
        room = MOST_CELLS
        for row, column, cell in _cells(pieces):
            value = self._value(cell, row, column)
            if value is None:
                continue
            if row >= MOST_ROWS or column >= MOST_COLUMNS:
                what = said("cell-too-far-out", rows=MOST_ROWS, columns=MOST_COLUMNS)
                raise fault(what, place=self._place(row, column))
            if row >= len(rows):
                rows.extend([] for _ in range(len(rows), row + 1))
            cells = rows[row]
            if column >= len(cells):
                room -= column + 1 - len(cells)
                if room < 0:
                    what = said("limit.cells", most=MOST_CELLS)
                    raise fault(what, place=self._place(row, column))
                cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = self._short_enough(value, row, column)
        return rows

    def _short_enough(self, value: Any, row: int, column: int) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            what = said("limit.text", most=LONGEST_TEXT)
            self.faults.append(Fault(what, "", self._place(row, column), value[:40]))
        return value

    def _place(self, row: int, column: int) -> Place:
        return Place(self.file, cell=f"{self.sheet}!{column_letters(column)}{row + 1}")

    def _value(self, cell: ET.Element, row: int, column: int) -> Any:
        written = _child_text(cell, "v") or ""
        match cell.get("t", "n"):
            case "s":
                return self._shared(written)
            case "inlineStr":
                return _text(inline) if (inline := cell.find("{*}is")) is not None else None
            case "str":
                return _unescaped(written)
            case "b":
                return written.strip() in ("1", "true")
            case "d":
                return written.partition("T")[0]
            case "e":
                self._fault(said("cell-error-value"), row, column, written[:LONGEST_SEEN])
                return None
        return self._number(written, cell, row, column)

    def _shared(self, written: str) -> str:
        position = _int(written)
        if not 0 <= position < len(self.shared):
            raise NotAWorkbookError(said("workbook.text-missing"))
        return self.shared[position]

    def _number(self, written: str, cell: ET.Element, row: int, column: int) -> Any:
        if not written.strip():
            if cell.find("{*}f") is not None:
                self._fault(said("cell-formula-unsaved"), row, column, said("seen.formula"))
            return None
        try:
            number = float(written)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._fault(said("cell-not-a-number"), row, column, written[:LONGEST_SEEN])
            return None
        if vanishes(number, written):
            what, seen = said("limit.small-number"), written[:LONGEST_SEEN]
            self.faults.append(Fault(what, "", self._place(row, column), seen))
            return None
        if self.dates and _int(cell.get("s")) in self.dates:
            return self._date(number, row, column)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _date(self, number: float, row: int, column: int) -> str | None:
        try:
            return (self.first_day + dt.timedelta(days=math.floor(number))).isoformat()
        except OverflowError:
            self._fault(said("cell-not-a-date"), row, column, f"{number:g}")
            return None

    def _fault(self, what: Said, row: int, column: int, seen: str) -> None:
        place, allowed = self._place(row, column), said("allowed.cell")
        self.faults.append(Fault(what, "", place, seen, allowed))


def _child_text(cell: ET.Element, name: str) -> str | None:
    """Text of the first child with this name; a search by "{*}v" takes most of a long sheet's time.

    None where there is no such child.
    """
    for child in cell:
        if child.tag.rpartition("}")[2] == name:
            return child.text or ""
    return None


def _cells(pieces: Iterator[ET.Element]) -> Iterator[tuple[int, int, ET.Element]]:
    """Every cell with its row and column from 0; a cell without a reference follows the last."""
    row = column = -1
    for piece in pieces:
        if piece.tag.rpartition("}")[2] == "row":
            row, column = _int(piece.get("r"), row + 2) - 1, -1
            continue
        reference = piece.get("r")
        if reference is None:
            column += 1
        elif (match := REFERENCE.fullmatch(reference)) is not None:
            row, column = int(match[2]) - 1, column_number(match[1])
        else:
            raise NotAWorkbookError(said("workbook.not-a-cell", reference=reference[:20]))
        yield row, column, piece


def _related_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    parts = {}
    for entry in _parsed(archive, "xl/_rels/workbook.xml.rels"):
        if (entry.get("Type") or "").endswith("/worksheet"):
            target = posixpath.join("xl", entry.get("Target") or "").lstrip("/")
            parts[entry.get("Id") or ""] = posixpath.normpath(target)
    return parts


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    """A small part as a tree."""
    [root] = elements(part_bytes(archive, part, LARGEST_SMALL_PART_BYTES), part, ROOTS[part])
    return root


def _text(entry: ET.Element) -> str:
    """Plain text of a text entry: runs put together, phonetic readings left out."""
    found = [_child_text(entry, "t") or ""]
    for run in entry:
        if run.tag.rpartition("}")[2] == "r":
            found.append(_child_text(run, "t") or "")
    return _unescaped("".join(found))


def _unescaped(text: str) -> str:
    """The text with characters that XML cannot hold, which a spreadsheet writes as _x000D_."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _shows_a_date(code: str) -> bool:
    return any(letter in NOT_A_CODE.sub("", code).lower() for letter in "yd")


def _int(text: str | None, otherwise: int = 0) -> int:
    digits = text.strip() if text else ""
    is_whole = digits.isdigit() and digits.isascii() and len(digits) <= MOST_DIGITS
    return int(digits) if is_whole else otherwise
