"""Where items come from, where they go, and what becomes of them on the way."""

from __future__ import annotations

from pydantic import Field

from planner.catalogue.figure import Citation, Record
from planner.catalogue.ids import ItemRef, LaneRef, SiteRef, SupplyRef
from planner.catalogue.measure import (
    Price,
    Quantity,
)
from planner.scenario.schema.days import Day, Window


class Supply(Window):
    """A source of an item at a site."""

    site: SiteRef
    """Where it is received."""
    item: ItemRef
    """What is received."""
    per_day: Quantity | None = None
    """Most that can be received in a day, units of issue."""
    total: Quantity | None = None
    """Most that can be received in all."""
    least: Quantity | None = None
    """Least that must be received in all; as much as `total` where all of it must be taken."""
    price: Price | None = None
    """Price of one unit of issue, US dollars."""
    source: Citation | None = None
    """Who provides it."""
    note: str | None = None
    """Anything a reader should know."""


class Stock(Record):
    """Stock that stands at a site when the plan begins."""

    site: SiteRef
    """Where it stands."""
    item: ItemRef
    """What it is."""
    quantity: Quantity
    """How much, units of issue."""
    expires: Day | None = None
    """First day on which it can no longer be used, for an item with a shelf life."""
    source: Citation | None = None
    """Who holds it."""


class Demand(Window):
    """A demand stated directly, beside what the forces draw."""

    site: SiteRef
    """Where it arises."""
    item: ItemRef
    """What is asked for."""
    per_day: Quantity
    """How much a day, units of issue."""
    source: Citation | None = None
    """Where it is stated."""


class Outlet(Window):
    """Where surplus can be sold or handed over."""

    site: SiteRef
    """Where it leaves the network."""
    item: ItemRef
    """What is given away."""
    per_day: Quantity | None = None
    """Most that can leave in a day, units of issue."""
    price: Price
    """What one unit of issue brings, US dollars."""
    source: Citation | None = None
    """Who takes it."""


class Conversion(Window):
    """Items made into others at a site: filling, decanting, purifying, baking, packing."""

    site: SiteRef
    """Where it is done."""
    takes: dict[ItemRef, Quantity] = {}
    """Units of issue of each item that one run takes; nothing for what is drawn from the ground."""
    gives: dict[ItemRef, Quantity] = Field(min_length=1)
    """Units of issue of each item that one run gives."""
    per_day: Quantity | None = None
    """Most runs in a day; no limit of its own where absent."""
    cost: Price | None = None
    """Cost of one run, US dollars."""
    source: Citation | None = None
    """Where it is described."""


class SharedLimit(Window):
    """A capacity that lanes or supplies share, each item at a rate of its own: hours of a mill,
    places on a ferry, a ceiling on what several ports may land together."""

    title: str
    """What is shared."""
    per_day: Quantity
    """How much of it there is in a day."""
    uses: dict[ItemRef, Quantity] = Field(min_length=1)
    """How much of it one unit of issue takes, by item; an item that is not named takes none."""
    lanes: tuple[LaneRef, ...] = ()
    """Lanes whose departures count."""
    supplies: tuple[SupplyRef, ...] = ()
    """Supplies whose receipts count."""
    source: Citation | None = None
    """Where it is stated."""
