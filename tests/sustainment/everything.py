"""One small scenario in which a plan has a use for everything that the format has."""

from __future__ import annotations

from typing import Any

from tests.sustainment.support import CART, SAND, carts, day, lane, site

PLANE = {"title": "Plane", "mode": "air", "payload": 5, "carries": ["open"], "km_per_day": 900}
ITEMS = {
    "sand": SAND,
    "oil": SAND | {"title": "Oil", "priority": 2},
    "rock": SAND | {"title": "Rock"},
    "tank": SAND | {"title": "Tank", "holds": {"group": "open", "volume": 30}},
    "bag": SAND | {"title": "Bag", "mass": 500, "package_of": {"item": "sand", "quantity": 0.4}},
    "bread": SAND | {"title": "Bread", "shelf_life": {"days": 4, "buckets": 2}},
}


def everything() -> dict[str, Any]:
    """Twelve days; a port, a depot to be opened, and a camp that eats sand, bread and burns oil."""
    return {
        "end": 12,
        "items": ITEMS,
        "vehicles": {"cart": CART | {"fuel": 0.5, "burns": "oil"}, "plane": PLANE},
        "sites": _sites(),
        "lanes": _lanes(),
        "fleets": _fleets(),
        "supplies": {
            "sand": {"site": "port", "item": "sand", "per_day": 12, "price": 2},
            "scrap": {"site": "port", "item": "sand", "total": 6, "least": 3, "price": 9},
            "rock": {"site": "depot", "item": "rock", "per_day": 8, "price": 0.5},
            "oil": {"site": "port", "item": "oil", "total": 60, "price": 3},
            "tank": {"site": "port", "item": "tank", "total": 1, "price": 4},
            "bag": {"site": "port", "item": "bag", "total": 8, "price": 0.1},
            "bread": {"site": "port", "item": "bread", "per_day": 4, "price": 1, "until": day(7)},
        },
        "conversions": {
            "mill": {
                "site": "depot",
                "takes": {"rock": 2},
                "gives": {"sand": 1},
                "per_day": 3,
                "cost": 0.2,
            }
        },
        "limits": {
            "crane": {
                "title": "Crane",
                "per_day": 24,
                "uses": {"sand": 1, "oil": 0.5},
                "lanes": ["barge"],
                "supplies": ["rock"],
            }
        },
        "stocks": {
            "heap": {"site": "port", "item": "sand", "quantity": 20},
            "loaves": {"site": "camp", "item": "bread", "quantity": 9, "expires": day(3)},
        },
        "outlets": {"market": {"site": "camp", "item": "sand", "per_day": 1, "price": 40}},
        "demands": {
            "sand": {"site": "camp", "item": "sand", "per_day": 9, "from": day(4)},
            "more": {"site": "camp", "item": "sand", "per_day": 14, "from": day(9)},
            "oil": {"site": "camp", "item": "oil", "per_day": 1, "from": day(3)},
            "bread": {"site": "camp", "item": "bread", "per_day": 2},
        },
        "objective": ["unmet", "cost"],
    }


def _sites() -> dict[str, Any]:
    return {
        "port": site(most_lanes_out=2, holding_cost=0.01),
        "depot": site(
            10,
            opening={"cost": 70, "smallest_load": 7},
            throughput=40,
            more_throughput={"most": 10, "cost": 3},
            handling={"road": 24},
            more_storage={"open": {"most": 30, "cost": 0.1}},
            holding_cost=0.02,
        ),
        "camp": site(
            40,
            airfield={"sorties_per_day": 2, "aircraft": ["plane"]},
            most_lanes_in=2,
            item_holding_costs={"sand": 0.03},
        ),
    }


def _lanes() -> dict[str, Any]:
    return {
        "barge": lane(
            "port",
            "depot",
            capacity=12,
            runs={"cost": 5, "smallest_load": 2},
            more_capacity={"most": 4, "cost": 1},
            closures=[{"from": day(6), "until": day(7)}],
            item_costs={"sand": 0.3},
            cost=0.2,
        ),
        "road": lane(
            "depot",
            "camp",
            capacity=18,
            convoys={"vehicles": 3, "every_days": 2},
            opening={"cost": 9, "smallest_load": 6},
            loss=0.1,
            seasons=[{"from": day(5), "until": day(7), "time": 2, "capacity": 0.5}],
        ),
        "air": lane("port", "camp", 0, mode="air", distance=300, cost=1),
    }


def _fleets() -> dict[str, Any]:
    return {
        # the carts must come to the depot empty, over the road
        "carts": carts(
            2,
            "road",
            base="camp",
            km_cost=0.01,
            day_cost=1,
            availability=0.9,
            hire={"most": 3, "cost": 4},
        ),
        "planes": carts(1, "air", trips_per_day=2, trip_cost=6) | {"vehicle": "plane"},
    }
