"""Tables that people keep in a spreadsheet: a section written as `{table: pledges.csv}`.

The first row names the fields; `id` names the entry, and a dotted name reaches into it
(`personnel.value`, `personnel.source`, `moves.0.site`). Empty cells and empty rows are left out; a
row of HXL tags under the header is skipped. Sheets that are not named are the planner's own notes.
Formulas are never computed: the results saved in the workbook count.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from planner.errors import (
    Fault,
    InputError,
    Place,
    fault,
    in_reading_order,
    listed,
    nearest,
)
from planner.messages import said
from planner.scenario.document import Document, KeyPath, Places, as_index, dotted, read_text
from planner.scenario.limits import DEEPEST, LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sheet_xml import NotAWorkbookError
from planner.scenario.workbook import column_letters, open_workbook, unreadable

KEYS = {"table", "sheet"}
# The sections that map ids to entries: each may stand in a table, one entry a row.
TABLE_SECTIONS = frozenset(
    name
    for name, info in Scenario.model_fields.items()
    if get_origin(info.annotation) is dict and name != "changes"
)


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
    """True for a section that names a table instead of holding its entries: no entry is a text."""
    return isinstance(value, dict) and isinstance(value.get("table"), str)


def read_tables(document: Document, folder: Path, base: Path | None = None) -> Document:
    """Put the rows of every named table in its section's place.

    Faults of single rows and cells are noted in the document, so that they can be raised together
    with those of the schema; a table that cannot be read at all is raised now. Names of files are
    relative to `base` (to `folder` where absent) and must lie in `folder`.
    """
    faults: list[Fault] = []
    for section, value in document.data.items():
        if section not in TABLE_SECTIONS or not is_table(value):
            continue
        try:
            table = _open(value, document.places, section, (folder, base or folder))
            document.data[section] = _entries(table, section, document)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        # raised now: a table that cannot be read leaves its ids unknown, and every use of them
        raise InputError(in_reading_order(faults))
    return document


def inside(folder: Path, name: str, place: Place, path: str = "", base: Path | None = None) -> Path:
    """The file that `name` names, seen from `base`; it must lie in `folder`, links followed."""
    target = (base or folder) / name
    if "\0" in name or not _real(target).is_relative_to(_real(folder)):
        raise fault(
            said("file-outside-folder", folder=str(folder)),
            place=place,
            path=path,
            seen=name,
        )
    if not os.path.isfile(target):
        names = sorted(entry.name for entry in target.parent.glob("*") if entry.is_file())
        near = nearest(target.name, names)
        raise fault(said("no-such-file"), place=place, path=path, seen=name, nearest=near)
    return target


def _real(path: Path) -> Path:
    # not Path.resolve, which raises on a circle of links before Python 3.13
    return Path(os.path.realpath(path))


def _open(value: dict[str, Any], places: Places, section: str, folders: tuple[Path, Path]) -> Table:
    _check_keys(value, places, section)
    place = places.of_value((section, "table"))
    target = inside(folders[0], value["table"], place, f"{section}.table", folders[1])
    match target.suffix.lower():
        case ".csv" if "sheet" not in value:
            return Table(str(target), list(_csv_rows(target)))
        case ".csv":
            where = places.of_key((section, "sheet"))
            raise fault(said("csv-has-no-sheets"), place=where, path=f"{section}.sheet")
        case ".xlsx":
            return _sheet(target, value.get("sheet"), places, section)
    raise fault(
        said("not-a-table"),
        place=place,
        path=f"{section}.table",
        seen=target.name,
    )


def _check_keys(value: dict[str, Any], places: Places, section: str) -> None:
    faults = [
        Fault(
            said("unknown-key"),
            f"{section}.{key}",
            places.of_key((section, key)),
            allowed=listed(KEYS),
            nearest=nearest(key, KEYS),
        )
        for key in value
        if key not in KEYS
    ]
    sheet = value.get("sheet")
    if sheet is not None and not isinstance(sheet, str):
        place = places.of_value((section, "sheet"))
        what = said("sheet-name-not-text")
        faults.append(Fault(what, f"{section}.sheet", place, repr(sheet)[:40]))
    if faults:
        raise InputError(faults)


def _csv_rows(path: Path) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        for number, row in enumerate(reader):
            if number >= MOST_ROWS:
                what = said("limit.rows", most=MOST_ROWS)
                raise fault(what, place=Place(str(path), reader.line_num))
            _check_row(row, Place(str(path), number + 1))
            yield row
    except csv.Error as error:
        place = Place(str(path), reader.line_num)
        raise fault(said("csv-not-valid", why=str(error)), place=place) from None


def _check_row(row: list[str], place: Place) -> None:
    """Raise `InputError` where a row has too many cells, or one that is too long."""
    if len(row) > MOST_COLUMNS:
        raise fault(said("limit.columns", most=MOST_COLUMNS), place=place)
    for column, cell in enumerate(row, start=1):
        if len(cell) > LONGEST_TEXT:
            where = Place(place.file, place.line, column)
            raise fault(said("limit.text", most=LONGEST_TEXT), place=where)


def _sheet(path: Path, sheet: str | None, places: Places, section: str) -> Table:
    workbook = open_workbook(path)
    with workbook.archive:
        name = sheet or section
        if name not in workbook.sheets:
            raise fault(
                said("no-such-sheet", name=name),
                place=places.of_value((section, "sheet")),
                path=f"{section}.sheet",
                seen=name,
                allowed=listed(workbook.sheets),
                nearest=nearest(name, workbook.sheets),
            )
        try:
            return Table(str(path), workbook.rows(name), name)
        except (OSError, NotAWorkbookError) as error:
            raise unreadable(path, error) from None


@dataclass(frozen=True)
class Column:
    """A column of a table: the keys that its name stands for."""

    number: int
    name: str
    parts: tuple[str, ...]

    @property
    def steps(self) -> KeyPath:
        """The keys, with whole numbers for positions in a list."""
        return tuple(part if (index := as_index(part)) is None else index for part in self.parts)


@dataclass(frozen=True)
class TableCells:
    """Where the cells of a section stand that was read from a table."""

    table: Table
    section: str
    rows_of: dict[str, int]
    """Row of every entry, by its id."""
    columns_of: dict[KeyPath, list[int]]
    """The columns at or below every path within an entry, the first one first."""
    ids: int
    """The column of ids."""

    def nearest(self, path: KeyPath) -> Place:
        """Place of the cell at `path`, of its row where it is empty, or of the whole table."""
        row = self.rows_of.get(str(path[1])) if len(path) > 1 else None
        if row is None:
            return self.table.place(0, 0)
        for end in range(len(path), 2, -1):
            if (column := self._written(row, path[2:end])) is not None:
                return self.table.place(row, column)
        return self.table.place(row, self.ids)

    def every(self) -> Iterator[tuple[KeyPath, Place]]:
        """The section, every entry and every path of it that was written."""
        yield (self.section,), self.table.place(0, 0)
        for name, row in self.rows_of.items():
            yield (self.section, name), self.table.place(row, self.ids)
            for steps in self.columns_of:
                if (column := self._written(row, steps)) is not None:
                    yield (self.section, name, *steps), self.table.place(row, column)

    def _written(self, row: int, steps: KeyPath) -> int | None:
        cells = self.table.rows[row]
        columns = self.columns_of.get(steps, ())
        return next((c for c in columns if c < len(cells) and not _empty(cells[c])), None)


def _header(table: Table, section: str) -> list[Column]:
    header = ["" if _empty(cell) else str(cell).strip() for cell in (table.rows or [[]])[0]]
    if "id" not in header:
        raise fault(
            said("table-without-id"),
            place=table.place(0, 0),
            path=section,
            seen=listed(name[:40] for name in header if name),
        )
    faults = [
        Fault(said("column-twice"), section, table.place(0, column), name)
        for column, name in enumerate(header)
        if name and name in header[:column]
    ]
    faults += [
        Fault(said("limit.depth", most=DEEPEST), section, table.place(0, column), name[:40])
        for column, name in enumerate(header)
        if name.count(".") > DEEPEST
    ]
    if faults:
        raise InputError(faults)
    return [Column(number, name, tuple(name.split("."))) for number, name in enumerate(header)]


def _cells_of(table: Table, section: str, columns: list[Column], ids: int) -> TableCells:
    columns_of: dict[KeyPath, list[int]] = {}
    for column in columns:
        if column.name and column.number != ids:
            for end in range(1, len(column.steps) + 1):
                columns_of.setdefault(column.steps[:end], []).append(column.number)
    return TableCells(table, section, {}, columns_of, ids)


def _entries(table: Table, section: str, document: Document) -> dict[str, Any]:
    columns = _header(table, section)
    ids = next(column.number for column in columns if column.name == "id")
    cells = _cells_of(table, section, columns, ids)
    in_lists = any(isinstance(step, int) for column in columns for step in column.steps)
    entries: dict[str, Any] = {}
    document.places.cut((section,))
    document.places.tables[section] = cells
    for row in _data_rows(table):
        try:
            name = _row_id(table, row, ids, section, cells.rows_of)
        except InputError as error:
            document.faults.extend(error.faults)
            document.unread.add(section)
            continue
        entry = _entry(table, row, columns, (section, name), document.faults)
        entries[name] = _lists(entry) if in_lists else entry
    return entries


def _data_rows(table: Table) -> Iterator[int]:
    for row, cells in enumerate(table.rows[1:], start=1):
        if row == 1 and all(_empty(cell) or str(cell).strip().startswith("#") for cell in cells):
            continue
        if not all(map(_empty, cells)):
            yield row


def _row_id(table: Table, row: int, column: int, section: str, rows_of: dict[str, int]) -> str:
    cell = table.rows[row][column] if column < len(table.rows[row]) else ""
    if _empty(cell):
        raise fault(said("row-without-id"), place=table.place(row, column), path=section)
    name = str(cell).strip()
    if name in rows_of:
        raise fault(
            said("duplicate-id"),
            place=table.place(row, column),
            path=f"{section}.{name}",
            seen=said("seen.id-in-row", row=rows_of[name] + 1),
        )
    rows_of[name] = row
    return name


def _entry(
    table: Table, row: int, columns: list[Column], path: KeyPath, faults: list[Fault]
) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for number, written in enumerate(table.rows[row]):
        cell = written.strip() if isinstance(written, str) else written
        if cell is None or cell == "":
            continue
        column = columns[number] if number < len(columns) else None
        if column is None or not column.name:
            place, seen = table.place(row, number), str(cell)[:40]
            faults.append(Fault(said("value-under-no-name"), dotted(path), place, seen))
        elif column.name != "id" and not _put(entry, column.parts, cell):
            what = said("column-beside-whole", column=column.name)
            faults.append(Fault(what, dotted(path), table.place(row, number)))
    return entry


def _put(entry: dict[str, Any], parts: tuple[str, ...], value: Any) -> bool:
    """Put the value where its column says; False where something stands in its way."""
    holder: Any = entry
    for part in parts[:-1]:
        holder = holder.setdefault(part, {}) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or parts[-1] in holder:
        return False
    holder[parts[-1]] = value
    return True


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    below = {key: _lists(part) for key, part in value.items()}
    if below and all(as_index(key) is not None for key in below):
        return [below[key] for key in sorted(below, key=int)]
    return below


def _empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
