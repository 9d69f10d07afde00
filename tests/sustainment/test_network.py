"""Legs day by day: transit and closures by season, vehicle-days of a round trip, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from planner.catalogue.ids import ItemId
from planner.scenario import factbook_of
from planner.scenario.distances import great_circle_km
from planner.scenario.schema.sites import Site
from planner.sustainment.network.legs import CLOSED, Leg, lane_capacity, legs_of
from planner.sustainment.objective import vehicle_days_of_trip
from tests.sustainment.support import carts, case, day, lane, problem_of, site

SAND = ItemId("sand")
SITES = {"camp": site(), "port": site()}


def leg_of(road: dict[str, Any], fleet: dict[str, Any] | None = None, **sections: Any) -> Leg:
    fleets = {} if fleet is None else {"carts": fleet}
    supplies = {"sand": {"site": "port", "item": "sand"}}
    sections = {"sites": SITES, "lanes": {"road": road}, "supplies": supplies, **sections}
    scenario = case(fleets=fleets, **sections)
    [leg] = legs_of(scenario, factbook_of(scenario), (SAND,))
    return leg


def season(first: int, until: int, **fields: float) -> dict[str, Any]:
    return {"from": day(first), "until": day(until), **fields}


def without_transit(road: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {key: value for key, value in road.items() if key != "transit_days"} | fields


@pytest.mark.parametrize(
    ("fields", "transit"),
    [
        # 550 km at the cart's 100 km a day: 5.5 days, so it arrives on the sixth
        ({"distance": 550}, 6),
        # the lane's own stage comes first: 550 / 110 = 5 days to the day
        ({"distance": 550, "stage": 110}, 5),
        ({"distance": 0}, 0),
    ],
)
def test_transit_is_rounded_up(fields: dict[str, Any], transit: int) -> None:
    leg = leg_of(without_transit(lane("port", "camp"), **fields), carts(1, "road", loading_days=1))
    assert set(leg.transit.tolist()) == {transit}


def test_seasons_slow_a_lane_and_close_it() -> None:
    # 2 days; x 1.5 = 3 days on D+2..D+4, x 1.2 = 2.4, so 3 days, on D+7; closed D+5 and D+6
    seasons = [season(2, 5, time=1.5), season(5, 7, capacity=0), season(7, 8, time=1.2)]
    leg = leg_of(lane("port", "camp", 2, seasons=seasons), carts(1, "road", loading_days=1))
    assert leg.transit.tolist() == [2, 2, 3, 3, 3, CLOSED, CLOSED, 3, 2, 2]
    # twice the way, not rounded, and one day at the ends
    assert leg.round_trip[[0, 2, 7]].tolist() == pytest.approx([5, 7, 5.8])


def test_of_overlapping_seasons_the_worse_holds() -> None:
    seasons = [season(0, 4, time=2, capacity=0.5), season(2, 6, time=3, capacity=0.2)]
    road = lane("port", "camp", 1, capacity=10, seasons=seasons)
    scenario = case(end=7, sites=SITES, lanes={"road": road})
    assert leg_of(road).transit[:7].tolist() == [2, 2, 3, 3, 3, 3, 1]
    capacity = lane_capacity(scenario, next(iter(scenario.lanes.values())))
    assert capacity is not None
    assert capacity.tolist() == pytest.approx([5, 5, 2, 2, 2, 2, 10])


def test_a_season_may_be_named_by_month() -> None:
    # D+0 is 30 July: closed in August, from D+2
    road = lane("port", "camp", 1, seasons=[{"months": [8], "capacity": 0}])
    leg = leg_of(road, calendar={"d_day": "2013-07-30", "end": day(4)})
    assert leg.transit.tolist() == [1, 1, CLOSED, CLOSED]


def test_lane_and_fleet_must_both_be_there() -> None:
    road = lane("port", "camp", 1, **{"from": day(2)})
    leg = leg_of(road, carts(1, "road", until=day(5)))
    assert np.flatnonzero(leg.transit >= 0).tolist() == [2, 3, 4]


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        # 2 x 2 + 1.5 = 5.5 days: five whole days and a half
        ({"loading_days": 1.5}, [1, 1, 1, 1, 1, 0.5, 0, 0]),
        ({"loading_days": 0}, [1, 1, 1, 1, 0, 0, 0, 0]),
        # two round trips a day: half a day each, whatever the way
        ({"trips_per_day": 2}, [0.5, 0, 0, 0, 0, 0, 0, 0]),
        ({"trips_per_day": 0.4}, [1, 1, 0.5, 0, 0, 0, 0, 0]),
    ],
)
def test_vehicle_days_of_one_trip(fields: dict[str, float], days: list[float]) -> None:
    supplies = {"sand": {"site": "port", "item": "sand"}}
    fleets = {"carts": carts(1, "road", **fields)}
    lanes = {"road": lane("port", "camp", 2)}
    problem = problem_of(case(end=8, sites=SITES, lanes=lanes, fleets=fleets, supplies=supplies))
    occupied = problem.occupied
    first = occupied.departs == 0
    row = np.zeros(8)
    row[occupied.day[first]] = occupied.share[first]
    assert row.tolist() == pytest.approx(days)
    assert vehicle_days_of_trip(problem)[0, 0] == pytest.approx(sum(days))


def test_only_what_the_fleet_and_the_lane_take() -> None:
    items = {"sand": {"title": "S", "supply_class": "IV", "unit": "t", "mass": 1000, "volume": 1}}
    items["sand"]["storage"] = "cold"
    scenario = case(
        items=items, sites=SITES, lanes={"road": lane("port", "camp")},
        fleets={"carts": carts(1, "road")},
    )  # fmt: skip
    assert legs_of(scenario, factbook_of(scenario), (SAND,)) == ()


def test_great_circle() -> None:
    # a quarter of the way round the globe: 6371.0088 km x pi / 2
    pole, equator = (Site(title="x", latitude=lat, longitude=0) for lat in (90, 0))
    assert great_circle_km(pole, equator) == pytest.approx(10_007.557, abs=1e-3)
    assert great_circle_km(Site(title="x"), equator) == 0
