"""Supplies, stocks, stores, packages, shared limits: what is wrong is told, and else nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planner
from planner.errors import Fault, NoPlanError
from planner.scenario import from_mapping
from tests.scenario.helpers import asked, only, refused, written
from tests.scenario.network import BREAD, SAND, network, place, road, source


def crate(of: str, quantity: float = 10) -> dict[str, Any]:
    return SAND | {"title": "Crate", "package_of": {"item": of, "quantity": quantity}}


HEAP = {"heap": source(quantity=100)}
BREADS = {"sand": SAND, "bread": BREAD, "cake": BREAD}
CIRCLE = {"sand": SAND, "box": crate("crate"), "crate": crate("box")}
# somebody eats the bread: what nobody uses is asked about by a question of its own
EATEN = {"works": source("camp", per_day=5), "mess": source("camp", "bread", per_day=1)}
FERRY = {"title": "Ferry", "per_day": 5, "uses": {"sand": 1}}


@pytest.mark.parametrize(
    ("sections", "path", "what", "text"),
    [
        (
            {"supplies": {"pit": source(least=50, total=40)}},
            "supplies.pit.least",
            "more must be received than its total; seen: 50; allowed: 40 or less",
            "50",
        ),
        (
            # six days of 5 t are 30 t
            {"supplies": {"pit": source(least=31, per_day=5, until="D+6")}},
            "supplies.pit.least",
            "than its per_day on 6 days; seen: 31; allowed: 30 or less",
            "31",
        ),
        (
            {"stocks": {"heap": source(quantity=9, expires="D+5")}},
            "stocks.heap.expires",
            "sand has no shelf life, so it never expires; seen: D+5",
            "D+5",
        ),
        (
            {
                "items": BREADS,
                "conversions": {"oven": {"site": "camp", "gives": {"bread": 1, "cake": 1}}},
            },
            "conversions.oven.gives.cake",
            "it gives two items with a shelf life",
            "cake: 1",
        ),
        (
            {"items": {"sand": SAND, "crate": crate("crate")}},
            "items.crate.package_of.item",
            "an item is packed in itself; seen: crate -> crate",
            "crate",
        ),
        (
            {"items": CIRCLE},
            "items.crate.package_of.item",
            "an item is packed in itself, through others; seen: box -> crate -> box",
            "box",
        ),
        (
            {"limits": {"ferry": FERRY}},
            "limits.ferry",
            "it has neither lanes nor supplies, so it limits nothing",
            "per_day: 5",
        ),
    ],
)
def test_what_makes_a_plan_meaningless_is_refused(
    tmp_path: Path, sections: dict[str, Any], path: str, what: str, text: str
) -> None:
    data = network(**sections)
    found = refused(tmp_path, data)
    assert found.path == path
    assert what in str(found)
    assert written(tmp_path, data, [found]) == [text]


@pytest.mark.parametrize(
    "sections",
    [
        {"supplies": {"pit": source(least=40, total=40)}},
        {"supplies": {"pit": source(least=30, per_day=5, until="D+6")}},
        {
            "items": BREADS,
            "stocks": {"loaves": source(item="bread", quantity=9, expires="D+5")},
            "demands": EATEN,
        },
        {
            "items": BREADS,
            "conversions": {"oven": {"site": "camp", "gives": {"bread": 1, "sand": 1}}},
        },
        {"items": {"sand": SAND, "box": crate("crate"), "crate": crate("sand")}},
        {"limits": {"ferry": FERRY | {"lanes": ["road"]}}},
        {"limits": {"quay": FERRY | {"supplies": ["pit"]}}},
        {"stocks": HEAP},
    ],
)
def test_what_can_be_is_neither_refused_nor_asked(tmp_path: Path, sections: dict[str, Any]) -> None:
    assert asked(tmp_path, network(**sections)) == []


def test_a_stock_that_has_spoilt_before_the_plan(tmp_path: Path) -> None:
    loaves = source(item="bread", quantity=9, expires="D+0")
    # bread comes from elsewhere too, so that the stock alone is in doubt
    supplies = {"pit": source(), "bakery": source(item="bread")}
    data = network(items=BREADS, stocks={"loaves": loaves}, demands=EATEN, supplies=supplies)
    found = only(asked(tmp_path, data))
    assert (found.path, found.seen) == ("stocks.loaves.expires", "D+0")
    assert written(tmp_path, data, [found]) == ["D+0"]


def test_a_limit_on_what_cannot_pass(tmp_path: Path) -> None:
    items = {"sand": SAND, "bread": BREAD}
    quay = FERRY | {"uses": {"sand": 1, "bread": 1}, "supplies": ["pit"]}
    data = network(items=items, limits={"quay": quay})
    found = only(asked(tmp_path, data))
    assert (found.path, found.seen, found.allowed) == ("limits.quay.uses.bread", "bread", "sand")
    assert written(tmp_path, data, [found]) == ["bread: 1"]


TENT = SAND | {"title": "Tent", "holds": {"group": "open", "volume": 60}}
OPEN_SAND = SAND | {"in_the_open": True}


def heap(quantity: float = 100, **sections: Any) -> dict[str, Any]:
    """So many cubic metres of sand where there is room for 50."""
    sites = {"camp": place(), "port": place(storage={"open": 50})}
    stocks = {"heap": source(quantity=quantity)} | sections.pop("stocks", {})
    return network(**{"sites": sites, "stocks": stocks} | sections)


def stock_question(folder: Path, data: dict[str, Any]) -> list[Fault]:
    return [doubt for doubt in asked(folder, data) if doubt.path.startswith("stocks")]


def test_opening_stock_above_its_store(tmp_path: Path) -> None:
    data = heap()
    found = only(stock_question(tmp_path, data))
    assert (found.path, found.seen) == ("stocks.heap.quantity", "100 m3 (heap)")
    assert "does not fit into its store for open" in found.what
    assert str(found.allowed).startswith("50 m3")
    assert written(tmp_path, data, [found]) == ["100"]


@pytest.mark.parametrize(
    "data",
    [
        heap(50),
        heap(stocks={"tents": source(item="tent", quantity=1)}, items={"sand": SAND, "tent": TENT}),
        heap(items={"sand": OPEN_SAND}),
        heap(
            sites={
                "camp": place(),
                "port": place(storage={"open": 50}, more_storage={"open": {"most": 50}}),
            }
        ),
        heap(
            sites={"camp": place(), "port": place(opening={"cost": 1})},
            supplies={"pit": source(total=50)},
        ),
    ],
)
def test_opening_stock_that_finds_room(tmp_path: Path, data: dict[str, Any]) -> None:
    assert stock_question(tmp_path, data) == []


def test_opening_stock_that_nothing_can_take_away_leaves_no_plan(tmp_path: Path) -> None:
    # 100 t stand where there is room for 50, and nothing leads away: no plan can exist
    data = heap(lanes={}, fleets={}, supplies={})
    found = next(doubt for doubt in stock_question(tmp_path, data) if "no plan" in doubt.what)
    assert (found.path, found.check) == ("stocks.heap.quantity", "opening-stock-can-stand")
    assert found.seen == "100 m3 (heap)"
    assert "there is no plan" in found.what
    # as much as the store holds, or a road away, however small its capacity
    fits = stock_question(tmp_path, heap(50, lanes={}, fleets={}, supplies={}))
    assert [doubt.check for doubt in fits] == ["goods-are-where-they-are-of-use"]
    assert stock_question(tmp_path, heap(lanes={"road": road(capacity=1)}, fleets={}))


def test_a_plan_whose_opening_stock_finds_no_room_is_named() -> None:
    # 100 t stand where there is room for 50, and the road away opens only on the third day
    scenario = from_mapping(heap(lanes={"road": road(**{"from": "D+2"})}, fleets={}))
    with pytest.raises(NoPlanError) as error:
        planner.plan(scenario)
    assert error.value.status == "infeasible"
    assert any("port" in why for why in error.value.why), error.value.why


def test_a_plan_that_sends_it_on_at_once_is_made(tmp_path: Path) -> None:
    # a contracted road takes the other 50 t away on the first day
    data = heap(fleets={})
    assert stock_question(tmp_path, data)
    assert planner.plan(from_mapping(data)).supply_status in ("met", "unmet")
