"""What drives demand, each by hand: drivers, tempo by phase, months by climate, casualties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.catalogue.ids import ForceId
from planner.catalogue.schema import Activity
from planner.records.laydown import DeployedUnit, Laydown
from planner.records.population import ClassDemand, Population
from planner.scenario import factbook_of
from planner.sustainment.demand.daily import daily_demand
from planner.sustainment.demand.population import demand_by_class, population_of
from tests.sustainment.support import SAND, case, day, site, troops

SITES = {"camp": site(), "fort": site(climate="dry")}
DRY = {"dry": {"title": "Dry", "hot_months": [5], "assumption": "A test"}}
# D+0 is 30 April: May, the hot month, begins on D+1; the assault is on D+2 and D+3
SETTING: dict[str, Any] = {
    "sites": SITES,
    "climates": DRY,
    "calendar": {"d_day": "2013-04-30"},
    "phases": {
        "assault": {"title": "Assault", "tempo": "offensive", "from": day(2), "until": day(4)}
    },
    "end": 5,
}


def used(rate: dict[str, Any], *units: DeployedUnit, at: int = 0, **sections: Any) -> list[float]:
    """What the network gives at the camp (0) or the fort (1) on D+0 to D+4."""
    scenario = case(**SETTING, consumption={"use": {"item": "sand", **rate}}, **sections)
    daily = daily_demand(scenario, factbook_of(scenario), Laydown(units))
    return [float(quantity) for quantity in daily.net[at, 0]]


def working(place: str, driver: Activity, quantity: float) -> DeployedUnit:
    """A unit of 100 persons with so much of one driver a day."""
    unit = troops([(place, 0, 5)])
    return replace(unit, activity={"person-day": 100, "unit-day": 1, driver: quantity})


@pytest.mark.parametrize(
    ("driver", "quantity"),
    [
        ("person-day", 100),
        ("vehicle-km", 3_000),
        ("vehicle-day", 40),
        ("generator-hour", 48),
        ("flight-hour", 6),
        ("unit-day", 1),
    ],
)
def test_every_driver_with_tempo_by_phase_and_climate_by_month(
    driver: Activity, quantity: float
) -> None:
    # camp, no climate: quantity x 0.5, three times that in the assault (D+2, D+3)
    # fort: the same, times 0.8 on 30 April (D+0), which is not hot
    rate = {"driver": driver, "rate": 0.5, "tempo": {"offensive": 3}, "cool": 0.8}
    half = quantity * 0.5
    assert used(rate, working("camp", driver, quantity)) == pytest.approx(
        [half, half, 3 * half, 3 * half, half]
    )
    assert used(rate, working("fort", driver, quantity), at=1) == pytest.approx(
        [0.8 * half, half, 3 * half, 3 * half, half]
    )


def test_both_forces_count() -> None:
    # 100 of the mission and 50 of the host nation: (100 + 50) x 0.1 = 15 a day
    army = replace(troops([("camp", 0, 5)], 50, name="army"), force=ForceId("army"))
    rate = {"driver": "person-day", "rate": 0.1}
    assert used(rate, troops([("camp", 0, 5)]), army) == pytest.approx([15] * 5)


WOUNDED = {"title": "Wounded", "per_thousand": 2, "tempo": {"offensive": 10}}
SICK = {"title": "Sick", "per_thousand": 5, "cool": 0.4}


def test_casualties_follow_battle() -> None:
    # 1,000 persons x 2 of a thousand = 2 patients a day, ten times that in the assault; 3 t each
    rate = {"driver": "casualty", "of": "wounded", "rate": 3}
    units = troops([("camp", 0, 5)], 1_000)
    assert used(rate, units, casualties={"wounded": WOUNDED}) == pytest.approx([6, 6, 60, 60, 6])


def test_casualties_follow_sickness_and_the_months() -> None:
    # fort: 400 x 5 / 1,000 = 2 patients a day, 0.4 of that on 30 April; 3 t each
    rate = {"driver": "casualty", "of": "sick", "rate": 3}
    units = troops([("fort", 0, 5)], 400)
    assert used(rate, units, at=1, casualties={"sick": SICK}) == pytest.approx([2.4, 6, 6, 6, 6])


def test_a_rate_of_an_item_by_patient_has_its_own_tempo_too() -> None:
    # 20 patients a day in the assault, each 1.5 times 3 t there: 2 x 3 = 6, then 20 x 4.5 = 90
    rate = {"driver": "casualty", "of": "wounded", "rate": 3, "tempo": {"offensive": 1.5}}
    units = troops([("camp", 0, 5)], 1_000)
    assert used(rate, units, casualties={"wounded": WOUNDED}) == pytest.approx([6, 6, 90, 90, 6])


def test_heat_casualties_of_the_catalogue() -> None:
    # 500 persons x 7 / 1,000 = 3.5 patients x 114 L = 399 L; none in a month that is not hot
    scenario = case(**SETTING, consumption={"water-heat-casualty": {}})
    units = (troops([("fort", 0, 5)], 500),)
    daily = daily_demand(scenario, factbook_of(scenario), Laydown(units))
    assert daily.items == ("water",)
    assert daily.net[1, 0].tolist() == pytest.approx([0, 399, 399, 399, 399])


def populated(units: Sequence[DeployedUnit]) -> Population:
    scenario = case(
        **SETTING,
        forces={
            "blue": {"title": "Blue", "personnel": 1_000},
            "army": {"title": "Army", "personnel": 1_000, "host_nation": True},
        },
        casualties={"wounded": WOUNDED, "sick": SICK},
    )
    return population_of(scenario, factbook_of(scenario), Laydown(tuple(units)))


def test_population_of_each_site_by_force() -> None:
    # blue: 100 at the camp, from D+2 at the fort; army: 50 at the camp from before the plan on
    army = replace(troops([("camp", -3, 9)], 50, name="army"), force=ForceId("army"))
    people = populated([troops([("camp", 0, 2), ("fort", 2, 4)]), army])
    assert (people.sites, people.forces) == (("camp", "fort"), ("army", "blue"))
    assert people.persons[0].tolist() == [[50] * 5, [100, 100, 0, 0, 0]]
    assert people.persons[1].tolist() == [[0] * 5, [0, 0, 100, 100, 0]]


def test_patients_of_each_site_by_kind() -> None:
    # 1,000 at the camp: 5 sick a day; 2 wounded, 20 in the assault. None at the empty fort.
    people = populated([troops([("camp", 0, 5)], 1_000)])
    assert people.kinds == ("sick", "wounded")
    assert people.patients[0, 1].tolist() == [[5] * 5, [2, 2, 20, 20, 2]]
    assert not people.patients[1].any()
    assert not people.patients[0, 0].any()


def test_patients_are_of_kinds_that_the_scenario_speaks_of() -> None:
    scenario = case(**SETTING)  # the catalogue's heat casualties: no rate in force names them
    assert population_of(scenario, factbook_of(scenario), Laydown(())).kinds == ()


def test_demand_by_class_of_supply() -> None:
    # sand (IV, 1 t): 100 x 0.1 = 10 t; bread (I, 2 kg): 100 x 1 = 0.2 t; two days of its own
    bread = {**SAND, "title": "Bread", "supply_class": "I", "unit": "loaf", "mass": 2}
    scenario = case(
        end=4,
        sites=SITES,
        climates=DRY,
        items={"sand": SAND, "bread": bread},
        consumption={
            "sand": {"item": "sand", "driver": "person-day", "rate": 0.1},
            "bread": {"item": "bread", "driver": "person-day", "rate": 1},
        },
    )
    units = (troops([("camp", 0, 4)], planned=2, required=3),)
    book = factbook_of(scenario)
    by_class: ClassDemand = demand_by_class(book, daily_demand(scenario, book, Laydown(units)))
    assert by_class.classes == ("I", "IV")
    assert by_class.used[0] == pytest.approx(np.array([[0.2] * 4, [10] * 4]))
    assert by_class.network[0] == pytest.approx(np.array([[0, 0, 0.2, 0], [0, 0, 10, 0]]))
    assert not by_class.used[1].any()


few = st.integers(1, 50)


@given(few, few, st.sampled_from([0.5, 2.0, 7.0]))
def test_scaling_all_quantities_scales_demand(persons: int, rate: int, scale: float) -> None:
    def net(many: float) -> list[float]:
        unit = troops([("camp", 0, 5)], persons * many, planned=1)
        wounded = {"driver": "casualty", "of": "wounded", "rate": rate}
        return used(wounded, unit, casualties={"wounded": WOUNDED})

    assert net(scale) == pytest.approx([scale * quantity for quantity in net(1)])


@given(st.integers(2, 500), st.data())
def test_splitting_a_unit_in_two_changes_nothing(persons: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(1, persons - 1))
    wounded = {"driver": "casualty", "of": "wounded", "rate": 3}

    def unit(strength: int, name: str) -> DeployedUnit:
        return troops([("camp", 0, 5)], strength, planned=1, required=4, name=name)

    whole = used(wounded, unit(persons, "whole"), casualties={"wounded": WOUNDED})
    parts = (unit(part, "one"), unit(persons - part, "two"))
    assert used(wounded, *parts, casualties={"wounded": WOUNDED}) == pytest.approx(whole)
