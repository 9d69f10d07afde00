"""A plan's JSON, walked through day by day, leads to the stocks, the unmet demand and the cost that
the plan tells, and breaks no limit of the scenario."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from ruamel.yaml import YAML

import planner
from planner.scenario import Scenario, from_mapping
from tests.sustainment.everything import everything
from tests.sustainment.features import featured
from tests.sustainment.instances import Instance
from tests.sustainment.support import SAND, carts, case, lane, planned, site, troops
from tests.sustainment.test_repair import by_depot
from tests.sustainment.walk.compare import differences, facts_of, told_by
from tests.sustainment.walk.daily import walked
from tests.sustainment.walk.facts import Entry, Facts
from tests.sustainment.walk.limits import CHECKS
from tests.sustainment.walk.money import costs

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "planner" / "cli" / "data" / "scenario.yaml"
VARIANTS: dict[str, tuple[str, ...]] = {
    "first": (),
    "few trucks": ("fleets.trucks.count=2",),
    "a lossy road": ("lanes.main-base-north.loss=0.1",),
    "stock from the start": (
        "stocks={heap: {site: north, item: diesel, quantity: 5000 L}, "
        "more: {site: port, item: rations, quantity: 900}}",
    ),
    "long periods, and a price of holding": (
        "calendar.fine=[]",
        "sites.main-base.holding_cost=1",
        "objective=[unmet, policy, cost]",
    ),
}
PUBLISHED = sorted((ROOT / "scenarios" / "published").glob("*.yaml"))
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def examined(scenario: Scenario) -> list[str]:
    """The differences of a scenario's plan; none where it has no supply plan."""
    supply = planner.plan(scenario).to_dict().get("sustainment")
    return [] if supply is None else differences(facts_of(scenario), supply)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_first_scenario(variant: str) -> None:
    assert examined(planner.load(FIRST, VARIANTS[variant])) == []


@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.stem)
def test_published_scenarios(file: Path) -> None:
    assert examined(planner.load(file)) == []


def test_the_scenario_of_the_format_page() -> None:
    text = (ROOT / "docs" / "scenario-format.md").read_text(encoding="utf-8")
    pieces = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    whole = "".join(piece for piece in pieces if not piece.startswith("#"))
    assert examined(from_mapping(YAML(typ="safe", pure=True).load(whole))) == []


@cache
def used_up() -> tuple[Facts, Entry]:
    """The plan that has a use for everything; callers change only copies of it."""
    scenario = case(**everything())
    return facts_of(scenario), told_by(scenario, planned(scenario))


def test_everything_at_once() -> None:
    facts, supply = used_up()
    assert differences(facts, supply) == []


def test_the_plan_for_everything_uses_everything() -> None:
    # or the tests below would say nothing
    facts, supply = used_up()
    assert {entry["kind"] for entry in supply["turnovers"]} == {
        *("made", "taken", "burnt", "sold", "spoilt")
    }
    assert {entry["by"] for entry in supply["turnovers"]} >= {"mill", "emptied", "market", "carts"}
    assert {entry["kind"] for entry in supply["openings"]} >= {"site", "lane", "runs"}
    assert supply["repositionings"]
    assert supply["unmet"]
    lines = costs(walked(facts, supply))
    assert [name for name, cost in lines.items() if not cost] == ["external arrangements"]
    idle = [check.__name__ for check in CHECKS if not list(check(walked(facts, supply)))]
    assert idle == []


def at(data: Any, path: str) -> tuple[Any, Any]:
    """The mapping or list that holds what a dotted path leads to, and its last key."""
    *above, last = (int(key) if key.isdigit() else key for key in path.split("."))
    for key in above:
        data = data[key]
    return data, last


# Of the plan, each of these is told otherwise by this much; what the walk then says of it.
TAMPERED = {
    "receipts.0.quantity": "stock of",
    "movements.0.quantity": "stock of",
    "turnovers.0.quantity": "stock of",
    "stocks.0.quantity.3": "stock of",
    "unmet.0.by_day.0": "goal unmet",
    "departures.0.trips": "cost of vehicles",
    "costs.0.cost": "cost of buying",
    "costs.4.cost": "cost of holding",
    "openings.3.amount": "cost of adding",
    "goals.2.value": "goal cost",
    "repositionings.0.vehicles": "vehicles",
}


@pytest.mark.parametrize(("path", "word"), TAMPERED.items(), ids=list(TAMPERED))
@pytest.mark.parametrize("by", [0.5, -0.5])
def test_a_plan_that_does_not_add_up_is_caught(path: str, word: str, by: float) -> None:
    facts, supply = copy.deepcopy(used_up())
    entry, key = at(supply, path)
    entry[key] += by
    assert any(word in difference for difference in differences(facts, supply))


# With each of these facts otherwise, the plan would break the limit.
OTHERWISE: dict[str, tuple[str, Any]] = {
    "nothing_below_nought": ("scenario.stocks.heap.quantity.value", 0),
    "storage": ("scenario.sites.camp.storage.open.value", 1),
    "lane_capacity": ("scenario.lanes.barge.capacity.value", 1),
    "handling": ("scenario.sites.depot.handling.road.value", 1),
    "sorties": ("scenario.sites.camp.airfield.sorties_per_day.value", 1),
    "convoys": ("scenario.lanes.road.convoys.every_days.value", 9),
    "loads": ("book.vehicles.cart.payload.value", 9),
    "vehicles": ("scenario.fleets.carts.availability.value", 0.8),
    "repositioning": ("scenario.lanes.road.transit_days.value", 3),
    "ways": ("scenario.lanes.barge.closures.0.from", "D+2"),
    "sources": ("scenario.supplies.sand.per_day.value", 1),
    "outlets": ("scenario.outlets.market.per_day.value", 0.5),
    "conversions": ("scenario.conversions.mill.per_day.value", 1),
    "emptied": ("book.items.bag.package_of.quantity.value", 0.3),
    "fuel": ("book.vehicles.cart.fuel.value", 0.6),
    "smallest_loads": ("scenario.lanes.road.opening.smallest_load.value", 999),
    "lanes_used": ("scenario.sites.camp.most_lanes_in", 1),
    "shared": ("scenario.limits.crane.per_day.value", 5),
    "expansions": ("scenario.fleets.carts.hire.most.value", 0.1),
    "shelf_life": ("book.items.bread.shelf_life.days.value", 3),
}


