"""Questions on what is supplied, stocked or stored without anybody to use it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.errors import listed
from planner.messages import said
from planner.scenario.document import KeyPath
from planner.scenario.needs import needs_of, used_where_units_stand
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import items_of

Users = dict[ItemId, set[SiteId]]


def goods_are_of_use(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which items are supplied or stocked, though nobody uses, converts or sells them?"""
    if scenario.calendar is None:
        return
    users = _users(scenario, book)
    useless: dict[ItemId, list[KeyPath]] = {}
    for path, _, item in _brought(scenario):
        if item not in users and book.items[item].holds is None:
            useless.setdefault(item, []).append(path)
    for item, paths in useless.items():
        yield Broken(
            paths[0],
            said("goods-of-no-use", item=item),
            seen=listed(str(name) for _, name in paths),
        )


def goods_are_where_they_are_of_use(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which supplies and stocks are at sites that neither use them nor can pass them on?"""
    if scenario.calendar is None:
        return
    users, onward = _users(scenario, book), _onward(scenario)
    for path, site, item in _brought(scenario):
        passes = any(not items or item in items for items in onward.get(site, ()))
        if item in users and site not in users[item] and not passes:
            yield Broken(
                path,
                said("goods-without-a-way-on", item=item, site=site, users=listed(users[item])),
                seen=f"{item}, {site}",
            )


def stores_can_hold_something(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which sites have a store of a kind in which nothing of the scenario is kept?"""
    if scenario.calendar is None:
        return
    items = {item for _, item in needs_of(scenario, book)} | set(items_of(scenario))
    items |= {item for _, item in _burnt(scenario, book)}
    items |= {item for _, item in used_where_units_stand(scenario, book)}
    packed = [book.items[item].package_of for item in items]
    items |= {package.item for package in packed if package is not None}
    groups = {book.items[item].storage for item in items}
    for name, site in scenario.sites.items():
        for key, rooms in (("storage", site.storage), ("more_storage", site.more_storage)):
            for group in rooms if items else ():
                if group not in groups:
                    yield Broken(
                        ("sites", name, key, group),
                        said("store-for-nothing", group=group, groups=listed(groups)),
                        seen=group,
                        about_key=True,
                    )


def _brought(scenario: Scenario) -> Iterator[tuple[KeyPath, SiteId, ItemId]]:
    for supply_id, supply in scenario.supplies.items():
        yield ("supplies", supply_id), supply.site, supply.item
    for stock_id, stock in scenario.stocks.items():
        yield ("stocks", stock_id), stock.site, stock.item


def _users(scenario: Scenario, book: Factbook) -> Users:
    """Where each item is used, converted, sold, or taken out of its package; needs a calendar."""
    users: Users = {}
    outlets = ((outlet.site, outlet.item) for outlet in scenario.outlets.values())
    taken = ((made.site, item) for made in scenario.conversions.values() for item in made.takes)
    for site, item in chain(needs_of(scenario, book), outlets, taken, _burnt(scenario, book)):
        users.setdefault(item, set()).add(site)
    for name, package in _packages(book):
        if package in users:
            users.setdefault(name, set()).update(users[package])
    return users


def _packages(book: Factbook) -> list[tuple[ItemId, ItemId]]:
    """Every package with what is packed in it: the innermost first."""
    packed = {k: item.package_of.item for k, item in book.items.items() if item.package_of}

    def depth(item: ItemId) -> int:
        return 1 + depth(packed[item]) if item in packed else 0

    return sorted(packed.items(), key=lambda pair: (depth(pair[0]), pair[0]))


def _burnt(scenario: Scenario, book: Factbook) -> Iterator[tuple[SiteId, ItemId]]:
    """What vehicles burn, and where they draw it: where their trips begin."""
    for fleet in scenario.fleets.values():
        vehicle = book.vehicles[fleet.vehicle]
        if vehicle.burns is not None and vehicle.fuel is not None and not fleet.own_fuel:
            for lane in fleet.lanes:
                yield scenario.lanes[lane].origin, vehicle.burns


def _onward(scenario: Scenario) -> dict[SiteId, set[tuple[ItemId, ...]]]:
    """What the lanes from each site may carry; an empty tuple for anything."""
    onward: dict[SiteId, set[tuple[ItemId, ...]]] = {}
    for lane in scenario.lanes.values():
        onward.setdefault(lane.origin, set()).add(lane.items)
    return onward
