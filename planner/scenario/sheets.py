"""A workbook as a scenario.

The sheet `scenario` has a path and its value on each row (`calendar.d_day`, `objective`); the sheet
`changes` has those of a scenario that extends another, each value as for `--set`; and every
section of entries has a sheet of its name, one entry a row, as in a table. All other sheets are the
planner's own notes: their cells are never looked at.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planner.catalogue.figure import Figure
from planner.errors import Fault, InputError, Place, fault, in_reading_order, listed, nearest
from planner.messages import said
from planner.scenario.cells import is_empty, is_note, value_in
from planner.scenario.document import (
    LONGEST_SEEN,
    Document,
    KeyPath,
    Places,
    dotted,
    parse_value,
    parts_of,
)
from planner.scenario.fields import LISTED, MAPPED, SCENARIO, Form, fields
from planner.scenario.limits import DEEPEST
from planner.scenario.rows import Table, put, read_entries, steps_of, with_lists
from planner.scenario.sheet_xml import NotAWorkbookError
from planner.scenario.workbook import Workbook, open_workbook, unreadable

SUFFIX = ".xlsx"
OTHER_SUFFIXES = frozenset({".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers"})
SCENARIO_SHEET, CHANGES_SHEET = "scenario", "changes"
SECTION_SHEETS = (*MAPPED, *LISTED)
READ = (SCENARIO_SHEET, CHANGES_SHEET, *SECTION_SHEETS)
PATH, VALUE = "path", "value"
FIGURE_PARTS = tuple(name for name, _ in fields(Figure))
# a sheet whose name is as near as this to one that is read was meant to be that one
MEANT = 0.8
# what a spreadsheet adds to the name of a copy
COPY = re.compile(r"\s*\(\d+\)$")


def is_workbook(path: Path) -> bool:
    """True for a scenario that is a workbook, by its name.

    Raises `InputError` for a workbook of another kind.
    """
    suffix = path.suffix.lower()
    if suffix in OTHER_SUFFIXES:
        raise fault(said("workbook-of-another-kind"), place=Place(str(path)), seen=suffix)
    return suffix == SUFFIX


def is_scenario_workbook(path: Path) -> bool:
    """True for a file that is a workbook with the sheet of a scenario."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return False
    try:
        return SCENARIO_SHEET in open_workbook(path).sheets
    except InputError:  # no workbook at all
        return False


def read_workbook(path: Path) -> Document:
    """The scenario in a workbook, not yet checked, with the cell of every value.

    Raises `InputError` with what is wrong with its sheets; of single rows and cells only that which
    leaves a sheet unreadable.
    """
    workbook = open_workbook(path)
    with workbook.archive:
        _check_names(workbook)
        tables, faults = _tables(workbook)
    document = Document({}, Places({(): Place(str(path), cell=f"{SCENARIO_SHEET}!A1")}))
    for name, table in tables.items():
        try:
            _read_sheet(name, table, document)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(in_reading_order([*document.faults, *faults]))
    if "extends" in document.data:  # sheets of a template that were left empty
        for name in (*MAPPED, *LISTED):
            if name in document.data and not document.data[name]:
                del document.data[name]
    return document


def _check_names(workbook: Workbook) -> None:
    """Raise `InputError` where the first sheet that matters is missing, or another misspelt."""
    names = list(workbook.sheets)
    faults = []
    for name in names:
        near = _meant(name)
        if near is not None and near not in names:
            place = Place(str(workbook.path), cell=f"{name}!A1")
            faults.append(Fault(said("sheet-not-read"), place=place, seen=name, nearest=near))
    if SCENARIO_SHEET not in names and not faults:
        place = Place(str(workbook.path))
        faults.append(Fault(said("no-scenario-sheet"), place=place, seen=listed(names)))
    if faults:
        raise InputError(faults)


def _meant(name: str) -> str | None:
    """The sheet that is read for which this name, which is not, was meant."""
    if name in READ:
        return None
    plain = COPY.sub("", name.strip().casefold())
    for one in (plain, f"{plain.removesuffix('y')}ies"):
        if found := difflib.get_close_matches(one, READ, n=1, cutoff=MEANT):
            return found[0]
    return None


def _tables(workbook: Workbook) -> tuple[dict[str, Table], list[Fault]]:
    """The sheets that are read and are not blank, and the cells of them that cannot be."""
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for name in READ:
        if name not in workbook.sheets:
            continue
        try:
            table = Table(str(workbook.path), workbook.rows(name), name)
        except InputError as error:
            faults.extend(error.faults)
        except (OSError, NotAWorkbookError) as error:
            raise unreadable(workbook.path, error) from None
        else:
            if not table.is_blank or name == SCENARIO_SHEET:
                tables[name] = table
    return tables, faults


