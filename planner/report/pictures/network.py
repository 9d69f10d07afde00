"""The network on a map: what flows on each lane day by day, and how long each site can hold out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import SiteId
from planner.dossier import Dossier
from planner.messages import joined, said
from planner.planning import Plan
from planner.records.supply import Breach, SupplyPlan
from planner.report.blocks import Block, Days, Line, Map, MapPlace, MapWay, Tone
from planner.report.numbers import day, item_name, quantity
from planner.report.pictures.lane_use import lane_use
from planner.scenario import Scenario
from planner.scenario.titles import lane_title, short_title
from planner.sustainment.days import ENOUGH_DAYS, NOISE

Floats = NDArray[np.float64]
Indices = NDArray[np.int16]
# Classes of days of supply where no policy names days: what a calendar divides time into, not what
# anybody plans by.
WEEKS = (7.0, 14.0, 30.0)
LESS_THAN_A_DAY, A_DAY = 0.0, 1.0
MOST_CLASSES = 3


def network(dossier: Dossier) -> Iterator[Block]:
    """The map of sites and lanes; a line where no site has coordinates."""
    plan = dossier.plan
    if plan.sustainment is None:
        return
    placed = [site for site in plan.sustainment.curves.sites if _is_placed(plan.scenario, site)]
    if not placed:
        yield Line(said("network.no-coordinates"), Tone.NOTE)
        return
    yield _map(plan, plan.sustainment, placed)
    lost = [site for site in plan.sustainment.curves.sites if site not in placed]
    if lost:
        names = joined("list.comma", [short_title(plan.scenario, site) for site in lost])
        yield Line(said("network.not-placed", sites=names), Tone.NOTE)


def _is_placed(scenario: Scenario, site: SiteId) -> bool:
    entry = scenario.sites[site]
    return entry.latitude is not None and entry.longitude is not None


def _map(plan: Plan, supply: SupplyPlan, placed: list[SiteId]) -> Map:
    curves, calendar = supply.curves, plan.scenario.calendar
    start, length = curves.start, curves.stock.shape[2]
    days = Days(start, start + length, calendar.d_day if calendar else None)
    causes = tuple(item_name(item) for item in curves.items)
    places, ways = _places(plan, supply, placed), _ways(plan, supply, days, set(placed))
    return Map(
        title=said("network.title"),
        told=_told(plan, supply, days, places, ways[0]),
        days=days,
        value_unit=said("network.days"),
        flow_unit=said("network.per-day"),
        scale=_scale(plan.scenario),
        places=places,
        ways=ways[0],
        causes=causes,
        limits=ways[1],
    )


def _scale(scenario: Scenario) -> tuple[float, ...]:
    """Classes of days of supply: nothing, a day, and the days that the scenario's policies name."""
    named = {
        days
        for policy in scenario.policies.values()
        for item in policy.concerned
        if (days := policy.days_of(item)) is not None and days > A_DAY
    }
    ordered = sorted(named) or list(WEEKS)
    if len(ordered) > MOST_CLASSES:
        ordered = [ordered[0], ordered[len(ordered) // 2], ordered[-1]]
    return (LESS_THAN_A_DAY, A_DAY, *ordered)


# ----------------------------------------------------------------------------------------- places


def _places(plan: Plan, supply: SupplyPlan, placed: list[SiteId]) -> tuple[MapPlace, ...]:
    values, causes = _least(supply, _watched(plan.scenario, supply))
    alarms = _alarms(supply)
    return tuple(_place(plan.scenario, supply, site, values, causes, alarms) for site in placed)


def _place(
    scenario: Scenario,
    supply: SupplyPlan,
    site: SiteId,
    values: Floats,
    causes: Indices,
    alarms: NDArray[np.bool_],
) -> MapPlace:
    n, entry = supply.curves.sites.index(site), scenario.sites[site]
    assert entry.longitude is not None
    assert entry.latitude is not None
    return MapPlace(
        id=site,
        name=short_title(scenario, site),
        longitude=entry.longitude,
        latitude=entry.latitude,
        values=values[n],
        told=_runs_out(supply, entry.title, values[n], causes[n]),
        cause=causes[n],
        alarm=alarms[n],
    )


def _runs_out(supply: SupplyPlan, title: str, values: Floats, causes: Indices) -> str:
    """The site, and what it has least of on its worst day."""
    if np.isnan(values).all():
        return title
    item = supply.curves.items[causes[int(np.nanargmin(values))]]
    return said("network.least-of", site=title, item=item_name(item))


def _watched(scenario: Scenario, supply: SupplyPlan) -> NDArray[np.bool_]:
    """[K] the items that a policy speaks of; all of them where no policy speaks."""
    named = {item for policy in scenario.policies.values() for item in policy.concerned}
    return np.array([not named or item in named for item in supply.curves.items], dtype=np.bool_)


def _least(supply: SupplyPlan, watched: NDArray[np.bool_]) -> tuple[Floats, Indices]:
    """[N, D] the least days of supply over the items, NaN where nobody draws any, and [N, D] which
    item that is of; nothing, of an item whose demand is not met."""
    curves = supply.curves
    counted = curves.kept & watched
    days = np.where(counted[:, :, None], curves.days_of_supply, np.inf)
    site, item = _index(curves.sites), _index(curves.items)
    for entry in supply.unmet:
        span = slice(entry.start - curves.start, entry.until - curves.start)
        here = days[site[entry.site], item[entry.item]]
        here[span] = np.where(np.array(entry.by_day) > 0, 0.0, here[span])
    causes = days.argmin(axis=1)
    values = np.take_along_axis(days, causes[:, None, :], axis=1)[:, 0]
    nothing = ~_drawn(supply) | ~np.isfinite(values)
    values = np.where(nothing, np.nan, np.minimum(values, ENOUGH_DAYS))
    return values, np.where(nothing, -1, causes).astype(np.int16)


def _drawn(supply: SupplyPlan) -> NDArray[np.bool_]:
    """[N, D] whether anything is used at a site on a day."""
    curves = supply.curves
    drawn = np.zeros((len(curves.sites), curves.stock.shape[2]), dtype=np.bool_)
    site = _index(curves.sites)
    for entry in supply.item_demand:
        drawn[site[entry.site], entry.start - curves.start : entry.until - curves.start] = True
    return drawn


def _alarms(supply: SupplyPlan) -> NDArray[np.bool_]:
    """[N, D] whether demand is not met, or a policy is not kept, at a site on a day."""
    curves = supply.curves
    alarms = np.zeros((len(curves.sites), curves.stock.shape[2]), dtype=np.bool_)
    site = _index(curves.sites)
    for entry in supply.unmet:
        alarms[site[entry.site], entry.start - curves.start : entry.until - curves.start] = True
    for breach in supply.breaches:
        missed = _missed(supply, breach)
        alarms[site[breach.site], breach.start - curves.start :][: len(missed)] |= missed
    return alarms


def _missed(supply: SupplyPlan, breach: Breach) -> NDArray[np.bool_]:
    """The days of a breach on which the stock lies outside its band: between the first and the
    last it may be kept. Where the band does not show it, all of them."""
    curves = supply.curves
    n, k = curves.sites.index(breach.site), curves.items.index(breach.item)
    span = slice(breach.start - curves.start, breach.until - curves.start)
    stock, low, high = curves.stock[n, k, span], curves.low[n, k, span], curves.high[n, k, span]
    missed = (stock < low * (1 - NOISE) - NOISE) | (stock > high * (1 + NOISE) + NOISE)
    return missed if missed.any() else np.ones_like(missed)


def _index[I: str](names: tuple[I, ...]) -> dict[I, int]:
    return {name: number for number, name in enumerate(names)}


# ------------------------------------------------------------------------------------------- ways


def _ways(
    plan: Plan, supply: SupplyPlan, days: Days, placed: set[SiteId]
) -> tuple[tuple[MapWay, ...], tuple[str, ...]]:
    """The lanes between places on the map, in the order of their ids; what limits them."""
    lanes = {
        lane: entry
        for lane, entry in sorted(plan.scenario.lanes.items())
        if {entry.origin, entry.destination} <= placed
    }
    use = lane_use(plan.scenario, supply, days, tuple(lanes))
    ways = tuple(
        MapWay(
            name=lane_title(plan.scenario, lane),
            origin=entry.origin,
            destination=entry.destination,
            mode=entry.mode,
            flow=use.flow[number],
            share=use.share[number],
            limit=use.limit[number],
        )
        for number, (lane, entry) in enumerate(lanes.items())
    )
    return ways, use.limits


# ------------------------------------------------------------------------------------------ words


def _told(
    plan: Plan,
    supply: SupplyPlan,
    days: Days,
    places: tuple[MapPlace, ...],
    ways: tuple[MapWay, ...],
) -> str:
    watched = _watched(plan.scenario, supply)
    items = [item_name(supply.curves.items[k]) for k in np.flatnonzero(watched)]
    return said(
        "network.told",
        sites=quantity(len(places)),
        lanes=quantity(len(ways)),
        used=quantity(sum(bool(way.flow.any()) for way in ways)),
        thinnest=_thinnest(supply, days, places),
        heaviest=_heaviest(days, ways),
        items=joined("list.comma", items),
    )


def _thinnest(supply: SupplyPlan, days: Days, places: tuple[MapPlace, ...]) -> str:
    known = [place for place in places if np.isfinite(place.values).any()]
    if not known:
        return said("network.no-demand")
    place = min(known, key=lambda place: float(np.nanmin(place.values)))
    when = int(np.nanargmin(place.values))
    assert place.cause is not None
    return said(
        "network.thinnest",
        site=place.name,
        days=quantity(float(place.values[when])),
        item=item_name(supply.curves.items[place.cause[when]]),
        day=day(days.start + when, days.d_day),
    )


def _heaviest(days: Days, ways: tuple[MapWay, ...]) -> str:
    used = [way for way in ways if way.flow.any()]
    if not used:
        return said("network.no-flow")
    way = max(used, key=lambda way: float(way.flow.max()))
    when = int(way.flow.argmax())
    return said(
        "network.heaviest",
        lane=way.name,
        tonnes=quantity(float(way.flow[when])),
        day=day(days.start + when, days.d_day),
    )
