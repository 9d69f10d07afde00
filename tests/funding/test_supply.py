"""What of a supply plan costs count, by hand."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner.records.funding import FundingPlan
from tests.funding.support import CHANNELS, PHASES
from tests.sustainment.support import CART, SAND, carts, day, lane, site

GOODS = {"title": "Goods", "purpose": "supplies", "force": "blue", "per": "priced"}
LORRIES = {"title": "Lorries", "purpose": "equipment", "per": "vehicle-month", "rate": 60}


def mapping(costs: dict[str, Any], **sections: Any) -> dict[str, Any]:
    """10 t of sand are bought for 20, carried over a lane for 30 by a cart (7 a day, two days) and
    used in a camp that opens for 50; three months of thirty days."""
    return {
        "format": 1,
        "id": "goods",
        "calendar": {"start": "D+0", "end": "D+90"},
        "phases": PHASES,
        "channels": CHANNELS,
        "forces": {"blue": {"title": "Blue", "personnel": 100}},
        "items": {"sand": SAND},
        "vehicles": {"cart": CART},
        "sites": {"port": site(), "camp": site(opening={"cost": 50})},
        "supplies": {"sand": {"site": "port", "item": "sand", "price": 2}},
        "lanes": {"road": lane("port", "camp", 1, cost=3, distance=200)},
        "fleets": {"carts": carts(2, "road", day_cost=7)},
        "demands": {
            "camp": {
                "site": "camp", "item": "sand", "per_day": 10, "from": day(1), "until": day(2)
            }
        },
        "objective": ["unmet", "policy", "cost"],
        "costs": costs,
        **sections,
    }  # fmt: skip


def goods(costs: dict[str, Any], **sections: Any) -> FundingPlan:
    """Who pays for them."""
    return planner.fund(planner.from_mapping(mapping(costs, **sections)))


def test_what_has_a_price_is_paid_at_it() -> None:
    assert goods({"all": GOODS}).cost == (20 + 30 + 14 + 50) * 100
    some = {"all": GOODS | {"spent_on": ["buying", "opening"], "share": 0.5}}
    assert goods(some).cost == (20 + 50) * 50


def test_spending_is_that_of_the_supply_plan() -> None:
    found = planner.plan(planner.from_mapping(mapping({"all": GOODS})))
    assert found.funding is not None
    assert found.sustainment is not None
    told = sum(line.cost for line in found.sustainment.costs)
    assert found.funding.cost / 100 == pytest.approx(told)


def test_what_brings_in_money_pays_for_nothing() -> None:
    """A way that pays 30 for each of 10 t: what is spent on the rest is to be paid all the same."""
    lanes = {"road": lane("port", "camp", 1, cost=-30, distance=200)}
    plan = goods({"all": GOODS}, lanes=lanes)
    assert plan.cost == plan.missing == (20 + 14 + 50) * 100


def test_vehicles_by_the_month() -> None:
    """Two carts at 60 a month for three months; for one where the fleet goes after it."""
    assert goods({"carts": LORRIES}).cost == 2 * 3 * 60 * 100
    fleets = {"carts": {**carts(2, "road", day_cost=7), "until": "D+30"}}
    assert goods({"carts": LORRIES | {"fleets": ["carts"]}}, fleets=fleets).cost == 2 * 60 * 100


def test_what_is_given_in_kind_is_counted_once() -> None:
    """The carts come free: their 14 are covered, the goods' 20 are given, the rest is missing."""
    gifts = {
        "carts": {"title": "Carts", "channel": "gifts", "fleets": ["carts"]},
        "sand": {"title": "Sand", "channel": "gifts", "supplies": ["sand"]},
    }
    plan = goods({"all": GOODS}, contributions=gifts)
    assert {use.contribution: use.used for use in plan.uses} == {"carts": 14_00, "sand": 20_00}
    assert plan.missing == (30 + 50) * 100


def test_goods_are_charged_to_the_force_that_is_named() -> None:
    """Money for Blue alone may pay what is charged to Blue, and not what is charged to nobody."""
    sand = {"title": "Sand", "purpose": "supplies", "per": "item", "item": "sand", "rate": 5}
    road = {"title": "Road", "purpose": "supplies", "per": "tonne-km", "rate": 1, "force": "blue"}
    money = {"m": {"title": "M", "channel": "gifts", "pledged": 1e6, "forces": ["blue"]}}
    plan = goods({"sand": sand, "road": road}, contributions=money)
    assert plan.missing == 10 * 5 * 100
    assert plan.cost - plan.missing == 10 * 200 * 100


def test_what_has_a_price_rests_on_prices_alone() -> None:
    """Names with a cost in them are no prices: the camp is told where, its rooms are guessed."""
    told = {"value": 2, "unit": "USD/t", "source": "S/2012/894 §97"}
    room = {"open": {"value": 1000, "assumption": "guessed"}}
    data = mapping(
        {"all": GOODS | {"spent_on": ["buying"]}},
        supplies={"sand": {"site": "costa", "item": "sand", "price": told}},
        sites={"costa": site() | {"storage": room}, "camp": site()},
        lanes={"road": lane("costa", "camp", 1, distance=200)},
        fleets={"carts": carts(2, "road")},
    )
    shares = planner.plan(planner.from_mapping(data)).shares
    assert shares["funding_cost_usd"] == {"document": 1}


def test_a_thing_worth_a_confirmed_amount_has_its_currency() -> None:
    gift = {"title": "Sand", "channel": "gifts", "supplies": ["sand"], "confirmed": "8 EUR"}
    euro = {"EUR": {"dollars": 1.25, "on": "2013-01-29"}}
    [use] = goods({"all": GOODS}, contributions={"sand": gift}, currencies=euro).uses
    assert (use.currency, use.confirmed) == ("EUR", 10_00)


def test_the_plan_rests_on_its_rates() -> None:
    sand = {
        "title": "Sand", "purpose": "supplies", "per": "item", "item": "sand",
        "rate": {"value": 3, "assumption": "guessed"},
    }  # fmt: skip
    lump = GOODS | {"per": "once", "rate": {"value": 70, "source": "S/2012/894 §97"}}
    found = planner.plan(planner.from_mapping(mapping({"sand": sand, "lump": lump})))
    assert found.shares["funding_cost_usd"] == {"assumption": 0.3, "document": 0.7}
    euros = GOODS | {
        "per": "once",
        "rate": {"value": 70, "unit": "EUR", "source": "S/2012/894 §97"},
    }
    guessed = {"EUR": {"dollars": {"value": 2, "assumption": "guessed"}, "on": "2013-01-29"}}
    found = planner.plan(planner.from_mapping(mapping({"lump": euros}, currencies=guessed)))
    assert found.shares["funding_cost_usd"] == {"assumption": 1.0}
    lorry = GOODS | {"per": "month", "rates": ["wet-lease-truck"]}
    found = planner.plan(planner.from_mapping(mapping({"lorry": lorry})))
    paths = {figure.path for figure in found.figures}
    assert "catalogue.figures.wet-lease-truck.figure" in paths
