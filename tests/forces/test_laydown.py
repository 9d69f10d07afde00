"""From the plan to the laydown: who stands where, and when."""

from __future__ import annotations

from typing import Any

from planner.catalogue.ids import SiteId
from planner.forces import laydown_of
from planner.records.laydown import DeployedUnit, Shipment
from planner.scenario import factbook_of
from tests.forces.support import case, need, offer, planned, standard

SITES = {name: {"title": name} for name in ("coast", "hub", "north")}


def deployed(
    requirement: dict[str, Any], pledge: dict[str, Any], **sections: Any
) -> tuple[DeployedUnit, ...]:
    scenario = case({"r": requirement}, {"p": pledge}, sites=SITES, **sections)
    return laydown_of(scenario, factbook_of(scenario), planned(scenario)).units


def stations(unit: DeployedUnit) -> list[tuple[str, int, int]]:
    return [(station.site, station.start, station.until) for station in unit.stations]


def test_unit_stands_at_the_site_of_its_requirement() -> None:
    [unit] = deployed(need(site="hub"), offer(available="D+10", tour=30))
    assert stations(unit) == [("hub", 10, 40)]
    assert (unit.arrival, unit.until, unit.personnel) == (10, 40, 100)


def test_unit_moves_on() -> None:
    # hub from its arrival on D+10, coast from D+20, north from D+50 to the end
    moves = [{"site": "coast", "from": "D+20"}, {"site": "north", "from": "D+50"}]
    [unit] = deployed(need(site="hub", moves=moves), offer(available="D+10"))
    assert stations(unit) == [("hub", 10, 20), ("coast", 20, 50), ("north", 50, 100)]


def test_unit_that_comes_after_a_move_is_never_at_the_first_site() -> None:
    moves = [{"site": "coast", "from": "D+20"}, {"site": "north", "from": "D+90"}]
    [unit] = deployed(need(site="hub", moves=moves), offer(available="D+30", tour=40))
    assert stations(unit) == [("coast", 30, 70)]


def test_unit_is_away_between_its_windows() -> None:
    # there D+0 to D+20 and D+60 to D+100; it finds the move of D+40 made
    windows = [{"until": "D+20"}, {"from": "D+60"}]
    moves = [{"site": "north", "from": "D+40"}]
    [unit] = deployed(need(site="hub", moves=moves), offer(windows=windows))
    assert stations(unit) == [("hub", 0, 20), ("north", 60, 100)]


def test_external_arrangements_begin_late() -> None:
    # there from D+10: due on D+10 + 30 = D+40, five days late on D+45
    blue = {"title": "Blue", "personnel": 1000, "required_days": 30, "late_days": 5}
    [unit] = deployed(need(site="hub"), offer(available="D+10"), forces={"blue": blue})
    assert unit.hand_over == 45


LIFT = {"from": "coast", "window_days": 5, "ready_days": 12}


def test_equipment_to_be_lifted() -> None:
    # two units of 40 t each
    pledge = offer(units=2, equipment_mass=40, lift=LIFT)
    [unit] = deployed(need(2, site="hub"), pledge)
    assert unit.shipment == Shipment(SiteId("coast"), 80, 5, 12)


def test_equipment_of_the_standard_unit_is_lifted_too() -> None:
    # 60 t of the type; without `lift` it comes with the unit
    team = {"title": "Team", "capability": "foot", "quantity": 1, "personnel": 100}
    units = {"team": team | {"equipment_mass": 60}}
    [unit] = deployed(need(site="hub"), standard("team", lift=LIFT), units=units)
    assert unit.shipment is not None
    assert unit.shipment.tonnes == 60
    [unit] = deployed(need(site="hub"), standard("team"), units=units)
    assert unit.shipment is None


def test_requirement_without_a_site_draws_nothing() -> None:
    assert deployed(need(), offer()) == ()


def test_empty_requirement_draws_nothing() -> None:
    assert deployed(need(site="hub"), offer(status="offered")) == ()


def test_days_of_supply_are_the_pledges_own_or_its_forces() -> None:
    forces = {"blue": {"title": "B", "personnel": 999, "planned_days": 10, "required_days": 90}}
    [its_forces] = deployed(need(site="hub"), offer(), forces=forces)
    [its_own] = deployed(need(site="hub"), offer(planned_days=30), forces=forces)
    assert (its_forces.planned_days, its_forces.required_days) == (10, 90)
    assert (its_own.planned_days, its_own.required_days) == (30, 90)
    [open_end] = deployed(need(site="hub"), offer())
    assert open_end.required_days is None


def test_activity_of_a_standard_unit_counts_for_each_unit() -> None:
    units = {
        "squadron": {
            "title": "Squadron",
            "capability": "foot",
            "quantity": 1,
            "personnel": 40,
            "activity": {"flight-hour": 3},
        }
    }
    [unit] = deployed(need(2, site="hub"), standard("squadron", units=2), units=units)
    assert unit.activity == {"person-day": 80, "unit-day": 2, "flight-hour": 6}
