"""Published problems that are not shipped, read from their own files and said as scenarios.

One day is the problem's single period; a unit of goods is one tonne.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planner.scenario import Scenario, from_mapping

Sections = dict[str, dict[str, Any]]
GOODS = {
    "supply_class": "X",
    "unit": "unit",
    "mass": 1000,
    "volume": 1,
    "storage": "covered",
}


def network(path: Path) -> Scenario:
    """FCNetLib: one item; nodes with what comes in less what goes out; lanes to be opened."""
    data = json.loads(path.read_text(encoding="utf-8"))
    wanted: dict[str, float] = data["node_demand_in_minus_out"]
    lanes = {
        f"{arc['tail']}-{arc['head']}-{arc['parallel']}": _lane(
            arc["tail"], arc["head"], arc["unit_cost"], arc["capacity"], arc["fixed_cost"]
        )
        for arc in data["arcs"]
    }
    return _scenario(
        items=["goods"],
        sites=_ends(lanes),
        lanes=lanes,
        supplies={n: _passing(n, "goods", -b) for n, b in wanted.items() if b < 0},
        demands={n: _passing(n, "goods", b) for n, b in wanted.items() if b > 0},
    )


def design(path: Path) -> Scenario:
    """Crainic: commodities from one node to another over lanes that they share and that are to be
    opened. A line of an arc: from, to, cost of a unit, capacity, fixed cost."""
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    _, arcs, commodities = (int(number) for number in rows[0])
    lanes: Sections = {}
    for number, row in enumerate(rows[1 : 1 + arcs]):
        cost, capacity, fixed = (float(figure) for figure in row[2:5])
        lanes[f"a{number}"] = _lane(f"n{row[0]}", f"n{row[1]}", cost, capacity, fixed)
    supplies, demands = {}, {}
    for number, row in enumerate(rows[1 + arcs : 1 + arcs + commodities]):
        item, quantity = f"k{number}", float(row[2])
        supplies[item] = _passing(f"n{row[0]}", item, quantity)
        demands[item] = _passing(f"n{row[1]}", item, quantity)
    return _scenario(sorted(demands), _ends(lanes), lanes, supplies, demands)


def warehouses(path: Path) -> Scenario:
    """OR-Library cap: warehouses with capacity and fixed cost; of each customer the demand, and
    what all of it costs from each warehouse."""
    numbers = iter(_numbers(path))
    count, customers = int(next(numbers)), int(next(numbers))
    capacity, fixed = zip(*((next(numbers), next(numbers)) for _ in range(count)), strict=True)
    demand, cost = [], []
    for _ in range(customers):
        demand.append(next(numbers))
        cost.append([next(numbers) for _ in range(count)])
    return _location(capacity, fixed, demand, list(zip(*cost, strict=True)), single=False)


def single_source(path: Path) -> Scenario:
    """Warehouses as above and customers served whole from one of them; the demands stand in one
    block, the costs in another, warehouse by warehouse."""
    numbers = iter(_numbers(path))
    count, customers = int(next(numbers)), int(next(numbers))
    capacity, fixed = zip(*((next(numbers), next(numbers)) for _ in range(count)), strict=True)
    demand = [next(numbers) for _ in range(customers)]
    cost = [[next(numbers) for _ in range(customers)] for _ in range(count)]
    return _location(capacity, fixed, demand, cost, single=True)


def _location(
    capacity: Iterable[float],
    fixed: Iterable[float],
    demand: list[float],
    cost: list[Any],
    *,
    single: bool,
) -> Scenario:
    depots: Sections = {
        f"depot-{i}": {"opening": {"cost": amount}, "throughput": most}
        for i, (most, amount) in enumerate(zip(capacity, fixed, strict=True))
    }
    served = {"most_lanes_in": 1} if single else {}
    lanes = {
        f"d{i}-c{j}": _lane(f"depot-{i}", f"customer-{j}", whole / demand[j])
        for i, row in enumerate(cost)
        for j, whole in enumerate(row)
    }
    return _scenario(
        items=["goods"],
        sites=depots | {f"customer-{j}": dict(served) for j in range(len(demand))},
        lanes=lanes,
        supplies={
            name: _passing(name, "goods", depot["throughput"]) for name, depot in depots.items()
        },
        demands={f"c{j}": _passing(f"customer-{j}", "goods", d) for j, d in enumerate(demand)},
    )


def _lane(
    origin: str, destination: str, cost: float, capacity: float | None = None, fixed: float = 0
) -> dict[str, Any]:
    lane: dict[str, Any] = {"origin": origin, "destination": destination, "mode": "road"}
    lane |= {"transit_days": 0, "cost": cost}
    if capacity is not None:
        lane["capacity"] = capacity
    if fixed:
        lane["opening"] = {"cost": fixed}
    return lane


def _ends(lanes: Sections) -> Sections:
    ends = {lane[end] for lane in lanes.values() for end in ("origin", "destination")}
    return {node: {} for node in sorted(ends)}


def _passing(site: str, item: str, quantity: float) -> dict[str, Any]:
    return {"site": site, "item": item, "per_day": quantity}


def _numbers(path: Path) -> list[float]:
    return [float(word) for word in path.read_text(encoding="utf-8").split()]


def _scenario(
    items: list[str], sites: Sections, lanes: Sections, supplies: Sections, demands: Sections
) -> Scenario:
    data: dict[str, Any] = {
        "format": 1,
        "id": "published",
        "calendar": {"start": "D+0", "end": "D+1"},
        "items": {item: {"title": item} | GOODS for item in items},
        "sites": {name: {"title": name} | fields for name, fields in sites.items()},
        "lanes": lanes,
        "supplies": supplies,
        "demands": demands,
        "objective": ["unmet", "policy", "cost"],
    }
    return from_mapping(data)
