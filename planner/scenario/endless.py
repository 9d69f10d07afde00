"""What has no limit: sources, uses and lanes of which any amount could come, go or pass.

Where the plan decides whether something is opened at all, what passes must have a bound; the
sustainment room takes the least of what comes, what is of use and what is let through. That is
endless only where all three are. Reach is judged generously: by the items a lane allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, LaneId, SiteId
from planner.messages import said
from planner.scenario.schema.days import Window
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import SharedLimit

Cell = tuple[SiteId, ItemId]


@dataclass(frozen=True, slots=True)
class Making:
    """Items made into others at a site without a limit on the runs; what is `issued` is used there
    and then, and goes nowhere."""

    name: str
    site: SiteId
    takes: frozenset[ItemId]
    gives: frozenset[ItemId]
    issued: bool = False


@dataclass
class Endless:
    """What has no limit in a scenario; filled by `endless_of`."""

    scenario: Scenario
    book: Factbook
    wanted: set[Cell] = field(default_factory=set)
    """Sites at which any amount of an item is of use."""
    surplus: set[ItemId] = field(default_factory=set)
    """Items that are made beside others without limit, wanted or not."""
    running: list[Making] = field(default_factory=list)
    """What could be made without limit."""

    def needed(self, site: SiteId, item: ItemId) -> bool:
        """Is any amount of an item of use at a site, or wherever it can go from there?"""
        return item in self.surplus or any(
            (place, item) in self.wanted for place in _beyond(self.scenario, site, item)
        )

    def moved(self, lane_id: LaneId) -> ItemId | None:
        """An item of which any amount could move on a lane; None where there is none."""
        lane = self.scenario.lanes[lane_id]
        for item in sorted(self._there()):
            if not _passes(self.scenario, lane_id, item):
                continue
            is_store = self.book.items[item].holds is not None
            if is_store or self.needed(lane.destination, item):
                return item
        return None

    def received(self, site: SiteId) -> ItemId | None:
        """An item of which any amount could be received at a site from a supply."""
        found = (
            supply.item
            for name, supply in sorted(self.scenario.supplies.items())
            if supply.site == site and _is_endless_supply(self.scenario, name)
        )
        return next((item for item in found if self.needed(site, item)), None)

    def made(self, site: SiteId) -> ItemId | None:
        """An item of which any amount could be made at a site."""
        given = (min(making.gives) for making in self.running if making.site == site)
        return next(given, None)

    def remedies(self, item: ItemId) -> list[str]:
        """What would set a limit to an item."""
        supplies = [n for n in sorted(self.scenario.supplies) if self._gives(n, item)]
        names = {making.name for making in self.running if item in making.gives}
        outlets = [
            name
            for name, outlet in sorted(self.scenario.outlets.items())
            if (outlet.site, outlet.item) in self.wanted and outlet.per_day is None
        ]
        return [
            *(said("allowed.limit-of-supply", supply=name) for name in supplies[:1]),
            *(
                said("allowed.limit-of-conversion", conversion=name)
                for name in sorted(names & self._stated())[:1]
            ),
            *(said("allowed.limit-of-outlet", outlet=name) for name in outlets[:1]),
        ]

    def _gives(self, name: str, item: ItemId) -> bool:
        supply = self.scenario.supplies[name]  # type: ignore[index]
        return supply.item == item and _is_endless_supply(self.scenario, name)

    def _stated(self) -> set[str]:
        return set(self.scenario.conversions)

    def _there(self) -> set[ItemId]:
        """Items of which any amount could be somewhere."""
        supplied = {
            supply.item
            for name, supply in self.scenario.supplies.items()
            if _is_endless_supply(self.scenario, name)
        }
        return supplied | {
            item for making in self.running if not making.issued for item in making.gives
        }


def endless_of(scenario: Scenario, book: Factbook) -> Endless:
    """Follow what has no limit from its uses back to what is taken for them; needs a calendar."""
    endless = Endless(scenario, book)
    for outlet in scenario.outlets.values():
        first, until = outlet.span(*_bounds(scenario))
        if outlet.per_day is None and first < until:
            endless.wanted.add((outlet.site, outlet.item))
    idle = [*_stated(scenario), *_implied(scenario, book)]
    while found := [m for m in idle if any(endless.needed(m.site, item) for item in m.gives)]:
        idle = [making for making in idle if making not in found]
        for making in found:
            endless.running.append(making)
            endless.wanted.update((making.site, item) for item in making.takes)
            if len(making.gives) > 1:
                endless.surplus |= making.gives
    return endless


def _stated(scenario: Scenario) -> Iterator[Making]:
    for name, entry in sorted(scenario.conversions.items()):
        first, until = entry.span(*_bounds(scenario))
        net = {item: figure.value for item, figure in entry.gives.items()}
        for item, figure in entry.takes.items():
            net[item] = net.get(item, 0.0) - figure.value
        if entry.per_day is None and first < until:
            takes = frozenset(item for item, amount in net.items() if amount < 0)
            gives = frozenset(item for item, amount in net.items() if amount > 0)
            yield Making(name, entry.site, takes, gives)


def _implied(scenario: Scenario, book: Factbook) -> Iterator[Making]:
    """At any site packages can be emptied, and what spoils issued."""
    for name, item in sorted(book.items.items()):
        if item.shelf_life is not None:
            yield from (
                Making(name, site, frozenset(), frozenset((name,)), issued=True)
                for site in sorted(scenario.sites)
            )
        if item.package_of is not None and item.package_of.quantity.value:
            taken, given = frozenset((name,)), frozenset((item.package_of.item,))
            yield from (Making(name, site, taken, given) for site in sorted(scenario.sites))


def _beyond(scenario: Scenario, site: SiteId, item: ItemId) -> set[SiteId]:
    """The site, and every site to which the item can go from there."""
    reached, waiting = {site}, [site]
    while waiting:
        here = waiting.pop()
        for lane in scenario.lanes.values():
            allowed = not lane.items or item in lane.items
            if allowed and lane.origin == here and lane.destination not in reached:
                reached.add(lane.destination)
                waiting.append(lane.destination)
    return reached


def _passes(scenario: Scenario, name: LaneId, item: ItemId) -> bool:
    """Does a lane let any amount of an item through?"""
    lane = scenario.lanes[name]
    ends = (scenario.sites[lane.origin], scenario.sites[lane.destination])
    limits = (
        limit for limit in scenario.limits.values() if name in limit.lanes and _counts(limit, item)
    )
    return (
        (not lane.items or item in lane.items)
        and lane.capacity is None
        and all(name not in fleet.lanes for fleet in scenario.fleets.values())
        and all(end.throughput is None for end in ends)
        and not any(_is_whole(scenario, limit) for limit in limits)
    )


def _is_endless_supply(scenario: Scenario, name: str) -> bool:
    supply = scenario.supplies[name]  # type: ignore[index]
    first, until = supply.span(*_bounds(scenario))
    limits = (
        limit
        for limit in scenario.limits.values()
        if name in limit.supplies and _counts(limit, supply.item)
    )
    return (
        supply.per_day is None
        and supply.total is None
        and first < until
        and not any(_is_whole(scenario, limit) for limit in limits)
    )


def _counts(limit: SharedLimit, item: ItemId) -> bool:
    return item in limit.uses and limit.uses[item].value > 0


def _is_whole(scenario: Scenario, window: Window) -> bool:
    """Does a limit hold on every day of the calendar?"""
    return window.span(*_bounds(scenario)) == _bounds(scenario)


def _bounds(scenario: Scenario) -> tuple[int, int]:
    calendar = scenario.calendar
    assert calendar is not None
    return calendar.start, calendar.end
