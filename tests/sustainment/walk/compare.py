"""The plan as it is told against the plan as it is walked."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.publish.supply import sustainment_part
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario, factbook_of
from tests.sustainment.walk.daily import Cell, Walk, walked
from tests.sustainment.walk.facts import Entry, Facts, number
from tests.sustainment.walk.limits import ROUNDING, UNTOLD, broken
from tests.sustainment.walk.money import costs, goals


def facts_of(scenario: Scenario) -> Facts:
    """What the file and the catalogue say, as JSON."""
    return Facts(
        scenario.model_dump(mode="json", by_alias=True, exclude_unset=True),
        factbook_of(scenario).model_dump(mode="json", by_alias=True),
    )


def told_by(scenario: Scenario, plan: SupplyPlan) -> Entry:
    """The plan as a planner reads it."""
    part: Entry = sustainment_part(plan, factbook_of(scenario)).model_dump(
        mode="json", by_alias=True
    )
    return part


def differences(facts: Facts, supply: Entry) -> list[str]:
    """Everything in which the plan as told is not the plan as walked, and every limit broken."""
    walk = walked(facts, supply)
    return [*broken(walk), *_stocks(walk), *_runs(walk), *_costs(walk), *_goals(walk)]


def _apart(one: float, other: float, size: float) -> bool:
    return abs(one - other) > ROUNDING * abs(size) + UNTOLD


def _stocks(walk: Walk) -> Iterator[str]:
    told: dict[Cell, float] = {}
    for entry in walk.supply["stocks"]:
        for i, quantity in enumerate(entry["quantity"]):
            told[entry["site"], entry["item"], number(entry["from"]) + i] = quantity
    largest = max((abs(quantity) for quantity in told.values()), default=0.0)
    # what the plan does not list is a place where nothing is kept
    for cell in sorted(set(told) | set(walk.stock)):
        mine, theirs = walk.stock.get(cell, 0.0), told.get(cell, 0.0)
        if cell[2] in walk.facts.days and _apart(mine, theirs, largest):
            yield f"stock of {cell}: {mine} walked, {theirs} told"


def _costs(walk: Walk) -> Iterator[str]:
    if any(goal["goal"] == "cost" for goal in walk.supply["goals"]):
        told = {line["name"]: line["cost"] for line in walk.supply["costs"]}
        for name, mine in costs(walk).items():
            theirs = told.pop(name, 0.0)
            if _apart(mine, theirs, theirs):
                yield f"cost of {name}: {mine} walked, {theirs} told"
        yield from (f"cost of {name}: not walked" for name in told)


def _goals(walk: Walk) -> Iterator[str]:
    mine = goals(walk)
    for goal in walk.supply["goals"]:
        if goal["goal"] in ("unmet", "cost", "fleet", "tonne_km"):
            value = mine[goal["goal"], goal["priority"]]
            if _apart(value, goal["value"], goal["value"]):
                yield f"goal {goal['goal']}: {value} walked, {goal['value']} told"


def _runs(walk: Walk) -> Iterator[str]:
    """A lane that costs something each day runs on at least as many days as it carries on. On one
    more it carries less than is told, where a goal before the cost gained a hair by that."""
    lanes = walk.facts.all("lanes")
    moved = {(entry["lane"], day) for entry, day, _, _ in walk.moves()}
    told = {e["id"]: e["amount"] for e in walk.supply["openings"] if e["kind"] == "runs"}
    for lane in (name for name, entry in lanes.items() if entry.get("runs")):
        days = sum(mine == lane for mine, _ in moved)
        if days > told.get(lane, 0.0) + UNTOLD:
            yield f"lane {lane}: carries on {days} days and runs on {told.get(lane, 0.0)}"
