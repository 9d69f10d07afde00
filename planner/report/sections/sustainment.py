"""What must stand where by when, where stock runs out first, and which limits bind."""

from __future__ import annotations

from collections.abc import Iterator

from planner.planning import Plan
from planner.records.forces import Goal
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Heading, Line, Tone
from planner.report.numbers import quantity
from planner.report.sections.chosen import chosen
from planner.report.sections.external import external
from planner.report.sections.failures import breaches, failures, unmet
from planner.report.sections.prepositioned import prepositioned
from planner.report.sections.transport import transport


def sustainment(plan: Plan) -> Iterator[Block]:
    """Stock ahead, failures, unmet demand, policies, contracts, lift, transport, bottlenecks."""
    supply = plan.sustainment
    if supply is None:
        return
    yield Heading("Sustainment and pre-positioning")
    yield from _goals(supply)
    yield from prepositioned(plan, supply)
    yield from failures(plan, supply)
    yield from unmet(plan, supply)
    yield from breaches(plan, supply)
    yield from external(plan, supply)
    yield from transport(plan, supply)
    yield from chosen(plan, supply)
    yield from _bottlenecks(supply)


def _goals(supply: SupplyPlan) -> Iterator[Block]:
    told = [f"{_name(goal)} {quantity(goal.value)} {goal.unit}" for goal in supply.goals]
    yield Line(f"Goals, in their order: {'; '.join(told)}.", Tone.NOTE)
    yield from _proof(supply)


def _proof(supply: SupplyPlan) -> Iterator[Block]:
    """How near to the best the plan is proven to be; nothing where it is the best by the day."""
    gaps = [goal.gap for goal in supply.goals]
    if all(gap == 0 for gap in gaps):
        return
    if all(gap is None for gap in gaps):
        yield Line("Not proven how near to the best this is: --gap 0.01 proves 1 %.", Tone.NOTE)
        return
    told = [
        f"{_name(goal)} {quantity(goal.bound)} {goal.unit} ({_gap(goal)})"
        for goal in supply.goals
        if goal.bound is not None and goal.gap
    ]
    if told:
        yield Line(f"No plan can be below: {'; '.join(told)}.", Tone.NOTE)
    unknown = [_name(goal) for goal in supply.goals if goal.bound is None]
    if unknown:
        yield Line(f"Not proven how near to the best: {'; '.join(unknown)}.", Tone.NOTE)


def _name(goal: Goal) -> str:
    """What a goal is called, with the priority that it is of."""
    name = goal.name.replace("_", " ")
    return name if goal.priority is None else f"{name} (priority {goal.priority})"


def _gap(goal: Goal) -> str:
    """The gap, and of what it is a share where that is not the value itself."""
    of = f" of {quantity(goal.stake)} {goal.unit}" if goal.stake > abs(goal.value) else ""
    return f"gap {goal.gap:.1%}{of} at stake" if of else f"gap {goal.gap:.1%}"


def _bottlenecks(supply: SupplyPlan) -> Iterator[Block]:
    if supply.bottlenecks:
        yield Heading("Limits that bind", level=3)
        for limit in supply.bottlenecks[:5]:
            yield Line(f"{limit.text[0].upper()}{limit.text[1:]}.")
        yield Line("A first small relief saves at this rate; a large one saves less.", Tone.NOTE)
