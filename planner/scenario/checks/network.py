"""Rules on lanes and fleets."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.schema import Vehicle
from planner.messages import said
from planner.scenario.rules import Broken
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import one_way_days


def lanes_have_a_length(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Can the transit time of every lane be told?"""
    staged = {
        lane
        for fleet in scenario.fleets.values()
        if book.vehicles[fleet.vehicle].km_per_day is not None
        for lane in fleet.lanes
    }
    for name, lane in scenario.lanes.items():
        if lane.transit_days is None and lane.stage is None and name not in staged:
            yield Broken(
                ("lanes", name),
                said("transit-unknown"),
            )
        elif (
            lane.transit_days is None
            and lane.distance is None
            and not _great_circle(scenario, name)
        ):
            yield Broken(
                ("lanes", name),
                said("length-unknown"),
            )


def _great_circle(scenario: Scenario, name: str) -> bool:
    lane = scenario.lanes[name]  # type: ignore[index]
    ends = (scenario.sites[lane.origin], scenario.sites[lane.destination])
    return lane.mode == "air" and all(
        end.latitude is not None and end.longitude is not None for end in ends
    )


def fleets_fit_their_lanes(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does every fleet run on lanes of its own mode, and on each lane once?"""
    for name, fleet in scenario.fleets.items():
        vehicle = book.vehicles[fleet.vehicle]
        for i, lane in enumerate(fleet.lanes):
            if scenario.lanes[lane].mode != vehicle.mode:
                yield Broken(
                    ("fleets", name, "lanes", i),
                    said(
                        "vehicle-of-other-mode",
                        mode=vehicle.mode,
                        lane_mode=scenario.lanes[lane].mode,
                    ),
                    seen=lane,
                )
            if lane in fleet.lanes[:i]:
                yield Broken(("fleets", name, "lanes", i), said("lane-named-twice"), seen=lane)


def trips_take_time(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does every trip of a fleet keep its vehicle away for a time?"""
    for name, fleet in scenario.fleets.items():
        if fleet.trips_per_day is not None or fleet.loading_days.value > 0:
            continue
        for i, lane_id in enumerate(fleet.lanes):
            lane, vehicle = scenario.lanes[lane_id], book.vehicles[fleet.vehicle]
            if _time_is_told(lane, vehicle) and one_way_days(scenario, lane, vehicle) == 0:
                yield Broken(
                    ("fleets", name, "lanes", i),
                    said("trip-takes-no-time"),
                    seen=lane_id,
                )


def _time_is_told(lane: Lane, vehicle: Vehicle) -> bool:
    return any(v is not None for v in (lane.transit_days, lane.stage, vehicle.km_per_day))


def months_have_a_date(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is the date of D-day known where a season speaks of months?"""
    if scenario.calendar is not None and scenario.calendar.d_day is not None:
        return
    for name, lane in scenario.lanes.items():
        for i, season in enumerate(lane.seasons):
            if season.months:
                yield Broken(
                    ("lanes", name, "seasons", i, "months"),
                    said("months-without-d-day"),
                )


def lanes_have_a_fleet(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which lanes have neither a fleet nor a capacity, so that lift on them is free?"""
    served = {lane for fleet in scenario.fleets.values() for lane in fleet.lanes}
    for name, lane in scenario.lanes.items():
        if name not in served and lane.capacity is None:
            yield Broken(
                ("lanes", name),
                said("lane-without-limit"),
            )
