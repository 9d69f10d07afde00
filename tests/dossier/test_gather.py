"""From a scenario to a dossier: the parts that there are, and those that were asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import planner
from planner.dossier import Dossier, gather, with_provenance, with_what_if
from planner.scenario import Scenario, from_mapping
from tests.dossier.support import same
from tests.scenario.network import network, road

RANGED = {"value": 4, "low": 2, "high": 9, "assumption": "a guess"}
SLIDER = {"title": "Carts", "paths": ["fleets.carts.count"], "values": [1, 2]}


def small(**sections: Any) -> Scenario:
    """A road of which nobody knows how much it carries, and a slider for the carts on it."""
    given = {"lanes": {"road": road(capacity=RANGED)}, "what_if": {"carts": SLIDER}}
    return from_mapping(network(**(given | sections)))


def test_everything_there_is_is_gathered() -> None:
    scenario, told = small(), list[str]()
    found = gather(scenario, progress=told.append)
    assert same(found.plan, planner.plan(scenario))
    assert same(found.provenance, planner.provenance(scenario))
    assert same(found.what_if, planner.what_if(scenario))
    assert told[0].startswith("sustainment")
    assert told[-1] == "what if: 1 of 1"


def test_parts_may_be_left_out() -> None:
    found = gather(small(), provenance=False, what_if=False)
    assert (found.provenance, found.what_if) == (None, None)
    found = gather(small(), provenance=False)
    assert found.provenance is None
    assert found.what_if is not None


def test_a_scenario_without_sliders_has_none() -> None:
    found = gather(small(what_if={}))
    assert found.provenance is not None
    assert found.what_if is None


def test_what_is_there_is_not_worked_out_again() -> None:
    kept = gather(small())
    assert with_provenance(kept) is kept
    assert with_what_if(kept) is kept
    less = replace(kept, provenance=None)
    assert same(with_provenance(less), kept)


def test_the_json_is_that_of_the_plan_with_the_parts_beside_it() -> None:
    kept = gather(small())
    told, plain = kept.to_dict(), kept.plan.to_dict()
    assert {name: told[name] for name in plain} == plain
    assert set(told) - set(plain) == {"provenance", "what_if"}
    assert Dossier(kept.plan).to_dict() == plain
