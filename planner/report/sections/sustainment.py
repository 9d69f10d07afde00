"""What must stand where by when, where stock runs out first, and which limits bind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue.ids import SiteId
from planner.planning import Plan
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, item_name, quantity, short_day
from planner.sustainment.days import ENOUGH_DAYS

PREPOSITIONED = (
    Column("Site"),
    Column("Item", wraps=True),
    Column("Quantity", number=True),
    Column("Unit"),
    Column("Tonnes", number=True),
    Column("20-ft", number=True),
    Column("Loads", number=True),
    Column("Leave by"),
    Column("Need by"),
)
FAILURES = (
    Column("Site"),
    Column("Alone to"),
    Column("First out", wraps=True),
    Column("Lowest", number=True),
    Column("of", wraps=True),
    Column("on"),
    Column("Unmet"),
)
UNMET = (
    Column("Site"),
    Column("Item", wraps=True),
    Column("From"),
    Column("Until"),
    Column("Quantity", number=True),
    Column("Unit"),
    Column("Why", wraps=True),
)
BREACHES = (
    Column("Policy", wraps=True),
    Column("Site"),
    Column("Item", wraps=True),
    Column("From"),
    Column("Until"),
    Column("Most missing", number=True),
    Column("Unit"),
)


def sustainment(plan: Plan) -> Iterator[Block]:
    """Pre-positioned stock, failures, unmet demand, policies not kept, bottlenecks."""
    supply = plan.sustainment
    if supply is None:
        return
    yield Heading("Sustainment and pre-positioning")
    yield from _goals(supply)
    yield from _prepositioned(plan, supply)
    yield from _failures(plan, supply)
    yield from _unmet(plan, supply)
    yield from _breaches(plan, supply)
    yield from _bottlenecks(supply)


def _goals(supply: SupplyPlan) -> Iterator[Block]:
    told = []
    for goal in supply.goals:
        tier = "" if goal.priority is None else f" (priority {goal.priority})"
        name = goal.name.replace("_", " ")
        told.append(f"{name}{tier} {quantity(goal.value)} {goal.unit}")
    yield Line(f"Goals, in their order: {'; '.join(told)}.", Tone.NOTE)


def _site(plan: Plan, site: SiteId) -> str:
    return plan.scenario.sites[site].title


def _prepositioned(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    if not supply.prepositioned:
        return
    yield Heading("What must stand where before the troops arrive", level=3)
    ordered = sorted(supply.prepositioned, key=lambda s: (s.need_by, s.site, s.load.item))
    yield Table(
        PREPOSITIONED,
        tuple(
            (
                _site(plan, stock.site),
                item_name(stock.load.item),
                quantity(stock.load.quantity),
                stock.load.unit,
                quantity(stock.load.tonnes),
                quantity(stock.load.containers),
                quantity(stock.load.truckloads),
                short_day(stock.leave_by),
                short_day(stock.need_by),
            )
            for stock in ordered
        ),
    )


def _failures(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    first = {entry.site: entry.alone for entry in sorted(supply.failures, key=lambda e: -e.alone)}
    sites = sorted(first, key=lambda site: (first[site], site))
    if sites:
        yield Heading("Where it fails first", level=3)
        yield Table(FAILURES, tuple(_failure(plan, supply, site) for site in sites))
        yield Line(
            "Alone to: the day on which what the units brought is gone, without outside support. "
            "Lowest: in the plan, the lowest days of supply once troops are there, of the items "
            "that a policy speaks of. Unmet: the first day on which the plan itself fails.",
            Tone.NOTE,
        )


def _failure(plan: Plan, supply: SupplyPlan, site: SiteId) -> tuple[str, ...]:
    mine = [entry for entry in supply.failures if entry.site == site]
    alone = min(entry.alone for entry in mine)
    first = [item_name(e.item) for e in mine if e.alone == alone]
    unmet = min((e.planned for e in mine if e.planned is not None), default=None)
    named = "everything" if len(first) == len(mine) > 1 else _named(first)
    return (
        _site(plan, site),
        short_day(alone),
        named,
        *_lowest(plan, supply, site),
        short_day(unmet),
    )


def _named(items: list[str]) -> str:
    return ", ".join(items[:2]) + (f" and {len(items) - 2} more" if len(items) > 2 else "")


def _lowest(plan: Plan, supply: SupplyPlan, site: SiteId) -> tuple[str, str, str]:
    """The lowest days of supply of any item after the site's first troops, and its day."""
    curves = supply.curves
    n = curves.sites.index(site)
    arrival = plan.laydown.first_arrival(site)
    first = 0 if arrival is None else max(0, arrival - curves.start)
    watched = {item for policy in plan.scenario.policies.values() for item in policy.items}
    wanted = [not watched or item in watched for item in curves.items]
    kept = np.flatnonzero(curves.kept[n] & wanted)
    days = curves.days_of_supply[n, kept, first:]
    if not days.size or float(days.min()) >= ENOUGH_DAYS:
        return NONE, "", ""
    k, d = np.unravel_index(int(days.argmin()), days.shape)
    item = curves.items[kept[k]]
    when = curves.start + first + int(d)
    return quantity(float(days[k, d])), item_name(item), short_day(when)


def _unmet(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    if supply.unmet:
        yield Heading("Demand that cannot be met", level=3)
        yield Table(
            UNMET,
            tuple(
                (
                    _site(plan, entry.site),
                    item_name(entry.item),
                    short_day(entry.start),
                    short_day(entry.until),
                    quantity(entry.quantity),
                    entry.unit,
                    entry.reason,
                )
                for entry in sorted(supply.unmet, key=lambda e: (e.start, e.site, e.item))
            ),
        )


def _breaches(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    if supply.breaches:
        yield Heading("Stock policies that cannot be kept", level=3)
        yield Table(
            BREACHES,
            tuple(
                (
                    entry.policy,
                    _site(plan, entry.site),
                    item_name(entry.item),
                    short_day(entry.start),
                    short_day(entry.until),
                    quantity(entry.worst),
                    plan.factbook.items[entry.item].unit,
                )
                for entry in supply.breaches
            ),
        )


def _bottlenecks(supply: SupplyPlan) -> Iterator[Block]:
    if supply.bottlenecks:
        yield Heading("Limits that bind", level=3)
        for limit in supply.bottlenecks[:5]:
            yield Line(f"{limit.text[0].upper()}{limit.text[1:]}.")
        yield Line("A first small relief saves at this rate; a large one saves less.", Tone.NOTE)
