"""Sustainment as typed tables: stock, movements, use of fleets, lanes and sites, demand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from planner.catalogue.ids import ItemId
from planner.planning import Plan
from planner.records.flow import UseKind
from planner.records.population import Population
from planner.records.supply import StockCurves, SupplyPlan
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario
from planner.scenario.titles import choice_title, fleet_title, lane_title, site_title, supply_title

PREPOSITIONED = (
    "site",
    "site_title",
    "item",
    "quantity#",
    "unit",
    "tonnes#",
    "m3#",
    "containers#",
    "truckloads#",
    "sorties#",
    "source",
    "way",
    "leave_by@",
    "need_by@",
    "cost_usd#",
)
FAILURES = ("site", "site_title", "item", "without_support@", "in_plan@")
UNMET = (
    "site",
    "site_title",
    "item",
    "from@",
    "until@",
    "quantity#",
    "unit",
    "tonnes#",
    "reason",
)
BREACHES = ("policy", "site", "site_title", "item", "from@", "until@", "worst#", "tonne_days#")
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
POPULATION = ("site", "site_title", "force", "from@", "until@", "personnel#")
DEMAND = (
    "site",
    "site_title",
    "supply_class",
    "item",
    "from@",
    "until@",
    "per_day#",
    "quantity#",
    "own#",
    "unit",
    "tonnes#",
)
CHOICES = ("kind", "id", "title", "amount#", "unit", "cost_usd#")
TURNOVERS = (
    "kind",
    "by",
    "site",
    "site_title",
    "item",
    "from@",
    "until@",
    "quantity#",
    "unit",
    "tonnes#",
    "cost_usd#",
)
REPOSITIONINGS = (
    "fleet",
    "fleet_title",
    "lane",
    "origin",
    "destination",
    "from@",
    "until@",
    "serves@",
    "vehicles#",
)
COSTS = ("line", "cost_usd#")
BOTTLENECKS = ("kind", "id", "from@", "until@", "goal", "value#", "verified#", "text")
USED = {
    UseKind.FLEET: ("fleet-use", fleet_title),
    UseKind.LANE: ("lane-use", lane_title),
    UseKind.SITE: ("site-use", site_title),
}


def supply_tables(plan: Plan) -> tuple[DataTable, ...]:
    """Every table of sustainment; none where the plan has no such section."""
    supply, scenario = plan.sustainment, plan.scenario
    if supply is None:
        return ()
    units = {item: entry.unit for item, entry in plan.factbook.items.items()}
    return (
        data_table("prepositioned", scenario, PREPOSITIONED, _prepositioned(supply, scenario)),
        data_table("failures", scenario, FAILURES, _failures(supply, scenario)),
        data_table("unmet", scenario, UNMET, _unmet(supply, scenario)),
        data_table("breaches", scenario, BREACHES, _breaches(supply, scenario)),
        data_table("stocks", scenario, STOCKS, _stocks(supply.curves, scenario, units)),
        data_table("movements", scenario, MOVEMENTS, _movements(supply, scenario, units)),
        data_table("receipts", scenario, RECEIPTS, _receipts(supply, scenario)),
        *(_use_table(supply, scenario, kind) for kind in UseKind),
        data_table(
            "population", scenario, POPULATION, _population(supply.demand.population, scenario)
        ),
        data_table("demand", scenario, DEMAND, _demand(supply, scenario)),
        data_table("choices", scenario, CHOICES, _choices(supply, scenario)),
        data_table("turnovers", scenario, TURNOVERS, _turnovers(supply, scenario)),
        data_table("repositionings", scenario, REPOSITIONINGS, _repositionings(supply, scenario)),
        data_table("costs", scenario, COSTS, ((line.name, line.cost) for line in supply.costs)),
        data_table("bottlenecks", scenario, BOTTLENECKS, _bottlenecks(supply)),
    )


Rows = Iterator[tuple[Cell, ...]]


def _prepositioned(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for stock in supply.prepositioned:
        load = stock.load
        way = "; ".join(
            f"{lane_title(scenario, hop.lane)}, {fleet_title(scenario, hop.fleet)}"
            for hop in stock.way
        )
        yield (
            stock.site,
            site_title(scenario, stock.site),
            load.item,
            load.quantity,
            load.unit,
            load.tonnes,
            load.m3,
            load.containers,
            load.truckloads,
            load.sorties,
            None if stock.source is None else site_title(scenario, stock.source),
            way or None,
            stock.leave_by,
            stock.need_by,
            stock.cost,
        )


def _failures(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.failures:
        title = site_title(scenario, entry.site)
        yield (entry.site, title, entry.item, entry.alone, entry.planned)


def _unmet(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.unmet:
        yield (
            entry.site,
            site_title(scenario, entry.site),
            entry.item,
            entry.start,
            entry.until,
            entry.quantity,
            entry.unit,
            entry.tonnes,
            entry.reason,
        )


def _breaches(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.breaches:
        title = site_title(scenario, entry.site)
        span = (entry.start, entry.until)
        yield (entry.policy, entry.site, title, entry.item, *span, entry.worst, entry.tonne_days)


def _stocks(curves: StockCurves, scenario: Scenario, units: dict[ItemId, str]) -> Rows:
    for n, k in zip(*np.nonzero(curves.kept), strict=True):
        if not curves.stock[n, k].any():
            continue
        site, item = curves.sites[n], curves.items[k]
        for day in range(curves.stock.shape[2]):
            yield (
                site,
                site_title(scenario, site),
                item,
                curves.start + day,
                float(curves.stock[n, k, day]),
                units[item],
                float(curves.days_of_supply[n, k, day]),
                _known(float(curves.low[n, k, day])),
                _known(float(curves.high[n, k, day])),
            )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _movements(supply: SupplyPlan, scenario: Scenario, units: dict[ItemId, str]) -> Rows:
    for entry in supply.movements:
        yield (
            entry.lane,
            lane_title(scenario, entry.lane),
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
        )


def _receipts(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.receipts:
        yield (
            entry.supply,
            supply_title(scenario, entry.supply),
            entry.site,
            entry.item,
            entry.start,
            entry.until,
            entry.quantity,
            entry.unit,
            entry.tonnes,
            entry.cost,
        )


def _use_table(supply: SupplyPlan, scenario: Scenario, kind: UseKind) -> DataTable:
    name, title = USED[kind]
    rows = (
        (
            use.id,
            title(scenario, use.id),
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


def _population(people: Population, scenario: Scenario) -> Rows:
    for n, f in zip(*np.nonzero(people.persons.any(axis=2)), strict=True):
        daily = people.persons[n, f]
        edges = [0, *(np.flatnonzero(np.diff(daily)) + 1).tolist(), len(daily)]
        for first, last in pairwise(edges):
            if daily[first]:
                site, days = people.sites[n], (people.start + first, people.start + last)
                title = site_title(scenario, site)
                yield (site, title, people.forces[f], *days, float(daily[first]))


def _demand(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.item_demand:
        yield (
            entry.site,
            site_title(scenario, entry.site),
            entry.supply_class,
            entry.item,
            entry.start,
            entry.until,
            entry.per_day,
            entry.quantity,
            entry.own,
            entry.unit,
            entry.tonnes,
        )


def _choices(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.choices:
        title = choice_title(scenario, entry.kind, entry.id)
        yield (entry.kind.value, entry.id, title, entry.amount, entry.unit or None, entry.cost)


def _turnovers(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.turnovers:
        yield (
            entry.kind.value,
            entry.by or None,
            entry.site,
            site_title(scenario, entry.site),
            entry.item,
            entry.start,
            entry.until,
            entry.quantity,
            entry.unit,
            entry.tonnes,
            entry.cost,
        )


def _repositionings(supply: SupplyPlan, scenario: Scenario) -> Rows:
    for entry in supply.repositionings:
        yield (
            entry.fleet,
            fleet_title(scenario, entry.fleet),
            entry.lane,
            site_title(scenario, entry.origin),
            site_title(scenario, entry.destination),
            entry.start,
            entry.until,
            entry.serves,
            entry.vehicles,
        )


def _bottlenecks(supply: SupplyPlan) -> Rows:
    for limit in supply.bottlenecks:
        span = (limit.start, limit.until)
        yield (limit.kind, limit.id, *span, limit.goal, limit.value, limit.verified, limit.text)
