"""What flows, as typed tables: stock by day, movements, receipts, and use of limits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache, partial

import numpy as np

from planner.catalogue.ids import ItemId
from planner.records.flow import UseKind
from planner.records.supply import StockCurves, SupplyPlan
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario
from planner.scenario.titles import fleet_title, lane_title, site_title, supply_title

STOCKS = (
    "site",
    "site_title",
    "item",
    "day@",
    "quantity#",
    "unit",
    "days_of_supply#",
    "policy_low#",
    "policy_high#",
)
MOVEMENTS = (
    "lane",
    "lane_title",
    "fleet",
    "fleet_title",
    "item",
    "from@",
    "until@",
    "arrives@",
    "quantity#",
    "unit",
    "tonnes#",
    "m3#",
    "trips#",
    "lost#",
    "cost_usd#",
    "expires@",
)
DEPARTURES = (
    "lane",
    "lane_title",
    "fleet",
    "fleet_title",
    "from@",
    "until@",
    "trips#",
    "vehicle_days#",
    "fuel#",
    "cost_usd#",
)
RECEIPTS = (
    "supply",
    "supply_title",
    "site",
    "item",
    "from@",
    "until@",
    "quantity#",
    "unit",
    "tonnes#",
    "cost_usd#",
    "expires@",
)
USE = (
    "title",
    "from@",
    "until@",
    "used#",
    "available#",
    "share#",
    "peak_day@",
    "peak#",
    "peak_share#",
)
USED = {
    UseKind.FLEET: ("fleet-use", fleet_title),
    UseKind.LANE: ("lane-use", lane_title),
    UseKind.SITE: ("site-use", site_title),
}

Rows = Iterator[tuple[Cell, ...]]


def stocks(curves: StockCurves, scenario: Scenario, units: dict[ItemId, str]) -> Rows:
    """Stock of every site and item day by day, with the band of the policies."""
    for n, k in zip(*np.nonzero(curves.kept), strict=True):
        if not curves.stock[n, k].any():
            continue
        site, item = curves.sites[n], curves.items[k]
        title, unit = site_title(scenario, site), units[item]
        held = curves.stock[n, k].tolist()
        lasts = curves.days_of_supply[n, k].tolist()
        low, high = (map(_known, band[n, k].tolist()) for band in (curves.low, curves.high))
        for day, row in enumerate(zip(held, lasts, low, high, strict=True), curves.start):
            stock, days, least, most = row
            yield site, title, item, day, stock, unit, days, least, most


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def movements(supply: SupplyPlan, scenario: Scenario, units: dict[ItemId, str]) -> Rows:
    """What moves, one row a movement."""
    title = cache(partial(lane_title, scenario))
    for entry in supply.movements:
        yield (
            entry.lane,
            title(entry.lane),
            entry.fleet,
            fleet_title(scenario, entry.fleet),
            entry.item,
            entry.start,
            entry.until,
            entry.arrives,
            entry.quantity,
            units[entry.item],
            entry.tonnes,
            entry.m3,
            entry.trips,
            entry.lost,
            entry.cost,
            entry.expires,
        )


def departures(supply: SupplyPlan, scenario: Scenario) -> Rows:
    """The vehicles that leave."""
    title = cache(partial(lane_title, scenario))
    for entry in supply.departures:
        yield (
            entry.lane,
            title(entry.lane),
            entry.fleet,
            fleet_title(scenario, entry.fleet),
            entry.start,
            entry.until,
            entry.trips,
            entry.vehicle_days,
            entry.fuel,
            entry.cost,
        )


def receipts(supply: SupplyPlan, scenario: Scenario) -> Rows:
    """What each source gives."""
    title = cache(partial(supply_title, scenario))
    for entry in supply.receipts:
        yield (
            entry.supply,
            title(entry.supply),
            entry.site,
            entry.item,
            entry.start,
            entry.until,
            entry.quantity,
            entry.unit,
            entry.tonnes,
            entry.cost,
            entry.expires,
        )


def use_table(supply: SupplyPlan, scenario: Scenario, kind: UseKind) -> DataTable:
    """What is used of fleets, lanes or sites, week by week."""
    name, told = USED[kind]
    title = cache(partial(told, scenario))
    rows = (
        (
            use.id,
            title(use.id),
            use.start,
            use.until,
            use.used,
            use.available,
            use.share,
            use.peak_day,
            use.peak,
            use.peak_share,
        )
        for use in supply.uses
        if use.kind is kind
    )
    return data_table(name, scenario, (kind.value, *USE), rows)
