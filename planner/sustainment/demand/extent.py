"""How far a supply plan reaches, before any of its arrays is made."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.messages import said
from planner.records.laydown import Laydown
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import items_used
from planner.sustainment.goods.batches import batches_of


@dataclass(frozen=True, slots=True)
class Extent:
    """Sites, items, legs (lanes by fleet) and days of a supply plan."""

    sites: int
    items: int
    legs: int
    days: int

    @property
    def cells(self) -> int:
        """Stock and unmet demand of every site, item and day, and flows of every leg."""
        return (2 * self.sites + self.legs) * self.items * self.days

    @property
    def too_large(self) -> tuple[str, str]:
        """What is said of a plan that is too large: what it is, and the remedy."""
        what = said(
            "limit.supply", sites=self.sites, items=self.items, legs=self.legs, days=self.days
        )
        return what, said("limit.supply-remedy")


def extent_of(scenario: Scenario, book: Factbook, laydown: Laydown) -> Extent:
    """The extent of a laydown's plan; needs a calendar."""
    calendar = scenario.calendar
    assert calendar is not None
    used = items_used(scenario, book, laydown)
    batches = sum(batch.item in used for batch in batches_of(scenario))
    legs = len(scenario.lanes) + sum(len(fleet.lanes) for fleet in scenario.fleets.values())
    return Extent(len(scenario.sites), len(used) + batches, legs, calendar.end - calendar.start)
