"""How hard fleets, lanes and sites are worked, and what is used by class of supply."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from planner.planning import Plan
from planner.records.flow import Use, UseKind
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, share, short_day
from planner.scenario import Scenario
from planner.scenario.titles import fleet_title, lane_title, short_title, site_title

# a screen shows the hardest worked; all of them are in the tables of `planner stocks`
MOST = 12
USES = (
    Column("", wraps=True),
    Column("Used", number=True),
    Column("Unit"),
    Column("Share of what there is", number=True),
    Column("Peak", number=True),
    Column("on"),
)
CLASSES = (
    Column("Class"),
    Column("Tonnes", number=True),
    Column("of it brought by units", number=True),
    Column("Most at", wraps=True),
    Column("Tonnes there", number=True),
)
Thing = tuple[UseKind, str]
UNITS = {UseKind.FLEET: "vehicle-days", UseKind.LANE: "t", UseKind.SITE: "t handled"}
TITLES: dict[UseKind, Callable[[Scenario, str], str]] = {
    UseKind.FLEET: fleet_title,
    UseKind.LANE: lane_title,
    UseKind.SITE: lambda scenario, site: f"{short_title(scenario, site)}, handling",
}


def transport(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    """Use of what is limited, the hardest worked first; demand by class of supply."""
    yield from _uses(plan, supply)
    yield from _classes(plan, supply)


def hardest_worked(plan: Plan, supply: SupplyPlan) -> str | None:
    """The limit that is worked hardest over the plan, in words; None where nothing has a limit."""
    limited = _limited(supply)
    if not limited:
        return None
    kind, id_ = _ranked(limited)[0]
    uses = limited[kind, id_]
    peak = _peak(uses)
    return (
        f"{TITLES[kind](plan.scenario, id_)}, {share(_share(uses))} used over the whole plan and "
        f"{share(peak.peak_share or 0.0)} on {short_day(peak.peak_day)}"
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
    tonnes = math.fsum(entry.tonnes for entry in supply.movements)
    lanes = len({entry.lane for entry in supply.movements})
    full = sum((_peak(uses).peak_share or 0) > 1 - 1e-6 for uses in limited.values())
    yield Heading("Transport", level=3)
    moved = f"{counted(len(supply.movements), 'movement')} on {counted(lanes, 'lane')}"
    limits = f" Of {counted(len(limited), 'limit')} on fleets, lanes and sites {quantity(full)} "
    limits += f"{'is' if full == 1 else 'are'} reached on some day."
    yield Line(
        f"{moved}, {quantity(tonnes)} t in all, counted on each lane.{limits if limited else ''}"
    )
    ranked = _ranked(limited)
    if ranked:
        rows = tuple(_row(plan.scenario, *key, limited[key]) for key in ranked[:MOST])
        yield Table(USES, rows)
        if len(ranked) > MOST:
            yield Line(
                f"The {MOST} hardest worked; all of them week by week: planner stocks --table "
                "fleet-use, lane-use, site-use.",
                Tone.NOTE,
            )


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
    yield Heading("Demand by class of supply", level=3)
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
