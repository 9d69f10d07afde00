"""On which day each item can first be at each site, by the network alone."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import Stock
from planner.scenario.traffic import Run

Coming = dict[tuple[SiteId, ItemId], int]


def first_days(scenario: Scenario, book: Factbook, runs: list[Run]) -> Coming:
    """The first day on which an item can be at a site, for every pair for which there is one;
    needs a calendar. Stores and limits on what may pass are not asked."""
    coming: Coming = {}
    for site, item, day in _sources(scenario):
        _note(coming, site, item, day)
    before: Coming | None = None
    while coming != before:
        before = dict(coming)
        for run in runs:
            _move(scenario, coming, run)
        _make(scenario, coming)
        _unpack(scenario, book, coming)
    return coming


def has_spoilt(scenario: Scenario, stock: Stock) -> bool:
    """Is a stock of no use any more when the plan begins?"""
    calendar = scenario.calendar
    return calendar is not None and stock.expires is not None and stock.expires <= calendar.start


def _sources(scenario: Scenario) -> Iterator[tuple[SiteId, ItemId, int]]:
    start, end = _bounds(scenario)
    for supply in scenario.supplies.values():
        first, until = supply.span(start, end)
        limits = (supply.per_day, supply.total)
        if first < until and all(limit is None or limit.value for limit in limits):
            yield supply.site, supply.item, first
    for stock in scenario.stocks.values():
        if stock.quantity.value and not has_spoilt(scenario, stock):
            yield stock.site, stock.item, start


def _note(coming: Coming, site: SiteId, item: ItemId, day: int) -> None:
    coming[site, item] = min(day, coming.get((site, item), day))


def _move(scenario: Scenario, coming: Coming, run: Run) -> None:
    _, end = _bounds(scenario)
    for item in run.items:
        ready = coming.get((run.origin, item))
        if ready is None:
            continue
        arrivals = [day + days for day, days in run.transit.items() if day >= ready]
        if arrivals and min(arrivals) < end:
            _note(coming, run.destination, item, min(arrivals))


def _make(scenario: Scenario, coming: Coming) -> None:
    for made in scenario.conversions.values():
        first, until = made.span(*_bounds(scenario))
        taken = [coming.get((made.site, item)) for item in made.takes]
        day = max([first, *(ready for ready in taken if ready is not None)])
        if None not in taken and day < until and (made.per_day is None or made.per_day.value):
            for item, given in made.gives.items():
                if given.value:
                    _note(coming, made.site, item, day)


def _unpack(scenario: Scenario, book: Factbook, coming: Coming) -> None:
    """What is packed in an item is there wherever the item is."""
    for (site, item), day in list(coming.items()):
        package = book.items[item].package_of
        if package is not None and package.quantity.value:
            _note(coming, site, package.item, day)


def _bounds(scenario: Scenario) -> tuple[int, int]:
    calendar = scenario.calendar
    assert calendar is not None
    return calendar.start, calendar.end