def test_every_check_is_tried() -> None:
    # of demand there is a test of its own
    assert {*OTHERWISE, "demand"} == {check.__name__ for check in CHECKS}


@pytest.mark.parametrize("check", list(OTHERWISE))
def test_a_plan_that_breaks_a_limit_is_caught(check: str) -> None:
    facts, supply = copy.deepcopy(used_up())
    path, value = OTHERWISE[check]
    section, _, inside = path.partition(".")
    entry, key = at(getattr(facts, section), inside)
    assert entry[key] != value
    entry[key] = value
    found = {difference.partition(":")[0] for difference in differences(facts, supply)}
    assert check in found


def test_more_unmet_than_was_asked_for_is_caught() -> None:
    facts, supply = copy.deepcopy(used_up())
    supply["unmet"][0]["by_day"][0] = 3.0  # two loaves a day are asked for
    assert any(found.startswith("demand: ") for found in differences(facts, supply))


def compared(instance: Instance) -> list[str]:
    """The differences of a random instance's plan."""
    scenario = case(**instance.written)
    return differences(facts_of(scenario), told_by(scenario, planned(scenario, instance.units)))


@many
@given(featured())
def test_walk_and_model_meet_by_the_day(instance: Instance) -> None:
    assert compared(instance) == []


@many
@given(featured(coarse=True))
def test_walk_and_model_meet_on_long_periods(instance: Instance) -> None:
    assert compared(instance) == []


def proven(scenario: Scenario, instance: Instance, gap: float) -> list[str]:
    """The differences of the plan of the loop that begins with blocks of up to nine days."""
    module = "planner.sustainment.solve"
    with mock.patch(f"{module}.SMALL_PLAN", 0), mock.patch(f"{module}.first_block", return_value=9):
        plan = planned(scenario, instance.units, gap=gap)
    return differences(facts_of(scenario), told_by(scenario, plan))


@many
@given(featured(coarse=True))
def test_walk_and_model_meet_where_the_plan_is_mended(instance: Instance) -> None:
    assert proven(case(**instance.written), instance, 0.1) == []


def test_walk_and_model_meet_on_a_plan_that_must_be_mended() -> None:
    instance = Instance(by_depot(), ())
    assert proven(case(**instance.written), instance, 0.3) == []


def marching() -> Instance:
    """A company that stands at one site and marches on to another, over a road that costs something
    each day on which it runs."""
    company = troops([("alpha", 1, 5), ("charlie", 5, 6)], 46, required=4, name="unit-0")
    written = {
        "sites": {
            "alpha": {"title": "Site"},
            "bravo": {"title": "Site"},
            "charlie": {"title": "Site", "more_storage": {"open": {"most": 1}}},
        },
        "lanes": {
            "to-bravo": lane("alpha", "bravo", 0),
            "to-charlie": lane("alpha", "charlie", 0, runs={"cost": 1}),
        },
        "fleets": {"carts": carts(1, "to-bravo", loading_days=0.5)},
        "supplies": {"sand": {"site": "alpha", "item": "sand"}},
        "consumption": {"sand-person": {"item": "sand", "driver": "person-day", "rate": 0.01}},
        "policies": {"ahead": {"kind": "ahead-of-troops", "items": ["sand"], "days": 2}},
    }
    return Instance(written, (company,))


def test_what_is_of_no_use_does_not_move_where_the_road_does_not_run() -> None:
    instance = marching()
    assert proven(case(**instance.written), instance, 0.1) == []


def test_what_presolve_alone_calls_impossible_is_planned() -> None:
    """HiGHS calls the third goal infeasible in its presolve, held by the first two."""
    sections = {
        "items": {"sand": SAND, "oil": SAND | {"title": "Oil", "priority": 3}},
        "sites": {"alpha": site(0), "bravo": site(60), "charlie": site(60)},
        "lanes": {
            "to-bravo": lane("alpha", "bravo", 2, closures=[{"from": "D+0", "until": "D+2"}]),
            "to-charlie": lane("bravo", "charlie", 0, opening={"smallest_load": 5}),
        },
        "fleets": {"carts": carts(2, "to-bravo", loading_days=0.5)},
        "supplies": {
            "oil": {"site": "alpha", "item": "oil"},
            "must": {"site": "alpha", "item": "sand", "per_day": 5},
        },
        "consumption": {"sand-person": {"item": "sand", "driver": "person-day", "rate": 0.08}},
        "demands": {"lamps": {"site": "charlie", "item": "oil", "per_day": 0.5}},
    }
    stations = [("alpha", 4, 5), ("bravo", 5, 12)]
    instance = Instance(sections, (troops(stations, 104, planned=3, name="unit-0"),))
    scenario = case(end=12, **instance.written)
    assert proven(scenario, instance, 0.1) == []
