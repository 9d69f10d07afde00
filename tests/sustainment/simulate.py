"""A supply plan walked through day by day: plain loops over what the plan's JSON says.

Nothing of planner.sustainment is used. Given are the facts of the scenario file (opening stocks,
lanes) and the result as a planner reads it: what is used, what units bring themselves, receipts,
movements and what is unmet.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Cell = tuple[str, str, int]
"""Site, item and day."""
Daily = defaultdict[Cell, float]


def number(day: str) -> int:
    """D+12 is 12."""
    return int(day.removeprefix("D"))


def spread(site: str, item: str, entry: dict[str, Any], quantity: float, into: Daily) -> None:
    """Add a quantity evenly to the days of an entry."""
    first, until = (
        number(entry["from"] if "from" in entry else entry["day"]),
        number(entry["until"]),
    )
    for day in range(first, until):
        into[site, item, day] += quantity / (until - first)


def stocks(scenario: dict[str, Any], result: dict[str, Any]) -> Daily:
    """The stock of every site and item at the end of every day."""
    supply = result["sustainment"]
    change = changes(scenario, supply)
    found: Daily = defaultdict(float)
    start = number(scenario["calendar"]["start"])
    end = number(scenario["calendar"]["end"])
    there: defaultdict[tuple[str, str], float] = defaultdict(float)
    for stock in scenario.get("stocks", {}).values():
        there[stock["site"], stock["item"]] += stock["quantity"]["value"]
    places = {(site, item) for site, item, _ in change} | set(there)
    for day in range(start, end):
        for site, item in places:
            there[site, item] += change[site, item, day]
            found[site, item, day] = there[site, item]
    return found


def changes(scenario: dict[str, Any], supply: dict[str, Any]) -> Daily:
    """What comes and goes on every day, less what is used; what is unmet is not used."""
    change: Daily = defaultdict(float)
    for entry in supply["receipts"]:
        spread(entry["site"], entry["item"], entry, entry["quantity"], change)
    for entry in supply["item_demand"]:
        used = entry["quantity"] - entry["own"]
        spread(entry["site"], entry["item"], entry, -used, change)
    for entry in supply["unmet"]:
        spread(entry["site"], entry["item"], entry, entry["quantity"], change)
    for entry in supply["movements"]:
        move(scenario["lanes"][entry["lane"]], entry, change)
    return change


def untold(supply: dict[str, Any]) -> set[Cell]:
    """Cells inside a stretch of unmet demand: how much of it falls on which day is not told."""
    return {
        (entry["site"], entry["item"], day)
        for entry in supply["unmet"]
        for day in range(number(entry["day"]), number(entry["until"]) - 1)
    }


def move(lane: dict[str, Any], entry: dict[str, Any], change: Daily) -> None:
    """A movement leaves evenly; what leaves on a day arrives as many days later as the first."""
    spread(lane["origin"], entry["item"], entry, -entry["quantity"], change)
    days = number(entry["until"]) - number(entry["from"])
    kept = 1 - lane.get("loss", {}).get("value", 0)
    for i in range(days):
        arrives = number(entry["arrives"]) + i
        change[lane["destination"], entry["item"], arrives] += kept * entry["quantity"] / days
