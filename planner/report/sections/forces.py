"""Which requirements the pledges fill, what is missing and why, and what is not used."""

from __future__ import annotations

from collections.abc import Iterator

from planner.planning import Plan
from planner.records.forces import ForcePlan, RequirementFill
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, short_day

REQUIREMENTS = (
    Column("Requirement", wraps=True),
    Column("Need", number=True),
    Column("Pledged", number=True),
    Column("Verified", number=True),
    Column("In time", number=True),
    Column("Short", number=True),
    Column("From"),
    Column("Until"),
    Column("Why", wraps=True),
)
ASKS = (
    Column("Capability", wraps=True),
    Column("Quantity", number=True),
    Column("Measure"),
    Column("In theatre by"),
)
UNUSED = (
    Column("Pledge", wraps=True),
    Column("Units", number=True),
    Column("Personnel", number=True),
    Column("Why not", wraps=True),
)
ASSIGNED = (
    Column("Pledge", wraps=True),
    Column("Requirement", wraps=True),
    Column("Units", number=True),
    Column("Personnel", number=True),
    Column("From"),
)


def forces(plan: Plan) -> Iterator[Block]:
    """Fills and shortfalls, asks, assignments, unused pledges."""
    if plan.forces is None:
        return
    yield Heading("Force generation")
    for force in sorted({entry.force for entry in plan.forces.requirements}):
        mine = [entry for entry in plan.forces.requirements if entry.force == force]
        yield Heading(plan.scenario.forces[force].title, level=3)
        mine.sort(key=lambda entry: (entry.tier, entry.shortfall == 0, entry.requirement))
        tones = tuple(Tone.BAD if entry.shortfall else Tone.PLAIN for entry in mine)
        yield Table(REQUIREMENTS, tuple(_requirement(entry) for entry in mine), tones)
    yield Line(
        "Pledged: every pledge at its word. Verified: reconfirmed and assessed. In time: verified "
        "and in theatre on the first day needed. Short: the most that is missing on any day.",
        Tone.NOTE,
    )
    yield from _asks(plan, plan.forces)
    yield from _assignments(plan, plan.forces)
    yield from _unused(plan, plan.forces)


def _requirement(entry: RequirementFill) -> tuple[str, ...]:
    # causes that only clear the gap together share it evenly: no number says more than their names
    several = len({round(reason.quantity, 9) for reason in entry.reasons}) > 1
    why = "; ".join(
        f"{reason.cause.value} ({quantity(reason.quantity)})" if several else reason.cause.value
        for reason in entry.reasons
    )
    short = entry.shortfall > 0
    return (
        entry.title,
        quantity(entry.required),
        quantity(entry.pledged),
        quantity(entry.verified),
        quantity(entry.deployable),
        quantity(entry.shortfall) if short else NONE,
        short_day(entry.first_gap) if short else "",
        (short_day(entry.closed_on) if entry.closed_on is not None else "end") if short else "",
        why,
    )


def _asks(plan: Plan, forces: ForcePlan) -> Iterator[Block]:
    if forces.asks:
        yield Heading("To ask for: nobody pledged it", level=3)
        yield Table(
            ASKS,
            tuple(
                (
                    plan.factbook.capabilities[ask.capability].title,
                    quantity(ask.quantity),
                    ask.measure,
                    short_day(ask.latest_arrival),
                )
                for ask in sorted(forces.asks, key=lambda a: (a.latest_arrival, a.capability))
            ),
        )


def _assignments(plan: Plan, forces: ForcePlan) -> Iterator[Block]:
    if not forces.assignments:
        return
    people = sum(entry.personnel for entry in forces.assignments)
    yield Heading(f"Who goes where: {counted(people, 'person', 'people')}", level=3)
    yield Table(
        ASSIGNED,
        tuple(
            (
                plan.scenario.pledges[entry.pledge].title,
                plan.scenario.requirements[entry.requirement].title,
                quantity(entry.units),
                quantity(entry.personnel),
                short_day(entry.arrival),
            )
            for entry in sorted(forces.assignments, key=lambda a: (a.arrival, a.pledge))
        ),
    )


def _unused(plan: Plan, forces: ForcePlan) -> Iterator[Block]:
    if forces.unused:
        yield Heading("Pledges not used", level=3)
        yield Table(
            UNUSED,
            tuple(
                (
                    plan.scenario.pledges[entry.pledge].title,
                    quantity(entry.units),
                    quantity(entry.personnel),
                    entry.why,
                )
                for entry in forces.unused
            ),
        )
