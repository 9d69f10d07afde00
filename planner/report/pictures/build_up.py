"""How stock builds up at the sites before their first troops, in tonnes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue.ids import SiteId
from planner.dossier import Dossier
from planner.messages import said
from planner.planning import Plan
from planner.records.supply import Floats, SupplyPlan
from planner.report.blocks import Block, Curve, DayMark, Days, Layers
from planner.report.numbers import quantity
from planner.report.pictures.axes import counted_sites, d_day_of, when
from planner.scenario.titles import short_title
from planner.sustainment.goods.loads import mass_t

# More layers than that nobody tells apart: the smaller ones are one.
MOST_LAYERS = 10
# How long the picture goes on after the first troops have reached the last of the sites.
DAYS_AFTER = 10


def build_up(dossier: Dossier) -> Iterator[Block]:
    """One picture; none where nothing stands anywhere before the troops."""
    supply = dossier.plan.sustainment
    if supply is not None and supply.prepositioned:
        yield _layers(dossier.plan, supply)


def _layers(plan: Plan, supply: SupplyPlan) -> Layers:
    need_by = {stock.site: stock.need_by for stock in supply.prepositioned}
    sites = sorted(need_by, key=lambda site: (need_by[site], site))
    tonnes = stock_tonnes(plan, supply, sites)
    start = supply.curves.start
    there = np.flatnonzero(tonnes.any(axis=0))
    first = int(there[0]) if len(there) else 0
    first = min(first, max(0, -start))
    last = min(tonnes.shape[1], max(need_by.values()) - start + DAYS_AFTER)
    days = Days(start + first, start + last, d_day_of(plan.scenario))
    return Layers(
        title=said("build-up.title"),
        told=_told(plan, supply),
        days=days,
        unit="t",
        layers=tuple(_curves(plan, sites, tonnes[:, first:last])),
        marks=tuple(_marks(plan, sites, need_by, days)),
    )


def stock_tonnes(plan: Plan, supply: SupplyPlan, sites: list[SiteId]) -> Floats:
    """[sites, D] tonnes of all items that stand at the end of each day."""
    curves = supply.curves
    mass = np.array([mass_t(plan.factbook, item) for item in curves.items])
    rows = [curves.sites.index(site) for site in sites]
    return np.asarray(np.maximum(0.0, np.einsum("nkd,k->nd", curves.stock[rows], mass)))


def _curves(plan: Plan, sites: list[SiteId], tonnes: Floats) -> Iterator[Curve]:
    """The sites in the order in which troops reach them; the smaller ones of many together."""
    largest = np.argsort(-tonnes.max(axis=1), kind="stable")[:MOST_LAYERS]
    shown = set(largest.tolist()) if len(sites) > MOST_LAYERS + 1 else set(range(len(sites)))
    for i, site in enumerate(sites):
        if i in shown:
            yield Curve(short_title(plan.scenario, site), tonnes[i])
    others = [i for i in range(len(sites)) if i not in shown]
    if others:
        name = said("build-up.others", count=quantity(len(others)))
        yield Curve(name, np.asarray(tonnes[others].sum(axis=0)))


def _marks(
    plan: Plan, sites: list[SiteId], need_by: dict[SiteId, int], days: Days
) -> Iterator[DayMark]:
    """D-day, and the first troops at the first of the sites and at the last."""
    yield DayMark(0, said("mark.d-day"))
    occupied = [site for site in sites if plan.laydown.first_arrival(site) is not None]
    for site in dict.fromkeys(occupied[:1] + occupied[-1:]):
        if days.start <= need_by[site] < days.until:
            name = said("mark.first-troops", site=short_title(plan.scenario, site))
            yield DayMark(need_by[site], name)


def _told(plan: Plan, supply: SupplyPlan) -> str:
    by_site: dict[SiteId, float] = {}
    for stock in supply.prepositioned:
        by_site[stock.site] = by_site.get(stock.site, 0.0) + stock.load.tonnes
    most = max(by_site, key=lambda site: (by_site[site], site))
    return said(
        "build-up.told",
        tonnes=quantity(sum(by_site.values())),
        sites=counted_sites(len(by_site)),
        when=when(stock.need_by for stock in supply.prepositioned),
        most=short_title(plan.scenario, most),
        there=quantity(by_site[most]),
    )
