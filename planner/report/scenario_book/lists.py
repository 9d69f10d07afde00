"""The drop-down lists of a scenario's workbook: names of other sheets, of the catalogue, choices.

Names that stand on a sheet alone are taken from there, so that what a planner adds is offered at
once. Those of which the catalogue has some stand on the sheet `lists`, with the scenario's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.report.scenario_book.words import catalogue_names
from planner.scenario.fields import Form, Kind
from planner.scenario.known import SECTION_OF_KIND
from planner.scenario.layout import Layout, Sheet

LISTS = "lists"
FIRST_ROW = 2
"""Row of the first entry, from 0: the names and what may stand below them come before."""
ROOM = 1_000
"""Rows for which a sheet has lists and looks, or so many more than it has entries."""
LONGEST_INLINE = 255
"""Characters of the choices that a spreadsheet takes with a cell."""
FLAGS = ("true", "false")


def rows_with_room(entries: int) -> int:
    """Rows of a sheet that are prepared for entries."""
    return max(ROOM, entries + ROOM // 2)


@dataclass(frozen=True)
class Lists:
    """What is offered, and where it stands."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    """The sheet `lists`: heading and names of each column."""
    names: dict[str, str]
    """By section, the name of the range of its names, for a formula."""
    ranges: dict[str, str]
    """By the name of a range, the formula for its cells."""

    def offered(self, kind: Kind, name: str) -> dict[str, Any] | None:
        """The rule for the cells of a column; None where nothing can be offered."""
        if kind.form is Form.FLAG:
            return _rule(list(FLAGS))
        if kind.form is Form.CHOICE and len(",".join(kind.choices)) <= LONGEST_INLINE:
            return _rule(list(kind.choices))
        if kind.form is Form.NAME and kind.refers_to is not None:
            range_ = self.names.get(SECTION_OF_KIND[kind.refers_to])
            return None if range_ is None else _rule(f"={range_}", "warning")
        if kind.form is Form.TEXT and name.rpartition(".")[2] == "source":
            # the paragraph or page is written behind it, and is in no list
            range_ = self.names.get("sources")
            return None if range_ is None else {**_rule(f"={range_}"), "show_error": False}
        return None


def _rule(source: list[str] | str, error: str = "stop") -> dict[str, Any]:
    return {"validate": "list", "source": source, "error_type": error}


def lists_of(layout: Layout) -> Lists:
    """The lists for the sheets of a scenario."""
    sheets = {sheet.name: sheet for sheet in layout.sheets}
    columns: list[tuple[str, tuple[str, ...]]] = []
    names: dict[str, str] = {}
    ranges: dict[str, str] = {}
    for kind, section in SECTION_OF_KIND.items():
        known = catalogue_names(kind)
        own = tuple(_ids(sheets[section])) if section in sheets else ()
        if section in names or not (known or section in sheets):
            continue
        names[section] = f"names_of_{section}"
        if known:
            all_names = tuple(dict.fromkeys((*own, *sorted(known))))
            ranges[names[section]] = _cells_of_list(len(columns), len(all_names))
            columns.append((section, all_names))
        else:
            ranges[names[section]] = _cells_of_sheet(section, rows_with_room(len(own)))
    return Lists(tuple(columns), names, ranges)


def _ids(sheet: Sheet) -> Iterator[str]:
    yield from (str(row[0]) for row in sheet.rows)


def _cells_of_list(column: int, count: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letters = xl_col_to_name(column)
    return f"={LISTS}!${letters}$2:${letters}${count + 1}"


def _cells_of_sheet(sheet: str, rows: int) -> str:
    """As many of the ids of a sheet as there are: no list has empty lines at its end."""
    first, last = FIRST_ROW + 1, FIRST_ROW + rows
    ids = f"{sheet}!$A${first}:$A${last}"
    return f"=OFFSET({sheet}!$A${first},0,0,MAX(1,COUNTA({ids})),1)"
