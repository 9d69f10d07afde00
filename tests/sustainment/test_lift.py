"""Lift of the units' own equipment, by hand: it shares carts and roads with stock."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.catalogue.ids import SiteId
from planner.records.laydown import DeployedUnit, Laydown, Shipment
from planner.records.publish.demand import demand_part
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario, factbook_of
from planner.sustainment.demand.lift import lifts_of, with_lift
from planner.sustainment.grid import grid_of
from tests.sustainment.support import (
    SAND,
    carts,
    case,
    day,
    eats,
    goal,
    lane,
    planned,
    site,
    troops,
)

SITES = {"port": site(), "camp": site(0)}
ROAD = {"road": lane("port", "camp", 2)}
EQUIPMENT = "equipment-of-unit"


def shipped(
    tonnes: float, *, window: int = 3, ready: int = 6, arrival: int = 6, name: str = "unit"
) -> DeployedUnit:
    """A unit at the camp from D+6 on with so much equipment, at the port some days before."""
    shipment = Shipment(SiteId("port"), tonnes, window, ready)
    return replace(troops([("camp", arrival, 10)], name=name), shipment=shipment)


def lifting(**sections: Any) -> Scenario:
    return case(**{"sites": SITES, "lanes": ROAD, "objective": ["unmet", "tonne_km"], **sections})


def moved(plan: SupplyPlan, item: str) -> float:
    return sum(move.tonnes for move in plan.movements if move.item == item)


def test_equipment_comes_evenly_before_its_unit() -> None:
    # 30 t on D+3, D+4 and D+5, 10 t a day; two days on the road: it leaves on D+1 to D+3
    plan = planned(lifting(), [shipped(30)], exact=True)
    assert plan.is_met
    leaves = {move.start: move.tonnes for move in plan.movements}
    assert leaves == pytest.approx({1: 10, 2: 10, 3: 10})
    assert {move.item for move in plan.movements} == {EQUIPMENT}


def test_equipment_that_is_ready_too_late_is_unmet_and_named() -> None:
    # ready on D+6 - 4 = D+2, two days on the road: nothing is there on D+3, 10 t are late
    plan = planned(lifting(), [shipped(30, ready=4)], exact=True)
    [late] = plan.unmet
    assert (late.item, late.site, late.start, late.until) == (EQUIPMENT, "camp", 3, 4)
    assert late.tonnes == pytest.approx(10)
    assert plan.failures == ()  # no site lives on it


def test_equipment_competes_with_stock_for_the_same_carts() -> None:
    # 2 carts x 10 t, away for 4 days, so each leaves once between D+1 and D+3: 20 t are at the camp
    # between D+3 and D+5. The works want 5 t of sand a day then, 15 t; equipment goes first, as
    # sand is of priority 2.
    works = {"site": "camp", "item": "sand", "per_day": 5, "from": day(3), "until": day(6)}
    wanted = {"works": works}
    sand = {"sand": {"site": "port", "item": "sand"}}
    fleet = {"carts": carts(2, "road")}
    items = {"sand": SAND | {"priority": 2}}

    def sand_unmet(tonnes: float) -> float:
        sections = {"items": items, "demands": wanted, "supplies": sand, "fleets": fleet}
        plan = planned(lifting(**sections), [shipped(tonnes)], exact=True)
        assert not [entry for entry in plan.unmet if entry.item == EQUIPMENT]
        return goal(plan, "unmet")

    assert sand_unmet(0.003) == pytest.approx(0, abs=0.01)  # 15 t of the 20 t that can be there
    assert sand_unmet(15) == pytest.approx(10)  # 15 t of equipment leave 5 t for sand


def test_one_unit_does_not_take_the_equipment_of_another() -> None:
    # the second unit's is ready in time, the first one's is not: 10 t of the first are late
    units = [shipped(30, ready=4), shipped(30, ready=6, name="second")]
    plan = planned(lifting(), units, exact=True)
    assert [entry.item for entry in plan.unmet] == [EQUIPMENT]
    assert moved(plan, "equipment-of-second") == pytest.approx(30)


def test_a_road_for_unit_equipment_takes_that_of_every_unit() -> None:
    # the road takes unit equipment alone, at 3 USD a unit: 30 t cost 90 USD, and no sand moves
    terms = {"items": ["unit-equipment"], "item_costs": {"unit-equipment": 3}}
    road = {"road": lane("port", "camp", 2, **terms)}
    scenario = lifting(lanes=road, objective=["unmet", "cost"])
    plan = planned(scenario, [shipped(30)], exact=True)
    assert plan.is_met
    assert goal(plan, "cost") == pytest.approx(90)


def test_what_falls_before_the_plan_is_there_already() -> None:
    # a window of D-2 to the night before D+2: two of four days, 20 of 40 t, are within the plan
    scenario = lifting()
    [lift] = lifts_of(scenario, Laydown((shipped(40, window=4, arrival=2),)))
    assert (lift.start, lift.until, lift.ready, lift.tonnes) == (0, 2, 0, 20)
    assert lifts_of(scenario, Laydown((shipped(40, window=4, arrival=0),))) == ()


def test_without_lift_the_scenario_is_as_it_was() -> None:
    scenario, laydown = lifting(), Laydown((troops([("camp", 2, 10)]),))
    book = factbook_of(scenario)
    assert with_lift(scenario, book, laydown) == (scenario, book)


def test_lift_is_added_once() -> None:
    scenario, laydown = lifting(), Laydown((shipped(30),))
    once = with_lift(scenario, factbook_of(scenario), laydown)
    assert with_lift(*once, laydown) == once


def test_lift_leaves_the_grid_coarse_where_nothing_else_asks_for_days() -> None:
    # handed over on D+6 + 2: after D+8 nothing is fine
    scenario = lifting(end=40)
    unit = replace(troops([("camp", 6, 40)], required=2), shipment=shipped(30).shipment)
    lifted, _ = with_lift(scenario, factbook_of(scenario), Laydown((unit,)))
    assert max(grid_of(lifted, Laydown((unit,))).lengths) == 7


def test_lifts_are_published() -> None:
    scenario = lifting(consumption=eats(0.1))
    demand = demand_part(planned(scenario, [shipped(30)]).demand, factbook_of(scenario))
    [lift] = demand.lifts
    assert (lift.pledge, lift.item, lift.origin, lift.site) == ("unit", EQUIPMENT, "port", "camp")
    assert (lift.ready, lift.from_, lift.until, lift.tonnes) == ("D+0", "D+3", "D+6", 30)
