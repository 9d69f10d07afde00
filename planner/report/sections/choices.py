"""Other plans than the best: near-best alternatives, and the price of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.generation import Generation
from planner.records.alternatives import Alternatives, Price, Reassigned
from planner.records.forces import Goal
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import counted, quantity, share

MOVES = (
    Column("Pledge", wraps=True),
    Column("Requirement", wraps=True),
    Column("Units before", number=True),
    Column("Units after", number=True),
)
GOALS = (
    Column("Goal", wraps=True),
    Column("Unit", wraps=True),
    Column("Without", number=True),
    Column("With", number=True),
    Column("Price", number=True),
)
MORE = Column("More", number=True)
SHORT = (
    Column("Requirement", wraps=True),
    Column("Short without", number=True),
    Column("Short with", number=True),
)


def alternative_blocks(found: Generation, others: Alternatives) -> Iterator[Block]:
    """Every alternative with its goals beside the best, and who goes elsewhere."""
    yield Heading(f"Other plans within {share(others.within)} of the best")
    if not others.others:
        yield Line("No other assignment is as good.", Tone.NOTE)
    for number, other in enumerate(others.others, start=1):
        yield Heading(f"Plan {number}: {share(other.difference)} of the units elsewhere", level=3)
        pairs = zip(others.goals, other.goals, strict=True)
        rows = tuple(_goal(before, after.value) for before, after in pairs)
        yield Table(
            (*GOALS[:2], Column("Best", number=True), Column("This", number=True), MORE), rows
        )
        yield Table(MOVES, tuple(_moves(found, other.moves)))


def price_blocks(found: Generation, price: Price) -> Iterator[Block]:
    """What decisions cost, goal by goal, and whom they move."""
    yield Heading("The price of the decisions")
    changed = [change for change in price.goals if abs(change.difference) > 0]
    if not changed:
        yield Line("They cost nothing: another plan is as good.", Tone.GOOD)
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
        yield Line(f"{counted(len(price.moves), 'assignment')} changed:")
        yield Table(MOVES, tuple(_moves(found, price.moves)))


def _goal(before: Goal, after: float) -> tuple[str, ...]:
    tier = "" if before.priority is None else f", tier {before.priority}"
    return (
        f"{before.name}{tier}",
        before.unit,
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
