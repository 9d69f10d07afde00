"""Questions on sources, users, stores and policies."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import (
    consumers,
    openings,
    policies,
    reached,
    supply,
)
from tests.scenario.checks.case import Case, Data
from tests.scenario.network import BREAD, CART, SAND, carts, network, place, road, source

POST = {"camp": place(), "port": place(), "post": place()}


SMALL_PORT = {"camp": place(), "port": place(storage={"open": 50})}


FERRY = {"title": "Ferry", "per_day": 5, "lanes": ["road"]}


TWO = {"sand": SAND, "salt": SAND}


def lane(**fields: Any) -> Data:
    return network(lanes={"road": road(**fields)})


def sites(**camp: Any) -> Data:
    return network(sites={"camp": place(**camp), "port": place()})


def level(site: str = "camp", least: float = 5, item: str = "sand", **sections: Any) -> Data:
    rule = {"kind": "level", "sites": [site], "least": {item: least}}
    return network(policies={"p": rule}, **sections)


def days(**fields: Any) -> Data:
    rule = {"kind": "days-of-supply", "items": ["sand"], "days": 3, **fields}
    return network(policies={"p": rule}, items=TWO)


def track(**fields: Any) -> Data:
    """A post behind the camp that asks for sand."""
    return network(
        sites=POST,
        lanes={"road": road(), "track": road("camp", "post", **fields)},
        fleets={"carts": carts("road", "track")},
        demands={"wall": source("post", per_day=1)},
    )


CASES = (
    Case(
        supply.opening_stock_fits,
        "stocks.heap.quantity",
        "does not fit into its store for open",
        "51",
        network(sites=SMALL_PORT, stocks={"heap": source(quantity=51)}),
        network(sites=SMALL_PORT, stocks={"heap": source(quantity=50)}),
    ),
    Case(
        supply.stocks_are_still_good,
        "stocks.loaf.expires",
        "it has spoilt when the plan begins",
        "D+0",
        network(items={"sand": BREAD}, stocks={"loaf": source(quantity=1, expires="D+0")}),
        network(items={"sand": BREAD}, stocks={"loaf": source(quantity=1, expires="D+1")}),
    ),
    Case(
        supply.limits_count_something,
        "limits.ferry.uses.salt",
        "none of its lanes carries it",
        "salt: 1",
        network(
            items=TWO,
            lanes={"road": road(items=["sand"])},
            limits={"ferry": FERRY | {"uses": {"salt": 1}}},
        ),
        network(
            items=TWO,
            lanes={"road": road(items=["sand", "salt"])},
            limits={"ferry": FERRY | {"uses": {"salt": 1}}},
        ),
    ),
    Case(
        openings.lanes_in_are_allowed,
        "sites.camp.most_lanes_in",
        "no lane may bring any; seen: 0",
        "0",
        sites(most_lanes_in=0),
        sites(most_lanes_in=1),
    ),
    Case(
        reached.sites_are_reached,
        "sites.post",
        "no lane from camp is open in time once it is there",
        "storage:",
        track(closures=[{"from": "D+1"}]),
        track(closures=[{"from": "D+2"}]),
    ),
    Case(
        # 100 km at 100 km a day are a day, and twenty times that are 20: 25 are no slip of a day
        reached.sites_are_reached,
        "sites.post",
        "nothing that leaves by track (25 days) arrives within the plan",
        "storage:",
        track(transit_days=25),
        track(transit_days=8),
    ),
    Case(
        reached.something_is_supplied,
        "demands.works",
        "nothing is supplied, stocked or made anywhere",
        "item: sand",
        network(supplies={}),
        network(supplies={}, stocks={"heap": source(quantity=1)}),
    ),
    Case(
        # what leaves on D+5 is there on D+6
        reached.goods_come_before_they_are_used,
        "demands.works",
        "used here from D+3 on, but none can be here before D+6: 3 days without",
        "from: D+3",
        network(
            supplies={"pit": source(**{"from": "D+5"})},
            demands={"works": source("camp", per_day=5, **{"from": "D+3"})},
        ),
        network(
            supplies={"pit": source(**{"from": "D+5"})},
            demands={"works": source("camp", per_day=5, **{"from": "D+6"})},
        ),
    ),
    Case(
        # used from the first day on: a day on the road is how a plan begins, a week is told
        reached.goods_come_before_they_are_used,
        "demands.works",
        "none can be here before D+7: 7 days without",
        "item: sand",
        lane(transit_days=7),
        lane(transit_days=6),
    ),
    Case(
        reached.fuel_is_counted,
        "fleets.carts.vehicle",
        "its fuel is not counted",
        "cart",
        network(vehicles={"cart": CART | {"burns": "diesel", "fuel": 40}}),
        network(
            vehicles={"cart": CART | {"burns": "diesel", "fuel": 40}},
            fleets={"carts": carts("road", own_fuel=True)},
        ),
    ),
    Case(
        consumers.goods_are_of_use,
        "supplies.salt",
        "nobody uses, converts or sells salt; seen: heap, salt",
        "item: salt",
        network(
            items=TWO,
            supplies={"pit": source(), "salt": source(item="salt")},
            stocks={"heap": source(item="salt", quantity=3)},
        ),
        network(
            items=TWO,
            supplies={"pit": source(), "salt": source(item="salt")},
            outlets={"market": source(item="salt", price=1)},
        ),
    ),
    Case(
        consumers.goods_are_where_they_are_of_use,
        "stocks.heap",
        "sand is of no use at post, and no lane from there carries it; it is used at: camp",
        "item: sand",
        network(sites=POST, stocks={"heap": source("post", quantity=1)}),
        network(
            sites=POST,
            stocks={"heap": source("post", quantity=1)},
            lanes={"road": road(), "track": road("post", "camp", capacity=1)},
        ),
    ),
    Case(
        consumers.stores_can_hold_something,
        "sites.camp.storage.cold",
        "a store for cold, in which no item of the scenario is kept",
        "cold: 5",
        sites(storage={"open": 5, "cold": 5}),
        network(
            sites={"camp": place(storage={"open": 5, "cold": 5}), "port": place()},
            demands={"mess": source("camp", "fresh-ration", per_day=1)},
        ),
    ),
    Case(
        policies.policies_concern_what_is_used,
        "policies.p.items[0]",
        "salt is neither used nor to be had where the policy holds",
        "salt",
        days(items=["salt"], sites=["camp"]),
        days(items=["sand"], sites=["port"], covers=["camp"]),
    ),
    Case(
        policies.policies_concern_what_is_used,
        "policies.p.least.salt",
        "salt is neither used nor to be had",
        "5",
        level(item="salt", items=TWO),
        level(item="salt", items=TWO, supplies={"salt": source(item="salt")}),
    ),
    Case(
        policies.policies_have_a_store,
        "policies.p",
        "the policy asks for stock at post, which has no store for open",
        "kind: level",
        level("post", sites=POST | {"post": {"title": "Post"}}),
        level("post", sites=POST | {"post": place(storage={}, more_storage={"open": {"most": 9}})}),
    ),
    Case(
        policies.policies_fit_into_their_stores,
        "policies.p",
        "more stock at port than its store for open holds, 50 m3; seen: 51 m3",
        "kind: level",
        level("port", 51, sites=SMALL_PORT),
        level("port", 50, sites=SMALL_PORT),
    ),
    Case(
        # 5 t a day, a cubic metre each: eleven days are 55 m3
        policies.policies_fit_into_their_stores,
        "policies.p",
        "more stock at port than its store for open holds, 50 m3; seen: 55 m3",
        "covers:",
        days(sites=["port"], covers=["camp"], days=11) | {"sites": SMALL_PORT},
        days(sites=["port"], covers=["camp"], days=10) | {"sites": SMALL_PORT},
    ),
)
