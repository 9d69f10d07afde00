"""Where supply fails first, what demand is not met, and which policies are not kept."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue.ids import SiteId
from planner.messages import joined, said
from planner.planning import Plan
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Origins
from planner.report.numbers import NONE, counted, item_name, quantity, short_day
from planner.report.words import unit_name
from planner.scenario.titles import readable, site_title
from planner.sustainment.days import ENOUGH_DAYS

FAILURES = (
    Column(said("column.site")),
    Column(said("column.alone-to")),
    Column(said("column.first-out"), wraps=True),
    Column(said("column.lowest"), number=True),
    Column(said("column.of"), wraps=True),
    Column(said("column.on")),
    Column(said("column.unmet-from")),
)
UNMET = (
    Column(said("column.site")),
    Column(said("column.item"), wraps=True),
    Column(said("column.from-day")),
    Column(said("column.until")),
    Column(said("column.quantity"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.why"), wraps=True),
)
BREACHES = (
    Column(said("column.policy"), wraps=True),
    Column(said("column.site")),
    Column(said("column.item"), wraps=True),
    Column(said("column.from-day")),
    Column(said("column.until")),
    Column(said("column.most-missing"), number=True),
    Column(said("column.unit-of-issue")),
)


def failures(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    first = {entry.site: entry.alone for entry in sorted(supply.failures, key=lambda e: -e.alone)}
    sites = sorted(first, key=lambda site: (first[site], site))
    if sites:
        yield Heading(said("failures.heading"), level=3)
        yield Table(FAILURES, tuple(_failure(plan, supply, site) for site in sites))
        yield Line(said("failures.note"), Tone.NOTE)


def _failure(plan: Plan, supply: SupplyPlan, site: SiteId) -> tuple[str, ...]:
    mine = [entry for entry in supply.failures if entry.site == site]
    alone = min(entry.alone for entry in mine)
    first = [item_name(e.item) for e in mine if e.alone == alone]
    unmet = min((e.planned for e in mine if e.planned is not None), default=None)
    named = said("item.everything") if len(first) == len(mine) > 1 else _named(first)
    return (
        site_title(plan.scenario, site),
        short_day(alone),
        named,
        *_lowest(plan, supply, site),
        short_day(unmet),
    )


def _named(items: list[str]) -> str:
    told, rest = joined("list.comma", items[:2]), len(items) - 2
    return said("list.more", shown=told, rest=rest) if rest > 0 else told


def _lowest(plan: Plan, supply: SupplyPlan, site: SiteId) -> tuple[str, str, str]:
    """The lowest days of supply of any item once anybody is there to need it, and its day."""
    curves = supply.curves
    n = curves.sites.index(site)
    first = max(0, _first_need(plan, supply, site) - curves.start)
    watched = {item for policy in plan.scenario.policies.values() for item in policy.concerned}
    wanted = [not watched or item in watched for item in curves.items]
    kept = np.flatnonzero(curves.kept[n] & wanted)
    days = curves.days_of_supply[n, kept, first:]
    if not days.size or float(days.min()) >= ENOUGH_DAYS:
        return NONE, "", ""
    k, d = np.unravel_index(int(days.argmin()), days.shape)
    item = curves.items[kept[k]]
    when = curves.start + first + int(d)
    return quantity(float(days[k, d])), item_name(item), short_day(when)


def _first_need(plan: Plan, supply: SupplyPlan, site: SiteId) -> int:
    """The day of the first troops; without troops that of the first demand."""
    arrival = plan.laydown.first_arrival(site)
    if arrival is not None:
        return arrival
    begins = (entry.start for entry in supply.item_demand if entry.site == site)
    return min(begins, default=supply.curves.start)


def unmet(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    if supply.unmet:
        may_be_less = any(goal.may_be_less for goal in supply.goals if goal.name == "unmet")
        words = said("unmet.heading-in-plan" if may_be_less else "unmet.heading")
        yield Heading(words, level=3)
        tonnes = quantity(sum(entry.tonnes for entry in supply.unmet))
        sites = counted(len({entry.site for entry in supply.unmet}), "site")
        yield Line(said("unmet.in-all", tonnes=tonnes, sites=sites))
        yield Table(
            UNMET,
            tuple(
                (
                    site_title(plan.scenario, entry.site),
                    item_name(entry.item),
                    short_day(entry.start),
                    short_day(entry.until),
                    quantity(entry.quantity),
                    unit_name(entry.unit),
                    entry.reason,
                )
                for entry in sorted(supply.unmet, key=lambda e: (e.start, e.site, e.item))
            ),
        )


def breaches(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    if supply.breaches:
        yield Heading(said("breaches.heading"), level=3)
        yield Table(
            BREACHES,
            tuple(
                (
                    readable(entry.policy),
                    site_title(plan.scenario, entry.site),
                    item_name(entry.item),
                    short_day(entry.start),
                    short_day(entry.until),
                    quantity(entry.worst),
                    unit_name(plan.factbook.items[entry.item].unit),
                )
                for entry in supply.breaches
            ),
            notes=tuple(Origins.of(plan).policy(e.policy, e.item) for e in supply.breaches),
        )
