"""Properties that hold whatever binds pledges and requirements: caveats, limits, decisions."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.errors import NoPlanError
from planner.forces.decisions import unkept
from planner.forces.result import Filled, assignments
from planner.forces.views import VIEWS, View
from planner.records.forces import Fill
from planner.scenario import factbook_of, from_mapping
from tests.forces.reckon import able, as_placed, broken, goals_of, plans, unfilled
from tests.forces.strategies import Data, bound_pledges, bound_scenarios, relaxations
from tests.forces.support import filled, planned

NEAR = 1e-4
# A goal is held within a millionth of its value while the next are solved, in either plan.
HELD = 2e-6
MOST_PLANS = 1_500

check = settings(max_examples=20, deadline=None)
Tiers = dict[Fill, list[float]]


def fill_of(data: Data, fill: Fill = Fill.DEPLOYABLE) -> Filled:
    """One fill; a scenario whose decisions contradict its limits is not tried."""
    found = possible(data, VIEWS[fill])
    assume(found is not None)
    assert found is not None
    return found


def possible(data: Data, view: View) -> Filled | None:
    try:
        return filled(from_mapping(data), view)
    except NoPlanError:
        return None


def tiers(data: Data) -> Tiers:
    return {fill: list(fill_of(data, fill).unfilled.values()) for fill in Fill}


def no_worse(better: list[float], worse: list[float]) -> bool:
    """True where the first list comes before the other, or with it, in lexicographic order."""
    for one, other in zip(better, worse, strict=True):
        if abs(one - other) > NEAR + HELD * max(one, other):
            return one < other
    return True


def values(found: Filled) -> list[float]:
    return [goal.value for goal in found.goals]


@check
@given(bound_scenarios())
def test_input_order_changes_nothing(data: Data) -> None:
    turned = deepcopy(data)
    for section in ("requirements", "pledges", "capabilities", "sites", "phases"):
        turned[section] = dict(reversed(turned[section].items()))
    for entry in turned["pledges"].values():
        for field in {"windows", "caveats"} & set(entry):
            entry[field] = entry[field][::-1]
    turned["decisions"] = turned["decisions"][::-1]
    assert assignments(fill_of(turned)) == assignments(fill_of(data))


@check
@given(bound_scenarios())
def test_two_runs_are_identical(data: Data) -> None:
    assert assignments(fill_of(data)) == assignments(fill_of(data))


@check
@given(bound_scenarios(), bound_pledges())
def test_another_pledge_never_makes_a_fill_worse(data: Data, pledge: Data) -> None:
    more = {**data, "pledges": {**data["pledges"], "new": pledge}}
    before, after = tiers(data), tiers(more)
    assert [fill for fill in Fill if not no_worse(after[fill], before[fill])] == []


@check
@given(bound_scenarios(), st.data())
def test_a_limit_less_never_makes_a_fill_worse(data: Data, choice: st.DataObject) -> None:
    less = choice.draw(st.sampled_from(relaxations(data)))
    before, after = tiers(data), tiers(less)
    assert [fill for fill in Fill if not no_worse(after[fill], before[fill])] == []


@check
@given(bound_scenarios())
def test_fills_come_in_their_order(data: Data) -> None:
    found = tiers(data)
    assert no_worse(found[Fill.PLEDGED], found[Fill.VERIFIED])
    assert no_worse(found[Fill.VERIFIED], found[Fill.DEPLOYABLE])


@check
@given(bound_scenarios())
def test_units_pledged_one_by_one_are_the_same_offer(data: Data) -> None:
    decided = {entry["pledge"] for entry in data["decisions"]}
    split = {**data, "pledges": {}}
    for name, entry in data["pledges"].items():
        parts = entry["units"] if name not in decided else 1
        one = {**entry, "units": 1} if name not in decided else entry
        split["pledges"] |= {f"{name}-{i}" if i else name: one for i in range(parts)}
    for fill in Fill:
        apart, together = values(fill_of(split, fill)), values(fill_of(data, fill))
        assert apart == pytest.approx(together, rel=HELD, abs=NEAR)


@check
@given(bound_scenarios())
def test_every_limit_is_kept_on_every_day(data: Data) -> None:
    found = fill_of(data)
    placed = as_placed(data, assignments(found))
    assert broken(data, placed) == set()
    for entry in placed:
        assert data["pledges"][entry.pledge]["status"] != "offered"
        assert data["pledges"][entry.pledge].get("divisible") or entry.units == int(entry.units)
    assert unfilled(data, placed) == pytest.approx(
        list(found.unfilled.values()), rel=HELD, abs=NEAR
    )


@settings(check, max_examples=12)
@given(bound_scenarios(most=3))
def test_reasons_add_up_to_the_shortfall(data: Data) -> None:
    fill_of(data)
    scenario = from_mapping(data)
    # a decision that cannot be carried out is bad input
    assume(not unkept(scenario, factbook_of(scenario)))
    for entry in planned(scenario).requirements:
        assert all(reason.quantity > 0 for reason in entry.reasons)
        total = sum(reason.quantity for reason in entry.reasons)
        assert total == pytest.approx(entry.shortfall, rel=HELD, abs=NEAR)


@settings(check, max_examples=50)
@given(bound_scenarios(most=2, divisible=False))
def test_no_other_plan_is_better(data: Data) -> None:
    every = plans(data, MOST_PLANS)
    assume(every is not None)
    assert every is not None
    found = possible(data, View())
    assert (found is None) == (not every)
    if found is not None:
        could = able(data)
        best = min(rounded(goals_of(data, placed, could)) for placed in every)
        assert rounded(values(found)) == pytest.approx(best, abs=2e-3)


def rounded(goals: list[float]) -> list[float]:
    """Goals that are equal but for the last digits compare as equal."""
    return [round(value, 3) for value in goals]
