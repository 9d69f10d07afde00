"""Typed tables from columns that are written by name.

A day is a text such as D+12; where the calendar has a D-day, its date stands in a column of its
own beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

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
    filled = (
        tuple(
            cell
            for column, value in zip(kinds, row, strict=True)
            for cell in _cells(column, value, d_day)
        )
        for row in rows
    )
    return DataTable(name, spread, tuple(filled))


def _column(written: str) -> DataColumn:
    kind = {"#": Kind.NUMBER, "@": Kind.DAY}.get(written[-1], Kind.TEXT)
    return DataColumn(written.rstrip("#@"), kind)


def _with_date(column: DataColumn, d_day: dt.date | None) -> Iterator[DataColumn]:
    yield column
    if column.kind is Kind.DAY and d_day is not None:
        yield DataColumn(f"{column.name}_date", Kind.DATE)


def _cells(column: DataColumn, value: Cell, d_day: dt.date | None) -> Iterator[Cell]:
    if column.kind is not Kind.DAY:
        yield value
        return
    day = None if value is None else int(value)
    yield None if day is None else show_day(day)
    if d_day is not None:
        yield None if day is None else _date(d_day, day)


def _date(d_day: dt.date, day: int) -> str | None:
    """The date of a day; None for one before or after all calendars."""
    try:
        return (d_day + dt.timedelta(days=day)).isoformat()
    except OverflowError:
        return None
