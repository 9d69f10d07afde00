"""Requirements with states, the price of shortage, and what units give and cost by requirement."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.forces.alternatives import alternatives
from planner.forces.decisions import price_of
from planner.lp import SolveOptions
from planner.records.forces import Fill
from planner.scenario import factbook_of
from planner.scenario.schema.forces import Decision
from tests.forces.support import case, fill, goal, need, of, offer, sent, unused, why

DAYS = 100
PRICED = ["cost"]


def states(*pairs: tuple[float, float]) -> list[dict[str, float]]:
    """States of a requirement: quantity and probability of each."""
    return [{"quantity": quantity, "probability": chance} for quantity, chance in pairs]


def uncertain(*pairs: tuple[float, float], **fields: Any) -> dict[str, Any]:
    """A requirement with these states."""
    return need(max(quantity for quantity, _ in pairs), states=states(*pairs), **fields)


THREE = (1, 0.5), (3, 0.3), (5, 0.2)

# ------------------------------------------------------------------------------------------ states


def test_what_is_missing_counts_on_average() -> None:
    # Two of 1, 3 or 5: missing are 0, 1 and 3, on average 0.3 x 1 + 0.2 x 3 = 0.9 for 100 days,
    # over the largest quantity: 0.9 x 100 / 5 = 18 requirement-days. Of the largest 3 are short.
    plan = fill({"r": uncertain(*THREE)}, {"p": offer(units=2)})
    entry = of(plan, "r")
    assert goal(plan, "unfilled", 1) == pytest.approx(18)
    assert (entry.required, entry.filled, entry.shortfall) == (5, 2, 3)
    assert entry.expected_shortfall == pytest.approx(0.9)
    assert why(plan, "r") == {"NOT_PLEDGED": 3}
    assert not plan.is_met


def test_without_states_the_average_is_the_shortfall() -> None:
    plan = fill({"r": need(5)}, {"p": offer(units=2)})
    assert of(plan, "r").expected_shortfall == of(plan, "r").shortfall == 3


def test_units_go_where_they_are_more_likely_to_be_wanted() -> None:
    # The second unit on r is wanted with a chance of 0.1 alone; on s both are wanted for certain.
    # 0.1 x 1 / 2 x 100 days = 5 requirement-days.
    plan = fill({"r": uncertain((1, 0.9), (2, 0.1)), "s": need(2)}, {"p": offer(units=3)})
    assert sent(plan) == {("p", "r"): 1, ("p", "s"): 2}
    assert goal(plan, "unfilled", 1) == pytest.approx(5)


def test_state_of_nothing_and_state_without_a_chance() -> None:
    # 0 or 2, and never 4: one unit leaves 0.5 x 1 on average, 0.5 x 100 / 4 requirement-days.
    plan = fill({"r": uncertain((0, 0.5), (2, 0.5), (4, 0))}, {"p": offer(units=1)})
    assert goal(plan, "unfilled", 1) == pytest.approx(12.5)


def test_states_hold_within_the_window_alone() -> None:
    plan = fill({"r": uncertain((1, 0.5), (2, 0.5), start="D+60")})
    # 1.5 missing on average, on 40 days, over 2
    assert goal(plan, "unfilled", 1) == pytest.approx(1.5 * 40 / 2)


# ------------------------------------------------------------------------------------------- price


def priced(order: list[str], cost: float = 40) -> Any:
    wanted = uncertain(*THREE, shortage_cost=1)
    return fill(
        {"r": wanted}, {"p": offer(units=9, divisible=True, cost=cost)}, force_objective=order
    )


def test_a_unit_comes_while_it_costs_less_than_the_shortage_it_ends() -> None:
    # A unit missing costs 1 a day, 100 in all; a unit costs 40. The first is wanted for certain,
    # the second and third with a chance of 0.5 (50 > 40), the next with one of 0.2 (20 < 40).
    # 3 x 40 + 0.2 x 2 x 100 = 160.
    plan = priced(PRICED)
    assert [g.name for g in plan.goals] == ["cost"]
    assert goal(plan, "cost") == pytest.approx(160)
    assert sent(plan) == {("p", "r"): pytest.approx(3)}
    assert of(plan, "r").expected_shortfall == pytest.approx(0.4)
    assert why(plan, "r") == {"PRICE": pytest.approx(2)}
    assert unused(plan) == {"p": "dearer than the shortage"}
    assert plan.asks == (), "what was pledged would close it"


def test_without_a_price_first_nothing_is_left_unfilled() -> None:
    plan = priced(["unfilled", "cost"])
    assert goal(plan, "unfilled", 1) == pytest.approx(0)
    assert goal(plan, "cost") == pytest.approx(200)


def test_shortage_is_part_of_the_cost_in_every_order() -> None:
    # One of 1, 3 or 5: missing on average 0.3 x 2 + 0.2 x 4 = 1.4, 140 dollars; the unit costs 40.
    plan = fill({"r": uncertain(*THREE, shortage_cost=1)}, {"p": offer(cost=40)})
    assert goal(plan, "cost") == pytest.approx(180)


def test_requirement_that_nobody_can_fill_costs_its_shortage() -> None:
    plan = fill({"r": need(2, shortage_cost=3)}, force_objective=PRICED)
    assert goal(plan, "cost") == pytest.approx(2 * 3 * DAYS)
    assert why(plan, "r") == {"NOT_PLEDGED": 2}


def test_price_is_told_beside_the_other_causes() -> None:
    # Three of the five were pledged: one costs less than the 100 that it saves, two cost more.
    pledges = {"a": offer(cost=99), "b": offer(units=2, cost=101)}
    plan = fill({"r": need(5, shortage_cost=1)}, pledges, force_objective=PRICED)
    assert sent(plan) == {("a", "r"): 1}
    assert why(plan, "r") == {"NOT_PLEDGED": 2, "PRICE": 2}
    # what is asked for comes on top of all that was pledged
    assert sum(ask.quantity for ask in plan.asks) == pytest.approx(2)
    assert plan.ask_lists.unfilled == {1: pytest.approx(2 * DAYS / 5)}


def test_ceiling_may_be_why_a_unit_stays_at_home_too() -> None:
    pledges = {"p": offer(units=5, cost=10)}
    plan = fill({"r": need(5, shortage_cost=1)}, pledges, ceiling=200, force_objective=PRICED)
    assert sent(plan) == {("p", "r"): 2}
    assert unused(plan) == {"p": "above the ceiling, or dearer than the shortage"}
    assert why(plan, "r") == {"CEILING": 3}


def test_goals_come_in_the_order_of_the_scenario() -> None:
    # The dear unit alone, or two cheap ones of two contributors.
    pledges = {
        "dear": offer(units=1, quantity=2, cost=100),
        "one": offer(contributor="BBB", cost=10),
        "two": offer(contributor="CCC", cost=10),
    }
    by_default = fill({"r": need(2)}, pledges)
    assert set(sent(by_default)) == {("dear", "r")}
    cheap = fill({"r": need(2)}, pledges, force_objective=["unfilled", "cost", "contributors"])
    assert set(sent(cheap)) == {("one", "r"), ("two", "r")}
    assert [g.name for g in cheap.goals] == ["unfilled", "cost", "contributors"]


def test_goals_after_the_cost_choose_among_equals() -> None:
    # Either fills at the same cost; with contributors before the tier, one comes and not two.
    pledges = {"a": offer(quantity=2, cost=20), "b": offer(contributor="BBB", cost=10, units=2)}
    order = ["cost", "personnel", "contributors", "unfilled"]
    plan = fill({"r": need(2, shortage_cost=5)}, pledges, force_objective=order)
    assert sent(plan) == {("a", "r"): 1}
    assert plan.is_met


def test_alternatives_of_a_priced_plan_stay_near_its_cost() -> None:
    pledges = {name: offer(cost=cost) for name, cost in (("a", 10), ("b", 11), ("c", 90))}
    scenario = case({"r": need(shortage_cost=1)}, pledges, force_objective=PRICED)
    found = alternatives(scenario, factbook_of(scenario), SolveOptions(), count=3, within=0.2)
    assert [[a.pledge for a in other.assignments] for other in found.others] == [["b"]]


# -------------------------------------------------------------------------------------------- uses


def test_use_says_what_a_unit_gives_and_costs_there() -> None:
    # A unit does the work of two on s and of one on r: on s it saves a second one.
    pledge = offer(units=2, cost=7, uses={"s": {"quantity": 2, "cost": 5}})
    plan = fill({"r": need(1), "s": need(2)}, {"p": pledge})
    assert sent(plan) == {("p", "r"): 1, ("p", "s"): 1}
    assert plan.is_met
    assert goal(plan, "cost") == pytest.approx(12)


def test_substitution_takes_nothing_off_a_stated_use_but_limits_it() -> None:
    rule = [{"capability": "sappers", "for": "foot", "efficiency": 0.5, "at_most": 0.4}]
    pledge = offer("sappers", units=9, divisible=True, uses={"r": {"quantity": 0.8}})
    plan = fill({"r": need(2)}, {"p": pledge}, substitutions=rule)
    assert sent(plan) == {("p", "r"): pytest.approx(1, rel=1e-5)}  # 0.8 of 2 are 40 %
    assert of(plan, "r").filled == pytest.approx(0.8, rel=1e-5)


def test_state_of_equipment_takes_off_a_stated_use() -> None:
    held: dict[str, Any] = {"critical": {"gun": 4}, "equipment": {"gun": {"held": 3}}}
    plan = fill({"r": need(2)}, {"p": offer(uses={"r": {"quantity": 2}}, **held)})
    assert of(plan, "r").filled == pytest.approx(1.5)


def test_use_of_nothing_bars_a_requirement() -> None:
    plan = fill({"r": need(), "s": need()}, {"p": offer(units=2, uses={"r": {"quantity": 0}})})
    assert sent(plan) == {("p", "s"): 1}
    scenario = case({"r": need()}, {"p": offer(uses={"r": {"quantity": 0}})})
    decision = Decision.model_validate({"pledge": "p", "requirement": "r", "units": 1})
    with pytest.raises(InputError, match="by its uses they give nothing there"):
        price_of(scenario, factbook_of(scenario), SolveOptions(), [decision])


def test_pledges_that_cost_different_things_somewhere_are_not_alike() -> None:
    # b is cheaper on s, and a on r: each goes where it is cheap, though their own cost is the same.
    pledges = {
        "a": offer(cost=9, uses={"r": {"cost": 1}}),
        "b": offer(cost=9, uses={"s": {"cost": 1}}),
    }
    plan = fill({"r": need(), "s": need()}, pledges)
    assert sent(plan) == {("a", "r"): 1, ("b", "s"): 1}
    assert goal(plan, "cost") == pytest.approx(2)


# ------------------------------------------------------------------------------- by enumeration

quantities = st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True)
chances = st.lists(st.integers(1, 5), min_size=3, max_size=3)


@st.composite
def wanted(draw: st.DrawFn) -> list[tuple[float, float]]:
    """States of a requirement, one of them of 1 or more."""
    found = draw(quantities.filter(any))
    weights = draw(chances)[: len(found)]
    return [(q, w / sum(weights)) for q, w in zip(found, weights, strict=True)]


def expected(pairs: list[tuple[float, float]], there: float) -> float:
    return sum(chance * max(0.0, quantity - there) for quantity, chance in pairs)


@settings(max_examples=40, deadline=None)
@given(wanted(), wanted(), st.integers(0, 4), st.sampled_from((1, 2)), st.integers(0, 250))
def test_least_cost_is_that_of_the_best_of_all_assignments(
    first: list[tuple[float, float]],
    second: list[tuple[float, float]],
    units: int,
    worth: int,
    cost: int,
) -> None:
    least = min(
        i * cost + j * 60 + DAYS * (expected(first, i) * 1 + expected(second, j * worth) * 2)
        for i, j in product(range(units + 1), repeat=2)
        if i + j <= units
    )
    plan = fill(
        {"r": uncertain(*first, shortage_cost=1), "s": uncertain(*second, shortage_cost=2)},
        {"p": offer(units=units, cost=cost, uses={"s": {"quantity": worth, "cost": 60}})},
        force_objective=PRICED,
    )
    for name in Fill:
        [value] = [g.value for g in plan.fills[name] if g.name == "cost"]
        assert value == pytest.approx(least, abs=1e-6)
    for entry in plan.requirements:
        told = sum(reason.quantity for reason in entry.reasons)
        assert told == pytest.approx(entry.shortfall, abs=1e-4)
