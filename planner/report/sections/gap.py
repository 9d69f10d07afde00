"""The self-sufficiency gap in quantities, tonnes, containers, truck loads and sorties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.planning import Plan
from planner.records.supply import ForceGap
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Notes, Origins
from planner.report.numbers import NONE, item_name, quantity

COLUMNS = (
    Column("Item", wraps=True),
    Column("Quantity", number=True),
    Column("Unit"),
    Column("Tonnes", number=True),
    Column("m3", number=True, sheds=True),
    Column("20-ft", number=True, sheds=True),
    Column("Loads", number=True),
    Column("Sorties", number=True, sheds=True),
)


def gap(plan: Plan) -> Iterator[Block]:
    """One table for each force that has a gap."""
    if plan.gap:
        yield Heading("Self-sufficiency gap")
        yield from gap_blocks(plan.gap, Origins.of(plan))


def gap_blocks(gaps: Iterable[ForceGap], origins: Origins | None = None) -> Iterator[Block]:
    """The gap of each force: the sum in words, then what it takes to close it."""
    gaps = tuple(gaps)
    if not gaps:
        yield Line("No force says how many days it must supply itself: there is no gap.")
    for force in gaps:
        yield Line(
            f"{force.title}: ({quantity(force.required_days)} - {quantity(force.planned_days)}) "
            f"days x {quantity(force.personnel)} personnel = {quantity(force.person_days)} "
            "person-days.",
            notes=origins.force(force.force) if origins else (),
        )
        if force.person_days:
            rows, notes = tuple(_rows(force)), _notes(force, origins)
            yield Table(COLUMNS, rows, notes=notes, totals=(len(rows) - 1,))
    if any(force.person_days for force in gaps):
        yield Line(
            "For the full authorised strength, at normal tempo in hot conditions. 20-ft: "
            "containers by mass or volume, whichever is more; loads and sorties: of the vehicle "
            "and the aircraft that the catalogue names for the item's storage group.",
            Tone.NOTE,
        )


def _rows(force: ForceGap) -> Iterator[tuple[str, ...]]:
    for load in force.items:
        yield (
            item_name(load.item),
            quantity(load.quantity),
            load.unit,
            quantity(load.tonnes),
            quantity(load.m3),
            quantity(load.containers),
            quantity(load.truckloads),
            NONE if load.sorties is None else quantity(load.sorties),
        )
    total = (
        quantity(sum(load.tonnes for load in force.items)),
        quantity(sum(load.m3 for load in force.items)),
        quantity(sum(load.containers for load in force.items)),
        quantity(sum(load.truckloads for load in force.items)),
        quantity(sum(load.sorties or 0 for load in force.items)),
    )
    yield ("Total", "", "", *total)


def _notes(force: ForceGap, origins: Origins | None) -> tuple[Notes, ...]:
    """The notes of each row, none of the total."""
    return (*(origins.person_rate(load.item) for load in force.items), ()) if origins else ()
