"""What-if: numbers by hand, against plans made alone, work shared out, positions without a plan."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner.errors import InputError, NoPlanError
from planner.messages import in_language
from planner.records.contract import WhatIfPart
from planner.records.provenance import Headline
from planner.records.publish import what_if_part
from planner.records.what_if import Slider, WhatIf
from planner.report.exports.what_if import what_if_table
from planner.scenario import Scenario, from_mapping
from planner.scenario.with_changes import with_changes
from tests.scenario.checks.case import forces, gift, need
from tests.scenario.network import carts, network, place, road, source

COUNT = "fleets.carts.count"
WIDER: dict[str, object] = {"lanes.road.capacity": 6}
DAYS = {"title": "Days", "paths": ["forces.force.planned_days"], "values": [10, 20, 30]}


def gap_alone(**slider: Any) -> Scenario:
    """100 persons who use 3 t of sand a day each; units bring 10 days of 30."""
    force = {"title": "Force", "personnel": 100, "required_days": 30, "planned_days": 10}
    silent = network()["consumption"]
    rates = silent | {"sand-person": {"item": "sand", "driver": "person-day", "rate": 3}}
    data = network(forces={"force": force}, consumption=rates, what_if={"days": DAYS | slider})
    for section in ("sites", "lanes", "fleets", "supplies", "demands", "calendar", "vehicles"):
        del data[section]
    return from_mapping(data)


def supply(**sliders: Any) -> Scenario:
    """Carts of 10 t that take two days for a round trip, to a camp that asks for 5 t a day."""
    return from_mapping(
        network(
            demands={"works": source("camp", per_day=5, **{"from": "D+1"})},
            lanes={"road": road(capacity=4)},
            sites={"camp": place(), "port": place()},
            fleets={"carts": carts("road", count=2, availability=1)},
            objective=["unmet", "prepositioned_tonnes"],
            what_if=sliders,
        )
    )


def numbers(slider: Slider, name: Headline) -> list[float | None]:
    return [position.values.get(name) for position in slider.positions]


def test_a_gap_by_hand() -> None:
    """100 persons x 3 t x what is missing of 30 days."""
    found = planner.what_if(gap_alone())
    [slider] = found.sliders
    assert (slider.id, slider.title, slider.base) == ("days", "Days", 0)
    assert found.headlines == (Headline.GAP,)
    assert found.base == {Headline.GAP: 6000}
    assert numbers(slider, Headline.GAP) == [6000, 3000, 0]
    assert found.blocks is None


def test_a_position_without_a_plan_says_why() -> None:
    data = gap_alone().model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["what_if"]["days"] |= {"paths": ["forces.force.required_days"], "values": [5, 30]}
    [slider] = planner.what_if(from_mapping(data)).sliders
    assert [position.values for position in slider.positions] == [{}, {Headline.GAP: 6000}]
    told = slider.positions[0].told
    assert told.startswith("not possible: forces.force.planned_days: ")
    assert told.endswith(" (seen: 10)")
    assert in_language(told, "fr").startswith("impossible : forces.force.planned_days : ")
    assert in_language(told, "fr").endswith(" (vu : 10)")
    assert slider.positions[1].told == ""


def test_hard_limits_leave_a_position_without_a_plan() -> None:
    """1,200 t stand at the camp on the first day: a store for 1,000 m3 cannot hold them."""
    full = {"stocks.pile": {"site": "camp", "item": "sand", "quantity": 1200}}
    piled = {"title": "Pile", "steps": [{"label": "Full", "changes": full}]}
    [slider] = planner.what_if(supply(pile=piled)).sliders
    assert slider.positions[1].values == {}
    assert slider.positions[1].told.startswith("no plan: ")


def test_carts_by_hand() -> None:
    """The lane takes 4 t a day and a cart half of its 10 t: one is enough, none is not."""
    moved = {"title": "Carts", "paths": [COUNT], "values": [0, 0.4, 1, 2, 3]}
    [slider] = planner.what_if(supply(carts=moved)).sliders
    none, few, one, two, three = numbers(slider, Headline.UNMET)
    assert none == pytest.approx(45)  # nine days of five tonnes
    assert few == pytest.approx(45 - 9 * 2, abs=2)  # 2 t a day
    assert one == two == three
    assert slider.base == 3


@pytest.fixture(scope="module")
def swept() -> tuple[Scenario, WhatIf]:
    """Two sliders on supply and what it brings."""
    scenario = supply(
        carts={"title": "Carts", "paths": [COUNT], "factors": [0.1, 0.25, 2]},
        lane={
            "title": "The road",
            "steps": [
                {"label": "wider", "changes": WIDER},
                {"label": "wider and slower", "changes": WIDER | {"lanes.road.transit_days": 2}},
            ],
        },
    )
    return scenario, planner.what_if(scenario)


def test_every_position_is_the_plan_of_its_scenario(swept: tuple[Scenario, WhatIf]) -> None:
    scenario, found = swept
    changed: list[dict[str, object]] = [
        {COUNT: 0.2},
        {COUNT: 0.5},
        {},
        {COUNT: 4},
        {},
        WIDER,
        WIDER | {"lanes.road.transit_days": 2},
    ]
    positions = [position for slider in found.sliders for position in slider.positions]
    for position, changes in zip(positions, changed, strict=True):
        plan = planner.plan(with_changes(scenario, changes), exact=True)
        assert plan.sustainment is not None
        goals = {goal.name: goal.value for goal in plan.sustainment.goals}
        assert position.values[Headline.UNMET] == pytest.approx(goals["unmet"], abs=1e-6)
        wanted = pytest.approx(goals["prepositioned_tonnes"], abs=1e-5)
        assert position.values[Headline.PREPOSITIONED] == wanted


def test_the_base_is_made_as_the_others_are(swept: tuple[Scenario, WhatIf]) -> None:
    scenario, found = swept
    for slider in found.sliders:
        assert slider.positions[slider.base].values == found.base
    # written as a change that changes nothing, the plan as it is comes to the same
    again = supply(same={"title": "Same", "steps": [{"changes": {COUNT: 2}}]})
    [slider] = planner.what_if(again).sliders
    assert slider.positions[1].values == slider.positions[0].values == found.base
    assert scenario.fleets


def test_the_numbers_are_the_same_however_the_work_is_shared(
    swept: tuple[Scenario, WhatIf],
) -> None:
    scenario, found = swept
    told: list[str] = []
    assert planner.what_if(scenario, workers=2, progress=told.append) == found
    assert told[-1] == "what if: 5 of 5"


def test_pledges_move_the_fill() -> None:
    data = forces(
        requirements={"guard": need(site="camp", quantity=2)},
        pledges={"one": gift(), "two": gift(status="offered")},
        what_if={
            "verified": {
                "title": "Verified",
                "steps": [{"label": "two", "changes": {"pledges.two.status": "verified"}}],
            }
        },
    )
    found = planner.what_if(from_mapping(data))
    [slider] = found.sliders
    before, after = (p.values for p in slider.positions)
    assert after[Headline.PERSONNEL] == 2 * before[Headline.PERSONNEL]
    assert after[Headline.UNFILLED] < before[Headline.UNFILLED]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="no sliders"):
        planner.what_if(from_mapping(network()))
    with pytest.raises(InputError, match="too few worker processes"):
        planner.what_if(gap_alone(), workers=0)
    silent = {"format": 1, "id": "silent", "what_if": {"it": {"title": "It", "steps": [{}]}}}
    with pytest.raises(InputError, match="no number to move"):
        planner.what_if(from_mapping(silent))


def test_no_plan_as_it_is_is_no_what_if() -> None:
    moved = supply(carts={"title": "Carts", "paths": [COUNT], "values": [1]})
    pile = {"stocks.pile": {"site": "camp", "item": "sand", "quantity": 1200}}
    full = with_changes(moved, pile).model_copy(update={"what_if": moved.what_if})
    with pytest.raises(NoPlanError) as raised:
        planner.what_if(full)
    assert raised.value.status == "infeasible"
    assert raised.value.conflict


# --------------------------------------------------------------------------------------- published


def test_the_contract_has_every_number(swept: tuple[Scenario, WhatIf]) -> None:
    _, found = swept
    part = what_if_part(found)
    assert WhatIfPart.model_validate(part.model_dump(mode="json")) == part
    assert [entry.headline for entry in part.headlines] == [name.value for name in found.headlines]
    assert [entry.base for entry in part.headlines] == [found.base[n] for n in found.headlines]
    for slider, told in zip(found.sliders, part.sliders, strict=True):
        assert (told.id, told.title, told.base) == (slider.id, slider.title, slider.base)
        for position, entry in zip(slider.positions, told.positions, strict=True):
            named = {name.value: value for name, value in position.values.items()}
            assert (entry.label, entry.values) == (position.label, named)


def test_the_table_has_a_row_for_each_number(swept: tuple[Scenario, WhatIf]) -> None:
    scenario, found = swept
    table = what_if_table(found, scenario)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    positions = sum(len(slider.positions) for slider in found.sliders)
    assert len(rows) == positions * len(found.headlines)
    base = [row for row in rows if row["base"] and row["slider"] == "carts"]
    assert {row["headline"]: row["value"] for row in base} == {
        name.value: value for name, value in found.base.items()
    }
