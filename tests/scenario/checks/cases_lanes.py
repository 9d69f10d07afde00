"""Questions on lanes and fleets."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import (
    effects,
    fleets,
    lanes,
    lengths,
)
from planner.scenario.checks import (
    network as lanes_and_fleets,
)
from tests.scenario.checks.case import Case, Data
from tests.scenario.network import CART, SAND, carts, network, place, road

# on the same meridian: two degrees are 2 x 111.2 = 222.4 km
FAR = {"camp": place(latitude=12, longitude=1), "port": place(latitude=10, longitude=1)}


TWO = {"sand": SAND, "salt": SAND}


PLANE = CART | {"title": "Plane", "mode": "air"}


def lane(**fields: Any) -> Data:
    return network(lanes={"road": road(**fields)})


def far(**fields: Any) -> Data:
    """A road between sites that are 222 km apart."""
    return network(sites=FAR, lanes={"road": road(**fields)})


def flight(**sections: Any) -> Data:
    given = {"lanes": {"road": road(), "flight": road(mode="air")}}
    sites = {"camp": place(airfield={"sorties_per_day": 2}), "port": place()}
    return network(
        **{"sites": sites, "vehicles": {"cart": CART, "plane": PLANE}} | given | sections
    )


def sites(**camp: Any) -> Data:
    return network(sites={"camp": place(**camp), "port": place()})


def back(**fields: Any) -> Data:
    both = {"road": road(transit_days=0), "back": road("camp", "port", transit_days=0, **fields)}
    return network(lanes=both, fleets={})


def level(site: str = "camp", least: float = 5, item: str = "sand", **sections: Any) -> Data:
    rule = {"kind": "level", "sites": [site], "least": {item: least}}
    return network(policies={"p": rule}, **sections)


def days(**fields: Any) -> Data:
    rule = {"kind": "days-of-supply", "items": ["sand"], "days": 3, **fields}
    return network(policies={"p": rule}, items=TWO)


CASES = (
    Case(
        lanes_and_fleets.lanes_have_a_fleet,
        "lanes.road",
        "lift on it is free",
        "destination: camp",
        network(fleets={}),
        network(fleets={}, lanes={"road": road(capacity=9)}),
    ),
    Case(
        effects.seasons_narrow_something,
        "lanes.road.seasons[0].capacity",
        "no capacity of which a share could remain",
        "0.5",
        lane(seasons=[{"capacity": 0.5}]),
        lane(seasons=[{"capacity": 0.5}], capacity=20),
    ),
    Case(
        effects.airfields_are_flown_to,
        "sites.camp.airfield",
        "do not count on an air lane without a fleet; seen: flight",
        "sorties_per_day: 2",
        flight(),
        flight(fleets={"carts": carts("road"), "planes": carts("flight", vehicle="plane")}),
    ),
    Case(
        effects.goals_count_what_is_stated,
        "objective",
        "no goal keeps the policies",
        "- unmet",
        level(objective=["unmet"]),
        level(objective=["unmet", "policy"]),
    ),
    Case(
        fleets.fleets_can_use_their_lanes,
        "fleets.carts",
        "it has no lane that it can use",
        "count: 2",
        lane(closures=[{}]),
        lane(closures=[{"until": "D+9"}]),
    ),
    Case(
        fleets.convoys_have_vehicles,
        "lanes.road.convoys",
        "so its convoys limit nothing",
        "vehicles: 20",
        network(lanes={"road": road(convoys={"vehicles": 20})}, fleets={}),
        network(lanes={"road": road(convoys={"vehicles": 20})}),
    ),
    Case(
        fleets.handling_has_lanes,
        "sites.camp.handling.rail",
        "no rail lane begins or ends here, so this limits nothing; seen: rail; allowed: road",
        "rail: 5",
        sites(handling={"rail": 5}),
        sites(handling={"road": 5}),
    ),
    Case(
        lanes.loops_take_time,
        "lanes.road",
        "goods could move round in it for nothing",
        "destination: camp",
        back(),
        back(cost=1),
    ),
    Case(
        lanes.seasons_stand_apart,
        "lanes.road.seasons[0]",
        "it overlaps seasons[1] of the lane",
        "time: 2",
        lane(seasons=[{"time": 2, "until": "D+6"}, {"time": 3, "from": "D+5"}]),
        lane(seasons=[{"time": 2, "until": "D+5"}, {"time": 3, "from": "D+5"}]),
    ),
    Case(
        lanes.smallest_loads_pass,
        "lanes.road.runs.smallest_load",
        "more than the lane lets through on any day",
        "6",
        lane(capacity=5, runs={"smallest_load": 6}),
        lane(capacity=5, runs={"smallest_load": 5}),
    ),
    Case(
        # 222 km apart, less the five that the sites may reach out
        lengths.lanes_are_as_long_as_the_straight_line,
        "lanes.road.distance",
        "shorter than the straight line between port and camp, 222 km; seen: 217 km",
        "217",
        far(distance=217),
        far(distance=218),
    ),
    Case(
        # twice 222.4 km, and ten for the two ends: 454.8 km
        lengths.lanes_go_fairly_straight,
        "lanes.road.distance",
        "more than 2 times as long as the straight line between port and camp, 222 km",
        "455",
        far(distance=455),
        far(distance=454),
    ),
    Case(
        # one and a half times 222.4 km, and ten: 343.6 km; ships may go round a cape
        lengths.lanes_go_fairly_straight,
        "lanes.road.distance",
        "more than 1.5 times as long",
        "344",
        far(distance=344, mode="air") | {"fleets": {}},
        far(distance=999, mode="sea") | {"fleets": {}},
    ),
    Case(
        # the fastest lorry of the catalogue makes 350 km a day at most: two days are 700 km
        lengths.transit_times_can_be_kept,
        "lanes.road.transit_days",
        "makes 350 km a day; seen: 1 days for 701 km",
        "1",
        lane(distance=701),
        lane(distance=700),
    ),
    Case(
        lengths.transit_times_can_be_kept,
        "lanes.road.stage",
        "makes 350 km a day; seen: 351 km/day",
        "351",
        lane(transit_days=None, stage=351),
        lane(transit_days=None, stage=350),
    ),
    Case(
        # the cart, the slowest, needs ten days for 1,000 km: twenty times that are 200
        lengths.transit_times_are_not_far_too_long,
        "lanes.road.transit_days",
        "for 1000 km by road, the lane takes more than 20 times",
        "201",
        lane(distance=1000, transit_days=201),
        lane(distance=1000, transit_days=200),
    ),
    Case(
        lengths.goods_arrive_within_the_calendar,
        "lanes.road.transit_days",
        "nothing that leaves on the lane arrives within the plan, which has 10 days",
        "10",
        lane(transit_days=10),
        lane(transit_days=9),
    ),
)
