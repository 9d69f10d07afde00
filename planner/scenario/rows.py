"""The rows of a table as the entries of a section.

The first row names the fields; `id` names the entry, and a dotted name reaches into it
(`personnel.value`, `personnel.source`, `moves.0.site`). What one cell says is in
`planner/scenario/cells.py`. Left out are empty cells and rows, rows and columns that begin with #,
and a second row of nothing but HXL tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planner.errors import Fault, InputError, Place, fault, listed
from planner.messages import said
from planner.scenario.cells import is_empty, is_note, value_in
from planner.scenario.document import Document, KeyPath, as_index, dotted
from planner.scenario.fields import Form, Kind, section
from planner.scenario.limits import DEEPEST
from planner.scenario.workbook import column_letters

ID = "id"


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

    def cell(self, row: int, column: int) -> Any:
        """The cell as it was written; None beyond the last of its row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    @property
    def is_blank(self) -> bool:
        """True where nothing stands in it."""
        return all(is_empty(cell) for row in self.rows for cell in row)

    @cached_property
    def header(self) -> list[str]:
        """The names in the first row."""
        return ["" if is_empty(c) else str(c).strip() for c in (self.rows or [[]])[0]]

    def data_rows(self) -> Iterator[int]:
        """The rows that hold entries."""
        for row, cells in enumerate(self.rows[1:], start=1):
            tags = row == 1 and all(is_empty(cell) or is_note(str(cell)) for cell in cells)
            if not (tags or all(map(is_empty, cells)) or is_note(cells[0])):
                yield row


@dataclass(frozen=True)
class Column:
    """A column of a table: the keys that its name stands for, and what may stand there."""

    number: int
    name: str
    steps: KeyPath
    kind: Kind | None

    @property
    def is_read(self) -> bool:
        """False for a column of notes, and for that of the ids."""
        return not is_note(self.name) and self.name != ID


@dataclass(frozen=True)
class TableCells:
    """Where the cells of a section stand that was read from a table."""

    table: Table
    section: str
    rows_of: dict[str | int, int]
    """Row of every entry, by its id or its position."""
    columns_of: dict[KeyPath, list[int]]
    """The columns at or below every path within an entry, the first one first."""
    ids: int
    """The column of ids; the first one where there is none."""

    def nearest(self, path: KeyPath) -> Place:
        """Place of the cell at `path`, of its row where it is empty, or of the whole table."""
        row = self.rows_of.get(path[1]) if len(path) > 1 else None
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
        columns = self.columns_of.get(steps, ())
        return next((c for c in columns if not is_empty(self.table.cell(row, c))), None)


def read_entries(table: Table, name: str, document: Document) -> None:
    """Put the entries of a table in the section `name` of the document, and their places.

    Faults of single rows and cells are noted in the document, so that they can be raised together
    with those of the schema. Raises `InputError` for a table that has no such header.
    """
    held = section(name)
    listed_ = held is not None and held.form is Form.LIST
    columns = _columns(table, name, held.entry if held else None, needs_id=not listed_)
    ids = next((column.number for column in columns if column.name == ID), 0)
    cells = TableCells(table, name, {}, _by_path(columns), ids)
    document.places.cut((name,))
    document.places.tables[name] = cells
    in_lists = any(isinstance(step, int) for column in columns for step in column.steps)
    entries: dict[str | int, Any] = {}
    for row in table.data_rows():
        try:
            key = len(entries) if listed_ else _row_id(table, row, ids, name, cells.rows_of)
        except InputError as error:
            document.faults.extend(error.faults)
            document.unread.add(name)
            continue
        cells.rows_of[key] = row
        entry = _entry(table, row, columns, (name, key), document.faults)
        entries[key] = with_lists(entry) if in_lists else entry
    document.data[name] = list(entries.values()) if listed_ else entries


def _columns(table: Table, name: str, entry: Kind | None, *, needs_id: bool) -> list[Column]:
    header = table.header
    if needs_id and ID not in header:
        raise fault(
            said("table-without-id"),
            place=table.place(0, 0),
            path=name,
            seen=listed(field[:40] for field in header if field),
        )
    faults = [
        Fault(said("column-twice"), name, table.place(0, column), field)
        for column, field in enumerate(header)
        if field and not is_note(field) and field in header[:column]
    ]
    faults += [
        Fault(said("limit.depth", most=DEEPEST), name, table.place(0, column), field[:40])
        for column, field in enumerate(header)
        if field.count(".") > DEEPEST
    ]
    if faults:
        raise InputError(faults)
    return [
        Column(number, field, *steps_of(field.split("."), entry))
        for number, field in enumerate(header)
    ]


def steps_of(parts: list[str], kind: Kind | None) -> tuple[KeyPath, Kind | None]:
    """The keys that a dotted name stands for, with whole numbers for positions in a list, and what
    may stand there. `kind` is that of what the name leads into."""
    steps: list[str | int] = []
    for part in parts:
        index = as_index(part) if kind is None or kind.form is Form.LIST else None
        steps.append(part if index is None else index)
        kind = None if kind is None else kind.at(steps[-1])
    return tuple(steps), kind


def _by_path(columns: list[Column]) -> dict[KeyPath, list[int]]:
    found: dict[KeyPath, list[int]] = {}
    for column in columns:
        if column.name and column.is_read:
            for end in range(1, len(column.steps) + 1):
                found.setdefault(column.steps[:end], []).append(column.number)
    return found


def _row_id(
    table: Table, row: int, column: int, section: str, rows_of: dict[str | int, int]
) -> str:
    cell = table.cell(row, column)
    if is_empty(cell):
        raise fault(said("row-without-id"), place=table.place(row, column), path=section)
    name = str(value_in(cell, None))
    if name in rows_of:
        raise fault(
            said("duplicate-id"),
            place=table.place(row, column),
            path=f"{section}.{name}",
            seen=said("seen.id-in-row", row=rows_of[name] + 1),
        )
    return name


def _entry(
    table: Table, row: int, columns: list[Column], path: KeyPath, faults: list[Fault]
) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for number, cell in enumerate(table.rows[row]):
        if is_empty(cell):
            continue
        column = columns[number] if number < len(columns) else None
        if column is None or not column.name:
            place, seen = table.place(row, number), str(cell).strip()[:40]
            faults.append(Fault(said("value-under-no-name"), dotted(path), place, seen))
        elif column.is_read and not put(entry, column.steps, value_in(cell, column.kind)):
            what = said("column-beside-whole", column=column.name)
            faults.append(Fault(what, dotted(path), table.place(row, number)))
    return entry


def put(entry: dict[str, Any], steps: KeyPath, value: Any) -> bool:
    """Put the value where its path says; False where something stands in its way.

    Lists are mappings of their positions until `with_lists` makes them lists.
    """
    holder: Any = entry
    for step in steps[:-1]:
        holder = holder.setdefault(step, {}) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or steps[-1] in holder:
        return False
    holder[steps[-1]] = value
    return True


def with_lists(value: Any) -> Any:
    """The value with mappings of positions as lists."""
    if not isinstance(value, dict):
        return value
    below = {key: with_lists(part) for key, part in value.items()}
    if below and all(isinstance(key, int) for key in below):
        return [below[key] for key in sorted(below)]
    return {str(key): part for key, part in below.items()}
