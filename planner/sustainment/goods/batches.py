"""Goods that spoil, told apart by the day until which they can be used.

What is received within one part of its shelf life is one batch, good as if received on the first of
those days: so no batch is used after its day, and some a little before. A batch is an item of its
own beside the item that is asked for; at any site it can be issued as that item, until its day.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import Stock


@dataclass(frozen=True)
class Batch:
    """Goods of `item` received on the days [start, until), of no use from day `expires` on."""

    item: ItemId
    start: int
    until: int
    expires: int

    @property
    def id(self) -> ItemId:
        """The id of the batch as an item; no item of a scenario can have it."""
        return ItemId(f"{self.item}@{show_day(self.expires)}")


def batches_of(scenario: Scenario) -> tuple[Batch, ...]:
    """Every batch of every item with a shelf life, in the order of item and last day."""
    return tuple(
        batch
        for item, entry in sorted(scenario.items.items())
        if entry.shelf_life is not None
        for batch in _batches(scenario, item)
    )


def book_with(batches: tuple[Batch, ...], book: Factbook) -> Factbook:
    """The factbook with each batch as an item."""
    if not batches:
        return book
    items = {batch.id: book.items[batch.item] for batch in batches}
    return book.model_copy(update={"items": book.items | items})


def item_of(item: ItemId) -> ItemId:
    """The item that a scenario speaks of, for an item or a batch of it."""
    return ItemId(item.partition("@")[0])


def stocked_as(scenario: Scenario, stock: Stock) -> ItemId:
    """The item or batch that a stock at the start is; good for its whole life if not said."""
    life, calendar = None, scenario.calendar
    if stock.item in scenario.items:
        life = scenario.items[stock.item].shelf_life
    if life is None or calendar is None:
        return stock.item
    expires = calendar.start + int(life.days.value) if stock.expires is None else stock.expires
    return Batch(stock.item, expires, expires, expires).id


def is_issued(book: Factbook, item: ItemId) -> bool:
    """True for an item that spoils: it is only ever issued, from batches that move and stand."""
    return book.items[item].shelf_life is not None and item_of(item) == item


def batch_days(scenario: Scenario) -> Iterator[int]:
    """Days on which a batch begins or ends; its last day stands alone."""
    for batch in batches_of(scenario):
        yield from (batch.start, batch.until, batch.expires - 1, batch.expires)


def _batches(scenario: Scenario, item: ItemId) -> Iterator[Batch]:
    calendar, life = scenario.calendar, scenario.items[item].shelf_life
    assert calendar is not None
    assert life is not None
    days = int(life.days.value)
    width = math.ceil(days / life.buckets)
    received = {
        day + days: (day, day + width) for day in range(calendar.start, calendar.end, width)
    }
    stocks = [stock for stock in scenario.stocks.values() if stock.item == item]
    ends = {calendar.start + days if s.expires is None else s.expires for s in stocks}
    for expires in sorted({*received, *(end for end in ends if end > calendar.start)}):
        start, until = received.get(expires, (expires, expires))
        yield Batch(item, start, until, expires)
