"""Sustainment as typed tables: stock, movements, use of fleets, lanes and sites, demand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from planner.planning import Plan
from planner.records.flow import UseKind
from planner.records.population import Population
from planner.records.supply import SupplyPlan
from planner.report.exports.flows import (
    DEPARTURES,
    MOVEMENTS,
    RECEIPTS,
    STOCKS,
    Rows,
    departures,
    movements,
    receipts,
    stocks,
    use_table,
)
from planner.report.exports.typed import data_table
from planner.report.render.tables import DataTable
from planner.scenario import Scenario
from planner.scenario.titles import choice_title, fleet_title, lane_title, site_title

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
    "other_sources",
    "way",
    "leaves_from@",
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
    "expires@",
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
        data_table("stocks", scenario, STOCKS, stocks(supply.curves, scenario, units)),
        data_table("movements", scenario, MOVEMENTS, movements(supply, scenario, units)),
        data_table("departures", scenario, DEPARTURES, departures(supply, scenario)),
        data_table("receipts", scenario, RECEIPTS, receipts(supply, scenario)),
        *(use_table(supply, scenario, kind) for kind in UseKind),
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
            "; ".join(site_title(scenario, other) for other in stock.others) or None,
            way or None,
            stock.leaves_from,
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
            entry.expires,
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
