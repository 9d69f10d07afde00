"""Why supply falls short, by networks that can be reckoned by hand."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner.records.explanation import Explanation, Remedy, Why
from planner.scenario import Scenario
from planner.scenario.replacing import replaced
from tests.analysis.explain.support import network, path_text


def changes(remedy: Remedy | None) -> dict[str, tuple[str, str]]:
    """The changes of a remedy, by path."""
    assert remedy is not None
    return {path_text(c.path): (c.before, c.after) for c in remedy.changes}


def limits(found: Explanation) -> dict[str, float]:
    return {path_text(limit.path): limit.price for limit in found.limits}


def idle(found: Explanation) -> dict[str, Why]:
    return {path_text(entry.path): entry.why for entry in found.no_help}


def unmet(scenario: Scenario) -> float:
    supply = planner.plan(scenario).sustainment
    assert supply is not None
    return sum(entry.tonnes for entry in supply.unmet)


def test_more_lorries_are_the_cheapest_change() -> None:
    # 270 t are asked for and 75 t unmet: Gao gets 195 t. Six lorries bring 15 t a day on every
    # day, which is what is asked for; five bring 12.5. Two more are half of the four that may come.
    found = planner.explain(network(), "sites.gao.ammo")
    assert found.value == pytest.approx(75)
    assert (found.unit, found.goal) == ("t", 0)
    assert changes(found.single) == {"fleets.trucks.count": ("4", "6")}
    assert found.cheapest == found.single
    assert found.single is not None
    assert found.single.meets
    assert found.single.left == pytest.approx(0, abs=1e-6)
    assert unmet(network({"fleets.trucks.count": 6})) == pytest.approx(0, abs=1e-6)
    assert unmet(network({"fleets.trucks.count": 5})) > 1


def test_the_price_of_a_limit_is_what_the_first_unit_saves() -> None:
    # one more lorry: 9 round trips of 5 t that arrive in time, 45 t
    found = planner.explain(network(), "sites.gao")
    assert limits(found) == {"fleets.trucks.count": pytest.approx(45)}
    saved = unmet(network()) - unmet(network({"fleets.trucks.count": 5}))
    assert saved == pytest.approx(45)


def test_limits_that_do_not_bind_are_of_no_help_by_their_price() -> None:
    found = planner.explain(network(), "sites.gao")
    expected = {"sites.gao.storage.covered", "sites.port.storage.covered", "supplies.depot.per_day"}
    assert {path for path, why in idle(found).items() if why is Why.PRICE} == expected
    for path in expected:
        steps = tuple(path.split("."))
        assert unmet(replaced(network(), steps, 20_000.0)) == pytest.approx(75)


def test_where_two_limits_bind_only_both_help() -> None:
    # Gao can handle 10 t a day: more lorries alone bring nothing. More handling alone lets four of
    # them unload 20 t every other day, so that 75 t are missing as without the limit
    remedies = {
        "lorries": {"change": "fleets.trucks.count", "to": 8},
        "handling": {"change": "sites.gao.throughput", "to": 20},
    }
    scenario = network({"sites.gao.throughput": 10, "remedies": remedies})
    found = planner.explain(scenario, "sites.gao")
    assert found.single is None
    assert set(changes(found.nearest)) == {"sites.gao.throughput"}
    assert found.nearest is not None
    assert found.nearest.left == pytest.approx(75)
    # 15 t a day on every day: six lorries, and handling for what they bring
    assert changes(found.cheapest) == {
        "fleets.trucks.count": ("4", "6"),
        "sites.gao.throughput": ("10", "15"),
    }
    assert found.cheapest is not None
    assert found.cheapest.meets
    assert idle(found) == {"fleets.trucks.count": Why.PRICE}


def test_a_window_that_opens_earlier_is_tried_day_by_day() -> None:
    # nothing but the day may be changed: 75 t more must leave before D+0, 10 t a day
    earlier = {"earlier": {"change": "supplies.depot.from", "to": "D-10"}}
    found = planner.explain(network({"remedies": earlier}), "sites.gao")
    assert changes(found.single) == {"supplies.depot.from": ("D+0", "D-8")}
    assert unmet(network({"supplies.depot.from": "D-8"})) == pytest.approx(0, abs=1e-6)
    assert unmet(network({"supplies.depot.from": "D-7"})) > 1


def test_prices_of_the_scenario_decide_what_is_cheapest() -> None:
    remedies: dict[str, Any] = {
        "lorries": {"change": "fleets.trucks.count", "to": 10, "cost": 50_000, "unit": "vehicle"},
        "earlier": {"change": "supplies.depot.from", "to": "D-10", "cost": 1_000},
    }
    found = planner.explain(network({"remedies": remedies}), "sites.gao")
    assert found.reckoned_in == "USD"
    assert changes(found.single) == {"supplies.depot.from": ("D+0", "D-8")}
    assert found.single is not None
    assert found.single.size == pytest.approx(8_000)  # eight days at 1,000
    remedies["earlier"]["cost"] = 20_000
    dearer = planner.explain(network({"remedies": remedies}), "sites.gao")
    assert changes(dearer.single) == {"fleets.trucks.count": ("4", "6")}
    assert dearer.single is not None
    assert dearer.single.size == pytest.approx(100_000)  # two lorries at 50,000, less than 160,000


def test_what_may_not_be_enough_is_told_as_such() -> None:
    remedies = {"lorry": {"change": "fleets.trucks.count", "to": 5}}
    found = planner.explain(network({"remedies": remedies}), "sites.gao")
    assert (found.single, found.cheapest) == (None, None)
    assert changes(found.nearest) == {"fleets.trucks.count": ("4", "5")}
    assert found.nearest is not None
    assert not found.nearest.meets
    assert found.nearest.left == pytest.approx(30)


def test_a_lower_policy_is_a_change_too() -> None:
    # a reserve that unmet demand may not touch: 100 t stand at Gao from D+5 on for nobody's use
    reserve = {
        "kind": "level",
        "sites": ["gao"],
        "least": {"ammo": 100},
        "from": "D+5",
        "yields_to": 0,
    }
    scenario = network({"policies.reserve": reserve, "fleets.trucks.count": 8})
    before = unmet(scenario)
    found = planner.explain(scenario, "sites.gao")
    assert found.value == pytest.approx(before)
    assert "policies.reserve.least.ammo" in limits(found)
    remedies = {"lower": {"change": "policies.reserve.least.ammo", "to": 0}}
    lower = planner.explain(
        network({"policies.reserve": reserve, "fleets.trucks.count": 8, "remedies": remedies}),
        "sites.gao",
    )
    assert lower.single is not None
    assert lower.single.meets
    after = float(changes(lower.single)["policies.reserve.least.ammo"][1])
    lowered = replaced(scenario, ("policies", "reserve", "least", "ammo"), after)
    assert unmet(lowered) == pytest.approx(0, abs=1e-6)
    assert unmet(replaced(scenario, ("policies", "reserve", "least", "ammo"), after + 5)) > 1e-3


def test_a_day_is_explained_by_itself() -> None:
    found = planner.explain(network(), "sites.gao.ammo.D+4")
    assert 0 < found.value <= 15
    assert found.limits[0].until is not None
    assert found.limits[0].until <= 5
    assert found.single is not None
    assert found.single.meets


def test_a_policy_that_is_not_kept() -> None:
    days = {"kind": "days-of-supply", "sites": ["gao"], "items": ["ammo"], "days": 3}
    scenario = network({"policies.days": days, "fleets.trucks.count": 6})
    found = planner.explain(scenario, "policies.days")
    assert (found.unit, found.value > 0) == ("t-days", True)
    assert found.cheapest is not None
    assert found.cheapest.meets


def test_a_stock_that_stands_ahead_of_the_troops() -> None:
    # 45 t are to stand at Gao on D-day: the lorries need five days of 10 t for it
    ahead = {
        "kind": "level",
        "sites": ["gao"],
        "least": {"ammo": 45},
        "from": "D-1",
        "until": "D+1",
    }
    early = {"policies.ahead": ahead, "supplies.depot.from": "D-10", "demands.front.per_day": 5}
    found = planner.explain(network(early), "prepositioned.gao.ammo", to=20)
    assert found.value == pytest.approx(45)
    assert changes(found.cheapest) == {"policies.ahead.least.ammo": ("45", "20")}


def test_a_line_of_cost() -> None:
    # 10 t a day on 18 days cost 4 USD a tonne more than nothing: a cap on what may be carried is
    # no help, and what is asked for is met
    priced = {"lanes.road.cost": 4, "demands.front.per_day": 5, "supplies.depot.price": 1}
    found = planner.explain(network(priced), "costs.moving", to=300)
    assert found.unit == "USD"
    assert found.value == pytest.approx(360)  # 90 t at 4 USD
    assert found.single is None  # only less demand would help, and that is nobody's to change


def test_nothing_short_is_nothing_to_change() -> None:
    found = planner.explain(network({"fleets.trucks.count": 6}), "sites.gao")
    assert found.is_met
    assert (found.limits, found.single, found.cheapest, found.no_help) == ((), None, None, ())


def test_whole_decisions_have_no_prices_and_are_tried() -> None:
    # a second lane that is opened or not: the model has whole columns and no duals
    second = {
        "origin": "port",
        "destination": "gao",
        "mode": "road",
        "distance": 400,
        "stage": 200,
        "opening": {"cost": 10},
    }
    scenario = network({"lanes.loop": second, "fleets.trucks.lanes": ["road", "loop"]})
    found = planner.explain(scenario, "sites.gao")
    assert found.limits == ()
    assert changes(found.single) == {"fleets.trucks.count": ("4", "6")}
    assert Why.PRICE not in idle(found).values()


def test_shortages_are_told_in_the_words_that_explain_them() -> None:
    asked = planner.shortages(network())
    assert [entry.what for entry in asked] == ["sites.gao.ammo"]
    assert asked[0].value == pytest.approx(75)
    assert planner.explain(network(), asked[0].what).value == pytest.approx(75)
