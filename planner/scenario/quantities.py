"""Quantities of items, put into the item's own unit of issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.catalogue.figure import Figure, Record
from planner.catalogue.ids import ItemId
from planner.catalogue.schema import Item
from planner.scenario.book import factbook_of
from planner.scenario.document import KeyPath
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.units import UnitError, convert

# section -> field -> what follows the item's unit
FIELDS = {
    "supplies": {"per_day": "/day", "total": "", "price": None},
    "stocks": {"quantity": ""},
    "demands": {"per_day": "/day"},
    "outlets": {"per_day": "/day", "price": None},
    "consumption": {"rate": ""},
}


def in_item_units(scenario: Scenario) -> tuple[Scenario, list[Broken]]:
    """The scenario with every quantity of an item in that item's unit, and what would not go."""
    book = factbook_of(scenario)
    shipped_items = {rate_id: rate.item for rate_id, rate in book.consumption.items()}
    broken: list[Broken] = []
    changed: dict[str, Any] = {}
    for section, fields in FIELDS.items():
        entries = dict(getattr(scenario, section))
        for name, entry in entries.items():
            item_id: ItemId | None = entry.item or shipped_items.get(name)
            if item_id is not None:
                path = (section, name)
                entries[name] = _converted(entry, fields, book.items[item_id], path, broken)
        changed[section] = entries
    return scenario.model_copy(update=changed), broken


def _converted(
    entry: Any, fields: dict[str, str | None], item: Item, path: KeyPath, broken: list[Broken]
) -> Any:
    updates: dict[str, Figure] = {}
    for name, suffix in _written(entry, fields):
        wanted = f"USD/{item.unit}" if suffix is None else item.unit + suffix
        try:
            updates[name] = _in_unit(getattr(entry, name), wanted)
        except UnitError as error:
            allowed = f"a quantity in {wanted}"
            broken.append(Broken((*path, name), str(error), allowed=allowed))
    return entry.model_copy(update=updates) if updates else entry


def _written(entry: Record, fields: dict[str, str | None]) -> Iterator[tuple[str, str | None]]:
    for name, suffix in fields.items():
        figure = getattr(entry, name)
        if isinstance(figure, Figure) and figure.unit is not None:
            yield name, suffix


def _in_unit(figure: Figure, wanted: str) -> Figure:
    unit = figure.unit or wanted
    if unit == wanted or f"{unit}/day" == wanted:
        return figure
    numbers = {
        name: convert(number, unit, wanted)
        for name in ("value", "low", "high")
        if (number := getattr(figure, name)) is not None
    }
    return figure.model_copy(update={**numbers, "unit": wanted})
