"""Rules on stock."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.catalogue.figure import NO_TRUTH_VALUE, Citation, Figure
from planner.catalogue.ids import ItemId, ItemRef, Kebab, SiteRef
from planner.catalogue.measure import Days, Quantity
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
            wanted = "least and most, by item" if level else "days, or kind level"
            context = {"at": strange[0], "kind": self.kind.value, "name": strange[0]}
            raise PydanticCustomError(
                "policy", "{name} does not go with kind {kind}", {**context, "allowed": wanted}
            )
        return self

    @model_validator(mode="after")
    def _asks_for_something(self) -> Policy:
        if not self.concerned:
            allowed = "items, or days_by_item" if self.kind is not PolicyKind.LEVEL else "least"
            raise PydanticCustomError("policy", "it concerns no item", {"allowed": allowed})
        for item in self.concerned:
            asks = self.days_of(item) is not None or self.maximum_of(item) is not None
            if self.kind is not PolicyKind.LEVEL and not asks:
                context = {"item": item, "allowed": "days, or days_by_item with every item"}
                raise PydanticCustomError("policy", "no days for {item}", context)
        return self

    @model_validator(mode="after")
    def _maximum_goes_with_days_of_supply(self) -> Policy:
        if self.kind in (PolicyKind.DAYS_OF_SUPPLY, PolicyKind.LEVEL):
            return self
        for name in ("maximum_days", "maximum_days_by_item"):
            if seen := getattr(self, name):
                context: dict[str, object] = {"at": name}
                context["allowed"] = f"nothing with kind {self.kind.value}"
                if isinstance(seen, Figure):
                    context["seen"] = seen.value
                what = "{at} goes with kind days-of-supply"
                raise PydanticCustomError("policy", what, context)
        return self

    @model_validator(mode="after")
    def _maximum_above_minimum(self) -> Policy:
        for item in self.concerned:
            days, most = self.days_of(item) or 0.0, self.maximum_of(item)
            if most is not None and most < days:
                by_item = item in self.maximum_days_by_item
                at = "maximum_days_by_item" if by_item else "maximum_days"
                allowed = f"{days:g} days, those of days, or more"
                context = {"at": at, "seen": most, "allowed": allowed}
                raise PydanticCustomError("policy", "maximum_days is below days", context)
        return self


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value
