"""What lies outside the calendar counts for nothing: each is asked about, and else nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scenario.helpers import asked, only
from tests.scenario.network import network, road, source

# ten days from 28 June on: July begins on D+3
JUNE = {"d_day": "2013-06-28", "start": "D+0", "end": "D+10"}
OUTSIDE = "lies outside the calendar, and counts for nothing"


def with_lane(**fields: Any) -> dict[str, Any]:
    return network(calendar=JUNE, lanes={"road": road(**fields)})


def contracted(**fields: Any) -> dict[str, Any]:
    force = {"title": "Mission", "personnel": 10}
    contract = {"title": "Caterers", "force": "mission", "after_days": 5, **fields}
    return network(forces={"mission": force}, contracts={"caterers": contract})


@pytest.mark.parametrize(
    ("data", "path", "seen"),
    [
        (
            with_lane(closures=[{"from": "D+10", "until": "D+12"}]),
            "lanes.road.closures[0]",
            "from D+10 until D+12",
        ),
        (with_lane(closures=[{"until": "D+0"}]), "lanes.road.closures[0]", "until D+0"),
        (with_lane(seasons=[{"months": [8], "time": 2}]), "lanes.road.seasons[0]", "months 8"),
        (
            # June ends before the season does begin
            with_lane(seasons=[{"months": [6], "from": "D+3", "time": 2}]),
            "lanes.road.seasons[0]",
            "months 6 from D+3",
        ),
        (
            network(supplies={"pit": source(), "quarry": source(**{"from": "D+10"})}),
            "supplies.quarry",
            "from D+10",
        ),
        (contracted(**{"from": "D+10"}), "contracts.caterers", "from D+10"),
    ],
)
def test_what_counts_for_nothing(
    tmp_path: Path, data: dict[str, Any], path: str, seen: str
) -> None:
    found = only(asked(tmp_path, data))
    assert (found.path, found.seen) == (path, seen)
    assert found.what.endswith(OUTSIDE)
    assert found.allowed == "days from D+0 until D+10"


def test_a_contract_that_begins_after_the_plan(tmp_path: Path) -> None:
    found = only(asked(tmp_path, contracted(after_days=10)))
    assert (found.path, found.seen) == ("contracts.caterers.after_days", "10 days")
    assert found.what == "it supplies nobody in the plan, which is no longer than that"


@pytest.mark.parametrize(
    "data",
    [
        with_lane(closures=[{"from": "D+9", "until": "D+12"}]),
        with_lane(closures=[{"until": "D+1"}]),
        with_lane(seasons=[{"months": [7], "time": 2}, {"until": "D+1", "time": 2}]),
        network(supplies={"pit": source(), "quarry": source(**{"from": "D+9"})}),
        contracted(**{"from": "D+9"}),
        contracted(after_days=9),
    ],
)
def test_what_counts_on_one_day(tmp_path: Path, data: dict[str, Any]) -> None:
    assert asked(tmp_path, data) == []


def test_seasons_that_share_a_month(tmp_path: Path) -> None:
    # 28 July to 6 September: August is D+4 to D+34
    calendar = {"d_day": "2013-07-28", "start": "D+0", "end": "D+41"}
    seasons = [{"months": [7, 8], "time": 2}, {"months": [8, 9], "capacity": 0.5}]
    data = network(calendar=calendar, lanes={"road": road(capacity=10, seasons=seasons)})
    one, other = asked(tmp_path, data)
    assert (one.path, other.path) == ("lanes.road.seasons[0]", "lanes.road.seasons[1]")
    assert one.seen == other.seen == "D+4 to D+34"
