"""A comparison as typed tables: a column for each plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.records.comparison import DAYS, Amounts, Comparison, MoneyChange, StockChange
from planner.report.render.tables import Cell, DataColumn, DataTable, Kind
from planner.scenario.schema.days import show_day


def comparison_tables(found: Comparison) -> tuple[DataTable, ...]:
    """Inputs, headlines, shortfalls, stocks and failures, with the plans side by side."""
    names = [plan.name for plan in found.plans]
    return (
        _table(
            "inputs",
            ("path",),
            [column for name in names for column in (name, f"{name} unit", f"{name} origin")],
            ((x.path, *_inputs(x.written)) for x in found.inputs),
            Kind.TEXT,
        ),
        _table(
            "headlines",
            ("number", "unit"),
            names,
            ((x.name.value, x.unit, *x.amounts) for x in found.headlines if x.name not in DAYS),
        ),
        _table(
            "days",
            ("number",),
            names,
            ((x.name.value, *_days(x.amounts)) for x in found.headlines if x.name in DAYS),
            Kind.DAY,
        ),
        _table(
            "shortfalls",
            ("requirement", "title", "measure"),
            names,
            ((x.requirement, x.title, x.measure, *x.shortfalls) for x in found.fills),
        ),
        _stocks("prepositioned-tonnes", names, found.prepositioned),
        _stocks("unmet-tonnes", names, found.unmet),
        _table(
            "failures",
            ("site", "site_title"),
            names,
            ((x.site, x.site_title, *_days(x.days)) for x in found.failures),
            Kind.DAY,
        ),
        _money("unfunded-usd", names, found.unfunded),
        _money("paying-usd", names, found.paying),
    )


def _table(
    name: str,
    texts: Sequence[str],
    plans: Sequence[str],
    rows: Iterable[tuple[Cell, ...]],
    kind: Kind = Kind.NUMBER,
) -> DataTable:
    columns = (*map(DataColumn, texts), *(DataColumn(plan, kind) for plan in plans))
    return DataTable(name, columns, tuple(rows))


def _stocks(name: str, plans: Sequence[str], stocks: Iterable[StockChange]) -> DataTable:
    rows = ((x.site, x.site_title, x.item, *x.tonnes) for x in stocks)
    return _table(name, ("site", "site_title", "item"), plans, rows)


def _money(name: str, plans: Sequence[str], changes: Iterable[MoneyChange]) -> DataTable:
    return _table(name, ("id", "title"), plans, ((x.id, x.title, *x.dollars) for x in changes))


def _inputs(written: Iterable[object]) -> Iterable[Cell]:
    for there in written:
        for field in ("value", "unit", "origin"):
            yield getattr(there, field, None)


def _days(days: Amounts | tuple[int | None, ...]) -> Iterable[Cell]:
    return (None if day is None else show_day(int(day)) for day in days)
