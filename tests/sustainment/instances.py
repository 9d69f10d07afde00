"""Small random scenarios for tests of what must hold on every instance."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from planner.records.laydown import DeployedUnit
from planner.sustainment.result import Answer
from tests.sustainment.support import SAND, carts, case, day, eats, lane, site, solved, troops

GOALS = ["unmet", "policy", "prepositioned_tonnes", "cost"]
ITEMS = {
    "sand": SAND,
    "gravel": SAND | {"title": "Gravel", "mass": 250, "volume": 2, "priority": 2},
}
PLACES = ("alpha", "bravo", "charlie", "delta")


@dataclasses.dataclass(frozen=True)
class Instance:
    """A scenario as it is written, and who stands where."""

    written: dict[str, Any]
    units: tuple[DeployedUnit, ...]

    def answer(self, **options: Any) -> Answer:
        return solved(case(**self.written), self.units, **options)

    def having(self, section: str, entry: str, **fields: Any) -> Instance:
        """The same with fields of one entry changed."""
        entries = self.written[section]
        changed = entries | {entry: entries[entry] | fields}
        return dataclasses.replace(self, written=self.written | {section: changed})


@st.composite
def instances(draw: st.DrawFn, *, coarse: bool = False) -> Instance:
    """Two to four sites in a line or a tree, one or two items, nine to twenty days."""
    end = draw(st.integers(9, 20))
    places = PLACES[: draw(st.integers(2, 4))]
    items = list(ITEMS)[: draw(st.integers(1, 2))]
    lanes = {f"to-{to}": _lane(draw, places[:i], to, end) for i, to in enumerate(places) if i}
    fleets = {
        name: carts(draw(st.integers(1, 4)), *on, loading_days=draw(st.sampled_from([0.5, 1, 2.5])))
        for name, on in _fleets(draw, sorted(lanes)).items()
    }
    units = [_unit(draw, i, places, end) for i in range(draw(st.integers(1, 2)))]
    sites = {place: _site(draw) for place in places}
    heap = draw(st.sampled_from(places))
    stock = min(sites[heap]["storage"].get("open", 0), draw(st.sampled_from([0, 0, 50])))
    written = {
        "end": end,
        "calendar": _calendar(draw, end) if coarse else {},
        "items": ITEMS,
        "sites": sites,
        "lanes": lanes,
        "fleets": fleets,
        "supplies": {item: _supply(draw, item) for item in items},
        "stocks": {"heap": {"site": heap, "item": "sand", "quantity": stock}},
        "consumption": {
            key: rate
            for item in items
            for key, rate in eats(draw(st.integers(1, 20)) / 100, item).items()
        },
        "policies": _policies(draw, items),
        "objective": GOALS,
    }
    return Instance(written, tuple(units))


def _lane(draw: st.DrawFn, origins: Sequence[str], to: str, end: int) -> dict[str, Any]:
    road = lane(draw(st.sampled_from(list(origins))), to, draw(st.integers(0, 4)))
    road["cost"] = draw(st.integers(0, 3))
    if draw(st.booleans()):
        road["capacity"] = draw(st.integers(5, 40))
    if draw(st.booleans()):
        road["loss"] = 0.1
    if draw(st.booleans()):
        first = draw(st.integers(0, end - 3))
        season = {"from": day(first), "until": day(first + draw(st.integers(1, 3)))}
        road["seasons"] = [season | draw(st.sampled_from([{"capacity": 0}, {"time": 2}]))]
    return road


def _fleets(draw: st.DrawFn, lanes: list[str]) -> dict[str, list[str]]:
    shared = draw(st.sets(st.sampled_from(lanes)))
    fleets = {"carts": sorted(shared)} if shared else {}
    return fleets | ({"more": lanes[:1]} if draw(st.booleans()) else {})


def _site(draw: st.DrawFn) -> dict[str, Any]:
    room = draw(st.sampled_from([0, 60, 400, 10_000]))
    handled = draw(st.sampled_from([None, None, 30]))
    return site(room, **({} if handled is None else {"throughput": handled}))


def _unit(draw: st.DrawFn, i: int, places: Sequence[str], end: int) -> DeployedUnit:
    arrival = draw(st.integers(0, end - 5))
    moves = draw(st.integers(arrival + 1, end - 1))
    first, second = (draw(st.sampled_from(list(places))) for _ in range(2))
    stations = [(first, arrival, moves), (second, moves, draw(st.integers(moves + 1, end + 2)))]
    return troops(
        stations,
        draw(st.integers(10, 200)),
        planned=draw(st.integers(0, 4)),
        required=draw(st.sampled_from([None, 4, 9])),
        name=f"unit-{i}",
    )


def _supply(draw: st.DrawFn, item: str) -> dict[str, Any]:
    supply: dict[str, Any] = {"site": PLACES[0], "item": item, "price": draw(st.integers(0, 2))}
    limits = [{}, {"per_day": 15}, {"total": 100}, {"from": day(2)}, {"until": day(6)}]
    return supply | draw(st.sampled_from(limits))


def _policies(draw: st.DrawFn, items: list[str]) -> dict[str, Any]:
    offered = {
        "ahead": {"kind": "ahead-of-troops", "items": items, "days": 2},
        "days": {"kind": "days-of-supply", "items": ["sand"], "days": 1.5},
    }
    return {name: offered[name] for name in draw(st.sets(st.sampled_from(sorted(offered))))}


def _calendar(draw: st.DrawFn, end: int) -> dict[str, Any]:
    first = draw(st.integers(0, end - 1))
    fine = {"from": day(first), "until": day(draw(st.integers(first + 1, end)))}
    return {"end": day(end), "fine": [fine], "long_step": draw(st.integers(2, 7))}
