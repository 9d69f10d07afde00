"""What must be there before any plan, as typed tables: gap, demand, external arrangements."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from planner.planning import Plan
from planner.records.population import ClassDemand, Population
from planner.records.supply import ForceGap
from planner.report.exports.flows import Rows
from planner.report.exports.typed import data_table
from planner.report.render.tables import DataTable
from planner.scenario import Scenario
from planner.scenario.titles import site_title

GAP = (
    "force",
    "force_title",
    "personnel#",
    "required_days#",
    "planned_days#",
    "gap_days#",
    "person_days#",
)
GAP_ITEMS = (
    "force",
    "item",
    "quantity#",
    "unit",
    "tonnes#",
    "m3#",
    "containers#",
    "truckloads#",
    "sorties#",
)
CLASSES = (
    "site",
    "site_title",
    "supply_class",
    "tonnes#",
    "network_tonnes#",
    "most_tonnes_a_day#",
    "most_on@",
)
PATIENTS = ("site", "site_title", "force", "casualty", "patients#", "most_a_day#", "most_on@")
CONTRACTS = (
    "contract",
    "title",
    "force",
    "begins@",
    "late_days#",
    "person_days#",
    "cost_usd#",
    "item",
    "quantity#",
    "unit",
)
LIFTS = (
    "pledge",
    "requirement",
    "item",
    "origin",
    "site",
    "ready@",
    "from@",
    "until@",
    "tonnes#",
)


def gap_tables(gaps: Iterable[ForceGap], scenario: Scenario) -> tuple[DataTable, ...]:
    """The gap of each force, and what closes it item by item."""
    gaps = tuple(gaps)
    return (
        data_table("gap", scenario, GAP, map(_gap, gaps)),
        data_table("gap-items", scenario, GAP_ITEMS, _items(gaps)),
    )


def _gap(gap: ForceGap) -> tuple[str | float, ...]:
    days = (gap.required_days, gap.planned_days, gap.gap_days, gap.person_days)
    return (gap.force, gap.title, gap.personnel, *days)


def _items(gaps: Iterable[ForceGap]) -> Rows:
    for gap in gaps:
        for load in gap.items:
            yield (
                gap.force,
                load.item,
                load.quantity,
                load.unit,
                load.tonnes,
                load.m3,
                load.containers,
                load.truckloads,
                load.sorties,
            )


def demand_tables(plan: Plan) -> tuple[DataTable, ...]:
    """Demand by class of supply, patients, contracts, and the units' own equipment; none where
    supply is not planned."""
    supply, scenario = plan.sustainment, plan.scenario
    if supply is None:
        return ()
    demand = supply.demand
    return (
        data_table("classes", scenario, CLASSES, _classes(demand.by_class, scenario)),
        data_table("patients", scenario, PATIENTS, _patients(demand.population, scenario)),
        data_table("contracts", scenario, CONTRACTS, _contracts(plan)),
        data_table(
            "lifts",
            scenario,
            LIFTS,
            (
                (
                    x.pledge,
                    x.requirement,
                    x.item,
                    x.origin,
                    x.site,
                    x.ready,
                    x.start,
                    x.until,
                    x.tonnes,
                )
                for x in demand.lifts
            ),
        ),
    )


def _classes(demand: ClassDemand, scenario: Scenario) -> Rows:
    for n, c in zip(*np.nonzero(demand.used.any(axis=2)), strict=True):
        daily, site = demand.used[n, c], demand.sites[n]
        yield (
            site,
            site_title(scenario, site),
            demand.classes[c],
            float(daily.sum()),
            float(demand.network[n, c].sum()),
            float(daily.max()),
            demand.start + int(daily.argmax()),
        )


def _patients(people: Population, scenario: Scenario) -> Rows:
    for n, f, p in zip(*np.nonzero(people.patients.any(axis=3)), strict=True):
        daily, site = people.patients[n, f, p], people.sites[n]
        yield (
            site,
            site_title(scenario, site),
            people.forces[f],
            people.kinds[p],
            float(daily.sum()),
            float(daily.max()),
            people.start + int(daily.argmax()),
        )


def _contracts(plan: Plan) -> Rows:
    """A row an item; a contract that supplies nothing has one row without."""
    assert plan.sustainment is not None
    for use in plan.sustainment.demand.contracts:
        head = (use.contract, use.title, use.force, use.begins, use.late_days, use.person_days)
        for item, quantity in use.quantities:
            yield (*head, use.cost_usd, item, quantity, plan.factbook.items[item].unit)
        if not use.quantities:
            yield (*head, use.cost_usd, None, None, None)
