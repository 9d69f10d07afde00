"""Tables that people keep in a spreadsheet: a section written as `{table: pledges.csv}`.

`planner/scenario/rows.py` says how the rows of a table are read. Sheets that are not named are the
planner's own notes. Formulas are never computed: the results saved in the workbook count.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from planner.scenario.document import Document, Places, read_text
from planner.scenario.fields import MAPPED
from planner.scenario.limits import LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS
from planner.scenario.rows import Table, read_entries
from planner.scenario.sheet_xml import NotAWorkbookError
from planner.scenario.workbook import open_workbook, unreadable

KEYS = {"table", "sheet"}
TABLE_SECTIONS = frozenset(MAPPED)
"""The sections that map ids to entries: each may stand in a table, one entry a row."""


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
            read_entries(table, section, document)
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
