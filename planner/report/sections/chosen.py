"""What the plan opens and adds, what it costs, what becomes of goods on the way."""

from __future__ import annotations

from collections.abc import Iterator

from planner.planning import Plan
from planner.records.chosen import TurnoverKind
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table
from planner.report.numbers import item_name, quantity
from planner.scenario.titles import choice_title

CHOICES = (
    Column("What", wraps=True),
    Column("Where", wraps=True),
    Column("How much", number=True),
    Column("Unit"),
    Column("USD", number=True),
)
COSTS = (Column("Cost of"), Column("USD", number=True))
WORDS = {
    "site": "Site to open",
    "lane": "Lane to open",
    "runs": "Lane that runs",
    "storage": "Store to add",
    "throughput": "Handling to add",
    "capacity": "Lane capacity to add",
    "vehicles": "Vehicles to hire",
}
BECAME = {
    TurnoverKind.BURNT: "burnt by vehicles on the way",
    TurnoverKind.SPOILT: "spoilt",
    TurnoverKind.MADE: "made or unpacked at sites",
    TurnoverKind.SOLD: "sold or handed over",
}


def chosen(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    """Openings and additions, costs line by line, and goods burnt, spoilt, made and sold."""
    if supply.choices:
        yield Heading("What to open and to add", level=3)
        yield Table(CHOICES, tuple(_choices(plan, supply)))
    if supply.costs:
        total = sum(line.cost for line in supply.costs)
        yield Heading("What it costs", level=3)
        lines = [(line.name.capitalize(), quantity(line.cost)) for line in supply.costs]
        yield Table(COSTS, (*lines, ("In all", quantity(total))))
    for kind, words in BECAME.items():
        told = _in_all(plan, supply, kind)
        if told:
            yield Line(f"{words.capitalize()}: {told}.")
    moved = sum(move.vehicles for move in supply.repositionings)
    if moved:
        yield Line(f"Vehicles that drive empty to another base: {quantity(moved)} moves.")


def _choices(plan: Plan, supply: SupplyPlan) -> Iterator[tuple[str, ...]]:
    for entry in supply.choices:
        yield (
            WORDS[entry.kind],
            choice_title(plan.scenario, entry.kind, entry.id),
            quantity(entry.amount) if entry.unit else "",
            entry.unit,
            quantity(entry.cost),
        )


def _in_all(plan: Plan, supply: SupplyPlan, kind: TurnoverKind) -> str:
    amounts: dict[str, float] = {}
    for entry in supply.turnovers:
        if entry.kind is kind:
            amounts[entry.item] = amounts.get(entry.item, 0.0) + entry.quantity
    units = {item: entry.unit for item, entry in plan.factbook.items.items()}
    return ", ".join(
        f"{quantity(amount)} {unit} of {item_name(item)}"
        for item, unit in sorted(units.items())
        if (amount := amounts.get(item, 0.0))
    )
