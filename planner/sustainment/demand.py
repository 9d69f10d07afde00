"""Demand: which site draws how much of what on which day, and from whose stock.

Demand of a day is the sum over the units at a site of driver x rate x tempo x climate, plus what
the scenario states directly. A unit lives on what it brought for its planned days, and on external
arrangements after its required days (S/2012/894 §65); between the two it draws on the network.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.catalogue.schema import Rate
from planner.records.laydown import DeployedUnit, Laydown
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DailyDemand:
    """Demand by site, item and day, in the items' units of issue; shape (N, K, D).

    `gross` is all that is used; `own` the part that units draw from what they brought.
    """

    sites: tuple[SiteId, ...]
    items: tuple[ItemId, ...]
    start: int
    gross: Floats
    own: Floats

    @property
    def net(self) -> Floats:
        """What the network has to provide."""
        return self.gross - self.own

    def first_need(self) -> NDArray[np.int64]:
        """[N, K] first day on which the network has to provide; -1 where it never has to."""
        needed = self.net > 0
        return np.where(needed.any(axis=2), needed.argmax(axis=2) + self.start, -1)


def daily_demand(scenario: Scenario, book: Factbook, laydown: Laydown) -> DailyDemand:
    """The demand of a laydown, and what the scenario states directly; needs a calendar."""
    calendar = scenario.calendar
    assert calendar is not None
    sites = tuple(sorted(scenario.sites))
    items = tuple(sorted(_items(scenario, book, laydown)))
    shape = (len(sites), len(items), calendar.end - calendar.start)
    gross, own = np.zeros(shape), np.zeros(shape)
    factors = _Factors(scenario, book, calendar)
    for unit in laydown.units:
        _add_unit(gross, own, unit, factors, (sites, items))
    for demand in scenario.demands.values():
        first, last = demand.span(calendar.start, calendar.end)
        row = gross[sites.index(demand.site), items.index(demand.item)]
        row[first - calendar.start : last - calendar.start] += demand.per_day.value
    return DailyDemand(sites, items, calendar.start, gross, own)


def _items(scenario: Scenario, book: Factbook, laydown: Laydown) -> set[ItemId]:
    stated = {
        entry.item
        for section in (scenario.demands, scenario.supplies, scenario.stocks, scenario.outlets)
        for entry in section.values()
    }
    drivers = {driver for unit in laydown.units for driver in unit.activity}
    drawn = {rate.item for rate in book.consumption.values() if rate.driver in drivers}
    return stated | drawn


def _add_unit(
    gross: Floats,
    own: Floats,
    unit: DeployedUnit,
    factors: _Factors,
    keys: tuple[tuple[SiteId, ...], tuple[ItemId, ...]],
) -> None:
    sites, items = keys
    start = factors.start
    for station in unit.stations:
        # the plan may begin after the unit came
        first, last = max(station.start, start), min(station.until, unit.hand_over)
        if last <= first:
            continue
        n, days = sites.index(station.site), slice(first - start, last - start)
        alone = slice(days.start, max(days.start, min(last, unit.own_stock_ends) - start))
        for rate_id, rate in factors.book.consumption.items():
            driven = unit.activity.get(rate.driver, 0.0)
            if driven:
                k = items.index(rate.item)
                daily = driven * factors.of(rate_id, rate, station.site)
                gross[n, k, days] += daily[days]
                own[n, k, alone] += daily[alone]


class _Factors:
    """Rate x tempo x climate by day, for each rate and site; shape (D,)."""

    def __init__(self, scenario: Scenario, book: Factbook, calendar: Calendar) -> None:
        self.scenario, self.book, self.start = scenario, book, calendar.start
        self.tempo = tempo_by_day(scenario, book)
        self.months = months_by_day(calendar)
        self._known: dict[tuple[str, SiteId], Floats] = {}

    def of(self, rate_id: str, rate: Rate, site: SiteId) -> Floats:
        key = (rate_id, site)
        if key not in self._known:
            self._known[key] = rate.rate.value * self._tempo(rate) * self._climate(rate, site)
        return self._known[key]

    def _tempo(self, rate: Rate) -> Floats:
        named = {str(tempo): factor.value for tempo, factor in rate.tempo.items()}
        return np.array([named.get(tempo, 1.0) for tempo in self.tempo])

    def _climate(self, rate: Rate, site: SiteId) -> Floats:
        climate = self.scenario.sites[site].climate
        if rate.cool is None or climate is None or self.months is None:
            return np.ones(len(self.tempo))
        hot = np.isin(self.months, self.book.climates[climate].hot_months)
        return np.where(hot, 1.0, rate.cool.value)


def tempo_by_day(scenario: Scenario, book: Factbook) -> tuple[str, ...]:
    """The tempo of each day: of the phases in force, the one of the highest rank; "" for none."""
    calendar = scenario.calendar
    assert calendar is not None
    tempos = [""] * (calendar.end - calendar.start)
    ranked = sorted(scenario.phases.values(), key=lambda phase: book.tempos[phase.tempo].rank)
    for phase in ranked:
        first, last = phase.span(calendar.start, calendar.end)
        tempos[first - calendar.start : last - calendar.start] = [phase.tempo] * (last - first)
    return tuple(tempos)


def months_by_day(calendar: Calendar) -> NDArray[np.int64] | None:
    """The month of each day; None for a calendar without the date of D-day."""
    if calendar.d_day is None:
        return None
    days = range(calendar.start, calendar.end)
    return np.array([(calendar.d_day + dt.timedelta(days=day)).month for day in days])
