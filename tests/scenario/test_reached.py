"""Sites that need what cannot come to them: one line each, with the link that is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scenario.helpers import asked, only, written
from tests.scenario.network import CART, SAND, carts, network, place, road, source

ITEMS = {"sand": SAND, "salt": SAND, "lime": SAND}
SITES = {"camp": place(), "port": place(), "post": place()}


def reach(**sections: Any) -> dict[str, Any]:
    """The camp and, behind it, a post that asks for sand."""
    demands = {"works": source("camp", per_day=5), "wall": source("post", per_day=1)}
    lanes = {"road": road(), "track": road("camp", "post")}
    fleets = {"carts": carts("road", "track")}
    given = {"items": ITEMS, "sites": SITES, "demands": demands, "lanes": lanes, "fleets": fleets}
    return network(**given | sections)


def lanes(track: dict[str, Any]) -> dict[str, Any]:
    return {"lanes": {"road": road(), "track": road("camp", "post", **track)}}


def told(folder: Path, data: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    found = [doubt for doubt in asked(folder, data) if doubt.path.startswith("sites")]
    return [(doubt.path, doubt.what.partition(": ")[2], doubt.seen) for doubt in found]


def test_sites_to_which_everything_comes(tmp_path: Path) -> None:
    assert asked(tmp_path, reach()) == []


@pytest.mark.parametrize(
    ("sections", "missing"),
    [
        ({"lanes": {"road": road()}, "fleets": {"carts": carts("road")}}, "no lane leads to post"),
        (
            {"lanes": {"track": road("camp", "post")}, "fleets": {}, "demands": {}}
            | {"demands": {"wall": source("post", per_day=1)}},
            "lanes lead to post from camp alone, where it does not come either",
        ),
        (lanes({"items": ["salt"]}), "nothing on the lanes from camp carries it"),
        (lanes({"capacity": 0}), "nothing on the lanes from camp carries it"),
        (
            lanes({"closures": [{"from": "D+1"}]}),
            "no lane from camp is open in time once it is there",
        ),
        # it is at the camp on D+1 and nine days on the way
        (lanes({"transit_days": 9}), "no lane from camp is open in time once it is there"),
        (
            {"demands": {"wall": source("post", per_day=1, until="D+2")}},
            "it comes from D+2 on, and is last needed on D+1",
        ),
        (
            {"supplies": {}, "stocks": {"salt": source(item="salt", quantity=1)}},
            "it comes from nowhere in the scenario",
        ),
        (
            {"fleets": {"carts": carts("track", count=0), "more": carts("road")}},
            "nothing on the lanes from camp carries it",
        ),
    ],
)
def test_the_missing_link_is_named(tmp_path: Path, sections: dict[str, Any], missing: str) -> None:
    found = told(tmp_path, reach(**sections))
    assert ("sites.post", missing, "sand") in found


def test_items_that_lack_the_same_link_share_a_line(tmp_path: Path) -> None:
    # no salt and no sand by the track, no lime anywhere
    demands = {item: source("post", item, per_day=1) for item in ITEMS}
    supplies = {item: source(item=item) for item in ("sand", "salt")}
    data = reach(demands=demands, supplies=supplies, lanes={"road": road()}, fleets={})
    assert told(tmp_path, data) == [
        ("sites.post", "it comes from nowhere in the scenario", "lime"),
        ("sites.post", "no lane leads to post", "salt, sand"),
    ]
    [first, _] = [doubt for doubt in asked(tmp_path, data) if doubt.path.startswith("sites")]
    assert written(tmp_path, data, [first]) == ["storage:"]


PACKED = SAND | {"title": "Sack", "package_of": {"item": "sand", "quantity": 1}}


@pytest.mark.parametrize(
    "sections",
    [
        {"stocks": {"heap": source("post", quantity=10)}},
        {"supplies": {"pit": source(), "here": source("post")}},
        {"conversions": {"well": {"site": "post", "gives": {"sand": 1}}}},
        {
            "conversions": {"mill": {"site": "post", "takes": {"salt": 1}, "gives": {"sand": 1}}},
            "stocks": {"salt": source("post", "salt", quantity=10)},
        },
        {
            "items": ITEMS | {"sack": PACKED},
            "stocks": {"sacks": source("post", "sack", quantity=10)},
        },
    ],
)
def test_what_is_there_without_a_lane(tmp_path: Path, sections: dict[str, Any]) -> None:
    data = reach(**{"lanes": {"road": road()}, "fleets": {"carts": carts("road")}} | sections)
    assert told(tmp_path, data) == []


def test_what_a_mill_lacks_it_does_not_give(tmp_path: Path) -> None:
    mill = {"mill": {"site": "post", "takes": {"salt": 1}, "gives": {"sand": 1}}}
    data = reach(lanes={"road": road()}, fleets={"carts": carts("road")}, conversions=mill)
    assert told(tmp_path, data) == [("sites.post", "no lane leads to post", "sand")]


def troops(**sections: Any) -> dict[str, Any]:
    """A unit at the camp, then at the post, to which no lane leads; it drives."""
    need = {"title": "Guard", "force": "blue", "capability": "guards", "quantity": 1}
    moves = [{"site": "post", "from": "D+5"}]
    pledge = {"title": "G", "contributor": "NOR", "force": "blue", "unit": "guard"}
    force = {"title": "Blue", "personnel": 100, **sections.pop("force", {})}
    unit = {"title": "Guard", "capability": "guards", "quantity": 1, "personnel": 100}
    given = {
        "demands": {},
        "forces": {"blue": force},
        "capabilities": {"guards": {"title": "Guards", "measure": "company"}},
        "units": {"guard": unit | {"activity": sections.pop("activity", {})}},
        "requirements": {"guard": need | {"site": "camp", "moves": moves}},
        "pledges": {"g": pledge | {"status": "verified", **sections.pop("pledge", {})}},
        "lanes": {"road": road()},
        "fleets": {"carts": carts("road")},
    }
    return reach(**given | {"consumption": EATS} | sections)


EATS = {"sand-person": {"item": "sand", "driver": "person-day", "rate": 0.1}}
DRIVES = {"sand-km": {"item": "sand", "driver": "vehicle-km", "rate": 0.1}}
AT_POST = [("sites.post", "no lane leads to post", "sand")]
TRADER = {"title": "Trader", "force": "blue"}


def test_what_units_use_where_they_may_stand_is_needed(tmp_path: Path) -> None:
    assert told(tmp_path, troops()) == AT_POST
    driving = troops(consumption=DRIVES, activity={"vehicle-km": 5})
    assert told(tmp_path, driving) == AT_POST


@pytest.mark.parametrize(
    "data",
    [
        troops(consumption=DRIVES),  # the unit does not drive
        troops(pledges={}),  # nobody comes
        troops(pledge={"available": "D+1", "planned_days": 9}),  # it brings all it uses
        troops(force={"planned_days": 3, "required_days": 3}),  # others supply it from then on
        troops(contracts={"c": TRADER | {"after_days": 0}}),
        troops(contracts={"c": TRADER | {"after_days": 0, "items": ["sand"], "sites": ["post"]}}),
        troops(supplies={}, stocks={}),  # nothing is said of supply
    ],
)
def test_what_nobody_draws_from_the_network_is_not_asked_for(
    tmp_path: Path, data: dict[str, Any]
) -> None:
    assert told(tmp_path, data) == []


@pytest.mark.parametrize(
    "contract",
    [
        {"after_days": 1},
        {"after_days": 0, "ramp_days": 3},
        {"after_days": 0, "late_days": 2},
        {"after_days": 0, "items": ["salt"]},
        {"after_days": 0, "sites": ["camp"]},
        {"after_days": 0, "until": "D+8"},
    ],
)
def test_what_a_contract_leaves_out_is_needed(tmp_path: Path, contract: dict[str, Any]) -> None:
    assert told(tmp_path, troops(contracts={"c": TRADER | contract})) == AT_POST


@pytest.mark.parametrize(
    "policy",
    [
        {"kind": "level", "sites": ["post"], "least": {"sand": 5}},
        {"kind": "level", "echelons": ["forward"], "least": {"sand": 5}},
        {"kind": "reserve", "sites": ["post"], "covers": ["camp"], "items": ["sand"], "days": 5},
    ],
)
def test_what_policies_ask_for_is_needed(tmp_path: Path, policy: dict[str, Any]) -> None:
    sites = SITES | {"post": place(echelon="forward")}
    demands = {"works": source("camp", per_day=5)}
    data = reach(sites=sites, demands=demands, policies={"p": policy})
    assert told(tmp_path, data) == []
    data = data | {"lanes": {"road": road()}, "fleets": {"carts": carts("road")}}
    assert told(tmp_path, data) == AT_POST


def test_no_lane_may_come_in_where_something_is_needed(tmp_path: Path) -> None:
    shut = SITES | {"post": place(most_lanes_in=0)}
    data = reach(sites=shut)
    found = only([doubt for doubt in asked(tmp_path, data) if "most_lanes_in" in doubt.path])
    assert (found.path, found.seen) == ("sites.post.most_lanes_in", "0")
    one = SITES | {"post": place(most_lanes_in=1), "port": place(most_lanes_in=0)}
    capped = {"road": road(), "track": road("camp", "post")}
    assert asked(tmp_path, reach(sites=one, lanes=capped)) == []


def test_an_airfield_that_keeps_its_planes_out_is_a_missing_link(tmp_path: Path) -> None:
    plane = CART | {"title": "Plane", "mode": "air"}
    data = reach(
        vehicles={"cart": CART, "plane": plane, "jet": plane},
        sites=SITES | {"post": place(airfield={"aircraft": ["jet"]})},
        lanes={"road": road(), "flight": road("camp", "post", mode="air")},
        fleets={"carts": carts("road"), "planes": carts("flight", vehicle="plane")},
    )
    missing = "nothing on the lanes from camp carries it"
    assert told(tmp_path, data) == [("sites.post", missing, "sand")]