def _read_sheet(name: str, table: Table, document: Document) -> None:
    if name == SCENARIO_SHEET:
        _read_scenario(table, document)
    elif name == CHANGES_SHEET:
        _read_changes(table, document)
    elif name in document.data:
        place = document.places.of_key((name,))
        raise fault(said("section-twice", sheet=name), path=name, place=place)
    else:
        read_entries(table, name, document)


# -------------------------------------------------------------------- the sheets of paths


def _read_scenario(table: Table, document: Document) -> None:
    """The rows of the sheet `scenario`: a path, its value, and of a figure where it comes from."""
    columns = _columns(table)
    data: dict[str, Any] = {}
    for row, path, cells in _paths(table, columns):
        steps, kind = steps_of(parts_of(path), SCENARIO)
        value = value_in(cells.pop(VALUE, None), kind)
        if cells and kind is not None and kind.form is Form.FIGURE:
            parts = {name: value_in(cell, kind.at(name)) for name, cell in cells.items()}
            value = {**({} if value is None else {VALUE: value}), **parts}
        elif cells:
            name, _ = cells.popitem()
            where = table.place(row, columns[name])
            document.faults.append(Fault(said("only-of-a-figure"), path, where, name))
        if not put(data, steps, value):
            what = said("path-beside-whole")
            document.faults.append(Fault(what, path, table.place(row, columns[PATH])))
            continue
        places = {name: table.place(row, columns[name]) for name in (PATH, VALUE, *cells)}
        _note_places(document.places, steps, places)
    document.data.update({name: with_lists(value) for name, value in data.items()})


def _note_places(places: Places, steps: KeyPath, cells: dict[str, Place]) -> None:
    """Note where a path and its value stand, and by name the parts of a figure beside it."""
    for end in range(1, len(steps)):
        places.values.setdefault(steps[:end], cells[PATH])
        places.keys.setdefault(steps[:end], cells[PATH])
    places.keys[steps], places.values[steps] = cells[PATH], cells[VALUE]
    for name, place in cells.items():
        if name not in (PATH, VALUE):
            places.values[*steps, name] = places.keys[*steps, name] = place


def _columns(table: Table) -> dict[str, int]:
    """Number of each column that is read, by its name."""
    allowed = (PATH, VALUE, *FIGURE_PARTS[1:]) if table.sheet == SCENARIO_SHEET else (PATH, VALUE)
    faults = [
        Fault(
            said("unknown-column"),
            place=table.place(0, number),
            seen=name[:LONGEST_SEEN],
            allowed=listed(allowed),
            nearest=nearest(name[:LONGEST_SEEN], allowed),
        )
        for number, name in enumerate(table.header)
        if name and name not in allowed and not is_note(name)
    ]
    missing = [name for name in (PATH, VALUE) if name not in table.header]
    if missing and not faults:
        seen = listed(name[:LONGEST_SEEN] for name in table.header if name)
        faults = [Fault(said("sheet-without-paths"), place=table.place(0, 0), seen=seen)]
    if faults:
        raise InputError(faults)
    return {name: table.header.index(name) for name in allowed if name in table.header}


def _paths(table: Table, columns: dict[str, int]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Every row that says something: its number, its path, and its cells by column."""
    faults = []
    for row in table.data_rows():
        found = {name: table.cell(row, column) for name, column in columns.items()}
        cells = {name: cell for name, cell in found.items() if not is_empty(cell)}
        path = str(cells.pop(PATH, "")).strip()
        if not cells:  # a line of a template that was not filled in
            continue
        if not path or len(parts_of(path)) > DEEPEST:
            what = said("limit.depth", most=DEEPEST) if path else said("value-under-no-path")
            faults.append(
                Fault(what, place=table.place(row, columns[PATH]), seen=path[:40] or None)
            )
            continue
        yield row, path, cells
    if faults:
        raise InputError(faults)


def _read_changes(table: Table, document: Document) -> None:
    """The rows of the sheet `changes`: a path in the parent, and its new value as for `--set`."""
    columns = _columns(table)
    changes: dict[str, Any] = {}
    places = document.places
    places.values["changes",] = places.keys["changes",] = table.place(0, 0)
    for row, path, cells in _paths(table, columns):
        steps = ("changes", path)
        where = {name: table.place(row, columns[name]) for name in (PATH, VALUE)}
        if path in changes:
            what, seen = said("duplicate-key"), path[:LONGEST_SEEN]
            document.faults.append(Fault(what, dotted(steps), where[PATH], seen))
            continue
        changes[path] = cells[VALUE]
        if isinstance(cells[VALUE], str):
            changes[path], below = parse_value(cells[VALUE], str(where[VALUE]))
            places.graft(steps, below, ())
        _note_places(places, steps, where)
    document.data["changes"] = changes
