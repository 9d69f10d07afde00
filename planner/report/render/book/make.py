"""The workbook sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from planner.messages import Language, in_language, joined, said
from planner.report.blocks import (
    Bars,
    Block,
    Curves,
    Grid,
    Groups,
    HeatMap,
    Layers,
    Map,
    Plot,
    Spans,
    Table,
    Waterfall,
    WhatIf,
    spoken,
)
from planner.report.render.book.bars import add_bars, add_groups, add_waterfall
from planner.report.render.book.curves import add_curves
from planner.report.render.book.heat import add_heat_map
from planner.report.render.book.layers import add_layers
from planner.report.render.book.making import PAGE, Making, Part
from planner.report.render.book.maps import add_map
from planner.report.render.book.plot import add_grid, add_plot
from planner.report.render.book.spans import add_spans
from planner.report.render.book.summary import Stamp, fill_summary
from planner.report.render.book.what_if import add_what_if
from planner.report.render.book.words import add_section
from planner.report.render.garbage import nothing_collected
from planner.report.render.outline import Outline, Section, outlined
from planner.report.render.tables import DataTable
from planner.report.render.xlsx import LINE, lines_of

PICTURES: dict[type, Callable[[Making, Any], None]] = {
    Bars: add_bars,
    Groups: add_groups,
    Waterfall: add_waterfall,
    Spans: add_spans,
    HeatMap: add_heat_map,
    Curves: add_curves,
    Layers: add_layers,
    Plot: add_plot,
    Grid: add_grid,
    Map: add_map,
    WhatIf: add_what_if,
}
SOURCES = (10, 130)
# cells of all tables: with more of them a workbook takes long to write and to open
MOST_CELLS = 1_500_000


def book(
    blocks: Iterable[Block],
    tables: Iterable[DataTable],
    *,
    language: Language = "en",
    stamp: Stamp = (),
) -> bytes:
    """A report and its tables as an XLSX workbook: the same input gives the same bytes.

    First a summary with links to all sheets, then what each section says, a sheet with a native
    chart for each picture, the tables, and the sources. `stamp` are names and values of the run.
    Raises `InputError` where the package that writes workbooks is not installed.
    """
    report = outlined(spoken(blocks, language))
    title = report.title or in_language(said("plan-book.untitled"), language)
    making = Making(language, title, report.marking)
    with nothing_collected():
        summary = making.sheets.add(making.word(said("plan-book.summary")))
        _add_words(making, report)
        _add_pictures(making, report)
        left_out = _add_tables(making, tables)
        fill_summary(making, summary, report.lead, stamp, left_out)
        _add_sources(making)
        summary.activate()
        return making.sheets.done()


def _add_words(making: Making, report: Outline) -> None:
    """A sheet for each section; one for what stands before them, where that has a table: the
    summary has its sentences."""
    if any(isinstance(block, Table) for block in report.lead):
        add_section(making, Section(making.word(said("plan-book.key")), report.lead))
    for section in report.sections:
        add_section(making, section)


def _add_pictures(making: Making, report: Outline) -> None:
    for block in (*report.lead, *(block for part in report.sections for block in part.blocks)):
        if type(block) in PICTURES:
            PICTURES[type(block)](making, block)


def _add_tables(making: Making, tables: Iterable[DataTable]) -> list[str]:
    """A sheet for each table that has a row and for which there is room; what to say of others."""
    every = tuple(tables)
    too_large = _too_large(every)
    for table in every:
        if table.rows and table.name not in too_large:
            _add_table(making, table)
    told = []
    if empty := [table.name for table in every if not table.rows]:
        told.append(said("plan-book.empty", names=joined("plan-book.comma", empty)))
    if too_large:
        names = joined("plan-book.comma", [t.name for t in every if t.name in too_large])
        told.append(said("plan-book.too-large", names=names))
    return [making.word(text) for text in told]


def _add_table(making: Making, table: DataTable) -> None:
    rows = len(table.rows)
    told = said("plan-book.one-row") if rows == 1 else said("plan-book.rows", rows=rows)
    sheet = making.add(table.name, Part.TABLE, making.word(told))
    width = making.sheets.fill(sheet, table, language=making.language)
    making.print_on_a4(sheet, header=0, across=-(-width // PAGE))


def _too_large(tables: Iterable[DataTable]) -> set[str]:
    """The largest tables, as many as must go for the others to have room."""
    sizes = {table.name: len(table.rows) * len(table.columns) for table in tables}
    found: set[str] = set()
    left = sum(sizes.values())
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        if left <= MOST_CELLS:
            break
        found.add(name)
        left -= sizes[name]
    return found


def _add_sources(making: Making) -> None:
    """The sources that sentences and tables cite, by number."""
    notes = tuple(making.footnotes.listed())
    if not notes:
        return
    sheet = making.sheets.add(making.word(said("plan-book.sources")))
    for c, name in enumerate((said("plan-book.source-number"), said("plan-book.source"))):
        making.wide(sheet, c, c, SOURCES[c])
        making.text(sheet, 0, c, making.word(name), "header")
    for row, (number, note) in enumerate(notes, 1):
        sheet.write_number(row, 0, number, making.sheets.looks["number"])
        making.text(sheet, row, 1, note, "wrapped")
        sheet.set_row(row, LINE * lines_of(note, SOURCES[1]))
    sheet.freeze_panes(1, 0)
    making.print_on_a4(sheet, header=0)
