"""Sliders: their positions, what each is called, where the scenario as it is stands, faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.errors import InputError
from planner.messages import in_language
from planner.records.publish import meta_part
from planner.scenario import Scenario, from_mapping
from planner.scenario.provenance import written_figures
from planner.scenario.rewriting import Written
from planner.scenario.sound import proven_sound
from planner.scenario.what_if import Positions, positions_of
from planner.scenario.with_changes import with_changes
from planner.scenario.with_figure import with_figure
from tests.scenario.helpers import as_yaml, faults_of, write
from tests.scenario.network import carts, network, place, road

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
COUNT = "fleets.carts.count"


def scenario_with(slider: dict[str, Any], **sections: Any) -> Scenario:
    """The network, two carts strong, with a slider."""
    return from_mapping(network(what_if={"it": {"title": "It"} | slider}, **sections))


def positions(slider: dict[str, Any], **sections: Any) -> Positions:
    scenario = scenario_with(slider, **sections)
    return positions_of(scenario, scenario.what_if["it"])


def labels(found: Positions) -> list[str]:
    return [position.label for position in found.all]


# ------------------------------------------------------------------------------------- positions


@pytest.mark.parametrize(
    ("values", "names", "base"),
    [
        ([1, 2, 3], ["1", "2", "3"], 1),
        ([1, 3], ["1", "2", "3"], 1),
        ([3, 1], ["3", "2", "1"], 1),
        ([3, 4], ["2", "3", "4"], 0),
        ([0, 1], ["0", "1", "2"], 2),
        ([5, 1, 3], ["2", "5", "1", "3"], 0),
        (["3 vehicles", 4], ["2", "3 vehicles", "4"], 0),
        ([{"value": 2, "assumption": "a guess"}, 4], ["2", "4"], 0),
    ],
)
def test_the_scenario_as_it_is_stands_among_numbers(
    values: list[object], names: list[str], base: int
) -> None:
    found = positions({"paths": [COUNT], "values": values})
    assert labels(found) == names
    assert found.base == base
    assert [bool(position.changes) for position in found.all] == [
        number != base for number in range(len(names))
    ]


def test_days_and_words_are_values_too() -> None:
    found = positions({"paths": ["lanes.road.from"], "values": ["D+4", "D+8"]})
    assert (labels(found), found.base) == (["as it is", "D+4", "D+8"], 0)
    later = {"lanes": {"road": road(**{"from": "D+6"})}}
    found = positions({"paths": ["lanes.road.from"], "values": ["D+4", "D+8"]}, **later)
    assert (labels(found), found.base) == (["D+4", "as it is", "D+8"], 1)
    found = positions({"paths": ["fleets.carts.own_fuel"], "values": [True]})
    assert (labels(found), found.base) == (["as it is", "yes"], 0)
    found = positions({"paths": ["lanes.road.capacity"], "values": [None, 5]}, **limited())
    assert (labels(found), found.base) == (["4 t/day", "without it", "5 t/day"], 0)


def limited() -> dict[str, Any]:
    return {"lanes": {"road": road(capacity=4)}}


def test_paths_of_different_values_are_moved_together() -> None:
    two = {"fleets": {"carts": carts("road"), "others": carts("road", count=5)}}
    both = ["fleets.carts.count", "fleets.others.count"]
    found = positions({"paths": both, "values": [3, 4]}, **two)
    assert (labels(found), found.base) == (["as it is", "3", "4"], 0)
    assert found.all[1].changes == dict.fromkeys(both, 3)
    found = positions({"paths": both, "factors": [0.5, 1.5]}, **two)
    assert (labels(found), found.base) == (["× 0.5", "× 1", "× 1.5"], 1)
    assert [position.changes for position in found.all] == [
        {"fleets.carts.count": 1.0, "fleets.others.count": 2.5},
        {},
        {"fleets.carts.count": 3.0, "fleets.others.count": 7.5},
    ]


def test_a_number_is_multiplied_in_its_own_unit() -> None:
    sites = {"camp": place(storage={"open": "20 m3"}), "port": place()}
    slider = {"paths": ["sites.camp.storage.open"], "factors": [1.1]}
    found = positions(slider, sites=sites)
    assert found.all[1].changes == {"sites.camp.storage.open": {"value": 22.0, "unit": "m3"}}


def test_factors_of_nought_break_no_rule() -> None:
    none = {"fleets": {"carts": carts("road", count=0)}}
    assert labels(positions({"paths": [COUNT], "factors": [0.5, 1, 2]}, **none)) == [
        "× 0.5",
        "× 1",
        "× 2",
    ]


def test_steps_have_changes_of_their_own() -> None:
    named = {"label": "More", "changes": {COUNT: 4, "lanes.road.capacity": "9 t/day"}}
    found = positions({"steps": [named, {"changes": {COUNT: 5, "fleets.carts.own_fuel": True}}]})
    assert labels(found) == [
        "as it is",
        "More",
        "fleets.carts.count = 5, fleets.carts.own_fuel = yes",
    ]
    assert found.base == 0
    found = positions({"steps": [named, {"label": "As now"}]})
    assert (labels(found), found.base) == (["More", "As now"], 1)


def test_names_are_said_in_french() -> None:
    force = {"title": "Force", "personnel": 9, "planned_days": 1, "required_days": 90}
    slider = {"paths": ["forces.force.planned_days"], "values": [1, 30]}
    found = positions(slider, forces={"force": force})
    assert labels(found) == ["1 day", "30 days"]
    assert [in_language(label, "fr") for label in labels(found)] == ["1 jour", "30 jours"]


@settings(max_examples=30, deadline=None)  # the first scenario loads the catalogue
@given(st.lists(st.integers(0, 50), min_size=1, max_size=6, unique=True))
def test_there_is_one_position_that_changes_nothing(values: list[int]) -> None:
    found = positions({"paths": [COUNT], "values": values})
    written = Written(scenario_with({"paths": [COUNT], "values": values}))
    same = [written.is_as_it_is(position.changes) for position in found.all]
    assert [number for number, is_base in enumerate(same) if is_base] == [found.base]
    if values == sorted(values):
        assert labels(found) == [str(value) for value in sorted({*values, 2})]


# ---------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("slider", "at", "says"),
    [
        ({}, "what_if.it", "a slider has positions"),
        ({"paths": [COUNT]}, "what_if.it", "a slider has positions"),
        ({"values": [1]}, "what_if.it", "nothing says which values are moved"),
        ({"factors": [2]}, "what_if.it", "nothing says which values are moved"),
        ({"paths": [COUNT], "values": [1], "factors": [2]}, "what_if.it", "more than one way"),
        ({"paths": [COUNT], "steps": [{}]}, "what_if.it", "steps say themselves"),
        ({"paths": [COUNT], "factors": [-1]}, "what_if.it.factors[0]", "out of range"),
        ({"paths": [COUNT], "factors": [True]}, "what_if.it.factors[0]", "not a number"),
        (
            {"paths": ["fleets.carts.cuont"], "values": [1]},
            "what_if.it.paths[0]",
            "did you mean 'count'?",
        ),
        (
            {"paths": ["fleets.carts.title"], "factors": [2]},
            "what_if.it.paths[0]",
            "no figure to multiply",
        ),
        (
            {"paths": ["fleets.carts.counted"], "factors": [2]},
            "what_if.it.paths[0]",
            "did you mean 'count'?",
        ),
        ({"paths": ["weather"], "values": [1]}, "what_if.it.paths[0]", "names nothing"),
        ({"paths": [COUNT], "values": ["3 t"]}, "what_if.it.values[0]", "3 t"),
        (
            {"paths": ["fleets.carts.vehicle"], "values": ["cat"]},
            "what_if.it.values[0]",
            "did you mean 'cart'?",
        ),
        (
            {"paths": ["supplies.pit.per_day"], "values": ["3 km"]},
            "what_if.it.values[0]",
            "allowed: a quantity",
        ),
        (
            {"steps": [{"changes": {COUNT: 1}}, {"changes": {"fleets.cart.count": 1}}]},
            "what_if.it.steps[1].changes.fleets.cart.count",
            "did you mean 'carts'?",
        ),
        (
            {"steps": [{"changes": {COUNT: -1, "fleets.carts.title": "T"}}]},
            "what_if.it.steps[0].changes.fleets.carts.count",
            "out of range",
        ),
        ({"steps": [{}, {"label": "again"}]}, "what_if.it.steps[1]", "changes nothing either"),
        ({"paths": [COUNT], "factors": [1, 2, 1]}, "what_if.it.factors[2]", "changes nothing"),
    ],
)
def test_what_is_wrong_with_a_slider(
    tmp_path: Path, slider: dict[str, Any], at: str, says: str
) -> None:
    file = write(tmp_path, as_yaml(network(what_if={"it": {"title": "It"} | slider})))
    [fault] = faults_of(lambda: planner.load(file))
    assert fault.path == at
    assert says in str(fault)
    assert fault.place.line is not None


def test_a_label_that_nobody_wrote_is_told_in_each_language() -> None:
    steps = [{"changes": {COUNT: 0.5, "fleets.carts.own_fuel": True, "lanes.road.capacity": None}}]
    [_, label] = labels(positions({"steps": steps}, **limited()))
    assert in_language(label, "fr") == (
        "fleets.carts.count = 0,5, fleets.carts.own_fuel = oui, lanes.road.capacity = sans"
    )
    found = labels(positions({"paths": [COUNT], "factors": [0.5, 1.5]}))
    assert [in_language(label, "fr") for label in found] == ["× 0,5", "× 1", "× 1,5"]


def test_what_a_position_does_elsewhere_is_told_where_it_is_planned() -> None:
    """90 days that units bring are more than 60 that are required: no fault of either number."""
    force = {"title": "Force", "personnel": 9, "planned_days": 30, "required_days": 90}
    slider = {"paths": ["forces.force.required_days"], "values": [20, 90]}
    found = scenario_with(slider, forces={"force": force})
    with pytest.raises(InputError, match="20"):
        with_changes(found, {"forces.force.required_days": 20})


def test_faults_of_another_section_hide_none_and_add_none(tmp_path: Path) -> None:
    data = network(
        what_if={"it": {"title": "It", "paths": [COUNT], "values": [1]}},
        fleets={"carts": carts("road", count="many")},
    )
    file = write(tmp_path, as_yaml(data))
    faults = faults_of(lambda: planner.load(file))
    assert [fault.path for fault in faults] == ["fleets.carts.count"]


def test_an_id_that_a_section_with_a_fault_may_define_is_no_fault_of_a_slider(
    tmp_path: Path,
) -> None:
    slider = {"title": "It", "paths": ["lanes.road.origin"], "values": ["village"]}
    data = network(what_if={"it": slider})
    data["sites"]["village"] = {"title": "Village", "latitude": "north"}
    faults = faults_of(lambda: planner.load(write(tmp_path, as_yaml(data))))
    assert [fault.path for fault in faults] == ["sites.village.latitude"]


# ---------------------------------------------------------------------- no part of what is planned


def test_sliders_are_no_part_of_what_is_planned() -> None:
    moved = scenario_with({"paths": [COUNT], "values": [1, 2]})
    assert [path for path, _ in written_figures(moved) if path.startswith("what_if")] == []
    for changed in (with_changes(moved, {COUNT: 1}), with_figure(moved, COUNT, 1.0)):
        assert changed.what_if == {}
    assert proven_sound(moved) == moved
    assert (
        planner.plan(moved).to_dict()["assumptions"]
        == (planner.plan(from_mapping(network())).to_dict()["assumptions"])
    )


def test_the_hash_is_of_all_that_was_written() -> None:
    options = planner.SolveOptions()
    moved = meta_part(scenario_with({"paths": [COUNT], "values": [1]}), options)
    assert moved.scenario_sha256 != meta_part(from_mapping(network()), options).scenario_sha256


@pytest.mark.parametrize("name", ["mali-2012", "mali-2012-10-days", "mali-2012-90-days"])
def test_the_sliders_of_mali(name: str) -> None:
    scenario = planner.load(SCENARIOS / f"{name}.yaml")
    found = {key: positions_of(scenario, slider) for key, slider in scenario.what_if.items()}
    assert labels(found["self-sufficiency"]) == ["10 days", "30 days", "60 days", "90 days"]
    assert found["self-sufficiency"].base == (3 if name == "mali-2012-90-days" else 0)
    assert labels(found["trucks"]) == ["× 0.5", "× 0.75", "× 1", "× 1.25", "× 1.5"]
    offered = {name for name, pledge in scenario.pledges.items() if pledge.status == "offered"}
    last = found["verified-pledges"].all[-1].changes
    assert last == {f"pledges.{name}.status": "verified" for name in offered}
    lorries = {name for name in scenario.fleets if name.startswith(("lorries", "tankers", "water"))}
    paths = scenario.what_if["trucks"].paths
    assert paths == tuple(f"fleets.{name}.count" for name in scenario.fleets if name in lorries)


def test_a_slider_may_stand_in_a_table(tmp_path: Path) -> None:
    """Columns are named by dots, and so are the paths of changes; numbers are text in a cell."""
    table = (
        "id,title,paths.0,values.0,values.1,steps.0.label,steps.1.changes.fleets.carts.count\n"
        "count,Count,fleets.carts.count,1,2 vehicles,,\n"
        "steps,Steps,,,,as it is,5\n"
    )
    write(tmp_path, table, "sliders.csv")
    file = write(tmp_path, as_yaml(network(what_if={"table": "sliders.csv"})))
    sliders = planner.load(file).what_if
    assert sliders["count"].values == (1.0, "2 vehicles")
    assert sliders["steps"].steps[1].changes == {COUNT: 5.0}
