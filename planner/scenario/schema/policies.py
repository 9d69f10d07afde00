"""Rules on stock."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import NO_TRUTH_VALUE, Citation, Figure
from planner.catalogue.ids import ItemId, ItemRef, Kebab, SiteRef
from planner.catalogue.measure import Days, Quantity
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Window

YieldsTo = Annotated[int, Field(ge=0, le=9), NO_TRUTH_VALUE]
ALL_PRIORITIES = 9


class PolicyKind(StrEnum):
    """What a stock policy asks for."""

    DAYS_OF_SUPPLY = "days-of-supply"
    RESERVE = "reserve"
    AHEAD_OF_TROOPS = "ahead-of-troops"
    LEVEL = "level"


class Counts(StrEnum):
    """Whose demand a policy counts."""

    ALL_DEMAND = "all-demand"
    NETWORK_DEMAND = "network-demand"


BY_DAYS = ("days", "days_by_item", "maximum_days", "maximum_days_by_item", "items", "covers")
BY_QUANTITY = ("least", "most", "at_end")


class Policy(Window):
    """A rule on stock. Breaches are counted and reported, after unmet demand and before cost,
    unless `yields_to` says otherwise."""

    kind: PolicyKind
    """days-of-supply: stock at each site covers its next days of demand. reserve: stock at the
    site covers days of the average demand of the sites it serves, touched only to prevent unmet
    demand. ahead-of-troops: on the day the first troops reach a site, stock there covers days
    of their demand (S/2012/894 §65). level: stock keeps to stated quantities, `least` and
    `most`."""
    sites: tuple[SiteRef, ...] = ()
    """Where it holds; where neither sites nor echelons are given, at every site with demand."""
    echelons: tuple[Kebab, ...] = ()
    """It holds at the sites of these echelons too."""
    items: tuple[ItemRef, ...] = ()
    """Items it concerns; where absent those that `days_by_item` and its like name."""
    days: Days | None = None
    """Days of demand that the stock covers."""
    days_by_item: dict[ItemRef, Days] = {}
    """Days of demand that the stock covers, of the items for which that is not `days`."""
    maximum_days: Days | None = None
    """Days of demand that the stock should not exceed (days-of-supply only)."""
    maximum_days_by_item: dict[ItemRef, Days] = {}
    """Days of demand that the stock should not exceed, of the items for which that is not
    `maximum_days`."""
    least: dict[ItemRef, Quantity] = {}
    """Least stock by item, units of issue (level only)."""
    most: dict[ItemRef, Quantity] = {}
    """Most stock by item, units of issue (level only)."""
    at_end: bool = False
    """True where a level holds on the last day of the window alone: what must be left over."""
    counts: Counts = Counts.ALL_DEMAND
    """Ahead of troops, whether the days of demand are those of all that is used, or of what the
    network has to provide: units live on what they bring first."""
    yields_to: YieldsTo = ALL_PRIORITIES
    """The stock may be drawn on only to prevent unmet demand of items up to this priority: 9 for
    any, 0 for none."""
    covers: tuple[SiteRef, ...] = ()
    """Sites whose demand counts beside the site's own."""
    source: Citation | None = None
    """Where the rule comes from."""

    @property
    def concerned(self) -> tuple[ItemId, ...]:
        """Every item that it concerns."""
        named = (self.days_by_item, self.maximum_days_by_item, self.least, self.most)
        return tuple(sorted({*self.items, *(item for mapping in named for item in mapping)}))

    def days_of(self, item: ItemId) -> float | None:
        """Days of demand that the stock of an item covers; None where nothing is asked."""
        return _value(self.days_by_item.get(item, self.days))

    def maximum_of(self, item: ItemId) -> float | None:
        """Days of demand that the stock of an item should not exceed; None without a limit."""
        return _value(self.maximum_days_by_item.get(item, self.maximum_days))

    @model_validator(mode="after")
    def _speaks_of_days_or_of_quantities(self) -> Policy:
        level = self.kind is PolicyKind.LEVEL
        strange = [name for name in (BY_DAYS if level else BY_QUANTITY) if getattr(self, name)]
        if strange:
            what = said("field-of-other-kind", name=strange[0], kind=self.kind.value)
            allowed = said("allowed.policy-by-item" if level else "allowed.policy-by-days")
            raise refused(what, at=strange[0], allowed=allowed)
        return self

    @model_validator(mode="after")
    def _asks_for_something(self) -> Policy:
        if not self.concerned:
            level = self.kind is PolicyKind.LEVEL
            allowed = said("allowed.policy-least" if level else "allowed.policy-items")
            raise refused(said("policy-without-item"), allowed=allowed)
        for item in self.concerned:
            asks = self.days_of(item) is not None or self.maximum_of(item) is not None
            if self.kind is not PolicyKind.LEVEL and not asks:
                raise refused(said("policy-without-days", item=item))
        return self

    @model_validator(mode="after")
    def _maximum_goes_with_days_of_supply(self) -> Policy:
        if self.kind in (PolicyKind.DAYS_OF_SUPPLY, PolicyKind.LEVEL):
            return self
        for name in ("maximum_days", "maximum_days_by_item"):
            if seen := getattr(self, name):
                context = {"seen": seen.value} if isinstance(seen, Figure) else {}
                what = said("field-of-days-of-supply", name=name, kind=self.kind.value)
                raise refused(what, at=name, **context)
        return self

    @model_validator(mode="after")
    def _maximum_above_minimum(self) -> Policy:
        for item in self.concerned:
            days, most = self.days_of(item) or 0.0, self.maximum_of(item)
            if most is not None and most < days:
                by_item = item in self.maximum_days_by_item
                at = "maximum_days_by_item" if by_item else "maximum_days"
                raise refused(said("maximum-below-days", days=days), at=at, seen=most)
        return self


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value
