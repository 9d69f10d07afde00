"""Tables of typed values as CSV and JSON; the same tables become sheets of a workbook.

What is written, in CSV and in a workbook alike:

- Texts stand on one line, with control characters as escapes, as in every report.
- In CSV a text that a spreadsheet might take for a formula, because it begins with one of
  = + - @ (or their full-width forms), and a text that begins with an apostrophe, gets an apostrophe
  before it. So a reader takes away one leading apostrophe (`read_text`) and has the text again.
  The guard is for readers that take the comma as separator: others tear texts apart.
- Numbers are whole and unquoted at full precision, never guarded: -5 stays -5.
- Days are texts such as D+12 and D-3, which no spreadsheet computes; dates are ISO dates.
- What is not known is an empty cell.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.records.contract import json_text
from planner.report.blocks import Table, harmless_text

Cell = str | float | None

FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
GUARD = "'"
LARGEST_EXACT = 2.0**53


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    """D+12."""
    DATE = "date"
    """2013-01-20."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a table; its name is what other programs read it by."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class DataTable:
    """Typed values at full precision; `name` is fit for a file and a sheet."""

    name: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.name}: {len(row)} cells for {len(self.columns)} columns")


def from_block(name: str, table: Table) -> DataTable:
    """A table of a report, as the texts that people read there."""
    columns = tuple(DataColumn(column.name) for column in table.columns)
    return DataTable(name, columns, table.rows)


def to_csv(table: DataTable | Table) -> str:
    """The table as CSV (RFC 4180, lines ended by a line feed), the names of columns first."""
    data = table if isinstance(table, DataTable) else from_block("table", table)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(guarded(column.name) for column in data.columns)
    writer.writerows([_written(cell) for cell in row] for row in data.rows)
    return text.getvalue()


def to_json(tables: Iterable[DataTable]) -> str:
    """The tables as one JSON object: a list of rows by the name of each table."""
    return json_text({table.name: as_records(table) for table in tables})


def as_records(table: DataTable) -> list[dict[str, Cell]]:
    """The rows, each with its values by the name of the column; texts as they are."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(plain, row), strict=True)) for row in table.rows]


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line."""
    text = harmless_text(text)
    return GUARD + text if text.startswith((*FORMULA, GUARD)) else text


def read_text(cell: str) -> str:
    """The text that `guarded` made a cell of."""
    return cell.removeprefix(GUARD)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else str(plain(cell))


def plain(cell: Cell) -> Cell:
    """A whole number without its point; what is no number at all is a fault of the program."""
    if cell is None or isinstance(cell, str):
        return cell
    if not math.isfinite(cell):
        raise ValueError(f"{cell} is not a number")
    return int(cell) if float(cell).is_integer() and abs(cell) < LARGEST_EXACT else cell


def numbers_of(table: DataTable, column: int) -> Sequence[float]:
    """The numbers of a column."""
    cells = (row[column] for row in table.rows)
    return [cell for cell in cells if cell is not None and not isinstance(cell, str)]
