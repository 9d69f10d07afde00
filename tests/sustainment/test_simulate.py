"""A plan's JSON, walked through day by day, leads to the stocks that the plan tells."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import planner
from tests.sustainment import simulate

FIRST = Path(__file__).parents[2] / "planner" / "cli" / "data" / "scenario.yaml"
# a hair of the largest stock: both sides add up hundreds of numbers
HAIR = 1e-6
VARIANTS: dict[str, tuple[str, ...]] = {
    "first": (),
    "few trucks": ("fleets.trucks.count=2",),
    "a lossy road": ("lanes.main-base-north.loss=0.1",),
    "stock from the start": (
        "stocks={heap: {site: north, item: diesel, quantity: 5000 L}, "
        "more: {site: port, item: rations, quantity: 900}}",
    ),
}


@cache
def walked(variant: str) -> tuple[dict[str, Any], simulate.Daily]:
    """The result of a variant, and what its stocks are when walked through."""
    scenario = planner.load(FIRST, VARIANTS[variant])
    written = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    result = planner.plan(scenario).to_dict()
    return result, simulate.stocks(written, result)


@pytest.mark.parametrize("variant", VARIANTS)
def test_stocks_are_those_of_the_walk(variant: str) -> None:
    result, found = walked(variant)
    told: simulate.Daily = simulate.Daily(float)
    for entry in result["sustainment"]["stocks"]:
        first = simulate.number(entry["from"])
        for i, quantity in enumerate(entry["quantity"]):
            told[entry["site"], entry["item"], first + i] = quantity
    assert max(told.values()) > 0
    # what the plan does not list is a place where nothing is kept
    for cell in (set(found) | set(told)) - simulate.untold(result["sustainment"]):
        assert found[cell] == pytest.approx(told[cell], abs=HAIR * max(told.values())), cell


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_stock_is_below_nothing(variant: str) -> None:
    result, walk = walked(variant)
    hidden = simulate.untold(result["sustainment"])
    found = {cell: quantity for cell, quantity in walk.items() if cell not in hidden}
    assert min(found.values()) >= -HAIR * max(found.values())


def test_the_walk_tells_a_plan_that_does_not_add_up() -> None:
    scenario = planner.load(FIRST)
    written = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    result = planner.plan(scenario).to_dict()
    result["sustainment"]["receipts"][0]["quantity"] += 1000
    assert simulate.stocks(written, result) != walked("first")[1]


def test_some_variant_leaves_demand_unmet() -> None:
    # or the test of stocks would say nothing of what is unmet
    assert any(walked(variant)[0]["sustainment"]["unmet"] for variant in VARIANTS)
