"""Every table of a dossier; requirements and pledges in the columns of the United Nations."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import planner
from planner.dossier import Dossier
from planner.records.provenance import Headline
from planner.records.what_if import Position, Slider, WhatIf
from planner.report.exports import plan_tables
from planner.report.render.tables import DataTable, as_records
from tests.report.support import MISSION, plan_of


@cache
def tables(name: str) -> dict[str, DataTable]:
    plan = planner.plan(planner.load(MISSION)) if name == "mission" else plan_of(name)
    return {table.name: table for table in plan_tables(Dossier(plan))}


def row(table: str, name: str, value: str | int) -> dict[str, Any]:
    """The one row of a table of the mission that has a value, without what it does not know."""
    [found] = [row for row in as_records(tables("mission")[table]) if row[name] == value]
    return {key: cell for key, cell in found.items() if cell is not None}


def test_a_requirement_as_a_statement_of_unit_requirements() -> None:
    assert row("unit-requirements", "serial", 2) == {
        "serial": 2,
        "requirement": "Infantry battalion, base then north",
        "force": "Mission",
        "capability": "Infantry battalion",
        "priority": 1,
        "units": 1,
        "measure": "battalion",
        "location": "Main base",
        "later_locations": "Northern base from D+60",
        "tasks": "Escort of convoys",
        "self_sustainment_days": 60,
        "required_by": "D+10",
        "required_by_date": "2030-01-11",
        "until": "D+180",
        "until_date": "2030-06-30",
        "filled": 0,
        "shortfall": 1,
        "provided_by": "Bravo, one battalion",
    }


def test_strength_and_equipment_are_those_of_the_one_standard_unit() -> None:
    engineers = row("unit-requirements", "requirement", "Engineers")
    # two squadrons of 100; the catalogue has a company beside them: two kinds, so none is named
    assert "unit_type" not in engineers
    assert "strength" not in engineers
    hosts = row("unit-requirements", "requirement", "Host companies")
    assert (hosts["unit_type"], hosts["strength_per_unit"], hosts["strength"]) == (
        "Host company",
        150,
        450,
    )
    hospital = row("unit-requirements", "requirement", "Level 2 hospital")
    assert hospital["remarks"] == "needs Engineers"


def test_a_pledge_in_the_register() -> None:
    assert row("pledge-register", "serial", 2) == {
        "serial": 2,
        "pledge": "Bravo, one battalion",
        "contributor": "Bravo",
        "force": "Mission",
        "unit_type": "African infantry battalion",
        "capability": "Infantry battalion",
        "units": 1,
        "strength_per_unit": 650,
        "strength": 650,
        "readiness_level": 3,
        "rapid_deployment": "yes",
        "status": "rapid-deployment",
        "available_from": "D-5",
        "available_from_date": "2029-12-27",
        "ready_in_theatre": "D+12",
        "ready_in_theatre_date": "2030-01-13",
        "tour_days": 70,
        "rotations": 1,
        "self_sustainment_days": 10,
        "conditions": "not for: area The desert",
        "assigned_to": "Infantry battalion, base then north",
        "units_assigned": 1,
        "in_place": "D+12",
        "in_place_date": "2030-01-13",
    }


def test_a_pledge_that_is_not_used_says_what_it_lacks() -> None:
    engineers = row("pledge-register", "pledge", "Charlie, engineer squadrons")
    assert engineers["readiness_level"] == 2
    assert engineers["major_equipment"] == (
        "excavators 4 of 4, 50 % in working order; graders 2 of 2"
    )
    assert engineers["units_assigned"] == 0
    assert "critical equipment" in engineers["why_not_used"]
    hospital = row("pledge-register", "pledge", "Delta, hospital")
    assert hospital["self_sustainment_days"] == 30


def test_a_caveat_names_all_that_must_hold() -> None:
    alpha = row("pledge-register", "pledge", "Alpha, one battalion")
    assert alpha["conditions"] == "not for: area The desert, task Escort of convoys"


@pytest.mark.parametrize("name", ["first", "mission"])
def test_every_requirement_and_pledge_has_its_row(name: str) -> None:
    scenario = planner.load(MISSION) if name == "mission" else plan_of(name).scenario
    found = tables(name)
    assert len(found["unit-requirements"].rows) == len(scenario.requirements)
    assert len(found["pledge-register"].rows) == len(scenario.pledges)


def test_the_register_names_figures_and_their_sources() -> None:
    register = as_records(tables("first")["register"])
    assert len(register) == len(plan_of("first").figures)
    [days] = [entry for entry in register if entry["path"] == "forces.mission.required_days"]
    assert days["name"] == "The mission: required days"
    assert (days["source"], days["source_title"]) == (
        "mandate §2",
        "Mandate of the mission (example)",
    )
    assert {entry["kind"] for entry in register} == {"document", "external", "assumption"}


def dossier() -> Dossier:
    """A plan, what moves its gap, and a slider of one position."""
    plan = plan_of("first")
    positions = (Position("as it is", {Headline.GAP: 1.5}), Position("none", {}, "no plan"))
    slider = Slider("trucks", "Trucks", positions, 0)
    what_if = WhatIf((Headline.GAP,), {Headline.GAP: 1.5}, (slider,), None)
    return Dossier(plan, planner.provenance(plan.scenario, headlines=["gap_tonnes"]), what_if)


def test_what_was_worked_out_beside_the_plan_is_there_too() -> None:
    found = {table.name: table for table in plan_tables(dossier())}
    assert found.keys() - tables("first") == {"swings", "ends", "shares", "unranged", "what-if"}
    assert {row["headline"] for row in as_records(found["swings"])} == {"gap_tonnes"}
    assert [
        (row["label"], row["base"], row["value"], row["told"])
        for row in as_records(found["what-if"])
    ] == [("as it is", 1, 1.5, None), ("none", 0, None, "no plan")]


def test_no_two_tables_have_one_name() -> None:
    names = [table.name for table in plan_tables(dossier())]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 31
