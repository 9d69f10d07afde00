"""What must stand where by when, where stock runs out first, and which limits bind."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import Said, capital, joined, said
from planner.planning import Plan
from planner.records.forces import Goal
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Heading, Line, Tone
from planner.report.numbers import fine_share, quantity
from planner.report.sections.chosen import chosen
from planner.report.sections.external import external
from planner.report.sections.failures import breaches, failures, unmet
from planner.report.sections.prepositioned import prepositioned
from planner.report.sections.transport import transport
from planner.report.words import goal_title, unit_name


def sustainment(plan: Plan) -> Iterator[Block]:
    """Stock ahead, failures, unmet demand, policies, contracts, lift, transport, bottlenecks."""
    supply = plan.sustainment
    if supply is None:
        return
    yield Heading(said("sustainment.heading"))
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
    told = joined("list.semicolon", [_value(goal) for goal in supply.goals])
    yield Line(said("goal.in-order", goals=told), Tone.NOTE)
    yield from _proof(supply)


def _value(goal: Goal) -> Said:
    told = {"goal": goal_title(goal), "value": quantity(goal.value), "unit": unit_name(goal.unit)}
    return said("goal.value-in-unit", **told)


def _proof(supply: SupplyPlan) -> Iterator[Block]:
    """How near to the best the plan is proven to be; nothing where it is the best by the day."""
    gaps = [goal.gap for goal in supply.goals]
    if all(gap == 0 for gap in gaps):
        return
    if all(gap is None for gap in gaps):
        yield Line(said("proof.none"), Tone.NOTE)
        return
    told = [
        _bound(goal, goal.bound, goal.gap)
        for goal in supply.goals
        if goal.bound is not None and goal.gap
    ]
    if told:
        yield Line(said("proof.bounds", bounds=joined("list.semicolon", told)), Tone.NOTE)
    unknown = [goal_title(goal) for goal in supply.goals if goal.bound is None]
    if unknown:
        yield Line(said("proof.unknown", goals=joined("list.semicolon", unknown)), Tone.NOTE)


def _bound(goal: Goal, bound: float, gap: float) -> Said:
    """What no plan can be below, with the gap, and of what it is a share where that is not the
    value itself."""
    unit = unit_name(goal.unit)
    told = {"goal": goal_title(goal), "bound": quantity(bound), "unit": unit}
    if goal.stake <= abs(goal.value):
        return said("proof.bound", **told, gap=fine_share(gap))
    return said("proof.bound-at-stake", **told, gap=fine_share(gap), stake=quantity(goal.stake))


def _bottlenecks(supply: SupplyPlan) -> Iterator[Block]:
    if supply.bottlenecks:
        yield Heading(said("sustainment.limits"), level=3)
        for limit in supply.bottlenecks[:5]:
            yield Line(said("text.sentence", text=capital(limit.text)))
        yield Line(said("sustainment.limits-note"), Tone.NOTE)
