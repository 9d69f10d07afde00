"""The self-sufficiency gap in closed form: what each force lacks between what it brings and what
it should bring (S/2012/894 §65)."""

from __future__ import annotations

from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId, ItemId
from planner.records.supply import ForceGap, Load
from planner.scenario.schema.forces import Force
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.goods.loads import load_of


def self_sufficiency_gap(scenario: Scenario, book: Factbook) -> tuple[ForceGap, ...]:
    """The gap of every force that states its required days, at full authorised strength.

    Quantities follow the person-day rates in force at normal tempo in hot conditions; what depends
    on vehicles, aircraft or the place is counted by the plan, not here.
    """
    return tuple(
        _gap(name, force, book)
        for name, force in sorted(scenario.forces.items())
        if force.required_days is not None
    )


def _gap(name: ForceId, force: Force, book: Factbook) -> ForceGap:
    assert force.required_days is not None
    gap_days = force.required_days.value - force.planned_days.value
    person_days = gap_days * force.personnel.value
    return ForceGap(
        force=name,
        title=force.title,
        personnel=force.personnel.value,
        required_days=force.required_days.value,
        planned_days=force.planned_days.value,
        gap_days=gap_days,
        person_days=person_days,
        items=_loads(person_days, book),
    )


def _loads(person_days: float, book: Factbook) -> tuple[Load, ...]:
    per_person_day: dict[ItemId, float] = {}
    for rate in book.consumption.values():
        if rate.driver == "person-day":
            per_person_day[rate.item] = per_person_day.get(rate.item, 0.0) + rate.rate.value
    return tuple(
        load_of(book, item, rate * person_days) for item, rate in sorted(per_person_day.items())
    )
