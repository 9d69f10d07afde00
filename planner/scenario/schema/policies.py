"""Rules on stock."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.catalogue.figure import Citation
from planner.catalogue.ids import ItemRef, SiteRef
from planner.catalogue.measure import (
    Days,
)
from planner.scenario.schema.days import Window


class PolicyKind(StrEnum):
    """What a stock policy asks for."""

    DAYS_OF_SUPPLY = "days-of-supply"
    RESERVE = "reserve"
    AHEAD_OF_TROOPS = "ahead-of-troops"


class Policy(Window):
    """A rule on stock. Breaches are counted and reported, after unmet demand and before cost."""

    kind: PolicyKind
    """days-of-supply: stock at each site covers its next days of demand. reserve: stock at the
    site covers days of the average demand of the sites it serves, touched only to prevent unmet
    demand. ahead-of-troops: on the day the first troops reach a site, stock there covers days
    of their demand (S/2012/894 §65)."""
    sites: tuple[SiteRef, ...] = ()
    """Where it holds; at every site with demand where absent."""
    items: tuple[ItemRef, ...] = Field(min_length=1)
    """Items it concerns."""
    days: Days
    """Days of demand that the stock covers."""
    maximum_days: Days | None = None
    """Days of demand that the stock should not exceed (days-of-supply only)."""
    covers: tuple[SiteRef, ...] = ()
    """Sites whose demand counts beside the site's own."""
    source: Citation | None = None
    """Where the rule comes from."""

    @model_validator(mode="after")
    def _maximum_above_minimum(self) -> Policy:
        if self.maximum_days is None:
            return self
        context: dict[str, object] = {"at": "maximum_days", "seen": self.maximum_days.value}
        if self.kind is not PolicyKind.DAYS_OF_SUPPLY:
            context["allowed"] = f"nothing with kind {self.kind.value}"
            raise PydanticCustomError(
                "policy", "maximum_days goes with kind days-of-supply", context
            )
        if self.maximum_days.value < self.days.value:
            context["allowed"] = f"{self.days.value:g} days, those of days, or more"
            raise PydanticCustomError("policy", "maximum_days is below days", context)
        return self
