"""What is added to nothing, and what is decided without a size: refused, with the remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.scenario import from_mapping
from tests.scenario.helpers import asked, refused, written
from tests.scenario.network import SAND, carts, network, place, road, source

OPENED: dict[str, Any] = {"opening": {"cost": 30}}
MARKET = {"market": source("camp", price=1)}


@pytest.mark.parametrize(
    ("section", "entry", "rate", "more"),
    [
        ("lanes", road(), "capacity", "more_capacity"),
        ("sites", place(), "throughput", "more_throughput"),
    ],
)
def test_more_of_what_has_no_limit(
    tmp_path: Path, section: str, entry: dict[str, Any], rate: str, more: str
) -> None:
    def having(**fields: Any) -> dict[str, Any]:
        entries = {"lanes": {"road": road()}, "sites": {"camp": place(), "port": place()}}
        name = "road" if section == "lanes" else "port"
        return network(**{section: entries[section] | {name: entry | fields}})

    data = having(**{more: {"most": 5}})
    found = refused(tmp_path, data)
    assert found.path.endswith(more)
    assert str(found.allowed).startswith(f"{rate}: 0 t/day or more")
    assert written(tmp_path, data, [found]) == ["most: 5"]
    assert asked(tmp_path, having(**{more: {"most": 5}, rate: 0})) == []


def decided(**sections: Any) -> dict[str, Any]:
    """A contracted road to be opened, to a market that takes what comes; nothing has a limit."""
    given: dict[str, Any] = {"lanes": {"road": road(**OPENED)}, "fleets": {}, "outlets": MARKET}
    return network(**given | sections)


@pytest.mark.parametrize(
    ("sections", "path"),
    [
        ({}, "lanes.road.opening"),
        ({"lanes": {"road": road(runs={"cost": 3})}}, "lanes.road.runs"),
        (
            {"lanes": {"road": road()}, "sites": {"camp": place(most_lanes_in=1), "port": place()}},
            "sites.camp.most_lanes_in",
        ),
        (
            {"lanes": {"road": road()}, "sites": {"camp": place(), "port": place(**OPENED)}},
            "sites.port.opening",
        ),
        (
            {
                "lanes": {},
                "sites": {"camp": place(**OPENED), "port": place()},
                "supplies": {"pit": source("camp")},
            },
            "sites.camp.opening",
        ),
        (
            {
                "lanes": {},
                "sites": {"camp": place(**OPENED), "port": place()},
                "conversions": {"well": {"site": "camp", "gives": {"sand": 1}}},
            },
            "sites.camp.opening",
        ),
        (
            # what the mill at the camp takes has no limit, as what it gives has none
            {
                "items": {"sand": SAND, "salt": SAND},
                "conversions": {
                    "mill": {"site": "camp", "takes": {"sand": 1}, "gives": {"salt": 1}}
                },
                "outlets": {"market": source("camp", "salt", price=1)},
            },
            "lanes.road.opening",
        ),
        (
            # a tent is of use wherever it stands, again and again
            {
                "items": {
                    "sand": SAND,
                    "tent": SAND | {"holds": {"group": "open", "volume": 60}},
                },
                "outlets": {},
                "supplies": {"pit": source(), "tents": source(item="tent")},
            },
            "lanes.road.opening",
        ),
        # the ferry sails only until D+5
        (
            {
                "limits": {
                    "ferry": {
                        "title": "Ferry",
                        "per_day": 5,
                        "uses": {"sand": 1},
                        "lanes": ["road"],
                        "until": "D+5",
                    }
                }
            },
            "lanes.road.opening",
        ),
    ],
)
def test_decisions_without_a_size(tmp_path: Path, sections: dict[str, Any], path: str) -> None:
    found = refused(tmp_path, decided(**sections))
    assert found.path == path
    assert "the plan decides on it, and nothing limits how much" in found.what


def test_the_remedies_are_named(tmp_path: Path) -> None:
    data = decided()
    found = refused(tmp_path, data)
    assert found.seen == "sand without a limit"
    assert found.allowed == (
        "a per_day or total of supply pit, or a per_day of outlet market, "
        "or a capacity of lane road"
    )
    assert written(tmp_path, data, [found]) == ["cost: 30"]


FERRY = {"title": "Ferry", "per_day": 5, "uses": {"sand": 1}}


@pytest.mark.parametrize(
    "sections",
    [
        {"outlets": {}},
        {"outlets": {"market": source("camp", price=1, per_day=5)}},
        {"outlets": {"market": source("port", price=1)}},
        {"supplies": {"pit": source(per_day=50)}},
        {"supplies": {"pit": source(total=50)}},
        {"lanes": {"road": road(capacity=50, **OPENED)}},
        {"lanes": {"road": road(items=["water"], **OPENED)}},
        {"lanes": {"road": road()}},
        {"fleets": {"carts": carts("road")}},
        {"sites": {"camp": place(throughput=50), "port": place()}},
        {"limits": {"ferry": FERRY | {"lanes": ["road"]}}},
        {"limits": {"quay": FERRY | {"supplies": ["pit"]}}},
    ],
)
def test_decisions_that_have_a_size(sections: dict[str, Any]) -> None:
    assert from_mapping(decided(**sections)).lanes
