"""How hard fleets, lanes and sites are worked, and what is used by class of supply."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from planner.messages import Said, joined, said
from planner.planning import Plan
from planner.records.flow import Use, UseKind
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, share, short_day
from planner.report.words import unit_name
from planner.scenario import Scenario
from planner.scenario.titles import fleet_title, lane_title, short_title, site_title

# a screen shows the hardest worked; all of them are in the tables of `planner stocks`
MOST = 12
USES = (
    Column("", wraps=True),
    Column(said("column.used"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.share-used"), number=True),
    Column(said("column.peak"), number=True),
    Column(said("column.on")),
)
CLASSES = (
    Column(said("column.class")),
    Column(said("column.tonnes"), number=True),
    Column(said("column.brought"), number=True),
    Column(said("column.most-at"), wraps=True),
    Column(said("column.tonnes-there"), number=True),
)
Thing = tuple[UseKind, str]
UNITS = {
    UseKind.FLEET: unit_name("vehicle-days"),
    UseKind.LANE: unit_name("t"),
    UseKind.SITE: unit_name("t handled"),
}
TITLES: dict[UseKind, Callable[[Scenario, str], str]] = {
    UseKind.FLEET: fleet_title,
    UseKind.LANE: lane_title,
    UseKind.SITE: lambda scenario, site: said(
        "transport.handling", site=short_title(scenario, site)
    ),
}


def transport(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    """Use of what is limited, the hardest worked first; demand by class of supply."""
    yield from _uses(plan, supply)
    yield from _classes(plan, supply)


def hardest_worked(plan: Plan, supply: SupplyPlan) -> Said | None:
    """The limit that is worked hardest over the plan, in words; None where nothing has a limit."""
    limited = _limited(supply)
    if not limited:
        return None
    kind, id_ = _ranked(limited)[0]
    uses = limited[kind, id_]
    peak = _peak(uses)
    return said(
        "transport.hardest",
        what=TITLES[kind](plan.scenario, id_),
        share=share(_share(uses)),
        peak=share(peak.peak_share or 0.0),
        day=short_day(peak.peak_day),
    )


def _limited(supply: SupplyPlan) -> dict[Thing, list[Use]]:
    """The weeks of use of each fleet, lane and site that has a limit."""
    by_thing: dict[Thing, list[Use]] = {}
    for use in supply.uses:
        by_thing.setdefault((use.kind, use.id), []).append(use)
    return {key: uses for key, uses in by_thing.items() if _peak(uses).peak_share is not None}


def _ranked(limited: dict[Thing, list[Use]]) -> list[Thing]:
    return sorted(limited, key=lambda key: (-round(_share(limited[key]), 6), *key))


def _uses(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    limited = _limited(supply)
    if not supply.movements:
        return
    yield Heading(said("transport.heading"), level=3)
    yield Line(_moved(supply, limited))
    ranked = _ranked(limited)
    if ranked:
        rows = tuple(_row(plan.scenario, *key, limited[key]) for key in ranked[:MOST])
        yield Table(USES, rows)
        if len(ranked) > MOST:
            yield Line(said("transport.more", most=MOST), Tone.NOTE)


def _moved(supply: SupplyPlan, limited: dict[Thing, list[Use]]) -> str:
    """What moves in all, and how many limits are reached."""
    told = {
        "movements": counted(len(supply.movements), "movement"),
        "lanes": counted(len({entry.lane for entry in supply.movements}), "lane"),
        "tonnes": quantity(math.fsum(entry.tonnes for entry in supply.movements)),
    }
    parts = [said("transport.moved", **told)]
    if limited:
        full = sum((_peak(uses).peak_share or 0) > 1 - 1e-6 for uses in limited.values())
        reached = {"limits": counted(len(limited), "limit"), "full": quantity(full)}
        parts.append(said("transport.one-reached" if full == 1 else "transport.reached", **reached))
    return joined("list.together", parts)


def _row(scenario: Scenario, kind: UseKind, id_: str, uses: list[Use]) -> tuple[str, ...]:
    peak = _peak(uses)
    return (
        TITLES[kind](scenario, id_),
        quantity(math.fsum(use.used for use in uses)),
        UNITS[kind],
        share(_share(uses)),
        NONE if peak.peak_share is None else share(peak.peak_share),
        short_day(peak.peak_day),
    )


def _peak(uses: list[Use]) -> Use:
    return max(uses, key=lambda use: (use.peak_share or 0.0, -use.peak_day))


def _share(uses: list[Use]) -> float:
    """Used of what there is in the whole plan."""
    available = math.fsum(use.available or 0.0 for use in uses)
    return math.fsum(use.used for use in uses) / available if available else 0.0


def _classes(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    if not supply.item_demand:
        return
    mass = {e.item: e.tonnes / e.quantity for e in supply.item_demand}
    yield Heading(said("transport.classes"), level=3)
    rows = []
    for class_ in sorted({entry.supply_class for entry in supply.item_demand}, key=_ROMAN.index):
        mine = [entry for entry in supply.item_demand if entry.supply_class == class_]
        by_site: dict[str, float] = {}
        for entry in mine:
            by_site[entry.site] = by_site.get(entry.site, 0.0) + entry.tonnes
        most = max(by_site, key=lambda site: (by_site[site], site))
        rows.append(
            (
                class_,
                quantity(math.fsum(entry.tonnes for entry in mine)),
                quantity(math.fsum(entry.own * mass[entry.item] for entry in mine)),
                site_title(plan.scenario, most),
                quantity(by_site[most]),
            )
        )
    yield Table(CLASSES, tuple(rows))


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
