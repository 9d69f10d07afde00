"""Quantities of items, put into the item's own unit of issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.catalogue.figure import NUMBERS, Figure, Record
from planner.catalogue.ids import ItemId
from planner.catalogue.schema import Item
from planner.scenario.book import factbook_of
from planner.scenario.document import KeyPath
from planner.scenario.rules import Broken
from planner.scenario.schema.contracts import Contract
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.units import UnitError, convert

# section -> field -> what follows the item's unit; None for a price of that unit
FIELDS: dict[str, dict[str, str | None]] = {
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
    changed["lanes"] = {
        name: _with_item_costs(lane, book.items, ("lanes", name), broken)
        for name, lane in scenario.lanes.items()
    }
    changed["contracts"] = {
        name: _with_prices(contract, book.items, ("contracts", name), broken)
        for name, contract in scenario.contracts.items()
    }
    written = {section: entries for section, entries in changed.items() if entries}
    return scenario.model_copy(update=written), broken


def _converted(
    entry: Any, fields: dict[str, str | None], item: Item, path: KeyPath, broken: list[Broken]
) -> Any:
    updates: dict[str, Figure] = {}
    for name, suffix in _written(entry, fields):
        wanted = _price_unit(item) if suffix is None else item.unit + suffix
        updates[name] = _in_unit(getattr(entry, name), wanted, (*path, name), broken)
    return entry.model_copy(update=updates) if updates else entry


def _with_item_costs(
    lane: Lane, items: Mapping[ItemId, Item], path: KeyPath, broken: list[Broken]
) -> Lane:
    costs = _prices(lane.item_costs, items, (*path, "item_costs"), broken)
    return lane.model_copy(update={"item_costs": costs}) if costs else lane


def _with_prices(
    contract: Contract, items: Mapping[ItemId, Item], path: KeyPath, broken: list[Broken]
) -> Contract:
    prices = _prices(contract.prices, items, (*path, "prices"), broken)
    return contract.model_copy(update={"prices": prices}) if prices else contract


def _prices(
    prices: Mapping[ItemId, Figure],
    items: Mapping[ItemId, Item],
    path: KeyPath,
    broken: list[Broken],
) -> dict[ItemId, Figure]:
    return {
        item: _in_unit(price, _price_unit(items[item]), (*path, item), broken)
        for item, price in prices.items()
    }


def _price_unit(item: Item) -> str:
    return f"USD/{item.unit}"


def _written(entry: Record, fields: dict[str, str | None]) -> Iterator[tuple[str, str | None]]:
    for name, suffix in fields.items():
        figure = getattr(entry, name)
        if isinstance(figure, Figure) and figure.unit is not None:
            yield name, suffix


def _in_unit(figure: Figure, wanted: str, path: KeyPath, broken: list[Broken]) -> Figure:
    unit = figure.unit or wanted
    if wanted.endswith("/day") and "/" not in unit:
        unit = f"{unit}/day"  # a field that is named per_day need not say so again
    if unit == wanted:
        return figure
    try:
        numbers = {
            name: convert(number, unit, wanted)
            for name in NUMBERS
            if (number := getattr(figure, name)) is not None
        }
    except UnitError as error:
        broken.append(Broken(path, str(error), allowed=f"a quantity in {wanted}"))
        return figure
    return figure.model_copy(update={**numbers, "unit": wanted})
