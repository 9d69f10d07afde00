"""External arrangements by hand: what contracts cover, from when, and what they cost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.catalogue.ids import ForceId
from planner.records.laydown import DeployedUnit, Laydown
from planner.records.publish.demand import demand_part
from planner.scenario import factbook_of
from planner.sustainment.demand.daily import DailyDemand, daily_demand
from tests.sustainment.support import SAND, case, day, eats, goal, planned, site, troops

SITES = {"camp": site(), "fort": site()}
FORCES = {"blue": {"title": "Blue", "personnel": 1_000, "required_days": 4}}
# 100 persons x 0.1 = 10 t of sand a day; there from D+0, arrangements agreed for D+0 + 4
UNIT = troops([("camp", 0, 10)], required=4)


def demand_of(*units: DeployedUnit, **sections: Any) -> DailyDemand:
    sections = {"sites": SITES, "forces": FORCES, "consumption": eats(0.1), **sections}
    scenario = case(**sections)
    return daily_demand(scenario, factbook_of(scenario), Laydown(units))


def contracted(*units: DeployedUnit, **terms: Any) -> DailyDemand:
    """Demand with one contract of these terms."""
    contract = {"title": "Contract", "force": "blue", **terms}
    return demand_of(*(units or (UNIT,)), contracts={"trader": contract})


def net(daily: DailyDemand) -> list[float]:
    return [float(quantity) for quantity in daily.net[0, 0]]


def test_without_a_contract_all_is_covered_from_hand_over_on_and_costs_nothing() -> None:
    daily = demand_of(UNIT)
    assert net(daily) == [10] * 4 + [0] * 6
    assert daily.external[0, 0].tolist() == [0] * 4 + [10] * 6
    assert (daily.contracts, daily.external_cost) == ((), 0)


def test_a_contract_begins_so_many_days_after_arrival() -> None:
    assert net(contracted()) == [10] * 4 + [0] * 6  # the force's own four days
    assert net(contracted(after_days=6)) == [10] * 6 + [0] * 4


def test_a_contract_begins_late() -> None:
    # agreed for D+4, two days late on D+6; a day more for the whole force on D+7
    assert net(contracted(late_days=2)) == [10] * 6 + [0] * 4
    late = troops([("camp", 0, 10)], required=4, late=1)
    assert net(contracted(late, late_days=2)) == [10] * 7 + [0] * 3


def test_a_contract_supplies_nobody_before_its_first_day_and_after_its_last() -> None:
    # agreed for D+4, in force from D+6 to the night before D+8
    daily = contracted(**{"from": day(6), "until": day(8)})
    assert net(daily) == [10] * 6 + [0, 0, 10, 10]


def test_a_contract_grows() -> None:
    # from D+4, all of it after three days: 1/4, 2/4, 3/4 of 10 t, then all
    daily = contracted(ramp_days=3)
    assert net(daily) == pytest.approx([10] * 4 + [7.5, 5, 2.5, 0, 0, 0])
    assert daily.external[0, 0] == pytest.approx([0] * 4 + [2.5, 5, 7.5, 10, 10, 10])


def test_what_a_contract_leaves_out_stays_with_the_network() -> None:
    # it supplies wool at the camp, not sand; and nothing at the fort, where the unit is from D+6
    unit = troops([("camp", 0, 6), ("fort", 6, 10)], required=4)
    daily = demand_of(
        unit,
        items={"sand": SAND, "wool": SAND},
        consumption=eats(0.1) | eats(0.2, "wool"),
        contracts={
            "trader": {"title": "T", "force": "blue", "items": ["wool"], "sites": ["camp"]},
        },
    )
    assert daily.net[0, 0].tolist() == [10] * 6 + [0] * 4
    assert daily.net[0, 1].tolist() == [20] * 4 + [0] * 6
    assert daily.net[1, 1].tolist() == [0] * 6 + [20] * 4


def test_own_stock_comes_first_where_nothing_else_is_there() -> None:
    # six days of its own; the contract begins on D+4, so two of them are not needed
    unit = troops([("camp", 0, 10)], planned=6, required=4)
    daily = contracted(unit)
    assert net(daily) == [0] * 10
    assert daily.own[0, 0].tolist() == [10] * 4 + [0] * 6


def test_contracts_of_another_force_change_nothing() -> None:
    forces = FORCES | {"red": {"title": "Red", "personnel": 5, "required_days": 1}}
    contract = {"title": "C", "force": "red", "late_days": 3}
    assert net(demand_of(UNIT, forces=forces, contracts={"c": contract})) == net(demand_of(UNIT))


def test_the_price_of_a_contract() -> None:
    # from D+4, half on D+4 and all on D+5 to D+9: 5.5 days
    # sand: 5.5 x 10 t x 3 USD = 165; persons: 5.5 x 100 x 2 USD = 1,100; start-up 1,000
    daily = contracted(
        ramp_days=1, prices={"sand": 3}, person_day_price=2, start_up_cost=1_000, late_days=0
    )
    [use] = daily.contracts
    assert use.begins == 4
    assert use.person_days == pytest.approx(550)
    assert dict(use.quantities) == pytest.approx({"sand": 55})
    assert daily.external_cost == use.cost_usd == pytest.approx(165 + 1_100 + 1_000)


def test_a_contract_that_never_begins_costs_nothing() -> None:
    [use] = contracted(late_days=20, start_up_cost=1_000).contracts
    assert (use.begins, use.late_days, use.person_days, use.cost_usd) == (None, 20, 0, 0)


def test_the_cost_of_contracts_is_part_of_the_cost() -> None:
    # the network buys 4 x 10 t at 2 USD = 80; the contract gives 6 x 10 t at 3 USD = 180
    scenario = case(
        sites=SITES,
        forces=FORCES,
        consumption=eats(0.1),
        supplies={"pit": {"site": "camp", "item": "sand", "price": 2}},
        contracts={"trader": {"title": "T", "force": "blue", "prices": {"sand": 3}}},
        objective=["unmet", "cost"],
    )
    assert goal(planned(scenario, [UNIT]), "cost") == pytest.approx(260)


def test_what_happens_when_a_contract_begins_late_shows() -> None:
    # the network has 40 t for D+0 to D+3; two days late: 20 t unmet, from D+4 on
    scenario = case(
        sites=SITES,
        forces=FORCES,
        consumption=eats(0.1),
        stocks={"heap": {"site": "camp", "item": "sand", "quantity": 40}},
        contracts={"trader": {"title": "T", "force": "blue", "late_days": 2}},
        objective=["unmet"],
    )
    plan = planned(scenario, [UNIT])
    assert goal(plan, "unmet") == pytest.approx(20)
    assert sum(entry.quantity for entry in plan.unmet) == pytest.approx(20)
    [failure] = plan.failures
    assert (failure.alone, failure.planned is not None) == (0, True)


def test_demand_is_published_by_site() -> None:
    # 100 persons on D+0 to D+9, 50 of another force from D+2 to D+5; the network gives 4 x 10 t of
    # the 100 t that the first use, all 20 t of the second; two sick a day among the first
    army = replace(troops([("camp", 2, 6)], 50, name="army"), force=ForceId("army"))
    scenario = case(
        sites=SITES,
        forces=FORCES | {"army": {"title": "Army", "personnel": 500}},
        consumption=eats(0.1),
        casualties={"sick": {"title": "Sick", "per_thousand": 20}},
        contracts={"trader": {"title": "T", "force": "blue", "prices": {"sand": 3}}},
        objective=["unmet"],
    )
    demand = demand_part(planned(scenario, [UNIT, army]).demand, factbook_of(scenario))
    assert [(p.force, p.from_, p.until, p.persons) for p in demand.population] == [
        ("army", "D+2", "D+6", 50),
        ("blue", "D+0", "D+10", 100),
    ]
    army_ill, blue_ill = demand.patients
    assert (blue_ill.casualty, blue_ill.patients, blue_ill.most_a_day) == ("sick", 20, 2)
    assert (army_ill.patients, army_ill.most_on) == (4, "D+2")
    [sand] = demand.classes
    assert (sand.supply_class, sand.tonnes, sand.network_tonnes) == ("IV", 120, 60)
    assert (sand.most_tonnes_a_day, sand.most_on) == (15, "D+2")
    [trader] = demand.contracts
    assert (trader.begins, trader.cost_usd, trader.items[0].quantity) == ("D+4", 180, 60)


def test_a_growing_contract_on_a_coarse_grid() -> None:
    # weeks throughout, but for the days on which the contract grows: D+4 to D+8
    # unmet: D+0 to D+3 in full and 4/5 + 3/5 + 2/5 + 1/5 of a day, 6 x 10 t, less the 25 t there
    scenario = case(
        end=30,
        calendar={"fine": [], "long_step": 7},
        sites=SITES,
        forces=FORCES,
        consumption=eats(0.1),
        stocks={"heap": {"site": "camp", "item": "sand", "quantity": 25}},
        contracts={"trader": {"title": "T", "force": "blue", "ramp_days": 4}},
        objective=["unmet"],
    )
    plan = planned(scenario, [troops([("camp", 0, 30)], required=4)])
    assert goal(plan, "unmet") == pytest.approx(60 - 25)
    assert plan.size["periods"] < 15


late = st.integers(0, 8)


@given(late, late, st.integers(0, 5), st.integers(0, 3))
def test_more_late_days_never_lower_what_the_network_gives(
    one: int, other: int, ramp: int, planned: int
) -> None:
    unit = troops([("camp", 0, 10)], planned=planned, required=4)
    soon, later = (
        contracted(unit, late_days=days, ramp_days=ramp).net for days in sorted((one, other))
    )
    assert (later >= soon - 1e-9).all()


@given(late, st.integers(0, 6))
def test_a_contract_that_need_not_grow_is_the_arrangement_of_a_force_without_contracts(
    days: int, planned: int
) -> None:
    unit = troops([("camp", 0, 10)], planned=planned, required=4)
    late_unit = troops([("camp", 0, 10)], planned=planned, required=4, late=days)
    assert net(contracted(unit, late_days=days, ramp_days=0)) == net(demand_of(late_unit))


@given(late, st.integers(0, 6), st.integers(0, 6))
def test_what_is_used_is_given_by_somebody(days: int, ramp: int, planned: int) -> None:
    unit = troops([("camp", 0, 10)], planned=planned, required=4)
    daily = contracted(unit, late_days=days, ramp_days=ramp)
    together = daily.net + daily.own + daily.external
    assert together[0, 0] == pytest.approx([10] * 10)
