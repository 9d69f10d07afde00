"""Other plans than the best: near-best alternatives, and the price of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.generation import Generation
from planner.messages import Said, said
from planner.records.alternatives import Alternatives, Price, Reassigned
from planner.records.forces import Goal
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import counted, quantity, share
from planner.report.words import goal_name, unit_name

MOVES = (
    Column(said("column.pledge"), wraps=True),
    Column(said("column.requirement"), wraps=True),
    Column(said("column.units-before"), number=True),
    Column(said("column.units-after"), number=True),
)
GOALS = (
    Column(said("column.goal"), wraps=True),
    Column(said("column.unit-of-issue"), wraps=True),
    Column(said("column.without"), number=True),
    Column(said("column.with"), number=True),
    Column(said("column.price"), number=True),
)
BEST = Column(said("column.best"), number=True)
THIS = Column(said("column.this"), number=True)
MORE = Column(said("column.more"), number=True)
SHORT = (
    Column(said("column.requirement"), wraps=True),
    Column(said("column.short-without"), number=True),
    Column(said("column.short-with"), number=True),
)


def alternative_blocks(found: Generation, others: Alternatives) -> Iterator[Block]:
    """Every alternative with its goals beside the best, and who goes elsewhere."""
    yield Heading(said("choices.heading", share=share(others.within)))
    if not others.others:
        yield Line(said("choices.none"), Tone.NOTE)
    for number, other in enumerate(others.others, start=1):
        elsewhere = share(other.difference)
        yield Heading(said("choices.plan", number=number, share=elsewhere), level=3)
        pairs = zip(others.goals, other.goals, strict=True)
        rows = tuple(_goal(before, after.value) for before, after in pairs)
        yield Table((*GOALS[:2], BEST, THIS, MORE), rows)
        yield Table(MOVES, tuple(_moves(found, other.moves)))


def price_blocks(found: Generation, price: Price) -> Iterator[Block]:
    """What decisions cost, goal by goal, and whom they move."""
    yield Heading(said("price.heading"))
    changed = [change for change in price.goals if abs(change.difference) > 0]
    if not changed:
        yield Line(said("price.nothing"), Tone.GOOD)
    names = (
        Goal(change.name, change.before, change.unit, change.priority) for change in price.goals
    )
    afters = (change.after for change in price.goals)
    pairs = zip(names, afters, strict=True)
    yield Table(GOALS, tuple(_goal(goal, after) for goal, after in pairs))
    if price.requirements:
        yield Table(
            SHORT,
            tuple(
                (
                    found.scenario.requirements[change.requirement].title,
                    quantity(change.shortfall_before),
                    quantity(change.shortfall_after),
                )
                for change in price.requirements
            ),
        )
    if price.moves:
        yield Line(_changed(len(price.moves)))
        yield Table(MOVES, tuple(_moves(found, price.moves)))


def _changed(number: int) -> Said:
    moves = counted(number, "assignment")
    return said("price.one-move" if number == 1 else "price.moves", assignments=moves)


def _goal(before: Goal, after: float) -> tuple[str, ...]:
    name = goal_name(before.name)
    tiered = before.priority is not None
    return (
        said("goal.tier", goal=name, tier=before.priority) if tiered else name,
        unit_name(before.unit),
        quantity(before.value),
        quantity(after),
        quantity(after - before.value),
    )


def _moves(found: Generation, moves: Iterable[Reassigned]) -> Iterator[tuple[str, ...]]:
    for move in moves:
        yield (
            found.scenario.pledges[move.pledge].title,
            found.scenario.requirements[move.requirement].title,
            quantity(move.before),
            quantity(move.after),
        )
