"""Every limit of the scenario, day by day, as a quartermaster would check it: stores and lanes
here, goods and vehicles in modules of their own."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.sustainment.walk.daily import Found, Walk, used
from tests.sustainment.walk.facts import amount
from tests.sustainment.walk.goods import (
    conversions,
    demand,
    emptied,
    outlets,
    shared,
    sources,
)
from tests.sustainment.walk.shelf import shelf_life
from tests.sustainment.walk.vehicles import (
    convoys,
    fuel,
    loads,
    repositioning,
    sorties,
    vehicles,
)

# entries of less than a thousandth of a unit of issue are not told, and add up
ROUNDING = 1e-6
UNTOLD = 1e-2


def broken(walk: Walk) -> list[str]:
    """Every limit that is not kept, in words."""
    return [
        f"{check.__name__}: {what}: {there:.6g} of {most:.6g}"
        for check in CHECKS
        for what, there, most in check(walk)
        if there > most + ROUNDING * abs(most) + UNTOLD
    ]


def nothing_below_nought(walk: Walk) -> Found:
    for cell, quantity in walk.stock.items():
        yield f"missing of {cell}", -quantity, 0.0


def storage(walk: Walk) -> Found:
    facts = walk.facts
    inside, room = used(), used()
    for (site, item, day), quantity in walk.stock.items():
        entry = facts.item(item)
        if entry.get("holds"):
            held = entry["holds"]
            room[site, held["group"], day] += amount(held["volume"]) * quantity
        elif not entry.get("in_the_open"):
            inside[site, entry["storage"], day] += facts.m3(item) * quantity
    for (site, group, day), filled in inside.items():
        built = amount(facts.all("sites")[site].get("storage", {}).get(group))
        built *= walk.is_opened("site", site)
        more = walk.added("storage", f"{site}/{group}")
        yield f"{group} at {site} on {day}", filled, built + more + room[site, group, day]


def lane_capacity(walk: Walk) -> Found:
    left = used()
    for entry, day, _, quantity in walk.moves():
        left[entry["lane"], day] += quantity * walk.facts.tonnes(entry["item"])
    for (lane, day), tonnes in left.items():
        most = walk.facts.capacity_t(lane, day) + walk.added("capacity", lane)
        yield f"{lane} on {day}", tonnes, most * walk.is_opened("lane", lane)


def handling(walk: Walk) -> Found:
    sites, lanes = walk.facts.all("sites"), walk.facts.all("lanes")
    handled = used()
    for entry, day, arrives, quantity in walk.moves():
        lane, tonnes = lanes[entry["lane"]], quantity * walk.facts.tonnes(entry["item"])
        for site, when in ((lane["origin"], day), (lane["destination"], arrives)):
            for mode in (None, lane["mode"]):
                handled[site, mode, when] += tonnes if when in walk.facts.days else 0.0
    for (name, mode, day), tonnes in handled.items():
        if mode is None:
            most = amount(sites[name].get("throughput"), math.inf)
            most += walk.added("throughput", f"{name}/throughput")
        else:
            most = amount(sites[name].get("handling", {}).get(mode), math.inf)
        yield f"{mode or 'all'} at {name} on {day}", tonnes, most * walk.is_opened("site", name)


def ways(walk: Walk) -> Found:
    """What moves leaves on open days, arrives when it can, and goes where it may."""
    lanes, sites, fleets = (walk.facts.all(name) for name in ("lanes", "sites", "fleets"))
    for entry, day, arrives, _ in walk.moves():
        name, fleet, item = entry["lane"], entry["fleet"], entry["item"]
        lane, where = lanes[name], f"{name}, {fleet}, {item} on {day}"
        yield f"closed: {where}", float(not walk.facts.is_open(name, fleet, day)), 0.0
        took = arrives - day
        yield f"days of {where}", abs(took - walk.facts.transit_days(name, fleet, day)), 0.0
        general = "unit-equipment" if item.startswith("equipment-of-") else item
        barred = bool(lane.get("items")) and general not in lane["items"]
        opened = all(walk.is_opened("site", lane[end]) for end in ("origin", "destination"))
        yield f"not opened: {where}", float(not opened), 0.0
        served = [e["id"] for e in walk.supply["openings"] if e["kind"] == "lane"]
        yield (
            f"lane not opened: {where}",
            float(bool(lane.get("opening")) and name not in served),
            0,
        )
        if fleet is not None:
            barred |= walk.facts.item(item)["storage"] not in walk.facts.vehicle(fleet)["carries"]
            barred |= name not in fleets[fleet]["lanes"]
            for end in ("origin", "destination"):
                taken = (sites[lane[end]].get("airfield") or {}).get("aircraft", ())
                flown = lane["mode"] == "air" and bool(taken)
                barred |= flown and fleets[fleet]["vehicle"] not in taken
        yield f"barred: {where}", float(barred), 0.0


def smallest_loads(walk: Walk) -> Found:
    """What is opened or runs carries at least its smallest load."""
    facts, sent, came, daily = walk.facts, used(), used(), used()
    for entry, day, _, quantity in walk.moves():
        lane, tonnes = facts.all("lanes")[entry["lane"]], quantity * facts.tonnes(entry["item"])
        sent[entry["lane"]] += tonnes
        daily[entry["lane"], day] += tonnes
        came[lane["destination"]] += tonnes * (1 - amount(lane.get("loss")))
    for entry in walk.supply["receipts"]:
        came[entry["site"]] += entry["quantity"] * facts.tonnes(entry["item"])
    for section, kind, total in (("lanes", "lane", sent), ("sites", "site", came)):
        for name, entry in facts.all(section).items():
            least = amount((entry.get("opening") or {}).get("smallest_load"))
            opened = walk.added(kind, name) > 0
            yield f"missing load of {kind} {name}", least * opened, total[name]
    for (name, day), tonnes in daily.items():
        runs = facts.all("lanes")[name].get("runs") or {}
        yield f"missing load of {name} on {day}", amount(runs.get("smallest_load")), tonnes


def lanes_used(walk: Walk) -> Found:
    """No more lanes bring anything to a site, or take anything from it, than may."""
    lanes = walk.facts.all("lanes")
    moving = {entry["lane"] for entry in walk.supply["movements"]}
    for name, site in walk.facts.all("sites").items():
        for field, end in (("most_lanes_in", "destination"), ("most_lanes_out", "origin")):
            if site.get(field) is not None:
                count = sum(lanes[lane][end] == name for lane in moving)
                yield f"{field} of {name}", count, site[field]


def expansions(walk: Walk) -> Found:
    """No more is added than can be."""
    for name, site in walk.facts.all("sites").items():
        for group, more in site.get("more_storage", {}).items():
            label = f"{name}/{group}"
            yield label, walk.added("storage", label), amount(more["most"])
        more = site.get("more_throughput")
        label = f"{name}/throughput"
        yield label, walk.added("throughput", label), amount(more["most"] if more else None)
    for section, field, kind in (
        ("lanes", "more_capacity", "capacity"),
        ("fleets", "hire", "vehicles"),
    ):
        for name, entry in walk.facts.all(section).items():
            hired = entry.get(field)
            yield name, walk.added(kind, name), amount(hired["most"] if hired else None)


CHECKS: tuple[Callable[[Walk], Found], ...] = (
    nothing_below_nought,
    storage,
    lane_capacity,
    handling,
    sorties,
    convoys,
    loads,
    vehicles,
    repositioning,
    ways,
    sources,
    outlets,
    conversions,
    emptied,
    fuel,
    smallest_loads,
    lanes_used,
    shared,
    expansions,
    demand,
    shelf_life,
)
