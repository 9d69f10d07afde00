"""Demand by day: tempo, months, moves, own stock and hand-over, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from planner.records.laydown import DeployedUnit, Laydown
from planner.scenario import factbook_of
from planner.sustainment.demand.daily import DailyDemand, daily_demand
from planner.sustainment.demand.rates import months_by_day, tempo_by_day
from tests.sustainment.support import case, day, eats, site, troops

SITES = {"camp": site(), "fort": site()}


def demand_of(units: Sequence[DeployedUnit] = (), **sections: Any) -> DailyDemand:
    sections = {"sites": SITES, "consumption": eats(0.1), **sections}
    scenario = case(**sections)
    return daily_demand(scenario, factbook_of(scenario), Laydown(tuple(units)))


def test_own_stock_then_the_network_then_external_arrangements() -> None:
    # 100 x 0.1 = 10 t a day from D+1; own stock D+1 and D+2; handed over on D+1 + 6 = D+7
    daily = demand_of([troops([("camp", 1, 10)], planned=2, required=6)])
    assert daily.gross[0, 0].tolist() == [0, 10, 10, 10, 10, 10, 10, 0, 0, 0]
    assert daily.own[0, 0].tolist() == [0, 10, 10, 0, 0, 0, 0, 0, 0, 0]
    assert daily.net[0, 0].tolist() == [0, 0, 0, 10, 10, 10, 10, 0, 0, 0]
    assert daily.first_need().tolist() == [[3], [-1]]


def test_late_external_arrangements_leave_the_unit_to_the_network_for_longer() -> None:
    # due on D+1 + 6 = D+7, two days late: the network gives D+3 to the night before D+9
    daily = demand_of([troops([("camp", 1, 10)], planned=2, required=6, late=2)])
    assert daily.net[0, 0].tolist() == [0, 0, 0, 10, 10, 10, 10, 10, 10, 0]


def test_without_external_arrangements_it_draws_to_the_end_of_its_tour() -> None:
    daily = demand_of([troops([("camp", 1, 9)])])
    assert daily.net[0, 0].tolist() == [0] + [10] * 8 + [0]


def test_own_stock_moves_with_its_unit() -> None:
    # camp D+0 to D+2, fort from D+2; own stock for three days: D+2 at the fort is its own
    daily = demand_of([troops([("camp", 0, 2), ("fort", 2, 10)], planned=3)])
    assert daily.net[0, 0].tolist() == [0] * 10
    assert daily.net[1, 0].tolist() == [0] * 3 + [10] * 7
    assert daily.gross[1, 0].tolist() == [0] * 2 + [10] * 8


def test_two_units_at_one_site_each_have_their_own_clock() -> None:
    # 10 t a day from D+0 after one day of its own, and 5 t a day from D+4 after two of its own
    first = troops([("camp", 0, 10)], planned=1)
    second = troops([("camp", 4, 10)], persons=50, planned=2, name="second")
    assert demand_of([first, second]).net[0, 0].tolist() == [0, *[10] * 5, *[15] * 4]


def test_tempo_of_the_highest_rank_holds() -> None:
    # normal from D+2, offensive D+4 to D+6 above it: 10 x 2 in normal, 10 x 4 in offensive
    rate = {"item": "sand", "driver": "person-day", "rate": 0.1}
    rate |= {"tempo": {"normal": 2, "offensive": 4}}
    phases = {
        "assault": {"title": "Assault", "tempo": "offensive", "from": day(4), "until": day(6)},
        "patrols": {"title": "Patrols", "tempo": "normal", "from": day(2)},
    }
    daily = demand_of([troops([("camp", 0, 10)])], consumption={"use": rate}, phases=phases)
    assert daily.net[0, 0].tolist() == [10, 10, 20, 20, 40, 40, 20, 20, 20, 20]


def test_cool_months_of_the_place() -> None:
    # hot in May only; D+0 is 30 April: 10 x 0.8 on 30 April and from 1 June (D+32), 10 in May
    daily = demand_of(
        [troops([("camp", 0, 40), ("fort", 40, 41)])],
        consumption={
            "use": {"item": "sand", "driver": "person-day", "rate": 0.1, "cool": 0.8},
        },
        climates={"dry": {"title": "Dry", "hot_months": [5], "assumption": "A test"}},
        sites={"camp": site(climate="dry"), "fort": site()},
        calendar={"d_day": "2013-04-30", "end": day(41)},
    )
    assert daily.net[0, 0, :40] == pytest.approx([8] + [10] * 31 + [8] * 8)
    # a site without a climate uses the rate in full
    assert daily.net[1, 0, 40] == pytest.approx(10)


def test_stated_demand_is_added_to_what_units_draw() -> None:
    demands = {"works": {"site": "camp", "item": "sand", "per_day": 3, "from": day(8)}}
    daily = demand_of([troops([("camp", 7, 10)])], demands=demands)
    assert daily.net[0, 0].tolist() == [0] * 7 + [10, 13, 13]


def test_units_in_place_before_the_plan_begins() -> None:
    # arrived on D-3 with four days of its own: only D+0 is still its own
    daily = demand_of([troops([("camp", -3, 12)], planned=4)])
    assert daily.own[0, 0].tolist() == [10] + [0] * 9
    assert daily.net[0, 0].tolist() == [0] + [10] * 9


def test_units_that_left_before_the_plan_begins_draw_nothing() -> None:
    daily = demand_of([troops([("camp", -9, -3), ("fort", -3, -1)], planned=4)])
    assert not daily.gross.any()


def test_without_a_date_no_month_is_known_and_without_phases_no_tempo() -> None:
    scenario = case(end=3)
    assert scenario.calendar is not None
    assert months_by_day(scenario.calendar) is None
    assert tempo_by_day(scenario, factbook_of(scenario)) == ("", "", "")


def test_demand_never_counts_own_stock_twice() -> None:
    units = [troops([("camp", 0, 5)], planned=n, name=f"u{n}") for n in range(4)]
    daily = demand_of(units)
    assert np.all(daily.own <= daily.gross)
