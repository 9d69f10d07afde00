"""A network in round numbers: sand comes to a port and goes by road to a camp that asks for it."""

from __future__ import annotations

from typing import Any

from planner.catalogue import factbook

SAND = {
    "title": "Sand",
    "supply_class": "IV",
    "unit": "t",
    "mass": 1000,
    "volume": 1,
    "storage": "open",
}
BREAD = SAND | {"title": "Bread", "shelf_life": {"days": 4}}
CART = {"title": "Cart", "mode": "road", "payload": 10, "carries": ["open"], "km_per_day": 100}


def place(**fields: Any) -> dict[str, Any]:
    return {"title": "Place", "storage": {"open": 1000}, **fields}


def road(origin: str = "port", destination: str = "camp", **fields: Any) -> dict[str, Any]:
    ends = {"origin": origin, "destination": destination, "mode": "road"}
    return {**ends, "transit_days": 1, "distance": 100, **fields}


def carts(*lanes: str, **fields: Any) -> dict[str, Any]:
    return {"title": "Carts", "vehicle": "cart", "count": 2, "lanes": list(lanes), **fields}


def source(site: str = "port", item: str = "sand", **fields: Any) -> dict[str, Any]:
    return {"site": site, "item": item, **fields}


def network(**sections: Any) -> dict[str, Any]:
    """Ten days; a supply at the port, one road, one fleet, 5 t a day asked for at the camp."""
    silent = {rate: {"omit": True} for rate in factbook().consumption}
    sections["consumption"] = silent | sections.get("consumption", {})
    return {
        "format": 1,
        "id": "network",
        "calendar": {"start": "D+0", "end": "D+10"},
        "items": {"sand": SAND},
        "vehicles": {"cart": CART},
        "sites": {"camp": place(), "port": place()},
        "lanes": {"road": road()},
        "fleets": {"carts": carts("road")},
        "supplies": {"pit": source()},
        "demands": {"works": source("camp", per_day=5)},
        **sections,
    }
