"""What to prepare as tidy tables: futures, stock, openings and values."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.prepare import Prepared
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario

FUTURES = ("disruptions", "title", "chance#", "priority#", "planned_t#", "prepared_t#", "known_t#")
STOCKS = ("site", "item", "unit", "planned#", "prepared#", "planned_t#", "prepared_t#")
CHOICES = ("kind", "id", "planned#", "prepared#", "cost_usd#")
VALUES = (
    "priority#",
    "planned_t#",
    "prepared_t#",
    "known_t#",
    "value_of_preparing_t#",
    "value_of_knowing_t#",
)


def prepare_tables(found: Prepared, scenario: Scenario) -> tuple[DataTable, ...]:
    """The tables of what there is; the first has a row for each future and priority."""
    made = [
        ("futures", FUTURES, _futures(found)),
        ("stocks", STOCKS, _stocks(found)),
        ("choices", CHOICES, _choices(found)),
        ("values", VALUES, _values(found)),
    ]
    tables = [(name, columns, tuple(rows)) for name, columns, rows in made]
    return tuple(
        data_table(name, scenario, columns, rows)
        for name, columns, rows in tables
        if rows or name == "futures"
    )


def _futures(found: Prepared) -> Iterator[tuple[Cell, ...]]:
    for one in found.futures:
        for place, priority in enumerate(found.priorities):
            planned = None if one.planned is None else one.planned[place]
            names = " ".join(one.disruptions) or None
            unmet = (planned, one.prepared[place], one.known[place])
            yield (names, one.title, one.chance, priority, *unmet)


def _stocks(found: Prepared) -> Iterator[tuple[Cell, ...]]:
    for one in found.stocks:
        amounts = (one.planned, one.prepared, one.planned_t, one.prepared_t)
        yield (str(one.site), str(one.item), one.unit, *amounts)


def _choices(found: Prepared) -> Iterator[tuple[Cell, ...]]:
    for one in found.choices:
        yield (one.kind, one.id, one.planned, one.prepared, one.cost)


def _values(found: Prepared) -> Iterator[tuple[Cell, ...]]:
    for one in found.values:
        unmet = (one.planned, one.prepared, one.known)
        yield (one.priority, *unmet, one.of_preparing, one.of_knowing)
