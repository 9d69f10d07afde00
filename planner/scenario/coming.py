"""On which day each item can first be at each site, by the network alone, and by which way."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import Conversion, Stock
from planner.scenario.traffic import Run

Where = tuple[SiteId, ItemId]


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first day on which an item can be at a site, and how it comes there.

    `run` is the last leg, from `origin`; None where it is supplied, stocked or made there.
    """

    day: int
    run: Run | None = None
    origin: Where | None = None


Coming = dict[Where, Arrival]


def first_arrivals(scenario: Scenario, book: Factbook, runs: list[Run]) -> Coming:
    """The first arrival of an item at a site, for every pair for which there is one; needs a
    calendar. Stores and limits on what may pass are not asked."""
    search = _Search(scenario, book, _by_origin(runs), _by_taken(scenario))
    for where, day in _sources(scenario):
        search.note(where, Arrival(day))
    for made in scenario.conversions.values():
        search.make(made)
    return search.settled()


def has_spoilt(scenario: Scenario, stock: Stock) -> bool:
    """Is a stock of no use any more when the plan begins?"""
    calendar = scenario.calendar
    return calendar is not None and stock.expires is not None and stock.expires <= calendar.start


@dataclass
class _Leg:
    """A run with what leaves on it: days of departure, and the first arrival from each of them."""

    run: Run
    departures: list[int]
    arrivals: list[int]

    def arrival(self, ready: int) -> int | None:
        """The first day on which what is ready on a day can arrive."""
        i = bisect_left(self.departures, ready)
        return self.arrivals[i] if i < len(self.departures) else None


def _leg(run: Run) -> _Leg:
    departures = sorted(run.transit)
    arrivals = [day + run.transit[day] for day in departures]
    for i in range(len(arrivals) - 2, -1, -1):
        arrivals[i] = min(arrivals[i], arrivals[i + 1])
    return _Leg(run, departures, arrivals)


def _by_origin(runs: list[Run]) -> dict[SiteId, list[_Leg]]:
    legs: dict[SiteId, list[_Leg]] = {}
    for run in runs:
        legs.setdefault(run.origin, []).append(_leg(run))
    return legs


def _by_taken(scenario: Scenario) -> dict[Where, list[Conversion]]:
    taking: dict[Where, list[Conversion]] = {}
    for made in scenario.conversions.values():
        for item in made.takes:
            taking.setdefault((made.site, item), []).append(made)
    return taking


@dataclass
class _Search:
    """The shortest way over days: what comes first is settled first, as nothing takes less than
    no time."""

    scenario: Scenario
    book: Factbook
    legs: dict[SiteId, list[_Leg]]
    taking: dict[Where, list[Conversion]]
    found: Coming = field(default_factory=dict)
    waiting: list[tuple[int, SiteId, ItemId]] = field(default_factory=list)

    def note(self, where: Where, arrival: Arrival) -> None:
        """Something can be at a place on a day, if it could not be there before."""
        known = self.found.get(where)
        if known is None or arrival.day < known.day:
            self.found[where] = arrival
            heapq.heappush(self.waiting, (arrival.day, *where))

    def settled(self) -> Coming:
        """All arrivals, once every way has been followed."""
        done: set[Where] = set()
        while self.waiting:
            _, site, item = heapq.heappop(self.waiting)
            if (site, item) not in done:
                done.add((site, item))
                self._move(site, item)
                self._unpack(site, item)
                for made in self.taking.get((site, item), ()):
                    self.make(made)
        return self.found

    def _move(self, site: SiteId, item: ItemId) -> None:
        ready = self.found[site, item]
        _, end = _bounds(self.scenario)
        for leg in self.legs.get(site, ()):
            if item not in leg.run.items:
                continue
            day = leg.arrival(ready.day)
            if day is not None and day < end:
                arrival = Arrival(day, leg.run, (site, item))
                self.note((leg.run.destination, item), arrival)

    def make(self, made: Conversion) -> None:
        """What a conversion gives, once all that it takes is there."""
        first, until = made.span(*_bounds(self.scenario))
        taken = [self.found.get((made.site, item)) for item in made.takes]
        ready = [arrival for arrival in taken if arrival is not None]
        day = max([first, *(arrival.day for arrival in ready)])
        if len(ready) < len(taken) or day >= until:
            return
        if made.per_day is None or made.per_day.value:
            for item, given in made.gives.items():
                if given.value:
                    self.note((made.site, item), _late_as(ready, day))

    def _unpack(self, site: SiteId, item: ItemId) -> None:
        """What is packed in an item is there wherever the item is."""
        package, arrival = self.book.items[item].package_of, self.found[site, item]
        if package is not None and package.quantity.value:
            self.note((site, package.item), arrival)


def _late_as(ready: list[Arrival], day: int) -> Arrival:
    """What is made on a day comes by the way of what came last for it."""
    last = max(ready, key=lambda arrival: arrival.day, default=Arrival(day))
    return Arrival(day, last.run, last.origin)


def _sources(scenario: Scenario) -> Iterator[tuple[Where, int]]:
    start, end = _bounds(scenario)
    for supply in scenario.supplies.values():
        first, until = supply.span(start, end)
        limits = (supply.per_day, supply.total)
        if first < until and all(limit is None or limit.value for limit in limits):
            yield (supply.site, supply.item), first
    for stock in scenario.stocks.values():
        if stock.quantity.value and not has_spoilt(scenario, stock):
            yield (stock.site, stock.item), start


def _bounds(scenario: Scenario) -> tuple[int, int]:
    calendar = scenario.calendar
    assert calendar is not None
    return calendar.start, calendar.end
