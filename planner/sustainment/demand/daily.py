"""Demand: which site draws how much of what on which day, and from whose stock.

Demand of a day is the sum over the units at a site of driver x rate x tempo x climate, plus what
the scenario states directly. A unit lives on what it brought for its planned days, and on external
arrangements after its required days (S/2012/894 §65); between the two it draws on the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.records.external import ContractUse
from planner.records.laydown import DeployedUnit, Laydown, Station
from planner.scenario.schema.policies import PolicyKind
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.external import Ledger, arrangements
from planner.sustainment.demand.rates import Rates
from planner.sustainment.goods.batches import batches_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DailyDemand:
    """Demand by site, item and day, in the items' units of issue; shape (N, K, D).

    `gross` is all that is used and that no external arrangement covers; `own` the part of it that
    units draw from what they brought; `external` what the arrangements cover, beside `gross`.
    `contracts` says what each contract supplies, and for how many US dollars; `paid` the same US
    dollars by day, [D] of each.
    """

    sites: tuple[SiteId, ...]
    items: tuple[ItemId, ...]
    start: int
    gross: Floats
    own: Floats
    external: Floats
    contracts: tuple[ContractUse, ...] = ()
    paid: Mapping[str, Floats] = field(default_factory=dict)

    @cached_property
    def net(self) -> Floats:
        """What the network has to provide."""
        return self.gross - self.own

    @property
    def external_cost(self) -> float:
        """What the contracts cost, US dollars."""
        return float(sum(use.cost_usd for use in self.contracts))

    def first_need(self) -> NDArray[np.int64]:
        """[N, K] first day on which the network has to provide; -1 where it never has to."""
        needed = self.net > 0
        return np.where(needed.any(axis=2), needed.argmax(axis=2) + self.start, -1)


def daily_demand(scenario: Scenario, book: Factbook, laydown: Laydown) -> DailyDemand:
    """The demand of a laydown, and what the scenario states directly; needs a calendar."""
    calendar = scenario.calendar
    assert calendar is not None
    sites = tuple(sorted(scenario.sites))
    used = items_used(scenario, book, laydown)
    batches = [batch.id for batch in batches_of(scenario) if batch.item in used]
    items = (*sorted(used), *batches)
    count = _Count(scenario, book, sites, items)
    for unit in laydown.units:
        count.add(unit)
    for demand in scenario.demands.values():
        first, last = demand.span(calendar.start, calendar.end)
        row = count.gross[sites.index(demand.site), items.index(demand.item)]
        row[first - calendar.start : last - calendar.start] += demand.per_day.value
    return DailyDemand(
        sites,
        items,
        calendar.start,
        count.gross,
        count.own,
        count.external,
        count.ledger.uses(),
        count.ledger.paid(),
    )


def items_used(scenario: Scenario, book: Factbook, laydown: Laydown) -> set[ItemId]:
    """The items that are stated somewhere, or drawn by a unit."""
    stated = {
        entry.item
        for section in (scenario.demands, scenario.supplies, scenario.stocks, scenario.outlets)
        for entry in section.values()
    }
    stated |= {
        item for entry in scenario.conversions.values() for item in (*entry.takes, *entry.gives)
    }
    stated |= {
        item
        for policy in scenario.policies.values()
        if policy.kind is PolicyKind.LEVEL
        for item in policy.concerned
    }
    drivers = {str(driver) for unit in laydown.units for driver in unit.activity}
    if laydown.units:
        drivers.add("casualty")
    drawn = {rate.item for rate in book.consumption.values() if rate.driver in drivers}
    return stated | drawn


class _Count:
    """The arrays of a demand while unit after unit is added; shape (N, K, D)."""

    def __init__(
        self,
        scenario: Scenario,
        book: Factbook,
        sites: tuple[SiteId, ...],
        items: tuple[ItemId, ...],
    ) -> None:
        assert scenario.calendar is not None
        self.scenario, self.sites, self.items = scenario, sites, items
        self.start, self.end = scenario.calendar.start, scenario.calendar.end
        shape = (len(sites), len(items), self.end - self.start)
        self.gross, self.own, self.external = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self.rates, self.ledger = Rates(scenario, book), Ledger(scenario)

    def add(self, unit: DeployedUnit) -> None:
        """Count what a unit uses wherever it stands."""
        for station in unit.stations:
            # the plan may begin after the unit came, and end before it leaves
            first, last = max(station.start, self.start), min(station.until, self.end)
            if last > first:
                self._add_station(unit, station, np.arange(first, last))

    def _add_station(self, unit: DeployedUnit, station: Station, days: NDArray[np.int64]) -> None:
        site, n = station.site, self.sites.index(station.site)
        here = slice(days[0] - self.start, days[-1] + 1 - self.start)
        alone = days < unit.own_stock_ends
        covers = [cover for cover in arrangements(self.scenario, unit) if cover.covers(site)]
        shares = [cover.share(days) for cover in covers]
        for cover, share in zip(covers, shares, strict=True):
            self.ledger.add_persons(cover.contract, unit.personnel, days, share)
        for item, daily in self.rates.used(unit, site):
            k, used, left = self.items.index(item), daily[here], np.ones(len(days))
            for cover, share in zip(covers, shares, strict=True):
                if cover.covers(site, item):
                    left = left - share
                    self.ledger.add_goods(cover.contract, item, used, days, share)
            uncovered = used * left
            self.external[n, k, here] += used - uncovered
            self.gross[n, k, here] += uncovered
            self.own[n, k, here] += np.where(alone, uncovered, 0.0)
