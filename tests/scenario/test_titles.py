"""What lanes, fleets, sites and sources are called."""

from __future__ import annotations

from planner.scenario.titles import fleet_title, lane_title, short_title, site_title, supply_title
from tests.sustainment.support import carts, case, lane, site

SCENARIO = case(
    sites={"port": site(title="Port, in the west"), "camp": site(title="Camp")},
    supplies={
        "sand": {"site": "port", "item": "sand"},
        "more-sand": {"site": "camp", "item": "sand"},
        "still-more": {"site": "camp", "item": "sand"},
    },
    lanes={
        "road": lane("port", "camp"),
        "old-road": lane("port", "camp"),
        "b": lane("camp", "port"),
    },
    fleets={"carts": carts(1, "road")},
)


def test_sites_and_fleets_have_titles() -> None:
    assert site_title(SCENARIO, "port") == "Port, in the west"
    assert short_title(SCENARIO, "port") == "Port"
    assert fleet_title(SCENARIO, "carts") == "Carts"
    assert fleet_title(SCENARIO, None) == "contracted"


def test_lanes_and_sources_are_told_apart_where_they_must_be() -> None:
    assert lane_title(SCENARIO, "b") == "Camp–Port by road"
    assert lane_title(SCENARIO, "old-road") == "Port–Camp by road (old road)"
    assert supply_title(SCENARIO, "sand") == "sand at Port"
    assert supply_title(SCENARIO, "still-more") == "sand at Camp (still more)"
