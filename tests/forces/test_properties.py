"""Properties that hold on every small scenario."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.records.forces import Cause, Fill, ForcePlan, Goal
from planner.scenario import from_mapping
from tests.forces.strategies import Data, d, pledges, scenarios
from tests.forces.support import ROOM, planned

# Goals are told with the solver's tolerance; see `check_goal`.
NEAR = 1e-4
# A goal is held within a millionth of its value while the next are solved, in either plan.
HELD = 2e-6

check = settings(max_examples=25, deadline=None)


def plan_of(data: Data) -> ForcePlan:
    return planned(from_mapping(data))


def tiers(goals: tuple[Goal, ...]) -> list[float]:
    return [goal.value for goal in goals if goal.name == "unfilled"]


def no_worse(better: list[float], worse: list[float]) -> bool:
    """True where the first list comes before the other, or with it, in lexicographic order."""
    for one, other in zip(better, worse, strict=True):
        if abs(one - other) > NEAR + HELD * max(one, other):
            return one < other
    return True


@check
@given(scenarios())
def test_input_order_changes_nothing(data: Data) -> None:
    turned = deepcopy(data)
    for section in ("requirements", "pledges", "capabilities"):
        turned[section] = dict(reversed(turned[section].items()))
    for pledge in turned["pledges"].values():
        pledge["windows"] = pledge.get("windows", [])[::-1]
    assert plan_of(turned) == plan_of(data)


@check
@given(scenarios())
def test_two_runs_are_identical(data: Data) -> None:
    assert plan_of(data) == plan_of(data)


@check
@given(scenarios(), pledges())
def test_another_pledge_never_makes_the_tiers_worse(data: Data, pledge: Data) -> None:
    more = {**data, "pledges": {**data["pledges"], "new": pledge}}
    before, after = plan_of(data), plan_of(more)
    for fill in Fill:
        assert no_worse(tiers(after.fills[fill]), tiers(before.fills[fill]))


@check
@given(scenarios())
def test_verified_is_no_better_than_pledged(data: Data) -> None:
    fills = plan_of(data).fills
    assert no_worse(tiers(fills[Fill.PLEDGED]), tiers(fills[Fill.VERIFIED]))


@check
@given(scenarios())
def test_deployable_is_no_better_than_verified(data: Data) -> None:
    fills = plan_of(data).fills
    assert no_worse(tiers(fills[Fill.VERIFIED]), tiers(fills[Fill.DEPLOYABLE]))


@check
@given(scenarios())
def test_reasons_add_up_to_the_shortfall(data: Data) -> None:
    for entry in plan_of(data).requirements:
        assert all(reason.quantity > 0 for reason in entry.reasons)
        causes = [reason.cause for reason in entry.reasons]
        assert len(set(causes)) == len(causes)
        total = sum(reason.quantity for reason in entry.reasons)
        assert total == pytest.approx(entry.shortfall, abs=NEAR)


@check
@given(scenarios())
def test_reasons_add_up_to_the_requirement_days_unfilled(data: Data) -> None:
    plan = plan_of(data)
    for entry in plan.requirements:
        assert all(reason.days >= -NEAR for reason in entry.reasons)
        total = sum(reason.days for reason in entry.reasons)
        assert total == pytest.approx(entry.unfilled_days, abs=NEAR)
        assert 0 <= entry.unfilled_days <= entry.required_days + NEAR
    told = sum(goal.value for goal in plan.goals if goal.name == "unfilled")
    assert sum(e.unfilled_days for e in plan.requirements) == pytest.approx(told, abs=NEAR)


@check
@given(scenarios())
def test_every_fill_has_its_stretches(data: Data) -> None:
    for entry in plan_of(data).requirements:
        assert entry.by_fill[Fill.DEPLOYABLE] == entry.stretches
        for name, least in ((Fill.PLEDGED, entry.pledged), (Fill.VERIFIED, entry.verified)):
            stretches = entry.by_fill[name]
            wanted = [(s.start, s.until) for s in stretches]
            assert covered(wanted) == covered([(s.start, s.until) for s in entry.stretches])
            there = min((stretch.filled for stretch in stretches), default=0.0)
            assert there == pytest.approx(least, abs=NEAR)


def covered(spans: list[tuple[int, int]]) -> set[int]:
    """Every day of the spans."""
    return {day for start, until in spans for day in range(start, until)}


@check
@given(scenarios())
def test_no_cause_is_named_that_is_not_there(data: Data) -> None:
    plan = plan_of(data)
    there = {Cause.NOT_PLEDGED}
    for pledge in data["pledges"].values():
        there |= {Cause.UNVERIFIED} if pledge["status"] == "offered" else set()
        there |= {Cause.LATE} if pledge["available"] != d(0) else set()
        there |= {Cause.ROTATION} if "tour" in pledge else set()
    if data["forces"]["blue"]["personnel"] < ROOM:
        there.add(Cause.CEILING)
    lowest = min(entry.tier for entry in plan.requirements)
    for entry in plan.requirements:
        above = {Cause.PRIORITY} if entry.tier > lowest else set()
        assert {reason.cause for reason in entry.reasons} <= there | above


@check
@given(scenarios(divisible=False), st.sampled_from(("offered", "verified")))
def test_trouble_of_another_force_is_no_reason(data: Data, status: str) -> None:
    other = {
        "forces": {**data["forces"], "red": {"title": "Red", "personnel": 100}},
        "requirements": {
            **data["requirements"],
            "a-red": {"title": "R", "force": "red", "capability": "foot", "quantity": 2},
        },
        "pledges": {
            **data["pledges"],
            "a-red": {
                "title": "P",
                "contributor": "AAA",
                "force": "red",
                "capability": "foot",
                "personnel": 60,
                "units": 2,
                "status": status,
                "available": d(20),
                "tour": 30,
            },
        },
    }
    alone = {entry.requirement: entry for entry in plan_of(data).requirements}
    for entry in plan_of({**data, **other}).requirements:
        if entry.force == "blue":
            assert entry == alone[entry.requirement]


@check
@given(scenarios(), st.sampled_from((2, 10)))
def test_requirement_days_are_relative(data: Data, factor: int) -> None:
    scaled = deepcopy(data)
    for entry in scaled["requirements"].values():
        entry["quantity"] *= factor
        for step in entry.get("profile", []):
            step["quantity"] *= factor
    for pledge in scaled["pledges"].values():
        pledge["quantity"] *= factor
    before, after = plan_of(data), plan_of(scaled)
    for fill in Fill:
        assert tiers(after.fills[fill]) == pytest.approx(
            tiers(before.fills[fill]), rel=HELD, abs=NEAR
        )


@check
@given(scenarios(), pledges(divisible=False))
def test_dominated_pledge_is_never_used_before_its_dominator(data: Data, better: Data) -> None:
    worse = {**better, "quantity": better["quantity"] / 2, "personnel": better["personnel"] + 10}
    data = {**data, "pledges": {**data["pledges"], "better": better, "worse": worse}}
    used = dict.fromkeys(("better", "worse"), 0.0)
    for entry in plan_of(data).assignments:
        if entry.pledge in used:
            used[entry.pledge] += entry.units
    assert used["worse"] == 0 or used["better"] == better["units"]


@check
@given(scenarios())
def test_units_are_whole_and_no_more_than_pledged(data: Data) -> None:
    used: dict[str, float] = {}
    for entry in plan_of(data).assignments:
        used[entry.pledge] = used.get(entry.pledge, 0.0) + entry.units
        assert data["pledges"][entry.pledge].get("divisible") or entry.units.is_integer()
        assert data["pledges"][entry.pledge]["status"] != "offered"
    for name, units in used.items():
        assert units <= data["pledges"][name]["units"] * (1 + 1e-6)


@check
@given(scenarios())
def test_tier_2_takes_nothing_from_tier_1(data: Data) -> None:
    first = {name: r for name, r in data["requirements"].items() if r["tier"] == 1}
    assume(0 < len(first) < len(data["requirements"]))
    both, alone = plan_of(data), plan_of({**data, "requirements": first})
    assert tiers(both.goals)[0] == pytest.approx(tiers(alone.goals)[0], rel=HELD, abs=NEAR)


@check
@given(scenarios())
def test_stretches_tell_the_same_as_the_goals(data: Data) -> None:
    plan = plan_of(data)
    unfilled = dict.fromkeys({entry.tier for entry in plan.requirements}, 0.0)
    for entry in plan.requirements:
        for stretch in entry.stretches:
            share = stretch.shortfall / entry.required
            unfilled[entry.tier] += share * (stretch.until - stretch.start)
    told = {goal.priority: goal.value for goal in plan.goals if goal.name == "unfilled"}
    assert unfilled == pytest.approx(told, rel=HELD, abs=NEAR)
