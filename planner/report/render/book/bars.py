"""Bars from a base, and the steps from one total to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.messages import said
from planner.report.blocks import Bars, Groups, Step, StepKind, Waterfall
from planner.report.numbers import quantity
from planner.report.render.book.cells import write_rows
from planner.report.render.book.charts import (
    ROW,
    axis,
    chart_of,
    fill_look,
    put,
    value_axis,
)
from planner.report.render.book.looks import STEPS
from planner.report.render.book.making import Making, Part

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAMES, NUMBERS = 50, 16


def add_bars(making: Making, block: Bars) -> None:
    """A tornado: for each row how far each of its ends is from the base."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    _widths(making, sheet, 6)
    row = making.head(sheet, block.title, block.told, width=6)
    low, high = block.legend
    header = [
        making.word(said("plan-book.name")),
        low,
        high,
        making.word(said("plan-book.change", end=low)),
        making.word(said("plan-book.change", end=high)),
        making.word(said("plan-book.told")),
    ]
    top = row + -(-_height(len(block.rows)) // ROW) + 1
    rows = [
        (
            bar.name,
            bar.low,
            bar.high,
            _less(bar.low, block.base),
            _less(bar.high, block.base),
            bar.told,
        )
        for bar in block.rows
    ]
    write_rows(making, sheet, top, header, rows)
    chart = chart_of(making, "bar", block.title)
    name = sheet.get_name()
    for place, column in enumerate((3, 4)):
        cells = [top + 1, column, top + len(rows), column]
        chart.add_series(
            {
                "name": [name, top, column - 2],
                "categories": [name, top + 1, 0, top + len(rows), 0],
                "values": [name, *cells],
                "gap": 40,
                **fill_look(place),
            }
        )
    base = said("plan-book.from-plan", base=quantity(block.base), unit=block.unit)
    chart.set_x_axis(value_axis(making.word(base)))
    chart.set_y_axis(axis(reverse=True, label_position="low"))
    put(sheet, row, chart, block.told, height=_height(len(rows)))
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def add_groups(making: Making, block: Groups) -> None:
    """The amounts of several plans beside each other, row by row."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    _widths(making, sheet, 2 * len(block.series) + 1)
    row = making.head(sheet, block.title, block.told, width=5)
    height = _height(len(block.rows) * max(1, len(block.series)) // 2)
    top = row + -(-height // ROW) + 1
    units = [said("plan-book.with-unit", name=name, unit=block.unit) for name in block.series]
    header = [making.word(said("plan-book.name")), *map(making.word, units), *block.series]
    write_rows(making, sheet, top, header, ((r.name, *r.values, *r.told) for r in block.rows))
    chart = chart_of(making, "bar", block.title)
    name, last = sheet.get_name(), top + len(block.rows)
    for place in range(len(block.series)):
        chart.add_series(
            {
                "name": [name, top, len(block.series) + 1 + place],
                "categories": [name, top + 1, 0, last, 0],
                "values": [name, top + 1, place + 1, last, place + 1],
                "gap": 40,
                **fill_look(place),
            }
        )
    chart.set_x_axis(value_axis(block.unit))
    chart.set_y_axis(axis(reverse=True, label_position="low"))
    put(sheet, row, chart, block.told, height=height)
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def add_waterfall(making: Making, block: Waterfall) -> None:
    """Stacked columns, the lowest of which is not drawn."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    _widths(making, sheet, 7)
    row = making.head(sheet, block.title, block.told, width=6)
    kinds = {
        StepKind.TOTAL: making.word(said("plan-book.sum")),
        StepKind.LESS: making.word(said("plan-book.less")),
        StepKind.MORE: making.word(said("plan-book.more")),
    }
    header = [
        making.word(said("plan-book.step")),
        making.word(said("plan-book.kind")),
        block.unit,
        making.word(said("plan-book.below")),
        *kinds.values(),
    ]
    rows = [
        (step.name, kinds[step.kind], step.amount, below, *(_of(step, kind) for kind in kinds))
        for step, below in zip(block.steps, _below(block.steps), strict=True)
    ]
    top = row + -(-440 // ROW) + 1
    write_rows(making, sheet, top, header, rows)
    chart = chart_of(making, "column", block.title, stacked=True)
    name = sheet.get_name()
    for place, column in enumerate(range(3, 7)):
        look: dict[str, Any] = {"fill": {"none": True}, "border": {"none": True}}
        if place:
            look = {"fill": {"color": STEPS[place - 1]}}
            look["data_labels"] = {"value": True, "num_format": "#,##0.##;;"}
        chart.add_series(
            {
                "name": [name, top, column],
                "categories": [name, top + 1, 0, top + len(rows), 0],
                "values": [name, top + 1, column, top + len(rows), column],
                "gap": 30,
                **look,
            }
        )
    chart.set_legend({"position": "bottom", "delete_series": [0]})
    chart.set_y_axis(value_axis(block.unit, min=0))
    chart.set_x_axis(axis())
    put(sheet, row, chart, block.told, height=440)
    sheet.hide_gridlines(2)
    making.print_on_a4(sheet)


def _less(end: float | None, base: float) -> float | None:
    return None if end is None else end - base


def _of(step: Step, kind: StepKind) -> float | None:
    return step.amount if step.kind is kind else None


def _below(steps: Sequence[Step]) -> list[float]:
    """Where each step begins above nothing."""
    found, total = [], 0.0
    for step in steps:
        if step.kind is StepKind.TOTAL:
            total = step.amount
            found.append(0.0)
        elif step.kind is StepKind.LESS:
            total -= step.amount
            found.append(total)
        else:
            found.append(total)
            total += step.amount
    return found


def _height(rows: int) -> int:
    return min(160 + 32 * rows, 1_600)


def _widths(making: Making, sheet: Worksheet, columns: int) -> None:
    making.wide(sheet, 0, 0, NAMES)
    making.wide(sheet, 1, columns - 1, NUMBERS)
