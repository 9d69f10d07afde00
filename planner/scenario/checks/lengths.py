"""Questions on how long lanes are, and how long goods are on the way."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import LaneId
from planner.catalogue.schema import Mode, Vehicle
from planner.messages import said
from planner.scenario.distances import great_circle_km, lane_length_km
from planner.scenario.rules import Broken
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario

# A site is a place with an extent: a road may begin some kilometres from where the site is put.
SITE_EXTENT_KM = 5.0
# What the questions ask, no planning figures: ways on the ground wind, airways hardly do. Ships go
# round continents, so nothing is asked of them.
MOST_OF_STRAIGHT: dict[Mode, float] = {"road": 2.0, "rail": 2.0, "river": 2.0, "air": 1.5}
# tracks, rains and borders slow the slowest vehicle to a fraction of its stage, but not to this
FAR_SLOWER = 20.0
HOURS_A_DAY = 24.0


def lanes_are_as_long_as_the_straight_line(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which lanes are shorter than the straight line between their sites?"""
    for name, lane, km, straight in _measured(scenario):
        if km < straight - SITE_EXTENT_KM:
            yield Broken(
                ("lanes", name, "distance"),
                said(
                    "lane-shorter-than-straight",
                    origin=lane.origin,
                    destination=lane.destination,
                    straight=f"{straight:.0f}",
                ),
                seen=f"{km:g} km",
            )


def lanes_go_fairly_straight(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which roads, railways and rivers are more than twice as long as the straight line between
    their sites, and which flights more than one and a half times?"""
    for name, lane, km, straight in _measured(scenario):
        times = MOST_OF_STRAIGHT.get(lane.mode)
        if times is not None and km > times * straight + 2 * SITE_EXTENT_KM:
            yield Broken(
                ("lanes", name, "distance"),
                said(
                    "lane-far-longer-than-straight",
                    origin=lane.origin,
                    destination=lane.destination,
                    straight=f"{straight:.0f}",
                    times=f"{times:g}",
                ),
                seen=f"{km:g} km",
            )


def transit_times_can_be_kept(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which lanes are passed faster than the fastest vehicle of their mode could pass them?"""
    for name, lane in scenario.lanes.items():
        if (fastest := _extreme(book, lane.mode, fastest=True)) is None:
            continue
        vehicle, pace = fastest
        if (found := _too_fast(scenario, lane, pace)) is not None:
            field, seen = found
            yield Broken(
                ("lanes", name, field),
                said("transit-too-fast", vehicle=vehicle, mode=lane.mode, pace=f"{pace:.0f}"),
                seen=seen,
            )


def _too_fast(scenario: Scenario, lane: Lane, pace: float) -> tuple[str, str] | None:
    """The field that has a lane passed faster than `pace`, km a day, and what it says."""
    km = lane_length_km(scenario, lane)
    if lane.transit_days is not None:
        # what leaves in the morning of one day and comes in the evening of another has a day more
        if km > pace * (lane.transit_days.value + 1):
            return "transit_days", f"{lane.transit_days.value:g} days for {km:.0f} km"
    elif lane.stage is not None and lane.stage.value > pace:
        return "stage", f"{lane.stage.value:g} km/day"
    return None


def transit_times_are_not_far_too_long(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which lanes take more than twenty times what the slowest vehicle of their mode needs?"""
    for name, lane in scenario.lanes.items():
        if lane.transit_days is not None and is_far_too_slow(scenario, book, lane):
            yield Broken(
                ("lanes", name, "transit_days"),
                said(
                    "transit-far-too-long",
                    km=f"{lane_length_km(scenario, lane):.0f}",
                    mode=lane.mode,
                    times=f"{FAR_SLOWER:g}",
                ),
                seen=f"{lane.transit_days.value:g} days",
            )


def is_far_too_slow(scenario: Scenario, book: Factbook, lane: Lane) -> bool:
    """Does a lane take far longer than its length and the slowest vehicle of its mode explain?"""
    slowest = _extreme(book, lane.mode, fastest=False)
    km = lane_length_km(scenario, lane)
    if lane.transit_days is None or slowest is None or not km:
        return False
    return lane.transit_days.value > FAR_SLOWER * max(1.0, km / slowest[1])


def goods_arrive_within_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which lanes take so long that nothing that leaves on them arrives within the calendar?"""
    if scenario.calendar is None:
        return
    days = scenario.calendar.end - scenario.calendar.start
    for name, lane in scenario.lanes.items():
        if lane.transit_days is not None and lane.transit_days.value >= days:
            yield Broken(
                ("lanes", name, "transit_days"),
                said("transit-longer-than-calendar", days=days),
                seen=f"{lane.transit_days.value:g} days",
            )


def _measured(scenario: Scenario) -> Iterator[tuple[LaneId, Lane, float, float]]:
    """Lanes with a written length between sites with coordinates: its km, the straight line's."""
    for name, lane in scenario.lanes.items():
        ends = (scenario.sites[lane.origin], scenario.sites[lane.destination])
        placed = all(end.latitude is not None and end.longitude is not None for end in ends)
        if lane.distance is not None and placed:
            yield name, lane, lane.distance.value, great_circle_km(*ends)


def _extreme(book: Factbook, mode: Mode, *, fastest: bool) -> tuple[str, float] | None:
    """The fastest or slowest type of a mode and its km a day; None where no pace is known."""
    paces = [
        (pace, name)
        for name, vehicle in book.vehicles.items()
        if vehicle.mode == mode and (pace := _pace(vehicle, fastest=fastest)) is not None
    ]
    if not paces:
        return None
    pace, name = max(paces) if fastest else min(paces)
    return name, pace


def _pace(vehicle: Vehicle, *, fastest: bool) -> float | None:
    """Km a day, as many or as few as is believable; an aircraft could fly day and night."""

    def believable(figure: Figure) -> float:
        bound = figure.high if fastest else figure.low
        return figure.value if bound is None else bound

    if vehicle.km_per_day is not None:
        return believable(vehicle.km_per_day)
    return believable(vehicle.speed) * HOURS_A_DAY if vehicle.speed is not None else None
