"""A scenario laid out in sheets: which columns each has, and what stands in its cells.

The way back is `planner/scenario/sheets.py`. Columns are those that are in use and those that are
mostly wanted; every figure has its value, its source and its assumption beside each other. The same
scenario has the same sheets, wherever it was read from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.errors import fault
from planner.messages import said
from planner.scenario.cells import Cell, cell_of, is_note, is_short, quoted
from planner.scenario.document import KeyPath
from planner.scenario.fields import LISTED, MAPPED, SCENARIO, Form, Kind, fields, section
from planner.scenario.limits import MOST_COLUMNS, MOST_ROWS
from planner.scenario.plain import plain_scenario
from planner.scenario.rows import ID, steps_of
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sheets import FIGURE_PARTS, VALUE

SHEETS = tuple(name for name in Scenario.model_fields if name in (*MAPPED, *LISTED))
"""Every section that has a sheet of its own, in the order of the format."""
ON_FIRST = tuple(
    name
    for name, kind in fields(Scenario)
    if name not in (*SHEETS, "extends", "changes") and kind.form is not Form.RECORD
)
"""What stands on the first sheet, beside the calendar."""
PARTS = ("value", "unit", "low", "high", "source", "assumption")
"""Parts of a figure in the order of their columns; the others follow."""
BESIDE_EACH = ("value", "source", "assumption")
WANTED: Mapping[str, tuple[str, ...]] = {
    "sources": ("title", "kind", "date", "locator", "note"),
    "phases": ("title", "tempo", "from", "until", "source"),
    "forces": ("title", "personnel", "host_nation", "planned_days", "required_days"),
    "requirements": (
        *("title", "force", "capability", "quantity", "from", "until", "tier", "site", "tasks"),
        *("source", "note"),
    ),
    "pledges": (
        *("title", "contributor", "force", "unit", "capability", "units", "quantity"),
        *("personnel", "status", "available", "training", "movement", "reception", "tour"),
        *("source", "note"),
    ),
    "contributors": ("title", "strength", "source", "note"),
    "sites": ("title", "latitude", "longitude", "climate", "throughput", "source", "note"),
    "lanes": (
        *("origin", "destination", "mode", "distance", "stage", "transit_days", "capacity"),
        *("from", "until", "source", "note"),
    ),
    "fleets": ("title", "vehicle", "count", "availability", "lanes", "loading_days", "note"),
    "supplies": ("site", "item", "per_day", "total", "from", "until", "source", "note"),
    "stocks": ("site", "item", "quantity", "expires", "source"),
    "demands": ("site", "item", "per_day", "from", "until", "source"),
    "policies": ("kind", "sites", "items", "days", "maximum_days", "source"),
}
"""Columns that a sheet has although nothing stands in them, beside those that must be filled."""


@dataclass(frozen=True)
class Wanted:
    """A column of a sheet, or a path of the first one: what may stand there."""

    name: str
    kind: Kind
    about: str = ""
    """Its entry in the manual."""
    is_needed: bool = False
    """True where every row must have it."""


@dataclass(frozen=True)
class Sheet:
    """A section: a column for each name, and a row of cells for each entry; None is empty."""

    name: str
    columns: tuple[Wanted, ...]
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True)
class PathRow:
    """A row of the first sheet."""

    path: Wanted
    cells: Mapping[str, Cell]
    """By name of the column; empty for what is not written."""


@dataclass(frozen=True)
class Layout:
    """All that the sheets of a scenario hold."""

    rows: tuple[PathRow, ...]
    """Those of the first sheet."""
    sheets: tuple[Sheet, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Parts of figures for which the first sheet has a column, `value` among them."""
        used = {name for row in self.rows for name in row.cells}
        return tuple(name for name in in_order(FIGURE_PARTS) if name in {*used, *BESIDE_EACH})


def laid_out(data: Mapping[str, Any]) -> Layout:
    """The sheets of a scenario, given as plain data that passes its checks.

    A section that is written and empty has a sheet with its columns alone. Raises `InputError`
    for what a workbook cannot hold.
    """
    whole = plain_scenario(data)
    sheets = (
        _sheet(name, whole[name]) for name in SHEETS if isinstance(whole.get(name), dict | list)
    )
    return Layout(tuple(_path_rows(whole)), tuple(sheets))


