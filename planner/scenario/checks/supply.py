"""Rules on what comes in and stands there: supplies, stocks, stores, packages, shared limits."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId, StorageId
from planner.errors import listed, nearest
from planner.messages import said
from planner.scenario.checks.circles import circles
from planner.scenario.coming import has_spoilt
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import SharedLimit

ROUNDING = 1e-9


def least_can_be_received(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is the least that must be received of a supply no more than it has?"""
    for name, supply in scenario.supplies.items():
        if supply.least is None:
            continue
        has: list[tuple[float, int | None]] = []
        if supply.total is not None:
            has.append((supply.total.value, None))
        if supply.per_day is not None and scenario.calendar is not None:
            first, until = supply.span(scenario.calendar.start, scenario.calendar.end)
            days = until - first
            has.append((supply.per_day.value * days, days))
        for most, on_days in has:
            if supply.least.value > most * (1 + ROUNDING):
                yield Broken(
                    ("supplies", name, "least"),
                    said(
                        "least-over-total" if on_days is None else "least-over-days",
                        most=most,
                        days=on_days,
                    ),
                    seen=f"{supply.least.value:g}",
                )


def stocks_can_expire(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every stock that expires of an item with a shelf life?"""
    for name, stock in scenario.stocks.items():
        if stock.expires is not None and not _spoils(scenario, stock.item):
            yield Broken(
                ("stocks", name, "expires"),
                said("stock-never-expires", item=stock.item),
                seen=show_day(stock.expires),
            )


def stocks_are_still_good(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which stocks have spoilt before the plan begins, so that they count for nothing?"""
    for name, stock in scenario.stocks.items():
        if has_spoilt(scenario, stock) and stock.expires is not None:
            yield Broken(
                ("stocks", name, "expires"),
                said("stock-has-spoilt"),
                seen=show_day(stock.expires),
            )


def conversions_give_one_that_spoils(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every conversion give one item with a shelf life at most?"""
    for name, conversion in scenario.conversions.items():
        spoil = [item for item in conversion.gives if _spoils(scenario, item)]
        if len(spoil) > 1:
            yield Broken(
                ("conversions", name, "gives", spoil[1]),
                said("conversion-spoils-twice"),
                seen=listed(spoil),
                about_key=True,
            )


def _spoils(scenario: Scenario, item: ItemId) -> bool:
    return item in scenario.items and scenario.items[item].shelf_life is not None


def packages_lead_one_way(_: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is no item a package of itself, directly or through others?"""
    steps = (
        (name, str(name), str(item.package_of.item))
        for name, item in book.items.items()
        if item.package_of is not None
    )
    for name, circle in circles(steps):
        yield Broken(
            ("items", name, "package_of", "item"),
            said("packed-in-itself" if len(circle) == 2 else "packed-in-itself-through-others"),
            seen=" -> ".join(circle),
        )


def limits_are_shared(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every shared limit one on lanes or supplies?"""
    for name, limit in scenario.limits.items():
        if not (limit.lanes or limit.supplies):
            yield Broken(
                ("limits", name),
                said("limit-on-nothing"),
            )


def limits_count_something(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which shared limits name items that cannot pass them?"""
    for name, limit in scenario.limits.items():
        passing = _passing(scenario, book, limit)
        for item in limit.uses:
            if (limit.lanes or limit.supplies) and item not in passing:
                yield Broken(
                    ("limits", name, "uses", item),
                    said("limit-on-absent-item"),
                    seen=item,
                    allowed=listed(passing),
                    nearest=nearest(item, passing),
                    about_key=True,
                )


def _passing(scenario: Scenario, book: Factbook, limit: SharedLimit) -> set[ItemId]:
    items = {scenario.supplies[supply].item for supply in limit.supplies}
    for lane in limit.lanes:
        items |= set(scenario.lanes[lane].items or book.items)
    return items


def opening_stock_fits(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which sites have more stock at the start than they have room for?"""
    filled = _by_store(scenario, book)
    room = _brought_room(scenario, book)
    for (site_id, group), (m3, stocks) in filled.items():
        site = scenario.sites[site_id]
        more = site.more_storage.get(group)
        has = room.get((site_id, group), 0.0) + (more.most.value if more else 0.0)
        has += site.storage[group].value if group in site.storage else 0.0
        if m3 > has * (1 + ROUNDING):
            yield Broken(
                ("stocks", stocks[-1], "quantity"),
                said("stock-without-room", site=site_id, group=group, has=has),
                seen=f"{m3:g} m3 ({listed(stocks)})",
            )


def _by_store(
    scenario: Scenario, book: Factbook
) -> dict[tuple[SiteId, StorageId], tuple[float, list[str]]]:
    """Cubic metres of opening stock by site and group, and the stocks that they are."""
    filled: dict[tuple[SiteId, StorageId], tuple[float, list[str]]] = {}
    for name, stock in scenario.stocks.items():
        item = book.items[stock.item]
        if item.in_the_open or item.holds is not None or has_spoilt(scenario, stock):
            continue
        m3, names = filled.get((stock.site, item.storage), (0.0, []))
        volume = item.volume.value * stock.quantity.value
        filled[stock.site, item.storage] = (m3 + volume, [*names, name])
    return filled


def _brought_room(scenario: Scenario, book: Factbook) -> dict[tuple[SiteId, StorageId], float]:
    """Cubic metres of the stores that can be moved and stand there at the start."""
    room: dict[tuple[SiteId, StorageId], float] = {}
    for stock in scenario.stocks.values():
        if holds := book.items[stock.item].holds:
            key = (stock.site, holds.group)
            room[key] = room.get(key, 0.0) + holds.volume.value * stock.quantity.value
    return room
