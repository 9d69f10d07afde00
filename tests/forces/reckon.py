"""Plans reckoned day by day from the data of a scenario, without anything of `planner.forces`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from math import prod

import numpy as np
from numpy.typing import NDArray

from planner.records.forces import Assignment
from tests.forces.strategies import END, RELIEF_STEP, Data, d

NEAR = 1e-6
Day = NDArray[np.float64]


@dataclass(frozen=True)
class Way:
    """How units of a pledge could serve on a requirement."""

    present: frozenset[int]
    """Days on which they count."""
    theatre: tuple[int, ...]
    """Contingents in theatre on each day of the calendar."""


@dataclass(frozen=True)
class Placed:
    """Units of a pledge that serve on a requirement in one way."""

    pledge: str
    requirement: str
    units: float
    way: Way


# ----------------------------------------------------------------------------------- one pledge


def gives(data: Data, pledge: str, requirement: str) -> float:
    """What one unit counts for."""
    offered, wanted = data["pledges"][pledge], data["requirements"][requirement]["capability"]
    quantity = float(offered["quantity"]) * _ready(data, offered)
    if offered["capability"] == wanted:
        return quantity
    rule = _rule(data, pledge, requirement)
    return quantity * float(rule["efficiency"]) if rule else 0.0


def _rule(data: Data, pledge: str, requirement: str) -> Data | None:
    """The substitution by which a pledge stands in."""
    pair = data["pledges"][pledge]["capability"], data["requirements"][requirement]["capability"]
    rules = {(rule["capability"], rule["for"]): rule for rule in data["substitutions"]}
    return rules.get(pair)


def _ready(data: Data, offered: Data) -> float:
    """The critical-equipment rule."""
    if "equipment" not in offered:
        return 1.0
    worst = min(
        min(1.0, held["held"] * held["serviceability"] / offered["critical"][kind])
        for kind, held in offered["equipment"].items()
    )
    return worst if worst >= data["forces"]["blue"].get("critical_share", 0.0) else 0.0


def ways(data: Data, pledge: str, requirement: str) -> list[Way]:
    """Every way in which units of a pledge could count for a requirement."""
    offered, wanted = data["pledges"][pledge], data["requirements"][requirement]
    asked = [day for day in range(END) if _asked(data, wanted, day)]
    barred = {day for day in asked if _barred(data, offered, wanted, day)}
    first, last = number(offered["available"]), number(offered.get("latest", offered["available"]))
    travel = sum(offered.get(name, 0) for name in ("training", "movement", "reception"))
    found: dict[Way, None] = {}
    for ready in range(first, last + 1, RELIEF_STEP):
        theatre = _theatre(offered, asked, ready + travel)
        present = frozenset(day for day in asked if theatre[day] and day not in barred)
        if present:
            found[Way(present, theatre)] = None
    return list(found)


def _theatre(offered: Data, asked: Sequence[int], ready: int) -> tuple[int, ...]:
    """Contingents in theatre, day by day; two while one relieves the other."""
    there = [0] * END
    windows = offered.get("windows") or [{}]
    days = [
        day
        for day in range(min(asked, default=0), max(asked, default=-1) + 1)
        if day >= ready and any(_within(window, day) for window in windows)
    ]
    turns = range(offered.get("rotations", 0) + 1)
    tour = offered.get("tour", END)
    for day in days:
        since = day - days[0]
        starts = [turn * (tour - offered.get("overlap", 0)) for turn in turns]
        there[day] = sum(start <= since < start + tour for start in starts)
    return tuple(there)


def _asked(data: Data, wanted: Data, day: int) -> bool:
    phases = [data["phases"][name] for name in wanted.get("phases", ())]
    in_phase = not phases or any(_within(phase, day) for phase in phases)
    return _within(wanted, day) and in_phase


def _barred(data: Data, offered: Data, wanted: Data, day: int) -> bool:
    site = wanted.get("site")
    for move in wanted.get("moves", ()):
        site = move["site"] if number(move["from"]) <= day else site
    climate = data["sites"][site].get("climate") if site else None
    if climate and climate not in offered.get("adapted_to", [climate]):
        return True
    return any(_holds(data, caveat, wanted, site, day) for caveat in offered.get("caveats", ()))


def _holds(data: Data, caveat: Data, wanted: Data, site: str | None, day: int) -> bool:
    areas = [data["areas"][name]["sites"] for name in caveat.get("areas", ())]
    phases = [data["phases"][name] for name in caveat.get("phases", ())]
    tasks = caveat.get("tasks", [])
    return (
        (not areas or any(site in sites for sites in areas))
        and (not phases or any(_within(phase, day) for phase in phases))
        and (not tasks or bool(set(tasks) & set(wanted.get("tasks", ()))))
        and (not caveat.get("night") or wanted["night"])
        and (not caveat.get("offensive") or wanted["offensive"])
    )


def number(day: str) -> int:
    """A day as a number."""
    return int(day.removeprefix("D"))


def _within(window: Data, day: int) -> bool:
    return number(window.get("from", d(0))) <= day < number(window.get("until", d(END)))


# ------------------------------------------------------------------------------- what is there


def required(data: Data, requirement: str) -> Day:
    """Quantity required on each day."""
    entry = data["requirements"][requirement]
    wanted = np.full(END, float(entry["quantity"]))
    for step in entry.get("profile", []):
        wanted[number(step["from"]) :] = step["quantity"]
    return np.where([_asked(data, entry, day) for day in range(END)], wanted, 0.0)


def missing(data: Data, placed: Iterable[Placed]) -> dict[str, Day]:
    """By requirement: the share of what it asks for that is missing, day by day."""
    there: dict[str, Day] = defaultdict(lambda: np.zeros(END))
    stand_in: dict[str, Day] = defaultdict(lambda: np.zeros(END))
    for entry in placed:
        rule = _rule(data, entry.pledge, entry.requirement)
        kind = stand_in if rule and "at_most" in rule else there
        days = sorted(entry.way.present)
        kind[entry.requirement][days] += entry.units * gives(data, entry.pledge, entry.requirement)
    most = next((rule.get("at_most", 1.0) for rule in data["substitutions"]), 1.0)
    shares: dict[str, Day] = {}
    for name in sorted(data["requirements"]):  # those that others need come first
        wanted = required(data, name)
        counts = there[name] + np.minimum(stand_in[name], most * wanted)
        share = np.where(wanted > 0, np.maximum(0, wanted - counts) / np.maximum(wanted, NEAR), 0)
        for needed in data["requirements"][name].get("needs", ()):
            share = np.where(wanted > 0, np.maximum(share, shares[needed]), 0)
        shares[name] = share
    return shares


def unfilled(data: Data, placed: Iterable[Placed]) -> list[float]:
    """Requirement-days unfilled, tier by tier."""
    tiers = dict.fromkeys(sorted({r["tier"] for r in data["requirements"].values()}), 0.0)
    for name, share in missing(data, placed).items():
        wanted = required(data, name)
        tiers[data["requirements"][name]["tier"]] += float(
            share @ wanted / wanted.max(initial=NEAR)
        )
    return list(tiers.values())


def goals_of(data: Data, placed: Sequence[Placed], able: Iterable[str]) -> list[float]:
    """All goals; `able` are the pledges that could serve somewhere."""
    who = {(data["pledges"][e.pledge]["contributor"], e.requirement) for e in placed}
    goals = [*unfilled(data, placed), float(len(who))]
    # a goal is there where any pledge that could serve has something to count
    for what in ("cost", "personnel"):
        if any(data["pledges"][p].get(what) for p in able):
            goals.append(sum(data["pledges"][e.pledge].get(what, 0) * e.units for e in placed))
    return goals


# ------------------------------------------------------------------------------- limits


def broken(data: Data, placed: Sequence[Placed]) -> set[str]:
    """The names of the limits that a plan breaks."""
    found = {
        "units" for name, n in _units(placed).items() if _above(n, data["pledges"][name]["units"])
    }
    force = data["forces"]["blue"]
    people = _people(data, placed)
    if _above(sum(people.values(), np.zeros(END)).max(), force["personnel"]):
        found.add("ceiling")
    share = force.get("largest_contribution", float("inf")) * force["personnel"]
    if any(_above(days.max(), share) for days in people.values()):
        found.add("largest_contribution")
    found |= {limit for name in data["requirements"] for limit in _shared_badly(data, name, placed)}
    for entry in data["decisions"]:
        mine = (e.units for e in placed if _pair(e) == (entry["pledge"], entry["requirement"]))
        there = sum(mine)
        if entry.get("forbid") and there:
            found.add("forbidden")
        if _can_be_kept(data, entry) and there < entry["units"] - NEAR:
            found.add("fixed")
    return found


def _above(value: float, limit: float) -> bool:
    return value > limit + NEAR * max(1.0, limit)


def _pair(entry: Placed) -> tuple[str, str]:
    return entry.pledge, entry.requirement


def _units(placed: Iterable[Placed]) -> Mapping[str, float]:
    units: dict[str, float] = defaultdict(float)
    for entry in placed:
        units[entry.pledge] += entry.units
    return units


def _people(data: Data, placed: Iterable[Placed]) -> Mapping[str, Day]:
    """Persons in theatre of each contributor, day by day."""
    people: dict[str, Day] = defaultdict(lambda: np.zeros(END))
    for entry in placed:
        offered = data["pledges"][entry.pledge]
        persons = entry.units * offered.get("personnel", 0)
        people[offered["contributor"]] += persons * np.array(entry.way.theatre)
    return people


def _shared_badly(data: Data, requirement: str, placed: Iterable[Placed]) -> Iterator[str]:
    entry = data["requirements"][requirement]
    brought: dict[str, float] = defaultdict(float)
    for one in placed:
        if one.requirement == requirement:
            who = data["pledges"][one.pledge]["contributor"]
            brought[who] += one.units * gives(data, one.pledge, requirement)
    if len(brought) > entry.get("most_contributors", len(brought)):
        yield "most_contributors"
    least = entry.get("least_share", 0) * required(data, requirement).max()
    if any(quantity < least - NEAR for quantity in brought.values()):
        yield "least_share"


def _can_be_kept(data: Data, decision: Data) -> bool:
    return "units" in decision and decision["requirement"] in _open_to(data, decision["pledge"])


def _open_to(data: Data, pledge: str) -> Iterator[str]:
    """The requirements that a pledge may serve on and count for."""
    shut = {(e["pledge"], e["requirement"]) for e in data["decisions"] if e.get("forbid")}
    if data["pledges"][pledge]["status"] == "offered":
        return
    for name in data["requirements"]:
        if (pledge, name) not in shut and gives(data, pledge, name) and ways(data, pledge, name):
            yield name


# ------------------------------------------------------------------------- plans, all or one


def as_placed(data: Data, entries: Iterable[Assignment]) -> list[Placed]:
    """The assignments of a plan; one on days that its pledge could not serve raises KeyError."""
    found = []
    for entry in entries:
        could = {
            (way.present, frozenset(np.flatnonzero(way.theatre).tolist())): way
            for way in ways(data, entry.pledge, entry.requirement)
        }
        said = tuple(
            frozenset(day for first, until in spans for day in range(first, until))
            for spans in (entry.present, entry.theatre)
        )
        found.append(Placed(entry.pledge, entry.requirement, entry.units, could[said]))  # type: ignore[index]
    return found


def able(data: Data) -> list[str]:
    """The pledges that could serve on a requirement."""
    return [name for name in data["pledges"] if any(_open_to(data, name))]


def _choices(data: Data, pledge: str) -> list[tuple[Placed, ...]]:
    """Every way to put up to all units of a pledge in all the places that it may serve in."""
    places = [
        Placed(pledge, name, 1, way)
        for name in _open_to(data, pledge)
        for way in ways(data, pledge, name)
    ]
    units = data["pledges"][pledge]["units"]
    return [
        chosen
        for count in range(units + 1)
        for chosen in combinations_with_replacement(places, count)
    ]


def plans(data: Data, most: int) -> list[Sequence[Placed]] | None:
    """Every plan that keeps all limits; None where there are more than `most` to try."""
    choices = [_choices(data, name) for name in able(data)]
    if prod(map(len, choices)) > most:
        return None
    tried = (tuple(e for part in parts for e in part) for parts in product(*choices))
    return [placed for placed in tried if not broken(data, placed)]
