"""Tables as Parquet, for programs that read columns."""

from __future__ import annotations

import io

import pyarrow as arrow
import pyarrow.parquet

from planner.report.render.tables import DataTable, Kind


def to_parquet(table: DataTable) -> bytes:
    """The table with a column of numbers or of texts for each of its own; the same table gives the
    same bytes."""
    columns = {
        column.name: arrow.array(
            [_cell(row[place], column.kind) for row in table.rows],
            arrow.float64() if column.kind is Kind.NUMBER else arrow.string(),
        )
        for place, column in enumerate(table.columns)
    }
    made = io.BytesIO()
    pyarrow.parquet.write_table(arrow.table(columns), made)
    return made.getvalue()


def _cell(cell: str | float | None, kind: Kind) -> str | float | None:
    if cell is None:
        return None
    return float(cell) if kind is Kind.NUMBER else str(cell)
