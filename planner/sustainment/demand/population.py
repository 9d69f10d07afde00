"""The population of each site over time, its patients, and demand by class of supply."""

from __future__ import annotations

from typing import get_args

import numpy as np

from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId
from planner.catalogue.schema import SupplyClass
from planner.records.demand import SiteDemand
from planner.records.laydown import Laydown
from planner.records.population import ClassDemand, Population
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.demand.lift import lifts_of
from planner.sustainment.demand.rates import Rates
from planner.sustainment.goods.loads import mass_t


def site_demand(
    scenario: Scenario, book: Factbook, laydown: Laydown, daily: DailyDemand
) -> SiteDemand:
    """Who is where, what they use, and what contracts give them; needs a calendar."""
    return SiteDemand(
        population=population_of(scenario, book, laydown),
        by_class=demand_by_class(book, daily),
        contracts=daily.contracts,
        lifts=lifts_of(scenario, laydown),
    )


def population_of(scenario: Scenario, book: Factbook, laydown: Laydown) -> Population:
    """Who is where on each day, both forces, and how many new patients; needs a calendar."""
    calendar = scenario.calendar
    assert calendar is not None
    sites, forces = tuple(sorted(scenario.sites)), tuple(sorted(_forces(scenario, laydown)))
    rates = Rates(scenario, book)
    kinds = rates.kinds()
    persons = np.zeros((len(sites), len(forces), calendar.end - calendar.start))
    for unit in laydown.units:
        f = forces.index(unit.force)
        for station in unit.stations:
            first, last = max(station.start, calendar.start), min(station.until, calendar.end)
            days = slice(first - calendar.start, max(first, last) - calendar.start)
            persons[sites.index(station.site), f, days] += unit.personnel
    ill = np.zeros((len(sites), 1, len(kinds), persons.shape[2]))
    for n, site in enumerate(sites):
        for p, kind in enumerate(kinds):
            ill[n, 0, p] = rates.patients(kind, site)
    return Population(sites, forces, kinds, calendar.start, persons, persons[:, :, None] * ill)


def _forces(scenario: Scenario, laydown: Laydown) -> set[ForceId]:
    return set(scenario.forces) | {unit.force for unit in laydown.units}


def demand_by_class(book: Factbook, daily: DailyDemand) -> ClassDemand:
    """The demand of each site by class of supply, in tonnes a day."""
    of_item = [book.items[item].supply_class for item in daily.items]
    classes = tuple(name for name in get_args(SupplyClass) if name in of_item)
    mass = np.array([mass_t(book, item) for item in daily.items])
    belongs = np.array([[name == mine for mine in of_item] for name in classes], dtype=np.float64)
    in_class = belongs.reshape(len(classes), len(of_item)) * mass

    def tonnes(quantity: Floats) -> Floats:
        return np.asarray(np.einsum("ck,nkd->ncd", in_class, quantity), dtype=np.float64)

    used = tonnes(daily.gross + daily.external)
    return ClassDemand(daily.sites, classes, daily.start, used, tonnes(daily.net))
