"""Quantities of items, put into the item's own unit of issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.catalogue.figure import NUMBERS, Figure, Record
from planner.catalogue.ids import ItemId
from planner.catalogue.schema import Item
from planner.messages import said
from planner.scenario.book import factbook_of
from planner.scenario.document import KeyPath
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import SharedLimit
from planner.units import UnitError, convert

# section -> field -> what follows the item's unit; None for a price of that unit
FIELDS: dict[str, dict[str, str | None]] = {
    "supplies": {"per_day": "/day", "total": "", "least": "", "price": None},
    "stocks": {"quantity": ""},
    "demands": {"per_day": "/day"},
    "outlets": {"per_day": "/day", "price": None},
    "consumption": {"rate": ""},
}

# what is counted or priced by the run of a conversion, whatever its items
OF_RUNS = {"per_day": "run/day", "cost": "USD"}

# section -> field that maps items to figures -> their unit, in which {unit} is the item's
BY_ITEM: dict[str, dict[str, str]] = {
    "lanes": {"item_costs": "USD/{unit}"},
    "sites": {"item_holding_costs": "USD/{unit}/day"},
    "contracts": {"prices": "USD/{unit}"},
    "conversions": {"takes": "{unit}", "gives": "{unit}"},
    "policies": {"least": "{unit}", "most": "{unit}"},
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
    for section, units in BY_ITEM.items():
        changed[section] = {
            name: _by_item(entry, units, book.items, (section, name), broken)
            for name, entry in getattr(scenario, section).items()
        }
    changed["conversions"] = {
        name: _converted(entry, OF_RUNS, None, ("conversions", name), broken)
        for name, entry in changed["conversions"].items()
    }
    changed["limits"] = {
        name: _shared(limit, ("limits", name), broken) for name, limit in scenario.limits.items()
    }
    changed["items"] = {
        name: _packed(item, book.items, ("items", name), broken)
        for name, item in scenario.items.items()
    }
    written = {section: entries for section, entries in changed.items() if entries}
    return scenario.model_copy(update=written), broken


def _converted(
    entry: Any,
    fields: Mapping[str, str | None],
    item: Item | None,
    path: KeyPath,
    broken: list[Broken],
) -> Any:
    """The entry with its fields in what follows the unit of its item, or without one, as given."""
    unit = "" if item is None else item.unit
    updates: dict[str, Figure] = {}
    for name, suffix in _written(entry, fields):
        wanted = f"USD/{unit}" if suffix is None else unit + suffix
        updates[name] = _in_unit(getattr(entry, name), wanted, (*path, name), broken)
    return entry.model_copy(update=updates) if updates else entry


def _by_item(
    entry: Any,
    units: dict[str, str],
    items: Mapping[ItemId, Item],
    path: KeyPath,
    broken: list[Broken],
) -> Any:
    updates = {
        field: {
            item: _in_unit(figure, unit.format(unit=items[item].unit), (*path, field, item), broken)
            for item, figure in getattr(entry, field).items()
        }
        for field, unit in units.items()
        if getattr(entry, field)
    }
    return entry.model_copy(update=updates) if updates else entry


def _packed(item: Item, items: Mapping[ItemId, Item], path: KeyPath, broken: list[Broken]) -> Item:
    package = item.package_of
    if package is None:
        return item
    unit = items[package.item].unit
    quantity = _in_unit(package.quantity, unit, (*path, "package_of", "quantity"), broken)
    packed = package.model_copy(update={"quantity": quantity})
    return item.model_copy(update={"package_of": packed})


def _shared(limit: SharedLimit, path: KeyPath, broken: list[Broken]) -> SharedLimit:
    """A shared limit with what each item takes in the unit of what there is of it in a day.

    Where that has no unit, the first that an item takes in is the unit of them all.
    """
    written = [figure.unit for figure in limit.uses.values() if figure.unit is not None]
    if not written:
        return limit
    unit = (limit.per_day.unit or written[0]).removesuffix("/day")
    uses = {
        item: _in_unit(figure, unit, (*path, "uses", item), broken)
        for item, figure in limit.uses.items()
    }
    return limit.model_copy(update={"uses": uses})


def _written(entry: Record, fields: Mapping[str, str | None]) -> Iterator[tuple[str, str | None]]:
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
        seen, allowed = f"{figure.value:g} {figure.unit}", said("allowed.quantity-in", unit=wanted)
        broken.append(Broken(path, error.what, seen, allowed))
        return figure
    return figure.model_copy(update={**numbers, "unit": wanted})
