"""How many days of supply stand at each site, by item, and what policies ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import SiteId
from planner.dossier import Dossier
from planner.messages import said
from planner.planning import Plan
from planner.records.supply import Floats, StockCurves, SupplyPlan
from planner.report.blocks import Block, Curve, CurvePanel, Curves, Days
from planner.report.numbers import item_name, quantity, short_day
from planner.report.pictures.axes import counted_sites, d_day_of
from planner.scenario.titles import site_title
from planner.sustainment.days import ENOUGH_DAYS

# What lasts longer than twice the longest policy, or than a month, is plenty: it is shown as that.
PLENTY_DAYS = 30.0
POLICIES = 2.0


def curves(dossier: Dossier) -> Iterator[Block]:
    """One picture with a panel a site; none where no site lives on its stock."""
    supply = dossier.plan.sustainment
    if supply is None:
        return
    shown = shown_days(dossier.plan, supply.curves)
    if not np.isnan(shown.days).all():
        yield _curves(dossier.plan, supply, shown)


@dataclass(frozen=True)
class Shown:
    """Days of supply that are shown, [N, K, D], no more than `top`; NaN where there are none.

    There are none before anybody needs them, where nothing is kept, and where the stock lasts to
    the end of what is needed. `low` and `high` are those that policies ask for.
    """

    days: Floats
    low: Floats
    high: Floats
    top: float


def shown_days(plan: Plan, curves: StockCurves) -> Shown:
    """The curves of a plan as they are shown."""
    days = np.arange(curves.start, curves.start + curves.stock.shape[2])
    # from the night before, on which what must stand there for them stands there
    needed = days >= _first_need(plan, curves)[:, None] - 1
    wanted = needed[:, None, :] & curves.kept[:, :, None]
    low, high = (_known(asked, wanted) for asked in (curves.low_days, curves.high_days))
    top = max(PLENTY_DAYS, POLICIES * _longest_policy(plan))
    there = np.minimum(_known(curves.days_of_supply, wanted), top)
    return Shown(there, np.minimum(low, top), np.minimum(high, top), top)


def _known(days: Floats, wanted: NDArray[np.bool_]) -> Floats:
    return np.where(wanted & (days < ENOUGH_DAYS), days, np.nan)


def _longest_policy(plan: Plan) -> float:
    """The most days that any policy asks for or allows."""
    asked = (
        days
        for policy in plan.scenario.policies.values()
        for item in policy.concerned
        for days in (policy.days_of(item), policy.maximum_of(item))
    )
    return max((days for days in asked if days is not None), default=0.0)


def _first_need(plan: Plan, curves: StockCurves) -> NDArray[np.int64]:
    """[N] day of the first troops at each site; without troops that of the first demand."""
    never = curves.start + curves.stock.shape[2] + 1
    first: dict[SiteId, int] = {}
    for unit in plan.laydown.units:
        for station in unit.stations:
            first[station.site] = min(first.get(station.site, never), station.start)
    asked: dict[SiteId, int] = {}
    for entry in plan.sustainment.item_demand if plan.sustainment else ():
        asked[entry.site] = min(asked.get(entry.site, never), entry.start)
    return np.array([first.get(site, asked.get(site, never)) for site in curves.sites])


def _curves(plan: Plan, supply: SupplyPlan, shown: Shown) -> Curves:
    kept, start = supply.curves, supply.curves.start
    first = int((~np.isnan(shown.days)).any(axis=(0, 1)).argmax())
    days = Days(start + first, start + shown.days.shape[2], d_day_of(plan.scenario))
    bad = {entry.site for entry in supply.unmet} | {entry.site for entry in supply.breaches}
    named = [(n, site, site_title(plan.scenario, site)) for n, site in enumerate(kept.sites)]
    ordered = sorted(named, key=lambda entry: (entry[1] not in bad, entry[2], entry[1]))
    panels = (
        CurvePanel(title, tuple(_of_site(kept, shown, n, first)), site in bad)
        for n, site, title in ordered
    )
    return Curves(
        title=said("curves.title", top=quantity(shown.top)),
        told=_told(plan, supply, shown),
        days=days,
        unit=said("curves.unit"),
        panels=tuple(panel for panel in panels if panel.curves),
        band=said("curves.band"),
    )


def _of_site(kept: StockCurves, shown: Shown, n: int, first: int) -> Iterator[Curve]:
    """The curves of a site; first those of items that a policy speaks of."""
    there = ~np.isnan(shown.days[n]).all(axis=1)
    asked = ~(np.isnan(shown.low[n]) & np.isnan(shown.high[n])).all(axis=1)
    for k in sorted(np.flatnonzero(there).tolist(), key=lambda k: (not asked[k], k)):
        low, high = shown.low[n, k, first:], shown.high[n, k, first:]
        yield Curve(
            name=item_name(kept.items[k]),
            values=shown.days[n, k, first:],
            low=None if np.isnan(low).all() else low,
            high=None if np.isnan(high).all() else high,
        )


def _told(plan: Plan, supply: SupplyPlan, shown: Shown) -> str:
    """How many sites fail or breach, and the lowest of what a policy asks for (else of all)."""
    days = np.where(np.isnan(shown.low), np.nan, shown.days)
    days = shown.days if np.isnan(days).all() else days
    n, k, d = np.unravel_index(int(np.nanargmin(days)), days.shape)
    values = {
        "sites": counted_sites(int((~np.isnan(shown.days)).any(axis=(1, 2)).sum())),
        "unmet": quantity(len({entry.site for entry in supply.unmet})),
        "below": quantity(len({entry.site for entry in supply.breaches})),
        "site": site_title(plan.scenario, supply.curves.sites[n]),
        "item": item_name(supply.curves.items[k]),
        "days": quantity(float(days[n, k, d])),
        "day": short_day(supply.curves.start + int(d)),
    }
    return said("curves.told", **values)
