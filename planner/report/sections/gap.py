"""The self-sufficiency gap in quantities, tonnes, containers, truck loads and sorties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.messages import said
from planner.planning import Plan
from planner.records.supply import ForceGap
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Notes, Origins
from planner.report.numbers import NONE, item_name, quantity
from planner.report.words import unit_name

COLUMNS = (
    Column(said("column.item"), wraps=True),
    Column(said("column.quantity"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.tonnes"), number=True),
    Column("m3", number=True, sheds=True),
    Column(said("column.containers"), number=True, sheds=True),
    Column(said("column.loads"), number=True),
    Column(said("column.sorties"), number=True, sheds=True),
)


def gap(plan: Plan) -> Iterator[Block]:
    """One table for each force that has a gap."""
    if plan.gap:
        yield Heading(said("gap.heading"))
        yield from gap_blocks(plan.gap, Origins.of(plan))


def gap_blocks(gaps: Iterable[ForceGap], origins: Origins | None = None) -> Iterator[Block]:
    """The gap of each force: the sum in words, then what it takes to close it."""
    gaps = tuple(gaps)
    if not gaps:
        yield Line(said("gap.none"))
    for force in gaps:
        yield Line(
            said(
                "gap.sum",
                force=force.title,
                required=quantity(force.required_days),
                planned=quantity(force.planned_days),
                personnel=quantity(force.personnel),
                person_days=quantity(force.person_days),
            ),
            notes=origins.force(force.force) if origins else (),
        )
        if force.person_days:
            rows, notes = tuple(_rows(force)), _notes(force, origins)
            yield Table(COLUMNS, rows, notes=notes, totals=(len(rows) - 1,))
    if any(force.person_days for force in gaps):
        yield Line(said("gap.note"), Tone.NOTE)


def _rows(force: ForceGap) -> Iterator[tuple[str, ...]]:
    for load in force.items:
        yield (
            item_name(load.item),
            quantity(load.quantity),
            unit_name(load.unit),
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
    yield (said("gap.total"), "", "", *total)


def _notes(force: ForceGap, origins: Origins | None) -> tuple[Notes, ...]:
    """The notes of each row, none of the total."""
    return (*(origins.person_rate(load.item) for load in force.items), ()) if origins else ()
