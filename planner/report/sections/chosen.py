"""What the plan opens and adds, what it costs, what becomes of goods on the way."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import capital, joined, said
from planner.planning import Plan
from planner.records.chosen import TurnoverKind, cost_name
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table
from planner.report.numbers import item_name, quantity
from planner.report.words import unit_name, unit_of
from planner.scenario.titles import choice_title

CHOICES = (
    Column(said("column.what"), wraps=True),
    Column(said("column.where"), wraps=True),
    Column(said("column.how-much"), number=True),
    Column(said("column.unit-of-issue")),
    Column("USD", number=True),
)
COSTS = (Column(said("column.cost-of")), Column("USD", number=True))
WORDS = {
    "site": said("chosen.site"),
    "lane": said("chosen.lane"),
    "runs": said("chosen.runs"),
    "storage": said("chosen.storage"),
    "throughput": said("chosen.throughput"),
    "capacity": said("chosen.capacity"),
    "vehicles": said("chosen.vehicles"),
}
BECAME = {
    TurnoverKind.BURNT: said("chosen.burnt"),
    TurnoverKind.SPOILT: said("chosen.spoilt"),
    TurnoverKind.MADE: said("chosen.made"),
    TurnoverKind.SOLD: said("chosen.sold"),
}


def chosen(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    """Openings and additions, costs line by line, and goods burnt, spoilt, made and sold."""
    if supply.choices:
        yield Heading(said("chosen.heading"), level=3)
        yield Table(CHOICES, tuple(_choices(plan, supply)))
    if supply.costs:
        total = sum(line.cost for line in supply.costs)
        yield Heading(said("chosen.costs"), level=3)
        lines = [(capital(cost_name(line.name)), quantity(line.cost)) for line in supply.costs]
        yield Table(COSTS, (*lines, (said("chosen.in-all"), quantity(total))))
    for kind, words in BECAME.items():
        told = _in_all(plan, supply, kind)
        if told:
            yield Line(said("text.named-sentence", name=words, text=told))
    moved = sum(move.vehicles for move in supply.repositionings)
    if moved:
        yield Line(said("chosen.moves", moves=quantity(moved)))


def _choices(plan: Plan, supply: SupplyPlan) -> Iterator[tuple[str, ...]]:
    for entry in supply.choices:
        yield (
            WORDS[entry.kind],
            choice_title(plan.scenario, entry.kind, entry.id),
            quantity(entry.amount) if entry.unit else "",
            unit_name(entry.unit),
            quantity(entry.cost),
        )


def _in_all(plan: Plan, supply: SupplyPlan, kind: TurnoverKind) -> str:
    amounts: dict[str, float] = {}
    for entry in supply.turnovers:
        if entry.kind is kind:
            amounts[entry.item] = amounts.get(entry.item, 0.0) + entry.quantity
    units = {item: entry.unit for item, entry in plan.factbook.items.items()}
    told = [
        said(
            "amount.of-item",
            amount=quantity(amount),
            unit=unit_of(amount, unit),
            item=item_name(item),
        )
        for item, unit in sorted(units.items())
        if (amount := amounts.get(item, 0.0))
    ]
    return joined("list.comma", told)
