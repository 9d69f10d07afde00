"""Planning factors found in the catalogue, as blocks and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalogue import Entry
from planner.messages import said
from planner.records.contract import json_text
from planner.report.blocks import Block, Column, Line, Table, Tone
from planner.report.numbers import NONE, as_figure, counted
from planner.report.words import confidence_name, unit_name

COLUMNS = (
    Column(said("column.factor"), wraps=True),
    Column(said("column.what"), wraps=True),
    Column(said("column.value"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.low-high"), number=True),
    Column(said("column.basis")),
    Column(said("column.source-alone"), wraps=True),
)


def factor_blocks(entries: Iterable[Entry]) -> Iterator[Block]:
    """One table, in the order of the catalogue."""
    rows = tuple(_row(entry) for entry in entries)
    yield Table(COLUMNS, rows)
    yield Line(said("text.sentence", text=counted(len(rows), "figure")), Tone.NOTE)


def _row(entry: Entry) -> tuple[str, ...]:
    figure = entry.figure
    ranged = figure.low is not None or figure.high is not None
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return (
        f"{entry.kind}.{entry.id}.{entry.field}",
        entry.title,
        as_figure(figure.value),
        unit_name(figure.unit or ""),
        said("amount.low-high", low=as_figure(low), high=as_figure(high)) if ranged else NONE,
        confidence_name(entry.confidence),
        entry.source_text,
    )


def factor_json(entries: Iterable[Entry]) -> str:
    """The entries as a JSON list."""
    data = [
        {
            "kind": entry.kind,
            "id": entry.id,
            "title": entry.title,
            "field": entry.field,
            "source_text": entry.source_text,
            **entry.figure.model_dump(mode="json", exclude_none=True),
        }
        for entry in entries
    ]
    return json_text(data)
