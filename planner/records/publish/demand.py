"""Population, demand by class and external arrangements in the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.records.contract import demand as parts
from planner.records.demand import SiteDemand
from planner.records.external import ContractUse
from planner.records.population import ClassDemand, EquipmentLift, Population
from planner.records.publish.common import alike, shown
from planner.scenario.schema.days import show_day


def demand_part(demand: SiteDemand, book: Factbook) -> parts.DemandPart:
    """Who is where, what they use, and what external arrangements supply."""
    return parts.DemandPart(
        population=list(_population(demand.population)),
        patients=list(_patients(demand.population)),
        classes=list(_classes(demand.by_class)),
        contracts=[_contract(use, book) for use in demand.contracts],
        lifts=[_lift(lift) for lift in demand.lifts],
    )


def _lift(lift: EquipmentLift) -> parts.LiftPart:
    first = show_day(lift.start)
    return alike(parts.LiftPart, lift, days=("ready", "until"), from_=first)


def _population(people: Population) -> Iterator[parts.PopulationPart]:
    for n, f in zip(*np.nonzero(people.persons.any(axis=2)), strict=True):
        for first, until in _even(people.persons[n, f]):
            if persons := float(people.persons[n, f, first]):
                yield parts.PopulationPart(
                    site=people.sites[n],
                    force=people.forces[f],
                    from_=show_day(people.start + first),
                    until=show_day(people.start + until),
                    persons=persons,
                )


def _even(daily: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """Stretches of days of one value: the first day of each, and the first after it."""
    edges = [0, *(np.flatnonzero(np.diff(daily)) + 1).tolist(), len(daily)]
    yield from pairwise(edges)


def _patients(people: Population) -> Iterator[parts.PatientsPart]:
    for n, f, p in zip(*np.nonzero(people.patients.any(axis=3)), strict=True):
        daily = people.patients[n, f, p]
        yield parts.PatientsPart(
            site=people.sites[n],
            force=people.forces[f],
            casualty=people.kinds[p],
            patients=float(daily.sum()),
            most_a_day=float(daily.max()),
            most_on=show_day(people.start + int(daily.argmax())),
        )


def _classes(demand: ClassDemand) -> Iterator[parts.ClassPart]:
    for n, c in zip(*np.nonzero(demand.used.any(axis=2)), strict=True):
        daily = demand.used[n, c]
        yield parts.ClassPart(
            site=demand.sites[n],
            supply_class=demand.classes[c],
            tonnes=float(daily.sum()),
            network_tonnes=float(demand.network[n, c].sum()),
            most_tonnes_a_day=float(daily.max()),
            most_on=show_day(demand.start + int(daily.argmax())),
        )


def _contract(use: ContractUse, book: Factbook) -> parts.ContractPart:
    return parts.ContractPart(
        contract=use.contract,
        title=use.title,
        force=use.force,
        begins=shown(use.begins),
        late_days=use.late_days,
        person_days=use.person_days,
        items=[
            parts.SuppliedPart(item=item, unit=book.items[item].unit, quantity=quantity)
            for item, quantity in use.quantities
        ],
        cost_usd=use.cost_usd,
    )
