"""Everything that the format has beside plain lanes and fleets, in small doses.

Each feature changes a scenario as it is written; a random instance has a few of them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from typing import Any

from hypothesis import strategies as st

from tests.sustainment.instances import Instance, instances
from tests.sustainment.support import CART, SAND, carts, day, eats, lane

Written = dict[str, Any]
Feature = Callable[[st.DrawFn, Written], None]


@st.composite
def featured(draw: st.DrawFn, *, coarse: bool = False, among: Collection[str] = ()) -> Instance:
    """A small random instance with one to five features, of those named or of all."""
    instance: Instance = draw(instances(coarse=coarse))
    written = {
        section: {
            name: dict(entry) if isinstance(entry, dict) else entry for name, entry in of.items()
        }
        if isinstance(of, dict)
        else of
        for section, of in instance.written.items()
    }
    names = draw(st.sets(st.sampled_from(sorted(among or FEATURES)), min_size=1, max_size=5))
    for name in sorted(names):
        FEATURES[name](draw, written)
    return dataclasses.replace(instance, written=written)


def _any(draw: st.DrawFn, written: Written, section: str) -> tuple[str, Written]:
    name = draw(st.sampled_from(sorted(written[section])))
    return name, written[section][name]


def fuel(draw: st.DrawFn, written: Written) -> None:
    """Carts burn oil, which is drawn where they leave; a depot and the first site have some."""
    written["vehicles"] = {"cart": CART | {"fuel": 0.5, "burns": "oil"}}
    written["items"] = written["items"] | {"oil": SAND | {"title": "Oil", "priority": 3}}
    written["supplies"]["oil"] = {"site": "alpha", "item": "oil", "price": 3}
    place, _ = _any(draw, written, "sites")
    written["demands"] = written.get("demands", {}) | {
        "lamps": {"site": place, "item": "oil", "per_day": 0.5, "from": day(3)}
    }
    for entry in written["fleets"].values():
        entry["own_fuel"] = draw(st.sampled_from([False, False, True]))


def conversions(draw: st.DrawFn, written: Written) -> None:
    place, _ = _any(draw, written, "sites")
    written["items"] = written["items"] | {"rock": SAND | {"title": "Rock"}}
    written["supplies"]["rock"] = {"site": "alpha", "item": "rock", "per_day": 20, "price": 1}
    mill: Written = {"site": place, "takes": {"rock": 2}, "gives": {"sand": 1}, "cost": 0.5}
    limits: Written = draw(st.sampled_from([{}, {"per_day": 4}, {"from": day(2), "until": day(7)}]))
    written["conversions"] = {"mill": mill | limits}


def packages(draw: st.DrawFn, written: Written) -> None:
    bag = SAND | {"title": "Bag", "mass": 500, "package_of": {"item": "sand", "quantity": 0.4}}
    written["items"] = written["items"] | {"bag": bag}
    written["supplies"]["bag"] = {"site": "alpha", "item": "bag", "total": draw(st.integers(5, 90))}


def opened_site(draw: st.DrawFn, written: Written) -> None:
    name, entry = _any(draw, written, "sites")
    if name != written["stocks"]["heap"]["site"]:
        entry["opening"] = {"cost": draw(st.integers(0, 90)), "smallest_load": 2}


def opened_lane(draw: st.DrawFn, written: Written) -> None:
    _, entry = _any(draw, written, "lanes")
    entry["opening"] = {"cost": draw(st.integers(0, 90)), "smallest_load": 5}


def running(draw: st.DrawFn, written: Written) -> None:
    _, entry = _any(draw, written, "lanes")
    entry["runs"] = {"cost": draw(st.integers(1, 9)), "smallest_load": draw(st.integers(0, 3))}


def few_lanes(draw: st.DrawFn, written: Written) -> None:
    _, entry = _any(draw, written, "sites")
    entry[draw(st.sampled_from(["most_lanes_in", "most_lanes_out"]))] = draw(st.integers(0, 1))


def bases(draw: st.DrawFn, written: Written) -> None:
    for entry in written["fleets"].values():
        lane_ = written["lanes"][draw(st.sampled_from(entry["lanes"]))]
        entry["base"] = lane_[draw(st.sampled_from(["origin", "destination"]))]


def shelf_life(draw: st.DrawFn, written: Written) -> None:
    life = {"days": draw(st.integers(3, 8)), "buckets": draw(st.integers(1, 3))}
    written["items"] = written["items"] | {"bread": SAND | {"title": "Bread", "shelf_life": life}}
    written["supplies"]["bread"] = {"site": "alpha", "item": "bread", "per_day": 8, "price": 1}
    written["consumption"] = written["consumption"] | eats(0.02, "bread")


def convoys(draw: st.DrawFn, written: Written) -> None:
    _, entry = _any(draw, written, "lanes")
    entry["convoys"] = {"vehicles": draw(st.integers(1, 3)), "every_days": draw(st.integers(1, 3))}


def handling(draw: st.DrawFn, written: Written) -> None:
    _, entry = _any(draw, written, "sites")
    entry["handling"] = {"road": draw(st.integers(3, 30))}


def sorties(draw: st.DrawFn, written: Written) -> None:
    plane = {"title": "Plane", "mode": "air", "payload": 3, "carries": ["open"], "km_per_day": 900}
    written["vehicles"] = written.get("vehicles", {"cart": CART}) | {"plane": plane}
    to = sorted(written["sites"])[-1]
    written["lanes"]["air"] = lane("alpha", to, draw(st.integers(0, 1)), mode="air", distance=300)
    trips = {} if draw(st.booleans()) else {"trips_per_day": 2}
    written["fleets"]["planes"] = carts(2, "air", **trips) | {
        "vehicle": "plane",
        "loading_days": 0.5,
    }
    written["sites"][to]["airfield"] = {"sorties_per_day": draw(st.integers(1, 4))}


def expansions(draw: st.DrawFn, written: Written) -> None:
    _, entry = _any(draw, written, "sites")
    entry["more_storage"] = {"open": {"most": draw(st.integers(1, 90)), "cost": 2}}
    if "throughput" in entry:
        entry["more_throughput"] = {"most": 20, "cost": 3}
    _, entry = _any(draw, written, "lanes")
    if "capacity" in entry:
        entry["more_capacity"] = {"most": 10, "cost": 4}
    for fleet in written["fleets"].values():
        fleet["hire"] = {"most": 2, "cost": draw(st.integers(1, 50))}
        fleet["availability"] = 0.8


def stores(draw: st.DrawFn, written: Written) -> None:
    tank = SAND | {"title": "Tank", "holds": {"group": "open", "volume": 30}}
    written["items"] = written["items"] | {"tank": tank}
    total = draw(st.integers(1, 4))
    written["supplies"]["tank"] = {"site": "alpha", "item": "tank", "total": total, "price": 5}


def prices(draw: st.DrawFn, written: Written) -> None:
    for entry in written["fleets"].values():
        entry |= {"trip_cost": 2, "km_cost": 0.1, "day_cost": draw(st.integers(0, 4))}
    for entry in written["sites"].values():
        entry["holding_cost"] = draw(st.sampled_from([0, 0.1, 0.5]))
    _, entry = _any(draw, written, "sites")
    entry["item_holding_costs"] = {"sand": 0.2}
    _, entry = _any(draw, written, "lanes")
    entry["item_costs"] = {"sand": 2}


def outlets(draw: st.DrawFn, written: Written) -> None:
    place, _ = _any(draw, written, "sites")
    market = {"site": place, "item": "sand", "price": draw(st.integers(0, 6)), "per_day": 3}
    written["outlets"] = {"market": market | draw(st.sampled_from([{}, {"from": day(4)}]))}


def least(draw: st.DrawFn, written: Written) -> None:
    supply = {"site": "alpha", "item": "sand", "per_day": 5, "least": draw(st.integers(0, 4))}
    written["supplies"]["must"] = supply | {"price": 4}
    written["sites"]["alpha"]["storage"] = {"open": 10_000}


def shared(draw: st.DrawFn, written: Written) -> None:
    name, _ = _any(draw, written, "lanes")
    written["limits"] = {
        "ferry": {
            "title": "Ferry",
            "per_day": draw(st.integers(1, 12)),
            "uses": {"sand": 1, "gravel": 0.5},
            "lanes": [name],
            "supplies": ["sand"],
            **draw(st.sampled_from([{}, {"from": day(1), "until": day(6)}])),
        }
    }


def contracts(draw: st.DrawFn, written: Written) -> None:
    written["forces"] = {"blue": {"title": "Blue", "personnel": 1_000, "required_days": 4}}
    written["contracts"] = {
        "trader": {
            "title": "Trader",
            "force": "blue",
            "ramp_days": draw(st.integers(0, 3)),
            "prices": {"sand": 3},
            "person_day_price": 0.5,
            "start_up_cost": 20,
        }
    }


def closures(draw: st.DrawFn, written: Written) -> None:
    _, entry = _any(draw, written, "lanes")
    first = draw(st.integers(0, 6))
    entry["closures"] = [{"from": day(first), "until": day(first + 2)}]


FEATURES: dict[str, Feature] = {
    feature.__name__: feature
    for feature in (
        fuel,
        conversions,
        packages,
        opened_site,
        opened_lane,
        running,
        few_lanes,
        bases,
        shelf_life,
        convoys,
        handling,
        sorties,
        expansions,
        stores,
        prices,
        outlets,
        least,
        shared,
        contracts,
        closures,
    )
}
