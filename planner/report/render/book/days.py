"""Series over days: a sheet of their data, and the cells that charts take from it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.messages import in_language, said
from planner.report.blocks import DayMark, Days
from planner.report.blocks.picture import Floats
from planner.report.numbers import short_day
from planner.report.render.book.charts import Cells
from planner.report.render.book.making import PAGE, Making, Part
from planner.report.render.tables import Cell, DataColumn, DataTable, Kind
from planner.report.render.xlsx import LONGEST_SHEET_NAME, cut_name


@dataclass(frozen=True, eq=False)
class Series:
    """A column of numbers, one for each day."""

    name: str
    values: Floats


@dataclass(frozen=True)
class DaySheet:
    """A sheet of series: its name, how many rows it has, and in which column the first stands.

    A row is the lowest of `step` days.
    """

    name: str
    rows: int
    first: int
    step: int

    def days(self) -> Cells:
        """The names of the days."""
        return (self.name, 1, 0, self.rows, 0)

    def values(self, place: int) -> Cells:
        """The numbers of the series at a place."""
        return (self.name, 1, self.first + place, self.rows, self.first + place)

    def head(self, place: int) -> list[object]:
        """The cell that names the series at a place."""
        return [self.name, 0, self.first + place]


def add_day_sheet(
    making: Making, title: str, days: Days, series: Sequence[Series], *, step: int = 1
) -> DaySheet:
    """Write series over days on a sheet of their own, a row the lowest of `step` days."""
    dated = days.d_day is not None
    columns = [DataColumn(making.word(said("plan-book.day")))]
    if dated:
        columns.append(DataColumn(making.word(said("plan-book.date")), Kind.DATE))
    first = len(columns)
    columns += [DataColumn(one.name, Kind.NUMBER) for one in series]
    lowest = [lows(one.values, step) for one in series]
    starts = range(days.start, days.until, step)
    rows = (
        (*_day(making, days.d_day, day), *(_known(column[i]) for column in lowest))
        for i, day in enumerate(starts)
    )
    name = data_name(making, title)
    told = making.word(said("plan-book.rows", rows=len(starts)))
    sheet = making.add(name, Part.PICTURE, told)
    table = DataTable(name, tuple(columns), tuple(rows))
    width = making.sheets.fill(sheet, table, language=making.language)
    sheet.freeze_panes(1, first)
    making.print_on_a4(sheet, header=0, across=-(-width // PAGE))
    return DaySheet(making.sheets.names[-1], len(starts), first, step)


def data_name(making: Making, title: str) -> str:
    """The name of the sheet with the data of a picture; a long title is cut, not what it is."""
    ending = len(making.word(said("plan-book.data-of", title="")))
    return making.word(
        said("plan-book.data-of", title=cut_name(title, LONGEST_SHEET_NAME - ending))
    )


def lows(values: Floats, step: int) -> Floats:
    """The lowest of each `step` values; NaN where there is none."""
    if step == 1:
        return values
    padded = np.full(-(-len(values) // step) * step, np.nan)
    padded[: len(values)] = values
    blocks = padded.reshape(-1, step)
    found = np.where(np.isnan(blocks), np.inf, blocks).min(axis=1)
    return np.where(np.isinf(found), np.nan, found)


def day_name(making: Making, day: int) -> str:
    """D+12 in the language of the workbook."""
    return in_language(short_day(day), making.language)


def told_of_days(making: Making, days: Days, marks: Sequence[DayMark]) -> Iterator[str]:
    """When D-day is, and which days are marked."""
    if days.d_day is not None:
        yield making.word(said("plan-book.d-day", date=days.d_day.isoformat()))
    if marks:
        named = (said("plan-book.mark", day=short_day(mark.day), name=mark.name) for mark in marks)
        told = [in_language(mark, making.language) for mark in named]
        yield making.word(said("plan-book.marks", marks="; ".join(told)))


def _day(making: Making, d_day: dt.date | None, day: int) -> Iterator[Cell]:
    yield day_name(making, day)
    if d_day is not None:
        yield (d_day + dt.timedelta(days=day)).isoformat()


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
