"""Rules on the network and its goods: each case breaks one, and its near miss keeps it."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import (
    fleets,
    general,
    lanes,
    openings,
    policies,
    supply,
)
from planner.scenario.checks import (
    network as lanes_and_fleets,
)
from tests.scenario.checks.case import Case, Data, crate
from tests.scenario.network import BREAD, SAND, carts, network, place, road, source


def without_calendar(**sections: Any) -> Data:
    data = network(**sections)
    del data["calendar"]
    return data


def policy(**fields: Any) -> Data:
    return network(
        sites={"camp": place(echelon="forward"), "port": place()},
        policies={"p": {"kind": "level", "least": {"sand": 5}, **fields}},
    )


def rate(**fields: Any) -> Data:
    return network(consumption={"own": {"item": "sand", "rate": 1, **fields}})


def both_ways(**back: Any) -> Data:
    free = {"out": road(transit_days=0), "back": road("camp", "port", transit_days=0, **back)}
    return network(lanes=free, fleets={})


BAKED = {"site": "camp", "gives": {"bread": 1, "cake": 1}}


FERRY = {"title": "Ferry", "per_day": 5, "uses": {"sand": 1}}


OPENED = road(opening={"cost": 3})


MARKET = {"market": source("camp", price=1)}


HEAP = {"heap": source(quantity=100)}


SMALL_PORT = {"camp": place(), "port": place(storage={"open": 50})}


POST = {"camp": place(), "port": place(), "post": place()}


CASES = (
    Case(
        general.needs_calendar,
        "supplies",
        "supplies need a calendar",
        "pit:",
        without_calendar(demands={}),
        without_calendar(demands={}, supplies={}),
    ),
    Case(
        general.new_rates_are_whole,
        "consumption.own",
        "must say item, driver and rate",
        "item: sand",
        rate(),
        rate(driver="person-day"),
    ),
    Case(
        general.casualties_are_named,
        "consumption.own",
        "driver: casualty and of: KIND go together",
        "driver: casualty",
        rate(driver="casualty"),
        rate(driver="casualty", of="heat"),
    ),
    Case(
        general.goals_stand_once,
        "objective[1]",
        "the goal is named twice",
        "unmet",
        network(objective=["unmet", "unmet"]),
        network(objective=["unmet", "policy"]),
    ),
    Case(
        lanes_and_fleets.lanes_have_a_length,
        "lanes.road",
        "the transit time cannot be told",
        "destination: camp",
        network(lanes={"road": {"origin": "port", "destination": "camp", "mode": "road"}})
        | {"fleets": {}},
        # the daily stage of the cart tells it
        network(lanes={"road": road(transit_days=None)}),
    ),
    Case(
        lanes_and_fleets.fleets_fit_their_lanes,
        "fleets.carts.lanes[0]",
        "the vehicle goes by road, the lane by rail",
        "road",
        network(lanes={"road": road(mode="rail")}),
        network(lanes={"road": road(mode="road")}),
    ),
    Case(
        lanes_and_fleets.trips_take_time,
        "fleets.carts.lanes[0]",
        "a round trip takes no time",
        "road",
        network(lanes={"road": road(transit_days=0)}),
        network(
            lanes={"road": road(transit_days=0)}, fleets={"carts": carts("road", loading_days=1)}
        ),
    ),
    Case(
        lanes_and_fleets.months_have_a_date,
        "lanes.road.seasons[0].months",
        "months mean nothing without the date of D-day",
        "- 7",
        network(lanes={"road": road(seasons=[{"months": [7], "time": 2}])}),
        network(
            calendar={"d_day": "2013-06-28", "start": "D+0", "end": "D+10"},
            lanes={"road": road(seasons=[{"months": [7], "time": 2}])},
        ),
    ),
    Case(
        policies.reserves_stand_somewhere,
        "policies.p",
        "a reserve must name its sites",
        "days: 3",
        network(policies={"p": {"kind": "reserve", "items": ["sand"], "days": 3}}),
        network(policies={"p": {"kind": "reserve", "items": ["sand"], "days": 3}} | {})
        | {"policies": {"p": {"kind": "reserve", "items": ["sand"], "days": 3, "sites": ["camp"]}}},
    ),
    Case(
        policies.echelons_have_sites,
        "policies.p.echelons[0]",
        "did you mean 'forward'?",
        "forwad",
        policy(echelons=["forwad"]),
        policy(echelons=["forward"]),
    ),
    Case(
        policies.levels_leave_room,
        "policies.p.most.sand",
        "most is below least; seen: 4",
        "4",
        policy(sites=["camp"], most={"sand": 4}),
        policy(sites=["camp"], most={"sand": 5}),
    ),
    Case(
        fleets.bases_are_on_their_lanes,
        "fleets.carts.base",
        "so it could never leave it; seen: post",
        "post",
        network(sites=POST, fleets={"carts": carts("road", base="post")}),
        network(sites=POST, fleets={"carts": carts("road", base="port")}),
    ),
    Case(
        lanes.loops_cost_something,
        "lanes.back",
        "sand going round a loop of lanes that take no day costs less than nothing",
        "cost: -1",
        both_ways(cost=-1),
        both_ways(cost=1),
    ),
    Case(
        supply.least_can_be_received,
        "supplies.pit.least",
        "more must be received than its total",
        "50",
        network(supplies={"pit": source(least=50, total=49)}),
        network(supplies={"pit": source(least=50, total=50)}),
    ),
    Case(
        supply.stocks_can_expire,
        "stocks.heap.expires",
        "sand has no shelf life",
        "D+5",
        network(stocks={"heap": source(quantity=1, expires="D+5")}),
        network(
            items={"sand": SAND | {"shelf_life": {"days": 9}}},
            stocks={"heap": source(quantity=1, expires="D+5")},
        ),
    ),
    Case(
        supply.conversions_give_one_that_spoils,
        "conversions.oven.gives.cake",
        "it gives two items with a shelf life",
        "cake: 1",
        network(items={"sand": SAND, "bread": BREAD, "cake": BREAD}, conversions={"oven": BAKED}),
        network(items={"sand": SAND, "bread": BREAD, "cake": SAND}, conversions={"oven": BAKED}),
    ),
    Case(
        supply.packages_lead_one_way,
        "items.crate.package_of.item",
        "an item is packed in itself, through others",
        "box",
        network(items={"sand": SAND, "crate": crate("box"), "box": crate("crate")}),
        network(items={"sand": SAND, "crate": crate("box"), "box": crate("sand")}),
    ),
    Case(
        supply.limits_are_shared,
        "limits.ferry",
        "it has neither lanes nor supplies",
        "per_day: 5",
        network(limits={"ferry": FERRY}),
        network(limits={"ferry": FERRY | {"lanes": ["road"]}}),
    ),
    Case(
        openings.additions_add_to_something,
        "lanes.road.more_capacity",
        "a lane without a capacity has no limit that could be raised",
        "most: 5",
        network(lanes={"road": road(more_capacity={"most": 5})}),
        network(lanes={"road": road(more_capacity={"most": 5}, capacity=0)}),
    ),
    Case(
        openings.decisions_have_a_size,
        "lanes.road.opening",
        "the plan decides on it, and nothing limits how much sand could move on road",
        "cost: 3",
        network(lanes={"road": OPENED}, fleets={}, outlets=MARKET),
        network(lanes={"road": OPENED | {"capacity": 5}}, fleets={}, outlets=MARKET),
    ),
    Case(
        supply.opening_stock_can_stand,
        "stocks.heap.quantity",
        "nothing there uses it or sends it on: there is no plan; seen: 100 m3 (heap)",
        "100",
        network(sites=SMALL_PORT, stocks=HEAP, lanes={}, fleets={}),
        network(sites=SMALL_PORT, stocks=HEAP, fleets={}),
    ),
)
