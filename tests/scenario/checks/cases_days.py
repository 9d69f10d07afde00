"""Questions on what lies outside the calendar."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import (
    calendar,
)
from tests.scenario.checks.case import Case, Data
from tests.scenario.network import SAND, carts, network, road, source

FERRY = {"title": "Ferry", "per_day": 5, "lanes": ["road"]}


TWO = {"sand": SAND, "salt": SAND}


def lane(**fields: Any) -> Data:
    return network(lanes={"road": road(**fields)})


def days(**fields: Any) -> Data:
    rule = {"kind": "days-of-supply", "items": ["sand"], "days": 3, **fields}
    return network(policies={"p": rule}, items=TWO)


def dated(day: str, section: str) -> Data:
    """An entry of a section that begins on a day; the calendar ends on D+10."""
    entries: Data = {
        "demands": source("camp", per_day=1),
        "outlets": source("camp", price=1),
        "limits": FERRY | {"uses": {"sand": 1}},
        "conversions": {"site": "camp", "gives": {"sand": 1}, "per_day": 1},
    }
    return network(**{section: {"entry": {**entries[section], "from": day}}})


CASES = (
    Case(
        calendar.closures_fall_in_the_calendar,
        "lanes.road.closures[0]",
        "the closure lies outside the calendar",
        "from: D+10",
        lane(closures=[{"from": "D+10"}]),
        lane(closures=[{"from": "D+9"}]),
    ),
    Case(
        calendar.seasons_fall_in_the_calendar,
        "lanes.road.seasons[0]",
        "the season lies outside the calendar",
        "from: D+10",
        lane(seasons=[{"from": "D+10", "time": 2}]),
        lane(seasons=[{"from": "D+9", "time": 2}]),
    ),
    Case(
        calendar.supplies_fall_in_the_calendar,
        "supplies.pit",
        "the supply lies outside the calendar",
        "from: D+10",
        network(supplies={"pit": source(**{"from": "D+10"})}),
        network(supplies={"pit": source(**{"from": "D+9"})}),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "demands.entry",
        "outside the calendar: it counts for nothing; seen: from D+10; allowed: days from D+0",
        "from: D+10",
        dated("D+10", "demands"),
        dated("D+9", "demands"),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "outlets.entry",
        "outside the calendar",
        "from: D+10",
        dated("D+10", "outlets"),
        dated("D+9", "outlets"),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "limits.entry",
        "outside the calendar",
        "from: D+10",
        dated("D+10", "limits"),
        dated("D+9", "limits"),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "conversions.entry",
        "outside the calendar",
        "from: D+10",
        dated("D+10", "conversions"),
        dated("D+9", "conversions"),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "lanes.road",
        "outside the calendar",
        "destination: camp",
        lane(**{"from": "D+10"}),
        lane(**{"from": "D+9"}),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "fleets.carts",
        "outside the calendar",
        "count: 2",
        network(fleets={"carts": carts("road", **{"from": "D+10"})}),
        network(fleets={"carts": carts("road", **{"from": "D+9"})}),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "policies.p",
        "outside the calendar",
        "days: 3",
        days(**{"from": "D+10"}),
        days(**{"from": "D+9"}),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "phases.late",
        "outside the calendar",
        "from: D+10",
        network(phases={"late": {"title": "Late", "tempo": "normal", "from": "D+10"}}),
        network(phases={"late": {"title": "Late", "tempo": "normal", "from": "D+9"}}),
    ),
    Case(
        calendar.fine_windows_fall_in_the_calendar,
        "calendar.fine[0]",
        "outside the calendar",
        "until: D+0",
        network(calendar={"start": "D+0", "end": "D+10", "fine": [{"until": "D+0"}]}),
        network(calendar={"start": "D+0", "end": "D+10", "fine": [{"until": "D+1"}]}),
    ),
)
