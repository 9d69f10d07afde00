"""Typed tables as the commands of one room give them: one as CSV, all as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.cli.options import Output
from planner.cli.output import deliver, deliver_bytes
from planner.errors import Place, fault, nearest
from planner.messages import said

if TYPE_CHECKING:
    from planner.report.render.tables import DataTable


def check_table(table: str | None, chosen: str, tables: Sequence[str]) -> None:
    """Raise `InputError` for a table that is none, or that the format cannot give alone."""
    if table is not None and table not in tables:
        raise fault(
            said("unknown-table"),
            place=Place("--table"),
            seen=table,
            allowed=", ".join(tables),
            nearest=nearest(table, tables),
        )
    if table is not None and chosen != "csv":
        raise fault(said("only-csv-is-one-table"), place=Place("--table"), seen=chosen)
    if chosen == "xlsx":
        from planner.report.render.xlsx import require_xlsx

        require_xlsx()


def deliver_tables(tables: Iterable[DataTable], chosen: str, table: str, output: Output) -> None:
    """Write all tables as a workbook ("xlsx"), or the one of this name as CSV."""
    if chosen == "xlsx":
        from planner.report.render.xlsx import to_xlsx

        deliver_bytes(to_xlsx(tuple(tables)), output)
        return
    from planner.report.render.tables import to_csv

    [wanted] = [entry for entry in tables if entry.name == table]
    deliver(to_csv(wanted), output)
