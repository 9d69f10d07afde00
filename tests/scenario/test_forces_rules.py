"""Bad force generation: each fault once, with its words, its place and the nearest valid name."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import Fault, InputError
from planner.scenario import from_mapping, load
from planner.scenario.checks import QUESTIONS, RULES, doubts
from planner.scenario.rules import Broken
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge
from tests.scenario.helpers import as_yaml, faults_of, only, write

PLEDGE = {"title": "P", "contributor": "NOR", "force": "blue", "unit": "wing", "status": "verified"}
NEED = {"title": "R", "force": "blue", "capability": "planes", "quantity": 1}
BASE: dict[str, Any] = {
    "format": 1,
    "id": "case",
    "calendar": {"start": "D+0", "end": "D+90"},
    "phases": {
        "deploy": {"title": "Deployment", "tempo": "normal", "until": "D+30"},
        "combat": {"title": "Combat", "tempo": "normal", "from": "D+30"},
    },
    "forces": {
        "blue": {"title": "Blue", "personnel": 1000},
        "host": {"title": "Host", "personnel": 1000},
    },
    "capabilities": {
        name: {"title": name, "measure": "unit"} for name in ("planes", "fuel", "crews", "guards")
    },
    "units": {
        "wing": {
            "title": "Wing",
            "capability": "planes",
            "quantity": 1,
            "personnel": 100,
            "critical": {"fighter": 4, "tanker-truck": 2},
        }
    },
    "sites": {"base": {"title": "Base"}, "post": {"title": "Post"}},
    "areas": {"north": {"title": "North", "sites": ["post"]}},
    "tasks": {"escort": {"title": "Escort"}},
    "requirements": {
        "planes": {**NEED, "site": "base"},
        "field": {**NEED, "capability": "fuel", "tier": 2},
        "host-guards": {**NEED, "force": "host", "capability": "guards"},
    },
    "pledges": {"wing": {**PLEDGE, "units": 2, "equipment": {"fighter": {"held": 4}}}},
}


def case(**changes: Any) -> dict[str, Any]:
    """The base with entries put in: `pledges__wing__tour` leads to one field of one entry."""
    data = deepcopy(BASE)
    for where, value in changes.items():
        *parents, last = where.replace("host_guards", "host-guards").split("__")
        holder = data
        for key in parents:
            holder = holder.setdefault(key, {})
        holder[last] = value
    return data


def loaded_fault(folder: Path, data: dict[str, Any]) -> tuple[Fault, str]:
    """The one fault of the scenario, and the text of the file at its place."""
    path = write(folder, as_yaml(data))
    fault = only(faults_of(lambda: load(path)))
    line = path.read_text(encoding="utf-8").splitlines()[(fault.place.line or 0) - 1]
    assert fault.place.file == str(path)
    return fault, line[(fault.place.column or 0) - 1 :]


def rule(of: str, by: str) -> dict[str, Any]:
    return {"capability": by, "for": of, "efficiency": 0.5}


def fix(requirement: str = "planes", units: int = 1, pledge: str = "wing") -> dict[str, Any]:
    return {"pledge": pledge, "requirement": requirement, "units": units}


FORBID = {"pledge": "wing", "requirement": "planes", "forbid": True}
OTHER = "a requirement of host, not of blue"


@pytest.mark.parametrize(
    ("changes", "what", "path", "text", "seen", "allowed", "near"),
    [
        # ------------------------------------------------------------------------------ pledges
        (
            {"pledges__wing__tour": 5, "pledges__wing__movement": 7},
            "the tour is shorter than the movement",
            "pledges.wing.tour",
            "5",
            "5",
            "7 days or more",
            None,
        ),
        (
            {"pledges__wing__tour": 30, "pledges__wing__overlap": 30},
            "the overlap is as long as the tour, or longer",
            "pledges.wing.overlap",
            "30",
            "30",
            "less than 30 days",
            None,
        ),
        (
            {"pledges__wing__rotations": 2},
            "rotations without a tour",
            "pledges.wing.rotations",
            "2",
            "2",
            "0, or a tour",
            None,
        ),
        (
            {"pledges__wing__overlap": 2},
            "overlap without a tour",
            "pledges.wing.overlap",
            "2",
            "2",
            "0, or a tour",
            None,
        ),
        (
            {"pledges__wing__available": "D+9", "pledges__wing__latest": "D+5"},
            "the latest day is before the first",
            "pledges.wing.latest",
            "D+5",
            "'D+5'",
            "D+9, when it is available, or later",
            None,
        ),
        (
            {"pledges__wing__equipment__fighter__serviceability": 1.2},
            "out of range",
            "pledges.wing.equipment.fighter.serviceability",
            "1.2",
            "1.2",
            "at most 1",
            None,
        ),
        (
            {"pledges__wing__equipment": {"fihgter": {"held": 4}}},
            "equipment that is not on the critical list of the unit",
            "pledges.wing.equipment.fihgter",
            "fihgter:",
            "fihgter",
            "fighter, tanker-truck",
            "fighter",
        ),
        (
            {"pledges__wing__critical": {"fighter": 0}},
            "critical equipment of which none is needed",
            "pledges.wing.critical.fighter",
            "0",
            "0",
            "above 0",
            None,
        ),
        (
            {"units__wing__critical__fighter": 0},
            "critical equipment of which none is needed",
            "units.wing.critical.fighter",
            "0",
            "0",
            "above 0",
            None,
        ),
        # ------------------------------------------------------------------------------ caveats
        (
            {"pledges__wing__caveats": [{}]},
            "a caveat that bars nothing",
            "pledges.wing.caveats[0]",
            "{}",
            None,
            "areas, phases, tasks, night or offensive",
            None,
        ),
        (
            {"pledges__wing__caveats": [{"areas": ["nort"]}]},
            "unknown area",
            "pledges.wing.caveats[0].areas[0]",
            "nort",
            "'nort'",
            "north",
            "north",
        ),
        (
            {"pledges__wing__caveats": [{"phases": ["combta"]}]},
            "unknown phase",
            "pledges.wing.caveats[0].phases[0]",
            "combta",
            "'combta'",
            "combat, deploy",
            "combat",
        ),
        (
            {"pledges__wing__caveats": [{"tasks": ["escrot"]}]},
            "unknown task",
            "pledges.wing.caveats[0].tasks[0]",
            "escrot",
            "'escrot'",
            "escort",
            "escort",
        ),
        # ------------------------------------------------------------------------ substitutions
        (
            {"substitutions": [rule("planes", "planes")]},
            "a capability stands in for itself",
            "substitutions[0]",
            "capability: planes",
            "planes -> planes",
            "one way",
            None,
        ),
        (
            {"substitutions": [rule("fuel", "planes"), rule("planes", "fuel")]},
            "a capability stands in for itself, through others",
            "substitutions[1]",
            "capability: fuel",
            "planes -> fuel -> planes",
            "one way",
            None,
        ),
        (
            {
                "substitutions": [
                    rule("fuel", "planes"),
                    rule("crews", "fuel"),
                    rule("crews", "planes"),
                    rule("planes", "crews"),
                ]
            },
            "a capability stands in for itself, through others",
            "substitutions[3]",
            "capability: crews",
            "planes -> crews -> planes",
            "one way",
            None,
        ),
        # -------------------------------------------------------------------------------- needs
        (
            {"requirements__planes__needs": ["feild"]},
            "unknown requirement",
            "requirements.planes.needs[0]",
            "feild",
            "'feild'",
            "field, host-guards, planes",
            "field",
        ),
        (
            {"requirements__planes__needs": ["planes"]},
            "a requirement needs itself",
            "requirements.planes.needs[0]",
            "planes",
            "planes -> planes",
            "do not lead back",
            None,
        ),
        (
            {"requirements__planes__needs": ["field"], "requirements__field__needs": ["planes"]},
            "a requirement needs itself, through others",
            "requirements.planes.needs[0]",
            "field",
            "field -> planes -> field",
            "do not lead back",
            None,
        ),
        (
            {"requirements__planes__needs": ["field"], "requirements__field__from": "D+11"},
            "field is not required on D+0 to D+10, when planes needs it",
            "requirements.planes.needs[0]",
            "field",
            "field",
            "holds on D+0 to D+89",
            None,
        ),
        (
            {
                "requirements__planes__needs": ["field"],
                "requirements__planes__phases": ["combat"],
                "requirements__field__profile": [
                    {"from": "D+40", "quantity": 0},
                    {"from": "D+41", "quantity": 2},
                    {"from": "D+80", "quantity": 0},
                ],
            },
            "field is not required on D+40, D+80 to D+89, when planes needs it",
            "requirements.planes.needs[0]",
            "field",
            "field",
            "holds on D+30 to D+89",
            None,
        ),
        # ------------------------------------------------------------------------- requirements
        (
            {"requirements__planes__phases": ["deploy"], "requirements__planes__from": "D+30"},
            "a phase outside the days of the requirement: nothing is required in it",
            "requirements.planes.phases[0]",
            "deploy",
            "deploy, until D+30",
            "from D+30",
            None,
        ),
        (
            {"requirements__planes__moves": [{"site": "pots", "from": "D+5"}]},
            "unknown site",
            "requirements.planes.moves[0].site",
            "pots",
            "'pots'",
            "base, post",
            "post",
        ),
        (
            {"requirements__planes__tier": True},
            "not a whole number",
            "requirements.planes.tier",
            "true",
            "true",
            "a whole number",
            None,
        ),
        # ---------------------------------------------------------------------------- decisions
        (
            {"decisions": [fix(pledge="wnig")]},
            "unknown pledge",
            "decisions[0].pledge",
            "wnig",
            "'wnig'",
            "wing",
            "wing",
        ),
        (
            {"decisions": [fix("plans")]},
            "unknown requirement",
            "decisions[0].requirement",
            "plans",
            "'plans'",
            "field, host-guards, planes",
            "planes",
        ),
        (
            {"decisions": [fix(), fix()]},
            "the pair is decided twice",
            "decisions[1]",
            "pledge: wing",
            "wing on planes: 1 fixed here, 1 fixed in decisions[0]",
            "one decision",
            None,
        ),
        (
            {"decisions": [fix(), FORBID]},
            "the pair is both fixed and forbidden",
            "decisions[1]",
            "forbid: true",
            "wing on planes: forbidden here, 1 fixed in decisions[0]",
            "one decision",
            None,
        ),
        (
            {"decisions": [fix() | {"forbid": True}]},
            "both fixed and forbidden",
            "decisions[0]",
            "forbid: true",
            None,
            "either units to fix, or forbid: true",
            None,
        ),
        (
            {"decisions": [{"pledge": "wing", "requirement": "planes"}]},
            "neither fixed nor forbidden",
            "decisions[0]",
            "pledge: wing",
            None,
            "either units to fix, or forbid: true",
            None,
        ),
        (
            {"decisions": [fix(units=3)]},
            "more units are fixed than were pledged",
            "decisions[0].units",
            "3",
            "3",
            "at most 2, the units of wing",
            None,
        ),
        (
            {"decisions": [fix(units=2), fix("field")]},
            "more units are fixed than were pledged",
            "decisions[1].units",
            "1",
            "1, 3 with those fixed before",
            "at most 2, the units of wing",
            None,
        ),
        (
            {"decisions": [fix("host-guards")]},
            OTHER,
            "decisions[0].requirement",
            "host-guards",
            "host-guards",
            "field, planes",
            None,
        ),
        (
            {
                "requirements__planes__states": [
                    {"quantity": 1, "probability": 0.5},
                    {"quantity": 0, "probability": 0.476},
                ]
            },
            "the probabilities of the states do not add up to 1",
            "requirements.planes.states",
            "- ",
            "0.976",
            "sum to 1",
            None,
        ),
        (
            {
                "requirements__planes__states": [
                    {"quantity": 3, "probability": 0.5},
                    {"quantity": 2, "probability": 0.5},
                ]
            },
            "the quantity is not that of the largest state",
            "requirements.planes.quantity",
            "1",
            "1",
            "3, the largest of the states",
            None,
        ),
        (
            {
                "requirements__planes__states": [{"quantity": 1, "probability": 1}],
                "requirements__planes__profile": [{"from": "D+5", "quantity": 2}],
            },
            "a profile beside states",
            "requirements.planes.profile",
            "- ",
            None,
            "one of the two",
            None,
        ),
        (
            {"requirements__planes__states": [{"quantity": "1 sheep", "probability": 1}]},
            "planes is counted in another measure",
            "requirements.planes.states[0].quantity.unit",
            "1 sheep",
            "sheep",
            "unit, or no unit",
            None,
        ),
        (
            {
                "force_objective": ["cost"],
                "requirements__planes__shortage_cost": 1,
                "requirements__host_guards__shortage_cost": 1,
            },
            "nothing has it filled: cost is the first goal, and its shortage costs nothing",
            "requirements.field",
            "",
            None,
            "shortage_cost",
            None,
        ),
        (
            {"force_objective": ["personnel", "unfilled"]},
            "the best plan for this goal leaves everything unfilled",
            "force_objective[0]",
            "personnel",
            "personnel",
            "unfilled first",
            None,
        ),
        (
            {"force_objective": ["unfilled", "cost", "cost"]},
            "the goal is named twice",
            "force_objective[2]",
            "cost",
            "cost",
            "",
            None,
        ),
        (
            {"pledges__wing__uses": {"field": {"quantity": 1}}},
            "field needs fuel for force blue",
            "pledges.wing.uses.field",
            "field",
            "planes for force blue",
            "may stand in for",
            None,
        ),
        (
            {"pledges__wing__uses": {"plane": {"quantity": 1}}},
            "unknown requirement",
            "pledges.wing.uses.plane",
            "plane",
            "'plane'",
            "planes",
            "planes",
        ),
        (
            {"pledges__wing__uses": {"planes": {}}},
            "a use that says nothing",
            "pledges.wing.uses.planes",
            "{}",
            None,
            "a quantity, a cost, or both",
            None,
        ),
        # --------------------------------------------------------------------------- milestones
        (
            {"milestones__ioc": {"title": "I", "force": "blue", "requirements": ["host-guards"]}},
            OTHER,
            "milestones.ioc.requirements[0]",
            "host-guards",
            "host-guards",
            "field, planes",
            None,
        ),
        (
            {"milestones__ioc": {"title": "I", "force": "blue", "tiers": [3, 4]}},
            "no requirement of blue is of these tiers",
            "milestones.ioc.tiers",
            "- 3",
            "3, 4",
            "1, 2",
            None,
        ),
        (
            {
                "forces__red": {"title": "Red", "personnel": 5},
                "milestones__ioc": {"title": "I", "force": "red"},
            },
            "nothing is counted: red has no requirement",
            "milestones.ioc",
            "force: red",
            None,
            "a requirement of the force, or personnel",
            None,
        ),
        (
            {"forces__blue__planned_days": 50, "forces__blue__required_days": 40},
            "planned_days exceeds required_days",
            "forces.blue.planned_days",
            "50",
            "50",
            "at most 40 days",
            None,
        ),
        (
            {"forces__blue__late_days": 5},
            "late_days of a force without external arrangements",
            "forces.blue.late_days",
            "5",
            "5",
            "required_days, or contracts of the force",
            None,
        ),
    ],
)
def test_the_fault_says_what_where_seen_allowed_and_nearest(
    tmp_path: Path,
    changes: dict[str, Any],
    what: str,
    path: str,
    text: str,
    seen: str | None,
    allowed: str,
    near: str | None,
) -> None:
    fault, pointed_at = loaded_fault(tmp_path, case(**changes))
    assert (fault.what, fault.path, fault.seen, fault.nearest) == (what, path, seen, near)
    assert pointed_at.startswith(text)
    assert allowed in str(fault.allowed)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"pledges__wing__probability": 0.5},
        {"pledges__wing__tour": 7, "pledges__wing__movement": 7},
        {"pledges__wing__latest": "D+20"},
        {"requirements__planes__most_contributors": 1_000},
        {"requirements__planes__needs": ["field", "host-guards"]},
        {"requirements__planes__phases": ["deploy", "combat"]},
        {"substitutions": [rule("fuel", "planes"), rule("crews", "planes"), rule("crews", "fuel")]},
        {"decisions": [fix(), fix("field")]},
        {"milestones__ioc": {"title": "I", "force": "blue", "personnel": 0.5}},
        {"milestones__ioc": {"title": "I", "force": "blue", "tiers": [2, 3]}},
        {"pledges__wing__adapted_to": ["sahelian"]},
    ],
)
def test_what_is_unusual_but_sound_is_no_fault(changes: dict[str, Any]) -> None:
    assert from_mapping(case(**changes)).pledges


def test_each_loop_is_one_fault() -> None:
    loops = [rule("fuel", "planes"), rule("planes", "fuel"), rule("guards", "guards")]
    found = faults_of(lambda: from_mapping(case(substitutions=loops)))
    assert [fault.seen for fault in found] == ["planes -> fuel -> planes", "guards -> guards"]


def test_all_faults_of_a_pledge_come_at_once() -> None:
    changes = {"tour": 5, "units": -1, "status": "verifed"}
    data = case(**{f"pledges__wing__{name}": value for name, value in changes.items()})
    found = {fault.path: fault.nearest for fault in faults_of(lambda: from_mapping(data))}
    assert found == {"pledges.wing.units": None, "pledges.wing.status": "verified"}


# ---------------------------------------------------------------------------------------- doubts


def doubt(data: dict[str, Any], path: tuple[str | int, ...]) -> Broken:
    """The one doubt at `path` that is not about the origin of a figure."""
    found = [d for d in doubts(from_mapping(data)) if d.path == path and "source" not in d.what]
    assert len(found) == 1, found
    return found[0]


WING = ("pledges", "wing")
REFUSAL = [{"tasks": ["escort"]}, {"areas": ["north"]}]


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"pledges__wing__equipment": None}, WING, "taken to be complete: fighter, tanker-truck"),
        ({"pledges__wing__force": "host"}, WING, "no requirement of its force wants"),
        ({"pledges__wing__available": "D+90"}, WING, "arrives after the calendar"),
        (
            {"pledges__wing__adapted_to": ["sahelian"]},
            (*WING, "adapted_to"),
            "no site has a climate",
        ),
        (
            {"pledges__wing__caveats": REFUSAL, "requirements__planes__tasks": ["escort"]},
            ("requirements", "planes"),
            "caveats keep every pledge",
        ),
        (
            {"pledges__wing__caveats": [{"night": True}], "requirements__planes__night": True},
            ("requirements", "planes"),
            "caveats keep every pledge",
        ),
        (
            {"requirements__field__from": "D+90"},
            ("requirements", "field"),
            "on any day of the calendar",
        ),
        ({"decisions": [fix("field")]}, ("decisions", 0), "counts for nothing on field"),
    ],
)
def test_a_careful_reader_asks(
    changes: dict[str, Any], path: tuple[str | int, ...], what: str
) -> None:
    assert what in doubt(case(**changes), path).what


def test_a_sound_case_raises_no_doubt_but_of_sources() -> None:
    data = case(requirements__planes__night=True, pledges__wing__caveats=REFUSAL)
    assert {d.check for d in doubts(from_mapping(data))} == {"unsourced-figures"}


def test_what_may_stand_in_is_wanted() -> None:
    data = case(requirements__planes__capability="crews", substitutions=[rule("crews", "planes")])
    assert {d.check for d in doubts(from_mapping(data))} == {"unsourced-figures"}


def test_every_rule_and_question_has_a_name_of_its_own_and_asks() -> None:
    every = (*RULES, *QUESTIONS)
    assert len({asked.__name__ for asked in every}) == len(every)
    for asked in every:
        first = (asked.__doc__ or "").strip().splitlines()[0]
        assert (asked.__doc__ or "").strip().endswith("?"), first


# ---------------------------------------------------------------------------------------- fuzzing

FIELDS = sorted({"from", *Pledge.model_fields, *Requirement.model_fields})
WORDS = st.sampled_from(
    ["wing", "planes", "field", "blue", "north", "combat", "escort", "base", "fighter", "D+5"]
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 400), st.floats(), st.text(max_size=4), WORDS
)
KEYS = st.one_of(st.sampled_from([*FIELDS, "held", "value", "fighter"]), st.text(max_size=3))
JUNK = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["pledges__wing", "requirements__planes"]),
    st.dictionaries(st.sampled_from(FIELDS), JUNK, min_size=1, max_size=3),
)
def test_junk_in_any_field_is_a_fault_or_loads(entry: str, junk: dict[str, Any]) -> None:
    with suppress(InputError):
        doubts(from_mapping(case(**{f"{entry}__{name}": value for name, value in junk.items()})))
