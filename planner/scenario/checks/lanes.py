"""Rules on lanes: loops that take no time, seasons that meet, and what a lane lets through."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.ids import FleetId, ItemId, LaneId
from planner.messages import said
from planner.scenario.checks.circles import circles
from planner.scenario.checks.words import stretches
from planner.scenario.distances import lane_length_km
from planner.scenario.rules import Broken
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import (
    carries,
    fleets_by_lane,
    items_of,
    one_way_days,
    open_days,
    season_days,
    whole_days,
)

KG_PER_TONNE = 1000.0
COST_NOISE = 1e-9
Hop = tuple[LaneId, str, str, float]
FleetsOn = dict[LaneId, list[FleetId]]


def loops_take_time(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which lanes form a loop in which goods could go round within a day, at no cost?"""
    told: set[LaneId] = set()
    quick = _quick_lanes(scenario, book)
    for item in sorted(set(items_of(scenario))):
        hops = (hop for name in quick for hop in _hops(scenario, book, quick, name, item))
        free = ((name, start, end) for name, start, end, cost in hops if cost <= COST_NOISE)
        for name, loop in circles(free):
            if name not in told:
                told.add(name)
                yield Broken(
                    ("lanes", name),
                    said("loop-takes-no-time"),
                    seen=said("seen.loop-of", loop=" -> ".join(loop), item=item),
                )


def loops_cost_something(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does no loop of lanes that take no day bring in money as goods go round in it?"""
    quick = _quick_lanes(scenario, book)
    for item in sorted(set(items_of(scenario))):
        hops = [hop for name in quick for hop in _hops(scenario, book, quick, name, item)]
        if loop := _gaining(hops):
            yield Broken(
                ("lanes", loop[0][0]),
                said("loop-brings-money", item=item),
                seen=said(
                    "seen.loop-cost",
                    loop=" -> ".join([loop[0][1], *(end for _, _, end, _ in loop)]),
                    cost=sum(cost for *_, cost in loop),
                ),
            )
            return


def _quick_lanes(scenario: Scenario, book: Factbook) -> FleetsOn:
    """The lanes that take no day, each with its fleets."""
    on = fleets_by_lane(scenario)
    return {
        name: on.get(name, [])
        for name in scenario.lanes
        if _least_days(scenario, book, name, on.get(name, [])) == 0
    }


def _least_days(
    scenario: Scenario, book: Factbook, name: LaneId, fleets: list[FleetId]
) -> int | None:
    """Whole days on a lane with the fastest fleet on it; None where they cannot be told."""
    lane = scenario.lanes[name]
    if lane.transit_days is not None or lane.stage is not None:
        return whole_days(one_way_days(scenario, lane, None))
    vehicles = [book.vehicles[scenario.fleets[f].vehicle] for f in fleets]
    days = [one_way_days(scenario, lane, v) for v in vehicles if v.km_per_day is not None]
    return whole_days(min(days)) if days else None


def _hops(
    scenario: Scenario, book: Factbook, quick: FleetsOn, name: LaneId, item: ItemId
) -> Iterator[Hop]:
    """A lane that takes no day, with what it costs to move one unit of the item on it."""
    lane = scenario.lanes[name]
    costs = [
        _cost(scenario, book, lane, item, fleet)
        for fleet in quick[name] or (None,)
        if carries(
            lane,
            None if fleet is None else book.vehicles[scenario.fleets[fleet].vehicle],
            item,
            book.items[item],
        )
    ]
    if costs:
        yield name, lane.origin, lane.destination, min(costs)


def _cost(
    scenario: Scenario, book: Factbook, lane: Lane, item: ItemId, fleet_id: FleetId | None
) -> float:
    """US dollars to move one unit of issue, with its share of a round trip of a vehicle."""
    mass_t = book.items[item].mass.value / KG_PER_TONNE
    if item in lane.item_costs:
        cost = lane.item_costs[item].value
    else:
        cost = mass_t * lane.cost.value if lane.cost else 0.0
    if fleet_id is None:
        return cost
    fleet = scenario.fleets[fleet_id]
    vehicle = book.vehicles[fleet.vehicle]
    payload = (fleet.payload or vehicle.payload).value
    room = vehicle.volume.value if vehicle.volume else 0.0
    load = max(
        mass_t / payload if payload else 0.0,
        book.items[item].volume.value / room if room else 0.0,
    )
    trip = fleet.trip_cost.value if fleet.trip_cost else 0.0
    if fleet.km_cost:
        trip += 2 * lane_length_km(scenario, lane) * fleet.km_cost.value
    return cost + load * trip


def _gaining(hops: list[Hop]) -> list[Hop]:
    """The hops of a loop whose costs add up to less than nothing; none where there is none.

    As many rounds of relaxation as there are sites settle every way without such a loop.
    """
    sites = {site for _, start, end, _ in hops for site in (start, end)}
    best, came = dict.fromkeys(sites, 0.0), dict[str, Hop]()
    last: str | None = None
    for _ in range(len(sites) + 1):
        last = None
        for hop in hops:
            _, start, end, cost = hop
            if best[start] + cost < best[end] - COST_NOISE:
                best[end], came[end], last = best[start] + cost, hop, end
        if last is None:  # settled: no way is cheaper with another hop
            return []
    if last is None:  # there was nothing to settle
        return []
    for _ in sites:  # far enough back to be on the loop
        last = came[last][1]
    loop = [came[last]]
    while loop[-1][1] != last:
        loop.append(came[loop[-1][1]])
    return loop[::-1]


def seasons_stand_apart(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which seasons of a lane hold on the same days?"""
    calendar = scenario.calendar
    if calendar is None:
        return
    for name, lane in scenario.lanes.items():
        days = [season_days(season, calendar) for season in lane.seasons]
        for i, mine in enumerate(days):
            for j, others in enumerate(days):
                if i != j and mine & others:
                    yield Broken(
                        ("lanes", name, "seasons", i),
                        said("seasons-overlap", other=j),
                        seen=stretches(mine & others),
                    )


def smallest_loads_pass(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which smallest loads are more than the lane lets through?"""
    calendar = scenario.calendar
    if calendar is None:
        return
    for name, lane in scenario.lanes.items():
        if lane.capacity is None:
            continue
        more = lane.more_capacity.most.value if lane.more_capacity else 0.0
        by_day = _shares(lane, calendar)
        in_all = sum(share * lane.capacity.value + more for share in by_day)
        of_day = max(by_day, default=0.0) * lane.capacity.value + more
        for key, entry, most in (("opening", lane.opening, in_all), ("runs", lane.runs, of_day)):
            least = entry.smallest_load.value if entry and entry.smallest_load else 0.0
            if least > most:
                yield Broken(
                    ("lanes", name, key, "smallest_load"),
                    said(
                        "smallest-load-over-day" if key == "runs" else "smallest-load-over-plan",
                        most=most,
                    ),
                    seen=f"{least:g} t",
                )


def _shares(lane: Lane, calendar: Calendar) -> list[float]:
    """The share of a lane's capacity that remains on each day on which it is open."""
    shares = dict.fromkeys(open_days(lane, calendar), 1.0)
    for season in lane.seasons:
        for day in season_days(season, calendar) & shares.keys():
            shares[day] = min(shares[day], season.capacity.value)
    return list(shares.values())
