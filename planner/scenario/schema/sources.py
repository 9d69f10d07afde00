"""Where items come from and where they go: supplies, stocks, demands, outlets."""

from __future__ import annotations

from planner.catalogue.figure import Citation, Record
from planner.catalogue.ids import ItemRef, SiteRef
from planner.catalogue.measure import (
    Price,
    Quantity,
)
from planner.scenario.schema.days import Window


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
