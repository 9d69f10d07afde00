"""Items made into others, shared limits, what must be taken, stores that are moved; by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import NoPlanError
from planner.scenario import Scenario
from tests.sustainment.support import SAND, case, day, goal, lane, planned, site, solved

OIL = SAND | {"title": "Oil"}
COST = ("unmet", "cost")


def plant(end: int = 1, **sections: Any) -> Scenario:
    """One site at which sand can be had at 2 a tonne, and oil is asked for."""
    written: dict[str, Any] = {
        "items": {"sand": SAND, "oil": OIL},
        "sites": {"plant": site()},
        "supplies": {"sand": {"site": "plant", "item": "sand", "price": 2}},
        "demands": {"oil": {"site": "plant", "item": "oil", "per_day": 4}},
        "objective": COST,
    }
    return case(end=end, **(written | sections))


def press(**fields: Any) -> dict[str, Any]:
    return {"press": {"site": "plant", "takes": {"sand": 3}, "gives": {"oil": 1}, **fields}}


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ({"cost": 5}, 4),
        # three runs a day
        ({"cost": 5, "per_day": 3}, 3),
        # it begins on the day after the plan's only day
        ({"cost": 5, "from": day(1)}, 0),
    ],
)
def test_three_of_sand_give_one_of_oil(fields: dict[str, Any], made: float) -> None:
    # each run takes 3 t of sand at 2 and costs 5: 11 for a tonne of oil
    answer = solved(plant(end=2, conversions=press(**fields), demands=oil_on_the_first_day()))
    assert goal(answer, "unmet") == pytest.approx(4 - made)
    assert goal(answer, "cost") == pytest.approx(11 * made)


def oil_on_the_first_day() -> dict[str, Any]:
    return {"oil": {"site": "plant", "item": "oil", "per_day": 4, "until": day(1)}}


def test_what_is_drawn_from_the_ground_takes_nothing() -> None:
    # 3 t a day of the 4 asked for on two days, at 1 each
    well = {"well": {"site": "plant", "gives": {"oil": 1}, "per_day": 3, "cost": 1}}
    answer = solved(plant(end=2, conversions=well))
    assert goal(answer, "unmet") == pytest.approx(2)
    assert goal(answer, "cost") == pytest.approx(6)


def test_one_conversion_takes_what_another_gives() -> None:
    # 2 t of sand give 1 t of brick, 3 t of brick 1 t of oil: 4 x 3 x 2 = 24 t of sand at 2
    items = {"sand": SAND, "oil": OIL, "brick": SAND | {"title": "Brick"}}
    kiln = {"kiln": {"site": "plant", "takes": {"sand": 2}, "gives": {"brick": 1}}}
    mill = {"mill": {"site": "plant", "takes": {"brick": 3}, "gives": {"oil": 1}}}
    assert goal(solved(plant(items=items, conversions=kiln | mill)), "cost") == pytest.approx(48)


def ferry(**fields: Any) -> Scenario:
    """6 t of sand and 6 t of oil over two lanes that share a ferry: 1 place for sand, 2 for oil."""
    limit = {"title": "Ferry", "per_day": 10, "uses": {"sand": 1, "oil": 2}, **fields}
    return plant(
        sites={"plant": site(), "camp": site()},
        supplies={name: {"site": "plant", "item": name} for name in ("sand", "oil")},
        lanes={
            "north": lane("plant", "camp", 0, items=["sand"]),
            "south": lane("plant", "camp", 0, items=["oil"]),
        },
        demands={name: {"site": "camp", "item": name, "per_day": 6} for name in ("sand", "oil")},
        limits={"ferry": limit},
        objective=("unmet",),
    )


@pytest.mark.parametrize(
    ("fields", "unmet"),
    [
        # 6 t of sand take 6 places, and the other 4 take 2 t of oil: 4 t are left
        ({"lanes": ["north", "south"]}, 4),
        # only oil counts: 5 t in 10 places
        ({"lanes": ["south"]}, 1),
        # so it is where the receipts of oil count, not its lane
        ({"supplies": ["oil"]}, 1),
        # both count together: as with the lanes
        ({"lanes": ["north"], "supplies": ["oil"]}, 4),
        # it does not hold on the plan's only day
        ({"lanes": ["north", "south"], "from": day(1)}, 0),
    ],
)
def test_lanes_and_supplies_share_a_limit(fields: dict[str, Any], unmet: float) -> None:
    assert goal(solved(ferry(**fields)), "unmet") == pytest.approx(unmet)


def dear_and_cheap(least: float, room: float = 100) -> Scenario:
    """5 t are asked for; one source gives them at 1, the other at 2 and must be drawn on."""
    return plant(
        sites={"plant": site(room)},
        supplies={
            "cheap": {"site": "plant", "item": "oil", "price": 1},
            "dear": {"site": "plant", "item": "oil", "price": 2, "least": least},
        },
        demands={"oil": {"site": "plant", "item": "oil", "per_day": 5}},
    )


@pytest.mark.parametrize(
    ("least", "cost"),
    [
        (0, 5),
        # 3 x 2 + 2 x 1
        (3, 8),
        # 8 x 2, of which 3 t are left standing
        (8, 16),
    ],
)
def test_the_least_of_a_supply_is_taken(least: float, cost: float) -> None:
    assert goal(solved(dear_and_cheap(least)), "cost") == pytest.approx(cost)


def test_more_to_be_taken_than_there_is_room_for_is_named() -> None:
    # 8 t less 5 t that are used are 3 t, and there is room for 2
    with pytest.raises(NoPlanError) as raised:
        planned(dear_and_cheap(8, room=2))
    least, store = raised.value.conflict
    assert (least.path, least.amount, least.unit) == (("supplies", "dear", "least"), 8, "t")
    assert (store.path, store.amount, store.unit) == (
        ("sites", "plant", "storage", "open"),
        2,
        "m3",
    )
    assert [least.missing, store.missing] == pytest.approx([-1, 1])
    assert raised.value.why == (least.words, store.words)
    assert least.words == "8 t of oil at least must be taken from supply dear"
    assert store.words == "the store for open at plant holds 2 m3"


BLADDER = {
    "title": "Bladder",
    "supply_class": "VII",
    "unit": "bladder",
    "mass": 1000,
    "volume": 1,
    "storage": "covered",
    "holds": {"group": "bulk-fuel", "volume": 5},
}


def bladders(count: float, since: str) -> Scenario:
    """Oil that can be had on D+0 alone, is a day on the way and is wanted on D+3: 8 t of it must
    stand at the camp for two nights, which has no tank."""
    return case(
        end=4,
        items={"oil": OIL | {"storage": "bulk-fuel"}, "bladder": BLADDER},
        sites={"port": {"title": "Port"}, "camp": {"title": "Camp"}},
        supplies={
            "oil": {"site": "port", "item": "oil", "until": day(1)},
            "bladder": {"site": "port", "item": "bladder", "total": count, "from": since},
        },
        lanes={"road": lane("port", "camp", 1)},
        demands={"oil": {"site": "camp", "item": "oil", "per_day": 8, "from": day(3)}},
        objective=("unmet",),
    )


@pytest.mark.parametrize(
    ("count", "since", "unmet"),
    [
        # each holds 5 m3 of the 8
        (2, day(0), 0),
        (1, day(0), 3),
        (0, day(0), 8),
        # they leave a day after the oil and come a day after it: nothing could stand
        (2, day(1), 8),
    ],
)
def test_bladders_must_be_there_before_what_they_hold(
    count: float, since: str, unmet: float
) -> None:
    assert goal(solved(bladders(count, since)), "unmet") == pytest.approx(unmet)
