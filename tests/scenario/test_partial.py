"""Rules on what is sound of a scenario whose other sections are not."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import Fault
from planner.scenario import from_mapping
from tests.scenario.helpers import complete_data, faults_of
from tests.scenario.network import SAND, network, place, road, source

TYPO = {"p": {"kind": "level", "echelons": ["forwad"], "least": {"sand": 5}}}
FORWARD = {"camp": place(echelon="forward"), "port": place()}


def told(data: dict[str, Any]) -> dict[str, Fault]:
    return {fault.path: fault for fault in faults_of(lambda: from_mapping(data))}


def test_a_rule_is_told_beside_the_faults_of_other_sections() -> None:
    found = told(network(sites=FORWARD, policies=TYPO, lanes={"road": road(transit_days=2.5)}))
    assert set(found) == {"lanes.road.transit_days", "policies.p.echelons[0]"}
    assert found["policies.p.echelons[0]"].nearest == "forward"
    assert found["policies.p.echelons[0]"].check == "echelons-have-sites"


def test_a_rule_that_asks_for_what_is_not_sound_says_nothing() -> None:
    # whether an echelon is known cannot be told where the sites cannot be read
    sites = {"camp": place(echelon="forward", latitude=91), "port": place()}
    assert set(told(network(sites=sites, policies=TYPO))) == {"sites.camp.latitude"}


def test_a_unit_that_cannot_be_read_is_told_with_what_was_seen() -> None:
    rations = {"pit": source(item="rations", per_day="800 kg")}
    found = told(network(supplies=rations, titel="A network"))
    assert set(found) == {"titel", "supplies.pit.per_day"}
    fault = found["supplies.pit.per_day"]
    assert (fault.seen, fault.allowed) == ("800 kg", "a quantity in ration/day")


def test_units_of_items_that_are_not_sound_are_not_told() -> None:
    found = told(network(items={"sand": SAND | {"mass": -1}}, demands={"d": source(per_day="5 L")}))
    assert set(found) == {"items.sand.mass"}


def test_what_is_no_scenario_without_its_unsound_parts_has_its_own_faults_alone() -> None:
    data = network(policies=TYPO)
    del data["id"]
    assert set(told(data)) == {"id"}


def broken_everywhere() -> dict[str, Any]:
    """The small scenario, which breaks six rules that look into different sections."""
    data = complete_data()
    data["objective"] = ["unmet", "unmet"]
    data["policies"]["dos"]["echelons"] = ["forwad"]
    data["decisions"].append({"pledge": "one", "requirement": "guard", "units": 3})
    data["milestones"]["last"] = {"title": "Last", "force": "host", "requirements": ["guard"]}
    data["stocks"]["pipes"]["expires"] = "D+5"
    data["fleets"]["carts"]["lanes"] = ["port-base", "port-base"]
    return data


SECTIONS = sorted(name for name, value in complete_data().items() if isinstance(value, dict))


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_told_of_a_part_is_told_of_the_whole(section: str) -> None:
    whole = {fault.text() for fault in told(broken_everywhere()).values() if fault.check}
    assert len(whole) >= 6
    data = broken_everywhere()
    data[section]["x"] = {"never": "such a key"}
    part = told(data)
    assert any(fault.check is None for fault in part.values())
    rules = {fault.text() for fault in part.values() if fault.check}
    assert rules <= whole
    assert rules  # one of the six looks elsewhere
