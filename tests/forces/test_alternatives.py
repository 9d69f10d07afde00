"""Near-best plans and the price of decisions: by hand, by trying them all, and properties."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.errors import InputError, NoPlanError
from planner.forces.alternatives import alternatives
from planner.forces.decisions import price_of
from planner.forces.instance import force_problem
from planner.forces.merging import merged
from planner.forces.views import View
from planner.lp import SolveOptions
from planner.records.alternatives import Alternative, Alternatives, Price
from planner.records.forces import Assignment, Goal
from planner.scenario import Scenario, factbook_of, from_mapping
from planner.scenario.schema.forces import Decision
from tests.forces.plain import days_there, gives, goals_of, spread
from tests.forces.strategies import SUBSTITUTION, scenarios
from tests.forces.support import case, need, offer
from tests.forces.test_properties import HELD, NEAR

Data = dict[str, Any]
Pairs = dict[tuple[str, str], float]


def choices(scenario: Scenario, count: int = 3, within: float = 0.0) -> Alternatives:
    book = factbook_of(scenario)
    return alternatives(scenario, book, SolveOptions(), count=count, within=within)


def pairs(assignments: tuple[Assignment, ...]) -> Pairs:
    """Units by pledge and requirement."""
    found: Pairs = {}
    for entry in assignments:
        key = entry.pledge, entry.requirement
        found[key] = found.get(key, 0.0) + entry.units
    return found


def tiers(goals: tuple[Goal, ...]) -> list[float]:
    return [goal.value for goal in goals if goal.name == "unfilled"]


# ------------------------------------------------------------------------------------ alternatives


def test_two_pledges_that_could_change_places() -> None:
    # p on a and q on b, or the other way round: nothing is given up, and nothing stays the same.
    other_country = offer(contributor="BBB")
    found = choices(case({"a": need(), "b": need()}, {"p": offer(), "q": other_country}))
    best, [other] = pairs(found.assignments), found.others
    assert other.goals == found.goals
    assert (other.difference, other.nearest) == (1, 1)
    turned = {("p", "b"): 1, ("q", "a"): 1}
    assert pairs(other.assignments) == (
        turned
        if ("p", "a") in best
        else {
            ("p", "a"): 1,
            ("q", "b"): 1,
        }
    )
    assert len(other.moves) == 4


def test_units_alike_in_all_but_name_make_no_other_plan() -> None:
    found = choices(case({"a": need(), "b": need()}, {"p": offer(), "q": offer()}))
    assert found.others == ()


def test_no_other_plan() -> None:
    found = choices(case({"a": need()}, {"p": offer()}))
    assert found.others == ()


def test_nothing_is_assigned() -> None:
    assert choices(case({"a": need()})).others == ()


def test_what_may_be_given_up() -> None:
    # p is there for 100 days, q for 96. To have q and not p costs 4 requirement-days where nothing
    # is unfilled: a tier that is filled stays filled. With half of b missing, 50, the best is 50
    # and 4 more are 8 %.
    pledges = {"p": offer(), "q": offer(available="D+4"), "g": offer("guns")}
    filled = case({"a": need()}, pledges)
    assert choices(filled, within=0.5).others == ()
    short = case({"a": need(), "b": need(2, "guns")}, pledges)
    assert choices(short, within=0.05).others == ()
    [other] = choices(short, within=0.1).others
    assert pairs(other.assignments) == {("q", "a"): 1, ("g", "b"): 1}
    assert tiers(other.goals) == pytest.approx([54])
    assert other.difference == pytest.approx(0.5)
    assert [(m.pledge, m.before, m.after) for m in other.moves] == [("p", 1, 0), ("q", 0, 1)]


def test_the_slack_of_a_tier_is_shared_by_all_its_parts() -> None:
    # Two parts that have nothing to do with each other: foot on a and guns on b. In each the
    # other pledge costs 4 days; of 100 days that are empty for want of sappers 5 % are 5: one of
    # the two may change, not both.
    pledges = {
        "p": offer(),
        "q": offer(available="D+4"),
        "g": offer("guns"),
        "h": offer("guns", available="D+4"),
    }
    requirements = {"a": need(), "b": need(1, "guns"), "c": need(1, "sappers")}
    scenario = case(requirements, pledges)
    one, other = choices(scenario, within=0.05).others
    assert (one.difference, other.difference) == pytest.approx((0.5, 0.5))
    assert pairs(one.assignments) != pairs(other.assignments)
    first = choices(scenario, within=0.08).others[0]
    assert first.difference == pytest.approx(1)


def test_more_units_than_before_are_no_difference() -> None:
    # p has 3 units and 2 are wanted: a third beside the two shares both with the best plan.
    assert choices(case({"a": need(2)}, {"p": offer(units=3)})).others == ()


def test_part_of_a_pledge_stays() -> None:
    # 2 of 3 units of p on a, 1 on b; q has 1 unit for either: of 3 units 1 can be had elsewhere.
    scenario = case({"a": need(2), "b": need(1)}, {"p": offer(units=3), "q": offer(personnel=150)})
    found = choices(scenario, count=1)
    assert pairs(found.assignments) == {("p", "a"): 2, ("p", "b"): 1}
    [other] = found.others
    assert other.difference == pytest.approx(1 / 3)


def test_what_slack_alone_moves_is_no_other_plan() -> None:
    # p fills half a battalion with 0.714 of its unit of 0.7; q is there on fewer days. A millionth
    # less of the unit keeps the tier within a millionth of its best, and is the same plan.
    windows = [{"until": "D+30"}, {"from": "D+50", "until": "D+80"}]
    unit: Data = {
        "quantity": 0.7,
        "personnel": 60,
        "divisible": True,
        "cost": 0,
        "windows": windows,
    }
    scenario = case(
        {"a": need(0.5)}, {"p": offer(**unit), "q": offer(**unit, tour=50)}, ceiling=110
    )
    found = choices(scenario, within=0.0)
    assert found.others == ()
    assert pairs(found.assignments) == pytest.approx({("p", "a"): 0.5 / 0.7})


@pytest.mark.parametrize(("count", "within"), [(-1, 0.0), (1, -0.1), (1, float("nan"))])
def test_what_may_be_asked_for(count: int, within: float) -> None:
    with pytest.raises(InputError, match="allowed"):
        choices(case({"a": need()}, {"p": offer()}), count, within)


@settings(max_examples=25, deadline=None)
@given(scenarios(), st.sampled_from((0.0, 0.05, 0.3)))
def test_every_alternative_is_near_the_best_and_none_comes_twice(data: Data, within: float) -> None:
    found = choices(from_mapping(data), 3, within)
    seen = [pairs(found.assignments)]
    for other in found.others:
        for value, best in zip(tiers(other.goals), tiers(found.goals), strict=True):
            assert value <= best * (1 + within) * (1 + HELD) + NEAR
        assert 0 < other.nearest <= other.difference + 1e-9
        assert pairs(other.assignments) not in seen
        seen.append(pairs(other.assignments))
        assert applied(found, other) == pytest.approx(pairs(other.assignments))


def applied(found: Alternatives, other: Alternative) -> Pairs:
    """The best plan after the moves of an alternative."""
    units = pairs(found.assignments)
    for move in other.moves:
        assert units.pop((move.pledge, move.requirement), 0.0) == pytest.approx(move.before)
        if move.after:
            units[move.pledge, move.requirement] = move.after
    return units


@settings(max_examples=10, deadline=None)
@given(scenarios())
def test_two_searches_find_the_same(data: Data) -> None:
    assert choices(from_mapping(data), 2, 0.1) == choices(from_mapping(data), 2, 0.1)


@settings(max_examples=40, deadline=None)
@given(scenarios(most=3, divisible=False), st.sampled_from((0.0, 0.1, 0.5)))
def test_no_plan_as_near_differs_more(data: Data, within: float) -> None:
    scenario = from_mapping(data)
    # units that are alike are one in an alternative, but not to the count below
    assume(not merged(force_problem(scenario, factbook_of(scenario), View())).alike)
    found = choices(scenario, 1, within)
    best, goals = pairs(found.assignments), tiers(found.goals)
    if not best:
        return
    most = max(
        1 - sum(min(n, units.get(pair, 0)) for pair, n in best.items()) / sum(best.values())
        for units in near_best(data, [value * (1 + within) for value in goals])
    )
    difference = found.others[0].difference if found.others else 0.0
    assert difference == pytest.approx(most, abs=1e-6)


def near_best(data: Data, limits: list[float]) -> Iterator[Pairs]:
    """Every assignment that keeps the ceiling and the limits of the tiers."""
    names = list(data["requirements"])
    own = {name: p for name, p in data["pledges"].items() if p["status"] != "offered"}
    could = {(p, r): (gives(data, p, r), days_there(data, p, r)) for p in own for r in names}
    for way in product(*(list(spread(pledge["units"], len(names))) for pledge in own.values())):
        units = dict(zip(could, [n for row in way for n in row], strict=True))
        if any(n and not (could[key][0] and could[key][1]) for key, n in units.items()):
            continue
        goals = goals_of(data, units, could)
        if goals is not None and all(
            value <= limit + 1e-6 for value, limit in zip(goals, limits, strict=False)
        ):
            yield {key: float(n) for key, n in units.items() if n}


# ----------------------------------------------------------------------------- price of decisions


def fix(pledge: str, requirement: str, units: float = 1) -> Decision:
    return Decision.model_validate({"pledge": pledge, "requirement": requirement, "units": units})


def forbid(pledge: str, requirement: str) -> Decision:
    return Decision.model_validate({"pledge": pledge, "requirement": requirement, "forbid": True})


def price(scenario: Scenario, *decisions: Decision) -> Price:
    return price_of(scenario, factbook_of(scenario), SolveOptions(), decisions)


def test_price_of_a_fix() -> None:
    # p alone could fill a (tier 1) or b (tier 2), 100 days each. On b, a goes without.
    scenario = case({"a": need(), "b": need(tier=2)}, {"p": offer()})
    found = price(scenario, fix("p", "b"))
    assert [(g.name, g.priority, g.before, g.after, g.difference) for g in found.goals] == [
        ("unfilled", 1, 0, 100, 100),
        ("unfilled", 2, 100, 0, -100),
        ("contributors", None, 1, 1, 0),
        ("personnel", None, 100, 100, 0),
    ]
    assert [(r.requirement, r.shortfall_before, r.shortfall_after) for r in found.requirements] == [
        ("a", 0, 1),
        ("b", 1, 0),
    ]
    assert [(m.requirement, m.before, m.after) for m in found.moves] == [("a", 1, 0), ("b", 0, 1)]


def test_price_of_a_ban() -> None:
    # Without p, q is there from D+4: 4 requirement-days, 50 persons less, and no cost at all.
    pledges = {"p": offer(cost=10), "q": offer(available="D+4", personnel=50)}
    found = price(case({"a": need()}, pledges), forbid("p", "a"))
    assert [(g.name, g.difference) for g in found.goals] == [
        ("unfilled", 4),
        ("contributors", 0),
        ("cost", -10),
        ("personnel", -50),
    ]
    [changed] = found.requirements
    assert (changed.days_before, changed.days_after) == (0, 4)


def test_price_of_a_decision_that_the_scenario_has() -> None:
    # It is taken away for the plan without it; the other decision holds in both.
    decisions = [
        {"pledge": "p", "requirement": "b", "units": 1},
        {"pledge": "q", "requirement": "b", "forbid": True},
    ]
    scenario = case(
        {"a": need(), "b": need(tier=2)}, {"p": offer(), "q": offer()}, decisions=decisions
    )
    found = price(scenario, fix("p", "b"))
    assert [(g.before, g.after) for g in found.goals[:2]] == [(0, 0), (0, 0)]
    assert price(scenario).moves == ()


@pytest.mark.parametrize(
    ("pledge", "why"),
    [
        (offer(status="offered"), "not verified, only offered"),
        (offer("guns"), "give guns, which does not stand in for foot"),
        (offer(force="red"), "they join force red"),
        (offer(available="D+60"), "they come too late"),
        (offer(caveats=[{"night": True}]), "a caveat or the climate bars them"),
        (offer(windows=[{"from": "D+60"}]), "not offered on any day"),
        (
            offer(critical={"radios": 2}, equipment={"radios": {"held": 1}}),
            "too little of their critical equipment",
        ),
    ],
)
def test_a_fix_that_cannot_be(pledge: Data, why: str) -> None:
    forces = {
        "blue": {"title": "Blue", "personnel": 1000, "critical_share": 0.6},
        "red": {"title": "Red", "personnel": 1000},
    }
    scenario = case({"a": need(until="D+50", night=True)}, {"p": pledge}, forces=forces)
    with pytest.raises(InputError, match=why):
        price(scenario, fix("p", "a"))


def test_more_than_pledged() -> None:
    # 2 on a and 1 on b are 3, and 2 were pledged; the larger of two fixes of one pair counts.
    scenario = case({"a": need(2), "b": need()}, {"p": offer(units=2)})
    with pytest.raises(InputError, match=r"pledge p are fixed.*seen: 3; allowed: 2"):
        price(scenario, fix("p", "a", 2), fix("p", "b"))
    assert price(scenario, fix("p", "a", 1), fix("p", "a", 2)).goals


def test_fixed_and_forbidden() -> None:
    scenario = case({"a": need()}, {"p": offer()})
    with pytest.raises(InputError, match="another decision forbids it"):
        price(scenario, fix("p", "a"), forbid("p", "a"))


def test_every_fault_is_told() -> None:
    scenario = case({"a": need()}, {"p": offer("guns"), "spare": offer()})
    with pytest.raises(InputError) as caught:
        price(scenario, fix("p", "a"), forbid("spar", "a"), fix("spare", "nowhere"))
    assert [fault.path for fault in caught.value.faults] == [
        "decisions[0]",
        "decisions[1].pledge",
        "decisions[2].requirement",
    ]
    assert caught.value.faults[1].nearest == "spare"


def test_decisions_that_contradict_each_other() -> None:
    # 150 persons allowed: either p or q, not both; g (10 persons) is beside the point.
    pledges = {"p": offer(), "q": offer(), "g": offer("guns", personnel=10)}
    scenario = case({"a": need(2), "b": need(1, "guns")}, pledges, ceiling=150)
    with pytest.raises(NoPlanError) as caught:
        price(scenario, fix("p", "a"), fix("g", "b"), fix("q", "a"))
    assert caught.value.why == (
        "at least 1 of p on a",
        "at least 1 of q on a",
        "they would fit without the ceiling on personnel",
    )


def test_one_decision_against_the_number_of_contributors() -> None:
    pledges = {"p": offer(), "q": offer(contributor="BBB")}
    scenario = case({"a": need(2, most_contributors=1)}, pledges)
    with pytest.raises(NoPlanError, match="they would fit without the limits on contributors"):
        price(scenario, fix("p", "a"), fix("q", "a"))


@settings(max_examples=25, deadline=None)
@given(scenarios(divisible=False), st.data())
def test_a_decision_is_never_free_of_its_price(data: Data, draw: st.DataObject) -> None:
    """Goals with a decision are never better, in lexicographic order, than without it."""
    pledge = draw.draw(st.sampled_from([*data["pledges"], "none"]))
    requirement = draw.draw(st.sampled_from([*data["requirements"]]))
    if pledge == "none":
        return
    found = price(from_mapping(data), forbid(pledge, requirement))
    for change in found.goals:
        if abs(change.difference) > NEAR:
            assert change.difference > 0
            break


def test_substitutes_may_be_fixed() -> None:
    scenario = case({"a": need()}, {"s": offer("sappers")}, substitutions=[SUBSTITUTION])
    assert price(scenario, fix("s", "a")).goals[0].after == 50
