"""Plans side by side: the numbers are those of the plans, and what is alike is said to be alike."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

import planner
from planner.records.comparison import Comparison, Measured
from planner.report.render.plain import plain
from planner.report.sections.comparison import NAMES, comparison_blocks
from tests.report.support import FIRST, plan_of

SUPPLIED = "forces.mission.planned_days=0"


@cache
def bare() -> planner.Plan:
    """The first scenario with units that bring nothing."""
    return planner.plan(planner.load(FIRST, [SUPPLIED]))


def amounts(found: Comparison) -> dict[Measured, tuple[float | None, ...]]:
    return {change.name: change.amounts for change in found.headlines}


def test_a_plan_is_like_itself() -> None:
    found = planner.compare([plan_of("short"), plan_of("short")])
    assert found.inputs == ()
    assert not any(change.differs for change in found.headlines)
    assert found.fills == ()
    assert [plan.name for plan in found.plans] == ["first-scenario (1)", "first-scenario (2)"]


def test_the_numbers_are_those_of_the_plans() -> None:
    plans = [plan_of("first"), plan_of("short"), bare()]
    found = amounts(planner.compare(plans))
    for i, plan in enumerate(plans):
        assert plan.forces is not None
        assert plan.sustainment is not None
        result = plan.to_dict()
        assert found[Measured.GAP_PERSON_DAYS][i] == sum(
            force["person_days"] for force in result["gap"]["forces"]
        )
        assert found[Measured.REQUIREMENTS][i] == len(result["forces"]["requirements"])
        assert found[Measured.PREPOSITIONED_TONNES][i] == pytest.approx(
            sum(stock["tonnes"] for stock in result["sustainment"]["prepositioned"])
        )
        assert found[Measured.UNMET_TONNES][i] == pytest.approx(
            sum(entry["tonnes"] for entry in result["sustainment"]["unmet"])
        )


def test_every_change_of_the_inputs_is_told_with_what_it_was() -> None:
    [change] = planner.compare([plan_of("first"), bare()]).inputs
    assert change.path == "forces.mission.planned_days"
    before, after = change.written
    assert before is not None
    assert after is not None
    assert (before.value, before.unit, after.value) == ("10", None, "0")


def test_a_requirement_that_one_plan_lacks_has_no_shortfall_there() -> None:
    found = planner.compare([plan_of("first"), plan_of("short")])
    signals = next(entry for entry in found.fills if entry.requirement == "signals")
    assert signals.shortfalls == (None, 1)


def test_what_the_plans_lack_is_no_number() -> None:
    force = {"title": "F", "personnel": 100, "planned_days": 10, "required_days": 90}
    gap = planner.plan(planner.from_mapping({"format": 1, "id": "gap", "forces": {"f": force}}))
    found = amounts(planner.compare([plan_of("first"), gap]))
    assert found[Measured.UNMET_TONNES][1] is None
    assert found[Measured.REQUIREMENTS][1] is None


def test_one_plan_is_no_comparison() -> None:
    with pytest.raises(planner.InputError, match="at least two plans"):
        planner.compare([plan_of("first")])


def test_every_number_has_a_name_in_the_report() -> None:
    assert set(NAMES) == set(Measured)


def test_names_are_told_apart_whatever_their_letters() -> None:
    plans = [plan_of("short")] * 4
    found = planner.compare(plans, ["x", "x", "x (1)", "X"])
    names = [plan.name for plan in found.plans]
    assert len({name.casefold() for name in names}) == 4
    assert names[2] == "x (1)"


def test_an_entry_that_one_scenario_lacks_has_a_name_in_the_report() -> None:
    more = planner.plan(planner.load(FIRST, ["sites.third={title: Third base}"]))
    less = planner.plan(planner.load(FIRST))
    for plans in ([less, more], [more, less]):
        text = plain(comparison_blocks(planner.compare(plans), plans))
        assert "Third base" in text


def test_a_site_at_which_nobody_needs_anything_does_not_hold_out() -> None:
    found = planner.compare([plan_of("short"), plan_of("short")])
    entry = found.failures[0]
    assert all(entry.needed)
    nobody = replace(entry, days=(entry.days[0], None), needed=(True, False))
    plans = [plan_of("short")] * 2
    text = plain(comparison_blocks(replace(found, failures=(nobody,)), plans))
    assert "no need there" in text
    assert "holds out" not in text
