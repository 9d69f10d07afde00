"""A supply network as a scenario: ports, hubs, bases and posts, with seasons and changing demand.

What the benchmarks of the supply plan are run on. The same numbers give the same network.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from planner.catalogue import factbook
from planner.scenario import Scenario, from_mapping

GROUPS = ("open", "covered")
WAVES = 5  # in which the force deploys, each site with one of them
TRANSIT = {1: (2, 5), 2: (1, 4), 3: (1, 3)}  # days to each echelon, from and before
# Lanes into each site, from and before; a dense network has more, and both fleets at every base.
FEW, MANY = (2, 4), (7, 10)


def network(
    sites: int, items: int, days: int, seed: int = 0, *, dense: bool = False, trucks: float = 1.0
) -> Scenario:
    """A network of so many sites in four echelons; lanes run from one to the next.

    `trucks` scales every fleet: below 1 there are too few for what is asked.
    """
    draw = np.random.default_rng(seed)
    echelon = _echelons(sites)
    names = [f"site-{n:03d}" for n in range(sites)]
    goods = {f"item-{k:02d}": _item(draw, k) for k in range(items)}
    demands = dict(_demands(draw, names, echelon, list(goods), days))
    need = _daily_need(demands, names, list(goods), days)
    lanes = dict(_lanes(draw, names, echelon, days, MANY if dense else FEW))
    below = _served(lanes, names, echelon)
    tonnes = np.array([item["mass"] / 1000 for item in goods.values()])
    load = np.array([need[served].sum(axis=0) for served in below])  # site, item, day
    heavy = np.einsum("nkd,k->nd", load, tonnes)
    return from_mapping(
        {
            "format": 1,
            "id": "network",
            "consumption": {rate: {"omit": True} for rate in factbook().consumption},
            "calendar": {"start": "D+0", "end": f"D+{days}"},
            "items": goods,
            "vehicles": {"truck": _truck("road"), "mixed": _truck("road", payload=8)},
            "sites": {
                name: _site(echelon[n], load[n], heavy[n], list(goods.values()))
                for n, name in enumerate(names)
            },
            "lanes": lanes,
            "fleets": dict(_fleets(lanes, names, echelon, heavy, 3 if dense else 2, trucks)),
            "supplies": dict(_supplies(names, echelon, load, list(goods))),
            "stocks": dict(_stocks(names, echelon, load, list(goods))),
            "demands": demands,
            "policies": _policies(names, echelon, list(goods)),
            "objective": ["unmet", "policy", "cost"],
        }
    )


def _phases(days: int) -> list[int]:
    """The days on which demand changes everywhere."""
    return [days // 3, days // 2, 3 * days // 4]


def _rains(days: int) -> tuple[int, int]:
    """The season in which lanes close or slow down."""
    return 2 * days // 5, 2 * days // 5 + days // 6


def _echelons(sites: int) -> list[int]:
    ports, hubs, bases = max(1, sites // 50), max(1, sites // 12), max(1, sites // 3)
    return sorted([0] * ports + [1] * hubs + [2] * bases + [3] * (sites - ports - hubs - bases))


def _item(draw: np.random.Generator, k: int) -> dict[str, Any]:
    return {
        "title": f"Item {k}",
        "supply_class": "IV",
        "unit": "t",
        "mass": int(draw.integers(2, 12)) * 100,
        "volume": int(draw.integers(2, 30)) / 10,
        "storage": GROUPS[k % len(GROUPS)],
        "priority": 1 + k % 2,
    }


def _truck(mode: str, payload: float = 15) -> dict[str, Any]:
    return {
        "title": "Truck",
        "mode": mode,
        "payload": payload,
        "carries": list(GROUPS),
        "km_per_day": 200,
    }


def _demands(
    draw: np.random.Generator, names: list[str], echelon: list[int], items: list[str], days: int
) -> Any:
    for n, name in enumerate(names):
        if echelon[n] == 0:
            continue
        wave = int(draw.integers(0, WAVES))
        turns = [10 + wave * max(1, days // (5 * WAVES)), *_phases(days), days]
        for k, item in enumerate(items):
            if draw.random() < 0.25:
                continue
            base = draw.uniform(1, 6)
            for part, (start, stop) in enumerate(pairwise(turns)):
                yield (
                    f"{name}-{k:02d}-{part}",
                    {
                        "site": name,
                        "item": item,
                        "per_day": round(base * draw.uniform(0.5, 1.8), 2),
                        "from": f"D+{start}",
                        "until": f"D+{stop}",
                    },
                )


def _daily_need(
    demands: dict[str, Any], names: list[str], items: list[str], days: int
) -> np.ndarray[Any, np.dtype[np.float64]]:
    need = np.zeros((len(names), len(items), days))
    for entry in demands.values():
        first, last = int(entry["from"][2:]), int(entry["until"][2:])
        need[names.index(entry["site"]), items.index(entry["item"]), first:last] += entry["per_day"]
    return need


def _lanes(
    draw: np.random.Generator,
    names: list[str],
    echelon: list[int],
    days: int,
    ways: tuple[int, int],
) -> Any:
    for n, name in enumerate(names):
        if echelon[n] == 0:
            continue
        above = [m for m in range(len(names)) if echelon[m] == echelon[n] - 1]
        near = sorted(above, key=lambda m: abs(m / len(names) - n / len(names)))[: ways[1] + 2]
        count = min(len(near), int(draw.integers(*ways)))
        for rank, m in enumerate(draw.choice(near, count, replace=False).tolist()):
            transit = int(draw.integers(*TRANSIT[echelon[n]]))
            lane: dict[str, Any] = {
                "origin": names[m],
                "destination": name,
                "mode": "road",
                "transit_days": transit,
                "distance": 200 * transit,
                "cost": round(10 * transit * (1 + 0.3 * rank) + draw.uniform(0, 5), 1),
            }
            if draw.random() < 0.2:
                start, stop = _rains(days)
                season = {"from": f"D+{start}", "until": f"D+{stop}"}
                lane["seasons"] = [season | ({"time": 2} if rank else {"capacity": 0})]
            yield f"{names[m]}-to-{name}", lane


def _served(lanes: dict[str, Any], names: list[str], echelon: list[int]) -> list[list[int]]:
    """By site: itself, and the sites that its lanes lead to, in the end."""
    below = [{n} for n in range(len(names))]
    for rank in (2, 1, 0):
        for lane in lanes.values():
            origin, to = names.index(lane["origin"]), names.index(lane["destination"])
            if echelon[origin] == rank:
                below[origin] |= below[to]
    return [sorted(found) for found in below]


def _site(echelon: int, load: Any, heavy: Any, goods: list[dict[str, Any]]) -> dict[str, Any]:
    share = (1.0, 0.5, 0.4, 1.0)[echelon]
    days = (40, 20, 15, 12)[echelon]
    room = {}
    for group in GROUPS:
        mine = [k for k, item in enumerate(goods) if item["storage"] == group]
        volume = sum(goods[k]["volume"] * load[k].mean() for k in mine)
        room[group] = round(share * days * volume + 50, 1)
    written: dict[str, Any] = {"title": "Site", "storage": room, "holding_cost": 0.2}
    if echelon < 2:
        written["throughput"] = round(2.5 * float(heavy.max()) + 20, 1)
    return written


def _fleets(
    lanes: dict[str, Any],
    names: list[str],
    echelon: list[int],
    heavy: Any,
    mixed: int,
    scale: float,
) -> Any:
    for n, name in enumerate(names):
        mine = [key for key, lane in lanes.items() if lane["origin"] == name]
        if not mine:
            continue
        longest = max(lanes[key]["transit_days"] for key in mine)
        tonnes = float(heavy[n].max()) * (1.0, 0.6, 0.5)[echelon[n]]
        trucks = max(2, round(scale * 1.1 * tonnes / 15 * (2 * longest + 1)))
        shared = {"title": "Trucks", "lanes": mine, "loading_days": 1}
        yield f"trucks-{name}", {**shared, "vehicle": "truck", "count": trucks}
        if echelon[n] < mixed:
            count = max(2, trucks // 3)
            yield f"mixed-{name}", {**shared, "vehicle": "mixed", "count": count}


def _supplies(names: list[str], echelon: list[int], load: Any, items: list[str]) -> Any:
    for n, name in enumerate(names):
        if echelon[n] == 0:
            for k, item in enumerate(items):
                most = round(1.1 * float(load[n, k].max()) / echelon.count(0), 1)
                supply = {"site": name, "item": item, "per_day": most, "price": 100 + 10 * k}
                yield f"{name}-{k:02d}", supply


def _stocks(names: list[str], echelon: list[int], load: Any, items: list[str]) -> Any:
    for n, name in enumerate(names):
        if echelon[n] == 1:
            for k, item in enumerate(items):
                quantity = round(2 * float(load[n, k].mean()) / echelon.count(1), 1)
                yield f"{name}-{k:02d}", {"site": name, "item": item, "quantity": quantity}


def _policies(names: list[str], echelon: list[int], items: list[str]) -> dict[str, Any]:
    outer = [name for n, name in enumerate(names) if echelon[n] == 3]
    return {
        "posts": {"kind": "days-of-supply", "sites": outer, "items": items[:4], "days": 3},
    }
