"""Disruptions beside what is planned: they change nothing, and stay where other values change."""

from __future__ import annotations

import pytest

import planner
from planner.catalogue.ids import FleetId
from planner.errors import InputError
from planner.scenario import from_mapping
from planner.scenario.rewriting import Written
from planner.scenario.sound import proven_sound
from planner.scenario.with_figure import with_figure
from tests.scenario.network import network

LOST = {"title": "Carts are lost", "chance": 0.25, "changes": {"fleets.carts.count": 1}}


def disrupted(**fields: object) -> planner.Scenario:
    return from_mapping(network(disruptions={"lost": LOST | fields}))


def test_they_are_no_part_of_what_is_planned() -> None:
    scenario = disrupted()
    assert "disruptions" not in Written(scenario).data
    with_them, without = planner.plan(scenario), planner.plan(from_mapping(network()))
    assert with_them.sustainment is not None
    assert without.sustainment is not None
    assert with_them.sustainment.goals == without.sustainment.goals


def test_they_stay_beside_a_value_that_is_replaced() -> None:
    """Their changes would be none beside another number of carts."""
    scenario = disrupted()
    carts = scenario.fleets[FleetId("carts")]
    fewer = carts.model_copy(update={"count": carts.count.model_copy(update={"value": 1})})
    changed = scenario.model_copy(update={"fleets": {"carts": fewer}})
    assert proven_sound(changed).disruptions == scenario.disruptions


def test_a_chance_is_a_figure_like_any_other() -> None:
    scenario = with_figure(disrupted(), "disruptions.lost.chance", 0.5)
    assert scenario.disruptions["lost"].chance.value == 0.5


def test_changes_may_stand_in_columns_of_a_table() -> None:
    nested = disrupted(changes={"fleets": {"carts": {"count": "1"}}})
    assert nested.disruptions["lost"].changes == {"fleets.carts.count": 1}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"changes": {}}, "changes"),
        ({"chance": 1.5}, "out of range"),
        ({"chance": None}, "chance"),
        ({"paths": ["fleets.carts.count"]}, "unknown key"),
    ],
)
def test_what_a_disruption_must_say(fields: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        disrupted(**fields)
