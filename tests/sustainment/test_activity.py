"""What a plan sets in motion, on the road from port to camp of `test_cases`, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.catalogue import factbook
from planner.catalogue.ids import FleetId, ItemId, LaneId
from planner.records.flow import Hop, UseKind
from planner.records.supply import SupplyPlan
from planner.sustainment.goods.loads import load_of
from tests.sustainment.support import carts, case, lane, planned, site, troops

SITES = {"port": site(), "camp": site()}
PORT = {"port": {"site": "port", "item": "sand", "price": 2}}
ON_THE_FIRST_DAY = {"from": "D+1", "until": "D+2"}
POLICY = {
    "cover": {"kind": "days-of-supply", "items": ["sand"], "days": 1, "maximum_days": 3},
}


def mission() -> SupplyPlan:
    """100 men eat 0.15 t each on D+4..D+9; two carts bring 10 t a day; the lane takes 40 t a day.

    90 t are eaten and carts that leave on D+3..D+8 bring 60 t, so 30 t stand there on D+4.
    """
    scenario = case(
        sites={**SITES, "port": site(throughput=20)},
        supplies=PORT,
        lanes={"road": lane("port", "camp", capacity=40, cost=3)},
        fleets={"carts": carts(2, "road")},
        consumption={
            "eats": {"item": "sand", "driver": "person-day", "rate": 0.15},
        },
        policies=POLICY,
        objective=("unmet", "prepositioned_tonnes", "cost"),
    )
    return planned(scenario, [troops([("camp", 4, 10)])])


def test_stock_has_its_way_and_its_cost() -> None:
    [stock] = mission().prepositioned
    assert stock.load.quantity == pytest.approx(30)
    assert stock.way == (Hop(LaneId("road"), FleetId("carts")),)
    # 30 t x (2 USD at the port + 3 USD on the road)
    assert stock.cost == pytest.approx(150)


def test_what_has_no_price_has_no_cost() -> None:
    scenario = case(
        sites=SITES,
        supplies={"port": {"site": "port", "item": "sand"}},
        lanes={"road": lane("port", "camp")},
        demands={"use": {"site": "camp", "item": "sand", "per_day": 1, "from": "D+2"}},
        policies={
            "ahead": {"kind": "reserve", "sites": ["camp"], "items": ["sand"], "days": 2},
        },
        calendar={"start": "D-3"},
    )
    assert {stock.cost for stock in planned(scenario).prepositioned} <= {None}


def test_movements_count_vehicle_loads() -> None:
    plan = mission()
    assert sum(move.tonnes for move in plan.movements) == pytest.approx(90)
    for move in plan.movements:
        # sand is a cubic metre a tonne, a cart takes ten tonnes and has no limit of volume
        assert move.m3 == pytest.approx(move.tonnes)
        assert move.trips == pytest.approx(move.tonnes / 10)
        assert move.arrives == move.start + 1


def test_receipts_say_what_sources_give_and_cost() -> None:
    plan = mission()
    assert {(r.supply, r.item, r.unit) for r in plan.receipts} == {("port", "sand", "t")}
    assert sum(r.quantity for r in plan.receipts) == pytest.approx(90)
    assert sum(r.cost for r in plan.receipts) == pytest.approx(180)


def test_use_of_what_is_limited() -> None:
    plan = mission()
    fleet, road, port = ([u for u in plan.uses if u.kind is kind] for kind in UseKind)
    # nine loads of ten tonnes keep a cart away two days each; ten days have 20 vehicle-days, three
    # weeks of which the second is cut short: D+0..D+6 with 14 and D+7..D+9 with 6
    assert sum(u.used for u in fleet) == pytest.approx(18)
    assert [(u.start, u.until, u.available) for u in fleet] == [(0, 7, 14), (7, 10, 6)]
    assert all(u.peak_share is not None and u.peak_share <= 1 + 1e-9 for u in fleet)
    assert sum(u.used for u in road) == pytest.approx(90)
    assert [u.available for u in road] == [pytest.approx(280), pytest.approx(120)]
    # the camp has no limit of handling, so no share; both handle the same 90 t
    assert {u.id: u.available for u in port} == {"port": pytest.approx(60), "camp": None}
    camp = [u for u in port if u.id == "camp"]
    assert sum(u.used for u in camp) == pytest.approx(90)
    assert {u.share for u in camp} == {None}


def test_a_week_without_use_counts_as_available() -> None:
    # 20 t are asked for on D+1: two carts bring them in two loads that leave on D+0, two days
    # each; the 14 days have 28 vehicle-days, of which 4 are 1/7, and the second week uses none
    scenario = case(
        end=14,
        sites=SITES,
        supplies=PORT,
        lanes={"road": lane("port", "camp")},
        fleets={"carts": carts(2, "road"), "spare": carts(1, "road", **{"from": "D+13"})},
        demands={"works": {"site": "camp", "item": "sand", "per_day": 20, **ON_THE_FIRST_DAY}},
    )
    fleet = [use for use in planned(scenario).uses if use.kind is UseKind.FLEET]
    assert [(use.id, use.start, use.available) for use in fleet] == [
        ("carts", 0, 14),
        ("carts", 7, 14),
    ]
    assert [use.used for use in fleet] == pytest.approx([4, 0])


def test_demand_by_item_from_change_to_change() -> None:
    [alone, supplied] = planned(
        case(
            sites=SITES,
            consumption={"eats": {"item": "sand", "driver": "person-day", "rate": 0.15}},
        ),
        [troops([("camp", 4, 10)], planned=2)],
    ).item_demand
    # 15 t a day; on the first two days from what they brought
    assert (alone.supply_class, alone.start, alone.until) == ("IV", 4, 6)
    assert [alone.quantity, alone.own] == pytest.approx([30, 30])
    assert (supplied.start, supplied.until) == (6, 10)
    assert [supplied.per_day, supplied.own] == pytest.approx([15, 0])
    assert supplied.tonnes == pytest.approx(60)


def test_curves_have_the_band_of_the_policies() -> None:
    curves = mission().curves
    camp = curves.sites.index("camp")
    low, high = curves.low[camp, 0], curves.high[camp, 0]
    # at the end of D+4 the next day's 15 t, and at most three days' 45 t; at the end of D+8 the
    # last day's 15 t are all that comes; before anybody is there no policy speaks
    assert np.isnan(low[:4]).all()
    assert low[4] == pytest.approx(15)
    assert [high[4], high[8]] == pytest.approx([45, 15])


def test_sorties_are_of_the_aircraft_of_the_group() -> None:
    # 100 t of water in flights of 15.9 t are 6.3, so seven
    book = factbook()
    load = load_of(book, ItemId("water"), 100_000)
    assert load.sorties == 7
    groups = {
        id_: group.model_copy(update={"aircraft": None})
        for id_, group in book.storage_groups.items()
    }
    none = book.model_copy(update={"storage_groups": groups})
    assert load_of(none, ItemId("water"), 100_000) == replace(load, sorties=None)
