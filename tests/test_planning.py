"""The whole trip, and the package root."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.records.contract import Result
from planner.report import FORMATS, render, report_blocks
from tests.typing_api import api

ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "planner" / "cli" / "data" / "scenario.yaml"
NETWORK = ("sites", "lanes", "fleets", "supplies", "policies")


@pytest.fixture(scope="module")
def first() -> planner.Plan:
    """The plan of the first scenario."""
    return planner.plan(planner.load(FIRST))


def test_two_runs_give_the_same_bytes(first: planner.Plan) -> None:
    again = planner.plan(planner.load(FIRST))
    assert again.to_json() == first.to_json()
    assert all(
        render(report_blocks(again), name) == render(report_blocks(first), name) for name in FORMATS
    )


def test_the_order_of_entries_is_no_part_of_the_scenario(first: planner.Plan) -> None:
    data = planner.load(FIRST).model_dump(mode="json", by_alias=True, exclude_unset=True)
    turned = {
        name: dict(reversed(part.items())) if isinstance(part, dict) else part
        for name, part in reversed(data.items())
    }
    assert planner.plan(planner.from_mapping(turned)).to_json() == first.to_json()


def test_the_hashes_tell_inputs_apart(first: planner.Plan) -> None:
    other = planner.plan(planner.load(FIRST, ["pledges.bravo-engineers.units=2"]))
    mine, theirs = first.to_dict()["meta"], other.to_dict()["meta"]
    assert mine["scenario_sha256"] != theirs["scenario_sha256"]
    assert mine["catalogue_sha256"] == theirs["catalogue_sha256"]


def test_progress_is_told(first: planner.Plan) -> None:
    told: list[str] = []
    assert planner.plan(first.scenario, progress=told.append).to_json() == first.to_json()
    assert told[0].startswith("force generation")
    assert told[-1].startswith("sustainment: ")


def test_numbers_keep_their_precision(first: planner.Plan) -> None:
    assert first.sustainment is not None
    published = json.loads(first.to_json())["sustainment"]["goals"]
    assert [goal["value"] for goal in published] == [g.value for g in first.sustainment.goals]


def test_a_result_reads_back(first: planner.Plan) -> None:
    assert Result.model_validate(json.loads(first.to_json())) == first.to_result()


def test_force_generation_alone() -> None:
    changes = [f"{name}=null" for name in NETWORK]
    places = [f"requirements.{name}.site=null" for name in ("infantry-north", "engineers-base")]
    plan = planner.plan(planner.load(FIRST, [*changes, *places]))
    assert plan.sustainment is None
    assert set(plan.to_dict()) == {"meta", "status", "gap", "forces", "assumptions"}
    assert plan.status == "unmet"
    assert "prepositioned_tonnes" not in plan.shares
    assert all("Sustainment" not in render(report_blocks(plan), name) for name in FORMATS)


def test_sustainment_alone() -> None:
    data = planner.load(FIRST).model_dump(mode="json", by_alias=True, exclude_unset=True)
    left = {k: v for k, v in data.items() if k not in ("requirements", "pledges", "forces")}
    left["policies"] = {}
    left["demands"] = {"fuel": {"site": "north", "item": "diesel", "per_day": 1000, "from": "D+10"}}
    plan = planner.plan(planner.from_mapping(left))
    assert plan.forces is None
    assert set(plan.to_dict()) == {"meta", "status", "sustainment", "assumptions"}
    assert plan.status == "met"
    assert all("Force generation" not in render(report_blocks(plan), name) for name in FORMATS)


def test_a_stated_demand_counts_by_what_it_rests_on() -> None:
    data = planner.load(FIRST).model_dump(mode="json", by_alias=True, exclude_unset=True)
    left = {k: v for k, v in data.items() if k not in ("requirements", "pledges", "forces")}
    demand = {"site": "north", "item": "tents", "from": "D-5"}
    mass = {"value": 100, "unit": "kg", "source": "mandate §9"}
    left["items"] = {"tents": {**_item(planner.plan(planner.load(FIRST))), "mass": mass}}
    left["supplies"] = {"tents": {"site": "port", "item": "tents", "from": "D-25"}}
    left["policies"] = {"stock": {"kind": "days-of-supply", "items": ["tents"], "days": 5}}
    for kind, figure in (
        ("document", {"value": 3, "source": "mandate §9"}),
        ("assumption", {"value": 3, "assumption": "a guess"}),
        ("unsourced", 3),
    ):
        left["demands"] = {"tents": {**demand, "per_day": figure}}
        plan = planner.plan(planner.from_mapping(left))
        assert plan.shares["prepositioned_tonnes"] == {kind: pytest.approx(1)}


def _item(plan: planner.Plan) -> dict[str, Any]:
    item = next(i for name, i in plan.factbook.items.items() if name == "general-stores")
    return item.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"title"}) | {
        "title": "Tents"
    }


def test_graduates_count_by_what_their_number_rests_on() -> None:
    host = {"title": "Host", "personnel": 300, "host_nation": True}
    course = {
        **{"title": "Course", "force": "host", "unit": "malian-infantry-battalion"},
        **{"contributor": "MLI", "starts": "D+0", "length": 30, "courses": 1, "status": "verified"},
        "places": {"value": 300, "assumption": "a guess"},
    }
    wanted = {
        **{"title": "Battalion", "force": "host", "capability": "malian-infantry"},
        **{"quantity": 1, "from": "D+30"},
    }
    data = {
        **{"format": 1, "id": "course", "calendar": {"start": "D+0", "end": "D+60"}},
        **{"forces": {"host": host}, "training": {"course": course}},
        "requirements": {"battalion": wanted},
    }
    assert planner.plan(planner.from_mapping(data)).shares["assigned_personnel"] == {
        "assumption": pytest.approx(1)
    }


def test_the_gap_alone() -> None:
    mission = {"title": "M", "personnel": 3300, "required_days": 90, "planned_days": 10}
    scenario = planner.from_mapping({"format": 1, "id": "gap-only", "forces": {"m": mission}})
    plan = planner.plan(scenario)
    assert set(plan.to_dict()) == {"meta", "status", "gap", "assumptions"}
    assert [force.person_days for force in planner.gap(scenario)] == [264_000]
    assert plan.gap == planner.gap(scenario)


def test_nothing_to_plan_is_a_fault() -> None:
    with pytest.raises(planner.InputError, match=r"^empty-one: no forces .*: nothing to plan"):
        planner.plan(planner.from_mapping({"format": 1, "id": "empty-one"}))


def test_a_limit_in_either_room_is_told(first: planner.Plan) -> None:
    assert first.generation is not None
    assert first.sustainment is not None
    assert first.status == "unmet"
    generation = replace(first.generation, plan=replace(first.generation.plan, stopped_early=True))
    assert generation.status == "limit"
    stopped = (
        replace(first, generation=generation),
        replace(first, sustainment=replace(first.sustainment, stopped_early=True)),
    )
    for plan in stopped:
        assert plan.status == "limit"
        assert "The time limit came first" in render(report_blocks(plan), "text")


def test_shares_add_up(first: planner.Plan) -> None:
    assert set(first.shares) >= {"figures", "gap_tonnes", "prepositioned_tonnes"}
    assert all(sum(part.values()) == pytest.approx(1) for part in first.shares.values())


def first_imports() -> Iterator[str]:
    """Modules whose import might hide a function of the package root."""
    yield from ("planner", "planner.planning", "planner.scenario", "planner.cli", "planner.report")
    yield from ("planner.cli.gap", "planner.cli.check", "planner.catalogue.search")


@pytest.mark.parametrize("module", list(first_imports()))
def test_functions_stay_callable_whatever_comes_first(module: str) -> None:
    code = (
        f"import {module}\nimport planner\n"
        "for name in planner.__all__:\n"
        "    part = getattr(planner, name)\n"
        "    assert type(part).__name__ != 'module', name\n"
        "    assert callable(part) or name == '__version__', name\n"
        "from planner import check, gap, load, plan\n"
        "assert dir(planner) == sorted(planner.__all__)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'planner' has no attribute 'nonsense'"):
        _ = planner.nonsense


def test_the_api_does_what_its_types_say() -> None:
    api(FIRST)
