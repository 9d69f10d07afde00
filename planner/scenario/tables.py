"""Tables that people keep in a spreadsheet: a section written as `{table: pledges.csv}`.

The first row names the fields; `id` names the entry, and a dotted name reaches into it
(`personnel.value`, `personnel.source`, `moves.0.site`). Empty cells and empty rows are left out; a
row of HXL tags under the header is skipped. Sheets that are not named are the planner's own notes.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import Fault, InputError, Place, fault, listed, nearest
from planner.scenario.document import Document, KeyPath, Places, dotted, read_text

MOST_ROWS = 100_000
LARGEST_TABLE_BYTES = 20_000_000
KEYS = {"table", "sheet"}


@dataclass(frozen=True)
class Table:
    """The cells of a table, row by row, and how its places are written."""

    file: str
    rows: list[list[Any]]
    sheet: str | None = None

    def place(self, row: int, column: int) -> Place:
        """Place of a cell; both numbers count from 0."""
        if self.sheet is None:
            return Place(self.file, row + 1, column + 1)
        return Place(self.file, cell=f"{self.sheet}!{column_letters(column)}{row + 1}")


def is_table(value: Any) -> bool:
    """True for a section that names a table instead of holding its entries."""
    return isinstance(value, dict) and isinstance(value.get("table"), str) and not set(value) - KEYS


def read_tables(document: Document, folder: Path) -> Document:
    """Put the rows of every named table in its section's place; all faults raised at once."""
    faults: list[Fault] = []
    for section, value in list(document.data.items()):
        if not is_table(value):
            continue
        try:
            table = _open(value, document.places, section, folder)
            document.data[section] = _entries(table, section, document.places)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return document


def inside(folder: Path, name: str, place: Place, path: str = "") -> Path:
    """The file `name` names, which must lie in `folder` or below, links followed."""
    target = folder / name
    if not target.resolve().is_relative_to(folder.resolve()):
        raise fault(
            "the file lies outside the scenario's folder",
            place=place,
            path=path,
            seen=name,
            allowed=f"a file in {folder} or below",
        )
    return target


def column_letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _open(value: dict[str, Any], places: Places, section: str, folder: Path) -> Table:
    place = places.of_value((section, "table"))
    target = inside(folder, value["table"], place, f"{section}.table")
    match target.suffix.lower():
        case ".csv":
            return Table(str(target), list(_csv_rows(target)))
        case ".xlsx":
            return _sheet(target, value.get("sheet"), places, section)
    raise fault(
        "a table must be CSV or XLSX",
        place=place,
        path=f"{section}.table",
        seen=target.name,
        allowed="a file ending in .csv or .xlsx",
    )


def _csv_rows(path: Path) -> Iterator[list[str]]:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(read_text(path)), strict=True)):
            _check_rows(number, path)
            yield row
    except csv.Error as error:
        raise fault(f"not a valid CSV file: {error}", place=Place(str(path))) from None


def _check_rows(number: int, path: Path) -> None:
    if number > MOST_ROWS:
        raise fault("too many rows", place=Place(str(path)), allowed=f"at most {MOST_ROWS:,}")


def _sheet(path: Path, sheet: str | None, places: Places, section: str) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (start-up time)

    if path.exists() and path.stat().st_size > LARGEST_TABLE_BYTES:
        raise fault("the workbook is too large", place=Place(str(path)))
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise fault(f"cannot be read: {error}", place=Place(str(path))) from None
    name = sheet or section
    if name not in workbook.sheet_names:
        raise fault(
            f"no sheet {name!r} in the workbook",
            place=places.of_value((section, "sheet")),
            path=f"{section}.sheet",
            seen=name,
            allowed=listed(workbook.sheet_names),
            nearest=nearest(name, workbook.sheet_names),
        )
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    _check_rows(len(rows), path)
    return Table(str(path), rows, name)


def _entries(table: Table, section: str, places: Places) -> dict[str, Any]:
    header = [str(cell).strip() for cell in table.rows[0]] if table.rows else []
    if "id" not in header:
        raise fault(
            "the table has no column id",
            place=table.place(0, 0),
            path=section,
            seen=listed(name for name in header if name),
            allowed="a first row of field names, one of them id",
        )
    entries: dict[str, Any] = {}
    faults: list[Fault] = []
    rows_of: dict[str, int] = {}
    places.cut((section,))
    places.values[(section,)] = places.keys[(section,)] = table.place(0, 0)
    for row in _data_rows(table):
        try:
            name = _row_id(table, row, header.index("id"), section, rows_of)
            entries[name] = _entry(table, row, header, (section, name), places)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return entries


def _data_rows(table: Table) -> Iterator[int]:
    for row, cells in enumerate(table.rows[1:], start=1):
        texts = [str(cell).strip() for cell in cells if not _empty(cell)]
        if texts and not (row == 1 and all(text.startswith("#") for text in texts)):
            yield row


def _row_id(table: Table, row: int, column: int, section: str, rows_of: dict[str, int]) -> str:
    cell = table.rows[row][column] if column < len(table.rows[row]) else ""
    if _empty(cell):
        raise fault("the row has no id", place=table.place(row, column), path=section)
    name = str(cell).strip()
    if name in rows_of:
        raise fault(
            "duplicate id",
            place=table.place(row, column),
            path=f"{section}.{name}",
            seen=f"the id stands here and in row {rows_of[name] + 1}",
        )
    rows_of[name] = row
    return name


def _entry(table: Table, row: int, header: list[str], path: KeyPath, places: Places) -> Any:
    entry: dict[str, Any] = {}
    places.values[path] = places.keys[path] = table.place(row, header.index("id"))
    for column, cell in enumerate(table.rows[row]):
        name = header[column] if column < len(header) else ""
        if _empty(cell) or name == "id":
            continue
        place = table.place(row, column)
        if not name:
            raise fault("a value under no field name", place=place, path=dotted(path), seen=str(cell))
        _put(entry, name.split("."), _plain(cell), path, (places, place))
    return _lists(entry)


def _put(
    entry: dict[str, Any], parts: list[str], value: Any, path: KeyPath, at: tuple[Places, Place]
) -> None:
    places, place = at
    for depth, part in enumerate(parts[:-1]):
        entry = entry.setdefault(part, {})
        if not isinstance(entry, dict):
            said = ".".join(parts[: depth + 1])
            raise fault(f"column {said} holds a value and has parts", place=place, path=dotted(path))
    entry[parts[-1]] = value
    for end in range(1, len(parts) + 1):
        steps = tuple(int(part) if part.isdigit() else part for part in parts[:end])
        places.values.setdefault(path + steps, place)
        places.keys.setdefault(path + steps, place)


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    below = {key: _lists(part) for key, part in value.items()}
    if below and all(key.isdigit() for key in below):
        return [below[key] for key in sorted(below, key=int)]
    return below


def _empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _plain(cell: Any) -> Any:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell.strip()
    return cell
