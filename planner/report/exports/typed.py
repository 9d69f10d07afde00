"""Typed tables from columns that are written by name.

A day is a text such as D+12; where the calendar has a D-day, its date stands in a column of its
own beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from planner.report.render.tables import Cell, DataColumn, DataTable, Kind
from planner.scenario import Scenario
from planner.scenario.schema.days import show_day


def data_table(
    name: str, scenario: Scenario, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> DataTable:
    """A table of columns written as "title", "units#" for numbers or "until@" for days.

    Days are whole numbers in `rows`; here they become texts, and dates where D-day has one.
    """
    d_day = scenario.calendar.d_day if scenario.calendar else None
    kinds = [_column(column) for column in columns]
    spread = tuple(c for column in kinds for c in _with_date(column, d_day))
    days = [place for place, column in enumerate(kinds) if column.kind is Kind.DAY][::-1]

    @cache
    def of_day(value: Cell) -> list[Cell]:
        day = None if value is None else int(value)
        shown = None if day is None else show_day(day)
        return [shown] if d_day is None else [shown, None if day is None else _date(d_day, day)]

    def filled(row: Sequence[Cell]) -> tuple[Cell, ...]:
        assert len(row) == len(kinds), (name, row)
        cells = list(row)
        for place in days:
            cells[place : place + 1] = of_day(cells[place])
        return tuple(cells)

    return DataTable(name, spread, tuple(map(filled, rows)))


def _column(written: str) -> DataColumn:
    kind = {"#": Kind.NUMBER, "@": Kind.DAY}.get(written[-1], Kind.TEXT)
    return DataColumn(written.rstrip("#@"), kind)


def _with_date(column: DataColumn, d_day: dt.date | None) -> Iterator[DataColumn]:
    yield column
    if column.kind is Kind.DAY and d_day is not None:
        yield DataColumn(f"{column.name}_date", Kind.DATE)


def _date(d_day: dt.date, day: int) -> str | None:
    """The date of a day; None for one before or after all calendars."""
    try:
        return (d_day + dt.timedelta(days=day)).isoformat()
    except OverflowError:
        return None