def in_order(parts: Iterable[str]) -> list[str]:
    """Parts of a figure in the order of their columns."""
    names = list(parts)
    return sorted(names, key=lambda part: PARTS.index(part) if part in PARTS else len(PARTS))


# ------------------------------------------------------------------------------ the first sheet


def _path_rows(data: Mapping[str, Any]) -> Iterator[PathRow]:
    written: dict[KeyPath, dict[str, Cell]] = {}
    for steps, value, kind in _cells(_first_part(data), SCENARIO, ()):
        at, part = (steps[:-1], str(steps[-1])) if _in_figure(steps) else (steps, VALUE)
        written.setdefault(at, {})[part] = cell_of(value, kind, steps)
    usual: list[KeyPath] = [(name,) for name in ON_FIRST]
    calendar = SCENARIO.at("calendar")
    assert calendar is not None
    assert calendar.model is not None
    usual += [("calendar", name) for name, kind in fields(calendar.model) if not has_parts(kind)]
    order = _Order((*usual, *written), SCENARIO)
    for steps in order.paths:
        yield PathRow(wanted_at(steps, SCENARIO), written.get(steps, {}))


def _first_part(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in SHEETS}


def _in_figure(steps: KeyPath) -> bool:
    _, kind = steps_of([str(step) for step in steps[:-1]], SCENARIO)
    return kind is not None and kind.form is Form.FIGURE


def has_parts(kind: Kind) -> bool:
    """True for what cannot stand in one cell, but for a figure."""
    together = kind.is_short_list or kind.is_free
    return kind.form in (Form.LIST, Form.MAPPING, Form.RECORD) and not together


# -------------------------------------------------------------------------------------- sections


def _sheet(name: str, entries: Mapping[str, Any] | Sequence[Any]) -> Sheet:
    held = section(name)
    assert held is not None
    written: list[dict[KeyPath, Cell]] = []
    rows = entries.items() if isinstance(entries, Mapping) else enumerate(entries)
    for key, entry in rows:
        path = (name, key)
        found = _cells(entry, held.entry, ())
        written.append({at: cell_of(value, kind, (*path, *at)) for at, value, kind in found})
    columns = _columns(name, held.entry, (at for cells in written for at in cells))
    table = [tuple(cells.get(at) for at in columns) for cells in written]
    wanted = tuple(wanted_at(at, held.entry) for at in columns)
    if isinstance(entries, Mapping):
        wanted = (Wanted(ID, Kind(Form.TEXT), is_needed=True), *wanted)
        table = [(_id(key), *cells) for key, cells in zip(entries, table, strict=True)]
    _check_size(name, len(wanted), len(table))
    return Sheet(name, wanted, tuple(table))


def _id(key: str) -> str:
    """An id as a cell: one that would look like a note stands in quotes."""
    return f'"{key}"' if is_note(key) and quoted(key) == key else quoted(key)


def _check_size(name: str, columns: int, rows: int) -> None:
    if columns > MOST_COLUMNS:
        what = said("too-many-columns", section=name, most=MOST_COLUMNS)
        raise fault(what, path=name, seen=f"{columns:,}")
    # two rows of the header stand above
    if rows > MOST_ROWS - 2:
        what = said("too-long-for-sheet", table=name, most=MOST_ROWS - 2)
        raise fault(what, path=name, seen=f"{rows:,}")


def _cells(
    value: Any, kind: Kind | None, at: KeyPath
) -> Iterator[tuple[KeyPath, Any, Kind | None]]:
    """Every cell that a value needs: its path, what it says, and what may stand there."""
    form = Form.ANY if kind is None else kind.form
    if kind is not None and kind.is_free:
        yield at, value, kind
    elif isinstance(value, Mapping) and value:
        for key, part in value.items():
            yield from _cells(part, kind.at(key) if kind else None, (*at, key))
    elif isinstance(value, list) and value and not is_short(value, kind):
        inner = kind.entry if kind is not None and form is Form.LIST else None
        for i, part in enumerate(value):
            yield from _cells(part, inner, (*at, i))
    elif form is Form.FIGURE and not isinstance(value, Mapping) and kind is not None:
        yield (*at, VALUE), value, kind.at(VALUE)
    elif at:  # an entry of which nothing is said has its id alone
        yield at, value, kind


