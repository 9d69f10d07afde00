"""What vehicles can do: where they are, what they carry and burn, day by day."""

from __future__ import annotations

import math

from tests.sustainment.walk.daily import Found, Use, Walk, turned_over, used
from tests.sustainment.walk.facts import amount, days_of, number


def sorties(walk: Walk) -> Found:
    flown, lanes = used(), walk.facts.all("lanes")
    for entry, day, trips in walk.trips():
        lane = lanes[entry["lane"]]
        if lane["mode"] == "air":
            lands = day + walk.facts.transit_days(entry["lane"], entry["fleet"], day)
            flown[lane["origin"], day] += trips
            flown[lane["destination"], lands] += trips if lands in walk.facts.days else 0.0
    for (name, day), count in flown.items():
        airfield = walk.facts.all("sites")[name].get("airfield") or {}
        yield f"{name} on {day}", count, amount(airfield.get("sorties_per_day"), math.inf)


def convoys(walk: Walk) -> Found:
    left = used()
    for entry, day, trips in walk.trips():
        left[entry["lane"], day] += trips
    for (name, day), count in left.items():
        convoy = walk.facts.all("lanes")[name].get("convoys")
        if convoy:
            most = amount(convoy["vehicles"]) / amount(convoy.get("every_days"), 1.0)
            yield f"{name} on {day}", count, most


def loads(walk: Walk) -> Found:
    """Vehicles are neither overloaded nor overfilled."""
    tonnes, m3, trips = used(), used(), used()
    for entry, day, _, quantity in walk.moves():
        if entry["fleet"] is not None:
            key = entry["lane"], entry["fleet"], day
            tonnes[key] += quantity * walk.facts.tonnes(entry["item"])
            m3[key] += quantity * walk.facts.m3(entry["item"])
    for entry, day, count in walk.trips():
        trips[entry["lane"], entry["fleet"], day] += count
    for key, load in tonnes.items():
        _, fleet, _ = key
        yield f"load on {key}", load, trips[key] * walk.facts.payload_t(fleet)
        room = walk.facts.room_m3(fleet)
        if room < math.inf:
            yield f"room on {key}", m3[key], trips[key] * room


def vehicles(walk: Walk) -> Found:
    """No vehicle is in two places, nor leaves from where it is not."""
    fleets, away = walk.facts.all("fleets"), used()
    for entry, day, trips in walk.trips():
        origin = walk.facts.all("lanes")[entry["lane"]]["origin"]
        place = origin if fleets[entry["fleet"]].get("base") else None
        for on_way, share in walk.facts.away(entry["lane"], entry["fleet"], day):
            away[entry["fleet"], place, on_way] += trips * share
    there = _there(walk)
    for (fleet, place, day), count in away.items():
        yield f"{fleet} at {place} on {day}", count, there[fleet, place, day]
    for key, count in there.items():
        yield f"vehicles missing at {key}", -count, 0.0


def _there(walk: Walk) -> Use:
    """Vehicles at each place on each day: those that drive empty are gone from the first day of
    their departures, and there from the day on which they serve."""
    there = used()
    for fleet, entry in walk.facts.all("fleets").items():
        count = amount(entry["count"]) + walk.added("vehicles", fleet)
        for day in walk.facts.days:
            there[fleet, entry.get("base"), day] = count * walk.facts.fit(fleet)
            for move in walk.supply["repositionings"]:
                if move["fleet"] == fleet and number(move["from"]) <= day:
                    there[fleet, move["origin"], day] -= move["vehicles"]
                if move["fleet"] == fleet and number(move["serves"]) <= day:
                    there[fleet, move["destination"], day] += move["vehicles"]
    return there


def repositioning(walk: Walk) -> Found:
    """Vehicles drive empty on days on which the lane is open, and are there when they serve."""
    for entry in walk.supply["repositionings"]:
        last = days_of(entry)[-1]
        days = max(1, walk.facts.transit_days(entry["lane"], entry["fleet"], last))
        yield f"too early: {entry}", last + days, number(entry["serves"])
        shut = not walk.facts.is_open(entry["lane"], entry["fleet"], last)
        yield f"closed: {entry}", float(shut), 0.0


def fuel(walk: Walk) -> Found:
    """What is burnt is trips x km x rate, drawn where the trips begin; for all items that the
    scenario supplies, stores or uses."""
    drawn = turned_over(walk, "burnt", site=True)
    known = {entry["item"] for entry in walk.supply["item_demand"]}
    for section in ("demands", "supplies", "stocks", "outlets"):
        known |= {entry["item"] for entry in walk.facts.all(section).values()}
    for made in walk.facts.all("conversions").values():
        known |= set(made["gives"]) | set(made.get("takes", {}))
    lanes, needed = walk.facts.all("lanes"), used()
    for entry, day, trips in walk.trips():
        item, one_way = walk.facts.fuel(entry["fleet"], entry["lane"])
        if item in known:
            key = entry["fleet"], lanes[entry["lane"]]["origin"], item, day
            needed[key] += 2 * trips * one_way
    for entry in walk.supply["repositionings"]:
        item, one_way = walk.facts.fuel(entry["fleet"], entry["lane"])
        for day in days_of(entry) if item in known else ():
            key = entry["fleet"], entry["origin"], item, day
            needed[key] += one_way * entry["vehicles"] / len(days_of(entry))
    for key in set(needed) | set(drawn):
        yield f"fuel {key}", abs(needed[key] - drawn[key]), 0.0
