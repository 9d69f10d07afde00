"""What external arrangements supply and cost, what units must have brought, and their patients."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import said
from planner.planning import Plan
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import item_name, quantity, short_day
from planner.scenario.titles import readable, site_title

CONTRACTS = (
    Column(said("column.contract"), wraps=True),
    Column(said("column.begins")),
    Column(said("column.days-late"), number=True),
    Column(said("column.person-days"), number=True),
    Column(said("column.tonnes"), number=True),
    Column("USD", number=True),
)
LIFTS = (
    Column(said("column.equipment"), wraps=True),
    Column(said("column.from-place")),
    Column(said("column.to")),
    Column(said("column.ready")),
    Column(said("column.there-by")),
    Column(said("column.tonnes"), number=True),
    Column(said("column.late-tonnes"), number=True),
)


def external(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    """Contracts, lift of the units' equipment and patients; nothing where there are none."""
    yield from _contracts(plan, supply)
    yield from _lifts(plan, supply)
    yield from _patients(supply)


def _contracts(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    if not supply.demand.contracts:
        return
    mass = {name: item.mass.value for name, item in plan.factbook.items.items()}
    yield Heading(said("external.heading"), level=3)
    yield Table(
        CONTRACTS,
        tuple(
            (
                use.title,
                short_day(use.begins),
                quantity(use.late_days),
                quantity(use.person_days),
                quantity(sum(amount * mass[item] for item, amount in use.quantities) / 1000),
                quantity(use.cost_usd),
            )
            for use in supply.demand.contracts
        ),
    )
    yield Line(said("external.note"), Tone.NOTE)


def _lifts(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    lifts = supply.demand.lifts
    if not lifts:
        return
    late: dict[tuple[str, str], float] = {}
    for entry in supply.unmet:
        key = (entry.item, entry.site)
        late[key] = late.get(key, 0.0) + entry.tonnes
    yield Heading(said("external.lift"), level=3)
    yield Table(
        LIFTS,
        tuple(
            (
                item_name(lift.item),
                site_title(plan.scenario, lift.origin),
                site_title(plan.scenario, lift.site),
                short_day(lift.ready),
                short_day(lift.until),
                quantity(lift.tonnes),
                quantity(late.get((lift.item, lift.site), 0.0)),
            )
            for lift in lifts
        ),
    )
    yield Line(said("external.lift-note"), Tone.NOTE)


def _patients(supply: SupplyPlan) -> Iterator[Block]:
    people = supply.demand.population
    for p, kind in enumerate(people.kinds):
        daily = people.patients[:, :, p].sum(axis=(0, 1))
        if daily.any():
            told = {
                "kind": readable(kind),
                "patients": quantity(float(daily.sum())),
                "most": quantity(float(daily.max())),
                "day": short_day(people.start + int(daily.argmax())),
            }
            yield Line(said("external.patients", **told))