def _columns(name: str, entry: Kind, used: Iterable[KeyPath]) -> tuple[KeyPath, ...]:
    assert entry.model is not None
    paths = dict.fromkeys(used)
    needed = [key for key, info in _infos(entry.model) if info.is_required()]
    for key in (*needed, *WANTED.get(name, ())):
        kind = entry.at(key)
        if kind is not None and not has_parts(kind):
            paths.setdefault((key, VALUE) if kind.form is Form.FIGURE else (key,))
    for at in tuple(paths):
        figure = kind_at(at[:-1], entry)
        if at[1:] and figure is not None and figure.form is Form.FIGURE:
            units = ("unit",) if figure.measure is not None and figure.measure.any_unit else ()
            paths.update(dict.fromkeys((*at[:-1], part) for part in (*BESIDE_EACH, *units)))
    return _Order(paths, entry).paths


def kind_at(at: KeyPath, kind: Kind | None) -> Kind | None:
    for step in at:
        kind = None if kind is None else kind.at(step)
    return kind


class _Order:
    """Paths in the order of their columns: what must be filled, then as in the manual; names that
    the planner chooses as they come."""

    def __init__(self, paths: Iterable[KeyPath], kind: Kind) -> None:
        self._kind = kind
        self._met: dict[KeyPath, int] = {}
        each = tuple(dict.fromkeys(paths))
        for at in each:
            for end in range(1, len(at) + 1):
                self._met.setdefault(at[:end], len(self._met))
        self.paths = tuple(sorted(each, key=self._rank))

    def _rank(self, at: KeyPath) -> tuple[int, ...]:
        ranks = []
        kind: Kind | None = self._kind
        for end, step in enumerate(at, start=1):
            ranks.append(self._rank_of(step, kind, at[:end]))
            kind = None if kind is None else kind.at(step)
        return tuple(ranks)

    def _rank_of(self, step: str | int, kind: Kind | None, at: KeyPath) -> int:
        if isinstance(step, int):
            return step
        if kind is not None and kind.form is Form.FIGURE:
            return in_order(FIGURE_PARTS).index(step)
        if kind is not None and kind.model is not None:
            return reading_order(kind.model).index(step)
        return self._met[at]


def reading_order(model: type[BaseModel]) -> list[str]:
    """Keys of a record: the title, what must be written, the rest."""
    infos = _infos(model)
    if model in (Scenario, Calendar):
        return [key for key, _ in infos]
    return [
        key for key, _ in sorted(infos, key=lambda e: (e[0] != "title", not e[1].is_required()))
    ]


def _infos(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    return [(info.alias or name, info) for name, info in model.model_fields.items()]


def wanted_at(at: KeyPath, kind: Kind) -> Wanted:
    """A path of an entry, or of the scenario, with what the manual says of it."""
    held = kind_at(at[:-1], kind)
    found = kind_at(at, kind) or Kind(Form.ANY)
    about, needed = "", False
    if held is not None and held.model is not None:
        info = dict(_infos(held.model))[str(at[-1])]
        about = info.description or ""
        needed = info.is_required() and (len(at) == 1 or at[0] == "calendar")
    elif held is not None and at[1:]:  # an entry of a mapping or a list: what is said of the whole
        about = wanted_at(at[:-1], kind).about
    if held is not None and held.form is Form.FIGURE and at[-1] == VALUE:
        figure = wanted_at(at[:-1], kind)
        about, needed = figure.about, figure.is_needed
        found = Kind(Form.FIGURE, found.model, measure=held.measure)
    return Wanted(".".join(map(str, at)), found, " ".join(about.replace("`", "").split()), needed)
