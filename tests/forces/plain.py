"""Assignments of plain scenarios, reckoned day by day without anything of `planner.forces`.

Units serve as early as they can, and nothing but the ceiling binds them; `reckon` has the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from tests.forces.strategies import END, Data, d


def spread(units: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to put up to so many units in so many places."""
    return (way for way in product(range(units + 1), repeat=places) if sum(way) <= units)


def gives(data: Data, pledge: str, requirement: str) -> float:
    """What one unit counts for."""
    offered, wanted = data["pledges"][pledge], data["requirements"][requirement]["capability"]
    if offered["capability"] == wanted:
        return float(offered["quantity"])
    rules = {(rule["capability"], rule["for"]): rule for rule in data["substitutions"]}
    rule = rules.get((offered["capability"], wanted))
    return float(offered["quantity"] * rule["efficiency"]) if rule else 0.0


def days_there(data: Data, pledge: str, requirement: str) -> list[int]:
    """The days on which a pledge counts for a requirement."""
    offered, wanted = data["pledges"][pledge], data["requirements"][requirement]
    windows = offered.get("windows", [{}])
    days = [
        day
        for day in range(END)
        if number(wanted["from"]) <= day < number(wanted.get("until", d(END)))
        and number(offered["available"]) <= day
        and any(
            number(w.get("from", d(0))) <= day < number(w.get("until", d(END))) for w in windows
        )
    ]
    return [day for day in days if day < days[0] + offered.get("tour", END)]


def number(day: str) -> int:
    return int(day.removeprefix("D"))


def required(entry: Data) -> list[float]:
    """Quantity required on each day."""
    steps = [(number(entry["from"]), entry["quantity"])]
    steps += [(number(step["from"]), step["quantity"]) for step in entry.get("profile", [])]
    until = number(entry.get("until", d(END)))
    return [
        next((q for start, q in reversed(steps) if start <= day), 0.0) if day < until else 0.0
        for day in range(END)
    ]


def goals_of(
    data: Data,
    units: Mapping[tuple[str, str], int],
    pairs: Mapping[tuple[str, str], tuple[float, list[int]]],
) -> list[float] | None:
    """The goals of one assignment; None where it breaks the ceiling."""
    present = [0.0] * END
    there = {name: [0.0] * END for name in data["requirements"]}
    for (p, r), n in units.items():
        quantity, days = pairs[p, r]
        for day in days:
            present[day] += n * data["pledges"][p]["personnel"]
            there[r][day] += n * quantity
    if max(present) > data["forces"]["blue"]["personnel"]:
        return None
    unfilled = dict.fromkeys(sorted({r["tier"] for r in data["requirements"].values()}), 0.0)
    for name, entry in data["requirements"].items():
        wanted = required(entry)
        for day in range(END):
            missing = max(0.0, wanted[day] - there[name][day])
            unfilled[entry["tier"]] += missing / max(wanted)
    used = {key: n for key, n in units.items() if n}
    contributors = {(data["pledges"][p]["contributor"], r) for p, r in used}
    goals = [*unfilled.values(), float(len(contributors))]
    # A goal is there where any pledge that could work has something to count.
    could = {p for (p, _), (quantity, days) in pairs.items() if quantity and days}
    for what in ("cost", "personnel"):
        if any(data["pledges"][p][what] for p in could):
            goals.append(float(sum(data["pledges"][p][what] * n for (p, _), n in used.items())))
    return goals
