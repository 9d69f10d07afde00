"""A small network that can be reckoned by hand, and how it is changed.

4 lorries of 5 t go from the port to Gao in a day and come back in another: 10 t a day. Gao asks for
15 t a day from D+2 on, 18 days: 270 t. The port has goods from D+0. Goods that leave on D+0 are in
Gao on D+1, so that those of D+0 to D+18 count, 19 days, but a lorry that leaves on D+0 leaves again
on D+2: 10 departures of all four, on even days, or as many on odd ones, 20 t each time.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from planner.scenario import Scenario, from_mapping
from planner.scenario.document import KeyPath

KILOGRAM = {"value": 1, "unit": "t", "assumption": "a test"}
NETWORK: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "calendar": {"start": "D-10", "end": "D+20"},
    "items": {
        "ammo": {
            "title": "Ammunition",
            "supply_class": "V",
            "unit": "t",
            "mass": KILOGRAM,
            "volume": {"value": 1, "unit": "m3", "assumption": "a test"},
            "storage": "covered",
            "priority": 1,
        }
    },
    "sites": {
        "port": {"title": "Port", "storage": {"covered": 10_000}},
        "gao": {"title": "Gao", "storage": {"covered": 10_000}},
    },
    "lanes": {
        "road": {
            "origin": "port",
            "destination": "gao",
            "mode": "road",
            "distance": 200,
            "stage": 200,
        }
    },
    "fleets": {
        "trucks": {
            "title": "Army trucks",
            "vehicle": "articulated-truck",
            "count": 4,
            "lanes": ["road"],
            "availability": 1,
            "payload": 5,
            "own_fuel": True,
        }
    },
    "supplies": {"depot": {"site": "port", "item": "ammo", "per_day": 100, "from": "D+0"}},
    "demands": {"front": {"site": "gao", "item": "ammo", "per_day": 15, "from": "D+2"}},
}


def network(changes: Mapping[str, Any] | None = None) -> Scenario:
    """The network with values at dotted paths replaced or added."""
    data = copy.deepcopy(NETWORK)
    for path, value in (changes or {}).items():
        *above, last = path.split(".")
        holder = data
        for step in above:
            holder = holder.setdefault(step, {})
        holder[last] = value
    return from_mapping(data)


def path_text(path: KeyPath) -> str:
    """A path as one text, for lists of expected changes."""
    return ".".join(map(str, path))
