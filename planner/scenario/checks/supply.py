"""Rules on what comes in and stands there: supplies, stocks, stores, packages, shared limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId, StorageId
from planner.errors import listed, nearest
from planner.messages import said
from planner.scenario.checks.circles import circles
from planner.scenario.coming import has_spoilt
from planner.scenario.needs import uses_of
from planner.scenario.rooms import ROUNDING, brought_room, room_at
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import SharedLimit


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
    for over in _overfull(scenario, book):
        if _can_go(scenario, book, over):
            yield Broken(
                ("stocks", over.stocks[-1], "quantity"),
                said("stock-without-room", site=over.site, group=over.group, room=over.room),
                seen=over.seen,
            )


def opening_stock_can_stand(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which stock finds no room at the start and can neither be used nor sent on, so that there is
    no plan?"""
    for over in _overfull(scenario, book):
        if not _can_go(scenario, book, over):
            yield Broken(
                ("stocks", over.stocks[-1], "quantity"),
                said("stock-cannot-stand", site=over.site, group=over.group, room=over.room),
                seen=over.seen,
            )


@dataclass(frozen=True, slots=True)
class Overfull:
    """A store that stock overfills at the start: cubic metres of stock, and of room."""

    site: SiteId
    group: StorageId
    m3: float
    room: float
    stocks: tuple[str, ...]

    @property
    def seen(self) -> str:
        """What stands there, and which stocks that is."""
        return f"{self.m3:g} m3 ({listed(self.stocks)})"


def _overfull(scenario: Scenario, book: Factbook) -> Iterator[Overfull]:
    brought = brought_room(scenario, book)
    for (site, group), (m3, stocks) in _by_store(scenario, book).items():
        room = room_at(scenario, brought, site, group)
        if m3 > room * (1 + ROUNDING):
            yield Overfull(site, group, m3, room, tuple(stocks))


def _can_go(scenario: Scenario, book: Factbook, over: Overfull) -> bool:
    """Could any of the stock be used, converted, unpacked, sold or sent on where it stands?

    How much of it is left to the plan; only what nothing touches is sure to be in the way.
    """
    if scenario.calendar is None:
        return True
    items = {scenario.stocks[name].item for name in over.stocks}
    leaves = {item for site, item, *_ in uses_of(scenario, book) if site == over.site}
    leaves |= {outlet.item for outlet in scenario.outlets.values() if outlet.site == over.site}
    for made in scenario.conversions.values():
        leaves |= set(made.takes) if made.site == over.site else set()
    packed = any(book.items[item].package_of is not None for item in items)
    out = [lane for lane in scenario.lanes.values() if lane.origin == over.site]
    sent = any(not lane.items or items & set(lane.items) for lane in out)
    return packed or sent or bool(items & leaves)


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
