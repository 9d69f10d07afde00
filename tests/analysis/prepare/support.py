"""Small cases of disruptions in round numbers."""

from __future__ import annotations

from typing import Any

from planner.scenario import Scenario, from_mapping
from tests.scenario.network import carts, network, place, road, source

Data = dict[str, Any]
ONCE = {"from": "D+5", "until": "D+6"}
# Nothing that leaves after D-4 reaches anybody.
SHUT = [{"from": "D-3"}]


def disruption(chance: float, **changes: Any) -> Data:
    """Something that changes these paths, in which __ stands for a point."""
    told = {path.replace("__", "."): value for path, value in changes.items()}
    return {"title": "It happens", "chance": chance, "changes": told}


def newsvendor(**sections: Any) -> Data:
    """A camp that is cut off and asks once: for 60 t with a chance of 0.5, for 100 t with 0.3, and
    for 140 t with 0.2. The plan puts 60 t there."""
    base: Data = {
        "calendar": {"start": "D-10", "end": "D+10"},
        "lanes": {"road": road(closures=SHUT)},
        "fleets": {"carts": carts("road", count=100)},
        "demands": {"works": source("camp", per_day=60, **ONCE)},
        "disruptions": {
            "more": disruption(0.3, demands__works__per_day=100),
            "most": disruption(0.2, demands__works__per_day=140),
        },
    }
    return network(**{**base, **sections})


def two_camps(**sections: Any) -> Data:
    """Two places that are cut off and share 190 t.

    | chance | camp | post |
    |--------|------|------|
    | 0.5    | 60   | 100  |
    | 0.3    | 100  | 100  |
    | 0.2    | 140  | 60   |
    """
    most = {"demands__works__per_day": 140, "demands__walls__per_day": 60}
    base: Data = {
        "sites": {"camp": place(), "post": place(), "port": place()},
        "lanes": {
            "road": road(closures=SHUT),
            "track": road(destination="post", closures=SHUT),
        },
        "fleets": {"carts": carts("road", "track", count=200)},
        "supplies": {"pit": source(total=190)},
        "demands": {
            "works": source("camp", per_day=60, **ONCE),
            "walls": source("post", per_day=100, **ONCE),
        },
        "disruptions": {
            "more": disruption(0.3, demands__works__per_day=100),
            "most": disruption(0.2, **most),
        },
    }
    return newsvendor(**{**base, **sections})


def two_roads(**sections: Any) -> Data:
    """A camp that asks for 5 t a day from D-day on, served by two roads of 5 t a day each; either
    may be cut from D+1 to D+5, with 0.1."""
    base: Data = {
        "calendar": {"start": "D-5", "end": "D+10"},
        "lanes": {"road": road(capacity=5), "path": road(capacity=5)},
        "fleets": {"carts": carts("road", "path", count=100)},
        "demands": {"works": source("camp", per_day=5, **{"from": "D+0"})},
        "objective": ["unmet", "prepositioned_tonnes"],
        "disruptions": {
            "one": disruption(0.1, lanes__road__closures=[{"from": "D+1", "until": "D+5"}]),
            "other": disruption(0.1, lanes__path__closures=[{"from": "D+1", "until": "D+5"}]),
        },
    }
    return network(**{**base, **sections})


def openings(**sections: Any) -> Data:
    """A camp with room for 10 t whose road may be cut from D-1 on, and two others to open, for 100
    and for 70 US dollars; the plan needs neither."""
    base: Data = {
        "sites": {"camp": place(storage={"open": 10}), "port": place()},
        "lanes": {
            "road": road(),
            "track": road(opening={"cost": 100}),
            "path": road(opening={"cost": 70}),
        },
        "fleets": {"carts": carts("road", "track", "path", count=100)},
        "objective": ["unmet", "cost", "prepositioned_tonnes"],
        "disruptions": {"cut": disruption(0.5, lanes__road__closures=[{"from": "D-1"}])},
    }
    return two_roads(**{**base, **sections})


def with_another_item(**changes: Any) -> Data:
    """A camp with room for 100 t that asks for 60 t of sand, or else for 1 t and 100 t of bricks.

    `changes` are what else the disruption brings.
    """
    bricks = source("camp", "bricks", per_day=100, **ONCE)
    return newsvendor(
        sites={"camp": place(storage={"open": 100}), "port": place()},
        disruptions={
            "other": disruption(0.6, demands__works__per_day=1, demands__walls=bricks, **changes)
        },
    )


def full_port() -> Data:
    """A port with room for 100 t that may have to take 300 t that nobody asks for."""
    more = {"open": {"most": 500, "cost": 2}}
    port = place(storage={"open": 100}, more_storage=more)
    return newsvendor(
        sites={"camp": place(storage={"open": 100}), "port": port},
        supplies={"pit": source(total=300)},
        disruptions={"flood": disruption(0.5, supplies__pit__least=300)},
    )


def read(data: Data) -> Scenario:
    """A scenario of a case."""
    return from_mapping(data)
