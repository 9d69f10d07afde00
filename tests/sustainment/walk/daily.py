"""What stands, comes and goes on every day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.sustainment.walk.facts import Entry, Facts, amount, days_of, number

Cell = tuple[str, str, int]
"""Site, item and day."""
Daily = defaultdict[Cell, float]
Use = defaultdict[Any, float]
Found = Iterator[tuple[str, float, float]]
"""What is limited, where and when; how much of it is used; and the most that there is."""
COMES = {"made": 1.0, "taken": -1.0, "burnt": -1.0, "sold": -1.0, "spoilt": -1.0}


def used() -> Use:
    """Nothing is used of anything."""
    return defaultdict(float)


def daily() -> Daily:
    """Nothing on any day."""
    return defaultdict(float)


@dataclass
class Walk:
    """A plan walked through: `stock` at the end of each day, what was `unmet` on it."""

    facts: Facts
    supply: Entry
    stock: Daily = field(default_factory=daily)
    unmet: Daily = field(default_factory=daily)

    def moves(self) -> Iterator[tuple[Entry, int, int, float]]:
        """Every movement, day of departure, day of arrival and quantity of that day."""
        for entry in self.supply["movements"]:
            days = days_of(entry)
            for i, day in enumerate(days):
                yield entry, day, number(entry["arrives"]) + i, entry["quantity"] / len(days)

    def trips(self) -> Iterator[tuple[Entry, int, float]]:
        """Every departure of vehicles, its day and the vehicles of that day."""
        for entry in self.supply["departures"]:
            for day in days_of(entry):
                yield entry, day, entry["trips"] / len(days_of(entry))

    def added(self, kind: str, name: str) -> float:
        """What the plan adds to a site, lane or fleet."""
        mine = [e for e in self.supply["openings"] if (e["kind"], e["id"]) == (kind, name)]
        return sum(float(entry["amount"]) for entry in mine)

    def is_opened(self, kind: str, name: str) -> bool:
        """Is a site or lane there: built already, or opened by the plan?"""
        entry = self.facts.all(f"{kind}s")[name]
        return entry.get("opening") is None or self.added(kind, name) > 0


def walked(facts: Facts, supply: Entry) -> Walk:
    """The plan from its first to its last day; what is unmet is not used."""
    walk = Walk(facts, supply)
    change = changes(walk)
    there: defaultdict[tuple[str, str], float] = defaultdict(float)
    for stock in facts.all("stocks").values():
        there[stock["site"], stock["item"]] += amount(stock["quantity"])
    places = {(site, item) for site, item, _ in change} | set(there)
    for day in facts.days:
        for site, item in places:
            there[site, item] += change[site, item, day]
            walk.stock[site, item, day] = there[site, item]
    return walk


def changes(walk: Walk) -> Daily:
    """What comes less what goes, on every day."""
    change, supply = daily(), walk.supply
    for entry in supply["receipts"]:
        spread(entry, entry["quantity"], change)
    for entry in supply["item_demand"]:
        spread(entry, entry["own"] - entry["quantity"], change)
    for entry in supply["turnovers"]:
        spread(entry, COMES[entry["kind"]] * entry["quantity"], change)
    for entry in supply["unmet"]:
        for day, missing in zip(days_of(entry), entry["by_day"], strict=True):
            walk.unmet[entry["site"], entry["item"], day] += missing
    for cell, missing in walk.unmet.items():
        change[cell] += missing
    for entry, day, arrives, quantity in walk.moves():
        lane = walk.facts.all("lanes")[entry["lane"]]
        kept = 1 - amount(lane.get("loss"))
        change[lane["origin"], entry["item"], day] -= quantity
        change[lane["destination"], entry["item"], arrives] += kept * quantity
    return change


def spread(entry: Entry, quantity: float, into: Daily) -> None:
    """Add a quantity evenly to the days of an entry."""
    for day in days_of(entry):
        into[entry["site"], entry["item"], day] += quantity / len(days_of(entry))


def turned_over(walk: Walk, kind: str, *, site: bool = False) -> Use:
    """What becomes of goods in one way on each day, by whom, and with `site` where and of what."""
    found = used()
    for entry in walk.supply["turnovers"]:
        for day in days_of(entry) if entry["kind"] == kind else ():
            key = (entry["by"], entry["site"], entry["item"], day) if site else (entry["by"], day)
            found[key] += entry["quantity"] / len(days_of(entry))
    return found
