"""Why a requirement is short, and what would fill it."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner.records.explanation import Remedy
from planner.scenario import Scenario, from_mapping
from tests.analysis.explain.support import path_text


def forces(pledges: dict[str, Any], **more: Any) -> Scenario:
    """One battalion is wanted from D+0 to D+30; pledges say by whom it may be filled."""
    battalion = {"contributor": "A", "force": "force", "unit": "african-infantry-battalion"}
    return from_mapping(
        {
            "format": 1,
            "id": "forces",
            "calendar": {"start": "D+0", "end": "D+30"},
            "forces": {"force": {"title": "The force", "personnel": 1000}},
            "requirements": {
                "infantry": {
                    "title": "Infantry battalion",
                    "force": "force",
                    "capability": "infantry",
                    "quantity": 1,
                }
            },
            "pledges": {
                name: {"title": name.title(), "status": "verified", **battalion, **pledge}
                for name, pledge in pledges.items()
            },
            **more,
        }
    )


def changes(remedy: Remedy | None) -> dict[str, tuple[str, str]]:
    assert remedy is not None
    return {path_text(c.path): (c.before, c.after) for c in remedy.changes}


def test_a_late_pledge_has_to_come_earlier() -> None:
    # ready on D+5 and five days on the way: it counts from D+10 on, ten days are missing
    found = planner.explain(forces({"togo": {"available": "D+5", "movement": 5}}), "infantry")
    assert found.unit == "requirement-days"
    assert found.value == pytest.approx(10)
    assert [limit.title for limit in found.limits] == ["verified but late"]
    assert changes(found.single) == {"pledges.togo.available": ("D+5", "D-5")}
    assert found.single is not None
    assert found.single.meets
    # a second battalion of the same contributor would be as late
    assert "pledges.togo.units" in {path_text(entry.path) for entry in found.no_help}


def test_a_pledge_that_is_late_and_unverified_needs_both() -> None:
    pledge = {"available": "D+5", "status": "offered"}
    found = planner.explain(forces({"togo": pledge}), "requirements.infantry")
    assert changes(found.cheapest) == {
        "pledges.togo.available": ("D+5", "D+0"),
        "pledges.togo.status": ("offered", "verified"),
    }
    assert found.cheapest is not None
    assert found.cheapest.meets
    # by itself only another unit would do, which nobody has offered
    assert [path for path in changes(found.single) if path.startswith("pledges.new-")]


def test_a_pledge_that_comes_in_part_is_told_how_much_earlier_it_need_be() -> None:
    # two pledges: the first is there to D+10, the second from D+20 on
    found = planner.explain(
        forces(
            {
                "early": {"tour": 10},
                "late": {"available": "D+20"},
            }
        ),
        "infantry",
    )
    assert found.value == pytest.approx(10)
    assert found.single is not None
    assert found.single.meets
    found_changes = changes(found.single)
    assert found_changes in (
        {"pledges.late.available": ("D+20", "D+10")},
        {"pledges.early.tour": ("10", "none")},
    )


def test_a_ceiling_and_a_unit_that_nobody_pledged() -> None:
    # the ceiling holds for 500; a battalion has more, and nobody offers one
    low = {"forces": {"force": {"title": "The force", "personnel": 500}}}
    found = planner.explain(forces({}, **low), "infantry")
    paths = set(changes(found.cheapest))
    assert "forces.force.personnel" in paths
    assert any(path.startswith("pledges.new-infantry") for path in paths)
    assert found.single is None
    assert found.cheapest is not None
    assert found.cheapest.meets
    # the ceiling has to hold as many as the catalogue's battalion has
    [ceiling] = [c for c in found.cheapest.changes if path_text(c.path) == "forces.force.personnel"]
    strength = next(
        a.personnel for a in planner.generate(forces({})).plan.asks if a.capability == "infantry"
    )
    assert float(ceiling.after) == strength


def test_a_caveat_is_a_change_too() -> None:
    barred = {"caveats": [{"tasks": ["escort"]}]}
    scenario = forces({"togo": barred}, tasks={"escort": {"title": "Escort"}})
    wanted = scenario.requirements
    changed = {
        name: entry.model_copy(update={"tasks": ("escort",)}) for name, entry in wanted.items()
    }
    found = planner.explain(scenario.model_copy(update={"requirements": changed}), "infantry")
    assert set(changes(found.single)) == {"pledges.togo.caveats"}


def test_a_filled_requirement_has_nothing_to_explain() -> None:
    found = planner.explain(forces({"togo": {}}), "infantry")
    assert found.is_met
    assert found.single is None


def test_what_is_pledged_comes_before_units_that_nobody_offered() -> None:
    # ready on D+20 under a ceiling that holds for nobody: earlier and a higher ceiling, both of
    # what is there, rather than a new battalion
    low = {"forces": {"force": {"title": "The force", "personnel": 500}}}
    found = planner.explain(forces({"togo": {"available": "D+20"}}, **low), "infantry")
    assert set(changes(found.cheapest)) == {"pledges.togo.available", "forces.force.personnel"}
    assert found.cheapest is not None
    assert found.cheapest.meets


def test_a_decision_that_cannot_be_kept_is_no_remedy() -> None:
    # the decision would fix a unit that is only offered: force generation refuses that
    pledges = {"togo": {"available": "D+5"}, "mali": {"status": "offered"}}
    scenario = forces(
        pledges,
        decisions=[{"pledge": "togo", "requirement": "infantry", "units": 1}],
        remedies={"other": {"change": "decisions.0.pledge", "to": "mali"}},
    )
    found = planner.explain(scenario, "infantry")
    assert found.single is None
    assert [entry.why.value for entry in found.no_help] == ["forbidden"]
